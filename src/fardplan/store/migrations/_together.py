"""Many tables made in one operation.

Django draws all models anew after each operation that makes one, so that forty tables cost forty times what
one costs, in every new home. Made together they are drawn once.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """The tables of `operations`, each of which may refer to those before it."""

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        if "apps" in vars(state):
            del state.apps  # what was drawn is drawn again when it is asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.operations)} models"


def together(operations: Sequence[Operation]) -> list[Operation]:
    """The same operations, those that make tables and stand side by side as one."""
    made: list[Operation] = []
    creates: list[CreateModel] = []
    for operation in operations:
        if isinstance(operation, CreateModel):
            if not creates:
                made.append(CreateModels(creates))
            creates.append(operation)
        else:
            creates = []
            made.append(operation)
    return made
