"""Council documents that were brought in, what the reader found in them, and how its doubts were settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from fardplan.presentation.sentences import Sentence
from fardplan.store import models
from fardplan.vocabulary.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class KeptRuling:
    """How a doubt was settled: `chosen`, `written` or `as_read`; `undone` took back what was there."""

    resolution: str
    reading: str | None
    day: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptDoubt:
    """A doubt of the reading, as plain JSON, with all that was said of it, the first one first."""

    number: int
    doubt: Mapping[str, Any]
    rulings: tuple[KeptRuling, ...]

    @property
    def ruling(self) -> KeptRuling | None:
        """The one that applies."""
        last = self.rulings[-1] if self.rulings else None
        return None if last is None or last.resolution == "undone" else last


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document that lies in the home under its hash. `draft` is what was read from it, as plain JSON."""

    number: int
    case: int | None
    sha256: str
    name: str
    size: int
    draft: Mapping[str, Any]
    day: date
    by: str
    origin: str


def add_document(
    *,
    sha256: str,
    name: str,
    size: int,
    draft: Mapping[str, Any],
    doubts: Sequence[Mapping[str, Any]],
    day: date,
    by: str,
    origin: str = "entered",
) -> int:
    """Keep what was read from a document, with its doubts numbered from 0; gives its number."""
    row = models.CaseDocument.objects.create(
        sha256=sha256, name=name, size=size, draft=draft, day=day, by=by, at=datetime.now(UTC), origin=origin
    )
    models.DocumentDoubt.objects.bulk_create(
        models.DocumentDoubt(document=row, number=number, doubt=doubt) for number, doubt in enumerate(doubts)
    )
    return row.pk


def documents() -> tuple[KeptDocument, ...]:
    """All documents, the newest first. One query."""
    return tuple(_kept(row) for row in models.CaseDocument.objects.all())


def document_numbered(number: int) -> KeptDocument:
    """Raises `NotFoundError` where there is none of that number."""
    row = models.CaseDocument.objects.filter(pk=number).first()
    if row is None:
        raise NotFoundError(Sentence("there is no council document {number}", number=number))
    return _kept(row)


def doubts_of(document: int) -> tuple[KeptDoubt, ...]:
    """The doubts of a document with what was said of each. Two queries."""
    rows = models.DocumentDoubt.objects.filter(document_id=document).prefetch_related("rulings")
    return tuple(
        KeptDoubt(
            row.number,
            row.doubt,
            tuple(
                KeptRuling(item.resolution, item.reading, item.day, item.by, item.at)
                for item in row.rulings.all()
            ),
        )
        for row in rows
    )


def open_doubts() -> dict[int, int]:
    """How many doubts of each document are not settled. Two queries."""
    found: dict[int, int] = {}
    for row in models.DocumentDoubt.objects.prefetch_related("rulings"):
        rulings = list(row.rulings.all())
        settled = bool(rulings) and rulings[-1].resolution != "undone"
        found[row.document_id] = found.get(row.document_id, 0) + (not settled)
    return found


def rule(document: int, doubt: int, *, resolution: str, reading: str | None, day: date, by: str) -> None:
    """Keep how a doubt was settled, or that it was taken back. Raises `NotFoundError` for no such doubt."""
    row = models.DocumentDoubt.objects.filter(document_id=document, number=doubt).first()
    if row is None:
        raise NotFoundError(
            Sentence("the document {document} has no doubt {doubt}", document=document, doubt=doubt)
        )
    models.DoubtRuling.objects.create(
        doubt=row, resolution=resolution, reading=reading, day=day, by=by, at=datetime.now(UTC)
    )


def _kept(row: models.CaseDocument) -> KeptDocument:
    return KeptDocument(
        row.pk, row.case_id, row.sha256, row.name, row.size, row.draft, row.day, row.by, row.origin
    )
