"""The triggers that guard adopted versions, as migrations put them up and take them down.

SQLite makes a table anew to change it, and its triggers are lost: a migration that changes a guarded
table takes the guards down first and puts them up again last.
"""

from typing import Any

VERSION_OF = {
    "store_targetarea": "SELECT decision_date FROM store_roadmapversion WHERE id = {row}.version_id",
    "store_milestone": "SELECT decision_date FROM store_roadmapversion WHERE id = {row}.version_id",
    "store_strategy": "SELECT decision_date FROM store_roadmapversion WHERE id = {row}.version_id",
    "store_decisionpoint": "SELECT decision_date FROM store_roadmapversion WHERE id = {row}.version_id",
} | {
    table: "SELECT v.decision_date FROM store_roadmapversion v JOIN store_milestone m "
    "ON m.version_id = v.id WHERE m.id = {row}.milestone_id"
    for table in ("store_relatedmilestone", "store_contextindicator", "store_responsibility")
}
MESSAGE = "an adopted roadmap version cannot be changed"
ACTIONS = {
    "INSERT": ("NEW",),
    "UPDATE": ("OLD", "NEW"),
    "DELETE": ("OLD",),
}


def _guards() -> list[tuple[str, str, str]]:
    """Table, action and the condition that refuses it."""
    return [
        (table, action, " OR ".join(f"({decided.format(row=row)}) IS NOT NULL" for row in rows))
        for table, decided in VERSION_OF.items()
        for action, rows in ACTIONS.items()
    ] + [
        # A version may be born adopted, from a file, and adopting is an update of a proposed one.
        ("store_roadmapversion", "UPDATE", "OLD.decision_date IS NOT NULL"),
        ("store_roadmapversion", "DELETE", "OLD.decision_date IS NOT NULL"),
        # SQLite's INSERT OR REPLACE removes the old row without asking the triggers of DELETE.
        (
            "store_roadmapversion",
            "INSERT",
            "EXISTS (SELECT 1 FROM store_roadmapversion taken WHERE taken.decision_date IS NOT NULL "
            "AND (taken.id = NEW.id OR taken.number = NEW.number))",
        ),
    ]


def guard(apps: Any, schema_editor: Any) -> None:
    for table, action, condition in _guards():
        name = f"{table}_adopted_{action.lower()}"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        else:
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END IF; "
                f"RETURN {'OLD' if action == 'DELETE' else 'NEW'}; END $$"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def unguard(apps: Any, schema_editor: Any) -> None:
    for table, action, _ in _guards():
        name = f"{table}_adopted_{action.lower()}"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION {name}()")
