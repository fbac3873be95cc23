"""The yearly cycle: years, their steps, and what each organisation hands in."""

from django.db import models
from django.db.models import F, Q

from fardplan.store.models.constraints import Revised, all_or_none
from fardplan.store.models.organisations import DecisionRecord, Organisation


class CycleYear(models.Model):
    """A year of steering by a cycle template, a city's key. It may be closed from the day `closes` on.

    `takes_part`: the kinds of organisation that hand in.
    """

    year = models.PositiveIntegerField(unique=True)
    template = models.CharField(max_length=80)
    state = models.CharField(max_length=6, default="open")
    closes = models.DateField()
    takes_part = models.JSONField(default=list)
    opened_by = models.CharField(max_length=150)
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    closed_by = models.CharField(max_length=150, null=True)
    closed_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(
                name="year_state",
                condition=Q(state="open", closed_on__isnull=True)
                | Q(state="closed", closed_on__isnull=False, closed_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}"


class CycleStep(models.Model):
    """A step of a year with its days; what each means stands with `boards.cycle.StepDays`."""

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="steps")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    name_sv = models.TextField()
    name_en = models.TextField(null=True)
    opens = models.DateField()
    per = models.DateField(null=True)
    ready_by = models.DateField()
    decided_from = models.DateField()
    decided_by = models.DateField()
    days_before_meeting = models.PositiveIntegerField(default=14)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("year", "position")
        constraints = (
            models.UniqueConstraint("year", "key", name="step_key"),
            models.CheckConstraint(
                name="step_kind", condition=Q(kind__in=("input", "budget", "plan", "report", "closing"))
            ),
            models.CheckConstraint(
                name="step_ordered",
                condition=Q(
                    ready_by__gte=F("opens"),
                    decided_from__gte=F("ready_by"),
                    decided_by__gte=F("decided_from"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year_id} {self.key}"


class Submission(Revised):
    """What an organisation hands in at a step, and how far it has come.

    `state` is a value of `boards.steps.State`. `meeting` is the day of the board's own meeting. `text` is
    what it says as a whole. `taken_in_until`: the coordinator lets it come late, until that day, and `late`
    stays with it.
    """

    step = models.ForeignKey(CycleStep, models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=12)
    meeting = models.DateField(null=True)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    text = models.TextField(default="")
    late = models.BooleanField(default=False)
    taken_in_until = models.DateField(null=True)
    taken_in_why = models.TextField(null=True)
    taken_in_by = models.CharField(max_length=150, null=True)
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("step", "organisation")
        constraints = (
            models.UniqueConstraint("step", "organisation", name="submission_once"),
            models.CheckConstraint(
                name="submission_state",
                condition=Q(
                    state__in=("not_begun", "writing", "ready", "returned", "approved", "decided", "ended")
                ),
            ),
            models.CheckConstraint(
                name="submission_decided_by_decision",
                condition=~Q(state="decided") | Q(decision__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_taken_in_whole",
                condition=all_or_none("taken_in_until", "taken_in_why", "taken_in_by"),
            ),
        )
        indexes = (models.Index(fields=("organisation", "state"), name="submission_of_board"),)

    def __str__(self) -> str:
        return f"{self.step_id} {self.organisation_id}"


class SubmissionEvent(models.Model):
    """Somebody did something with a submission; `move` is a value of `boards.steps.Move`, or `take_in`.

    Rows are added, never changed.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="events")
    move = models.CharField(max_length=10)
    from_state = models.CharField(max_length=12)
    to_state = models.CharField(max_length=12)
    comment = models.TextField(null=True)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=150)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.submission_id} {self.to_state}"


class SubmissionText(models.Model):
    """What a submission said as a whole after a save. Rows are added, never changed."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="texts")
    revision = models.PositiveIntegerField()
    text = models.TextField()
    by = models.CharField(max_length=150)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("submission", "revision")
        constraints = (models.UniqueConstraint("submission", "revision", name="submission_text_once"),)

    def __str__(self) -> str:
        return f"{self.submission_id} {self.revision}"


class Correction(models.Model):
    """A value of a closed year, or of something locked, that a decision corrected. Rows are only added.

    The row that it corrects stays as it was: readers see both values and the decision. `subject` names it,
    `follow_up 17` or `plan item 4`.
    """

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="corrections")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="corrections")
    subject = models.CharField(max_length=160)
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField()
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, related_name="corrections")
    by = models.CharField(max_length=150)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("year", "organisation"), name="correction_of_board"),)

    def __str__(self) -> str:
        return f"{self.subject} {self.field}"
