"""The small areas of a municipality as a map server has them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry

from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.small_areas.editions import SmallDivision, SmallKind
from fardplan.sources.wfs.client import Wanted, WfsClient
from fardplan.sources.wfs.reading import Feature, east_and_north, strange
from fardplan.vocabulary.errors import NotFoundError, known

EPSG, SYSTEM = 3006, "SWEREF 99 TM"
EAST, NORTH = (200_000.0, 1_000_000.0), (6_100_000.0, 7_700_000.0)
"""From where to where Sweden reaches in this system, in metres."""

_CODE = {SmallKind.DESO: ("desokod", "deso"), SmallKind.REGSO: ("regsokod", "regso")}
_REGSO, _NAME = ("regsokod", "regso"), ("regsonamn", "namn")
_MUNICIPALITY, _VERSION, _DAY = ("kommunkod", "kommun"), ("version",), ("referensdatum",)
_BODY = ("ansvarig_organisation",)
"""What editions of the layers have called their properties."""


@dataclass(frozen=True, slots=True)
class SmallArea:
    """A RegSO or DeSO. `regso`: of a DeSO, the RegSO that it lies in. Codes have no suffix here."""

    code: str
    municipality: str
    name: str | None = None
    regso: str | None = None
    border: BaseGeometry | None = None


@dataclass(frozen=True, slots=True)
class SmallAreas:
    """The areas of a municipality in order of code, all of one `version` and one day, `as_of`.

    `body` is the organisation that answers for them, where the layer says it.
    """

    division: SmallDivision
    layer: str
    areas: tuple[SmallArea, ...]
    as_of: date
    version: str | None = None
    body: str | None = None

    @property
    def regso(self) -> dict[str, str]:
        """The RegSO of each DeSO, by code."""
        return {item.code: item.regso for item in self.areas if item.regso}


def ask_areas(
    client: WfsClient,
    division: SmallDivision,
    municipality: str,
    *,
    layer: str | None = None,
    borders: bool = True,
) -> SmallAreas:
    """The small areas of a municipality, with borders where they are wanted (SWEREF 99 TM, metres).

    `layer` where the server calls it something else. Raises `NotFoundError` where the municipality has none,
    and `SourceError` where a code, an edition or a border is not what was asked for.
    """
    name = layer or division.layer
    there = client.properties(name)
    names = _Names(there, client.address, name)
    code, of = names.one(_CODE[division.kind]), names.one(_MUNICIPALITY)
    others = [names.any(group) for group in (_REGSO, _NAME, _VERSION, _DAY, _BODY)]
    wanted = () if borders else tuple(dict.fromkeys([code, of, *(item for item in others if item)]))
    found = client.features(Wanted(name, code, {of: municipality}, EPSG, wanted))
    if not found:
        raise NotFoundError(
            f"the layer '{name}' has no area of the municipality '{municipality}'",
            where=client.address,
            instead="A municipality has four digits, zeros in front among them.",
            outcome=KEPT,
        )
    return _Reading(client.address, name, division, municipality).areas(found, borders=borders)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a layer calls its properties."""

    there: Sequence[str]
    where: str
    layer: str

    def any(self, names: Sequence[str]) -> str | None:
        return next((name for name in names if name in self.there), None)

    def one(self, names: Sequence[str]) -> str:
        found = self.any(names)
        if found is None:
            what = f"the layer '{self.layer}' has none of the properties {', '.join(names)}"
            raise strange(self.where, what, known(self.there))
        return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """Features as areas, held against what was asked for."""

    where: str
    layer: str
    division: SmallDivision
    municipality: str

    def areas(self, found: Sequence[Feature], *, borders: bool) -> SmallAreas:
        areas = [self._area(item, borders=borders) for item in found]
        codes = [item.code for item in areas]
        twice = {code for code in codes if codes.count(code) > 1}
        if twice:
            raise self._strange(f"the area '{min(twice)}' came twice")
        version, day, body = (self._same(found, names) for names in (_VERSION, _DAY, _BODY))
        return SmallAreas(
            self.division,
            self.layer,
            tuple(sorted(self._straight(areas), key=lambda item: item.code)),
            self._day(day) if day else self.division.day,
            version,
            body,
        )

    def _same(self, found: Sequence[Feature], names: Sequence[str]) -> str | None:
        """What is said of all of them alike: an edition, a day."""
        told = {self._text(item, names) for item in found}
        if len(told) > 1:
            listed = ", ".join(sorted(str(item) for item in told))
            raise self._strange(f"the areas are of several editions: {listed}")
        return told.pop()

    def _area(self, item: Feature, *, borders: bool) -> SmallArea:
        code = self._text(item, _CODE[self.division.kind]) or ""
        of = self._text(item, _MUNICIPALITY) or ""
        if not self.division.kind.has(code) or code[:4] != of or of != self.municipality:
            what = f"'{code}' of the municipality '{of}' is no {self.division.kind} of '{self.municipality}'"
            raise self._strange(what)
        regso = self._text(item, _REGSO) if self.division.kind is SmallKind.DESO else None
        if regso is not None and (not SmallKind.REGSO.has(regso) or regso[:4] != of):
            raise self._strange(f"'{code}' lies in '{regso}', which is no RegSO of '{of}'")
        name = self._text(item, _NAME) if self.division.kind is SmallKind.REGSO else None
        if borders and item.geometry is None:
            raise self._strange(f"the border of '{code}' is missing")
        return SmallArea(code, of, name, regso, item.geometry)

    def _straight(self, areas: Sequence[SmallArea]) -> list[SmallArea]:
        """With east before north, as GeoJSON has it and not every server writes it."""
        shapes = [item.border for item in areas if item.border is not None]
        if not shapes:
            return list(areas)
        turned = east_and_north(shapes, EAST, NORTH)
        if turned is None:
            raise self._strange(f"the positions do not lie in Sweden, read as {SYSTEM} (EPSG:{EPSG})")
        return [
            SmallArea(item.code, item.municipality, item.name, item.regso, border)
            for item, border in zip(areas, turned, strict=True)
        ]

    def _day(self, text: str) -> date:
        digits = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})(?:[TZ ].*)?", text)
        try:
            return date(*(int(part) for part in digits.groups())) if digits else date.fromisoformat(text)
        except ValueError as error:
            raise self._strange(f"the day of the map is '{text:.40}'") from error

    def _text(self, item: Feature, names: Sequence[str]) -> str | None:
        """What is said under the first of the names that there is; an empty text is nothing."""
        properties: Mapping[str, Any] = item.properties
        found = next((properties[name] for name in names if properties.get(name) is not None), None)
        return str(found).strip() or None if found is not None else None

    def _strange(self, what: str) -> Exception:
        return strange(f"{self.where}, {self.layer}", what)
