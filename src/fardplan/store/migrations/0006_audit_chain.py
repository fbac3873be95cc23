"""The audit log as a chain of sealed entries, those that were there already sealed in their order."""

from dataclasses import replace
from typing import Any

from django.db import migrations, models

from fardplan.store.migrations._guards import kept_as_recorded, put_up
from fardplan.vocabulary.audit import NOTHING_BEFORE, AuditEntry, seal_of

GUARDS = kept_as_recorded("store_auditevent", "the audit log is kept as it was written")


def seal(apps: Any, schema_editor: Any) -> None:
    previous = NOTHING_BEFORE
    for number, row in enumerate(apps.get_model("store", "AuditEvent").objects.order_by("id"), start=1):
        entry = AuditEntry(
            number, row.at, row.actor, row.action, row.subject, row.before, row.after, row.why, previous, ""
        )
        sealed = replace(entry, seal=seal_of(entry))
        row.number, row.previous, row.seal = number, previous, sealed.seal
        row.save()
        previous = sealed.seal


def unseal(apps: Any, schema_editor: Any) -> None:
    """The columns of the chain are removed with what they hold."""


class Migration(migrations.Migration):
    dependencies = (("store", "0005_edition_decision"),)
    operations = (
        migrations.AlterField("AuditEvent", "at", models.DateTimeField()),
        migrations.AddField("AuditEvent", "number", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("AuditEvent", "previous", models.CharField(max_length=64, null=True)),
        migrations.AddField("AuditEvent", "seal", models.CharField(max_length=64, null=True)),
        migrations.RunPython(seal, unseal),
        migrations.AlterField("AuditEvent", "number", models.PositiveBigIntegerField(unique=True)),
        migrations.AlterField("AuditEvent", "previous", models.CharField(max_length=64)),
        migrations.AlterField("AuditEvent", "seal", models.CharField(max_length=64, unique=True)),
        migrations.AlterModelOptions("AuditEvent", {"ordering": ("number",)}),
        put_up(GUARDS),
    )
