"""What was decided is corrected by decision alone: both values stay, with the decision between them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from fardplan.boards.chain import ItemKind
from fardplan.boards.follow_up import FIELDS, Told, plain_told, read_told
from fardplan.boards.steps import Move
from fardplan.boards.steps import check as check_policy
from fardplan.presentation.sentences import Sentence
from fardplan.store import follow_ups as store
from fardplan.store.audit import record
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.follow_ups import Corrected, FollowedUp
from fardplan.store.turns import Turn, share_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.gathering import Gathered, gathered_one
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError


@dataclass(frozen=True, slots=True)
class Standing:
    """What is told of a thing with what decisions have corrected in it, in order; `as_decided` came first."""

    as_decided: Told
    now: Told
    corrections: tuple[Corrected, ...]


def standing(item: FollowedUp, corrections: tuple[Corrected, ...]) -> Standing:
    """A follow-up as it stands after those of the corrections that are about it."""
    mine = tuple(one for one in corrections if one.subject == subject_of(item))
    plain = plain_told(item.told)
    for one in mine:
        plain[one.field] = one.after
    return Standing(item.told, read_told(plain), mine)


def subject_of(item: FollowedUp) -> str:
    return f"follow_up {item.number}"


def correct(
    actor: Actor,
    year: int,
    step: str,
    organisation: str,
    ref: str,
    told: Told,
    *,
    why: str,
    decision: TakenDecision,
    today: date,
) -> tuple[Corrected, ...]:
    """Correct what a board decided, in a closed year too; gives a correction for every field that differs.

    The wording that was decided stays as it is; the corrections stand beside it. Raises `RuleError` where
    the board has not decided yet, and `InputError` where nothing differs.
    """
    may.check(may.can_coordinate, actor)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found = gathered_one(year, step, organisation, today=today)
        check_policy(Move.CORRECT, found.situation(today), actor.name, comment=why, decided=decision.day)
        item = _followed_up(found, ref)
        was = standing(item, store.corrections(year, [organisation])).now
        changed = [name for name in FIELDS if getattr(was, name) != getattr(told, name)]
        if not changed:
            raise InputError(
                Sentence("nothing differs from what stands there"),
                instead=Sentence("Change what is to be corrected."),
                outcome=Sentence("Nothing was changed."),
            )
        kept = replace(decision, number=record_decision(decision, by=actor.name))
        before, after = plain_told(was), plain_told(told)
        made = tuple(
            Corrected(
                organisation,
                subject_of(item),
                name,
                before[name],
                after[name],
                why,
                kept,
                actor.name,
                today,
                step,
            )
            for name in changed
        )
        for one in made:
            store.add_correction(year, one)
        record(
            actor.name,
            "correct",
            f"{year} {step} {organisation} {ref}",
            before=_chosen(before, changed),
            after=_chosen(after, changed),
            why=why,
            decision=decision.reference,
        )
    return made


def _chosen(plain: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: plain[name] for name in names}


def _followed_up(found: Gathered, ref: str) -> FollowedUp:
    there = store.follow_ups(
        found.year.year, step=found.step.days.key, organisations=[found.organisation.key]
    )
    item = next((one for one in there if one.ref == ref), None)
    if item is None:
        raise NotFoundError(
            Sentence("nothing was told of '{ref}'", ref=ref), outcome=Sentence("Nothing was changed.")
        )
    return item


@dataclass(frozen=True, slots=True)
class Corrigible:
    """A thing that can be corrected, as it stands, with what is asked of it."""

    found: Gathered
    title: str
    kind: ItemKind
    item: FollowedUp
    standing: Standing
    by_sex: bool


def to_correct(actor: Actor, year: int, step: str, organisation: str, ref: str, *, today: date) -> Corrigible:
    """What a board decided of a thing, to be corrected. Raises as `correct` does."""
    may.check(may.can_coordinate, actor)
    found = gathered_one(year, step, organisation, today=today)
    entry = next((item for item in found.entries if item.subject.ref == ref), None)
    if entry is None or entry.now is None:
        raise NotFoundError(Sentence("nothing was told of '{ref}'", ref=ref))
    if found.submitted.decision is None:
        raise RuleError(
            Sentence("the board has not decided it yet"),
            instead=Sentence("It can still be changed by those who write it."),
        )
    made = store.corrections(year, [organisation])
    subject = entry.subject
    return Corrigible(
        found, subject.title, subject.kind, entry.now, standing(entry.now, made), subject.by_sex
    )
