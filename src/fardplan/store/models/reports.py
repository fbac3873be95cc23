"""What officers write themselves in reports."""

from django.db import models
from django.db.models import Q


class ReportText(models.Model):
    """What a place in a report said after a save. Rows are added, never changed; the last one applies.

    A place is a report's kind, subject and language and a `key` in it. `beside`: it was written while that
    revision stood there already, and was kept beside it: nothing that somebody wrote is lost.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    key = models.CharField(max_length=200)
    revision = models.PositiveIntegerField()
    paragraphs = models.JSONField()
    beside = models.PositiveIntegerField(null=True)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    day = models.DateField()
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                "kind",
                "subject",
                "language",
                "key",
                "revision",
                name="report_text_once",
                condition=Q(beside__isnull=True),
            ),
            models.CheckConstraint(name="report_text_language", condition=Q(language__in=("sv", "en"))),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.language} {self.key} {self.revision}"
