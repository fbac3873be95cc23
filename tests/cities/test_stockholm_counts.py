"""Stockholm's own counts: small registers drawn as tables, and each answer with its arithmetic visible.

The tables are counted by the slow reference engine and rolled up. A row names what matters; the rest is what
`COMMON` says. 2130320 lies in Hagsätra (Enskede-Årsta-Vantör, Söderort), 2260230 in Husby (Rinkeby-Kista,
later Järva, Västerort), 1010110 on Södermalm (inner city), 2150401 is Blåsut.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fardplan.disclosure.protecting import protect
from fardplan.disclosure.rules import DisclosureRules, WholeGroup
from fardplan.engines.reference import ReferenceEngine
from fardplan.indicators.counting.planning import plan_counts
from fardplan.indicators.counting.register import ColumnType, PlaceColumn, RegisterDefinition, Threshold
from fardplan.indicators.counting.rollup import RolledUp
from fardplan.indicators.counting.surveying import Surveyed
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.city_package import CityPackage, load_city
from fardplan.usecases.placed_files import place_files
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Clearance, Observation, Origin, Provenance, PublishedBasis
from fardplan.vocabulary.period import Period

Value = int | float | str | bool | None
Found = dict[str, tuple[int, int]]
"""By area, and by `column=category` for the whole city: numerator and population."""

COMMON: dict[str, dict[str, Value]] = {
    "elever-ak9": {
        "year": 2018,
        "school": "s",
        "provider": "kommunal",
        "basomrade": "2130320",
        "home_city": True,
        "sex": "K",
        "origin": "sverige",
        "newly_arrived": False,
        "unknown_background": False,
        "parents_education": "gymnasial",
        "swedish": True,
        "english": True,
        "maths": True,
        "other_passes": 13,
        "graded": True,
    },
    "befolkning": {
        "year": 2018,
        "basomrade": "2130320",
        "sex": "K",
        "age": 20,
        "age_group": "20-24",
        "origin": "sverige",
        "income": 0,
        "nordic_income": False,
        "student_aid": False,
        "in_education": False,
        "sfi_hours": 0,
        "employed": False,
    },
    "bostadsprojekt": {
        "stage": "paborjad",
        "year": 2019,
        "quarter": 2,
        "preliminary": False,
        "dwellings": 10,
        "tenure": "hyresratt",
        "form": "flerbostadshus",
        "developer": "d",
        "basomrade": "2130320",
    },
    "arbetsplatser": {
        "employer": "e",
        "year": 2018,
        "basomrade": "2130320",
        "employed": 1,
        "sector": "privat",
        "industry": "foretagstjanster",
        "method": "rams",
    },
    "trygghetsmatning": {"year": 2020, "origin": "sverige", "tenure": "hyresratt"},
    "medborgarundersokning": {
        "year": 2019,
        "sex": "K",
        "age_group": "30-44",
        "origin": "sverige",
        "tenure": "hyresratt",
    },
}
TYPES = {
    ColumnType.INTEGER: pl.Int64,
    ColumnType.NUMBER: pl.Float64,
    ColumnType.TEXT: pl.String,
    ColumnType.TRUTH: pl.Boolean,
}


@pytest.fixture(scope="module")
def city() -> CityPackage:
    return load_city("stockholm")


def definition(city: CityPackage, key: str) -> IndicatorDefinition:
    found = city.indicator(key)
    assert found is not None
    return found


def drawn(register: RegisterDefinition, table: str) -> pl.DataFrame:
    """A table of text as the register's rows: `.` is missing, and what no column says is as in `COMMON`."""
    head, *lines = [[cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.strip()]
    rows: list[dict[str, Value]] = []
    for number, cells in enumerate(lines, start=1):
        row: dict[str, Value] = dict.fromkeys(item.name for item in register.columns)
        row |= COMMON[register.key]
        row[register.identity[0]] = number if register.identity[0] == "person" else f"r{number}"
        for name, cell in zip(head, cells, strict=True):
            column = register.column(name)
            assert column is not None, name
            row[name] = None if cell == "." else _read(cell, column.type)
        rows.append(row)
    return pl.DataFrame(rows, schema={item.name: TYPES[item.type] for item in register.columns})


def _read(cell: str, kind: ColumnType) -> Value:
    if kind is ColumnType.TRUTH:
        return {"yes": True, "no": False}[cell]
    return int(cell) if kind is ColumnType.INTEGER else float(cell) if kind is ColumnType.NUMBER else cell


class Counter:
    """Counts one indicator in a drawn register, of one year."""

    def __init__(self, city: CityPackage, folder: Path) -> None:
        self.city, self.folder = city, folder

    def rolled(self, key: str, table: str, years: tuple[int, ...]) -> tuple[RolledUp, str | None]:
        told = definition(self.city, key)
        assert told.count is not None
        register = self.city.register(told.count.register)
        assert register is not None
        path = self.folder / "drawn.parquet"
        drawn(register, table).write_parquet(path)
        paths: tuple[Path, ...] = (path,)
        if register.places:
            placed = place_files(register, self.city.places, paths, self.folder)
            register, paths = placed.register, placed.paths
        geography = self.city.area_sets(register)
        plan = plan_counts(register, [told], [Period.of_year(year) for year in years], geography)
        column = getattr(told.count.measure, "column", None)
        return RolledUp(ReferenceEngine().run(plan.passes[0], paths), plan, geography, column), column

    def __call__(self, key: str, table: str, year: int = 2018) -> Found:
        rolled, _ = self.rolled(key, table, (year,))
        cells = rolled.cells(Period.of_year(year))
        names = [item.name for item in cells.dimensions]
        values = dict(zip(cells.cells, cells.values.tolist(), strict=True))
        found: Found = {}
        for cell, value in values.items():
            codes = dict(zip(names, cell, strict=True))
            area, counted = codes.pop("area"), codes.pop("counted")
            group = ";".join(f"{name}={code}" for name, code in sorted(codes.items()) if code)
            if not counted.endswith(".population") or not value or (group and area != "0180"):
                continue
            numerator = (*cell[:-1], counted.replace(".population", ".numerator"))
            assert names[-1] == "counted"
            found[group or area] = (values.get(numerator, value), value)
        return found


@pytest.fixture
def count(city: CityPackage, tmp_path: Path) -> Counter:
    return Counter(city, tmp_path)


def only(found: Mapping[str, tuple[int, int]], *keys: str) -> Found:
    return {key: found[key] for key in keys if key in found}


# Grade 9 ---------------------------------------------------------------------------------------------------

PUPILS = """\
    provider   | basomrade | home_city | swedish | english | maths | other_passes | graded | unknown_background | origin  | sex
    kommunal   | 2130320   | yes       | yes     | yes     | yes   | 13           | yes    | no                 | sverige | K
    kommunal   | 2130320   | yes       | yes     | yes     | yes   | 5            | yes    | no                 | sverige | M
    kommunal   | 2130320   | yes       | yes     | yes     | yes   | 4            | yes    | no                 | sverige | K
    kommunal   | 2130320   | yes       | no      | yes     | yes   | 13           | yes    | no                 | utrikes | M
    kommunal   | 2260230   | yes       | yes     | no      | yes   | 13           | yes    | no                 | utrikes | K
    kommunal   | 2260230   | yes       | yes     | yes     | no    | 13           | yes    | yes                | .       | M
    kommunal   | 0         | yes       | yes     | yes     | yes   | 9            | yes    | no                 | sverige | K
    kommunal   | .         | no        | yes     | yes     | yes   | 9            | yes    | no                 | sverige | M
    kommunal   | 2260230   | yes       | no      | no      | no    | 0            | no     | no                 | utrikes | K
    fristaende | 2260230   | yes       | yes     | yes     | yes   | 13           | yes    | no                 | utrikes | M
    """  # noqa: E501


def of_year(table: str, year: int) -> str:
    head, *rows = table.splitlines()
    return "\n".join([f"{head} | year", *(f"{row} | {year}" for row in rows if row.strip())])


def test_eligible_are_those_with_three_subjects_and_five_more_in_municipal_schools(count: Counter) -> None:
    """Eight pupils of municipal schools were graded. Rows 1, 2, 7 and 8 pass: 4 / 8 = 50 %.

    In Hagsätra's district rows 1 and 2 of four; in Rinkeby-Kista none of two, since the third was never
    graded and the fourth attends an independent school. One pupil is unplaced, one lives elsewhere.
    """
    found = count("behorighet-kommunala-skolor-egen", PUPILS)
    assert only(found, "0180", "enskede-arsta-vantor", "rinkeby-kista", "jarva", "soderort", "vasterort") == {
        "0180": (4, 8),
        "enskede-arsta-vantor": (2, 4),
        "rinkeby-kista": (0, 2),
        "jarva": (0, 2),  # recounted to the district of today
        "soderort": (2, 4),
        "vasterort": (0, 2),
    }
    assert only(found, "sex=K", "sex=M", "origin=sverige", "origin=utrikes", "origin=-") == {
        "sex=K": (2, 4),  # rows 1, 7 of 1, 3, 5, 7
        "sex=M": (2, 4),  # rows 2, 8 of 2, 4, 6, 8
        "origin=sverige": (4, 5),
        "origin=utrikes": (0, 2),
        "origin=-": (0, 1),  # unknown background
    }


def test_eligible_by_school_in_the_whole_city(count: Counter) -> None:
    """Schools stand for themselves: half of a's forty pass, and of b's twenty; c is independent."""
    a = ["kommunal | a | yes"] * 20 + ["kommunal | a | no"] * 20
    b = ["kommunal | b | yes", "kommunal | b | no"] * 10
    table = "provider | school | maths\n" + "\n".join(a + b + ["fristaende | c | yes"] * 10)
    found = count("behorighet-kommunala-skolor-egen", table)
    assert only(found, "0180", "school=a", "school=b", "school=c") == {
        "0180": (30, 60),
        "school=a": (20, 40),
        "school=b": (10, 20),
    }
    with pytest.raises(InputError, match="1 of its 1 values are empty, -, or have a semicolon"):
        count("behorighet-kommunala-skolor-egen", "school | maths" + "\nc=d | yes" * 10)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2011, (5, 8)),  # the third row needs no more than the three subjects
        (2012, (4, 8)),
        (2015, (4, 8)),
        (2016, (4, 7)),  # without the pupil of unknown background
        (2017, (4, 8)),
    ],
)
def test_the_rules_of_the_year_decide(count: Counter, year: int, expected: tuple[int, int]) -> None:
    table = of_year(PUPILS, year)
    assert count("behorighet-kommunala-skolor-egen", table, year)["0180"] == expected


