"""A fake Kolada (version 3): pages, segments of at most 25 ids, increments and revisions, as the real."""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fardplan.fakes.faults import NO_FAULTS, Faults, Paging
from fardplan.fakes.serving import FakeServer, Heard, Said, said_json
from fardplan.vocabulary.errors import InputError

BASE = "/v3"
MOST_IDS, MOST_A_PAGE, USUAL_PAGE = 25, 5000, 5000
LONGEST = 4000
GENDERS = ("K", "M", "T")
COLUMNS = ("kpi", "municipality_id", "municipality", "year", "gender", "value")
"""Of a table that feeds a fake."""

IN_QUERY = {"kpi_id": "kpi", "municipality_id": "municipality", "ou_id": "ou", "year": "year"}
"""Names of ids in the query, each as often as there are ids, and the segments they stand for."""

_SEGMENT = re.compile(r"/(kpi|municipality|ou|year)/([^/]+)")


@dataclass(frozen=True, slots=True)
class FakeValue:
    """One value as the fake has it; `changed` is the day from which an increment holds it."""

    kpi: str
    place: str
    year: int
    gender: str
    value: float | None
    status: str = ""
    count: int = 1
    deleted: bool = False
    changed: date = date(2026, 1, 1)

    @property
    def document(self) -> dict[str, Any]:
        return {
            "gender": self.gender,
            "count": self.count,
            "status": self.status,
            "value": self.value,
            "isdeleted": self.deleted,
        }


@dataclass(frozen=True)
class FakeKolada:
    """What a fake Kolada holds: records as it gives them out, and values.

    `revised`: the values that it holds after a revision; the same where there is none.
    """

    values: Sequence[FakeValue] = ()
    kpis: Sequence[Mapping[str, Any]] = ()
    municipalities: Sequence[Mapping[str, Any]] = ()
    groups: Sequence[Mapping[str, Any]] = ()
    units: Sequence[Mapping[str, Any]] = ()
    unit_values: Sequence[FakeValue] = ()
    revised: Sequence[FakeValue] | None = None


Items = dict[str, dict[str, dict[int, list[FakeValue]]]]
"""Values by key figure, place and year, each in order."""


def _items(values: Iterable[FakeValue]) -> Items:
    found: Items = {}
    for value in sorted(values, key=lambda one: (one.kpi, one.place, one.year, one.gender)):
        by_year = found.setdefault(value.kpi, {}).setdefault(value.place, {})
        by_year.setdefault(value.year, []).append(value)
    return found


def kpi_record(kpi: str, title: str, **changes: Any) -> dict[str, Any]:
    """A key figure as Kolada describes it."""
    return {
        "id": kpi,
        "title": title,
        "description": f"{title}. Påhittat nyckeltal.",
        "is_divided_by_gender": True,
        "municipality_type": "K",
        "auspice": "X",
        "operating_area": "Påhittat",
        "perspective": "Kvalitet",
        "prel_publication_date": None,
        "publication_date": "2026-03-01",
        "publ_period": 2025,
        "has_ou_data": False,
    } | changes


