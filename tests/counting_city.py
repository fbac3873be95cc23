"""Lillköping with two registers and four districts, small enough to count by hand."""

import textwrap
from pathlib import Path

import polars as pl

from tests.small_city import write_city

AREAS = """\
areas:
  - {code: '9999', kind: city, versions: [{name: Lillköping}]}
  - {code: norr, kind: district, versions: [{name: Norr, valid_from: 2000-01-01}], part_of: ['9999']}
  - {code: ost, kind: district, versions: [{name: Öst, valid_from: 2000-01-01}], part_of: ['9999']}
  - {code: syd, kind: district, versions: [{name: Syd, valid_from: 2000-01-01}], part_of: ['9999']}
divisions:
  - {code: delar, name: Tre delar, areas: [norr, ost, syd]}
"""

REGISTER = """\
key: invanare
name: {sv: Invånarregistret, en: Register of residents}
row: {sv: invånare, en: resident}
time: {column: year}
area: {column: area, unplaced: ['0']}
identity: [person, year]
columns:
  - {name: person, type: integer}
  - {name: year, type: integer}
  - {name: area, type: text}
  - name: sex
    type: text
    categories:
      - {code: K, name: {sv: Kvinnor, en: Women}}
      - {code: M, name: {sv: Män, en: Men}}
  - {name: age, type: integer, least: 0, most: 120}
  - {name: income, type: integer, least: 0, label: {sv: Inkomst, en: Income}}
  - {name: employed, type: truth}
exclusions:
  - {key: alderslosa, when: age > 110, text: {sv: Äldre än 110 år, en: Older than 110}}
quality:
  duplicates: {warn: 0, refuse: 0.01}
sources:
  - {key: lillkoping, name: Invånarregistret, publisher: Lillköping}
"""

WORKPLACES = """\
key: arbetsstallen
name: {sv: Arbetsställen, en: Workplaces}
row: {sv: arbetsställe, en: workplace}
time: {column: year}
area: {column: area}
identity: [workplace, year]
columns:
  - {name: workplace, type: text}
  - {name: employer, type: text}
  - {name: year, type: integer}
  - {name: area, type: text}
  - {name: employed, type: integer, least: 0, label: {sv: Anställda, en: Employed}}
sources:
  - {key: lillkoping, name: Arbetsställen, publisher: Lillköping}
"""

HEAD = """\
definition: {sv: Räknat i registret, en: Counted in the register}
polarity: up
area: '9999'
error: {kind: register}
sources: [{key: eget, name: Invånarregistret, publisher: Lillköping}]
"""

INDICATORS = {
    "sysselsatta": """\
        key: sysselsatta
        name: {sv: Sysselsatta, en: In work}
        unit: {measure: share, label: {sv: procent, en: per cent}}
        rounded_to: 0.1
        counted: {sv: invånare, en: residents}
        count:
          register: invanare
          population: 20 <= age <= 64
          measure: {kind: share, numerator: employed}
          divisions: [delar]
          breakdowns: [{columns: [sex]}]
        """,
    "boende": """\
        key: boende
        name: {sv: Boende, en: Residents}
        unit: {measure: count, label: {sv: personer, en: persons}}
        rounded_to: 1
        count:
          register: invanare
          population: age >= 0
          measure: {kind: count}
          divisions: [delar]
        """,
    "arbetande": """\
        key: arbetande
        name: {sv: Arbetande, en: Day population}
        unit: {measure: count, label: {sv: personer, en: persons}}
        rounded_to: 1
        count:
          register: arbetsstallen
          population: employed >= 0
          measure: {kind: count, column: employed, contributor: employer}
          divisions: [delar]
        """,
    "jobb-per-boende": """\
        key: jobb-per-boende
        name: {sv: Jobb per boende, en: Jobs per resident}
        unit: {measure: rate, label: {sv: jobb per boende, en: jobs per resident}}
        rounded_to: 0.01
        ratio: {of: arbetande, per: boende}
        """,
}

YEARS = (2019, 2020)
CANARY_INCOME = 987_654_321
CANARY_PERSON = 912_345_678


def write_counting_city(folder: Path) -> Path:
    """The small city with registers, own indicators and districts."""
    write_city(folder)
    (folder / "areas.yaml").write_text(AREAS, "utf-8")
    (folder / "registers").mkdir()
    (folder / "registers" / "invanare.yaml").write_text(REGISTER, "utf-8")
    (folder / "registers" / "arbetsstallen.yaml").write_text(WORKPLACES, "utf-8")
    for key, text in INDICATORS.items():
        (folder / "indicators" / f"{key}.yaml").write_text(textwrap.dedent(text) + HEAD, "utf-8")
    return folder


RESIDENTS = {
    # area: (women in work, women without, men in work, men without), all from 20 to 64
    "norr": (30, 10, 28, 12),
    "ost": (20, 20, 19, 21),
    "syd": (9, 3, 10, 2),
    "0": (6, 6, 7, 5),
}


def residents(years: tuple[int, ...] = YEARS) -> pl.DataFrame:
    """Every year the same 208 residents, and one child of 10 and one error of 115 in Norr."""
    rows = []
    for year in years:
        person = CANARY_PERSON
        for area, (women, without, men, idle) in RESIDENTS.items():
            for sex, employed, number in (("K", 1, women), ("K", 0, without), ("M", 1, men), ("M", 0, idle)):
                for _ in range(number):
                    rows.append((person, year, area, sex, 40, CANARY_INCOME, bool(employed)))
                    person += 1
        rows.append((person, year, "norr", "K", 10, 0, False))
        rows.append((person + 1, year, "norr", "M", 115, 0, False))
    columns = ["person", "year", "area", "sex", "age", "income", "employed"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def workplaces(years: tuple[int, ...] = YEARS) -> pl.DataFrame:
    """Five employers of like size in each district."""
    rows = [
        (f"{area}-{number}", f"firma {area} {number}", year, area, 20 + number)
        for year in years
        for area in ("norr", "ost", "syd")
        for number in range(5)
    ]
    return pl.DataFrame(rows, schema=["workplace", "employer", "year", "area", "employed"], orient="row")


def write_registers(
    folder: Path, *, simulated: bool = False, years: tuple[int, ...] = YEARS
) -> dict[str, list[Path]]:
    """The registers as Parquet, by key."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {"fardplan.origin": "simulated"} if simulated else {}
    found = {}
    for key, rows in (("invanare", residents(years)), ("arbetsstallen", workplaces(years))):
        rows.write_parquet(folder / f"{key}.parquet", metadata=said)
        found[key] = [folder / f"{key}.parquet"]
    return found
