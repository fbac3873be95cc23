"""Beside another management system: whose plans it keeps, how its files are read, and what came from them."""

from django.db import models
from django.db.models import Q

from fardplan.store.models.constraints import exactly_one
from fardplan.store.models.organisations import Organisation
from fardplan.store.models.plans import CouncilItem, PlanItem
from fardplan.store.models.years import CycleYear


class PlanMaster(models.Model):
    """Another system keeps an organisation's plan in a year, or all plans where the organisation is None."""

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="masters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="masters")
    system = models.CharField(max_length=80)
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.year_id} {self.organisation_id} {self.system}"


class ImportMapping(models.Model):
    """How a system's files are read in a year: which column is what, which word means what."""

    system = models.CharField(max_length=80)
    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="mappings")
    mapping = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    confirmed_by = models.CharField(max_length=150)
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ("system", "year")
        constraints = (models.UniqueConstraint("system", "year", name="mapping_once"),)

    def __str__(self) -> str:
        return f"{self.system} {self.year_id}"


class ImportRun(models.Model):
    """A file that was read, and what it changed. Rows are added, never changed."""

    kind = models.CharField(max_length=8)
    system = models.CharField(max_length=80)
    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="imports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="imports")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    outcome = models.JSONField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="import_kind", condition=Q(kind__in=("export", "workbook"))),
        )

    def __str__(self) -> str:
        return self.name


class ExternalItem(models.Model):
    """An item as another system knows it, and what it is here. `gone`: its last file no longer had it."""

    system = models.CharField(max_length=80)
    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="external_items")
    external_id = models.CharField(max_length=200)
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="external")
    council = models.ForeignKey(CouncilItem, models.PROTECT, null=True, related_name="external")
    row = models.JSONField()
    last_run = models.ForeignKey(ImportRun, models.PROTECT, related_name="items")
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ("system", "year", "external_id")
        constraints = (
            models.UniqueConstraint("system", "year", "external_id", name="external_item_once"),
            models.CheckConstraint(name="external_item_is_one", condition=exactly_one("item", "council")),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.external_id}"
