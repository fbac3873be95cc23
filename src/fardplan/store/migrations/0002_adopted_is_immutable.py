"""What the council has adopted cannot be changed or deleted, whoever writes to the database."""

from django.db import migrations

from fardplan.store.migrations._guards import guard, unguard


class Migration(migrations.Migration):
    dependencies = (("store", "0001_roadmap_with_time"),)
    operations = (migrations.RunPython(guard, unguard),)
