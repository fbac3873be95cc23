"""Refreshing: from what sources answer to what is current, waits, or did not come."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fardplan.fakes.faults import Faults
from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue, kpi_record
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.store.models import AuditEvent
from fardplan.usecases.actors import Actor
from fardplan.usecases.approvals import approve, decline, waiting
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.refresh import Sources, refresh
from fardplan.usecases.refreshed import Refreshed, RefreshReport
from fardplan.vocabulary.check import CheckName, Severity
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied, StorageError
from fardplan.vocabulary.observation import Origin, PublishedBasis
from tests.builders import observation, provenance
from tests.sources.asking.scripted import Clock
from tests.usecases.conftest import TODAY

NOW = datetime(2021, 3, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
SOURCE = "RKA: Behöriga (N15436)"
ASKS = "asks: {kind: kolada, kpi: N15436, published: {month: 9, day: 25}}"
YEARS = {2010 + number: 80 + number / 2 for number in range(9)} | {2019: 85.2, 2020: 85.6}


@pytest.fixture(scope="module")
def asking_city(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city, whose first indicator says what to ask Kolada for, and has no figures of its own."""
    folder = tmp_path_factory.mktemp("asking") / "lillkoping"
    shutil.copytree(city, folder)
    path = folder / "indicators/behoriga.yaml"
    source = "  - {key: kolada, name: Behöriga, publisher: RKA, code: N15436, address: 'https://example.org/kolada'}"
    text = path.read_text("utf-8")
    assert source in text
    asked = source[:-1] + f", {ASKS}}}"
    path.write_text(text.replace(source, asked), "utf-8")
    return folder


@pytest.fixture
def home(db: None, asking_city: Path, tmp_path: Path, strategist: Actor) -> Home:
    return create_home(
        tmp_path / "home", str(asking_city), actor=strategist, today=TODAY, with_figures=False
    ).home


def held(values: dict[int, float | None], **more: Any) -> FakeKolada:
    """A Kolada with the city's figures, and the country's."""
    of_city = [FakeValue("N15436", "9999", year, "T", value) for year, value in values.items()]
    of_country = [FakeValue("N15436", "0000", year, "T", 80.0) for year in values]
    return FakeKolada(
        [*of_city, *of_country], **{"kpis": (kpi_record("N15436", "Behöriga, andel (%)"),)} | more
    )


@pytest.fixture
def asker() -> Iterator[HttpAsker]:
    asking = HttpAsker(Manners(attempts=6, pace=Pace(10_000, 1.0)), timer=Clock(), chance=lambda: 0.5)
    yield asking
    asking.close()


def refreshed(
    home: Home,
    asker: HttpAsker,
    data: FakeKolada,
    actor: Actor,
    now: datetime = NOW,
    faults: Faults | None = None,
    **more: Any,
) -> RefreshReport:
    with FakeKoladaServer(data, faults=faults or Faults()) as fake:
        # The same address each time, as of the same source.
        asker.pacing.own.clear()
        sources = Sources(asker, fake.v3)
        return refresh(home, sources=sources, actor=actor, now=now, **more)


def known(home: Home, area: str = "9999") -> dict[str, float | None]:
    return {str(item.period): item.value for item in home.evidence.series("behoriga") if item.area == area}


def outcomes(report: RefreshReport) -> list[tuple[str, str, list[str]]]:
    return [
        (item.indicator, item.outcome, [check.name.value for check in item.checks]) for item in report.series
    ]


