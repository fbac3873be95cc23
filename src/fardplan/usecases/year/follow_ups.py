"""Telling how it went: one page with all that a person owes, saved as they write, ready by one click."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from fardplan.boards.chain import MEASURES
from fardplan.boards.cycle import FOLLOWED_UP
from fardplan.boards.follow_up import (
    FIELDS,
    ActivityState,
    Told,
    asked_of,
    check_ready,
    lacking,
    merged,
    plain_told,
    proposed_judgement,
)
from fardplan.boards.mastery import check_can_edit_here
from fardplan.boards.steps import WRITABLE, Move, State, can
from fardplan.boards.steps import check as check_policy
from fardplan.boards.subjects import Subject
from fardplan.boards.year_target import read_target
from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.assessing import Judgement
from fardplan.store import follow_ups as store
from fardplan.store import years
from fardplan.store.audit import record
from fardplan.store.follow_ups import Beside, FollowedUp
from fardplan.store.owed import organisations_owing, steps_at_work
from fardplan.store.plan_masters import master_of
from fardplan.store.turns import Turn, share_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.year import may
from fardplan.usecases.year.figures import Latest, latest_figures
from fardplan.usecases.year.gathering import Entry, Gathered, check_takes_part, gathered
from fardplan.vocabulary.errors import EditConflict, FieldConflict, NotFoundError, RuleError
from fardplan.vocabulary.status import Direction


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to tell of, as a person meets it.

    `told` is what is written, or while nobody has written the latest figure with last time's words.
    `proposed` is what the latest figure alone would say of the target, `by_outcome` what an outcome that was
    written and is another would. `lacks` is what must be there before it is ready. `beside`: wordings by
    others that were kept beside this one.
    """

    entry: Entry
    told: Told
    latest: Latest | None
    proposed: Judgement | None
    by_outcome: Judgement | None
    lacks: tuple[Sentence, ...]
    beside: tuple[Beside, ...]
    mine: bool

    @property
    def subject(self) -> Subject:
        return self.entry.subject

    @property
    def ref(self) -> str:
        return self.entry.subject.ref

    @property
    def revision(self) -> int:
        return self.entry.now.revision if self.entry.now else 0

    @property
    def is_ready(self) -> bool:
        return self.entry.is_ready

    @property
    def asked(self) -> tuple[str, ...]:
        return asked_of(self.subject.kind, individual=self.subject.by_sex)

    @property
    def simulated(self) -> bool:
        now = self.entry.now
        return self.subject.simulated or (now is not None and now.origin == "simulated")


@dataclass(frozen=True, slots=True)
class Sheet:
    """An organisation's part of the page: its things, and whether they can be written now."""

    found: Gathered
    owed: tuple[Owed, ...]
    writable: bool
    last_day: date
    may_hand_in: bool

    def only(self, refs: Collection[str]) -> "Sheet":
        """The same with some of its things alone."""
        return replace(self, owed=tuple(item for item in self.owed if item.ref in refs))

    @property
    def ready(self) -> int:
        return sum(1 for item in self.owed if item.is_ready)


def my_follow_ups(actor: Actor, home: Home, *, today: date) -> tuple[Sheet, ...]:
    """All that a person owes at the follow-ups that are open today, what is due first at the top.

    What they answer for by name, what they answer for while somebody is away, and what nobody is named for
    in the organisations that they write for. Only what is still to be written or was returned. An
    organisation whose follow-ups another system keeps is there with nothing to tell.
    """
    people = frozenset({actor.person, *actor.stands_in_for} - {None})
    sheets = []
    for step in steps_at_work(years.steps_of(), today):
        days = step.days
        if days.kind not in FOLLOWED_UP:
            continue
        keys = organisations_owing(step, people, may.written_for(actor), today)
        if keys:
            sheets += _sheets(actor, home, step.year, days.key, keys, today, mine_alone=True)
    shown = [item for item in sheets if item.owed or item.found.elsewhere]
    return tuple(sorted(shown, key=lambda item: item.last_day))


