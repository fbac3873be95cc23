"""Beside another management system: whose plans it keeps, how its files are read, and what came from them."""

from django.db import models
from django.db.models import Q

from fardplan.store.models.organisations import Organisation
from fardplan.store.models.plans import CouncilItem, PlanItem
from fardplan.store.models.years import CycleStep, CycleYear


class PlanMaster(models.Model):
    """Another system keeps an organisation's plan in a year, or all plans where the organisation is None."""

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="masters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="masters")
    system = models.CharField(max_length=80)
    why = models.TextField(null=True)
    set_on = models.DateField()
    set_by = models.CharField(max_length=150)
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=150, null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                "year",
                "organisation",
                name="plan_master_once",
                condition=Q(ended_on__isnull=True, organisation__isnull=False),
            ),
            models.UniqueConstraint(
                "year",
                name="plan_master_of_all_once",
                condition=Q(ended_on__isnull=True, organisation__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year_id} {self.organisation_id} {self.system}"


class ImportMapping(models.Model):
    """How a system's files are read in a year. Rows are added; the last one applies."""

    system = models.CharField(max_length=80)
    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="mappings")
    revision = models.PositiveIntegerField()
    mapping = models.JSONField()
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("system", "year", "revision")
        constraints = (models.UniqueConstraint("system", "year", "revision", name="mapping_revision_once"),)

    def __str__(self) -> str:
        return f"{self.system} {self.year_id} {self.revision}"


class ImportFile(models.Model):
    """A file as it came: it waits here for a person's yes, and stays as what was read. Rows are added."""

    kind = models.CharField(max_length=9)
    system = models.CharField(max_length=80, default="")
    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="files")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="files")
    step = models.ForeignKey(CycleStep, models.PROTECT, null=True, related_name="files")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="import_file_kind", condition=Q(kind__in=("export", "plan", "follow_up"))
            ),
        )

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """A file was loaded, and what that changed. Rows are added, never changed."""

    file = models.ForeignKey(ImportFile, models.PROTECT, related_name="runs")
    mapping = models.ForeignKey(ImportMapping, models.PROTECT, null=True, related_name="runs")
    rows = models.PositiveIntegerField()
    outcome = models.JSONField()
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.file_id} {self.day}"


class ExternalItem(models.Model):
    """An item as another system knows it, and what it is here. `gone`: its last file no longer had it.

    `contents` is all that was read of it, also what has no place here; `external_id` the system's own number.
    """

    system = models.CharField(max_length=80)
    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="external_items")
    external_id = models.CharField(max_length=200, null=True)
    kind = models.CharField(max_length=20)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="external_items")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    title = models.TextField()
    contents = models.JSONField()
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="external")
    council = models.ForeignKey(CouncilItem, models.PROTECT, null=True, related_name="external")
    first_run = models.ForeignKey(ImportRun, models.PROTECT, related_name="brought")
    last_run = models.ForeignKey(ImportRun, models.PROTECT, related_name="items")
    gone = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                "system",
                "year",
                "external_id",
                "kind",
                "organisation",
                name="external_item_once",
                condition=Q(external_id__isnull=False),
            ),
            models.CheckConstraint(
                name="external_item_is_one", condition=Q(item__isnull=True) | Q(council__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.system} {self.external_id or self.id}"
