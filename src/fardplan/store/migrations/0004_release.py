"""What of a milestone's outlook is released: rows that are added and never changed."""

from django.db import migrations, models
from django.db.models import Q

from fardplan.store.migrations._guards import kept_as_recorded, put_up

GUARDS = kept_as_recorded("store_release", "a release is kept as it was recorded")


class Migration(migrations.Migration):
    dependencies = (("store", "0003_gap_target"),)
    operations = (
        migrations.CreateModel(
            "Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("milestone", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=11)),
                ("released", models.BooleanField()),
                ("day", models.DateField()),
                ("actor", models.CharField(max_length=150)),
                ("why", models.TextField(null=True)),
            ],
            options={
                "ordering": ("day", "id"),
                "constraints": (
                    models.CheckConstraint(
                        condition=Q(kind__in=("forecast", "probability", "recommended")), name="release_kind"
                    ),
                ),
            },
        ),
        put_up(GUARDS),
    )
