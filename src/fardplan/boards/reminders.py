"""Who is reminded of what on a day: at most one message a person and day, and none during leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

OFFSETS = (-30, -7, -1, 1, 7, 30)
"""Days from the last day on which people are reminded; below zero is before."""

CATCH_UP = 7
"""So many days back a reminder that could not be sent is made up for."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody owes: `open_items` items that are not ready, of an organisation's step, by a last day.

    `all_ready`: it is only to be handed in. `locked`: it can be written only if it is let come late.
    """

    person: str
    organisation: str
    step: str
    last_day: date
    open_items: int
    all_ready: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Leave:
    """A person is away from the first to the last day; who stands in, if anybody."""

    person: str
    first: date
    last: date | None
    deputy: str | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a message: what is owed, and for whom where it is another's."""

    owed: Owed
    days_left: int
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """One message to one person, what is most urgent first."""

    person: str
    day: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reminders:
    """The messages of a day, and what nobody can be told of: the person is away without a deputy."""

    digests: tuple[Digest, ...]
    unreachable: tuple[Owed, ...] = ()


def is_time(last_day: date, today: date, last_told: date | None) -> bool:
    """Whether a day for reminding has come since the person was last told, today or in the week before."""
    since = max(last_told or date.min, today - timedelta(days=CATCH_UP))
    days = (last_day + timedelta(days=offset) for offset in OFFSETS)
    return any(since < day <= today for day in days)


def who_gets_it(person: str, leaves: Sequence[Leave], today: date) -> str | None:
    """The person, or whoever stands in while they are away; None where nobody does.

    A deputy who is away too has a deputy of their own; those who stand in for each other reach nobody.
    """
    deputies = {item.person: item.deputy for item in reversed(leaves) if item.covers(today)}
    away = frozenset(deputies)
    found: str | None = person
    while found in deputies:
        found = deputies.pop(found)
    return None if found in away else found


def reminders(
    owed: Iterable[Owed],
    leaves: Sequence[Leave],
    last_told: Mapping[str, date],
    today: date,
) -> Reminders:
    """The messages to send today; nobody who has had one today gets another.

    A message is sent when a day for reminding has come for something in it, and then tells all that the
    person owes. `last_told` is the day of each person's latest message.
    """
    lines: dict[str, list[Line]] = {}
    unreachable = []
    for item in owed:
        if item.open_items < 1:
            continue
        receiver = who_gets_it(item.person, leaves, today)
        if receiver is None:
            unreachable.append(item)
            continue
        days = (item.last_day - today).days
        line = Line(item, days, item.person if receiver != item.person else None)
        lines.setdefault(receiver, []).append(line)
    digests = tuple(
        Digest(person, today, tuple(sorted(found, key=_urgency)))
        for person, found in sorted(lines.items())
        if _has_come(found, last_told.get(person), today)
    )
    unsaid = [item for item in unreachable if is_time(item.last_day, today, None)]
    return Reminders(digests, tuple(unsaid))


def _has_come(lines: Sequence[Line], last_told: date | None, today: date) -> bool:
    return any(is_time(line.owed.last_day, today, last_told) for line in lines)


def _urgency(line: Line) -> tuple[int, str, str]:
    return line.days_left, line.owed.organisation, line.owed.person