def organisation_s_follow_up(
    actor: Actor, home: Home, year: int, step: str, organisation: str, *, today: date
) -> Sheet:
    """All that an organisation tells of at a step. Raises `PermissionDenied` and `NotFoundError`."""
    found = _sheets(actor, home, year, step, [organisation], today, mine_alone=False)[0]
    if not any(item.mine for item in found.owed):
        may.check(may.can_read_year, actor)
    return found


def _sheets(
    actor: Actor,
    home: Home,
    year: int,
    step: str,
    keys: Sequence[str],
    today: date,
    *,
    mine_alone: bool,
) -> list[Sheet]:
    everything = gathered(year, step, keys, today=today)
    kept = store.besides(entry.now.number for found in everything for entry in found.entries if entry.now)
    asked = {
        (entry.subject.indicator, found.organisation.area)
        for found in everything
        for entry in found.entries
        if entry.subject.indicator
    }
    figures = latest_figures(home, asked, today)
    sheets = []
    for found in everything:
        entries = () if mine_alone and found.elsewhere else found.entries
        owed = tuple(_owed(actor, entry, found, figures, kept) for entry in entries)
        now = found.situation(today)
        sheets.append(
            Sheet(
                found,
                tuple(item for item in owed if not mine_alone or (item.mine and _is_mine(actor, item))),
                can(Move.WRITE, now, actor.name),
                now.last_day,
                may.can_write_for(actor, found.organisation.key),
            )
        )
    return [item for item in sheets if not mine_alone or item.found.submitted.state in WRITABLE]


def _is_mine(actor: Actor, item: Owed) -> bool:
    person = item.subject.responsible
    if person is None or person.account is None:
        return True
    return actor.answers_for(person.account)


def _owed(
    actor: Actor,
    entry: Entry,
    found: Gathered,
    figures: Mapping[tuple[str, str | None], Latest],
    kept: Sequence[Beside],
) -> Owed:
    subject = entry.subject
    latest = figures.get((subject.indicator, found.organisation.area)) if subject.indicator else None
    told = entry.now.told if entry.now else begun(subject, entry.before, latest)
    return Owed(
        entry,
        told,
        latest,
        _proposed(subject, latest.value, latest) if latest else None,
        None if latest and told.outcome == latest.value else _proposed(subject, told.outcome, latest),
        lacking(subject.kind, told, individual=subject.by_sex, ends=subject.ends),
        tuple(item for item in kept if entry.now and item.follow_up == entry.now.number),
        may.can_tell_of(actor, subject),
    )


def begun(subject: Subject, before: FollowedUp | None, latest: Latest | None) -> Told:
    """What stands there before anybody has written: the latest figure, and last time's words."""
    words = before.told.text if before else ""
    if subject.kind in MEASURES:
        value = latest.value if latest else None
        by_sex = latest if latest and subject.by_sex else None
        return Told(
            text=words,
            outcome=value,
            women=by_sex.women if by_sex else None,
            men=by_sex.men if by_sex else None,
        )
    if "activity" in asked_of(subject.kind):
        return _activity_begun(subject, before, words)
    return Told(text=words)


def _activity_begun(subject: Subject, before: FollowedUp | None, words: str) -> Told:
    """Where it stood last; what was delayed until a day that the plan has since taken up is under way."""
    activity, new_end = (before.told.activity, before.told.new_end) if before else (None, None)
    if new_end and subject.ends and new_end <= subject.ends:
        return Told(text=words, activity=ActivityState.UNDER_WAY)
    return Told(text=words, activity=activity, new_end=new_end)


