"""Cases: the list, one case with all that a person needs to take it further, and opening one."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from fardplan.presentation.state_machine import Transition
from fardplan.roadmap.case import AMENDABLE, CASE, WRITABLE, Body, Move, Situation, State
from fardplan.roadmap.diff import differences
from fardplan.roadmap.milestone_diff import UnitOf, unitless
from fardplan.roadmap.parts import Kind, Part, fields_of, has
from fardplan.roadmap.referral import State as AnswerState
from fardplan.roadmap.version import Milestone, RoadmapVersion, Strategy, TargetArea
from fardplan.store import cases as kept
from fardplan.store.audit import record
from fardplan.store.cases import DraftChange, KeptCase, KeptStep
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.referrals import KeptAnswer, answers_asked_of, answers_of
from fardplan.store.roadmaps import all_versions, version_numbered
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.roadmaps import show
from fardplan.usecases.steering.case_rights import (
    can_move_case,
    can_prepare,
    can_write_answer,
    check_can_prepare,
    check_can_read_cases,
)
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case in the list: how many answers were asked for and have come, while or after it was referred."""

    case: KeptCase
    asked: int
    answered: int
    last_step: KeptStep | None


def may_open(actor: Actor) -> bool:
    """Whether somebody may open a case, for the list's own button."""
    return can_prepare(actor)


def list_cases(*, actor: Actor) -> tuple[ListedCase, ...]:
    """Every case, the newest first. Three queries."""
    check_can_read_cases(actor)
    found = kept.cases()
    steps = kept.steps_of([item.number for item in found])
    counts = kept.referral_counts()
    return tuple(
        ListedCase(
            item, *counts.get(item.number, (0, 0)), steps[item.number][-1] if steps[item.number] else None
        )
        for item in found
    )


