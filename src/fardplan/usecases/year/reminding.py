"""Reminders by e-mail: one digest a person and day at most, with a link straight to what they owe."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.reminders import CATCH_UP, OFFSETS, Owed, is_time, reminders
from fardplan.boards.steps import WRITABLE, is_locked
from fardplan.presentation.sentences import Sentence
from fardplan.store import reminders as store
from fardplan.store import years
from fardplan.store.audit import record
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.progress import contacts
from fardplan.store.reminders import Receiver
from fardplan.store.roles import coordinators
from fardplan.store.years import KnownStep
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.gathering import Gathered, gathered, takes_part
from fardplan.usecases.year.letters import Letter, World, letter, step_name
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.text import Text

__all__ = ["Letter", "Reminded", "Unreachable", "due_letters", "remind"]

Send = Callable[[EmailMessage], int]
"""Hands a letter over to the mail server; gives how many it took."""

LONG_AGO = timedelta(days=OFFSETS[-1] + CATCH_UP)
"""So long after its last day nobody is reminded of a thing any more."""

NOBODY = ""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Something that nobody could be told of, and why: who owes it is away without a deputy, or unknown."""

    organisation: Text
    step: Text
    person: str | None


@dataclass(frozen=True, slots=True)
class Reminded:
    """What a run did: letters sent, letters that the mail server did not take, and what reached nobody."""

    letters: tuple[Letter, ...]
    failed: tuple[Letter, ...]
    unreachable: tuple[Unreachable, ...]


def due_letters(actor: Actor, *, today: date) -> Reminded:
    """The letters of today that have not been sent, without sending any: what a run would do."""
    may.check(may.can_coordinate, actor)
    return _due(today)


def remind(actor: Actor, *, today: date, send: Send | None = None) -> Reminded:
    """Send the letters of today; run again the same day, it sends only what was never taken.

    Each is taken in the database before it is sent, so that a run that is cut off sends nobody two; who then
    got none is reminded on the next day. Raises `RuleError` where the city has said no mail server, or not
    where the links of a letter lead.
    """
    may.check(may.can_coordinate, actor)
    if send is None and not settings.LETTERS_ARE_SENT:
        raise RuleError(
            Sentence("no mail server has been given, so nothing can be sent"),
            instead=Sentence(
                "Set FARDPLAN_MAIL and FARDPLAN_MAIL_FROM, or look first: fardplan remind --dry-run"
            ),
            outcome=Sentence("Nothing was sent."),
        )
    if not settings.ADDRESS:
        raise RuleError(
            Sentence("no address of the workspace has been given, so a letter could link to nothing"),
            instead=Sentence("Set FARDPLAN_ADDRESS, or look first: fardplan remind --dry-run"),
            outcome=Sentence("Nothing was sent."),
        )
    found = _due(today)
    sent, failed = [], []
    for one in found.letters:
        if not store.claim(one.receiver.person, today, items=one.items):
            continue
        written = EmailMessage(one.subject, one.body, None, [one.receiver.email], reply_to=one.answers_to)
        if not (send or _send)(written):
            failed.append(one)
            continue
        store.mark_sent(one.receiver.person, today)
        sent.append(one)
    if sent or failed:
        with transaction.atomic():
            after = {"sent": len(sent), "failed": len(failed), "day": today.isoformat()}
            record(actor.name, "remind", f"reminders {today}", after=after)
    return Reminded(tuple(sent), tuple(failed), found.unreachable)


def _send(written: EmailMessage) -> int:
    try:
        return int(written.send())
    except OSError:  # no answer, a refused connection, or the server's own refusal
        return 0


def _due(today: date) -> Reminded:
    there = {item.key: item for item in organisations()}
    receivers = store.receivers()
    owed, steps = _owed(today, there, receivers)
    claimed = store.claimed_on(today)
    last = {str(person): day for person, day in store.last_sent().items()}
    last |= {str(person): today for person in claimed}
    found = reminders([item for item in owed if item.person != NOBODY], store.leaves(today), last, today)
    of_nobody = [item for item in owed if item.person == NOBODY and is_time(item.last_day, today, None)]
    world = World(receivers, coordinators(today), there, steps)
    letters = tuple(
        letter(digest, world) for digest in found.digests if _reaches(receivers.get(int(digest.person)))
    )
    unreachable = tuple(
        Unreachable(there[item.organisation].name, step_name(steps[item.step]), _name(item.person, receivers))
        for item in (*found.unreachable, *of_nobody)
    )
    return Reminded(letters, (), unreachable)


def _reaches(receiver: Receiver | None) -> bool:
    return receiver is not None and receiver.wants and bool(receiver.email)


def _name(person: str, receivers: Mapping[int, Receiver]) -> str | None:
    found = receivers.get(int(person)) if person else None
    return found.name if found else None


def _owed(
    today: date, there: Mapping[str, KnownOrganisation], receivers: Mapping[int, Receiver]
) -> tuple[list[Owed], Mapping[str, KnownStep]]:
    """Everything that is owed today, by whom; each step by its year and key."""
    to_write: dict[str, list[int]] = {}
    for contact in contacts(None, today):
        to_write.setdefault(contact.organisation, []).append(contact.person)
    found: list[Owed] = []
    steps = {}
    known_years = {item.year: item for item in years.years()}
    for step in years.steps_of():
        days = step.days
        if days.kind is StepKind.BUDGET or not days.opens <= today <= days.decided_by + LONG_AGO:
            continue
        key = f"{step.year} {days.key}"
        steps[key] = step
        part = [
            item for item in there.values() if item.is_unit or takes_part(item, known_years[step.year], step)
        ]
        for item in gathered(step.year, days.key, [one.key for one in part], today=today):
            found += _of_one(item, key, to_write, receivers, today)
    return found, steps


def _of_one(
    found: Gathered,
    step: str,
    to_write: Mapping[str, list[int]],
    receivers: Mapping[int, Receiver],
    today: date,
) -> Iterable[Owed]:
    now = found.situation(today)
    ended = found.organisation.valid_to is not None and found.organisation.valid_to < today
    if now.state not in WRITABLE or now.kept_in or found.year.is_closed or ended:
        return
    if is_locked(now) and today > now.locks_after + LONG_AGO:
        return
    controllers = _controllers(found.organisation, to_write)
    everybody: list[int | None] = [*controllers] or [None]
    owing: dict[int | None, int] = {}
    for entry in found.entries:
        if entry.is_ready:
            continue
        person = entry.subject.responsible.account if entry.subject.responsible else None
        for one in [person] if person in receivers else everybody:
            owing[one] = owing.get(one, 0) + 1
    all_ready = bool(found.entries) and not owing
    if found.step.days.kind not in FOLLOWED_UP or all_ready:
        owing = dict.fromkeys(everybody, 1)  # it is to be handed in
    for person, items in owing.items():
        yield Owed(
            str(person) if person else NOBODY,
            found.organisation.key,
            step,
            now.last_day,
            items,
            all_ready=all_ready,
            locked=is_locked(now),
        )


def _controllers(item: KnownOrganisation, to_write: Mapping[str, list[int]]) -> list[int]:
    return to_write.get(item.key) or to_write.get(item.parent or "") or []
