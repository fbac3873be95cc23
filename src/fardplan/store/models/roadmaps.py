"""Editions of the roadmap and their parts."""

from django.db import models
from django.db.models import F, Q

from fardplan.store.models.constraints import all_or_none


class RoadmapVersion(models.Model):
    """One edition of the roadmap. With a decision it is adopted; the database then refuses any change."""

    number = models.PositiveIntegerField(unique=True)
    title_sv = models.TextField()
    title_en = models.TextField(null=True)
    dnr = models.TextField(null=True)
    dated = models.CharField(max_length=10)
    drawn_up_by = models.TextField()
    source = models.TextField()
    based_on = models.PositiveIntegerField(null=True)
    why_sv = models.TextField(null=True)
    why_en = models.TextField(null=True)
    horizon_from = models.PositiveIntegerField(null=True)
    horizon_to = models.PositiveIntegerField(null=True)
    vision_title_sv = models.TextField()
    vision_title_en = models.TextField(null=True)
    vision_year = models.PositiveIntegerField()
    vision_text_sv = models.TextField(null=True)
    vision_text_en = models.TextField(null=True)
    vision_source = models.TextField()
    decision_body = models.TextField(null=True)
    decision_date = models.DateField(null=True)
    decision_paragraph = models.TextField(null=True)
    decision_dnr = models.TextField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                name="version_decision_whole",
                condition=all_or_none("decision_body", "decision_date", "decision_paragraph", "decision_dnr"),
            ),
            models.CheckConstraint(
                name="version_horizon_whole", condition=all_or_none("horizon_from", "horizon_to")
            ),
            models.CheckConstraint(
                name="version_based_on_earlier",
                condition=Q(based_on__isnull=True) | Q(based_on__lt=F("number")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class VersionPart(models.Model):
    """What every part of a version has: a key that is its own there, and a place."""

    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ("position",)


class TargetArea(VersionPart):
    version = models.ForeignKey(RoadmapVersion, models.PROTECT, related_name="target_areas")
    name_sv = models.TextField()
    name_en = models.TextField(null=True)
    description_sv = models.TextField(null=True)
    description_en = models.TextField(null=True)

    class Meta(VersionPart.Meta):
        constraints = (models.UniqueConstraint("version", "key", name="target_area_key"),)

    def __str__(self) -> str:
        return self.key


class Milestone(VersionPart):
    version = models.ForeignKey(RoadmapVersion, models.PROTECT, related_name="milestones")
    target_area = models.ForeignKey(TargetArea, models.PROTECT, related_name="milestones")
    text_sv = models.TextField()
    text_en = models.TextField(null=True)
    wanted = models.CharField(max_length=4, null=True)
    strength = models.CharField(max_length=5)
    rationale_sv = models.TextField(null=True)
    rationale_en = models.TextField(null=True)
    indicator = models.CharField(max_length=80, null=True)
    indicator_state = models.CharField(max_length=8, null=True)
    indicator_confidence = models.FloatField(null=True)
    indicator_source = models.TextField(null=True)
    level = models.FloatField(null=True)
    year = models.PositiveIntegerField(null=True)
    gap_measure = models.CharField(max_length=13, null=True)
    gap_level = models.FloatField(null=True)
    gap_year = models.PositiveIntegerField(null=True)
    baseline = models.CharField(max_length=7, null=True)
    needed_sv = models.TextField(null=True)
    needed_en = models.TextField(null=True)

    class Meta(VersionPart.Meta):
        constraints = (
            models.UniqueConstraint("version", "key", name="milestone_key"),
            models.CheckConstraint(name="milestone_level_with_year", condition=all_or_none("level", "year")),
            models.CheckConstraint(
                name="milestone_gap_whole", condition=all_or_none("gap_measure", "gap_level", "gap_year")
            ),
            models.CheckConstraint(
                name="milestone_gap_possible",
                condition=Q(gap_measure__isnull=True)
                | Q(gap_measure__in=("difference", "slope"), gap_level__gte=0)
                | Q(gap_measure="ratio", gap_level__gte=1)
                | Q(gap_measure="between_share", gap_level__gte=0, gap_level__lte=1),
            ),
            models.CheckConstraint(
                name="milestone_indicator_whole",
                condition=all_or_none("indicator", "indicator_state", "indicator_source"),
            ),
            models.CheckConstraint(
                name="milestone_wanted", condition=Q(wanted__isnull=True) | Q(wanted__in=("up", "down"))
            ),
            models.CheckConstraint(name="milestone_strength", condition=Q(strength__in=("any", "clear"))),
        )

    def __str__(self) -> str:
        return self.key


class RelatedMilestone(models.Model):
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="relations")
    related = models.ForeignKey(Milestone, models.PROTECT, related_name="+")
    source = models.TextField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint("milestone", "related", name="related_once"),
            models.CheckConstraint(name="related_to_another", condition=~Q(milestone=F("related"))),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id} → {self.related_id}"


class ContextIndicator(models.Model):
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="context_indicators")
    indicator = models.CharField(max_length=80)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint("milestone", "indicator", name="context_once"),)

    def __str__(self) -> str:
        return self.indicator


class Responsibility(models.Model):
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="responsibilities")
    organisation = models.CharField(max_length=80)
    source = models.TextField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint("milestone", "organisation", name="responsible_once"),)

    def __str__(self) -> str:
        return self.organisation


class Strategy(VersionPart):
    version = models.ForeignKey(RoadmapVersion, models.PROTECT, related_name="strategies")
    target_area = models.ForeignKey(TargetArea, models.PROTECT, related_name="strategies")
    number = models.PositiveIntegerField()
    text_sv = models.TextField()
    text_en = models.TextField(null=True)

    class Meta(VersionPart.Meta):
        constraints = (models.UniqueConstraint("version", "key", name="strategy_key"),)

    def __str__(self) -> str:
        return self.key


class DecisionPoint(models.Model):
    version = models.ForeignKey(RoadmapVersion, models.PROTECT, related_name="decision_points")
    number = models.PositiveIntegerField()
    text_sv = models.TextField()
    text_en = models.TextField(null=True)
    addressee = models.TextField(null=True)
    force = models.CharField(max_length=10)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint("version", "number", name="decision_point_number"),)

    def __str__(self) -> str:
        return f"{self.number}"
