"""Two editions of one register: what the one hides, the other does not tell."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from fardplan.disclosure.tables import Dimension, LinkedCells
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.usecases.compute import compute
from fardplan.usecases.homes import create_home, open_home
from fardplan.usecases.publish import publish
from fardplan.usecases.told_before import ToldBefore, told_before
from fardplan.vocabulary.observation import Observation, Status
from tests.builders import observation, protected
from tests.counting_city import write_counting_city

WHO = ("antal.population", "andel.population", "andel.numerator", "andel.rest")
PLACES = ("0180", "a", "b")


def table(**values: int) -> LinkedCells:
    """Cells named `<area>_<indicator>_<part>`, all of one register."""
    areas = {"0180": frozenset("ab"), "a": frozenset("a"), "b": frozenset("b")}
    signatures = [frozenset("xyz"), frozenset("xy"), frozenset("x"), frozenset("y")]
    dimensions = (Dimension("area", areas), Dimension("counted", dict(zip(WHO, signatures, strict=True))))
    cells = tuple((area, f"{key}.{part}") for area, key, part in (name.split("_") for name in values))
    return LinkedCells(dimensions, cells, np.array([*values.values()]))


def count(area: str, value: int | None) -> Observation:
    status = Status.VALUE if value is not None else Status.SUPPRESSED
    return protected(observation(2018, value, indicator="antal", area=area, status=status), release="r")


def share(area: str, value: float | None, base: int | None) -> Observation:
    status = Status.VALUE if value is not None else Status.SUPPRESSED
    found = observation(2018, value, indicator="andel", area=area, status=status, base=base)
    return protected(found, release="r")


STEPS = {"antal": 1, "andel": 0.1}


def test_what_was_told_is_known_and_what_was_not_is_withheld() -> None:
    cells = table(a_antal_population=40, b_antal_population=3)
    found = told_before(cells, [count("a", 40), count("b", None), share("a", None, 20)], STEPS)
    assert found == ToldBefore(
        {("a", "antal.population"): 40, ("a", "andel.population"): 20},
        frozenset(
            {
                *(("b", f"antal.{part}") for part in ("population", "numerator", "rest")),
                *(("a", f"andel.{part}") for part in ("numerator", "rest")),
            }
        ),
        corrected=False,
    )
    assert found.stays_hidden(cells) is None


def test_after_a_correction_what_was_hidden_stays_hidden() -> None:
    cells = table(a_antal_population=41, b_antal_population=3, a_andel_population=20, a_andel_numerator=10)
    found = told_before(cells, [count("a", 40), count("b", None), share("a", None, 20)], STEPS)
    assert found.corrected
    assert found.stays_hidden(cells).tolist() == [False, True, False, True]


def test_a_number_that_is_known_roughly_is_taken_as_known() -> None:
    """7.7 % of 1,859 are 143 or 144 persons: with 147 of another year of age more, three or four are told."""
    cells = table(a_andel_population=1859, a_andel_numerator=143, a_andel_rest=1716)
    found = told_before(cells, [share("a", 7.7, 1859)], STEPS)
    assert (found.shown, found.corrected) == (dict(zip(cells.cells, (1859, 143, 1716), strict=True)), False)


@pytest.mark.parametrize(("numerator", "corrected"), [(9, True), (10, False), (11, True)])
def test_a_share_is_corrected_when_its_numerator_is(numerator: int, corrected: bool) -> None:
    cells = table(a_andel_population=20, a_andel_numerator=numerator)
    assert told_before(cells, [share("a", 50.0, 20)], STEPS).corrected is corrected


def test_the_rest_of_a_share_is_told_with_it() -> None:
    cells = table(a_andel_population=20, a_andel_numerator=10, a_andel_rest=10)
    assert told_before(cells, [share("a", 50.0, 20)], STEPS).shown == dict(
        zip(cells.cells, (20, 10, 10), strict=True)
    )


@pytest.mark.parametrize(
    ("now", "slightly"),
    [((40, 20), False), ((41, 20), True), ((45, 20), False), ((45, 22), True), ((45, 25), False)],
)
def test_a_correction_is_slight_when_some_number_changed_by_few(now: tuple[int, int], slightly: bool) -> None:
    population, numerator = now
    cells = table(
        a_andel_population=population, a_andel_numerator=numerator, a_andel_rest=population - numerator
    )
    assert told_before(cells, [share("a", 50.0, 40)], STEPS, minimum=5).slightly is slightly


def test_what_was_hidden_stays_hidden_under_every_name() -> None:
    """The same people as two indicators: the one was hidden, and the other was not told."""
    areas = Dimension("area", {"a": frozenset("a"), "b": frozenset("b")})
    names = ("antal.population", "andel.population")
    cells = LinkedCells(
        (areas, Dimension("counted", {name: frozenset("x") for name in names})),
        (("a", names[0]), ("b", names[0]), ("b", names[1])),
        np.array([41, 3, 3]),
    )
    found = told_before(cells, [count("a", 30), count("b", None)], STEPS)
    assert found.stays_hidden(cells).tolist() == [False, True, True]


def test_by_the_same_rules_the_same_stays_hidden_though_nothing_was_corrected() -> None:
    """Else a second count, which need not hide what readers have, would hide other figures than the first."""
    cells = table(a_antal_population=40, b_antal_population=30)
    found = told_before(cells, [count("a", 40), count("b", None)], STEPS)
    assert found.stays_hidden(cells) is None
    assert replace(found, steady=True).stays_hidden(cells).tolist() == [False, True]


def test_of_several_editions_the_number_that_still_holds_is_known() -> None:
    cells = table(a_antal_population=12)
    assert told_before(cells, [count("a", 12), count("a", 60)], STEPS).shown == {
        ("a", "antal.population"): 12
    }
    assert told_before(cells, [count("a", 60), count("a", 12)], STEPS).shown == {
        ("a", "antal.population"): 12
    }


def test_what_a_later_edition_showed_is_no_secret_any_more() -> None:
    cells = table(a_antal_population=41, b_antal_population=30)
    found = told_before(cells, [count("a", 40), count("b", None), count("b", 30)], STEPS)
    assert (found.corrected, found.stays_hidden(cells).tolist()) == (True, [False, False])


def test_of_a_mean_only_the_base_is_a_number_of_persons() -> None:
    cells = table(a_antal_population=40)
    mean = protected(observation(2018, 312_000.0, indicator="antal", area="a", base=40), release="r")
    found = told_before(cells, [mean], STEPS, by_base=["antal"])
    assert found == ToldBefore({("a", "antal.population"): 40}, frozenset(), corrected=False)


def test_of_a_unit_with_decimals_nothing_is_taken_as_known() -> None:
    found = told_before(table(a_antal_population=405), [count("a", 40)], STEPS, scale=10)
    assert (found.shown, found.corrected) == ({}, True)


@pytest.fixture
def home(db, tmp_path, strategist):
    city = write_counting_city(tmp_path / "lillkoping")
    return create_home(tmp_path / "home", str(city), actor=strategist, today=date(2021, 3, 1)).home


def persons(**numbers: int) -> tuple[str, str, pl.DataFrame]:
    rows = [area for area, number in numbers.items() for _ in range(number)]
    columns = {"person": range(len(rows)), "year": 2020, "area": rows, "sex": "K", "age": 40}
    return "boende", "invanare", pl.DataFrame(columns | {"income": 0, "employed": True})


def employed(**numbers: int) -> tuple[str, str, pl.DataFrame]:
    """Six employers of like size in each district; of Syd one alone."""
    rows = [
        (f"{area} {at}", f"{area} {at}", 2020, area, number // 6 if area != "syd" else number)
        for area, number in numbers.items()
        for at in range(6 if area != "syd" else 1)
    ]
    columns = ["workplace", "employer", "year", "area", "employed"]
    return "arbetande", "arbetsstallen", pl.DataFrame(rows, schema=columns, orient="row")


@pytest.mark.parametrize("counted", [persons, employed])
def test_nobody_is_found_by_holding_a_corrected_edition_against_the_first(
    home, statistician, strategist, tmp_path, counted
):
    """At first Öst (30) is hidden beside Syd (3), since Norr (60) costs more: Öst and Syd are 33 together.

    Then Norr is corrected to 12 and would be the one to hide; Öst, 30 as before, would tell that Syd was 3.
    """
    told = []
    for day, numbers in enumerate(({"norr": 60, "ost": 30, "syd": 3}, {"norr": 12, "ost": 30, "syd": 3}), 1):
        key, register, rows = counted(**numbers)
        path = tmp_path / f"{day}.parquet"
        rows.write_parquet(path)
        compute(
            home,
            [key],
            {register: [path]},
            engine=DuckDbEngine(threads=1),
            actor=statistician,
            today=date(2021, 3, day),
        )
        publish(home, actor=strategist, today=date(2021, 3, day))
        told.append({item.area: item.value for item in home.evidence.series(key)})
    assert told[0] == {"9999": 93, "norr": 60, "ost": None, "syd": None}
    assert told[1] == {"9999": 45, "norr": 12, "ost": None, "syd": None}


def test_a_correction_of_one_person_changes_nothing_and_the_next_year_is_told(
    home, statistician, strategist, tmp_path
):
    """What readers have of 2020 stays, by the release that it passed then; 2021 is told by the new one."""
    _, _, rows = persons(norr=60, ost=30, syd=40)
    _, _, corrected = persons(norr=61, ost=30, syd=40)
    later = rows.with_columns(pl.lit(2021).alias("year"))
    path = tmp_path / "rows.parquet"
    told, releases = [], []
    for day, frame in enumerate((rows, pl.concat([corrected, later])), 1):
        frame.write_parquet(path)
        report = compute(
            home,
            ["boende"],
            {"invanare": [path]},
            engine=DuckDbEngine(threads=1),
            actor=statistician,
            today=date(2021, 3, day),
        )
        publish(home, actor=strategist, today=date(2021, 3, day))
        told.append({(item.area, item.period.year): item.value for item in home.evidence.series("boende")})
        releases.append(
            {item.period.year: item.provenance.release for item in home.evidence.series("boende")}
        )
    first = {("9999", 2020): 130, ("norr", 2020): 60, ("ost", 2020): 30, ("syd", 2020): 40}
    assert told == [first, first | {(area, 2021): value for (area, _), value in first.items()}]
    assert releases[1][2020] == releases[0][2020] != releases[1][2021]
    assert report.counted[0].record.report.held_back == ("2020",)


@pytest.mark.parametrize("seed", range(3))
def test_to_count_again_what_has_not_changed_changes_nothing(home, statistician, strategist, tmp_path, seed):
    """The first count knows nothing of what readers have, the second everything: both hide the same."""
    draw = np.random.default_rng(seed)
    rows = [("norr", "ost", "syd")[draw.integers(3)] for _ in range(90)]
    columns = {"person": range(90), "year": 2020, "area": rows, "sex": draw.choice(["K", "M"], 90)}
    more = {
        "age": draw.integers(15, 80, 90),
        "income": draw.integers(0, 9, 90),
        "employed": draw.random(90) < 0.07,
    }
    path = tmp_path / "rows.parquet"
    pl.DataFrame(columns | more).write_parquet(path)
    told = []
    for day in (1, 2, 3):
        compute(
            home,
            [],
            {"invanare": [path]},
            engine=DuckDbEngine(threads=1),
            actor=statistician,
            today=date(2021, 3, day),
        )
        publish(home, actor=strategist, today=date(2021, 3, day))
        told.append({key: values(home, key) for key in home.evidence.indicators()})
    assert any(None in found.values() for found in told[0].values())
    assert told[0] == told[1] == told[2]


def values(home, key):
    return {(item.area, item.group): item.value for item in home.evidence.series(key)}


def test_what_was_counted_and_never_published_is_taken_as_unknown(home, statistician, tmp_path):
    """Under a lax rule everything is told; nobody saw it, so the strict rule hides as for the first time."""
    key, register, rows = persons(norr=60, ost=30, syd=3)
    path = tmp_path / "rows.parquet"
    rows.write_parquet(path)
    definition = tmp_path / "lillkoping" / "registers" / "invanare.yaml"
    strict = definition.read_text("utf-8")
    told = []
    for text in (f"{strict}disclosure: {{minimum: 1}}\n", strict):
        definition.write_text(text, "utf-8")
        compute(
            open_home(home.path),
            [key],
            {register: [path]},
            engine=DuckDbEngine(threads=1),
            actor=statistician,
            today=date(2021, 3, 1),
        )
        told.append({item.area: item.value for item in home.evidence.series(key)})
    assert told[0] == {"9999": 93, "norr": 60, "ost": 30, "syd": 3}
    assert told[1] == {"9999": 93, "norr": 60, "ost": None, "syd": None}
