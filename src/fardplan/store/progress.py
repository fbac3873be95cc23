"""How many things organisations have told of, counted by the database: for a table of all of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, FilteredRelation, Q

from fardplan.store import models


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """From when to when a thing stood in the plan of an organisation; `ref` names it."""

    organisation: str
    ref: str
    first: date | None
    dropped: date | None

    def is_live(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.dropped is None or self.dropped > day)


def plan_spans(year: int) -> tuple[PlanSpan, ...]:
    """Every thing that plans of a year have or had. One query."""
    first = FilteredRelation("revisions", condition=Q(revisions__revision=1))
    rows = models.PlanItem.objects.filter(year__year=year).annotate(first=first)
    found = rows.order_by().values_list("organisation__key", "pk", "first__day", "dropped_on")
    return tuple(PlanSpan(key, f"p{pk}", first, dropped) for key, pk, first, dropped in found)


def ready_counts(year: int) -> Mapping[tuple[str, str], int]:
    """How many things are marked ready, by step and organisation. One query."""
    rows = (
        models.FollowUp.objects.filter(step__year__year=year, ready=True)
        .order_by()
        .values("step__key", "organisation__key")
        .annotate(ready=Count("pk"))
    )
    return {(row["step__key"], row["organisation__key"]): row["ready"] for row in rows}


def finished_at(year: int) -> Mapping[tuple[str, str], frozenset[str]]:
    """What was told to be done or stopped, by organisation and thing: at which steps. One query."""
    rows = models.FollowUp.objects.filter(step__year__year=year).filter(Q(activity__in=("done", "stopped")))
    found: dict[tuple[str, str], set[str]] = {}
    values = rows.values_list("organisation__key", "item_id", "council__key", "step__key")
    for organisation, item, council, step in values:
        ref = f"p{item}" if item else f"m-{council}"
        found.setdefault((organisation, ref), set()).add(step)
    return {key: frozenset(steps) for key, steps in found.items()}


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ask: a controller of an organisation."""

    organisation: str
    name: str
    email: str
    person: int
    language: str = "sv"


def contacts(organisations: Collection[str] | None, today: date) -> tuple[Contact, ...]:
    """The controllers of organisations, who hold the role today. One query."""
    rows = models.RoleGrant.objects.filter(
        role="controller", ended_on__isnull=True, valid_from__lte=today, user__is_active=True
    ).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), user__ended__isnull=True)
    rows = (
        rows.filter(organisation__isnull=False)
        if organisations is None
        else rows.filter(organisation__key__in=organisations)
    )
    found = rows.order_by("organisation", "user__username").values_list(
        "organisation__key", "user__username", "user__email", "user_id", "user__language"
    )
    return tuple(Contact(*row) for row in found.distinct())
