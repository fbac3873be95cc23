"""Nothing that was decided, promised or answered is removed, and what records an event is never changed."""

from django.db import migrations

from fardplan.store.migrations._guards import kept_as_recorded, never_removed, put_up

EVENTS = (
    "answerrevision",
    "assessment",
    "budgetadoption",
    "candidaterevision",
    "caserevision",
    "casestep",
    "consideration",
    "correction",
    "councilrevision",
    "decisionrecord",
    "doubtruling",
    "importfile",
    "importmapping",
    "followuprevision",
    "importrun",
    "kepttext",
    "owntarget",
    "planrevision",
    "relayrevision",
    "reporttext",
    "submissionevent",
    "submissiontext",
)
KEPT = (
    "candidate",
    "casedocument",
    "changerequest",
    "councilitem",
    "councilresponsible",
    "cyclestep",
    "cycleyear",
    "documentdoubt",
    "externalitem",
    "followup",
    "organisation",
    "planitem",
    "planmaster",
    "referralanswer",
    "relay",
    "remindersent",
    "roadmapcase",
    "rolegrant",
    "submission",
    "succession",
    "user",
)
GUARDS = [
    guard
    for table in EVENTS
    for guard in kept_as_recorded(f"store_{table}", "what happened is kept as it was recorded")
] + [
    guard
    for table in KEPT
    for guard in never_removed(f"store_{table}", "what was decided or promised is ended, never removed")
]


class Migration(migrations.Migration):
    dependencies = (("store", "0007_workspace"),)
    operations = (put_up(GUARDS),)
