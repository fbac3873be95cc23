"""The triggers that guard what may not be changed, as migrations put them up and take them down.

SQLite makes a table anew to change it, and its triggers are lost: a migration that changes a guarded
table takes the guards down first and puts them up again last.
"""

from dataclasses import dataclass
from typing import Any

from django.db import migrations

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
ACTIONS = {
    "INSERT": ("NEW",),
    "UPDATE": ("OLD", "NEW"),
    "DELETE": ("OLD",),
}


@dataclass(frozen=True)
class Guard:
    """A trigger that refuses `action` on `table`, with `message`, where `condition` holds."""

    name: str
    table: str
    action: str
    condition: str
    message: str

    def put_up(self, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {self.name} BEFORE {self.action} ON {self.table} WHEN {self.condition} "
                f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            )
            return
        schema_editor.execute(
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self.condition} THEN RAISE EXCEPTION '{self.message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {'OLD' if self.action == 'DELETE' else 'NEW'}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {self.name} BEFORE {self.action} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )

    def take_down(self, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {self.name}")
        else:
            schema_editor.execute(f"DROP TRIGGER {self.name} ON {self.table}")
            schema_editor.execute(f"DROP FUNCTION {self.name}()")


def kept_as_recorded(table: str, message: str) -> list[Guard]:
    """Guards of a table whose rows are added and never changed."""
    conditions = (
        ("UPDATE", "OLD.id IS NOT NULL"),
        ("DELETE", "OLD.id IS NOT NULL"),
        # SQLite's INSERT OR REPLACE removes the old row without asking the triggers of DELETE.
        ("INSERT", f"EXISTS (SELECT 1 FROM {table} taken WHERE taken.id = NEW.id)"),
    )
    return [
        Guard(f"{table}_kept_{action.lower()}", table, action, condition, message)
        for action, condition in conditions
    ]


def never_removed(table: str, message: str) -> list[Guard]:
    """Guards of a table whose rows may change, and are never removed."""
    return [Guard(f"{table}_kept_delete", table, "DELETE", "OLD.id IS NOT NULL", message)]


def put_up(guards: list[Guard]) -> migrations.RunPython:
    """The operation that puts guards up, and takes them down where it is undone."""

    def up(apps: Any, schema_editor: Any) -> None:
        for item in guards:
            item.put_up(schema_editor)

    def down(apps: Any, schema_editor: Any) -> None:
        for item in guards:
            item.take_down(schema_editor)

    return migrations.RunPython(up, down)


def guard(apps: Any, schema_editor: Any) -> None:
    for item in _adopted():
        item.put_up(schema_editor)


def unguard(apps: Any, schema_editor: Any) -> None:
    for item in _adopted():
        item.take_down(schema_editor)


def _adopted() -> list[Guard]:
    conditions = [
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
    return [
        Guard(
            f"{table}_adopted_{action.lower()}",
            table,
            action,
            condition,
            "an adopted roadmap version cannot be changed",
        )
        for table, action, condition in conditions
    ]
