"""Keeping candidates: name and reasons, put aside, taken up, made a proposal."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from fardplan.presentation.numbers import as_given
from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.case import CLOSED, WRITABLE, State
from fardplan.roadmap.workbench.kept import (
    CandidateMove,
    CandidateState,
    KeptCandidate,
    check_can_move,
    check_can_propose,
)
from fardplan.store.audit import record
from fardplan.store.candidates import (
    add_candidate,
    candidate_numbered,
    change_candidate,
    wordings_of,
)
from fardplan.store.cases import KeptCase
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.calibration import weigh
from fardplan.usecases.homes import Home
from fardplan.usecases.roadmaps import show
from fardplan.usecases.steering.answers import answers_of, is_by_context, rule_of
from fardplan.usecases.steering.candidate_pages import candidate_of, weighed_on
from fardplan.usecases.steering.case_editing import set_milestone_target
from fardplan.usecases.steering.cases import cases_with, open_case_for
from fardplan.usecases.steering.desks import desk_of
from fardplan.usecases.steering.editions import milestone_in
from fardplan.usecases.steering.workbench import Asked
from fardplan.usecases.workbench_rights import (
    check_can_keep,
    check_can_propose_for,
)
from fardplan.vocabulary.errors import (
    EditConflict,
    FieldConflict,
    InputError,
    RuleError,
)

UNCHANGED = Sentence("Nothing was changed.")


def keep_candidate(
    home: Home, milestone: str, asked: Asked, *, name: str, reasons: str, actor: Actor, today: date
) -> KeptCandidate:
    """Keep a level and a year with the answers of the day. Without a `name` it is called by what it asks.

    Raises `InputError` without level or year, and as the workbench does for what cannot be weighed.
    """
    applying = show(as_of=today)
    found = milestone_in(applying.version, milestone)
    check_can_keep(actor, found.target_area)
    if asked.level is None or asked.year is None:
        raise InputError(
            Sentence("a candidate is a level and a year"),
            instead=Sentence("Give both, then keep it."),
            outcome=UNCHANGED,
        )
    desk = desk_of(home, applying.version, found, indicator=asked.indicator, day=today)
    on = desk.bench
    if on is None:
        raise RuleError(Sentence("the milestone cannot be weighed with this indicator"), outcome=UNCHANGED)
    weighed = weigh(on, asked.level, asked.year, asked.rule)
    with transaction.atomic():
        kept = add_candidate(
            milestone=found.key,
            indicator=on.definition.key,
            name=name.strip() or _called(on.definition.unit.label.sv, asked.level, asked.year),
            level=asked.level,
            year=asked.year,
            reasons=reasons.strip(),
            answers=answers_of(on, weighed, rule=asked.rule, fingerprint=desk.fingerprint, day=today),
            based_on=applying.version.number,
            day=today,
            by=actor.name,
            origin=actor.origin,
        )
        record(actor.name, "keep candidate", _subject(kept), after=_plain(kept), why=kept.reasons or None)
    return kept


def edit_candidate(
    milestone: str,
    number: int,
    *,
    revision: int,
    name: str,
    reasons: str,
    actor: Actor,
    today: date,
) -> KeptCandidate:
    """Change name and reasons. Raises `EditConflict` when somebody has saved it since `revision`."""
    kept = _mine(milestone, number, actor, today)
    state = check_can_move(kept.state, CandidateMove.EDIT)
    if not name.strip():
        raise InputError(Sentence("the candidate has no name"), outcome=UNCHANGED)
    return _saved(
        kept,
        "edit candidate",
        revision=revision,
        name=name.strip(),
        reasons=reasons.strip(),
        state=state,
        actor=actor,
        today=today,
    )


def move_candidate(
    milestone: str, number: int, move: CandidateMove, *, revision: int, actor: Actor, today: date
) -> KeptCandidate:
    """Put a candidate aside, or take it up again."""
    kept = _mine(milestone, number, actor, today)
    state = check_can_move(kept.state, move)
    action = "put candidate aside" if move is CandidateMove.DROP else "take candidate up"
    return _saved(
        kept,
        action,
        revision=revision,
        name=kept.name,
        reasons=kept.reasons,
        state=state,
        actor=actor,
        today=today,
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """A candidate whose level and year stand in the draft of `case`, which may have been `opened` for it.

    `elsewhere`: the open cases that have the milestone too, but whose text is frozen.
    """

    candidate: KeptCandidate
    case: int
    opened: bool
    elsewhere: tuple[KeptCase, ...]


def propose_candidate(
    home: Home, milestone: str, number: int, *, revision: int, actor: Actor, today: date
) -> Proposed:
    """Make a candidate the milestone's level and year in the roadmap's draft, for the reasons it has.

    It is weighed anew, and the answers of the day are kept with it beside those of the day it was first kept.
    """
    version = show(as_of=today).version
    found = milestone_in(version, milestone)
    check_can_propose_for(actor, found.target_area)
    kept = candidate_of(milestone, number)
    check_can_propose(
        kept.state,
        kept.reasons,
        by_context=is_by_context(kept.answers),
        year=kept.year,
        this_year=today.year,
    )
    weighed = weighed_on(home, kept, today)
    on, calibration = weighed.desk.bench, weighed.found
    if on is None or calibration is None:
        raise RuleError(Sentence("the candidate cannot be weighed today"), outcome=UNCHANGED)
    rule = rule_of(kept.answers)
    answers = answers_of(on, calibration, rule=rule, fingerprint=weighed.desk.fingerprint, day=today)
    with transaction.atomic():
        take_turn(Turn.CASES)
        _check_still(kept, revision)
        opened = not cases_with(kept.milestone, WRITABLE)
        case = _into_draft(kept, actor=actor, today=today)
        saved = _saved(
            kept,
            "propose candidate",
            revision=revision,
            name=kept.name,
            reasons=kept.reasons,
            state=CandidateState.PROPOSED,
            actor=actor,
            today=today,
            case=case,
            answers=answers,
        )
    return Proposed(saved, case, opened, cases_with(kept.milestone, set(State) - WRITABLE - CLOSED))


def _check_still(kept: KeptCandidate, revision: int) -> None:
    """Whoever waited for their turn may find that somebody else has changed or proposed it meanwhile."""
    now = candidate_numbered(kept.number)
    if now.revision != revision:
        raise _conflict(now, revision, kept.name, kept.reasons)


def _into_draft(kept: KeptCandidate, *, actor: Actor, today: date) -> int:
    """The number of the case whose draft now has the level and the year."""
    case = open_case_for(kept.milestone, actor=actor, today=today)
    set_milestone_target(
        case,
        kept.milestone,
        level=kept.level,
        year=kept.year,
        why=kept.reasons,
        actor=actor,
        today=today,
    )
    return case


def _saved(
    kept: KeptCandidate,
    action: str,
    *,
    revision: int,
    name: str,
    reasons: str,
    state: CandidateState,
    actor: Actor,
    today: date,
    case: int | None = None,
    answers: dict[str, Any] | None = None,
) -> KeptCandidate:
    with transaction.atomic():
        saved = change_candidate(
            kept.number,
            revision=revision,
            name=name,
            reasons=reasons,
            state=state,
            day=today,
            by=actor.name,
            case=case,
            answers=answers,
        )
        now = candidate_numbered(kept.number)
        if not saved:
            raise _conflict(now, revision, name, reasons)
        record(
            actor.name, action, _subject(now), before=_plain(kept), after=_plain(now), why=now.reasons or None
        )
    return now


def _conflict(now: KeptCandidate, revision: int, name: str, reasons: str) -> EditConflict:
    """Somebody saved since: what both began from, what they wrote and what was written here."""
    base = next((item for item in wordings_of(now.number) if item.revision == revision), None)
    pairs = (
        ("name", base.name if base else None, now.name, name),
        ("reasons", base.reasons if base else None, now.reasons, reasons),
    )
    return EditConflict(
        Sentence("{name} saved the candidate while you had it open", name=now.updated_by),
        fields=tuple(FieldConflict(*pair) for pair in pairs if pair[2] != pair[3]),
        revision=now.revision,
        by=now.updated_by,
    )


def _mine(milestone: str, number: int, actor: Actor, today: date) -> KeptCandidate:
    """A candidate that the actor may change."""
    found = milestone_in(show(as_of=today).version, milestone)
    check_can_keep(actor, found.target_area)
    return candidate_of(milestone, number)


def _called(unit: str, level: float, year: int) -> str:
    return f"{as_given(level, 'sv')} {unit} {year}"


def _subject(kept: KeptCandidate) -> str:
    return f"candidate {kept.number} of milestone {kept.milestone}"


def _plain(kept: KeptCandidate) -> dict[str, Any]:
    return {
        "name": kept.name,
        "level": kept.level,
        "year": kept.year,
        "indicator": kept.indicator,
        "reasons": kept.reasons,
        "state": kept.state,
    }
