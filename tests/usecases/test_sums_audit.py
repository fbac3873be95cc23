"""Sums that would be public are held against what must stay hidden, with what editions before have told."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from fardplan.disclosure.audit.widths import narrower
from fardplan.disclosure.tables import Dimension
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.indicators.counting.count import CountDefinition
from fardplan.indicators.counting.earlier import CountedDefinition
from fardplan.usecases.compute import compute
from fardplan.usecases.homes import create_home
from fardplan.usecases.privacy_records import ReleasedSums, ReleaseRecord, record_of, released_dimensions
from fardplan.usecases.published_before import PublishedBefore
from fardplan.usecases.sums_audit import check_sums
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Unit
from tests.builders import observation, protected
from tests.counting_city import write_counting_city, write_registers
from tests.usecases.test_compute import TODAY
from tests.usecases.test_protection import OLD_SITE, report

YEAR = Period.of_year(2018)
AREAS = {"0180": frozenset("abcd"), **{one: frozenset(one) for one in "abcd"}}
HIDDEN = ((("a", "jobb.population"), 64), (("b", "jobb.population"), 64), (("c", "jobb.population"), 0))


def definition(measure):
    return CountedDefinition(
        key="jobb",
        unit=Unit(measure="count", label={"sv": "anställda", "en": "employed"}),
        rounded_to=1,
        count=CountDefinition(register="register", population="true", measure=measure),
    )


def record(measure=None, hidden=HIDDEN, told="one"):
    dimensions = (Dimension("area", AREAS), Dimension("counted", {"jobb.population": frozenset("x")}))
    sums = ReleasedSums(periods=(YEAR,), dimensions=released_dimensions(dimensions), scale=1, hidden=hidden)
    return ReleaseRecord(
        report=report(told=told),
        indicators=(),
        tables=(),
        sums=(sums,),
        rounded_to={"jobb": 1.0},
        definitions=(
            definition(measure or {"kind": "count", "column": "employed", "contributor": "employer"}),
        ),
        minimum=5,
    )


def figures(values, release, **more):
    return [
        protected(
            replace(
                observation(2018, value, area=area, indicator="jobb"),
                status=Status.SUPPRESSED if value is None else Status.VALUE,
                **more,
            ),
            release=release.report.id,
        )
        for area, value in values.items()
    ]


def check(now, release, *editions):
    known = {one.report.id: one for one in (release, *(one for _, one in editions))}
    before = PublishedBefore(tuple(tuple(told) for told, _ in editions), known)
    check_sums({release.report.id: release}, now, {"register": before})


SAFE = {"0180": 3730, "a": None, "b": None, "c": None, "d": 1800}


def test_sums_that_stay_open_pass():
    check(figures(SAFE, record()), record())


def test_a_hidden_sum_that_is_told_is_refused():
    with pytest.raises(RuleError) as refusal:
        check(figures({**SAFE, "c": 1350}, record()), record())
    assert str(refusal.value) == (
        "register: of 3 hidden sums 1 would be told, or could be worked out\n"
        "Compute the register's figures again, all together: what earlier publications told is then taken as "
        f"known.\n{OLD_SITE}"
    )


def test_a_sum_that_an_earlier_edition_completes_is_refused():
    """c is hidden for others now, and was told before, as was b: a is what they leave."""
    earlier = record(hidden=(), told="before")
    then = figures({"b": 280, "c": 1350}, earlier)
    with pytest.raises(RuleError, match="of 3 hidden sums 1 would be told, or could be worked out"):
        check(figures(SAFE, record()), record(), (then, earlier))


def test_what_readers_have_already_is_no_new_leak():
    earlier = record(hidden=(), told="before")
    then = figures({"0180": 3730, "b": 280, "c": 1350, "d": 1800}, earlier)
    check(figures(SAFE, record()), record(), (then, earlier))


def test_a_corrected_sum_is_of_another_table():
    """The city was 100 fewer before than its districts are now: both cannot be true."""
    earlier = record(hidden=(), told="before")
    then = figures({"d": 4000}, earlier)
    check(figures({**SAFE, "d": None}, record()), record(), (then, earlier))


def test_a_mean_tells_its_sum():
    """A mean of 30 of 12 persons is between 354 and 366: not open by 64."""
    mean = record({"kind": "mean", "column": "income", "contributor": "person"})
    check(figures({"0180": 300, "d": 150}, mean, base=12), mean)
    with pytest.raises(RuleError, match="of 3 hidden sums 1 would"):
        check(figures({"a": 30}, mean, base=12), mean)


def test_figures_of_two_releases_are_refused():
    one, other = record(), record(told="other")
    now = [*figures({"0180": 3730}, one), *figures({"d": 1800}, other)]
    with pytest.raises(RuleError, match="the sums come of two releases, which nobody has audited together"):
        check_sums({one.report.id: one, other.report.id: other}, now, {})


def test_different_persons_are_not_told_anew():
    distinct = record({"kind": "distinct", "column": "person", "years": 2}, hidden=())
    earlier = record({"kind": "distinct", "column": "person", "years": 2}, hidden=(), told="before")
    then = figures({"0180": 100}, earlier)
    check(figures({"0180": 100}, distinct), distinct, (then, earlier))
    with pytest.raises(RuleError, match="a number of different persons that is published would be told anew"):
        check(figures({"0180": 103}, distinct), distinct, (then, earlier))


def test_widths_are_those_that_are_left():
    """a + b = 100: each can be 0 to 100, and no more; with b from 30 to 50 a is between 50 and 70."""
    dimensions = (Dimension("area", {"ab": frozenset("ab"), "a": frozenset("a"), "b": frozenset("b")}),)
    a, b, both = ("a",), ("b",), ("ab",)
    assert narrower(dimensions, {both: (100, 100)}, {a: 100, b: 101}) == (b,)
    assert narrower(dimensions, {both: (100, 100), b: (30, 50)}, {a: 20}) == ()
    assert narrower(dimensions, {both: (100, 100), b: (30, 50)}, {a: 21}) == (a,)
    assert narrower(dimensions, {}, {}) == ()


@pytest.mark.django_db
def test_what_is_counted_keeps_which_sums_are_hidden_and_no_value(tmp_path, statistician, strategist):
    """One employer of 300 in Norr, one of 280 in Öst; in Syd five of about 22 each: all three are hidden."""
    city = write_counting_city(tmp_path / "lillkoping")
    home = create_home(tmp_path / "home", str(city), actor=strategist, today=TODAY).home
    registers = write_registers(tmp_path / "registers")
    lone = pl.DataFrame(
        {"workplace": ["n", "o"], "employer": ["N", "O"], "year": [2020, 2020], "area": ["norr", "ost"]}
    ).with_columns(employed=pl.Series([300, 280], dtype=pl.Int64))
    (path,) = registers["arbetsstallen"]
    syd = pl.read_parquet(path).filter((pl.col("area") == "syd") & (pl.col("year") == 2020))
    pl.concat([lone, syd.select(lone.columns)], how="vertical_relaxed").write_parquet(path)

    report_ = compute(
        home,
        ["arbetande"],
        {"arbetsstallen": [path]},
        engine=DuckDbEngine(threads=1),
        actor=statistician,
        today=TODAY,
    )

    told = {item.area: item.value for item in home.evidence.series("arbetande")}
    assert told == {"9999": 690.0, "norr": None, "ost": None, "syd": None}
    (sums,) = record_of(home, report_.counted[0].record.report.id).sums
    # 15 per cent of 300 to either side, 90, is told as 64; of 280, 84, too; Syd is hidden for them.
    assert {cell[0]: width for cell, width in sums.hidden} == {"norr": 64, "ost": 64, "syd": 0}
    assert sums.scale == 1
    assert np.unique([len(cell) for cell, _ in sums.hidden]).tolist() == [2]


@pytest.mark.django_db
def test_a_mean_that_one_income_dominates_is_hidden(tmp_path, statistician, strategist):
    """In Norr 81 have 300,000 each and one 400 million: the others' 24.3 million are less than a tenth of it.

    Of the city's they are more. Another district is hidden beside Norr, so that it is not the rest.
    """
    city = write_counting_city(tmp_path / "lillkoping")
    file = city / "indicators" / "boende.yaml"
    mean = "{kind: mean, column: income, contributor: person}"
    file.write_text(file.read_text("utf-8").replace("{kind: count}", mean), "utf-8")
    home = create_home(tmp_path / "home", str(city), actor=strategist, today=TODAY).home
    (path,) = write_registers(tmp_path / "registers", years=(2020,))["invanare"]
    rows = pl.read_parquet(path).with_columns(income=pl.lit(300_000, pl.Int64))
    first = pl.int_range(pl.len()) == 0
    rows.with_columns(income=pl.when(first).then(400_000_000).otherwise("income")).write_parquet(path)

    compute(
        home,
        ["boende"],
        {"invanare": [path]},
        engine=DuckDbEngine(threads=1),
        actor=statistician,
        today=TODAY,
    )

    told = {item.area: (item.value, item.base) for item in home.evidence.series("boende")}
    assert {area: base for area, (_, base) in told.items()} == {"9999": 209, "norr": 81, "ost": 80, "syd": 24}
    # (208 x 300,000 + 400,000,000) / 209, to the krona
    assert told["9999"][0] == 2_212_440
    assert told["norr"][0] is None
    assert [told["ost"][0], told["syd"][0]].count(None) == 1
