"""Boards, companies and their units; who took over from whom; and the decisions that bodies take."""

from django.db import models
from django.db.models import F, Q


class Organisation(models.Model):
    """A board, a company or another body of the city's package, or a unit below one. Ended, never removed.

    None as a day means that it is unknown or has not come. `packaged`: it stands in the city's package.
    """

    key = models.CharField(max_length=80, unique=True)
    name_sv = models.TextField()
    name_en = models.TextField(null=True)
    kind = models.CharField(max_length=14)
    area = models.CharField(max_length=80, null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="units")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.TextField(null=True)
    packaged = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "key")
        constraints = (
            models.CheckConstraint(
                name="organisation_kind",
                condition=Q(
                    kind__in=("council", "executive", "board", "district_board", "company", "unit", "other")
                ),
            ),
            models.CheckConstraint(
                name="organisation_unit_has_parent", condition=~Q(kind="unit") | Q(parent__isnull=False)
            ),
            models.CheckConstraint(
                name="organisation_ordered",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        )

    def __str__(self) -> str:
        return self.key


class Succession(models.Model):
    """An organisation takes over from another on a day; `carried_at` is when its work was carried over."""

    predecessor = models.ForeignKey(Organisation, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="predecessions")
    day = models.DateField()
    decision = models.ForeignKey("store.DecisionRecord", models.PROTECT, null=True)
    carried_at = models.DateTimeField(null=True)
    carried_by = models.CharField(max_length=150, null=True)

    class Meta:
        ordering = ("day", "id")
        constraints = (
            models.UniqueConstraint("predecessor", "successor", name="succession_once"),
            models.CheckConstraint(name="succession_of_another", condition=~Q(predecessor=F("successor"))),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class DecisionRecord(models.Model):
    """A decision that a body took: date, paragraph, reference and text. Rows are added, never changed."""

    body = models.TextField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="decisions")
    date = models.DateField()
    paragraph = models.TextField()
    dnr = models.TextField()
    text = models.TextField(null=True)
    recorded_by = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("date", "id")

    def __str__(self) -> str:
        return f"{self.body} {self.date} {self.paragraph}"


class KeptText(models.Model):
    """What somebody wrote that could not be saved over another's text. Rows are added, never changed."""

    subject = models.CharField(max_length=160)
    field = models.CharField(max_length=40)
    text = models.TextField()
    made_from = models.PositiveIntegerField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"
