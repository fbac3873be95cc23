"""Reminders by e-mail: one digest a person and day at most, with a link straight to what they owe."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.reminders import CATCH_UP, OFFSETS, Digest, Line, Owed, is_time, reminders
from fardplan.boards.steps import WRITABLE, is_locked
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.store import reminders as store
from fardplan.store import years
from fardplan.store.audit import record
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.progress import contacts
from fardplan.store.reminders import Receiver
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.gathering import Gathered, gathered, takes_part
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.text import Language, Text

Send = Callable[[EmailMessage], int]
"""Hands a letter over to the mail server; gives how many it took."""

LONG_AGO = timedelta(days=OFFSETS[-1] + CATCH_UP)
"""So long after its last day nobody is reminded of a thing any more."""

NOBODY = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A reminder as it is sent: to whom, about how many things, and what it says."""

    receiver: Receiver
    items: int
    subject: str
    body: str


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


@dataclass(frozen=True, slots=True)
class _World:
    """What letters are written from: who receives, and what the organisations and steps are called."""

    receivers: Mapping[int, Receiver]
    organisations: Mapping[str, KnownOrganisation]
    steps: Mapping[str, Text]


def due_letters(actor: Actor, *, today: date) -> Reminded:
    """The letters of today that have not been sent, without sending any: what a run would do."""
    may.check(may.can_coordinate, actor)
    return _due(today)


def remind(actor: Actor, *, today: date, send: Send | None = None) -> Reminded:
    """Send the letters of today; run again the same day, it sends only what was never taken.

    Each is taken in the database before it is sent, so that a run that is cut off sends nobody two; who then
    got none is reminded on the next day. Raises `RuleError` where the city has said no mail server.
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
    found = _due(today)
    sent, failed = [], []
    for letter in found.letters:
        if not store.claim(letter.receiver.person, today, items=letter.items):
            continue
        taken = (send or _send)(EmailMessage(letter.subject, letter.body, None, [letter.receiver.email]))
        if not taken:
            failed.append(letter)
            continue
        store.mark_sent(letter.receiver.person, today)
        sent.append(letter)
    if sent or failed:
        with transaction.atomic():
            after = {"sent": len(sent), "failed": len(failed), "day": today.isoformat()}
            record(actor.name, "remind", f"reminders {today}", after=after)
    return Reminded(tuple(sent), tuple(failed), found.unreachable)


def _send(letter: EmailMessage) -> int:
    try:
        return int(letter.send())
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
    world = _World(receivers, there, steps)
    letters = tuple(
        _letter(digest, world) for digest in found.digests if _reaches(receivers.get(int(digest.person)))
    )
    unreachable = tuple(
        Unreachable(there[item.organisation].name, steps[item.step], _name(item.person, receivers))
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
) -> tuple[list[Owed], Mapping[str, Text]]:
    """Everything that is owed today, by whom; each step's name by its year and key."""
    to_write: dict[str, list[int]] = {}
    for contact in contacts(None, today):
        to_write.setdefault(contact.organisation, []).append(contact.person)
    found: list[Owed] = []
    names = {}
    known_years = {item.year: item for item in years.years()}
    for step in years.steps_of():
        days = step.days
        if days.kind is StepKind.BUDGET or not days.opens <= today <= days.decided_by + LONG_AGO:
            continue
        key = f"{step.year} {days.key}"
        names[key] = Text(sv=f"{days.name.sv} {step.year}", en=f"{days.name.en or days.name.sv} {step.year}")
        part = [
            item for item in there.values() if item.is_unit or takes_part(item, known_years[step.year], step)
        ]
        for item in gathered(step.year, days.key, [one.key for one in part], today=today):
            found += _of_one(item, key, to_write, receivers, today)
    return found, names


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
    if found.step.days.kind not in FOLLOWED_UP or (found.entries and not owing):
        owing = dict.fromkeys(everybody, 1)  # it is to be handed in
    for person, items in owing.items():
        yield Owed(str(person) if person else NOBODY, found.organisation.key, step, now.last_day, items)


def _controllers(item: KnownOrganisation, to_write: Mapping[str, list[int]]) -> list[int]:
    return to_write.get(item.key) or to_write.get(item.parent or "") or []


def _letter(digest: Digest, world: _World) -> Letter:
    receiver = world.receivers[int(digest.person)]
    language: Language = "en" if receiver.language == "en" else "sv"
    items = sum(line.owed.open_items for line in digest.lines)
    told = [
        translate("Hello {name},", language, name=receiver.first_name or receiver.name),
        translate("this is left for you in the boards' year:", language),
        "\n".join(_line(line, world, language) for line in digest.lines),
        translate(
            "Everything is on one page, filled in with the latest figures and your last words:", language
        )
        + f"\n{settings.ADDRESS}/arbete/uppfoljning/",
        translate(
            "You get at most one such letter a day. Turn them off, or name a deputy while you are away, "
            "under your own data.",
            language,
        ),
    ]
    body = "\n\n".join(told) + "\n"
    first = digest.lines[0]
    subject = translate(
        _SUBJECTS["late" if first.days_left < 0 else "left"],
        language,
        step=world.steps[first.owed.step].in_language(language),
        day=date_text(first.owed.last_day, language),
    )
    return Letter(receiver, items, subject, body)


_SUBJECTS = {
    "left": message("{step}: last day {day}"),
    "late": message("{step}: the last day was {day}"),
}


def _line(line: Line, world: _World, language: Language) -> str:
    told = translate(
        "- {organisation}, {step}: {items}. Last day {day}, {left}.",
        language,
        organisation=world.organisations[line.owed.organisation].name.in_language(language),
        step=world.steps[line.owed.step].in_language(language),
        items=translate_plural("one thing", "{count} things", line.owed.open_items, language),
        day=date_text(line.owed.last_day, language),
        left=_left(line.days_left, language),
    )
    if line.instead_of is None:
        return told
    absent = world.receivers.get(int(line.instead_of)) if line.instead_of else None
    return told + " " + translate("(You stand in for {name}.)", language, name=absent.name if absent else "?")


def _left(days: int, language: Language) -> str:
    if days == 0:
        return translate("today", language)
    if days > 0:
        return translate_plural("one day left", "{count} days left", days, language)
    return translate_plural("one day late", "{count} days late", -days, language)