def panel_of(path: Path) -> FakeKolada:
    """A fake fed from a table with these `COLUMNS`; raises `InputError` where one is absent."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if absent:
            raise InputError(
                f"it has no column '{absent[0]}'",
                where=str(path),
                instead=f"A panel has the columns {', '.join(COLUMNS)}, with commas between.",
            )
        rows = list(reader)
    values = [
        FakeValue(
            kpi=row["kpi"],
            place=row["municipality_id"],
            year=int(row["year"]),
            gender=row["gender"],
            value=float(row["value"]) if row["value"] else None,
            status="" if row["value"] else "Missing",
        )
        for row in rows
    ]
    names = {row["municipality_id"]: row["municipality"] for row in rows}
    places = [
        {"id": code, "title": name, "type": "L" if code.startswith("00") else "K"}
        for code, name in sorted(names.items())
    ]
    kpis = [kpi_record(kpi, f"Nyckeltal {kpi}") for kpi in sorted({row["kpi"] for row in rows})]
    return FakeKolada(values, kpis, places)


def made_up(kpis: int, places: int, years: Iterable[int], genders: Sequence[str] = GENDERS) -> FakeKolada:
    """A panel of any size, the same each time, in which every value tells where it belongs."""
    codes = [f"{101 + number:04d}" for number in range(places)]
    ids = [f"N{90001 + number}" for number in range(kpis)]
    span = list(years)
    values = [
        FakeValue(
            kpi, code, year, gender, round(20 + (number * 7 + of * 3 + year + len(gender)) % 600 / 10, 1)
        )
        for number, kpi in enumerate(ids)
        for of, code in enumerate(codes)
        for year in span
        for gender in genders
    ]
    return FakeKolada(
        values,
        [kpi_record(kpi, f"Påhittat nyckeltal {kpi}") for kpi in ids],
        [{"id": code, "title": f"Kommun {code}", "type": "K"} for code in codes],
    )


class FakeKoladaServer(FakeServer):
    """Serves a fake Kolada at `address`/v3."""

    def __init__(self, data: FakeKolada, *, faults: Faults = NO_FAULTS, port: int = 0) -> None:
        super().__init__(faults=faults, port=port)
        self.hold(data)

    def hold(self, data: FakeKolada) -> None:
        """Answer with other data from now on."""
        self.data = data
        self._values, self._units = _items(data.values), _items(data.unit_values)
        self._revised = self._values if data.revised is None else _items(data.revised)

    @property
    def v3(self) -> str:
        """The address that a client is given."""
        return self.address + BASE

    def answer(self, heard: Heard) -> Said:
        if len(heard.path) > LONGEST:
            return said_json({"detail": "Illegal or too long URL"}, 400)
        path = heard.path.removeprefix(BASE).rstrip("/")
        segments = _segments(heard, path)
        if any(len(ids.split(",")) > MOST_IDS for ids in segments.values()):
            return said_json({"detail": f"At most {MOST_IDS} ids in a segment"}, 400)
        what = path.split("/")[1] if "/" in path else ""
        lists: dict[str, Callable[[], Iterable[Any]]] = {
            "kpi": lambda: _named(self.data.kpis, path),
            "municipality": lambda: _named(self.data.municipalities, path),
            "municipality_groups": lambda: self.data.groups,
            "ou": lambda: [
                unit
                for unit in self.data.units
                if heard.first("municipality") in (None, unit["municipality"])
            ],
            "data": lambda: self._data(self._current(heard.call), segments, "municipality", heard),
            "oudata": lambda: self._data(self._units, segments, "ou", heard),
        }
        if what not in lists:
            return said_json({"detail": "Not Found"}, 404)
        return self._page(heard, list(lists[what]()))

    def _current(self, call: int) -> Items:
        return self._revised if self.faults.revised and call >= self.faults.revised else self._values

    def _data(
        self, items: Items, segments: Mapping[str, str], place: str, heard: Heard
    ) -> Iterator[dict[str, Any]]:
        since = heard.first("from_date")
        for kpi in _asked(items, segments.get("kpi")):
            for of in _asked(items[kpi], segments.get(place)):
                years = {str(year): year for year in items[kpi][of]}
                for year in _asked(years, segments.get("year")):
                    shown = [one for one in items[kpi][of][years[year]] if _shows(one, since)]
                    if shown:
                        told = [one.document for one in shown]
                        yield {"kpi": kpi, place: of, "period": years[year], "values": told}

    def _page(self, heard: Heard, records: Sequence[Any]) -> Said:
        size = min(int(heard.first("per_page") or USUAL_PAGE), MOST_A_PAGE)
        number = int(heard.first("page") or 1)
        shown = records[(number - 1) * size : number * size]
        last = number * size >= len(records)
        return said_json(
            {
                "values": shown,
                "count": len(shown),
                "next_url": self._link(heard, None if last else number + 1),
                "previous_url": self._link(heard, number - 1 if number > 1 else None),
            }
        )

    def _link(self, heard: Heard, number: int | None) -> str | None:
        if number is None:
            return "" if self.faults.paging is Paging.EMPTY else None
        kept = [(name, value) for name, value in heard.query if name != "page"]
        path = f"{heard.path}?{urlencode([*kept, ('page', str(number))])}"
        return path if self.faults.paging is Paging.RELATIVE else self.address + path


def _segments(heard: Heard, path: str) -> dict[str, str]:
    """The ids by what they are of, from the address and from the query."""
    found = dict(_SEGMENT.findall(path))
    for name, segment in IN_QUERY.items():
        ids = [value for key, value in heard.query if key == name]
        found |= {segment: ",".join(ids)} if ids else {}
    return found


def _named(records: Sequence[Mapping[str, Any]], path: str) -> Iterable[Mapping[str, Any]]:
    """The records whose ids a path names, all where it names none."""
    ids = path.split("/")[2].split(",") if path.count("/") > 1 else None
    return [record for record in records if ids is None or record["id"] in ids]


def _asked(there: Collection[str], segment: str | None) -> list[str]:
    """The ids of a segment that there are, all where there is no segment."""
    return list(there) if segment is None else [one for one in segment.split(",") if one in there]


def _shows(value: FakeValue, since: str | None) -> bool:
    """An increment has what was withdrawn as well."""
    return not value.deleted if since is None else value.changed.isoformat() >= since