@dataclass(frozen=True, slots=True)
class AreaText:
    """A target area of a text with what belongs to it."""

    area: TargetArea
    milestones: tuple[Milestone, ...]
    strategies: tuple[Strategy, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """All of a case. `ways` are those that the actor may take; `changed` tells what the text says that the
    edition it is compared with (`changed_since`) did not: what was referred, else what it began from.

    `may_write`: in the whole draft; `areas_to_write`: the target areas that the actor may write in.
    """

    case: KeptCase
    content: RoadmapVersion
    areas: tuple[AreaText, ...]
    steps: tuple[KeptStep, ...]
    answers: tuple[KeptAnswer, ...]
    ways: tuple[Transition[State, Move], ...]
    may_write: bool
    areas_to_write: frozenset[str]
    amends: bool
    doubts_left: int
    changed_since: int | None
    changed: tuple[Text, ...]
    names: dict[str, Text]

    @property
    def answered(self) -> int:
        return sum(item.state is AnswerState.ANSWERED for item in self.answers)


def case_page(number: int, *, actor: Actor, unit_of: UnitOf = unitless) -> CasePage:
    """One case. Raises `NotFoundError`. Constant queries."""
    check_can_read_cases(actor)
    case = kept.case_numbered(number)
    content = kept.content_of(number)
    listed = organisations()
    body_keys = bodies(listed)
    since = case.referred or case.based_on
    is_open = case.state in WRITABLE | AMENDABLE
    return CasePage(
        case=case,
        content=content,
        areas=areas_of(content),
        steps=kept.steps_of([number])[number],
        answers=answers_of(number),
        ways=tuple(
            item for item in CASE.after(case.state) if can_move_case(actor, item, body_keys.get(item.by))
        ),
        may_write=can_prepare(actor) and is_open,
        areas_to_write=frozenset(
            area.key for area in content.target_areas if is_open and can_prepare(actor, area.key)
        ),
        amends=case.state in AMENDABLE,
        doubts_left=kept.doubts_left(number) if case.document else 0,
        changed_since=since,
        changed=differences(version_numbered(since), content, unit_of) if since else (),
        names={item.key: item.name for item in listed},
    )


def areas_of(version: RoadmapVersion) -> tuple[AreaText, ...]:
    return tuple(
        AreaText(area, version.milestones_of(area.key), version.strategies_of(area.key))
        for area in version.target_areas
    )


def bodies(listed: tuple[KnownOrganisation, ...]) -> dict[str | None, str]:
    """The key of the organisation that is the executive board and of the one that is the council."""
    found: dict[str | None, str] = {}
    for item in listed:
        for body in Body:
            if item.kind == body.value and body not in found:
                found[body] = item.key
    return found


def situation_of(case: KeptCase, content: RoadmapVersion, today: date) -> Situation:
    """What the rules ask about a case."""
    steps = kept.steps_of([case.number])[case.number]
    answers = answers_of(case.number, case.referred) if case.state is State.REFERRED and case.referred else ()
    return Situation(
        state=case.state,
        today=today,
        last_step=steps[-1].day if steps else case.opened_on,
        doubts_left=kept.doubts_left(case.number) if case.document else 0,
        has_content=bool(content.milestones or content.strategies),
        referral_ends=case.referral_last_day,
        answers_missing=sum(item.state is not AnswerState.ANSWERED for item in answers),
    )


def open_from_edition(number: int | None, *, title: str, why: str, actor: Actor, today: date) -> int:
    """Open a case whose draft begins as an edition, the one that applies unless numbered; its number."""
    check_can_prepare(actor)
    with transaction.atomic():
        take_turn(Turn.CASES)
        base = version_numbered(number) if number is not None else show(as_of=today).version
        wording = title.strip() or base.title.sv
        content = base.model_copy(
            update={
                "title": Text(sv=wording, en=base.title.en if wording == base.title.sv else None),
                "dated": today.isoformat(),
                "drawn_up_by": actor.name,
                "based_on": base.number,
                "number": base.number + 1,
                "why": Text(sv=why.strip()) if why.strip() else None,
                "decision": None,
                "dnr": None,
            }
        )
        opened = kept.open_case(
            title=wording,
            dnr=None,
            content=content,
            based_on=base.number,
            document=None,
            day=today,
            by=actor.name,
            origin=actor.origin,
        )
        record(
            actor.name,
            "open case",
            f"case {opened}",
            after={"title": wording, "based_on": base.number},
            why=why.strip() or None,
        )
    return opened


@dataclass(frozen=True, slots=True)
class DraftHistory:
    case: KeptCase
    changes: tuple[DraftChange, ...]


def draft_history(number: int, *, actor: Actor) -> DraftHistory:
    """What was done to a draft, save by save."""
    check_can_read_cases(actor)
    return DraftHistory(kept.case_numbered(number), kept.changes_of(number))


@dataclass(frozen=True, slots=True)
class DraftAt:
    """A draft as it stood after a save, and what changed from then until now."""

    case: KeptCase
    revision: int
    content: RoadmapVersion
    areas: tuple[AreaText, ...]
    since: tuple[Text, ...]


def draft_at(number: int, revision: int, *, actor: Actor, unit_of: UnitOf = unitless) -> DraftAt:
    check_can_read_cases(actor)
    case = kept.case_numbered(number)
    content = kept.content_at(number, revision)
    return DraftAt(
        case, revision, content, areas_of(content), differences(content, kept.content_of(number), unit_of)
    )


def begins_from(actor: Actor) -> tuple[RoadmapVersion, ...]:
    """The editions that a case can begin from, the latest first."""
    check_can_prepare(actor)
    return tuple(reversed(all_versions()))


def words_of(version: RoadmapVersion, part: Part) -> str:
    """A part by its own words, for headings and links; its key where the version no longer has it."""
    if part.kind is Kind.FRAME:
        return version.title.sv
    if not has(version, part):
        return part.key
    fields = fields_of(version, part)
    return fields.get("text_sv") or fields.get("name_sv", part.key)


def cases_with(milestone: str, states: Collection[State]) -> tuple[KeptCase, ...]:
    """The cases in one of these states that have a milestone in their text, the newest first."""
    part = Part(Kind.MILESTONE, milestone)
    return tuple(case for case in kept.cases(states) if has(kept.content_of(case.number), part))


def open_case_for(milestone: str, *, actor: Actor, today: date) -> int:
    """The newest case in which a milestone's text may be written; one is opened where there is none."""
    written_in = cases_with(milestone, WRITABLE)
    if written_in:
        return written_in[0].number
    return open_from_edition(None, title="", why="", actor=actor, today=today)


@dataclass(frozen=True, slots=True)
class AskedOfMe:
    """What organisations that a person answers for have been asked in referrals that are open."""

    answers: tuple[KeptAnswer, ...]


def asked_of(actor: Actor) -> AskedOfMe:
    """The open referrals that are a person's own to answer, the earliest last day first. Three queries.

    What is held for the whole city does not count: a strategist may answer for all, and owes none of them.
    """
    own = replace(actor, roles=frozenset())
    mine = [item.key for item in organisations() if can_write_answer(own, item.key)]
    return AskedOfMe(answers_asked_of(mine))
