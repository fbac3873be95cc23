"""The roadmap on its way to a decision: drafts, referral, answers, steps, and where its decisions bind."""

from django.db import models
from django.db.models import Q

from fardplan.store.models.constraints import Revised
from fardplan.store.models.organisations import DecisionRecord, Organisation
from fardplan.store.models.roadmaps import DecisionPoint, RoadmapVersion


class RoadmapCase(Revised):
    """A matter (ärende) that leads to the next edition. `content` is the draft as it stands, as an edition is
    written in YAML; `referred` and `proposed` are the frozen editions that were sent out and laid before."""

    title = models.TextField()
    dnr = models.TextField(null=True)
    state = models.CharField(max_length=20)
    content = models.JSONField()
    based_on = models.ForeignKey(RoadmapVersion, models.PROTECT, null=True, related_name="+")
    referred = models.ForeignKey(RoadmapVersion, models.PROTECT, null=True, related_name="+")
    proposed = models.ForeignKey(RoadmapVersion, models.PROTECT, null=True, related_name="+")
    referral_last_day = models.DateField(null=True)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=150)
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class CaseRevision(models.Model):
    """The draft as it stood after each save, and what was done to which part. Rows are only added."""

    case = models.ForeignKey(RoadmapCase, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    what = models.CharField(max_length=20)
    part = models.CharField(max_length=100, default="")
    why = models.TextField(null=True)
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("revision",)
        constraints = (models.UniqueConstraint("case", "revision", name="case_revision_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.revision}"


class CaseStep(models.Model):
    """A case went from one state to another on a day. Rows are added, never changed.

    `version` is the edition that the step froze or rested on.
    """

    case = models.ForeignKey(RoadmapCase, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, null=True)
    to_state = models.CharField(max_length=20)
    version = models.ForeignKey(RoadmapVersion, models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    why = models.TextField(null=True)
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.to_state}"


class ReferralAnswer(Revised):
    """What an organisation was asked about an edition, and what it answers; `last_day` is the last for it."""

    case = models.ForeignKey(RoadmapCase, models.PROTECT, related_name="answers")
    version = models.ForeignKey(RoadmapVersion, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="referral_answers")
    asked_on = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=8)
    position = models.CharField(max_length=22, null=True)
    text = models.TextField(default="")
    comments = models.JSONField(default=dict)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint("case", "version", "organisation", name="answer_once"),
            models.CheckConstraint(
                name="answer_state",
                condition=Q(state__in=("asked", "writing"), answered_on__isnull=True)
                | Q(state="answered", answered_on__isnull=False, position__isnull=False),
            ),
            models.CheckConstraint(
                name="answer_position",
                condition=Q(position__isnull=True)
                | Q(position__in=("supports", "supports_with_comments", "rejects", "abstains")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.organisation_id}"


class AnswerRevision(models.Model):
    """An answer as it stood after each save. Rows are added, never changed."""

    answer = models.ForeignKey(ReferralAnswer, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("revision",)
        constraints = (models.UniqueConstraint("answer", "revision", name="answer_revision_once"),)

    def __str__(self) -> str:
        return f"{self.answer_id} {self.revision}"


class CaseDocument(models.Model):
    """A council document that a case was begun from: the file lies in the home by its hash."""

    case = models.OneToOneField(RoadmapCase, models.PROTECT, null=True, related_name="document")
    sha256 = models.CharField(max_length=64)
    name = models.TextField()
    size = models.PositiveIntegerField()
    draft = models.JSONField()
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class DocumentDoubt(models.Model):
    """A doubt that the reader of documents left to a person."""

    document = models.ForeignKey(CaseDocument, models.PROTECT, related_name="doubts")
    number = models.PositiveIntegerField()
    doubt = models.JSONField()

    class Meta:
        ordering = ("document", "number")
        constraints = (models.UniqueConstraint("document", "number", name="doubt_once"),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class DoubtRuling(models.Model):
    """How a person resolved a doubt, or took it back (`undone`). The last applies; rows are only added."""

    doubt = models.ForeignKey(DocumentDoubt, models.PROTECT, related_name="rulings")
    resolution = models.CharField(max_length=10)
    reading = models.TextField(null=True)
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="ruling_resolution",
                condition=Q(resolution__in=("chosen", "written"), reading__isnull=False)
                | Q(resolution__in=("as_read", "undone"), reading__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.doubt_id} {self.resolution}"


class Relay(Revised):
    """A decision point on its way to a body that it binds or urges; `through` is the relay it came by."""

    decision_point = models.ForeignKey(DecisionPoint, models.PROTECT, related_name="relays")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="relays")
    through = models.ForeignKey("self", models.PROTECT, null=True, related_name="onward")
    state = models.CharField(max_length=12)
    due = models.DateField(null=True)
    relayed_on = models.DateField(null=True)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    note = models.TextField(default="")
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("decision_point", "id")
        constraints = (
            models.UniqueConstraint("decision_point", "organisation", name="relay_once"),
            models.CheckConstraint(
                name="relay_state",
                condition=Q(state__in=("waiting", "relayed", "taken_over", "released"))
                | Q(state__in=("decided", "considered"), decision__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision_point_id} {self.organisation_id}"


class RelayRevision(models.Model):
    """A relay as it stood after each change. Rows are added, never changed."""

    relay = models.ForeignKey(Relay, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=12)
    due = models.DateField(null=True)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    note = models.TextField(default="")
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("revision",)
        constraints = (models.UniqueConstraint("relay", "revision", name="relay_revision_once"),)

    def __str__(self) -> str:
        return f"{self.relay_id} {self.revision}"
