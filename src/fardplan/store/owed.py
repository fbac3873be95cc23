"""Which organisations have something that a person owes at a follow-up: read before the things themselves."""

from collections.abc import Collection, Iterable
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
    for key, state in handed_in.values_list("organisation__key", "state"):
        if state not in WRITABLE:
            there.discard(key)
    if late:
        coming = Q(taken_in_until__gte=today) | Q(meeting__gte=today)
        there &= set(handed_in.filter(coming).values_list("organisation__key", flat=True))
    return tuple(sorted(there))


def steps_at_work(steps: Iterable[KnownStep], today: date) -> tuple[KnownStep, ...]:
    """The steps that somebody may write at today: those that are open, and those that come late.

    One query.
    """
    past = [step for step in steps if step.days.decided_by < today]
    late = set(
        models.Submission.objects.filter(step_id__in=[step.number for step in past])
        .filter(Q(taken_in_until__gte=today) | Q(meeting__gte=today))
        .order_by()
        .values_list("step_id", flat=True)
        .distinct()
    )
    return tuple(
        step
        for step in steps
        if step.days.opens <= today and (step.days.decided_by >= today or step.number in late)
    )