def test_pupils_who_live_in_the_city_whatever_their_school(count: Counter) -> None:
    """Graded, of known background and living in the city: rows 1–5, 7 and 10. Rows 1, 2, 7 and 10 pass."""
    found = count("behorighet-hemkommun-egen", PUPILS)
    assert only(found, "0180", "provider=kommunal", "provider=fristaende", "jarva") == {
        "0180": (4, 7),
        "provider=kommunal": (3, 6),
        "provider=fristaende": (1, 1),
        "jarva": (1, 2),  # rows 5 and 10
    }


def test_all_schools_of_the_city_wherever_pupils_live(count: Counter) -> None:
    """All nine who were graded; rows 1, 2, 7, 8 and 10 pass. Where the schools lie is not known."""
    assert count("behorighet-skolor-i-staden-egen", PUPILS) == {
        "0180": (5, 9),
        "provider=kommunal": (4, 8),
        "provider=fristaende": (1, 1),
        "sex=K": (2, 4),
        "sex=M": (3, 5),
        "provider=fristaende;sex=M": (1, 1),
        "provider=kommunal;sex=K": (2, 4),
        "provider=kommunal;sex=M": (2, 4),
        "parents_education=gymnasial;provider=fristaende": (1, 1),
        "parents_education=gymnasial;provider=kommunal": (4, 8),
    }


