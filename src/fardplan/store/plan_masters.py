"""Which plans another management system keeps."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from fardplan.boards.mastery import Mastery
from fardplan.store import models
from fardplan.store.kept import Rests, kept


@kept(Rests.FRAME)
def masters_of(year: int) -> Mapping[str | None, Mastery]:
    """Which plans another system keeps in a year, by organisation; None: all of them. One query."""
    return masters_by_year((year,))[year]


@kept(Rests.FRAME)
def masters_by_year(years: tuple[int, ...]) -> Mapping[int, Mapping[str | None, Mastery]]:
    """The same of each of some years. One query."""
    rows = models.PlanMaster.objects.filter(year__year__in=years, ended_on__isnull=True)
    found = [_mastery(row, row.year.year) for row in rows.select_related("organisation", "year")]
    return {year: {item.organisation: item for item in found if item.year == year} for year in years}


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
        year_id=number_of_year(mastery.year),
        organisation_id=number_of_organisation(mastery.organisation),
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


def number_of_year(year: int) -> int:
    return models.CycleYear.objects.only("pk").get(year=year).pk


def number_of_organisation(key: str | None) -> int | None:
    return None if key is None else models.Organisation.objects.only("pk").get(key=key).pk
