"""The chain of goals: what the council sets, what a board or company plans, and what it considered."""

from django.db import models
from django.db.models import F, Q

from fardplan.store.models.constraints import Revised, exactly_one
from fardplan.store.models.organisations import DecisionRecord, Organisation
from fardplan.store.models.people import User
from fardplan.store.models.years import CycleYear


class CouncilItem(Revised):
    """A goal, an indicator or an activity of the council in a year, as its budget has it.

    Until the budget is adopted the row is edited; after that it stays, and what applies on a day follows
    from it and from the changes that were approved (`store/council_items.py`: never read the row alone). A
    row that is `proposed` belongs to a change that would add it. `kind` is a value of
    `boards.chain.ItemKind`. `target` is the city's årsmål as a number, `target_text` one that is told in
    words. `indicator` is the key of an indicator of the catalogue that gives its outcome, where there is
    one.
    """

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="council_items")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    text_sv = models.TextField()
    text_en = models.TextField(null=True)
    indicator = models.CharField(max_length=80, null=True)
    unit = models.CharField(max_length=40, null=True)
    wanted = models.CharField(max_length=4, null=True)
    target = models.FloatField(null=True)
    target_text = models.TextField(null=True)
    by_sex = models.BooleanField(default=False)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    state = models.CharField(max_length=9, default="active")
    position = models.PositiveIntegerField()
    source = models.TextField(null=True)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("year", "position", "id")
        constraints = (
            models.UniqueConstraint("year", "key", name="council_item_key"),
            models.CheckConstraint(
                name="council_item_kind",
                condition=Q(
                    kind__in=("orientation_goal", "area_goal", "council_indicator", "council_activity")
                ),
            ),
            models.CheckConstraint(
                name="council_item_state", condition=Q(state__in=("active", "proposed", "withdrawn"))
            ),
            models.CheckConstraint(
                name="council_item_wanted", condition=Q(wanted__isnull=True) | Q(wanted__in=("up", "down"))
            ),
            models.CheckConstraint(
                name="council_item_one_target", condition=Q(target__isnull=True) | Q(target_text__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.key


class CouncilResponsible(models.Model):
    """An organisation that answers for an item of the council; the target is the årsmål it was given.

    As adopted, like the item. `ended`: it was taken away again before the budget was adopted.
    """

    item = models.ForeignKey(CouncilItem, models.PROTECT, related_name="responsible")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="council_items")
    target = models.FloatField(null=True)
    target_text = models.TextField(null=True)
    ended = models.DateField(null=True)

    class Meta:
        ordering = ("item", "organisation")
        constraints = (
            models.UniqueConstraint("item", "organisation", name="council_responsible_once"),
            models.CheckConstraint(
                name="responsible_one_target", condition=Q(target__isnull=True) | Q(target_text__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.organisation_id}"


class CouncilRevision(models.Model):
    """What an item of the council said after a save. Rows are added, never changed."""

    item = models.ForeignKey(CouncilItem, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("item", "revision")
        constraints = (models.UniqueConstraint("item", "revision", name="council_revision_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.revision}"


class BudgetAdoption(models.Model):
    """The council adopted the year's budget: from then on its items change by decision alone. Never
    changed.
    """

    year = models.OneToOneField(CycleYear, models.PROTECT, related_name="adoption")
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, related_name="adoptions")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.year_id}"


class OwnTarget(models.Model):
    """The årsmål that a board set for itself on an indicator of the council; the last by a day applies.

    Neither number nor words: it took its own target back. Rows are added, never changed.
    """

    item = models.ForeignKey(CouncilItem, models.PROTECT, related_name="own_targets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="own_targets")
    target = models.FloatField(null=True)
    target_text = models.TextField(null=True)
    why = models.TextField(null=True)
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="own_target_is_one", condition=Q(target__isnull=True) | Q(target_text__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.organisation_id}"


class PlanItem(Revised):
    """A goal, indicator or activity of a board or company, or a unit's undertaking. Dropped, never removed.

    `kind` is a value of `boards.chain.ItemKind`. `council` is what it answers of the council's.
    `programme`: it stands in the local development programme. `responsible_name` stands where the person
    has no account. `dropped_on`: the day since when it no longer holds. Its target (årsmål) is a number or
    words.
    """

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="plan_items")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="plan_items")
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    council = models.ForeignKey(CouncilItem, models.PROTECT, null=True, related_name="answers")
    text = models.TextField()
    expected = models.TextField(default="")
    indicator = models.CharField(max_length=80, null=True)
    unit = models.CharField(max_length=40, null=True)
    wanted = models.CharField(max_length=4, null=True)
    target = models.FloatField(null=True)
    target_text = models.TextField(null=True)
    by_sex = models.BooleanField(default=False)
    responsible = models.ForeignKey(User, models.PROTECT, null=True, related_name="plan_items")
    responsible_name = models.TextField(default="")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    programme = models.BooleanField(default=False)
    state = models.CharField(max_length=11, default="active")
    dropped_on = models.DateField(null=True)
    dropped_why = models.TextField(null=True)
    position = models.PositiveIntegerField()
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("year", "organisation", "position", "id")
        constraints = (
            models.CheckConstraint(
                name="plan_item_kind",
                condition=Q(kind__in=("board_goal", "board_indicator", "board_activity", "undertaking")),
            ),
            models.CheckConstraint(
                name="plan_item_state",
                condition=Q(state__in=("active", "dropped", "handed_over")),
            ),
            models.CheckConstraint(
                name="plan_item_dropped",
                condition=Q(state="active", dropped_on__isnull=True)
                | (
                    ~Q(state="active")
                    & Q(dropped_on__isnull=False, dropped_why__isnull=False)
                    & ~Q(dropped_why="")
                ),
            ),
            models.CheckConstraint(
                name="plan_item_wanted", condition=Q(wanted__isnull=True) | Q(wanted__in=("up", "down"))
            ),
            models.CheckConstraint(
                name="plan_item_one_target", condition=Q(target__isnull=True) | Q(target_text__isnull=True)
            ),
            models.CheckConstraint(
                name="plan_item_ordered",
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
            models.CheckConstraint(
                name="plan_item_origin", condition=Q(origin__in=("entered", "imported", "simulated"))
            ),
        )
        indexes = (
            models.Index(fields=("year", "organisation"), name="plan_item_of_board"),
            models.Index(fields=("responsible", "year"), name="plan_item_of_person"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind} {self.id}"


class PlanRevision(models.Model):
    """What an item of a plan said after a save, with its links. Rows are added, never changed."""

    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="revisions")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("item", "revision")
        constraints = (models.UniqueConstraint("item", "revision", name="plan_revision_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.revision}"


class RoadmapLink(models.Model):
    """An item of a plan, or of the council, serves a strategy or a milestone of the roadmap, by its key."""

    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, related_name="links")
    council = models.ForeignKey(CouncilItem, models.PROTECT, null=True, related_name="links")
    strategy = models.CharField(max_length=80, null=True)
    milestone = models.CharField(max_length=80, null=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="link_from_one", condition=exactly_one("item", "council")),
            models.CheckConstraint(name="link_to_one", condition=exactly_one("strategy", "milestone")),
            models.UniqueConstraint(
                "item",
                "strategy",
                name="item_strategy_once",
                condition=Q(item__isnull=False, strategy__isnull=False),
            ),
            models.UniqueConstraint(
                "item",
                "milestone",
                name="item_milestone_once",
                condition=Q(item__isnull=False, milestone__isnull=False),
            ),
            models.UniqueConstraint(
                "council",
                "strategy",
                name="council_strategy_once",
                condition=Q(council__isnull=False, strategy__isnull=False),
            ),
            models.UniqueConstraint(
                "council",
                "milestone",
                name="council_milestone_once",
                condition=Q(council__isnull=False, milestone__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id or self.council_id} {self.strategy or self.milestone}"


class Consideration(models.Model):
    """What a board answered for a target area, or for one strategy of it (else empty). Rows are only added.

    The last by a day applies. `basis` is the fingerprint of what its plan had there when it answered.
    `programme`: it concerns the local development programme.
    """

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="considerations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="considerations")
    target_area = models.CharField(max_length=80)
    strategy = models.CharField(max_length=80, default="")
    answer = models.CharField(max_length=13)
    why = models.TextField(default="")
    basis = models.CharField(max_length=64)
    programme = models.BooleanField(default=False)
    day = models.DateField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="consideration_answer",
                condition=Q(answer__in=("acts", "ordinary_work", "not_acting", "not_ours")),
            ),
            models.CheckConstraint(name="consideration_why", condition=~Q(answer="not_acting") | ~Q(why="")),
        )
        indexes = (models.Index(fields=("year", "organisation"), name="consideration_of_board"),)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.target_area} {self.strategy} {self.answer}"


class ChangeRequest(Revised):
    """A change within a year of an item of the council's, its årsmål or who answers, for the council to
    approve.

    `kind` and `state` are values of `boards.changes`. `organisation` says whose target it changes, None the
    city's. `before` and `after` are words. `proposed_for` is the board that proposes, None the strategist.
    `declined_why` tells who proposed it why it was declined.
    """

    year = models.ForeignKey(CycleYear, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=11)
    council = models.ForeignKey(CouncilItem, models.PROTECT, related_name="changes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="changes")
    before = models.TextField(null=True)
    after = models.TextField(null=True)
    why = models.TextField()
    proposed_for = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="proposals")
    proposed = models.DateField()
    state = models.CharField(max_length=9, default="proposed")
    decision = models.ForeignKey(DecisionRecord, models.PROTECT, null=True, related_name="changes")
    effective = models.DateField(null=True)
    declined_why = models.TextField(null=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    origin = models.CharField(max_length=9, default="entered")

    class Meta:
        ordering = ("year", "number")
        constraints = (
            models.UniqueConstraint("year", "number", name="change_number"),
            models.CheckConstraint(
                name="change_kind",
                condition=Q(kind__in=("wording", "target", "responsible", "ends", "new")),
            ),
            models.CheckConstraint(
                name="change_state",
                condition=Q(state__in=("proposed", "collected", "approved", "declined", "withdrawn")),
            ),
            models.CheckConstraint(
                name="change_approved_by_decision",
                condition=~Q(state="approved") | Q(decision__isnull=False, effective__isnull=False),
            ),
            models.CheckConstraint(
                name="change_declined_with_reason",
                condition=~Q(state="declined") | Q(declined_why__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.state}"