def test_newly_arrived_are_left_out_of_the_variant(count: Counter) -> None:
    """Of the eight, without row 6 (unknown background) and with rows 4 and 5 newly arrived: 4 of 5 pass."""
    table = "\n".join(
        f"{row} | {'newly_arrived' if number == 0 else 'yes' if number in (4, 5) else 'no'}"
        for number, row in enumerate(line for line in PUPILS.splitlines() if line.strip())
    )
    assert count("behorighet-exkl-nyinvandrade-egen", table)["0180"] == (4, 5)


# Neither working nor studying ------------------------------------------------------------------------------

YOUNG = """\
    age | age_group | income | student_aid | in_education | sfi_hours | nordic_income | left  | basomrade | sex
    20  | 20-24     | 45500  | no          | no           | 60        | no            | .     | 2130320   | K
    20  | 20-24     | 45501  | no          | no           | 0         | no            | .     | 2130320   | M
    20  | 20-24     | 0      | no          | no           | 61        | no            | .     | 2130320   | K
    20  | 20-24     | 0      | no          | no           | 0         | yes           | .     | 2130320   | M
    20  | 20-24     | 0      | yes         | no           | 0         | no            | .     | 2260230   | K
    20  | 20-24     | 0      | no          | yes          | 0         | no            | .     | 2260230   | M
    16  | 16-19     | 0      | no          | no           | 0         | no            | .     | 2260230   | K
    25  | 25-29     | 0      | no          | no           | 0         | no            | .     | 2260230   | M
    30  | 30-44     | 0      | no          | no           | 0         | no            | .     | 2130320   | K
    24  | 20-24     | 0      | no          | no           | 0         | no            | dead  | 2130320   | M
    24  | 20-24     | 0      | no          | no           | 0         | no            | moved | 2130320   | M
    """  # noqa: E501


