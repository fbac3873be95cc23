"""Who is to be reminded, who is away, and what has been sent: in and out of the tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from fardplan.boards.reminders import Leave
from fardplan.store import models


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who can be reminded: where, in which language, and whether they want to be."""

    person: int
    name: str
    first_name: str
    email: str
    language: str
    wants: bool


def receivers() -> Mapping[int, Receiver]:
    """Everybody who has an account today. One query."""
    rows = models.User.objects.filter(is_active=True, ended__isnull=True)
    return {
        row.pk: Receiver(row.pk, row.username, row.first_name, row.email, row.language, row.reminders)
        for row in rows
    }


def leaves(day: date) -> tuple[Leave, ...]:
    """Who is away on a day, and who stands in for them. One query."""
    rows = models.User.objects.filter(away_from__lte=day, away_to__gte=day)
    return tuple(
        Leave(str(row.pk), row.away_from, row.away_to, str(row.deputy_id) if row.deputy_id else None)
        for row in rows
        if row.away_from
    )


def last_sent() -> Mapping[int, date]:
    """The day of the latest reminder that was handed over to the mail server, by person. One query."""
    rows = models.ReminderSent.objects.filter(handed_over=True).order_by("day")
    return dict(rows.values_list("person_id", "day"))


def claim(person: int, day: date, *, items: int) -> bool:
    """Take the day's only reminder of a person; False where it has been taken already.

    Taken before it is sent, in a transaction of its own: whoever is cut off in between sends nobody two.
    """
    try:
        with transaction.atomic():
            models.ReminderSent.objects.create(person_id=person, day=day, items=items)
    except IntegrityError:
        return False
    return True


def claimed_on(day: date) -> frozenset[int]:
    """Whose reminder of the day has been taken, sent or not. One query."""
    return frozenset(models.ReminderSent.objects.filter(day=day).values_list("person_id", flat=True))


def mark_sent(person: int, day: date) -> None:
    models.ReminderSent.objects.filter(person_id=person, day=day).update(handed_over=True)
