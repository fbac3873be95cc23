"""The yearly cycle: years, their steps, and what each organisation hands in."""

from django.db import models
from django.db.models import F, Q

from fardplan.store.models.constraints import Revised
from fardplan.store.models.organisations import DecisionRecord, Organisation


class CycleYear(models.Model):
    """A year of steering by a cycle template."""

    year = models.PositiveIntegerField(unique=True)
    template = models.CharField(max_length=80)
    state = models.CharField(max_length=6, default="open")
    opened_by = models.CharField(max_length=150)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=150, null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-year",)
        constraints = (models.CheckConstraint(name="year_state", condition=Q(state__in=("open", "closed"))),)

    def __str__(self) -> str:
        return f"{self.year}"


class CycleStep(models.Model):
    """A step of a year: from when it is worked on, the day figures are per, the last day to hand in."""

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="steps")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    name_sv = models.TextField()
    name_en = models.TextField(null=True)
    opens = models.DateField()
    per = models.DateField(null=True)
    last_day = models.DateField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("year", "position")
        constraints = (
            models.UniqueConstraint("year", "key", name="step_key"),
            models.CheckConstraint(
                name="step_kind", condition=Q(kind__in=("basis", "budget", "plan", "follow_up"))
            ),
            models.CheckConstraint(name="step_ordered", condition=Q(last_day__gte=F("opens"))),
        )

    def __str__(self) -> str:
        return f"{self.year_id} {self.key}"


class Submission(Revised):
    """What an organisation hands in at a step, and how far it has come."""

    step = models.ForeignKey(CycleStep, models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=12)
    meeting = models.DateField(null=True)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    late = models.BooleanField(default=False)
    ready_by = models.CharField(max_length=150, null=True)
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("step", "organisation")
        constraints = (models.UniqueConstraint("step", "organisation", name="submission_once"),)

    def __str__(self) -> str:
        return f"{self.step_id} {self.organisation_id}"


class SubmissionEvent(models.Model):
    """A submission went from one state to another. Rows are added, never changed."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="events")
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    comment = models.TextField(null=True)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.submission_id} {self.to_state}"


class Correction(models.Model):
    """A value of a closed year, or of something locked, that a decision corrected. Rows are only added."""

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="corrections")
    subject = models.CharField(max_length=160)
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField()
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, related_name="corrections")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"
