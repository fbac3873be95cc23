"""The files that were brought, as they came, and what loading them changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Prefetch

from fardplan.presentation.sentences import Sentence
from fardplan.store import models
from fardplan.store.plan_masters import number_of_organisation, number_of_year
from fardplan.vocabulary.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was brought: what it is, of which year, organisation and step, and who brought it.

    `loaded` is when it was loaded, None while it waits or when it was set aside for another.
    """

    number: int
    kind: str
    system: str
    year: int
    organisation: str | None
    step: str | None
    name: str
    sha256: str
    by: str
    day: date
    loaded: date | None


def add_file(
    kind: str,
    content: bytes,
    sha256: str,
    *,
    name: str,
    year: int,
    by: str,
    day: date,
    system: str = "",
    organisation: str | None = None,
    step: str | None = None,
) -> int:
    """Keep a file as it came; the same one again for the same use is the same file."""
    use = {
        "kind": kind,
        "sha256": sha256,
        "system": system,
        "year_id": number_of_year(year),
        "organisation_id": number_of_organisation(organisation),
        "step_id": _step(year, step),
    }
    there = models.ImportFile.objects.filter(**use).order_by("pk").values_list("pk", flat=True).first()
    if there is not None:
        return there
    row = models.ImportFile.objects.create(
        **use, name=name, content=content, day=day, by=by, at=datetime.now(UTC)
    )
    return row.pk


def _step(year: int, key: str | None) -> int | None:
    return None if key is None else models.CycleStep.objects.only("pk").get(year__year=year, key=key).pk


def file_of(number: int) -> tuple[KeptFile, bytes]:
    """A file with its content. Raises `NotFoundError`."""
    row = _files().filter(pk=number).first()
    if row is None:
        raise NotFoundError(Sentence("there is no file numbered {number}", number=number))
    return _file(row), bytes(row.content)


def files_of(year: int, kinds: Iterable[str], organisation: str | None = None) -> tuple[KeptFile, ...]:
    """The files of a year, the last first, without their content. Two queries."""
    rows = _files().filter(year__year=year, kind__in=tuple(kinds)).defer("content").order_by("-pk")
    if organisation is not None:
        rows = rows.filter(organisation__key=organisation)
    return tuple(_file(row) for row in rows)


def _files() -> Any:
    # What a run changed can be long, and is not told of a file.
    runs = Prefetch("runs", models.ImportRun.objects.defer("outcome"))
    return models.ImportFile.objects.select_related("year", "organisation", "step").prefetch_related(runs)


def _file(row: models.ImportFile) -> KeptFile:
    runs = sorted(row.runs.all(), key=lambda run: run.pk)
    return KeptFile(
        row.pk,
        row.kind,
        row.system,
        row.year.year,
        row.organisation.key if row.organisation else None,
        row.step.key if row.step else None,
        row.name,
        row.sha256,
        row.by,
        row.day,
        runs[-1].day if runs else None,
    )


def add_run(
    file: int, *, rows: int, outcome: Mapping[str, Any], by: str, day: date, mapping: int | None = None
) -> int:
    """Record that a file was loaded, and what that changed."""
    return models.ImportRun.objects.create(
        file_id=file, mapping_id=mapping, rows=rows, outcome=outcome, day=day, by=by, at=datetime.now(UTC)
    ).pk


def systems() -> tuple[str, ...]:
    """The names of the systems that files have come from, as they were written."""
    return tuple(
        models.ImportFile.objects.exclude(system="")
        .order_by("system")
        .values_list("system", flat=True)
        .distinct()
    )