def test_one_base_amount_and_sixty_hours_are_still_neither_and_a_krona_or_an_hour_more_is_not(
    count: Counter,
) -> None:
    """The base amount of 2018 is 45,500. Of 16–24: rows 1, 2, 3, 5, 6, 7, of whom 1 and 7: 2 / 6.

    Row 4 has income in another Nordic country and is not counted at all; nor are the dead and the moved.
    """
    found = count("uvas-16-24-egen", YOUNG)
    assert only(
        found, "0180", "enskede-arsta-vantor", "rinkeby-kista", "age_group=16-19", "age_group=20-24"
    ) == {
        "0180": (2, 6),
        "enskede-arsta-vantor": (1, 3),  # row 1 of rows 1, 2, 3
        "rinkeby-kista": (1, 3),  # row 7 of rows 5, 6, 7
        "age_group=16-19": (1, 1),
        "age_group=20-24": (1, 5),
    }


def test_each_definition_counts_its_own_ages(count: Counter) -> None:
    """17–24: without row 7, so 1 / 5. 16–29: with row 8, so 3 / 7. Nobody of 30."""
    assert count("uvas-17-24-egen", YOUNG)["0180"] == (1, 5)
    assert count("uvas-16-29-egen", YOUNG)["0180"] == (3, 7)


@pytest.mark.parametrize(("year", "neither"), [(2011, 0), (2012, 1), (2013, 1)])
def test_the_base_amount_is_that_of_the_year(count: Counter, year: int, neither: int) -> None:
    """44,000 kronor is exactly one base amount of 2012, above the 42,800 of 2011, below 44,500 in 2013."""
    table = f"age | age_group | income | year\n20 | 20-24 | 44000 | {year}"
    assert count("uvas-16-24-egen", table, year)["0180"] == (neither, 1)


def test_before_the_first_year_and_without_a_base_amount_nothing_is_told(count: Counter) -> None:
    table = "age | income | year\n20 | 0 | 2007\n20 | 0 | 2008\n20 | 0 | 2027"
    rolled, _ = count.rolled("uvas-16-24-egen", table, (2007, 2008, 2027))
    told = [rolled.told("uvas-16-24-egen", Period.of_year(year)) for year in (2007, 2008, 2027)]
    assert told == [False, True, False]


RAISED = {
    2007: 41_100, 2008: 41_800, 2009: 43_600, 2010: 43_300, 2011: 43_700, 2012: 44_900, 2013: 45_400,
    2014: 45_300, 2015: 45_400, 2016: 45_200, 2017: 45_700, 2018: 46_500, 2019: 47_400, 2020: 48_300,
    2021: 48_600,
}  # fmt: skip
"""The raised price base amount, as Statistics Sweden publishes it."""


