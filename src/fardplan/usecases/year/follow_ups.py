"""All that a person or an organisation has to tell of at a follow-up, on one page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from fardplan.boards.chain import MEASURES
from fardplan.boards.cycle import FOLLOWED_UP
from fardplan.boards.follow_up import ActivityState, Told, asked_of, lacking, proposed_judgement
from fardplan.boards.steps import WRITABLE, Move, can
from fardplan.boards.subjects import Subject
from fardplan.boards.year_target import read_target
from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.assessing import Judgement
from fardplan.store import follow_ups as store
from fardplan.store import years
from fardplan.store.follow_ups import Beside, FollowedUp
from fardplan.store.owed import organisations_owing, steps_at_work
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.year import may
from fardplan.usecases.year.figures import Latest, latest_figures
from fardplan.usecases.year.gathering import Entry, Gathered, gathered
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
        latest_key(found, entry.subject)
        for found in everything
        for entry in found.entries
        if entry.subject.indicator
    }
    figures = latest_figures(home, asked, today)
    sheets = [
        _sheet(actor, found, () if mine_alone and found.elsewhere else found.entries, figures, kept, today)
        for found in everything
    ]
    if not mine_alone:
        return sheets
    return [
        replace(item, owed=tuple(one for one in item.owed if one.mine and _is_mine(actor, one)))
        for item in sheets
        if item.found.submitted.state in WRITABLE
    ]


def _sheet(
    actor: Actor,
    found: Gathered,
    entries: Iterable[Entry],
    figures: Mapping[tuple[str, str | None], Latest],
    kept: Sequence[Beside],
    today: date,
) -> Sheet:
    now = found.situation(today)
    return Sheet(
        found,
        tuple(_owed(actor, entry, found, figures, kept) for entry in entries),
        can(Move.WRITE, now, actor.name),
        now.last_day,
        may.can_write_for(actor, found.organisation.key),
    )


def sheet_of_one(actor: Actor, found: Gathered, entry: Entry, latest: Latest | None, today: date) -> Sheet:
    """The part of the page with one thing alone, as it stands in what was read already; one query."""
    figures = {(latest_key(found, entry.subject)): latest} if latest else {}
    kept = store.besides([entry.now.number]) if entry.now else ()
    return _sheet(actor, found, [entry], figures, kept, today)


def latest_key(found: Gathered, subject: Subject) -> tuple[str, str | None]:
    """What the latest figure of a thing is asked by: its indicator, and the organisation's area."""
    return subject.indicator or "", found.organisation.area


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
    latest = figures.get(latest_key(found, subject))
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
