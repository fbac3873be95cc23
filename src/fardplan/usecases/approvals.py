"""Figures that wait for a statistician: what they would change, and saying yes or no to them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.evidence.load import About
from fardplan.evidence.manifest import Vintage
from fardplan.evidence.report import Outcome, SaveReport, SeriesReport
from fardplan.store.audit import record
from fardplan.store.decisions import EditionDecision, add_decision, latest_decisions
from fardplan.usecases.actors import Actor, check_can_load_evidence
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import NotFoundError, known
from fardplan.vocabulary.observation import Observation


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
    """The newest edition of every series that waits and has neither been decided on nor become current."""
    decided = latest_decisions()
    found = []
    for indicator in home.waiting.indicators():
        for vintage in home.waiting.vintages(indicator):
            if vintage.current:
                one = _of(home, vintage)
                if one and (indicator, vintage.source, one.edition) not in decided:
                    found.append(one)
    return tuple(found)


def _of(home: Home, vintage: Vintage) -> Waiting | None:
    newest = home.waiting.current(vintage.indicator, vintage.source)
    if newest is None:
        return None
    report = home.evidence.preview(newest[1], loaded=vintage.loaded).series[0]
    return None if report.outcome is Outcome.UNCHANGED else Waiting(vintage, newest[1], report)


def approve(
    home: Home, indicator: str, *, actor: Actor, today: date, why: str | None = None
) -> tuple[SaveReport, ...]:
    """Make the figures of an indicator that wait current, and record who said so.

    Raises `NotFoundError` where none wait.
    """
    check_can_load_evidence(actor)
    saved = []
    for one in _waiting_of(home, indicator):
        with transaction.atomic():
            saved.append(
                home.evidence.save(
                    one.figures,
                    loaded=today,
                    came_from=one.vintage.came_from,
                    about={
                        (indicator, one.vintage.source): About(
                            one.vintage.checks, one.vintage.answers, one.vintage.described
                        )
                    },
                )
            )
            _decide(one, approved=True, actor=actor, today=today, why=why)
    return tuple(saved)


def decline(
    home: Home, indicator: str, *, actor: Actor, today: date, why: str | None = None
) -> tuple[Waiting, ...]:
    """Say no to the figures of an indicator that wait: the same figures will not wait again.

    Raises `NotFoundError` where none wait.
    """
    check_can_load_evidence(actor)
    found = _waiting_of(home, indicator)
    with transaction.atomic():
        for one in found:
            _decide(one, approved=False, actor=actor, today=today, why=why)
    return found


def _waiting_of(home: Home, indicator: str) -> tuple[Waiting, ...]:
    everything = waiting(home)
    found = tuple(one for one in everything if one.vintage.indicator == indicator)
    if not found:
        raise NotFoundError(
            f"no figures of '{indicator}' wait for approval",
            instead=known({one.vintage.indicator for one in everything}, asked=indicator),
            outcome="Nothing was changed.",
        )
    return found


def _decide(one: Waiting, *, approved: bool, actor: Actor, today: date, why: str | None) -> None:
    vintage = one.vintage
    add_decision(
        EditionDecision(vintage.indicator, vintage.source, one.edition, approved, today, actor.name, why)
    )
    action = "approve figures" if approved else "decline figures"
    record(actor.name, action, vintage.indicator, after={"edition": one.edition}, why=why)
