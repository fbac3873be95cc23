"""What a fake map server holds: layers of features, read from GeoJSON or made up."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fardplan.vocabulary.errors import InputError, StorageError

SWEREF_99_TM = 3006
MADE_UP = ("0180", "1280", "1480")
"""Municipalities that areas are made up for."""

SIDE = 1000
"""The side of a made-up small area, in metres."""

Record = dict[str, Any]


@dataclass(frozen=True)
class FakeLayer:
    """A layer: features as GeoJSON has them, in the system EPSG:`epsg`, east before north.

    `revised`: the features that it holds after a revision; the same where there is none.
    """

    name: str
    features: Sequence[Record]
    epsg: int = SWEREF_99_TM
    revised: Sequence[Record] | None = None

    @property
    def properties(self) -> dict[str, str]:
        """Names and kinds of the properties, the border first."""
        first = self.features[0]["properties"] if self.features else {}
        kinds = {name: "int" if isinstance(value, int) else "string" for name, value in first.items()}
        return {"geom": "MultiPolygon", **kinds}


def layer_of(path: Path) -> FakeLayer:
    """The layer in a GeoJSON file, named as its features' ids begin (`RegSO_2025.1`), else as the file.

    Raises `InputError` where it is no collection of features, and `StorageError` when it cannot be opened.
    """
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise StorageError(f"the file cannot be read: {error.strerror}", where=str(path)) from error
    except ValueError as error:
        raise InputError(f"this is not JSON: {error}", where=str(path)) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(
        isinstance(item, dict) and isinstance(item.get("properties"), dict) for item in features
    ):
        raise InputError("it is no collection of features", where=str(path), instead="Give a GeoJSON file.")
    named = [{**item, "id": item.get("id") or f"{path.stem}.{at}"} for at, item in enumerate(features, 1)]
    name = str(named[0]["id"]).rpartition(".")[0] if named else path.stem
    system = re.search(r":(\d+)$", str(((document.get("crs") or {}).get("properties") or {}).get("name", "")))
    return FakeLayer(f"stat:{name}", named, int(system[1]) if system else SWEREF_99_TM)


def made_up_layers(
    municipalities: Sequence[str] = MADE_UP, across: int = 3, up: int = 2
) -> tuple[FakeLayer, ...]:
    """RegSO and DeSO of 2025: in each municipality a sheet of squares, two DeSO in each RegSO."""
    regso: list[Record] = []
    deso: list[Record] = []
    for at, code in enumerate(municipalities):
        for number in range(across * up):
            left = 500_000 + 20_000 * at + SIDE * (number % across)
            bottom = 6_500_000 + SIDE * (number // across)
            own = {"regsokod": f"{code}R{number + 1:03d}", **_common(code)}
            named = {"regsonamn": f"Påhittat område {number + 1}"}
            regso.append(_record("RegSO_2025", len(regso) + 1, own | named, _square(left, bottom, SIDE)))
            for half in range(2):
                told = {"desokod": f"{code}C{1010 + 20 * number + 10 * half}", **own}
                place = _square(left + half * SIDE // 2, bottom, SIDE // 2)
                deso.append(_record("DeSO_2025", len(deso) + 1, told, place))
    return FakeLayer("stat:RegSO_2025", regso), FakeLayer("stat:DeSO_2025", deso)


def _common(municipality: str) -> dict[str, str]:
    return {
        "lanskod": municipality[:2],
        "kommunkod": municipality,
        "version": "2025_v2",
        "ansvarig_organisation": "Påhittad myndighet",
        "referensdatum": "20250101",
    }


def _record(layer: str, number: int, properties: Mapping[str, Any], geometry: Record) -> Record:
    kind = layer.partition("_")[0].lower()
    told = {"objectid": number, "objekttyp": kind, **properties}
    return {"type": "Feature", "id": f"{layer}.{number}", "geometry": geometry, "properties": told}


def _square(left: int, bottom: int, width: int) -> Record:
    right, top = left + width, bottom + SIDE
    middle = bottom + SIDE // 2
    ring = [[left, bottom], [right, bottom], [right, middle], [right, top], [left, top], [left, middle]]
    return {"type": "MultiPolygon", "coordinates": [[[*ring, ring[0]]]]}
