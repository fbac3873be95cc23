"""Two people who changed the same thing from the same beginning: what joins, and what a person must say.

Field by field: what one of them left as it was is the other's to change. Only a field that both changed, each
to something else, is a conflict; nothing is then written until a person has chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fardplan.vocabulary.errors import FieldConflict

Fields = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Joined:
    """What comes of two versions of the same thing.

    `fields` is theirs with what only you changed, which `changed` names. `conflicts` are the fields that both
    changed, each its own way: they stand in `fields` as theirs.
    """

    fields: dict[str, str | None]
    changed: tuple[str, ...]
    conflicts: tuple[FieldConflict, ...]


def joined(base: Fields, theirs: Fields, yours: Fields) -> Joined:
    """Join two versions made from `base`. A field that you do not give is as it was; the order is yours.

    None and the empty text are the same: nothing written.
    """
    fields = {name: value or None for name, value in theirs.items()}
    changed, conflicts = [], []
    for name in yours:
        began, their, your = (one.get(name) or None for one in (base, theirs, yours))
        if your in (began, their):
            continue
        if their == began:
            fields[name] = your
            changed.append(name)
        else:
            conflicts.append(FieldConflict(name, began, their, your))
    return Joined(fields, tuple(changed), tuple(conflicts))


CHOICES = ("theirs", "yours")


def chosen(result: Joined, choices: Mapping[str, str]) -> tuple[Joined, tuple[str, ...]]:
    """What a person's choices make of the conflicts: `theirs` or `yours`, by field.

    Returns the joined version, whose remaining conflicts are the ones without a choice, and their names.
    """
    fields, changed = dict(result.fields), list(result.changed)
    left = []
    for conflict in result.conflicts:
        choice = choices.get(conflict.name)
        if choice == "yours":
            fields[conflict.name] = conflict.yours
            changed.append(conflict.name)
        elif choice != "theirs":
            left.append(conflict)
    return Joined(fields, tuple(changed), tuple(left)), tuple(one.name for one in left)
