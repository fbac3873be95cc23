"""Officers' own texts in reports, in and out of the tables; every wording is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Max

from fardplan.store import models
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What somebody has written in a place of a report, at its `revision`, which counts from one."""

    paragraphs: tuple[str, ...]
    revision: int
    by: str
    at: datetime
    origin: str = "entered"


@dataclass(frozen=True, slots=True)
class BesideWords:
    """What somebody wrote in the place `key` while its revision `beside` stood there; it was kept beside."""

    key: str
    paragraphs: tuple[str, ...]
    by: str
    at: datetime
    beside: int


def own_words(
    kind: str, subject: str, language: Language, *, on: date | None = None
) -> Mapping[str, OwnWords]:
    """What stands in a report's places, by their keys: now, or as it stood at the end of a day. One query."""
    rows = models.ReportText.objects.filter(
        kind=kind, subject=subject, language=language, beside__isnull=True
    )
    if on is not None:
        rows = rows.filter(day__lte=on)
    latest = rows.order_by().values("key").annotate(latest=Max("pk")).values("latest")
    found = models.ReportText.objects.filter(pk__in=latest).order_by("key")
    return {row.key: _words(row) for row in found}


def wording_at(kind: str, subject: str, language: Language, key: str, revision: int) -> OwnWords | None:
    """What a place said after a save; None where it was never saved so often."""
    row = models.ReportText.objects.filter(
        kind=kind, subject=subject, language=language, key=key, revision=revision, beside__isnull=True
    ).first()
    return _words(row) if row else None


def words_beside(kind: str, subject: str, language: Language) -> tuple[BesideWords, ...]:
    """What is kept beside that which stands, in the order in which it was written. One query.

    A text whose author has saved in the same place since is no longer told: they have seen the other.
    """
    found: dict[tuple[str, str], BesideWords] = {}
    for row in models.ReportText.objects.filter(kind=kind, subject=subject, language=language):
        if row.beside is None:
            found.pop((row.key, row.written_by), None)
        else:
            found[row.key, row.written_by] = BesideWords(
                row.key, tuple(row.paragraphs), row.written_by, row.written_at, row.beside
            )
    return tuple(found.values())


def add_words(
    kind: str,
    subject: str,
    language: Language,
    changes: Mapping[str, tuple[tuple[str, ...], int]],
    *,
    by: str,
    day: date,
    beside: bool = False,
    origin: str = "entered",
) -> None:
    """Keep new wordings, each on top of the revision that stands in its place; or `beside` it."""
    at = datetime.now(UTC)
    models.ReportText.objects.bulk_create(
        models.ReportText(
            kind=kind,
            subject=subject,
            language=language,
            key=key,
            revision=standing if beside else standing + 1,
            paragraphs=list(paragraphs),
            beside=standing if beside else None,
            written_by=by,
            written_at=at,
            day=day,
            origin=origin,
        )
        for key, (paragraphs, standing) in changes.items()
    )


def _words(row: models.ReportText) -> OwnWords:
    return OwnWords(tuple(row.paragraphs), row.revision, row.written_by, row.written_at, row.origin)
