"""A milestone may carry a second target, for the gap between districts."""

from django.db import migrations, models
from django.db.models import Q

from fardplan.store.migrations._guards import guard, unguard

COLUMNS = ("gap_measure", "gap_level", "gap_year")


class Migration(migrations.Migration):
    dependencies = (("store", "0002_adopted_is_immutable"),)
    operations = (
        migrations.RunPython(unguard, guard),
        migrations.AddField("milestone", "gap_measure", models.CharField(max_length=13, null=True)),
        migrations.AddField("milestone", "gap_level", models.FloatField(null=True)),
        migrations.AddField("milestone", "gap_year", models.PositiveIntegerField(null=True)),
        migrations.AddConstraint(
            "milestone",
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True for name in COLUMNS})
                | Q(**{f"{name}__isnull": False for name in COLUMNS}),
                name="milestone_gap_whole",
            ),
        ),
        migrations.AddConstraint(
            "milestone",
            models.CheckConstraint(
                condition=Q(gap_measure__isnull=True)
                | Q(gap_measure__in=("difference", "slope"), gap_level__gte=0)
                | Q(gap_measure="ratio", gap_level__gte=1)
                | Q(gap_measure="between_share", gap_level__gte=0, gap_level__lte=1),
                name="milestone_gap_possible",
            ),
        ),
        migrations.RunPython(guard, unguard),
    )
