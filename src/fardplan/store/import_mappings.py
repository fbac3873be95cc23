"""How another system's files are read in a year, each revision as somebody confirmed it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Max

from fardplan.boards.export_mapping import ExportMapping
from fardplan.store import models
from fardplan.store.plan_masters import number_of_year


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping as it is kept: its number, and who confirmed which revision when."""

    number: int
    year: int
    revision: int
    mapping: ExportMapping
    by: str
    day: date


def mapping_of(year: int, system: str) -> KeptMapping | None:
    """The mapping that applies to a system's files in a year; None before anybody has confirmed one."""
    row = models.ImportMapping.objects.filter(year__year=year, system=system).order_by("-revision").first()
    return _mapping(row, year) if row else None


def mapping_before(year: int, system: str) -> KeptMapping | None:
    """The last mapping of an earlier year."""
    row = (
        models.ImportMapping.objects.filter(year__year__lt=year, system=system)
        .select_related("year")
        .order_by("-year__year", "-revision")
        .first()
    )
    return _mapping(row, row.year.year) if row else None


def _mapping(row: models.ImportMapping, year: int) -> KeptMapping:
    return KeptMapping(row.pk, year, row.revision, ExportMapping.model_validate(row.mapping), row.by, row.day)


def add_mapping(year: int, mapping: ExportMapping, *, revision: int, by: str, day: date) -> KeptMapping:
    """Keep a mapping as the next revision of its year's."""
    row = models.ImportMapping.objects.create(
        system=mapping.system,
        year_id=number_of_year(year),
        revision=revision,
        mapping=mapping.model_dump(mode="json"),
        day=day,
        by=by,
        at=datetime.now(UTC),
    )
    return _mapping(row, year)


def next_revision(year: int, system: str) -> int:
    """The number of the next revision of a year's mapping."""
    highest = models.ImportMapping.objects.filter(year__year=year, system=system).aggregate(
        highest=Max("revision")
    )["highest"]
    return int(highest or 0) + 1


def latest_mappings(year: int) -> tuple[KeptMapping, ...]:
    """The mapping that applies in a year for each system there is one for. One query."""
    rows = models.ImportMapping.objects.filter(year__year=year).order_by("system", "revision")
    last = {row.system: row for row in rows}
    return tuple(_mapping(row, year) for row in last.values())


def last_mapping(year: int) -> KeptMapping | None:
    """The mapping confirmed last, of this year or the nearest before it, whatever the system. One query."""
    row = (
        models.ImportMapping.objects.filter(year__year__lte=year)
        .select_related("year")
        .order_by("-year__year", "-pk")
        .first()
    )
    return _mapping(row, row.year.year) if row else None
