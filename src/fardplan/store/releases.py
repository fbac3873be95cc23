"""What of milestones' outlooks is released, in and out of the table; rows are added, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fardplan.store import models
from fardplan.vocabulary.release import ReleaseKind


@dataclass(frozen=True, slots=True)
class ReleaseEvent:
    """On `day`, `by` whom and `why`, a part of a milestone's outlook was released, or withdrawn again."""

    milestone: str
    kind: ReleaseKind
    released: bool
    day: date
    by: str
    why: str | None = None


def add_events(events: Iterable[ReleaseEvent]) -> None:
    models.Release.objects.bulk_create(
        models.Release(
            milestone=event.milestone,
            kind=event.kind,
            released=event.released,
            day=event.day,
            actor=event.by,
            why=event.why,
        )
        for event in events
    )


def events_until(day: date) -> tuple[ReleaseEvent, ...]:
    """Every release and withdrawal recorded by the end of `day`, in the order in which they were."""
    return tuple(
        ReleaseEvent(
            milestone=row.milestone,
            kind=ReleaseKind(row.kind),
            released=row.released,
            day=row.day,
            by=row.actor,
            why=row.why,
        )
        for row in models.Release.objects.filter(day__lte=day)
    )
