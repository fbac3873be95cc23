"""Which organisations have something that a person owes at a follow-up: read before the things themselves."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from fardplan.boards.steps import WRITABLE
from fardplan.store import models
from fardplan.store.years import KnownStep


def organisations_owing(
    step: KnownStep, people: Collection[int | None], written_for: Collection[str], today: date
) -> tuple[str, ...]:
    """Keys of organisations where one of the people answers for something, or that are written for.

    Those that have handed in are left out, and those whose step was locked and not taken in late. Two
    queries.
    """
    named = models.PlanItem.objects.filter(
        year__year=step.year, responsible_id__in=list(people), state="active"
    )
    keys = {*named.order_by().values_list("organisation__key", flat=True).distinct(), *written_for}
    if not keys:
        return ()
    rows = models.Organisation.objects.filter(key__in=keys).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=min(today, step.days.decided_by))
    )
    there = set(rows.values_list("key", flat=True))
    handed_in = models.Submission.objects.filter(step_id=step.number, organisation__key__in=keys)
    late = step.days.decided_by < today
    for key, state, until in handed_in.values_list("organisation__key", "state", "taken_in_until"):
        if state not in WRITABLE:
            there.discard(key)
        elif late and until and until >= today:
            there.add(key)
    if late:
        taken_in = set(
            handed_in.filter(taken_in_until__gte=today).values_list("organisation__key", flat=True)
        )
        there &= taken_in
    return tuple(sorted(there))
