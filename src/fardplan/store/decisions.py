"""What statisticians have decided on figures that waited for them; rows are added, never changed."""

from dataclasses import dataclass
from datetime import date

from fardplan.store import models


@dataclass(frozen=True, slots=True)
class EditionDecision:
    """On `day`, `by` whom and `why`, the edition of a series was approved or declined.

    `edition` names its content, so that the same content need not be decided on again.
    """

    indicator: str
    source: str
    edition: str
    approved: bool
    day: date
    by: str
    why: str | None = None


def add_decision(decision: EditionDecision) -> None:
    models.EditionDecision.objects.create(
        indicator=decision.indicator,
        source=decision.source,
        edition=decision.edition,
        approved=decision.approved,
        day=decision.day,
        actor=decision.by,
        why=decision.why,
    )


def latest_decisions() -> dict[tuple[str, str, str], EditionDecision]:
    """The latest decision on each edition, by indicator, source and edition."""
    return {
        (row.indicator, row.source, row.edition): EditionDecision(
            row.indicator, row.source, row.edition, row.approved, row.day, row.actor, row.why
        )
        for row in models.EditionDecision.objects.all()
    }