def test_figures_arrive_with_their_source_and_become_current(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    report = refreshed(home, asker, held(YEARS), statistician)

    assert outcomes(report) == [("behoriga", Refreshed.NEW, [])]
    assert known(home) == {str(year): value for year, value in YEARS.items()}
    assert known(home, "0000") == {str(year): 80.0 for year in YEARS}
    (vintage,) = home.evidence.vintages("behoriga")
    assert (vintage.source, vintage.rows, vintage.described) == (
        SOURCE,
        22,
        "Behöriga, andel (%). Påhittat nyckeltal.",
    )
    assert len(vintage.answers) == report.answers == 2
    first = home.evidence.series("behoriga")[-1].provenance
    assert (first.address, first.licence) == (
        "https://api.kolada.se/v3/data/kpi/N15436/municipality/9999/year/2020",
        "CC BY 4.0; Källa: Kolada",
    )
    assert (str(first.published), first.published_basis) == ("2020-09-25", PublishedBasis.CALENDAR)


def test_the_same_again_changes_nothing(home: Home, asker: HttpAsker, statistician: Actor) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    report = refreshed(home, asker, held(YEARS), statistician, LATER)

    assert outcomes(report) == [("behoriga", Refreshed.UNCHANGED, [])]
    assert len(home.evidence.vintages("behoriga")) == 1


def test_a_new_year_and_a_revision_become_current_and_are_told(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    report = refreshed(home, asker, held(YEARS | {2019: 85.3, 2021: 85.9}), statistician, LATER)

    [series] = report.series
    assert (series.outcome, [check.name for check in series.checks]) == (
        Refreshed.REVISED,
        [CheckName.REVISED],
    )
    assert series.report is not None
    assert (series.report.added, series.report.changed, series.report.withdrawn) == (2, 1, 0)
    assert known(home)["2019"] == 85.3
    assert home.evidence.series("behoriga", as_of=TODAY)[-2].value == 85.2


@pytest.mark.parametrize(
    ("arriving", "check"),
    [
        ({year: value for year, value in YEARS.items() if year != 2017}, CheckName.GONE),
        (YEARS | {2018: None}, CheckName.GONE),
        (YEARS | {2018: 0.0}, CheckName.ZEROS),
        (YEARS | {2021: 40.0}, CheckName.JUMP),
        (YEARS | {2021: 850.9}, CheckName.RANGE),
    ],
)
def test_what_may_be_wrong_waits_and_what_was_known_stays(
    home: Home, asker: HttpAsker, statistician: Actor, arriving: dict[int, float | None], check: CheckName
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    report = refreshed(home, asker, held(arriving), statistician, LATER)

    [series] = report.series
    assert series.outcome is Refreshed.WAITING
    assert check in {one.name for one in series.checks if one.severity is Severity.STOP}
    assert known(home) == {str(year): value for year, value in YEARS.items()}
    assert [one.vintage.checks for one in waiting(home)] == [series.checks]


def test_what_waits_becomes_current_when_it_is_approved(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    day = LATER.date() + timedelta(days=2)
    approve(home, "behoriga", actor=statistician, today=day, why="Skolverket bekräftar")

    assert known(home)["2021"] == 40.0
    assert waiting(home) == ()
    assert [item.name for item in home.evidence.vintages("behoriga")[-1].checks] == [CheckName.JUMP]
    again = refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER + timedelta(days=3))
    assert outcomes(again)[0][1] is Refreshed.UNCHANGED


def test_what_waited_is_known_from_the_day_it_became_current_where_no_day_of_publication_is_told(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    """A decision that was taken while it waited was taken without it."""
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    day = LATER.date() + timedelta(days=2)
    approve(home, "behoriga", actor=statistician, today=day)

    def known_on(of: date) -> dict[str, float | None]:
        own = [item for item in home.evidence.series("behoriga", as_of=of) if item.area == "9999"]
        return {str(item.period): item.value for item in own}

    before = {str(year): value for year, value in YEARS.items()}
    assert known_on(day - timedelta(days=1)) == before
    assert known_on(day) == before | {"2021": 40.0}


def test_what_was_declined_does_not_wait_again(home: Home, asker: HttpAsker, statistician: Actor) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    decline(home, "behoriga", actor=statistician, today=LATER.date(), why="Fel i källan")
    report = refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER + timedelta(days=1))

    [series] = report.series
    assert (series.outcome, series.why) == (Refreshed.DECLINED, "Fel i källan")
    assert waiting(home) == ()
    assert "2021" not in known(home)


def test_what_waited_waits_no_more_when_the_source_takes_it_back(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    refreshed(home, asker, held(YEARS), statistician, LATER + timedelta(days=1))

    assert waiting(home) == ()


def test_what_waited_waits_no_more_when_the_source_returns_to_what_was_declined(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    decline(home, "behoriga", actor=statistician, today=LATER.date())
    refreshed(home, asker, held(YEARS | {2021: 30.0}), statistician, LATER + timedelta(days=1))
    assert len(waiting(home)) == 1
    report = refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER + timedelta(days=2))

    assert outcomes(report)[0][1] is Refreshed.DECLINED
    assert waiting(home) == ()


def test_who_made_what_current_is_noted_before_it_is(
    home: Home, asker: HttpAsker, statistician: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StorageError("the disk is full", outcome="Nothing was changed.")

    monkeypatch.setattr(home.evidence, "save", full)
    with pytest.raises(StorageError):
        refreshed(home, asker, held(YEARS), statistician)
    monkeypatch.undo()
    refreshed(home, asker, held(YEARS), statistician)

    edition = {
        "indicator": "behoriga",
        "source": SOURCE,
        "edition": home.evidence.vintages("behoriga")[0].id,
        "outcome": "new",
    }
    told = {"current": [edition], "waiting": []}
    assert [(row.action, row.after, row.why) for row in AuditEvent.objects.order_by("id")][-3:] == [
        ("refresh evidence", told, None),
        ("refresh failed", None, "the disk is full\nNothing was changed."),
        ("refresh evidence", told, None),
    ]


def test_what_waits_is_noted_once(home: Home, asker: HttpAsker, statistician: Actor) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    rows = AuditEvent.objects.count()
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER + timedelta(days=1))

    assert AuditEvent.objects.count() == rows


def test_an_approval_that_was_cut_off_waits_to_be_repeated(
    home: Home, asker: HttpAsker, statistician: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StorageError("the disk is full", outcome="Nothing was changed.")

    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    day = LATER.date()
    monkeypatch.setattr(home.evidence, "save", full)
    with pytest.raises(StorageError) as error:
        approve(home, "behoriga", actor=statistician, today=day)
    monkeypatch.undo()

    assert str(error.value) == (
        "the disk is full\n"
        "The figures are as they were, and the approval is kept: approve again when there is room."
    )
    assert len(waiting(home)) == 1
    assert "2021" not in known(home)
    approve(home, "behoriga", actor=statistician, today=day)
    assert known(home)["2021"] == 40.0
    assert waiting(home) == ()


@pytest.mark.parametrize("decide", [approve, decline])
def test_nothing_that_waits_is_nothing_to_decide_on(home: Home, statistician: Actor, decide: Any) -> None:
    with pytest.raises(NotFoundError) as error:
        decide(home, "behoriga", actor=statistician, today=TODAY)
    assert str(error.value) == (
        "no figures of 'behoriga' wait for approval\nNo others wait either.\nNothing was changed."
    )
    with pytest.raises(NotFoundError) as error:
        decide(home, "behorig", actor=statistician, today=TODAY)
    assert str(error.value) == (
        "there is no indicator 'behorig'\n"
        "There is: behoriga, otrygga. Did you mean 'behoriga'?\n"
        "Nothing was changed."
    )


def test_whose_figures_wait_is_told_to_who_decides_on_others(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    refreshed(home, asker, held(YEARS | {2021: 40.0}), statistician, LATER)
    with pytest.raises(NotFoundError, match=r"wait for approval\nThose of behoriga wait\."):
        approve(home, "otrygga", actor=statistician, today=TODAY)


def test_a_trial_changes_nothing(home: Home, asker: HttpAsker, statistician: Actor) -> None:
    report = refreshed(home, asker, held(YEARS), statistician, trial=True)

    assert (outcomes(report), report.saved) == ([("behoriga", Refreshed.NEW, [])], False)
    assert home.evidence.vintages("behoriga") == ()
    assert waiting(home) == ()


def test_faults_that_pass_change_nothing(home: Home, asker: HttpAsker, statistician: Actor) -> None:
    faults = Faults(too_many=3, down=4, truncated=5, broken_json=7)
    report = refreshed(home, asker, held(YEARS), statistician, faults=faults)

    assert outcomes(report) == [("behoriga", Refreshed.NEW, [])]


def test_a_source_that_is_down_is_told_and_leaves_what_is_known(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    report = refreshed(home, asker, held(YEARS | {2021: 86.0}), statistician, LATER, Faults(down=1))

    [series] = report.series
    assert series.outcome is Refreshed.UNREACHABLE
    assert series.why is not None
    assert "gave no answer that can be used: it answers 503" in series.why
    assert "2021" not in known(home)


def test_a_key_figure_that_the_source_no_longer_has_keeps_its_figures(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    report = refreshed(home, asker, FakeKolada(), statistician, LATER)

    [series] = report.series
    assert (series.outcome, series.why) == (
        Refreshed.REFUSED,
        "The source has no figures for the areas that were asked for. Those that were loaded before are as "
        "they were.",
    )
    assert CheckName.RETIRED in {check.name for check in series.checks}
    assert len(known(home)) == len(YEARS)


def test_another_description_waits(home: Home, asker: HttpAsker, statistician: Actor) -> None:
    refreshed(home, asker, held(YEARS), statistician)
    redefined = kpi_record("N15436", "Behöriga, andel (%)", description="Nu utan nyinvandrade")
    report = refreshed(home, asker, held(YEARS | {2021: 86.0}, kpis=(redefined,)), statistician, LATER)

    assert outcomes(report) == [("behoriga", Refreshed.WAITING, ["redefined"])]


def test_everything_can_be_read_again_without_a_network(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    with FakeKoladaServer(held(YEARS)) as fake:
        address = fake.v3
        refresh(home, sources=Sources(asker, address), actor=statistician, now=NOW, trial=True)
    report = refresh(home, sources=Sources(None, address), actor=statistician, now=LATER)

    assert outcomes(report) == [("behoriga", Refreshed.NEW, [])]
    assert len(known(home)) == len(YEARS)


def test_what_was_answered_just_now_is_not_asked_again(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    with FakeKoladaServer(held(YEARS)) as fake:
        sources = Sources(asker, fake.v3)
        refresh(home, sources=sources, actor=statistician, now=datetime.now(UTC), trial=True)
        asked = len(fake.calls)
        report = refresh(home, sources=sources, actor=statistician, now=Clock().now())
        assert len(fake.calls) == asked
        assert report.recalled is not None
        again = refresh(home, sources=replace(sources, again=True), actor=statistician, now=Clock().now())

    assert (len(fake.calls), again.recalled) == (2 * asked, None)


@pytest.mark.parametrize("kept", [True, False])
def test_an_older_answer_to_the_same_in_other_words_does_not_take_the_place_of_a_newer(
    home: Home, asker: HttpAsker, statistician: Actor, kept: bool
) -> None:
    """Asked for by its city alone and with all municipalities: of one way an older answer is kept."""
    with FakeKoladaServer(held(YEARS)) as fake:
        sources, clock = Sources(asker, fake.v3), Clock()
        refresh(home, sources=sources, actor=statistician, now=clock.now(), panel=True, trial=True)
        asker.timer.wait(60.0)
        fake.hold(held(YEARS | {2021: 86.0}))
        refresh(home, sources=sources, actor=statistician, now=asker.timer.now())
        assert known(home)["2021"] == 86.0
        asker.timer.wait(60.0)
        again = Sources(None, fake.v3) if kept else sources
        report = refresh(home, sources=again, actor=statistician, now=asker.timer.now(), panel=True)

    assert outcomes(report)[0][1] is (Refreshed.OLDER if kept else Refreshed.UNCHANGED)
    assert (report.recalled is None) is not kept
    assert known(home)["2021"] == 86.0
    assert len(home.evidence.vintages("behoriga")) == 1


def test_other_municipalities_stay_when_only_the_city_is_asked_about(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    panel = held(YEARS)
    others = [FakeValue("N15436", "0180", year, "T", 88.0) for year in YEARS]
    refreshed(home, asker, replace(panel, values=[*panel.values, *others]), statistician, panel=True)
    refreshed(home, asker, held(YEARS | {2021: 86.0}), statistician, LATER)

    assert known(home, "0180") == {str(year): 88.0 for year in YEARS}
    assert known(home)["2021"] == 86.0


def test_who_may_not_load_may_not_refresh(home: Home, asker: HttpAsker, visitor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        refreshed(home, asker, held(YEARS), visitor)


@pytest.mark.parametrize(
    ("indicators", "said"),
    [
        (["behorig"], "there is no indicator 'behorig'"),
        (["otrygga"], "none of these figures can be asked for over the network\nThere is: behoriga."),
    ],
)
def test_what_cannot_be_asked_for(
    home: Home, asker: HttpAsker, statistician: Actor, indicators: list[str], said: str
) -> None:
    with pytest.raises(NotFoundError, match=said):
        refreshed(home, asker, held(YEARS), statistician, indicators=indicators)


def test_two_at_once_do_not_mix(
    home: Home, asker: HttpAsker, statistician: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fardplan.files.disk import locked
    from fardplan.usecases import one_refresh as module

    monkeypatch.setattr(module, "PATIENCE", 0.1)
    home.snapshots.folder.mkdir(parents=True)
    with (
        locked(home.snapshots.folder, 1.0),
        pytest.raises(StorageError, match="another refresh of this home has been going on"),
    ):
        refreshed(home, asker, held(YEARS), statistician)


def test_figures_of_an_indicator_that_is_simulated_are_refused_and_stop_no_other(
    home: Home, asker: HttpAsker, statistician: Actor
) -> None:
    made_up = provenance(source="Påhitt", origin=Origin.SIMULATED)
    figure = observation(2018, 80.0, indicator="behoriga", area="9999", provenance=made_up)
    home.evidence.save([figure], loaded=TODAY, came_from="påhitt")
    report = refreshed(home, asker, held(YEARS), statistician)

    [series] = report.series
    assert series.outcome is Refreshed.REFUSED
    assert series.why is not None
    assert "a series is one or the other, never both" in series.why
    assert [item.value for item in home.evidence.series("behoriga")] == [80.0]


def test_setting_up_again_does_not_bring_back_figures_that_came_with_the_city(
    home: Home, asker: HttpAsker, statistician: Actor, strategist: Actor
) -> None:
    figures = Path(home.city_source) / "figures.csv"
    shipped = [row for row in home.city.figures if row.indicator == "behoriga"]
    assert figures.is_file()
    assert shipped
    refreshed(home, asker, held(YEARS), statistician)
    create_home(home.path, home.city_source, actor=strategist, today=TODAY)

    assert known(home) == {str(year): value for year, value in YEARS.items()}
    assert [item.source for item in home.evidence.vintages("behoriga")] == [SOURCE]
