"""Telling how it went: saved as they write, on top of what they saw, and nobody's words are lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction

from fardplan.boards.follow_up import FIELDS, Told, check_ready, merged, plain_told
from fardplan.boards.mastery import check_can_edit_here
from fardplan.boards.steps import Move, State
from fardplan.boards.steps import check as check_policy
from fardplan.boards.subjects import Subject
from fardplan.presentation.sentences import Sentence
from fardplan.store import follow_ups as store
from fardplan.store import years
from fardplan.store.audit import record
from fardplan.store.follow_ups import FollowedUp
from fardplan.store.plan_masters import master_of
from fardplan.store.turns import Turn, share_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.year import may
from fardplan.usecases.year.figures import Latest, latest_figures
from fardplan.usecases.year.follow_ups import Sheet, begun, latest_key, sheet_of_one
from fardplan.usecases.year.gathering import Entry, Gathered, check_takes_part, gathered
from fardplan.vocabulary.errors import EditConflict, FieldConflict, NotFoundError, NotReadyError


class Choice(StrEnum):
    """What somebody chooses who was told that another wrote in the same place."""

    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the part of the page as it stands now, and whose changes were joined with it."""

    now: FollowedUp
    joined_with: str | None
    sheet: Sheet


def tell(
    actor: Actor,
    home: Home,
    year: int,
    step: str,
    organisation: str,
    ref: str,
    told: Told,
    *,
    today: date,
    revision: int = 0,
    base: Told | None = None,
    choice: Choice | None = None,
    ready: bool = False,
) -> Saved:
    """Save what somebody writes of a thing, on top of what they saw; marked ready if they say so.

    What they saw is the wording of a `revision`, or `base`: what a page showed, or has sent since.
    Who has been told of another's wording and chooses says so: `MINE` stands in its place, `BOTH` puts the
    texts after each other. What another has changed meanwhile in other fields or paragraphs is joined with
    it. Raises `EditConflict` where both changed the same: the other's stands, this one is kept beside it,
    and both are told. Raises `RuleError` while it may not be written, and `NotReadyError` where it lacks
    something to be ready: what was written is then saved.
    """
    read, entry, latest = _read(actor, home, year, step, organisation, ref, today)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        held = years.locked_submission(read.step, organisation, by=actor.name)
        found = replace(read, year=years.year_of(year), submitted=held)
        check_writable(found, actor, today)
        was = store.locked_follow_up(found.step, organisation, ref)
        if was and choice:
            base = was.told
            told = replace(told, text=f"{was.told.text}\n\n{told.text}") if choice is Choice.BOTH else told
        outcome = _save(found, entry, was, told, (revision, base), latest, actor, today)
    if isinstance(outcome, EditConflict):
        raise outcome
    now, joined_with = outcome
    if ready:
        now = _marked(actor, found, entry, now, today)
    sheet = sheet_of_one(actor, found, replace(entry, now=now), latest, today)
    return Saved(now, joined_with, sheet)


def _read(
    actor: Actor, home: Home, year: int, step: str, organisation: str, ref: str, today: date
) -> tuple[Gathered, Entry, Latest | None]:
    found = gathered(year, step, [organisation], today=today)[0]
    entry = next((item for item in found.entries if item.subject.ref == ref), None)
    if entry is None:
        raise gone(ref)
    may.check(may.can_tell_of, actor, entry.subject)
    check_takes_part(found)
    return found, entry, latest_of(home, found, entry.subject, today)


def held(
    actor: Actor, home: Home, year: int, step: str, organisation: str, ref: str, today: date
) -> tuple[Gathered, Entry, Latest | None]:
    """The same, held until the transaction ends."""
    found, entry, latest = _read(actor, home, year, step, organisation, ref, today)
    held = years.locked_submission(found.step, organisation, by=actor.name)
    return replace(found, submitted=held), entry, latest


def check_writable(found: Gathered, actor: Actor, today: date) -> None:
    """Raises `RuleError` while it is not to be written: the step is locked, or another system keeps it."""
    check_can_edit_here(master_of(found.year.year, found.organisation.key))
    check_policy(Move.WRITE, found.situation(today), actor.name)


def latest_of(home: Home, found: Gathered, subject: Subject, today: date) -> Latest | None:
    """The latest figure of a thing's indicator, where it has one."""
    asked = latest_key(found, subject)
    return latest_figures(home, [asked], today).get(asked) if asked[0] else None