def _proposed(subject: Subject, outcome: float | None, latest: Latest | None) -> Judgement | None:
    """What an outcome alone would say; nothing where it, the way that is wanted or the target is unknown."""
    wanted = subject.wanted or (latest.polarity if latest else None)
    if subject.kind not in MEASURES or wanted is None or outcome is None:
        return None
    target, _ = read_target(subject.target, subject.unit)
    if target is None:
        return None
    is_latest = latest is not None and outcome == latest.value
    return proposed_judgement(
        outcome,
        target,
        Direction(wanted),
        before=latest.before if latest else None,
        interval=latest.interval if latest and is_latest else None,
    )


class Choice(StrEnum):
    """What somebody chooses who was told that another wrote in the same place."""

    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: what stands there now, and whether another's changes were joined with it."""

    now: FollowedUp
    joined_with: str | None = None


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
    and both are told. Raises `RuleError` while it may not be written, or lacks something to be ready; what
    was written is then saved.
    """
    read, entry, latest = _read(actor, home, year, step, organisation, ref, today)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        held = years.locked_submission(read.step, organisation, by=actor.name)
        found = replace(read, year=years.year_of(year), submitted=held)
        _check_writable(found, actor, today)
        was = store.locked_follow_up(found.step, organisation, ref)
        if was and choice:
            base = was.told
            told = replace(told, text=f"{was.told.text}\n\n{told.text}") if choice is Choice.BOTH else told
        outcome = _save(found, entry, was, told, (revision, base), latest, actor, today)
    if isinstance(outcome, EditConflict):
        raise outcome
    return _marked(actor, found, entry, outcome, today) if ready else outcome


def _read(
    actor: Actor, home: Home, year: int, step: str, organisation: str, ref: str, today: date
) -> tuple[Gathered, Entry, Latest | None]:
    found = gathered(year, step, [organisation], today=today)[0]
    entry = next((item for item in found.entries if item.subject.ref == ref), None)
    if entry is None:
        raise _gone(ref)
    may.check(may.can_tell_of, actor, entry.subject)
    check_takes_part(found)
    return found, entry, _latest(home, found, entry.subject, today)


def _held(
    actor: Actor, home: Home, year: int, step: str, organisation: str, ref: str, today: date
) -> tuple[Gathered, Entry, Latest | None]:
    """The same, held until the transaction ends."""
    found, entry, latest = _read(actor, home, year, step, organisation, ref, today)
    held = years.locked_submission(found.step, organisation, by=actor.name)
    return replace(found, submitted=held), entry, latest


def _check_writable(found: Gathered, actor: Actor, today: date) -> None:
    """Raises `RuleError` while it is not to be written: the step is locked, or another system keeps it."""
    check_can_edit_here(master_of(found.year.year, found.organisation.key))
    check_policy(Move.WRITE, found.situation(today), actor.name)


def _latest(home: Home, found: Gathered, subject: Subject, today: date) -> Latest | None:
    asked = subject.indicator, found.organisation.area
    return latest_figures(home, [(asked[0], asked[1])], today).get((asked[0], asked[1])) if asked[0] else None


def _gone(ref: str) -> NotFoundError:
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
) -> Saved | EditConflict:
    joined = None
    if was and was.ready:
        changed = [name for name in FIELDS if getattr(told, name) != getattr(was.told, name)]
        return _beside(was, was.told, told, changed, actor, today) if changed else Saved(was)
    revision, base = saw
    if was and (was.revision != revision or base is not None):
        base = base or store.wording(was.number, revision) or begun(entry.subject, entry.before, latest)
        together = merged(base, was.told, told)
        if together.conflicts:
            return _beside(was, base, told, together.conflicts, actor, today)
        joined = was.written_by if together.told != told else None
        told = together.told
    if was and told == was.told:
        return Saved(was, joined)
    return Saved(_written(found, entry, was, told, latest, actor, today), joined)


def _written(
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
    _log(found, entry.subject, was, saved, actor)
    return saved


def _log(found: Gathered, subject: Subject, was: FollowedUp | None, saved: FollowedUp, actor: Actor) -> None:
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


def mark_ready(
    actor: Actor,
    home: Home,
    year: int,
    step: str,
    organisation: str,
    refs: Sequence[str],
    *,
    today: date,
) -> tuple[str, ...]:
    """Mark things ready as they stand; gives the references of those that lack something and are not ready.

    A thing that nobody has written of is ready as it was prefilled, where nothing lacks in that.
    """
    left = []
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found = gathered(year, step, [organisation], today=today)[0]
        check_takes_part(found)
        held = years.locked_submission(found.step, organisation, by=actor.name)
        found = replace(found, submitted=held)
        _check_writable(found, actor, today)
        there = {entry.subject.ref: entry for entry in found.entries}
        for ref in refs:
            if ref not in there:
                raise _gone(ref)
            may.check(may.can_tell_of, actor, there[ref].subject)
            latest = _latest(home, found, there[ref].subject, today)
            if not _is_marked(found, there[ref], latest, actor, today):
                left.append(ref)
            elif found.submitted.state is State.NOT_BEGUN:
                found = replace(found, submitted=replace(found.submitted, state=State.WRITING))
    return tuple(left)


def _is_marked(found: Gathered, entry: Entry, latest: Latest | None, actor: Actor, today: date) -> bool:
    subject = entry.subject
    was = store.locked_follow_up(found.step, found.organisation.key, subject.ref)
    told = was.told if was else begun(subject, entry.before, latest)
    if lacking(subject.kind, told, individual=subject.by_sex, ends=subject.ends):
        return False
    if was is None or not was.ready:
        _written(found, entry, was, told, latest, actor, today, ready=True)
    return True


def _marked(actor: Actor, found: Gathered, entry: Entry, saved: Saved, today: date) -> Saved:
    subject = entry.subject
    check_ready(subject.kind, saved.now.told, individual=subject.by_sex, ends=subject.ends)
    with transaction.atomic():
        share_turn(Turn.YEARS)
        held = years.locked_submission(found.step, found.organisation.key, by=actor.name)
        was = store.locked_follow_up(found.step, found.organisation.key, subject.ref)
        if was is not None and was.ready and was.told == saved.now.told:
            return Saved(was, saved.joined_with)
        if was is None or was.revision != saved.now.revision:
            raise RuleError(
                Sentence("somebody else wrote in it just now"),
                instead=Sentence("Read what it says, and mark it ready then."),
                outcome=Sentence("What you wrote is saved."),
            )
        _check_writable(replace(found, submitted=held), actor, today)
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
        _log(found, subject, was, now, actor)
    return Saved(now, saved.joined_with)


def write_on(
    actor: Actor, home: Home, year: int, step: str, organisation: str, ref: str, *, today: date
) -> Saved:
    """Take the mark away from a thing that is ready, to write on in it."""
    with transaction.atomic():
        share_turn(Turn.YEARS)
        found, entry, _ = _held(actor, home, year, step, organisation, ref, today)
        _check_writable(found, actor, today)
        was = store.locked_follow_up(found.step, organisation, ref)
        if was is None or not was.ready:
            raise RuleError(Sentence("it is not marked ready"), outcome=Sentence("Nothing was changed."))
        now = store.save_follow_up(
            found.step,
            organisation,
            ref,
            was.told,
            was=was,
            ready=False,
            by=actor.name,
            day=today,
            evidence=was.evidence,
        )
        _log(found, entry.subject, was, now, actor)
    return Saved(now)


def written_by_others(
    actor: Actor, sheets: Sequence[tuple[int, str, str]], *, since: datetime
) -> tuple[store.News, ...]:
    """What others have written since a moment in sheets: year, step and organisation of each. One query.

    Who does not read all of the boards' year is told of what they answer for alone.
    """
    people = frozenset({actor.person or 0, *actor.stands_in_for})
    return store.written_since(
        since, sheets, but=actor.name, people=None if may.can_read_year(actor) else people
    )
