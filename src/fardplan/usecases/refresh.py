"""Refreshing: ask the sources, look at what came, and make current what nothing speaks against."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from fardplan.evidence.report import Outcome, SeriesReport
from fardplan.evidence.store import EvidenceStore
from fardplan.indicators.asked import KoladaAsked
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.sources.asking.remembering import Network, RecallingAsker, RememberingAsker
from fardplan.sources.kolada.client import ADDRESS as KOLADA
from fardplan.store.audit import record
from fardplan.store.decisions import latest_decisions
from fardplan.usecases.actors import Actor, check_can_load_evidence
from fardplan.usecases.arrivals import (
    Arrived,
    Failed,
    Wanted,
    areas_asked,
    ask_kolada,
    wanted_series,
)
from fardplan.usecases.arriving import Arrival
from fardplan.usecases.homes import Home
from fardplan.usecases.one_refresh import one_refresh_at_a_time
from fardplan.usecases.outdated import outdated
from fardplan.usecases.pxweb_arrivals import ask_pxweb
from fardplan.usecases.refreshed import Refreshed, RefreshReport, SeriesRefreshed
from fardplan.usecases.skolverket_arrivals import NothingPlaced, ask_skolverket
from fardplan.usecases.whole_answers import Keeping
from fardplan.vocabulary.errors import (
    NotFoundError,
    RuleError,
    StorageError,
    UnreachableError,
)

FRESH = timedelta(hours=1)
"""What a source answered so recently is not asked again: an interrupted refresh goes on where it stopped."""

NO_FIGURES = Sentence(
    "The source has no figures for the areas that were asked for. Those that were loaded before are as they "
    "were."
)


@dataclass(frozen=True)
class Sources:
    """How sources are reached: over the network, or from what is kept where `network` is None.

    `kolada`: the address of Kolada's third version. `again`: also what was answered just now is asked for.
    """

    network: Network | None
    kolada: str = KOLADA
    again: bool = False


def refresh(
    home: Home,
    *,
    sources: Sources,
    actor: Actor,
    now: datetime,
    indicators: Collection[str] = (),
    kinds: Collection[str] = (),
    panel: bool = False,
    trial: bool = False,
) -> RefreshReport:
    """Ask for the series that the city's definitions want, and make current what may become so.

    All that came is made current at once, or nothing where the disk will not; a source that does not answer
    stops no other. `panel`: for every municipality. `trial`: nothing becomes current or waits. `now` has a
    time zone. Raises `NotFoundError` where nothing can be asked for, and `StorageError` where another refresh
    does not come to an end.
    """
    check_can_load_evidence(actor)
    wanted = _wanted(home, indicators, kinds)
    with one_refresh_at_a_time(home):
        asker = _asker(home, sources, now)
        today = now.astimezone().date()
        question = _Question(home, areas_asked(home, panel=panel), sources.kolada, now)
        came = _ask_for(question, wanted, asker)
        older = outdated(home, came) if asker.recalled else []
        if older:
            came = [one for one in came if one not in older]
            if isinstance(asker, RememberingAsker):
                asker.fresh = timedelta()
                came += _ask_for(question, [one.wanted for one in older], asker)
                older = []
        arrivals = [Arrival(home, one, today) for one in came if isinstance(one, Arrived)]
        series = [_failed(one) for one in came if isinstance(one, Failed)]
        series += [SeriesRefreshed(*_key(one.wanted), Refreshed.OLDER) for one in older]
        series += _kept(home, arrivals, actor, today, trial=trial)
    ordered = sorted(series, key=lambda item: (item.indicator, item.source))
    recalled = min((one.seen for one in asker.recalled), default=None)
    return RefreshReport(tuple(ordered), len(set(asker.used)), saved=not trial, recalled=recalled)


@dataclass(frozen=True, slots=True)
class _Question:
    home: Home
    areas: tuple[str, ...]
    kolada: str
    now: datetime


def _ask_for(question: _Question, wanted: Sequence[Wanted], asker: Keeping) -> list[Arrived | Failed]:
    """What came of each series, from whichever kind of source."""
    home, today = question.home, question.now.astimezone().date()
    of_kolada = [one for one in wanted if isinstance(one.source.asks, KoladaAsked)]
    came: list[Arrived | Failed] = []
    if of_kolada:
        came += ask_kolada(home, of_kolada, asker, question.areas, question.kolada, today)
    came += ask_pxweb(home, wanted, asker, today)
    came += ask_skolverket(home, wanted, asker, question.now)
    return came


def _key(wanted: Wanted) -> tuple[str, str]:
    return wanted.definition.key, wanted.name


def _wanted(home: Home, indicators: Collection[str], kinds: Collection[str]) -> tuple[Wanted, ...]:
    there = {item.key for item in home.city.indicators}
    for key in indicators:
        if key not in there:
            raise NotFoundError(
                Sentence("there is no indicator '{key}'", key=key), instead=there_is(there, asked=key)
            )
    found = wanted_series(home, indicators, kinds)
    if not found:
        askable = {one.definition.key for one in wanted_series(home)}
        raise NotFoundError(
            Sentence("none of these figures can be asked for over the network"),
            instead=there_is(askable)
            if askable
            else Sentence("No definition of the city says what to ask (`asks`)."),
            outcome=Sentence("Nothing was asked."),
        )
    return found


def _asker(home: Home, sources: Sources, now: datetime) -> Keeping:
    if sources.network is None:
        return RecallingAsker(home.snapshots)
    return RememberingAsker(sources.network, home.snapshots, now, timedelta() if sources.again else FRESH)


@dataclass
class _Sorted:
    """Arrivals by what is to become of them: current `now`, `later` perhaps, or nothing; and what was told.

    `same`: those that are current already. `declined`: those that a statistician has said no to.
    """

    now: list[Arrival] = field(default_factory=list)
    later: list[Arrival] = field(default_factory=list)
    same: list[Arrival] = field(default_factory=list)
    declined: list[Arrival] = field(default_factory=list)
    done: list[SeriesRefreshed] = field(default_factory=list)


def _kept(
    home: Home, arrivals: Sequence[Arrival], actor: Actor, today: date, *, trial: bool
) -> list[SeriesRefreshed]:
    """Make current what may become so and let wait what must; what became of each."""
    previews: dict[tuple[str, str], SeriesReport | None] = {}
    mixed: list[SeriesRefreshed] = []
    for arrival in arrivals:
        try:
            previews[arrival.key] = _preview(home, arrival, today)
        except RuleError as error:
            mixed.append(replace(_told(arrival, None, Refreshed.REFUSED, str(error)), error=error))
    found = _sorted([one for one in arrivals if one.key in previews], previews)
    if not trial:
        _make_so(home, found, previews, actor, today)
    return [
        *mixed,
        *found.done,
        *(_told(arrival, previews[arrival.key], Refreshed.WAITING) for arrival in found.later),
        *(_told(arrival, previews[arrival.key]) for arrival in found.now),
    ]


def _make_so(
    home: Home,
    found: _Sorted,
    previews: Mapping[tuple[str, str], SeriesReport | None],
    actor: Actor,
    today: date,
) -> None:
    """Note who does what, let wait what must, and only then make current: the order is for a cut in between.

    Nothing then becomes current that nobody is noted for, and nothing waits on that what is current has
    overtaken. The next refresh does what is missing.
    """
    later = [one for one in found.later if _is_new(home.waiting, one, today)]
    _log(actor, found.now, later, previews)
    try:
        _save(home.waiting, [*later, *_no_longer_waiting(home, found)], today)
        _save(home.evidence, found.now, today)
    except StorageError as error:
        record(actor.name, "refresh failed", "sources", why=str(error))
        raise


def _is_new(store: EvidenceStore, arrival: Arrival, today: date) -> bool:
    return store.preview(arrival.figures, loaded=today).series[0].outcome is not Outcome.UNCHANGED


def _no_longer_waiting(home: Home, found: _Sorted) -> list[Arrival]:
    """What is current or was declined, where something else has waited: then nothing waits any more."""
    settled = (*found.now, *found.same, *found.declined)
    return [arrival for arrival in settled if home.waiting.current(*arrival.key)]


def _preview(home: Home, arrival: Arrival, today: date) -> SeriesReport | None:
    """What becoming current would do; None where there is no figure at all.

    Raises `RuleError` where the indicator has simulated figures.
    """
    if not any(item.value is not None for item in arrival.figures):
        return None
    return home.evidence.preview(arrival.figures, loaded=today).series[0]


def _sorted(arrivals: Sequence[Arrival], previews: Mapping[tuple[str, str], SeriesReport | None]) -> _Sorted:
    decisions, found = latest_decisions(), _Sorted()
    for arrival in arrivals:
        report = previews[arrival.key]
        if report is None:
            found.done.append(_told(arrival, None, Refreshed.REFUSED, NO_FIGURES))
        elif report.outcome is Outcome.UNCHANGED:
            found.same.append(arrival)
            found.done.append(_told(arrival, report))
        elif (decision := decisions.get((*arrival.key, report.edition))) and not decision.approved:
            found.declined.append(arrival)
            found.done.append(_told(arrival, report, Refreshed.DECLINED, decision.why))
        elif decision or not arrival.must_wait():
            found.now.append(arrival)
        else:
            found.later.append(arrival)
    return found


def _save(store: EvidenceStore, arrivals: Sequence[Arrival], today: date) -> None:
    if arrivals:
        store.save(
            [item for arrival in arrivals for item in arrival.figures],
            loaded=today,
            came_from=", ".join(sorted({arrival.came_from for arrival in arrivals})),
            about={arrival.key: arrival.about for arrival in arrivals},
        )


def _log(
    actor: Actor,
    now: Sequence[Arrival],
    later: Sequence[Arrival],
    previews: Mapping[tuple[str, str], SeriesReport | None],
) -> None:
    told = {
        "current": [_named(arrival, previews) for arrival in now],
        "waiting": [_named(arrival, previews) for arrival in later],
    }
    if now or later:
        record(actor.name, "refresh evidence", "sources", after=told)


def _named(arrival: Arrival, previews: Mapping[tuple[str, str], SeriesReport | None]) -> dict[str, str]:
    report = previews[arrival.key]
    assert report is not None  # what has no figure at all is refused
    indicator, source = arrival.key
    return {
        "indicator": indicator,
        "source": source,
        "edition": report.edition,
        "outcome": report.outcome.value,
    }


def _became(report: SeriesReport) -> Refreshed:
    """New figures beside those that were known are no revision of them."""
    if report.outcome is Outcome.REVISED and report.added and not (report.changed or report.withdrawn):
        return Refreshed.NEW
    return Refreshed(report.outcome.value)


def _told(
    arrival: Arrival, report: SeriesReport | None, outcome: Refreshed | None = None, why: str | None = None
) -> SeriesRefreshed:
    became = outcome or (_became(report) if report else Refreshed.REFUSED)
    return SeriesRefreshed(*arrival.key, became, report, arrival.checks, why)


def _failed(one: Failed) -> SeriesRefreshed:
    outcome = Refreshed.REFUSED
    if isinstance(one.error, UnreachableError):
        outcome = Refreshed.UNREACHABLE
    elif isinstance(one.error, NothingPlaced):
        outcome = Refreshed.UNPLACED
    return SeriesRefreshed(
        one.wanted.definition.key, one.wanted.name, outcome, why=str(one.error), error=one.error
    )