def test_base_amounts_agree_with_the_raised_ones_that_statistics_sweden_publishes(city: CityPackage) -> None:
    """Both are one comparison number times 36,396 or 37,144, to the nearest hundred (SFS 1998:677)."""
    amounts: dict[str, dict[int, float]] = {}
    for key in ("uvas-16-24-egen", "uvas-17-24-egen", "uvas-16-29-egen"):
        told = definition(city, key).count
        assert told is not None
        amounts[key] = {period.year: amount for period, amount in told.parameters["basbelopp"].items()}
    seventeen = amounts["uvas-17-24-egen"]
    assert (
        amounts["uvas-16-24-egen"]
        == amounts["uvas-16-29-egen"]
        == {year: amount for year, amount in seventeen.items() if year >= 2008}
    )
    for year, raised in RAISED.items():
        low, high = ((seventeen[year] + half) / 36_396 for half in (-50, 50))
        assert max(low, (raised - 50) / 37_144) < min(high, (raised + 50) / 37_144), year
    assert seventeen[2010] == round(36_396 * 1.1663, -2) == 42_400  # its press release of 9 July 2009


# Housing ---------------------------------------------------------------------------------------------------

PROJECTS = """\
    stage     | year | quarter | dwellings | x      | y       | basomrade | tenure      | preliminary
    paborjad  | 2019 | 1       | 100       | 145545 | 6587510 | 2260230   | hyresratt   | no
    paborjad  | 2019 | 2       | 50        | 150735 | 6571969 | 2130320   | bostadsratt | no
    paborjad  | 2019 | 3       | 150       | 152300 | 6579400 | 1010110   | bostadsratt | no
    paborjad  | 2019 | 4       | 60        | .      | .       | 0         | hyresratt   | yes
    planstart | 2019 | 1       | 40        | 145545 | 6587510 | 2260230   | hyresratt   | no
    antagen   | 2019 | 1       | 30        | 152300 | 6579400 | 1010110   | hyresratt   | no
    fardig    | 2019 | 1       | 20        | 145545 | 6587510 | 2260230   | hyresratt   | no
    fardig    | 2019 | 1       | 60        | 152300 | 6579400 | 1010110   | hyresratt   | no
    paborjad  | 2018 | 1       | 70        | 145545 | 6587510 | 2260230   | hyresratt   | no
    paborjad  | 2017 | 4       | 90        | 145545 | 6587510 | 2260230   | hyresratt   | no
    """


@pytest.fixture
def borne(city: CityPackage) -> CityPackage:
    """The city, with a register that bears a project in ten without a place, as the table has."""
    registers = tuple(
        item.model_copy(update={"places": tuple(_patient(asked) for asked in item.places)})
        for item in city.registers
    )
    return replace(city, registers=registers)


def _patient(asked: PlaceColumn) -> PlaceColumn:
    return asked.model_copy(update={"unknown": Threshold(refuse=0.2)})


def test_dwellings_started_in_focus_areas_of_all_started(borne: CityPackage, tmp_path: Path) -> None:
    """100 in Kista–Järva and 50 in Hagsätra–Rågsved of 100 + 50 + 150 + 60: 150 / 360 = 41.7 %.

    Sixty have no place and count as outside. Dwellings of other stages are other figures.
    """
    count = Counter(borne, tmp_path)
    assert count("bostadsbyggande-fokusomraden-egen", PROJECTS, 2019) == {
        "0180": (150, 360),
        "form=flerbostadshus": (150, 360),
        "tenure=bostadsratt": (50, 200),
        "tenure=hyresratt": (100, 160),
    }
    assert count("fokusomraden-planstart-egen", PROJECTS, 2019)["0180"] == (40, 40)
    assert count("fokusomraden-antagna-egen", PROJECTS, 2019)["0180"] == (0, 30)
    assert count("fokusomraden-fardiga-egen", PROJECTS, 2019)["0180"] == (20, 80)


