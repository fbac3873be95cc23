"""Levels and years that somebody weighs, and what people judge beside what is computed."""

from django.db import models
from django.db.models import Q

from fardplan.store.models.constraints import Revised


class Candidate(Revised):
    """A level and a year for a milestone that somebody keeps, with the workbench's answers of that day."""

    milestone = models.CharField(max_length=80)
    indicator = models.CharField(max_length=80)
    name = models.TextField()
    level = models.FloatField()
    year = models.PositiveIntegerField()
    reasons = models.TextField(default="")
    state = models.CharField(max_length=10)
    answers = models.JSONField()
    day = models.DateField()
    based_on = models.PositiveIntegerField()
    case = models.ForeignKey("store.RoadmapCase", models.PROTECT, null=True, related_name="candidates")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="candidate_state", condition=Q(state__in=("kept", "proposed", "dropped"))
            ),
        )
        indexes = (models.Index(fields=("milestone",), name="candidate_milestone"),)

    def __str__(self) -> str:
        return f"{self.milestone} {self.level} {self.year}"


class CandidateRevision(models.Model):
    """A candidate's name, reasons and state as they stood after each save. Rows are added, never changed."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("revision",)
        constraints = (models.UniqueConstraint("candidate", "revision", name="candidate_revision_once"),)

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.revision}"


class Assessment(models.Model):
    """How somebody judged a milestone or a goal in a period, beside the computed verdict of that day.

    Rows are added, never changed; the last one applies.
    """

    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=80)
    period = models.CharField(max_length=12)
    organisation = models.ForeignKey(
        "store.Organisation", models.PROTECT, null=True, related_name="assessments"
    )
    judgement = models.CharField(max_length=10)
    why = models.TextField()
    computed = models.JSONField(null=True)
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="assessment_kind", condition=Q(kind__in=("milestone", "council_item"))
            ),
            models.CheckConstraint(
                name="assessment_judgement",
                condition=Q(judgement__in=("fully", "partly", "not", "no_outcome")),
            ),
        )
        indexes = (models.Index(fields=("kind", "subject", "period"), name="assessment_subject"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.period} {self.judgement}"
