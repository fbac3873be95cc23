"""Small areas from a map server into a city package: areas, map and key, checked before they are written."""

import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.request import Asker
from fardplan.sources.city_draft import AREAS
from fardplan.sources.city_models import AreasFile, City
from fardplan.sources.city_package import load_city_folder
from fardplan.sources.small_areas.asking import SmallAreas, ask_areas
from fardplan.sources.small_areas.editions import DIVISIONS, deso_of, division_named, in_database
from fardplan.sources.small_areas.key_file import read_key
from fardplan.sources.small_areas.package_files import checked_key, named, package_files
from fardplan.sources.wfs.client import SCB, WfsClient
from fardplan.sources.yaml_file import read_yaml
from fardplan.usecases.files_together import Became, write_together
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError

DETAIL = 25.0
"""Metres; corners whose triangle is smaller than its square cannot be seen on a map of a city."""

READ = (".yaml", ".csv", ".geojson")


@dataclass(frozen=True, slots=True)
class AreasAsked:
    """Which small areas are wanted, and where they are asked for.

    `municipality`: of the package where none is given. `layer` and `deso_layer`: where the server calls its
    layers something else. `key`: Statistics Sweden's key file, for the names and to check against. `detail`:
    metres, see `simplified`.
    """

    division: str
    municipality: str | None = None
    layer: str | None = None
    deso_layer: str | None = None
    address: str = SCB
    key: Path | None = None
    detail: float = DETAIL


@dataclass(frozen=True, slots=True)
class AreasReport:
    """What came and what became of each file, by its path in the package.

    `unnamed`: how many RegSO are called by their code; `deso`: how many DeSO the key has.
    """

    found: SmallAreas
    deso: int
    unnamed: int
    files: Mapping[str, Became]


def fetch_areas(asker: Asker, asked: AreasAsked, folder: Path, *, replace: bool = False) -> AreasReport:
    """Ask for small areas and write them into the city package in `folder`.

    All files are written or none, and only where the package holds together with them; it need not have done
    so without them, as where a run was cut off. Raises what the map server's client raises, `RuleError` where
    other files lie in the way, and `InputError` with everything that would be wrong.
    """
    division = division_named(asked.division)
    city = _city(folder)
    municipality = asked.municipality or city.municipality_code
    if municipality != city.municipality_code:
        raise RuleError(
            Sentence(
                "the package is about the municipality '{own}', not '{municipality}'",
                own=city.municipality_code,
                municipality=municipality,
            ),
            where=str(folder),
            instead=Sentence("Leave --municipality out, or write into the package of that city."),
            outcome=Sentence("Nothing was asked."),
        )
    key = read_key(asked.key) if asked.key else None
    client, parts = WfsClient(asker, asked.address), deso_of(division)
    found = ask_areas(client, division, municipality, layer=asked.layer)
    deso = (
        found
        if parts == division
        else ask_areas(client, parts, municipality, layer=asked.deso_layer, borders=False)
    )
    lying, names = checked_key(found, deso, key), named(found, key)
    above = _above(found, city.home_area, _codes(folder))
    texts = package_files(found, names, lying, part_of=above, address=asked.address, detail=asked.detail)
    _try(folder, texts)
    became = write_together({folder / name: text for name, text in texts.items()}, replace=replace)
    unnamed = sum(name == code for code, name in names.items()) if parts != division else 0
    return AreasReport(found, len(lying), unnamed, dict(zip(texts, became.values(), strict=True)))


def _above(found: SmallAreas, home: str, there: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The larger areas of the package that each area lies in: the city, and the RegSO of a DeSO."""
    whole = [item for item in DIVISIONS.values() if deso_of(item) == found.division]
    codes = {
        item.code: [
            in_database(item.regso, larger) for larger in whole if item.regso and larger != found.division
        ]
        for item in found.areas
    }
    return {bare: (home, *(code for code in above if code in there)) for bare, above in codes.items()}


def _codes(folder: Path) -> set[str]:
    """The codes of the areas that the package has."""
    files = [folder / "areas.yaml", *sorted((folder / AREAS).glob("*.yaml"))]
    return {area.code for file in files for area in read_yaml(file, AreasFile).areas}


def _city(folder: Path) -> City:
    if not (folder / "city.yaml").is_file():
        raise NotFoundError(
            Sentence("this is no city package: there is no city.yaml in it"),
            where=str(folder),
            instead=Sentence("Name the folder of a city with --into. A packaged city can be copied first."),
            outcome=Sentence("Nothing was asked."),
        )
    return read_yaml(folder / "city.yaml", City)


def _try(folder: Path, texts: Mapping[str, str]) -> None:
    """Read the package as it would be, in a copy; raises `InputError` with every fault."""
    with TemporaryDirectory(prefix="fardplan-areas-") as place:
        trial = Path(place) / folder.resolve().name
        shutil.copytree(folder, trial, ignore=_not_read)
        for name, text in texts.items():
            (trial / name).parent.mkdir(exist_ok=True)
            (trial / name).write_text(text, "utf-8")
        try:
            load_city_folder(trial)
        except InputError as error:
            raise InputError(
                str(error).replace(f"{trial}/", f"{folder}/"), outcome=Sentence("Nothing was written.")
            ) from error


def _not_read(folder: str, names: list[str]) -> list[str]:
    """Files that no package reads: a folder may hold large ones beside them."""
    return [name for name in names if (Path(folder) / name).is_file() and not name.endswith(READ)]
