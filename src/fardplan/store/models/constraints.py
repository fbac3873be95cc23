"""Conditions that several tables put on their rows."""

from django.db import models
from django.db.models import Q


def all_or_none(*names: str) -> Q:
    """All the columns have a value, or none has."""
    return Q(**{f"{name}__isnull": True for name in names}) | Q(
        **{f"{name}__isnull": False for name in names}
    )


def exactly_one(*names: str) -> Q:
    """One of the columns has a value, and the others have none."""
    found = Q()
    for chosen in names:
        found |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return found


class Revised(models.Model):
    """What people edit: each save carries the revision that it was made from, and says who saved last."""

    revision = models.PositiveIntegerField(default=1)
    updated_by = models.CharField(max_length=150)
    updated_at = models.DateTimeField()

    class Meta:
        abstract = True
