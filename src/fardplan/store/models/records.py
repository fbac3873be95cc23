"""What is only ever added to: releases, decisions about editions, who did what."""

from django.db import models
from django.db.models import Q


class Release(models.Model):
    """A part of a milestone's outlook was released, or withdrawn again. Rows are added, never changed."""

    milestone = models.CharField(max_length=80)
    kind = models.CharField(max_length=11)
    released = models.BooleanField()
    day = models.DateField()
    actor = models.CharField(max_length=150)
    why = models.TextField(null=True)

    class Meta:
        ordering = ("day", "id")
        constraints = (
            models.CheckConstraint(
                name="release_kind", condition=Q(kind__in=("forecast", "probability", "recommended"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone} {self.kind} {'released' if self.released else 'withdrawn'}"


class EditionDecision(models.Model):
    """An edition of figures that waited was approved or declined. Rows are added, never changed."""

    indicator = models.CharField(max_length=80)
    source = models.CharField(max_length=400)
    edition = models.CharField(max_length=80)
    approved = models.BooleanField()
    day = models.DateField()
    actor = models.CharField(max_length=150)
    why = models.TextField(null=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.indicator} {self.edition} {'approved' if self.approved else 'declined'}"


class AuditEvent(models.Model):
    """Who did what: written in the same transaction as the change itself. Rows are added, never changed.

    Each is sealed together with the one before it (`fardplan.vocabulary.audit`).
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=160)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField(null=True)
    decision = models.TextField(null=True)
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index("actor", "number", name="audit_by_actor"),
            models.Index("action", "number", name="audit_by_action"),
            models.Index("at", name="audit_by_time"),
            models.Index(fields=["subject"], opclasses=["varchar_pattern_ops"], name="audit_by_subject"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
