"""Where every milestone stood on any day: the edition that applied, and what was known then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fardplan.roadmap.standing import Standing
from fardplan.store.roadmaps import version_numbered
from fardplan.usecases import roadmaps, targets
from fardplan.usecases.homes import create_home
from fardplan.usecases.status import status
from fardplan.vocabulary.observation import Clearance
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Reason, Target, Verdict
from fardplan.vocabulary.text import Text
from tests.builders import decision, observation

DAY = date(2021, 4, 1)


def stood(home, day: str) -> dict[str, tuple[object, ...]]:
    """By milestone: verdict, latest period and value, and the period of the baseline."""
    return {
        item.milestone: (
            item.verdict.value,
            item.latest and (str(item.latest.period), item.latest.value),
            item.baseline and str(item.baseline.period),
        )
        for item in status(home, as_of=date.fromisoformat(day)).statuses
    }


@pytest.mark.parametrize(
    ("day", "betyg", "trygghet"),
    [
        ("2015-09-24", ("no_data", None, None), ("no_data", None, None)),
        ("2015-09-25", ("not_decided", ("2015", 80.1), "2015"), ("no_data", None, None)),
        ("2018-12-31", ("not_decided", ("2018", 85.8), "2018"), ("not_decided", ("2017", 12.0), "2017")),
        # The roadmap is of 1 March 2019: later figures do not move the baseline.
        ("2019-12-31", ("not_decided", ("2019", 88.1), "2018"), ("not_decided", ("2017", 12.0), "2017")),
        ("2021-03-01", ("not_decided", ("2019", 88.1), "2018"), ("not_decided", ("2020", 11.0), "2017")),
    ],
)
def test_what_was_known_on_a_day(home, day, betyg, trygghet):
    assert stood(home, day) == {
        "betyg": betyg,
        "trygghet": trygghet,
        "bostader": ("no_data", None, None),
    }


def test_a_report_says_of_which_day_edition_and_definitions_it_is(home):
    report = status(home, as_of=DAY)
    assert (report.as_of, report.applying.version, report.applying.standing) == (
        DAY,
        home.city.roadmap,
        Standing.PROPOSED,
    )
    assert report.definitions == {item.key: item for item in home.city.indicators}
    assert report.organisations == {"skolnamnden": Text(sv="Skolnämnden", en="School Board")}
    assert [item.days_since_published for item in report.statuses] == [554, 182, None]


def test_a_level_counts_from_the_day_it_was_adopted(home, strategist):
    """Set in April, adopted on the 15th: until then the first, adopted in March, edition applies."""
    roadmaps.adopt(1, decision("2021-03-29"), actor=strategist, today=DAY)
    targets.set_target(home, "betyg", level=95, year=2030, actor=strategist, today=DAY)
    roadmaps.adopt(2, decision("2021-04-15", paragraph="§ 3"), actor=strategist, today=date(2021, 5, 1))
    found = {}
    for day in ("2021-03-28", "2021-03-29", "2021-04-14", "2021-04-15"):
        report = status(home, as_of=date.fromisoformat(day))
        betyg = report.statuses[0]
        found[day] = (report.applying.version.number, report.applying.standing.value, betyg.target)
    assert found == {
        "2021-03-28": (1, "proposed", None),
        "2021-03-29": (1, "adopted", None),
        "2021-04-14": (1, "adopted", None),
        "2021-04-15": (
            2,
            "adopted",
            Target(level=95, year=2030, decision="KF 2021-04-15, § 3, KS 2018/911"),
        ),
    }


def test_the_baseline_is_what_was_known_when_the_edition_was_decided(home, strategist):
    targets.set_target(home, "betyg", level=95, year=2030, actor=strategist, today=DAY)
    assert status(home, as_of=DAY).statuses[0].verdict_reason is Reason.NOTHING_SINCE_BASELINE
    home.evidence.save(
        [
            observation(2022, 97.5, indicator="behoriga", area="9999", lower=96.5, upper=98.5),
        ],
        loaded=date(2022, 10, 1),
        came_from="x.csv",
        extends=True,
    )
    betyg = status(home, as_of=date(2022, 12, 1)).statuses[0]
    assert betyg.baseline is not None
    assert (betyg.verdict, betyg.baseline.period, betyg.latest.period) == (
        Verdict.REACHED,
        Period.of_year(2019),
        Period.of_year(2022),
    )


def test_a_later_load_does_not_change_what_was_known(home):
    """The source changes what it had published, in silence, and the house hears of it in 2022."""
    before = status(home, as_of=DAY)
    revised = [replace(item, value=50.0) for item in home.evidence.series("behoriga")]
    home.evidence.save(revised, loaded=date(2022, 1, 1), came_from="revised.csv")
    assert status(home, as_of=DAY) == before
    assert stood(home, "2022-01-01")["betyg"][1] == ("2019", 50.0)


def test_internal_figures_count_in_the_house(home):
    """The house judges on everything it knows; what leaves it is another matter."""
    item = observation(2020, 70.0, indicator="behoriga", area="9999")
    assert item.provenance.clearance is Clearance.INTERNAL
    home.evidence.save([item], loaded=date(2021, 1, 1), came_from="x.csv", extends=True)
    assert stood(home, "2021-03-01")["betyg"][1] == ("2020", 70.0)


@pytest.fixture
def stockholm(db, tmp_path, strategist):
    return create_home(tmp_path / "stockholm", "stockholm", actor=strategist, today=DAY).home


def test_knowledge_only_grows(stockholm):
    """Through the years: no milestone's latest figure ever becomes an older one."""
    latest: dict[str, Period] = {}
    for step in range(32):
        day = date(2007, 1, 1) + timedelta(days=200 * step)
        for item in status(stockholm, as_of=day).statuses:
            if item.milestone in latest:
                assert item.latest is not None
                assert item.latest.period >= latest[item.milestone]
            if item.latest:
                latest[item.milestone] = item.latest.period
                assert item.latest.published <= day
    assert {key: str(period) for key, period in latest.items()} == {
        "behorighet": "2019",
        "uvas": "2017",
        "arbetsplatser": "2016",
        "trygghet": "2020",
    }


def test_a_milestone_measured_by_what_the_city_does_not_define_has_no_data(home, strategist, tmp_path):
    text = roadmaps.export_version(1, as_of=DAY).replace("indicator: behoriga", "indicator: okand")
    path = tmp_path / "edition.yaml"
    path.write_text(text, "utf-8")
    roadmaps.import_file(home, path, actor=strategist, today=DAY)
    assert version_numbered(2).milestones[0].indicator.indicator == "okand"
    betyg = status(home, as_of=DAY).statuses[0]
    assert (betyg.verdict, betyg.verdict_reason) == (Verdict.NO_DATA, Reason.NO_INDICATOR)