def test_the_share_begins_with_the_plan_and_is_preliminary_with_its_quarters(
    borne: CityPackage, tmp_path: Path
) -> None:
    key = "bostadsbyggande-fokusomraden-egen"
    rolled, _ = Counter(borne, tmp_path).rolled(key, PROJECTS, (2017, 2018, 2019))
    years = [Period.of_year(year) for year in (2017, 2018, 2019)]
    assert [rolled.told(key, year) for year in years] == [False, True, True]
    assert [rolled.preliminary(key, year) for year in years] == [False, False, True]


def test_dwellings_started_by_focus_area_and_part(borne: CityPackage, tmp_path: Path) -> None:
    found = Counter(borne, tmp_path)("paborjade-bostader-egen", PROJECTS, 2019)
    assert only(
        found,
        "0180",
        "vasterort",
        "soderort",
        "inre-staden",
        "focus=kista-jarva",
        "focus=hagsatra-ragsved",
        "focus=-",
    ) == {
        "0180": (360, 360),
        "vasterort": (100, 100),
        "soderort": (50, 50),
        "inre-staden": (150, 150),
        "focus=kista-jarva": (100, 100),
        "focus=hagsatra-ragsved": (50, 50),
        "focus=-": (210, 210),  # outside the focus areas, and without a place
    }


# Workplaces ------------------------------------------------------------------------------------------------

WORKPLACES = """\
    employer | employed | basomrade | sector    | year | method
    kommunen | 120      | 2130320   | offentlig | 2018 | rams
    kommunen | 40       | 2260230   | offentlig | 2018 | rams
    a        | 300      | 2260230   | privat    | 2018 | rams
    b        | 7        | 2150401   | privat    | 2018 | rams
    c        | 500      | 1010110   | privat    | 2018 | rams
    d        | 30       | 0         | privat    | 2018 | rams
    e        | 0        | 2130320   | privat    | 2018 | rams
    """


def test_day_population_is_the_sum_of_the_employed_where_they_work(count: Counter) -> None:
    """The outer city: 120 + 40 + 300 + 7 = 467; the inner 500; thirty have no place. 467 / 967 = 48.3 %."""
    found = count("dagbefolkning-egen", WORKPLACES)
    assert only(
        found,
        "0180",
        "ytterstaden",
        "inre-staden",
        "vasterort",
        "skarpnack",
        "sector=offentlig",
        "rinkeby-kista",
    ) == {
        "0180": (997, 997),
        "ytterstaden": (467, 467),
        "inre-staden": (500, 500),
        "vasterort": (340, 340),
        "rinkeby-kista": (340, 340),
        "skarpnack": (7, 7),  # Blåsut, in 2018
        "sector=offentlig": (160, 160),
    }


def test_workplaces_are_those_where_somebody_works(count: Counter) -> None:
    found = count("arbetsstallen-egen", WORKPLACES)
    assert only(found, "0180", "ytterstaden", "sector=privat") == {
        "0180": (6, 6),
        "ytterstaden": (4, 4),
        "sector=privat": (4, 4),
    }


def test_a_workplace_in_blasut_moves_with_the_border(count: Counter) -> None:
    table = "employer | employed | basomrade | year\na | 7 | 2150401 | 2023"
    found = count("dagbefolkning-egen", table, 2023)
    assert only(found, "skarpnack", "enskede-arsta-vantor") == {"enskede-arsta-vantor": (7, 7)}


def test_night_population_is_of_sixteen_and_over_who_work(count: Counter) -> None:
    table = "age | age_group | employed\n16 | 16-19 | yes\n15 | 0-15 | yes\n70 | 65-79 | yes\n40 | 30-44 | no"
    assert count("nattbefolkning-egen", table)["0180"] == (2, 2)


# Answers -------------------------------------------------------------------------------------------------

FROM = Provenance(
    source="Enkät",
    origin=Origin.SIMULATED,
    loaded=date(2026, 1, 1),
    published=date(2026, 1, 1),
    published_basis=PublishedBasis.LOADED,
    clearance=Clearance.PROTECTED,
    release="0123456789abcdef",
)
OPEN = DisclosureRules(minimum=1, full_cells=WholeGroup(applies=False))
"""Rules that hide nothing, so that small tables can be read."""


