"""Decisions on figures that waited for a statistician: rows that are added and never changed."""

from django.db import migrations, models

from fardplan.store.migrations._guards import kept_as_recorded, put_up

GUARDS = kept_as_recorded("store_editiondecision", "a decision is kept as it was recorded")


class Migration(migrations.Migration):
    dependencies = (("store", "0004_release"),)
    operations = (
        migrations.CreateModel(
            "EditionDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=80)),
                ("source", models.CharField(max_length=400)),
                ("edition", models.CharField(max_length=80)),
                ("approved", models.BooleanField()),
                ("day", models.DateField()),
                ("actor", models.CharField(max_length=150)),
                ("why", models.TextField(null=True)),
            ],
            options={"ordering": ("id",)},
        ),
        put_up(GUARDS),
    )
