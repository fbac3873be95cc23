"""What people judged, in and out of the table; rows are added, never changed."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from fardplan.roadmap.assessing import AssessedKind, Assessment, JudgedPeriod, Judgement
from fardplan.store import models


def assessments_of(
    kind: AssessedKind,
    subjects: Collection[str],
    *,
    period: JudgedPeriod | None = None,
    until: date | None = None,
) -> tuple[Assessment, ...]:
    """The judgements of some subjects in the order in which they were made, in one query.

    `period`: of that alone. `until`: only those of that day or earlier.
    """
    rows = models.Assessment.objects.filter(kind=kind, subject__in=list(subjects)).select_related(
        "organisation"
    )
    if period is not None:
        rows = rows.filter(period=str(period))
    if until is not None:
        rows = rows.filter(day__lte=until)
    return tuple(map(_assessment, rows))


def add_assessment(
    *,
    kind: AssessedKind,
    subject: str,
    period: JudgedPeriod,
    organisation: str | None,
    judgement: Judgement,
    why: str,
    computed: Mapping[str, Any] | None,
    day: date,
    by: str,
    origin: str = "entered",
) -> Assessment:
    owner = None if organisation is None else models.Organisation.objects.get(key=organisation)
    row = models.Assessment.objects.create(
        kind=kind,
        subject=subject,
        period=str(period),
        organisation=owner,
        judgement=judgement,
        why=why,
        computed=computed,
        day=day,
        by=by,
        at=datetime.now(UTC),
        origin=origin,
    )
    return _assessment(row)


def _assessment(row: models.Assessment) -> Assessment:
    return Assessment(
        number=row.pk,
        kind=AssessedKind(row.kind),
        subject=row.subject,
        period=JudgedPeriod.parse(row.period),
        organisation=row.organisation.key if row.organisation else None,
        judgement=Judgement(row.judgement),
        why=row.why,
        computed=row.computed,
        day=row.day,
        by=row.by,
        origin=row.origin,
    )
