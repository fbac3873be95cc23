"""What is exchanged with another management system: who keeps which plan, mappings, files, items."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Max, Prefetch, Q

from fardplan.boards.chain import ItemKind
from fardplan.boards.export_mapping import ExportMapping
from fardplan.boards.external import ExternalItem, Part
from fardplan.boards.mastery import Mastery
from fardplan.store import models
from fardplan.vocabulary.errors import NotFoundError


def masters_of(year: int) -> dict[str | None, Mastery]:
    """Which plans another system keeps in a year, by organisation; None: all of them. One query."""
    rows = models.PlanMaster.objects.filter(year__year=year, ended_on__isnull=True)
    return {
        row.organisation.key if row.organisation else None: _mastery(row, year)
        for row in rows.select_related("organisation")
    }


def master_of(year: int, organisation: str) -> Mastery | None:
    """The system that keeps an organisation's plan in a year, None where it is kept here. One query."""
    return keeper(masters_of(year), organisation)


def keeper(masters: Mapping[str | None, Mastery], organisation: str) -> Mastery | None:
    """The system that keeps an organisation's plan, among those of a year."""
    return masters.get(organisation) or masters.get(None)


def _mastery(row: models.PlanMaster, year: int) -> Mastery:
    return Mastery(
        year, row.organisation.key if row.organisation else None, row.system, row.set_on, row.set_by, row.why
    )


def set_master(mastery: Mastery) -> None:
    """Say that another system keeps an organisation's plan, or all of a year's."""
    models.PlanMaster.objects.create(
        year_id=_year(mastery.year),
        organisation_id=_organisation(mastery.organisation),
        system=mastery.system,
        why=mastery.why,
        set_on=mastery.since,
        set_by=mastery.by,
    )


def end_master(year: int, organisation: str | None, *, by: str, day: date) -> None:
    """Say that an organisation's plan, or all, are kept here again."""
    rows = models.PlanMaster.objects.filter(year__year=year, ended_on__isnull=True)
    of = Q(organisation__key=organisation) if organisation else Q(organisation__isnull=True)
    rows.filter(of).update(ended_on=day, ended_by=by)


def _year(year: int) -> int:
    return models.CycleYear.objects.only("pk").get(year=year).pk


def _organisation(key: str | None) -> int | None:
    return None if key is None else models.Organisation.objects.only("pk").get(key=key).pk


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
        year_id=_year(year),
        revision=revision,
        mapping=mapping.model_dump(mode="json"),
        day=day,
        by=by,
        at=datetime.now(UTC),
    )
    return _mapping(row, year)


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
        "year_id": _year(year),
        "organisation_id": _organisation(organisation),
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
        raise NotFoundError(f"there is no file numbered {number}")
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


KEY = "k"
"""How the refs of kept items begin."""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item of another system as it is kept, and what it is here: a key in a plan, or of the council's."""

    item: ExternalItem
    plan_item: str | None
    council_item: str | None


def external_items(year: int, system: str) -> tuple[KeptItem, ...]:
    """Everything that a system's exports have brought in a year, gone items too. One query."""
    rows = models.ExternalItem.objects.filter(year__year=year, system=system).select_related(
        "organisation", "council"
    )
    return tuple(
        KeptItem(
            ExternalItem(
                f"{KEY}{row.pk}",
                ItemKind(row.kind),
                row.organisation.key if row.organisation else None,
                row.title,
                f"{KEY}{row.parent_id}" if row.parent_id else None,
                row.external_id,
                {Part(part): text for part, text in row.contents.items()},
                row.gone,
            ),
            str(row.item_id) if row.item_id else None,
            row.council.key if row.council else None,
        )
        for row in rows
    )


def save_external_items(year: int, system: str, items: Sequence[KeptItem], *, run: int) -> None:
    """Keep items as they are after an export: those that are there are changed, new ones added.

    A number of queries that does not grow with them, but for the batches they are written in.
    """
    keys = dict(models.Organisation.objects.values_list("key", "pk"))
    council = dict(models.CouncilItem.objects.filter(year__year=year).values_list("key", "pk"))
    year_id = _year(year)
    rows: dict[str, models.ExternalItem] = {}
    old, new = [], []
    for kept in items:
        item = kept.item
        row = models.ExternalItem(
            system=system,
            year_id=year_id,
            external_id=item.external_id,
            kind=item.kind.value,
            organisation_id=keys[item.organisation] if item.organisation else None,
            title=item.title,
            contents={part.value: text for part, text in item.contents.items()},
            item_id=int(kept.plan_item) if kept.plan_item else None,
            council_id=council[kept.council_item] if kept.council_item else None,
            last_run_id=run,
            gone=item.gone,
        )
        if item.ref.startswith(KEY):
            row.pk = int(item.ref.removeprefix(KEY))
            old.append(row)
        else:
            row.first_run_id = run
            new.append(row)
        rows[item.ref] = row
    models.ExternalItem.objects.bulk_create(new, batch_size=200)
    for kept in items:
        parent = kept.item.parent
        rows[kept.item.ref].parent_id = None if parent is None else _row_of(parent, rows)
    changed = ("external_id", "organisation", "title", "contents", "item", "council", "last_run", "gone")
    models.ExternalItem.objects.bulk_update(old, [*changed, "parent"], batch_size=200)
    models.ExternalItem.objects.bulk_update(new, ["parent"], batch_size=200)


def _row_of(ref: str, rows: Mapping[str, models.ExternalItem]) -> int:
    return rows[ref].pk if ref in rows else int(ref.removeprefix(KEY))


def next_revision(year: int, system: str) -> int:
    """The number of the next revision of a year's mapping."""
    highest = models.ImportMapping.objects.filter(year__year=year, system=system).aggregate(
        highest=Max("revision")
    )["highest"]
    return int(highest or 0) + 1


def systems() -> tuple[str, ...]:
    """The names of the systems that files have come from, as they were written."""
    return tuple(
        models.ImportFile.objects.exclude(system="")
        .order_by("system")
        .values_list("system", flat=True)
        .distinct()
    )


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