def asked(city: CityPackage, folder: Path, key: str, table: str, year: int) -> dict[str, Observation]:
    """The figures of a survey indicator, by area, and by `column=category` for the whole city."""
    told = definition(city, key)
    assert told.count is not None
    register = city.register(told.count.register)
    assert register is not None
    path = folder / "answers.parquet"
    drawn(register, table).write_parquet(path)
    period = Period.of_year(year)
    geography = city.area_sets(register)
    plan = plan_counts(register, [told], [period], geography)
    (survey,) = plan.surveys
    rows = ReferenceEngine().rows(register, survey.columns, survey.keep, [path], survey.periods)
    surveyed = Surveyed(plan, survey, rows, geography)
    protected = protect(surveyed.table.cells(period), OPEN)
    found = surveyed.observations(period, protected, FROM)
    return {
        str(item.group) or item.area: item for item in found if not str(item.group) or item.area == "0180"
    }


def shares(found: Mapping[str, Observation], *keys: str) -> dict[str, tuple[float | None, int | None]]:
    return {key: (found[key].value, found[key].base) for key in keys if key in found}


SAFETY = """\
    basomrade | stratum              | responded | out_alone     | weight | sex | age_group
    2130320   | enskede-arsta-vantor | yes       | mycket_otrygg | 30     | K   | 16-24
    2130320   | enskede-arsta-vantor | yes       | ganska_trygg  | 50     | K   | 25-44
    2130320   | enskede-arsta-vantor | yes       | gar_inte_ut   | 40     | K   | 65-79
    2130320   | enskede-arsta-vantor | yes       | vet_ej        | 20     | M   | 25-44
    2130320   | enskede-arsta-vantor | no        | .             | .      | M   | 16-24
    2260230   | rinkeby-kista        | yes       | ganska_otrygg | 20     | M   | 45-64
    2260230   | rinkeby-kista        | yes       | mycket_trygg  | 60     | M   | 45-64
    2260230   | rinkeby-kista        | yes       | ganska_trygg  | 40     | K   | 25-44
    2260230   | rinkeby-kista        | yes       | .             | 40     | K   | 25-44
    2260230   | rinkeby-kista        | no        | .             | .      | K   | 16-24
    """


def test_unsafe_are_weighed_among_those_with_an_opinion(city: CityPackage, tmp_path: Path) -> None:
    """Answers with an opinion: 30, 50, 20, 60 and 40, in all 200, of which 30 + 20 unsafe: 25 %.

    Seven of ten answered the question. Two of them are without an opinion, one who never goes out and one who
    does not know: so few that their share is not told.
    """
    found = asked(city, tmp_path, "otrygga-bostadsomrade-egen", SAFETY, 2020)
    assert shares(found, "0180", "enskede-arsta-vantor", "rinkeby-kista", "jarva", "sex=K", "sex=M") == {
        "0180": (25.0, 5),
        "enskede-arsta-vantor": (37.5, 2),  # 30 / (30 + 50)
        "rinkeby-kista": (16.7, 3),  # 20 / (20 + 60 + 40)
        "jarva": (16.7, 3),
        "sex=K": (25.0, 3),  # 30 / (30 + 50 + 40)
        "sex=M": (25.0, 2),  # 20 / (20 + 60)
    }
    assert found["0180"].note == "Svarsfrekvens 70 procent."


def test_those_who_never_go_out_are_counted_in_the_variant_and_by_themselves(
    city: CityPackage, tmp_path: Path
) -> None:
    """With them: 30 + 20 + 40 of 240 = 37.5 %. By themselves, of all who answered: 40 / 260 = 15.4 %."""
    with_them = asked(city, tmp_path, "otrygga-eller-gar-inte-ut-egen", SAFETY, 2020)
    assert shares(with_them, "0180", "enskede-arsta-vantor") == {
        "0180": (37.5, 6),
        "enskede-arsta-vantor": (58.3, 3),  # (30 + 40) / (30 + 50 + 40)
    }
    alone = asked(city, tmp_path, "gar-inte-ut-egen", SAFETY, 2020)
    assert shares(alone, "0180", "age_group=65-79") == {"0180": (15.4, 7), "age_group=65-79": (100.0, 1)}


