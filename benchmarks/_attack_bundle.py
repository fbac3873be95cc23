"""What anybody can read in a published bundle: its files alone, without the program's help."""

import csv
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import polars as pl

Group = tuple[tuple[str, str], ...]
Cell = tuple[str, str, Group]
"""Indicator, area and the categories in order of dimension."""


@dataclass(frozen=True)
class Figure:
    """A row of the published table. `step` is what the indicator says its figures are rounded to.

    `kind`: a `count`, a `share`, or a `ratio` of two other indicators; `register` is what it was counted in.
    """

    indicator: str
    area: str
    group: Group
    period: str
    status: str
    value: float | None
    base: int | None
    lower: float | None
    upper: float | None
    share: bool
    step: float
    kind: str = "count"
    register: str = ""
    unit: str = ""

    @property
    def cell(self) -> Cell:
        return (self.indicator, self.area, self.group)

    @property
    def hidden(self) -> bool:
        return self.status == "suppressed"


@dataclass(frozen=True)
class Bundle:
    """The protected figures of a bundle, and what its texts say of areas and indicators.

    `sums`: areas that are made up of others, (whole, parts, whether of nothing else), a kind of part at a
    time. `same_people`: (share, count) where the second counts the numerator of the first. `betrayed`: rows
    that one file hides and another shows. `rules`: by indicator, who is counted and who has the trait (part,
    first year, condition); `ratios`: the two indicators that one is the quotient of; `minimum` by register.
    """

    path: Path
    home: str
    figures: tuple[Figure, ...]
    sums: tuple[tuple[str, tuple[str, ...], bool], ...]
    same_people: tuple[tuple[str, str], ...]
    betrayed: tuple[str, ...]
    rules: dict[str, tuple[tuple[str, str | None, str], ...]]
    ratios: dict[str, tuple[str, str]]
    minimum: dict[str, int]

    def tables(self) -> dict[tuple[str, str], list[Figure]]:
        """The figures by register and year; a school year is the year that it ends in."""
        found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.kind != "ratio":
                found[figure.register, year_of(figure.period)].append(figure)
        return dict(found)


def year_of(period: str) -> str:
    school = re.fullmatch(r"(\d\d)\d\d/(\d\d)", period)
    return f"{school[1]}{school[2]}" if school else period


def read(path: Path) -> Bundle:
    texts = json.loads((path / "publication.json").read_bytes())
    rows = json.loads((path / "observations.json").read_bytes())
    indicators = {item["key"]: item for item in texts["indicators"]}
    protected = [row for row in rows if row["clearance"] == "protected"]
    return Bundle(
        path=path,
        home=texts["city"]["home_area"],
        figures=tuple(_figure(row, indicators[row["indicator"]]) for row in protected),
        sums=tuple(_sums(texts)),
        same_people=tuple((key, item["persons"]) for key, item in indicators.items() if item.get("persons")),
        betrayed=tuple(_betrayed(path, protected)),
        rules={
            key: tuple((one["part"], one["first"], one["when"]) for one in own.get("rules", ()))
            for key, own in _owns(indicators)
        },
        ratios={key: (own["of"], own["per"]) for key, own in _owns(indicators) if own.get("of")},
        minimum={item["key"]: item["minimum"] for item in texts.get("registers", ()) if item.get("minimum")},
    )


def _owns(indicators: dict):
    """The indicators that are the publisher's own, and what is told of how they are counted."""
    return ((key, item["own"]) for key, item in indicators.items() if item.get("own"))


def rule(bundle: Bundle, indicator: str, part: str, year: str) -> str:
    """What the bundle says of who is counted, or has the trait, in a year; empty where it says nothing."""
    rules = [one for one in bundle.rules.get(indicator, ()) if one[0] == part and (one[1] or "") <= year]
    return rules[-1][2] if rules else ""


def _figure(row: dict, indicator: dict) -> Figure:
    return Figure(
        indicator=row["indicator"],
        area=row["area"],
        group=tuple(sorted(row["group"].items())),
        period=row["period"],
        status=row["status"],
        value=row["value"],
        base=row["base"],
        lower=row["lower"],
        upper=row["upper"],
        share=indicator["unit"]["measure"] == "share",
        step=indicator["rounded_to"],
        kind=_kind(indicator),
        unit=str((indicator["unit"].get("label") or {}).get("en", "")),
        register=(indicator.get("own") or {}).get("register_key") or "",
    )


def _kind(indicator: dict) -> str:
    if (indicator.get("own") or {}).get("of"):
        return "ratio"
    return "share" if indicator["unit"]["measure"] == "share" else "count"


def _sums(texts: dict):
    """Divisions make up the city, its districts the parts they lie in, areas their successors."""
    areas = {item["code"]: item for item in texts["areas"]}
    home = texts["city"]["home_area"]
    for division in texts["divisions"]:
        yield home, tuple(division["areas"]), False
        for whole in areas:
            inside = tuple(code for code in division["areas"] if whole in areas[code]["part_of"])
            if whole != home and areas[whole]["kind"] == "part" and inside:
                yield whole, inside, True
    made_of: dict[str, list[str]] = defaultdict(list)
    for code, item in areas.items():
        if len(item["successors"]) == 1:
            made_of[item["successors"][0]].append(code)
    for whole, parts in made_of.items():
        yield whole, tuple(parts), False


def _betrayed(path: Path, rows: list[dict]):
    """The same table lies in three files: what JSON hides, CSV or Parquet may show."""
    known = {_place(row, ";".join(f"{k}={v}" for k, v in sorted(row["group"].items()))): row for row in rows}
    others = [*_csv(path / "observations.csv"), *_parquet(path / "observations.parquet")]
    for file in sorted((path / "indicators").glob("*.csv")):
        others += _csv(file)
    for row in others:
        first = known.get(_place(row, row["group"] or ""))
        for name in ("value", "base", "lower", "upper") if first else ():
            if first[name] is None and row[name] not in (None, ""):
                yield f"{row['indicator']} {row['area']} {row['group']} {row['period']}: {name}"


def _place(row: dict, group: str) -> tuple[str, str, str, str]:
    return (row["indicator"], row["area"], row["period"], group)


def _csv(path: Path) -> list[dict]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _parquet(path: Path) -> list[dict]:
    return pl.read_parquet(path).to_dicts() if path.exists() else []
