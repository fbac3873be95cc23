"""Figures that wait for a statistician: what they would change, and saying yes or no to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fardplan.evidence.load import About
from fardplan.evidence.manifest import Vintage
from fardplan.evidence.report import Outcome, SaveReport, SeriesReport
from fardplan.files.disk import UNCHANGED
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store.audit import record
from fardplan.store.decisions import EditionDecision, add_decision, latest_decisions
from fardplan.usecases.actors import Actor, check_can_load_evidence
from fardplan.usecases.homes import Home
from fardplan.usecases.one_refresh import one_refresh_at_a_time
from fardplan.vocabulary.errors import NotFoundError, StorageError
from fardplan.vocabulary.observation import Observation, PublishedBasis


@dataclass(frozen=True, slots=True)
class Waiting:
    """An edition that waits: its figures, and what they would do to what is current."""

    vintage: Vintage
    figures: tuple[Observation, ...]
    report: SeriesReport

    @property
    def edition(self) -> str:
        """What its content is named by."""
        return self.report.edition


def waiting(home: Home) -> tuple[Waiting, ...]:
    """The newest edition of every series that waits and has neither been declined nor become current.

    One that was approved and never became current, since the program was cut off in between, waits still.
    """
    decided = latest_decisions()
    found = []
    for indicator in home.waiting.indicators():
        for vintage in home.waiting.vintages(indicator):
            if vintage.current:
                one = _of(home, vintage)
                if one and not _is_settled(home, one, decided.get((indicator, vintage.source, one.edition))):
                    found.append(one)
    return tuple(found)


def _is_settled(home: Home, one: Waiting, decision: EditionDecision | None) -> bool:
    """Whether it was declined, or approved and then became current, whatever is current now."""
    if decision is None or not decision.approved:
        return decision is not None
    return any(
        vintage.source == one.vintage.source and vintage.holds(one.edition)
        for vintage in home.evidence.vintages(one.vintage.indicator)
    )


def _of(home: Home, vintage: Vintage) -> Waiting | None:
    newest = home.waiting.current(vintage.indicator, vintage.source)
    if newest is None:
        return None
    report = home.evidence.preview(newest[1], loaded=vintage.loaded).series[0]
    return None if report.outcome is Outcome.UNCHANGED else Waiting(vintage, newest[1], report)


def approve(home: Home, indicator: str, *, actor: Actor, today: date, why: str | None = None) -> SaveReport:
    """Record who says yes to the figures of an indicator that wait, and make them current.

    Raises `NotFoundError` where none wait. Cut off in between, the figures wait until it is repeated, or
    until the next refresh.
    """
    check_can_load_evidence(actor)
    with one_refresh_at_a_time(home):
        found = _waiting_of(home, indicator)
        with transaction.atomic():
            for one in found:
                _decide(one, approved=True, actor=actor, today=today, why=why)
        return _made_current(home, found, today)


def _made_current(home: Home, found: Sequence[Waiting], today: date) -> SaveReport:
    try:
        return home.evidence.save(
            [_known_from(item, today) for one in found for item in one.figures],
            loaded=today,
            came_from=", ".join(sorted({one.vintage.came_from for one in found})),
            about={
                (one.vintage.indicator, one.vintage.source): About(
                    one.vintage.checks, one.vintage.answers, one.vintage.described
                )
                for one in found
            },
        )
    except StorageError as error:
        kept = "The figures are as they were, and the approval is kept: approve again when there is room."
        outcome = kept if error.outcome == UNCHANGED else error.outcome
        raise StorageError(error.what, where=error.where, instead=error.instead, outcome=outcome) from error


def _known_from(item: Observation, today: date) -> Observation:
    """Where the day of publication is unknown, a figure is known from the day it becomes current, not before.

    Those that were known already keep the day they had.
    """
    if item.provenance.published_basis is not PublishedBasis.LOADED:
        return item
    return replace(item, provenance=replace(item.provenance, published=today, loaded=today))


def decline(
    home: Home, indicator: str, *, actor: Actor, today: date, why: str | None = None
) -> tuple[Waiting, ...]:
    """Say no to the figures of an indicator that wait: the same figures will not wait again.

    Raises `NotFoundError` where none wait.
    """
    check_can_load_evidence(actor)
    with one_refresh_at_a_time(home):
        found = _waiting_of(home, indicator)
        with transaction.atomic():
            for one in found:
                _decide(one, approved=False, actor=actor, today=today, why=why)
    return found


def _waiting_of(home: Home, indicator: str) -> tuple[Waiting, ...]:
    everything = waiting(home)
    found = tuple(one for one in everything if one.vintage.indicator == indicator)
    if found:
        return found
    there = {item.key for item in home.city.indicators}
    if indicator not in there and not home.waiting.vintages(indicator):
        raise NotFoundError(
            Sentence("there is no indicator '{indicator}'", indicator=indicator),
            instead=there_is(there, asked=indicator),
            outcome=Sentence("Nothing was changed."),
        )
    others = sorted({one.vintage.indicator for one in everything})
    raise NotFoundError(
        Sentence("no figures of '{indicator}' wait for approval", indicator=indicator),
        instead=Sentence("Those of {others} wait.", others=", ".join(others))
        if others
        else Sentence("No others wait either."),
        outcome=Sentence("Nothing was changed."),
    )


def _decide(one: Waiting, *, approved: bool, actor: Actor, today: date, why: str | None) -> None:
    vintage = one.vintage
    add_decision(
        EditionDecision(vintage.indicator, vintage.source, one.edition, approved, today, actor.name, why)
    )
    action = "approve figures" if approved else "decline figures"
    record(actor.name, action, vintage.indicator, after={"edition": one.edition}, why=why)
