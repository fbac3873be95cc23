"""People who sign in, and what they may do for whom."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from fardplan.store.models.constraints import all_or_none


class User(AbstractUser):
    """A person who signs in. Accounts are ended, never removed: what was decided keeps who decided it.

    `username` is the person's name, made unique: the audit log calls them so. They sign in with `email`.
    """

    revision = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2, default="sv")
    reminders = models.BooleanField(default=True)
    away_from = models.DateField(null=True)
    away_to = models.DateField(null=True)
    deputy = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputy_of")
    ended = models.DateField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta(AbstractUser.Meta):
        constraints = (
            models.CheckConstraint(name="user_language", condition=Q(language__in=("sv", "en"))),
            models.CheckConstraint(name="user_away_whole", condition=all_or_none("away_from", "away_to")),
            models.CheckConstraint(
                name="user_away_ordered", condition=Q(away_to__isnull=True) | Q(away_to__gte=F("away_from"))
            ),
            models.CheckConstraint(name="user_deputy_is_another", condition=~Q(deputy=F("id"))),
            models.UniqueConstraint(Lower("email"), name="user_email_once", condition=~Q(email="")),
        )


class RoleGrant(models.Model):
    """A role that a person has, for an organisation or the whole city, from a day until it is ended.

    It holds on `valid_to` too. Whoever ends it does so at once: on `ended_on` it no longer holds.
    `source`: the key of the sign-in provider whose group gives it, None where a person gave it.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    organisation = models.ForeignKey("store.Organisation", models.PROTECT, null=True, related_name="grants")
    target_area = models.CharField(max_length=80, null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()
    why = models.TextField(null=True)
    source = models.CharField(max_length=40, null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=150, null=True)
    ended_why = models.TextField(null=True)

    class Meta:
        ordering = ("user", "id")
        constraints = (
            models.CheckConstraint(
                name="grant_ordered", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(name="grant_ended_whole", condition=all_or_none("ended_on", "ended_by")),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class ReminderSent(models.Model):
    """A reminder that a person got: one a day at most. Written before it is sent, and marked when it was."""

    person = models.ForeignKey(User, models.PROTECT, related_name="reminders_sent")
    day = models.DateField()
    items = models.PositiveIntegerField()
    handed_over = models.BooleanField(default=False)

    class Meta:
        ordering = ("day", "person")
        constraints = (models.UniqueConstraint("person", "day", name="reminder_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
