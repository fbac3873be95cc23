"""The files of a city package that small areas become: areas with a division, a map, a key from DeSO."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from textwrap import wrap

from fardplan.sources.boundaries import FOLDER as MAPS
from fardplan.sources.boundaries import BoundariesFile
from fardplan.sources.city_draft import AREAS
from fardplan.sources.registers import COLUMNS
from fardplan.sources.registers import FOLDER as REGISTERS
from fardplan.sources.small_areas.asking import EPSG, SYSTEM, SmallAreas
from fardplan.sources.small_areas.borders import map_text, simplified
from fardplan.sources.small_areas.editions import SmallKind, deso_of, in_database
from fardplan.sources.small_areas.key_file import SmallAreaKey
from fardplan.sources.wfs.reading import strange
from fardplan.sources.yaml_file import write_yaml
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import Text

SCB, LICENCE = "Statistiska centralbyrån", "CC0"
"""The licence is that of Statistics Sweden's own areas; another body says its own."""


def named(found: SmallAreas, key: SmallAreaKey | None) -> dict[str, str]:
    """What each area is called, by code without suffix: what the layer says, else the key, else its code.

    DeSO have no names.
    """
    names = key.names if key and found.division.kind is SmallKind.REGSO else {}
    return {item.code: item.name or names.get(item.code, item.code) for item in found.areas}


def checked_key(areas: SmallAreas, deso: SmallAreas, key: SmallAreaKey | None) -> dict[str, str]:
    """The area of every DeSO, by codes without suffix, held against the areas and against a key file.

    Raises `SourceError` where the layers are of different days or do not fit together, and `InputError` where
    the key file says something else.
    """
    where = f"{areas.layer} and {deso.layer}"
    if (areas.as_of, areas.version) != (deso.as_of, deso.version):
        told = f"the layers are of different editions: {_edition(areas)} and {_edition(deso)}"
        raise strange(where, told)
    there = {item.code for item in areas.areas}
    lying = (
        {item.code: item.code for item in deso.areas} if areas.division.kind is SmallKind.DESO else deso.regso
    )
    without = sorted({item.code for item in deso.areas} - lying.keys())
    if without:
        raise strange(where, f"the layer does not say in which RegSO '{without[0]}' lies")
    for what, codes in (
        ("is in no DeSO", there - set(lying.values())),
        ("is no area", set(lying.values()) - there),
    ):
        if codes:
            raise strange(where, f"'{min(codes)}' {what}: the layers do not fit together")
    if key:
        _hold(deso, key.of(areas.areas[0].municipality))
    return lying


def _edition(areas: SmallAreas) -> str:
    return f"{areas.version or 'no version'} of {areas.as_of}"


def _hold(deso: SmallAreas, key: SmallAreaKey) -> None:
    """The key file against the layer, DeSO by DeSO."""
    layer, other = deso.regso, key.regso
    differing = sorted(code for code in layer.keys() | other.keys() if layer.get(code) != other.get(code))
    if layer and differing:
        code = differing[0]
        raise InputError(
            f"the key file and the layer '{deso.layer}' differ on {len(differing)} DeSO: '{code}' lies in "
            f"{_or_nothing(other.get(code))} by the file, and in {_or_nothing(layer.get(code))} by the layer",
            instead=f"Is the file the key of {deso.division.name}?",
        )


def _or_nothing(code: str | None) -> str:
    return f"'{code}'" if code else "no RegSO"


def package_files(
    found: SmallAreas,
    names: Mapping[str, str],
    lying: Mapping[str, str],
    *,
    part_of: Mapping[str, Sequence[str]],
    address: str,
    detail: float,
) -> dict[str, str]:
    """The texts of the files by path in the package.

    `lying`: the area of each DeSO. `part_of`: the larger areas that each lies in, which the package has
    already; all by codes without suffix. `address`: where they were asked for; `detail`: see `simplified`.
    """
    code = {item.code: in_database(item.code, found.division) for item in found.areas}
    borders = {code[item.code]: item.border for item in found.areas if item.border is not None}
    named_ = {code[bare]: name for bare, name in names.items()}
    key, parts = found.division.key, deso_of(found.division)
    register = parts.key if parts == found.division else f"{parts.key}-{key}"
    return {
        f"{AREAS}/{key}.yaml": _areas(found, named_, {code[bare]: above for bare, above in part_of.items()}),
        f"{MAPS}/{key}.geojson": map_text(simplified(borders, detail), named_),
        f"{MAPS}/{key}.yaml": _about(found, address, detail),
        f"{REGISTERS}/{register}.csv": _key({deso: code[of] for deso, of in lying.items()}, named_),
    }


def _body(found: SmallAreas) -> str:
    return found.body or SCB


def _heading(found: SmallAreas) -> str:
    told = f"{found.division.name} of {_body(found)}: layer {found.layer}, {_edition(found)}"
    return f"# {told}.\n# Written by `fardplan sources areas`; change nothing here.\n"


def _areas(found: SmallAreas, names: Mapping[str, str], part_of: Mapping[str, Sequence[str]]) -> str:
    """A line an area: people look for one and see all of it."""
    lines = [_area(code, name, part_of[code]) for code, name in names.items()]
    division = found.division
    days = {"valid_from": division.first, "valid_to": division.last}
    told = [f"    {name}: {day}" for name, day in days.items() if day]
    listed = wrap(", ".join(map(_quoted, names)), 100, break_long_words=False, break_on_hyphens=False)
    return "\n".join(
        [
            _heading(found) + "areas:",
            *lines,
            "# Statistics are told by the division from its first day to its last.",
            "divisions:",
            f"  - code: {division.key}",
            f"    name: {division.name}",
            *told,
            "    areas: [",
            *(f"      {line}" for line in listed),
            "    ]",
            "",
        ]
    )


def _area(code: str, name: str, part_of: Sequence[str]) -> str:
    above = ", ".join(map(_quoted, part_of))
    versions = f"[{{name: {_quoted(name)}}}]"
    return f"  - {{code: {_quoted(code)}, kind: small, versions: {versions}, part_of: [{above}]}}"


def _quoted(text: str) -> str:
    """Text within quotes as JSON has it, which YAML reads alike."""
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _about(found: SmallAreas, address: str, detail: float) -> str:
    sv = f"Indelningen är {found.division.name} i hela meter, vatten inräknat."
    en = f"The division is {found.division.name} in whole metres, water included."
    if detail > 0:
        sv += f" De är förenklade tillsammans ({detail:g} meter): grannar möts som förut."
        en += f" They are simplified together ({detail:g} metres): neighbours meet as before."
    about = BoundariesFile(
        file=f"{found.division.key}.geojson",
        epsg=EPSG,
        system=SYSTEM,
        as_of=found.as_of,
        source=_body(found),
        licence=LICENCE if _body(found) == SCB else None,
        address=f"{address}?service=WFS&request=GetCapabilities",
        note=Text(sv=sv, en=en),
        divisions=(found.division.key,),
    )
    return _heading(found) + write_yaml(about)


def _key(lying: Mapping[str, str], names: Mapping[str, str]) -> str:
    """`code` is written as registers have it, without suffix; the name and municipality are for people."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "name", "municipality"])
    writer.writerows([code, area, "", "", names[area], code[:4]] for code, area in sorted(lying.items()))
    return out.getvalue()
