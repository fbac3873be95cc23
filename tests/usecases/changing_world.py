"""Sources that change as time passes, two cities that ask them, and slowly what each figure should be."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from fardplan.fakes.kolada import FakeKolada, FakeValue, kpi_record
from fardplan.fakes.pxweb.table import FakeTable, FakeVariable
from tests.small_city import write_city

COUNTRY = "0000"
CITIES = {"lillkoping": "9999", "storkoping": "8888"}
REGIONS = {"9999": "99", "8888": "88", COUNTRY: "00"}
GENDERS = {"T": "", "K": "sex=K", "M": "sex=M"}
SEXES = {"1+2": "", "2": "sex=K", "1": "sex=M"}
BOTH, ALONE = "N10001", "N10002"
FIRST = range(2012, 2020)
"""The years that figures are of at first."""

Figures = dict[tuple[str, str, str], float | None]
"""By area, group and period."""


@dataclass
class State:
    """What the sources hold: Kolada by key figure, place, year and gender, tables by region, sex and year."""

    kolada: dict[tuple[str, str, int, str], float | None]
    tables: dict[str, dict[tuple[str, str, int], float | None]]
    changed: dict[tuple[str, str, int, str], datetime] = field(default_factory=dict)
    updated: dict[str, datetime] = field(default_factory=dict)

    def copy(self) -> "State":
        tables = {key: dict(cells) for key, cells in self.tables.items()}
        return State(dict(self.kolada), tables, dict(self.changed), dict(self.updated))

    def data(self) -> list[FakeValue]:
        return [
            FakeValue(kpi, place, year, gender, value, changed=self.changed[kpi, place, year, gender].date())
            for (kpi, place, year, gender), value in self.kolada.items()
        ]

    def table(self, key: str) -> FakeTable:
        cells = self.tables[key]
        sexes, years = [*dict.fromkeys(sex for _, sex, _ in cells)], sorted({year for *_, year in cells})
        variables = [FakeVariable("Region", "region", {code: code for code in REGIONS.values()}, "geo")]
        if sexes != [""]:
            variables.append(FakeVariable("Kon", "kön", {code: code for code in sexes}))
        variables.append(FakeVariable("ContentsCode", "innehåll", {"B1": "Andel"}, "metric"))
        variables.append(FakeVariable("Tid", "år", {str(year): str(year) for year in years}, "time"))
        values = [cells[code, sex, year] for code in REGIONS.values() for sex in sexes for year in years]
        signs = {at: ".." for at, value in enumerate(values) if value is None}
        updated = f"{self.updated[key]:%Y-%m-%dT%H:%M:%SZ}"
        return FakeTable(key, f"Tabell {key}", tuple(variables), tuple(values), signs, updated=updated)


def expected(state: State, indicator: str, area: str) -> Figures:
    """The figures of an indicator of a city, as the sources have them in a state."""
    areas = (area, COUNTRY)
    if indicator in ("kon", "alla"):
        kpi, genders = {"kon": (BOTH, GENDERS), "alla": (ALONE, {"T": ""})}[indicator]
        return {
            (place, genders[gender], str(year)): value
            for (of, place, year, gender), value in state.kolada.items()
            if of == kpi and place in areas and gender in genders
        }
    table, sexes = {"nya": ("TAB2", SEXES), "summa": ("TAB2", {"1+2": ""}), "gamla": ("TAB1", {"": ""})}[
        indicator
    ]
    codes = {REGIONS[one]: one for one in areas}
    return {
        (codes[code], sexes[sex], str(year)): value
        for (code, sex, year), value in state.tables[table].items()
        if code in codes and sex in sexes
    }


INDICATORS = ("kon", "alla", "nya", "summa", "gamla")


class World:
    """`states`: all that the sources have held, the newest last. Time passes where it is told to."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.passed = 0.0
        kolada = {
            (kpi, place, year, gender): self._drawn(40)
            for kpi, genders in ((BOTH, "TKM"), (ALONE, "T"))
            for place in REGIONS
            for year in FIRST
            for gender in genders
        }
        tables = {
            "TAB2": {(r, s, y): self._drawn(60) for r in REGIONS.values() for s in SEXES for y in FIRST},
            "TAB1": {(r, "", y): self._drawn(30) for r in REGIONS.values() for y in FIRST},
        }
        first = State(kolada, tables)  # type: ignore[arg-type]
        first.changed = dict.fromkeys(kolada, self.now())
        first.updated = dict.fromkeys(tables, self.now())
        self.states = [first]

    def now(self) -> datetime:
        """Each look at the clock takes a while."""
        self.passed += 0.01
        return datetime(2026, 1, 5, 8, tzinfo=UTC) + timedelta(seconds=self.passed)

    def today(self) -> date:
        """The day here."""
        return self.now().astimezone().date()

    def elapsed(self) -> float:
        return self.passed

    def wait(self, seconds: float) -> None:
        self.passed += seconds

    def changed(self, *, everywhere: float = 0.0) -> State:
        """A state that may come next: some cells revised or all a little, a year more, or a change undone."""
        self.wait(1.0)
        state, now = self.states[-1].copy(), self.now()
        if len(self.states) > 1 and self.chance.random() < 0.3:
            earlier = self.states[-2].copy()
            state.kolada, state.tables = earlier.kolada, earlier.tables
        cells = [(state.kolada, key) for key in state.kolada]
        cells += [(table, key) for table in state.tables.values() for key in table]  # type: ignore[misc]
        for holder, key in self.chance.sample(cells, self.chance.randint(1, 4)):
            self._revise(holder, key)
        if everywhere:
            for holder, key in cells:
                old = holder[key]
                holder[key] = None if old is None else round(old + everywhere, 2)
        if self.chance.random() < 0.15:
            self._add_year(state)
        before = self.states[-1]
        for key, value in state.kolada.items():
            if key not in before.kolada or before.kolada[key] != value:
                state.changed[key] = now
        for table, held in state.tables.items():
            if held != before.tables[table] or self.chance.random() < 0.2:
                state.updated[table] = now
        return state

    def _revise(self, holder: Any, key: Any) -> None:
        old = holder[key]
        kind = self.chance.random()
        if kind < 0.05:
            holder[key] = None
        elif kind < 0.1:
            holder[key] = 0.0
        elif kind < 0.2:
            holder[key] = round((old or 50.0) * self.chance.choice([0.4, 1.5]), 1)
        else:
            holder[key] = round((old or 50.0) + self.chance.choice([-0.1, 0.1, 0.2]), 1)

    def _add_year(self, state: State) -> None:
        held = self.chance.choice([state.kolada, *state.tables.values()])
        places = [2 if held is state.kolada else -1]
        last = max(key[places[0]] for key in held)
        for key in [key for key in held if key[places[0]] == last]:
            new = list(key)
            new[places[0]] = last + 1
            held[tuple(new)] = round((held[key] or 50.0) + 0.1, 1)  # type: ignore[index]

    def _drawn(self, around: float) -> float:
        return round(around + self.chance.uniform(-1, 1), 1)


