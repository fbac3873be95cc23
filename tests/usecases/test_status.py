"""Where every milestone stood on any day: the edition that applied, and what was known then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fardplan.roadmap.standing import Standing
from fardplan.store.roadmaps import version_numbered
from fardplan.usecases import roadmaps, targets
from fardplan.usecases.homes import create_home
from fardplan.usecases.status import judged, status
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.observation import Clearance, Observation, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import GapStatus, Reason, Target, Verdict
from fardplan.vocabulary.text import Text
from tests.builders import decision, observation, protected, provenance
from tests.small_city import write_city

DAY = date(2021, 4, 1)
KF = "KF 2021-04-15, § 12, KS 2018/911"
GAP = GapTarget(measure=GapMeasure.DIFFERENCE, level=8.0, year=2030)


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


@pytest.fixture
def divided(db, tmp_path, strategist):
    """A home of the small city, split into two districts, whose first milestone has a gap target."""
    city = write_city(tmp_path / "city")
    (city / "areas.yaml").write_text(
        """\
areas:
  - {code: '9999', kind: city, versions: [{name: Lillköping}]}
  - {code: norr, kind: district, versions: [{name: Norr}], part_of: ['9999']}
  - {code: soder, kind: district, versions: [{name: Söder}], part_of: ['9999']}
divisions:
  - {code: tva, name: Två delar, areas: [norr, soder]}
""",
        "utf-8",
    )
    home = create_home(tmp_path / "home", str(city), actor=strategist, today=DAY).home
    targets.set_target(home, "betyg", gap=GAP, actor=strategist, today=DAY)
    roadmaps.adopt(2, decision("2021-04-15"), actor=strategist, today=date(2021, 5, 1))
    for year, loaded, norr, soder in ((2020, "2021-01-05", 95.0, 75.0), (2022, "2023-01-05", 90.0, 80.0)):
        home.evidence.save(
            [
                observation(
                    year,
                    value,
                    indicator="behoriga",
                    area=area,
                    base=2000,
                    provenance=provenance(published=date.fromisoformat(loaded)),
                )
                for area, value in (("norr", norr), ("soder", soder))
            ],
            loaded=date.fromisoformat(loaded),
            came_from=f"{year}.csv",
            extends=year > 2020,
        )
    return home


def test_a_gap_target_follows_the_day(divided):
    """A proposal until the decision; then only what was known; then a gap that has halved."""
    nothing_new = (Verdict.CANNOT_TELL, Reason.NOTHING_SINCE_BASELINE, "2020", "2020")
    found = {}
    for day in ("2021-04-14", "2021-04-15", "2023-02-01"):
        gap = status(divided, as_of=date.fromisoformat(day)).statuses[0].gap
        assert gap is not None
        assert gap.target == GAP
        found[day] = (gap.decision, gap.verdict, gap.reason, str(gap.baseline.period), str(gap.latest.period))
    assert found == {
        "2021-04-14": (None, *nothing_new),
        "2021-04-15": (KF, *nothing_new),
        "2023-02-01": (KF, Verdict.ON_TRACK, Reason.AHEAD_OF_PATH, "2020", "2022"),
    }


def test_a_gap_of_internal_figures_is_not_judged_for_the_public(divided):
    version = version_numbered(2)
    public = judged(divided, version, as_of=date(2023, 2, 1), public=True)[0]
    assert public.gap == GapStatus(
        target=GAP,
        decision=KF,
        verdict=Verdict.NO_DATA,
        reason=Reason.NO_OBSERVATION,
    )


def counted(year: int, norr: float | None, soder: float | None) -> list[Observation]:
    """Protected figures of both districts; None is hidden."""
    return [
        protected(
            observation(
                year,
                value,
                indicator="behoriga",
                area=area,
                status=Status.VALUE if value is not None else Status.SUPPRESSED,
                base=2000 if value is not None else None,
            ),
            release="r",
            source="Registret",
        )
        for area, value in (("norr", norr), ("soder", soder))
    ]


def test_no_figure_of_then_that_is_hidden_now_shows_in_a_status(divided):
    """When it was decided Söder was counted for 2020; now it is hidden, and no gap of that year is told."""
    for loaded, figures in (
        ("2021-01-06", counted(2020, 95.0, 75.0)),
        ("2023-01-06", [*counted(2020, 95.0, None), *counted(2022, 90.0, 80.0)]),
    ):
        divided.evidence.save(figures, loaded=date.fromisoformat(loaded), came_from="register")
    gap = judged(divided, version_numbered(2), as_of=date(2023, 2, 1), public=True)[0].gap
    assert (gap.latest.period, gap.baseline, gap.reason) == (Period.of_year(2022), None, Reason.NO_BASELINE)