TRUST = """\
    board                | basomrade | stratum              | responded | trust       | weight | mode
    hagersten-liljeholmen | 2110660  | hagersten-liljeholmen | yes      | mycket_lagt | 10     | post
    hagersten-liljeholmen | 2110660  | hagersten-liljeholmen | yes      | varken      | 30     | post
    rinkeby-kista        | 2260230   | rinkeby-kista        | yes       | ganska_lagt | 20     | post
    rinkeby-kista        | 2260230   | rinkeby-kista        | yes       | mycket_hogt | 20     | post
    rinkeby-kista        | 2260230   | rinkeby-kista        | yes       | vet_ej      | 20     | post
    rinkeby-kista        | 2260230   | rinkeby-kista        | no        | .           | .      | post
    """


def test_low_trust_is_about_the_board_that_existed_then_and_is_not_recounted(
    city: CityPackage, tmp_path: Path
) -> None:
    """10 + 20 of 10 + 30 + 20 + 20: 37.5 %. Rinkeby-Kista 20 / 40; Järva had no board in 2019."""
    found = asked(city, tmp_path, "lagt-fortroende-stadsdelsnamnd-egen", TRUST, 2019)
    assert shares(found, "0180", "rinkeby-kista", "hagersten-liljeholmen") == {
        "0180": (37.5, 4),
        "rinkeby-kista": (50.0, 2),
        "hagersten-liljeholmen": (25.0, 2),
    }
    districts = next(item for item in city.divisions if item.code == "sdo14").areas
    assert {area for area in found if "=" not in area} == {"0180", *districts}


def test_those_without_an_opinion_are_a_figure_of_their_own(city: CityPackage, tmp_path: Path) -> None:
    """20 of all 100 who answered the question; in Rinkeby-Kista 20 of 60."""
    found = asked(city, tmp_path, "ingen-asikt-stadsdelsnamnd-egen", TRUST, 2019)
    assert shares(found, "0180", "rinkeby-kista") == {"0180": (20.0, 5), "rinkeby-kista": (33.3, 3)}


def test_after_the_merger_the_question_is_about_another_board(city: CityPackage, tmp_path: Path) -> None:
    table = TRUST.replace("hagersten-liljeholmen", "hagersten-alvsjo").replace("rinkeby-kista", "jarva")
    found = asked(city, tmp_path, "lagt-fortroende-stadsdelsnamnd-egen", of_year(table, 2024), 2024)
    assert shares(found, "jarva", "hagersten-alvsjo", "rinkeby-kista", "hagersten-liljeholmen") == {
        "jarva": (50.0, 2),
        "hagersten-alvsjo": (25.0, 2),
    }


# All together ----------------------------------------------------------------------------------------------


def test_every_milestone_has_own_counts_beside_its_indicator_and_none_in_its_place(city: CityPackage) -> None:
    for milestone in city.roadmap.milestones:
        context = [item for key in milestone.context if (item := city.indicator(key)) is not None]
        counted = [item.key for item in context if item.count or item.ratio]
        assert counted
        assert milestone.indicator is not None
        decided = definition(city, milestone.indicator.indicator)
        assert (decided.count, decided.ratio) == (None, None)
        variants = {
            variant.variant_of
            for item in context
            for variant in (item.count, item.ratio)
            if variant is not None
        }
        assert decided.key in variants


def test_own_counts_have_keys_names_and_texts_of_their_own(city: CityPackage) -> None:
    own = [item for item in city.indicators if item.count or item.ratio]
    assert len(own) == 22
    assert all(item.key.endswith("-egen") for item in own)
    assert all(item.name.sv.endswith(", egen räkning") for item in own)
    assert not {item.key for item in own} & {row.indicator for row in city.figures}
    assert [item.key for item in own if item.words] == []  # no text of a milestone is matched to them
    untold = [
        (item.key, text.sv)
        for item in own
        for text in (item.name, item.definition, *item.traps, *(part.text for part in item.breaks))
        if not text.is_translated("en")
    ]
    assert untold == []
