"""What is wrong with a table, cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass

from fardplan.vocabulary.errors import InputError

SHOWN = 20
"""So many causes are listed; the rest are counted."""


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

    `faults` are all of them, in the order of the file; the message lists the first `SHOWN` causes, each where
    it is met first, with how many cells more say the same. What places are `counted` in is a line, unless the
    file has none to speak of.
    """

    def __init__(self, file: str, faults: Iterable[Fault], counted: str = "line") -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        causes: dict[tuple[str, str, str], list[Fault]] = {}
        for fault in self.faults:
            causes.setdefault((fault.column, fault.value, fault.expected), []).append(fault)
        listed = list(causes.values())[:SHOWN]
        shown = [_told(same, file, counted) for same in listed]
        cells = "1 cell" if len(self.faults) == 1 else f"{len(self.faults)} cells"
        more = f" The first {SHOWN} causes of {len(causes)} are listed." if len(causes) > SHOWN else ""
        super().__init__(
            "\n".join(shown),
            instead=f"{cells} in all cannot be read.{more}",
            outcome="Nothing was loaded. What was loaded before stays as it was.",
        )


def _told(same: list[Fault], file: str, counted: str) -> str:
    """A cause where it is met first, and how often it comes again."""
    again = len(same) - 1
    cells = "1 cell" if again == 1 else f"{again} cells"
    return same[0].told(file, counted) + (f" The same in {cells} more." if again else "")


class CellFault(Exception):
    """A cell that cannot be read. Its text says what was expected."""
