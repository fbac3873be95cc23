"""The roadmap on its way to a decision: drafts, referral, answers, steps, and where its decisions bind."""

from django.db import models
from django.db.models import Q

from fardplan.store.models.constraints import Revised, all_or_none
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
    opened_by = models.CharField(max_length=150)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class CaseRevision(models.Model):
    """The draft as it stood after each save. Rows are added, never changed."""

    case = models.ForeignKey(RoadmapCase, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    what = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("revision",)
        constraints = (models.UniqueConstraint("case", "revision", name="case_revision_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.revision}"


class CaseStep(models.Model):
    """A case went from one state to another. Rows are added, never changed."""

    case = models.ForeignKey(RoadmapCase, models.PROTECT, related_name="steps")
    from_state = models.CharField(max_length=20, null=True)
    to_state = models.CharField(max_length=20)
    version = models.ForeignKey(RoadmapVersion, models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    why = models.TextField(null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.to_state}"


class ReferralAnswer(Revised):
    """What an organisation was asked in the referral, and what it answered."""

    case = models.ForeignKey(RoadmapCase, models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="referral_answers")
    state = models.CharField(max_length=10)
    position = models.CharField(max_length=20, null=True)
    text = models.TextField(default="")
    comments = models.JSONField(default=list)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint("case", "organisation", name="answer_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.organisation_id}"


class CaseDocument(models.Model):
    """A council document that a case was begun from: the file lies in the home by its hash."""

    case = models.OneToOneField(RoadmapCase, models.PROTECT, null=True, related_name="document")
    sha256 = models.CharField(max_length=64)
    name = models.TextField()
    size = models.PositiveIntegerField()
    draft = models.JSONField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.name


class DocumentDoubt(models.Model):
    """A doubt that the reader of documents left to a person, and how it was resolved."""

    document = models.ForeignKey(CaseDocument, models.PROTECT, related_name="doubts")
    number = models.PositiveIntegerField()
    doubt = models.JSONField()
    resolution = models.CharField(max_length=10, null=True)
    reading = models.TextField(null=True)
    by = models.CharField(max_length=150, null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("document", "number")
        constraints = (
            models.UniqueConstraint("document", "number", name="doubt_once"),
            models.CheckConstraint(
                name="doubt_resolution",
                condition=Q(resolution__isnull=True) | Q(resolution__in=("chosen", "written", "as_read")),
            ),
            models.CheckConstraint(
                name="doubt_resolved_whole", condition=all_or_none("resolution", "by", "at")
            ),
        )

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class Relay(Revised):
    """A decision point on its way to a body that it binds or urges; `through` is the relay it came by."""

    decision_point = models.ForeignKey(DecisionPoint, models.PROTECT, related_name="relays")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="relays")
    through = models.ForeignKey("self", models.PROTECT, null=True, related_name="onward")
    state = models.CharField(max_length=12)
    due = models.DateField(null=True)
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="+")
    note = models.TextField(default="")
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("decision_point", "id")
        constraints = (models.UniqueConstraint("decision_point", "organisation", name="relay_once"),)

    def __str__(self) -> str:
        return f"{self.decision_point_id} {self.organisation_id}"