def gone(ref: str) -> NotFoundError:
    return NotFoundError(
        Sentence("there is nothing '{ref}' to tell of here", ref=ref),
        instead=Sentence("It may have been dropped from the plan. Load the page again."),
        outcome=Sentence("Nothing was saved."),
    )


def _save(
    found: Gathered,
    entry: Entry,
    was: FollowedUp | None,
    told: Told,
    saw: tuple[int, Told | None],
    latest: Latest | None,
    actor: Actor,
    today: date,
) -> tuple[FollowedUp, str | None] | EditConflict:
    joined = None
    if was and was.ready:
        changed = [name for name in FIELDS if getattr(told, name) != getattr(was.told, name)]
        return _beside(was, was.told, told, changed, actor, today) if changed else (was, None)
    revision, base = saw
    if was and (was.revision != revision or base is not None):
        base = base or store.wording(was.number, revision) or begun(entry.subject, entry.before, latest)
        together = merged(base, was.told, told)
        if together.conflicts:
            return _beside(was, base, told, together.conflicts, actor, today)
        joined = was.written_by if together.told != told else None
        told = together.told
    if was and told == was.told:
        return was, joined
    return written(found, entry, was, told, latest, actor, today), joined


def written(
    found: Gathered,
    entry: Entry,
    was: FollowedUp | None,
    told: Told,
    latest: Latest | None,
    actor: Actor,
    today: date,
    *,
    ready: bool = False,
) -> FollowedUp:
    from_figure = latest is not None and told.outcome is not None and told.outcome == latest.value
    saved = store.save_follow_up(
        found.step,
        found.organisation.key,
        entry.subject.ref,
        told,
        was=was,
        ready=ready,
        by=actor.name,
        day=today,
        evidence=latest.plain if latest and from_figure else None,
    )
    if found.submitted.state is State.NOT_BEGUN:
        years.move_submission(found.submitted, Move.WRITE, State.WRITING, by=actor.name, day=today)
    log_told(found, entry.subject, was, saved, actor)
    return saved


def log_told(
    found: Gathered, subject: Subject, was: FollowedUp | None, saved: FollowedUp, actor: Actor
) -> None:
    before, after = _logged(was), _logged(saved)
    changed = [name for name in after if before.get(name) != after[name]]
    record(
        actor.name,
        "follow up",
        f"{found.year.year} {found.step.days.key} {found.organisation.key} {subject.ref}",
        before={name: before.get(name) for name in changed},
        after={name: after[name] for name in changed},
    )


def _logged(item: FollowedUp | None) -> dict[str, Any]:
    return {**plain_told(item.told if item else Told()), "ready": item.ready if item else False}


def _beside(
    was: FollowedUp, base: Told, mine: Told, names: Sequence[str], actor: Actor, today: date
) -> EditConflict:
    store.keep_beside(was, mine, by=actor.name, day=today)
    written_by = was.written_by or ""
    return EditConflict(
        Sentence("{person} wrote in the same place at the same time", person=written_by),
        fields=tuple(
            FieldConflict(name, *(_as_text(getattr(item, name)) for item in (base, was.told, mine)))
            for name in names
        ),
        revision=was.revision,
        by=written_by,
    )


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)


def _marked(actor: Actor, found: Gathered, entry: Entry, saved: FollowedUp, today: date) -> FollowedUp:
    subject = entry.subject
    check_ready(subject.kind, saved.told, individual=subject.by_sex, ends=subject.ends)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        held = years.locked_submission(found.step, found.organisation.key, by=actor.name)
        was = store.locked_follow_up(found.step, found.organisation.key, subject.ref)
        if was is not None and was.ready and was.told == saved.told:
            return was
        if was is None or was.revision != saved.revision:
            raise NotReadyError(
                Sentence("somebody else wrote in it just now"),
                instead=Sentence("Read what it says, and mark it ready then."),
                outcome=Sentence("What you wrote is saved."),
            )
        check_writable(replace(found, submitted=held), actor, today)
        now = store.save_follow_up(
            found.step,
            found.organisation.key,
            subject.ref,
            was.told,
            was=was,
            ready=True,
            by=actor.name,
            day=today,
            evidence=was.evidence,
        )
        log_told(found, subject, was, now, actor)
    return now
