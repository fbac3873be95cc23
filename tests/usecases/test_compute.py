"""From registers to evidence: counted, protected, kept whole or not at all, and nobody in it."""

from datetime import date

import polars as pl
import pytest

from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.store.models import AuditEvent
from fardplan.usecases.compute import compute, explain
from fardplan.usecases.homes import create_home, open_home
from fardplan.usecases.privacy_records import record_of
from fardplan.usecases.publish import publish
from fardplan.vocabulary.errors import InputError, NotFoundError, PermissionDenied, RuleError
from fardplan.vocabulary.observation import Clearance, Origin, Status
from tests.canaries import find
from tests.counting_city import (
    CANARY_INCOME,
    CANARY_PERSON,
    residents,
    write_counting_city,
    write_registers,
)

TODAY = date(2021, 3, 1)


@pytest.fixture(scope="session")
def counting_city(tmp_path_factory):
    return write_counting_city(tmp_path_factory.mktemp("counting") / "lillkoping")


@pytest.fixture
def home(db, counting_city, tmp_path, strategist):
    return create_home(tmp_path / "home", str(counting_city), actor=strategist, today=TODAY).home


@pytest.fixture
def registers(tmp_path):
    return write_registers(tmp_path / "registers")


@pytest.fixture
def run(home, registers, statistician):
    def go(*indicators, files=None, today=TODAY, **changes):
        given = registers if files is None else files
        engine = DuckDbEngine(threads=1)
        return compute(home, indicators, given, engine=engine, actor=statistician, today=today, **changes)

    return go


def figures(home, indicator, period="2020"):
    return {
        (item.area, str(item.group)): (item.value, item.base, item.status)
        for item in home.evidence.series(indicator)
        if str(item.period) == period
    }


def test_shares_are_counted_for_the_city_its_districts_and_both_sexes(run, home):
    report = run("sysselsatta")
    assert [one.asked.register.key for one in report.counted] == ["invanare"]
    told = figures(home, "sysselsatta")
    assert told["norr", ""] == (72.5, 80, Status.VALUE)  # 58 of 80
    assert told["ost", ""] == (48.8, 80, Status.VALUE)  # 39 of 80 = 48.75
    assert told["norr", "sex=K"] == (75.0, 40, Status.VALUE)  # 30 of 40
    assert told["9999", ""] == (62.0, 208, Status.VALUE)  # 129 of 208 = 62.02
    # In Syd 3 of 12 women and 2 of 12 men have no work: fewer than five must not be told.
    assert told["syd", "sex=K"][::2] == (None, Status.SUPPRESSED)
    assert told["syd", "sex=M"][::2] == (None, Status.SUPPRESSED)


def test_every_figure_knows_its_register_its_report_and_that_it_is_protected(run, home):
    report = run("sysselsatta")
    (one,) = report.counted
    item = home.evidence.series("sysselsatta")[0]
    where = item.provenance
    assert (where.origin, where.clearance) == (Origin.OWN_CALCULATION, Clearance.PROTECTED)
    assert where.source == "Invånarregistret, egen räkning"
    assert where.release == one.record.report.id
    assert record_of(home, one.record.report.id) == one.record


def test_a_simulated_register_makes_simulated_figures(run, home, tmp_path):
    run("sysselsatta", files=write_registers(tmp_path / "made-up", simulated=True))
    assert {item.provenance.origin for item in home.evidence.series("sysselsatta")} == {Origin.SIMULATED}


def test_real_figures_never_join_a_simulated_series(run, home, tmp_path):
    run("sysselsatta", files=write_registers(tmp_path / "made-up", simulated=True))
    with pytest.raises(RuleError, match="simulated"):
        run("sysselsatta")
    assert {item.provenance.origin for item in home.evidence.series("sysselsatta")} == {Origin.SIMULATED}


def test_without_names_everything_that_the_registers_allow_is_counted(run, home, registers):
    report = run()
    assert [one.asked.register.key for one in report.counted] == ["arbetsstallen", "invanare"]
    assert figures(home, "boende")["9999", ""] == (209, None, Status.VALUE)
    assert figures(home, "arbetande")["norr", ""] == (110, None, Status.VALUE)  # 20 + 21 + 22 + 23 + 24
    assert figures(home, "jobb-per-boende")["norr", ""][0] == pytest.approx(110 / 81)
    alone = {"arbetsstallen": registers["arbetsstallen"]}
    assert [one.asked.register.key for one in run(files=alone).counted] == ["arbetsstallen"]


def test_a_ratio_is_asked_for_by_its_own_name(run, home):
    report = run("jobb-per-boende")
    assert {item.indicator for item in report.ratios} == {"jobb-per-boende"}
    assert report.together == ("arbetande", "boende")


def test_a_ratio_that_is_out_follows_when_one_of_its_parts_is_counted_again(run, home, registers, tmp_path):
    run("jobb-per-boende")
    workplaces = pl.read_parquet(registers["arbetsstallen"][0])
    more = tmp_path / "more.parquet"
    workplaces.with_columns(pl.col("employed") * 2).write_parquet(more)
    report = run("arbetande", files={"arbetsstallen": [more]})
    assert {item.indicator for item in report.ratios} == {"jobb-per-boende"}
    assert figures(home, "jobb-per-boende")["norr", ""][0] == pytest.approx(220 / 81)