def kolada_of(state: State, following: State) -> FakeKolada:
    kpis = [kpi_record(kpi, f"Andel {kpi}") for kpi in (BOTH, ALONE)]
    return FakeKolada(state.data(), kpis, revised=following.data())


def definitions(area: str, v2: str, v1: str) -> Iterator[dict[str, Any]]:
    """What a city asks for: of Kolada with and without women and men, of both versions of PxWeb."""
    regions = {"area": "Region", "time": "Tid", "areas": {REGIONS[one]: one for one in (area, COUNTRY)}}
    chosen = {"Region": [REGIONS[area], "00"], "ContentsCode": ["*"], "Tid": ["*"]}
    table2 = {"kind": "pxweb", "address": v2, "table": "TAB2", **regions}
    groups = {"groups": {"Kon": SEXES}}
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "kon": ("stopped", {"kind": "kolada", "kpi": BOTH}),
        "alla": ("revised", {"kind": "kolada", "kpi": ALONE, "by_sex": False}),
        "nya": ("stopped", {**table2, "select": {**chosen, "Kon": ["*"]}, **groups}),
        "summa": ("always", {**table2, "select": {**chosen, "Kon": ["1+2"]}}),
        "gamla": (
            "revised",
            {"kind": "pxweb", "version": 1, "address": v1, "table": "TAB1", "select": chosen, **regions},
        ),
    }
    for key, (approval, asks) in asked.items():
        yield {
            "key": key,
            "name": {"sv": key, "en": key},
            "definition": {"sv": "Påhittad andel", "en": "Made-up share"},
            "unit": {"measure": "share", "label": {"sv": "procent", "en": "per cent"}},
            "polarity": "up",
            "area": area,
            "rounded_to": 0.1,
            "error": {"kind": "survey"},
            "sources": [{"key": "egen", "name": key, "publisher": "Påhitt", "asks": asks}],
            "approval": approval,
        }


def write_asking_city(folder: Path, key: str, v2: str, v1: str) -> Path:
    """One of the two cities as a package, with definitions that ask the sources."""
    write_city(folder)
    for path in folder.rglob("*.*"):
        text = path.read_text("utf-8").replace("9999", CITIES[key])
        path.write_text(text.replace("lillkoping", key).replace("Lillköping", key.capitalize()), "utf-8")
    for told in definitions(CITIES[key], v2, v1):
        path = folder / "indicators" / f"{told['key']}.yaml"
        path.write_text(yaml.safe_dump(json.loads(json.dumps(told)), allow_unicode=True), "utf-8")
    return folder
