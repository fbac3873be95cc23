"""What organisations say of how it went."""

from django.db import models
from django.db.models import Q

from fardplan.store.models.constraints import Revised, exactly_one
from fardplan.store.models.organisations import Organisation
from fardplan.store.models.plans import CouncilItem, PlanItem
from fardplan.store.models.years import CycleStep


class FollowUp(Revised):
    """How an item of a plan, or of the council for an organisation, went at a step of the year.

    `judgement` and `activity` are values of `boards.follow_up`. `prefilled` says which published figure the
    outcome was taken from, where it was. `missing_why` says why there is no outcome, `stopped_why` why an
    activity was stopped. `written_by` is who wrote last.
    """

    step = models.ForeignKey(CycleStep, models.PROTECT, related_name="follow_ups")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="follow_ups")
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="follow_ups")
    council = models.ForeignKey(CouncilItem, models.PROTECT, null=True, related_name="follow_ups")
    outcome = models.FloatField(null=True)
    outcome_women = models.FloatField(null=True)
    outcome_men = models.FloatField(null=True)
    judgement = models.CharField(max_length=10, null=True)
    activity = models.CharField(max_length=10, null=True)
    new_end = models.DateField(null=True)
    text = models.TextField(default="")
    missing_why = models.TextField(default="")
    stopped_why = models.TextField(default="")
    written_by = models.CharField(max_length=150, null=True)
    written_at = models.DateTimeField(null=True)
    prefilled = models.JSONField(null=True)
    ready = models.BooleanField(default=False)
    ready_by = models.CharField(max_length=150, null=True)
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("step", "organisation", "id")
        constraints = (
            models.CheckConstraint(name="follow_up_of_one", condition=exactly_one("item", "council")),
            models.UniqueConstraint(
                "step", "item", name="follow_up_of_item_once", condition=Q(item__isnull=False)
            ),
            models.UniqueConstraint(
                "step",
                "organisation",
                "council",
                name="follow_up_of_council_once",
                condition=Q(council__isnull=False),
            ),
            models.CheckConstraint(
                name="follow_up_judgement",
                condition=Q(judgement__isnull=True)
                | Q(judgement__in=("fully", "partly", "not", "no_outcome")),
            ),
            models.CheckConstraint(
                name="follow_up_activity",
                condition=Q(activity__isnull=True)
                | Q(activity__in=("not_begun", "under_way", "done", "delayed", "stopped")),
            ),
            models.CheckConstraint(
                name="follow_up_ready_by",
                condition=Q(ready=False) | Q(ready_by__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("organisation", "step"), name="follow_up_of_board"),)

    def __str__(self) -> str:
        return f"{self.step_id} {self.item_id or self.council_id}"


class FollowUpRevision(models.Model):
    """What a follow-up said after a save. Rows are added, never changed.

    `content` has the fields of `boards.follow_up.Told` and whether it was marked ready. `beside`: it was
    written on top of that revision while another stood there already, and was kept beside it: nothing that
    somebody wrote is lost, and nothing was overwritten.
    """

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    beside = models.PositiveIntegerField(null=True)
    by = models.CharField(max_length=150)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("follow_up", "id")
        constraints = (
            models.UniqueConstraint(
                "follow_up", "revision", name="follow_up_revision_once", condition=Q(beside__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.revision}"