def test_the_same_registers_again_change_nothing(run, home):
    run()
    before = AuditEvent.objects.count()
    again = run(today=date(2021, 3, 2))
    assert again.saved.changed_anything is False
    assert AuditEvent.objects.count() == before


def test_what_is_out_already_is_counted_again_with_what_is_asked_for(run, home):
    run("sysselsatta")
    report = run("boende")
    assert report.together == ("sysselsatta",)
    releases = {
        item.provenance.release for key in ("sysselsatta", "boende") for item in home.evidence.series(key)
    }
    assert len(releases) == 1


def test_a_span_keeps_the_other_years(run, home):
    run("boende")
    report = run("boende", span=(2020, 2020))
    assert [str(period) for period in report.counted[0].plan.periods] == ["2020"]
    assert {str(item.period) for item in home.evidence.series("boende")} == {"2019", "2020"}


def test_within_a_span_nothing_stays_that_is_not_told_any_more(
    db, tmp_path, registers, strategist, statistician
):
    """2020 was told by sex as well; told anew without, it is of one release, and 2019 is as it was."""
    folder = write_counting_city(tmp_path / "lillkoping")
    home = create_home(tmp_path / "other", str(folder), actor=strategist, today=TODAY).home
    engine = DuckDbEngine(threads=1)
    compute(home, ["sysselsatta"], registers, engine=engine, actor=statistician, today=TODAY)
    before = figures(home, "sysselsatta", "2019")
    path = folder / "indicators" / "sysselsatta.yaml"
    path.write_text(path.read_text("utf-8").replace("  breakdowns: [{columns: [sex]}]\n", ""), "utf-8")
    home = open_home(home.path)
    compute(
        home,
        ["sysselsatta"],
        registers,
        engine=engine,
        actor=statistician,
        today=TODAY,
        span=(2020, 2020),
    )
    assert {group for _, group in figures(home, "sysselsatta")} == {""}
    assert figures(home, "sysselsatta", "2019") == before


def test_who_is_excluded_and_what_is_wrong_is_told(run):
    (one,) = run("boende").counted
    assert one.quality.excluded == {"alderslosa": 2}
    assert (one.quality.rows, one.quality.judged) == (420, 418)


def test_a_register_with_too_many_faults_changes_nothing(run, home, tmp_path):
    run("boende")
    before = home.evidence.series("boende")
    doubled = tmp_path / "doubled.parquet"
    pl.concat([residents(), residents()]).write_parquet(doubled)
    with pytest.raises(RuleError, match="duplicates") as refused:
        run("boende", files={"invanare": [doubled]})
    assert refused.value.outcome == "Nothing was counted."
    assert home.evidence.series("boende") == before


@pytest.mark.parametrize(
    ("indicators", "files", "error", "said"),
    [
        (["sysselsata"], None, NotFoundError, "Did you mean 'sysselsatta'"),
        (["behoriga"], None, NotFoundError, "no indicator 'behoriga' is counted"),
        ([], {"invanere": []}, NotFoundError, "Did you mean 'invanare'"),
        ([], {}, InputError, "--register NAME=PATH"),
        (["arbetande"], {"invanare": []}, InputError, "--register arbetsstallen=PATH"),
    ],
)
def test_what_cannot_be_counted_is_told_with_what_can(run, home, indicators, files, error, said):
    with pytest.raises(error) as told:
        run(*indicators, files=files)
    assert said in str(told.value)
    assert home.evidence.series("sysselsatta") == ()


def test_years_that_the_register_lacks_are_told(run):
    with pytest.raises(InputError, match="it has nothing for 2030-2031\nIt has figures for 2019-2020"):
        run("boende", span=(2030, 2031))


def test_what_was_published_meanwhile_is_not_forgotten(run, home, strategist):
    """Counting takes long; what readers learn meanwhile is not in what was protected."""
    run("boende")
    before = home.evidence.series("boende")
    with pytest.raises(RuleError) as refused:
        run("boende", on_register=lambda _: publish(home, actor=strategist, today=TODAY))
    assert str(refused.value) == (
        "figures were published while the registers were counted, and these do not know of them\n"
        "Count again: then what was published is taken as known.\n"
        "Nothing was counted; the figures that were there stay."
    )
    assert home.evidence.series("boende") == before


def test_only_who_may_load_evidence_computes(home, registers, visitor):
    with pytest.raises(PermissionDenied):
        compute(home, (), registers, engine=DuckDbEngine(), actor=visitor, today=TODAY)


def test_a_plan_is_shown_without_counting(home, registers):
    (one,) = explain(home, ["sysselsatta"], registers, engine=DuckDbEngine())
    assert one.register == "invanare"
    assert any("sysselsatta" in line for line in one.lines)
    assert "GROUP BY" in one.queries[0]
    assert home.evidence.series("sysselsatta") == ()


def test_no_person_is_anywhere_but_in_the_register(run, home, registers, strategist, capfd, caplog):
    run()
    publish(home, actor=strategist, today=TODAY)
    pl.concat([residents(), residents()]).write_parquet(registers["invanare"][0])
    with pytest.raises(RuleError) as told:
        run()
    out = capfd.readouterr()
    texts = {"error": str(told.value), "out": out.out, "err": out.err, "log": caplog.text}
    texts["audit"] = str(list(AuditEvent.objects.values()))
    persons = [CANARY_INCOME, *range(CANARY_PERSON, CANARY_PERSON + 210)]
    assert find(persons, folders=[home.path], texts=texts) == []
