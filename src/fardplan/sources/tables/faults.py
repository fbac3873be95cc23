"""What is wrong with a table, cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass

from fardplan.vocabulary.errors import InputError

SHOWN = 20
"""So many faults are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read: the line in the file, from 1, the column as it is headed, what stands
    there, and what was expected."""

    line: int
    column: str
    value: str
    expected: str

    def told(self, file: str, counted: str = "line") -> str:
        place = str(self.line) if counted == "line" else f" {counted} {self.line}"
        return f"{file}:{place}: column '{self.column}': '{self.value}'. Expected {self.expected}."


class TableRefused(InputError):
    """A table of which nothing was loaded, since something in it cannot be read.

    `faults` are all of them, in the order of the file; the message lists the first `SHOWN`. What their
    places are `counted` in is a line, unless the file has none to speak of.
    """

    def __init__(self, file: str, faults: Iterable[Fault], counted: str = "line") -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        shown = [fault.told(file, counted) for fault in self.faults[:SHOWN]]
        more = len(self.faults) - len(shown)
        cells = "1 cell" if len(self.faults) == 1 else f"{len(self.faults)} cells"
        super().__init__(
            "\n".join(shown),
            instead=f"{cells} in all cannot be read." + (f" The first {SHOWN} are listed." if more else ""),
            outcome="Nothing was loaded. What was loaded before stays as it was.",
        )


class CellFault(Exception):
    """A cell that cannot be read. Its text says what was expected."""
