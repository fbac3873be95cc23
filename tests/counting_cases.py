"""A register small enough to draw, its areas, and the slow, obvious way to count in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import polars as pl
from hypothesis import strategies as st

from fardplan.indicators.counting.areas import AreaSets, Lying, area_sets
from fardplan.indicators.counting.count import CountDefinition
from fardplan.indicators.counting.flags import IndicatorFlags
from fardplan.indicators.counting.meaning import evaluate
from fardplan.indicators.counting.plan import Flag, PassPlan, Sums
from fardplan.indicators.counting.register import RegisterDefinition
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit

Row = dict[str, Any]

REGISTER = RegisterDefinition.model_validate(
    {
        "key": "boende",
        "name": {"sv": "Boende"},
        "row": {"sv": "person och år"},
        "time": {"column": "year"},
        "area": {"column": "omrade", "key": "omraden.csv", "unplaced": ["0"]},
        "identity": ["person", "year"],
        "columns": [
            {"name": "person", "type": "integer"},
            {"name": "year", "type": "integer"},
            {"name": "omrade", "type": "text", "optional": True},
            {"name": "sex", "type": "text", "categories": [
                {"code": "K", "name": {"sv": "Kvinnor"}}, {"code": "M", "name": {"sv": "Män"}}]},
            {"name": "origin", "type": "text", "optional": True, "categories": [
                {"code": "inrikes", "name": {"sv": "Inrikes"}},
                {"code": "utrikes", "name": {"sv": "Utrikes"}}]},
            {"name": "age", "type": "integer", "least": 0, "most": 120},
            {"name": "income", "type": "integer", "optional": True, "least": 0},
            {"name": "employed", "type": "truth", "optional": True},
            {"name": "surface", "type": "number", "decimals": 1, "optional": True, "least": 0},
            {"name": "owner", "type": "text", "optional": True},
            {"name": "since", "type": "date", "optional": True},
            {"name": "left", "type": "text", "optional": True, "categories": [
                {"code": "dead", "name": {"sv": "Avliden"}}, {"code": "moved", "name": {"sv": "Flyttad"}}]},
        ],
        "exclusions": [
            {"key": "avlidna", "when": "left == 'dead'", "text": {"sv": "Avlidna"}},
            {"key": "flyttade", "when": "left == 'moved'", "text": {"sv": "Flyttade"}},
        ],
    }
)  # fmt: skip
"""Persons and years, with a mark for who left before the day."""


def _area(code: str, *part_of: str, kind: AreaKind = AreaKind.DISTRICT, **version: Any) -> Area:
    return Area(code=code, kind=kind, versions=(AreaVersion(name=code, **version),), part_of=part_of)


AREAS = (
    _area("staden", kind=AreaKind.CITY),
    _area("yttre", "staden", kind=AreaKind.PART),
    _area("norr", "staden"),
    _area("soder", "staden", "yttre", valid_to=date(2019, 12, 31)),
    _area("oster", "staden", "yttre", valid_to=date(2019, 12, 31)),
    _area("sydost", "staden", "yttre", valid_from=date(2020, 1, 1)),
)
DIVISIONS = (
    Division(code="tre", name="Tre", valid_to=date(2019, 12, 31), areas=("norr", "soder", "oster")),
    Division(code="tva", name="Två", valid_from=date(2020, 1, 1), areas=("norr", "sydost")),
)
LYINGS = (
    Lying("n1", "norr"),
    Lying("n2", "norr"),
    Lying("s1", "soder", None, date(2019, 12, 31)),
    Lying("s1", "sydost", date(2020, 1, 1)),
    Lying("o1", "oster", None, date(2019, 12, 31)),
    Lying("o1", "sydost", date(2020, 1, 1)),
    Lying("gräns", "norr", None, date(2019, 12, 31)),  # a border that moved
    Lying("gräns", "sydost", date(2020, 1, 1)),
    Lying("skog", "yttre"),  # in the outer city and in no district
)
GEOGRAPHY: AreaSets = area_sets("staden", AREAS, DIVISIONS, LYINGS, ("0",))


@dataclass(frozen=True)
class Told:
    """An indicator as counting sees it."""

    key: str
    count: CountDefinition
    unit: Unit = PERCENT
    rounded_to: float = 0.1
    first: Period | None = None


PEOPLE = Unit(measure=Measure.COUNT, label=Text(sv="personer"))


def counted(key: str, **count: Any) -> Told:
    """An indicator with a count in `REGISTER`; by default of everybody, by both divisions."""
    plain = {"register": "boende", "population": "true", "divisions": ["tre", "tva"], **count}
    definition = CountDefinition.model_validate(plain)
    return Told(key, definition, PERCENT if "share" in definition.measure.kind else PEOPLE)


def row(**values: Any) -> Row:
    """A row with everything that is not given missing, but for what must be there."""
    plain: Row = dict.fromkeys(column.name for column in REGISTER.columns)
    return plain | {"person": 1, "year": 2019, "omrade": "n1", "sex": "K", "age": 30} | values


rows = st.lists(
    st.builds(
        row,
        person=st.integers(1, 6),
        year=st.sampled_from([2018, 2019, 2020, 2021]),
        omrade=st.sampled_from(["n1", "n2", "s1", "o1", "gräns", "skog", "0", "okänd", None]),
        sex=st.sampled_from(["K", "M"]),
        origin=st.sampled_from(["inrikes", "utrikes", None]),
        age=st.integers(14, 32),
        income=st.sampled_from([None, 0, 100, 200, 50_000]),
        employed=st.sampled_from([None, True, False]),
        surface=st.sampled_from([None, 0.0, 0.1, 12.3, 70.5]),
        owner=st.sampled_from([None, "a", "b", "c"]),
        left=st.sampled_from([None, None, None, "dead", "moved"]),
    ),
    max_size=25,
)


def slow_pass(plan: PassPlan, given: Iterable[Row]) -> Sums:
    """What an engine answers, a row at a time."""
    groups: Counter[tuple[Any, ...]] = Counter()
    sums: dict[tuple[Any, ...], Counter[str]] = {}
    leaf = dict(plan.leaves) if plan.leaves is not None else None
    for one in given:
        time = one[plan.register.time.column]
        kept = plan.keep is None or evaluate(plan.keep, one) is True
        if not kept or not inside(time, *plan.periods):
            continue
        signature = sum(1 << bit for bit, flag in enumerate(plan.flags) if holds(flag, one, time))
        area = one[plan.register.area.column]
        key = (
            time,
            area if leaf is None else leaf.get(area),
            *(one[name] for name in plan.breakdowns),
            *(whole(one[name], name) for name in plan.values),
            signature,
        )
        groups[key] += 1
        for item in plan.sums:
            sums.setdefault(key, Counter())[item.column] += round((one[item.column] or 0) * 10**item.decimals)
    names = ["time", "area", *plan.breakdowns, *plan.values, "flags"]
    types = {"time": pl.Int64, "area": pl.String, "flags": pl.Int64} | dict.fromkeys(
        plan.breakdowns, pl.String
    )
    data: dict[str, list[Any]] = {name: [key[i] for key in groups] for i, name in enumerate(names)}
    data["rows"] = list(groups.values())
    for item in plan.sums:
        data[f"sum_{item.column}"] = [sums[key][item.column] for key in groups]
    counts = {name: pl.Int64 for name in data if name == "rows" or name.startswith("sum_")}
    return Sums(plan, pl.DataFrame(data, schema_overrides=types | counts, strict=False))


def whole(value: Any, name: str) -> Any:
    """A number as whole numbers of its last decimal."""
    column = REGISTER.column(name)
    return value if value is None or not column or not column.decimals else round(value * 10**column.decimals)


def holds(flag: Flag, one: Row, time: int) -> bool:
    return any(inside(time, first, last) and evaluate(when, one) is True for first, last, when in flag.whens)


def inside(time: int, first: int | None, last: int | None) -> bool:
    return (first is None or first <= time) and (last is None or time <= last)


def slow_counts(
    told: Told, given: Sequence[Row], period: Period, of: str | None = None
) -> dict[tuple[str, tuple[str, ...], str], int]:
    """Every figure of an indicator in a period, each counted by itself among all rows.

    By area, categories in the order of the register's columns ('' for everybody) and part. `of`: the sum of
    this column, in its last decimal, instead of the number of rows.
    """
    flags = {flag.part: flag for flag in IndicatorFlags(REGISTER, told.key, told.count, told.first).flags}
    columns = [column for column in REGISTER.columns if column.categories and column.name != "left"]
    found: dict[tuple[str, tuple[str, ...], str], int] = {}
    asked = [((), True), *((item.columns, item.areas) for item in told.count.breakdowns)]
    people = [one for one in given if one["year"] == period.year and one["left"] not in ("dead", "moved")]
    for names, by_area in asked:
        areas = GEOGRAPHY.told(period, told.count.divisions, recounted=told.count.recounted)
        choices = [column.codes if column.name in names else ("",) for column in columns]
        for area, categories in product(areas if by_area else areas[:1], product(*choices)):
            wanted = {column.name: code for column, code in zip(columns, categories, strict=True) if code}
            for part in ("population", "numerator", "rest"):
                if part != "population" and "numerator" not in flags:
                    continue
                found[area, categories, part] = sum(
                    1 if of is None else round((one[of] or 0) * 10 ** (REGISTER.column(of).decimals))
                    for one in people
                    if lies(one, area, period)
                    and all(one[name] == code for name, code in wanted.items())
                    and counts(flags, one, part)
                )
    return found


def counts(flags: Mapping[str, Flag], one: Row, part: str) -> bool:
    population = holds(flags["population"], one, one["year"])
    if part == "population":
        return population
    return population and holds(flags["numerator"], one, one["year"]) == (part == "numerator")


def lies(one: Row, area: str, period: Period) -> bool:
    return area == GEOGRAPHY.city or one["omrade"] in GEOGRAPHY.codes(area, period.end)
