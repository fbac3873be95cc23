"""What is wrong with a workbook, cell by cell: where, what stands there, and what there is instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from fardplan.presentation.sentences import Sentence, one_after_another
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import InputError

SHOWN = 20
"""So many faults are told in the message; all of them are in `faults`."""

NOTHING_LOADED = message("Nothing was loaded.")


@dataclass(frozen=True, slots=True)
class WorkbookFault:
    """A place in a workbook that cannot be read: `expected` says what there should be instead.

    `row` and `column` are as the spreadsheet shows them, from 1 and from A; None where it is the whole sheet.
    """

    sheet: str
    row: int | None
    column: str | None
    heading: str
    value: str
    expected: Sentence

    @property
    def cell(self) -> str:
        """The address of the cell, as `D7`."""
        return f"{self.column or ''}{self.row or ''}"

    def told(self) -> Sentence:
        if not self.cell:
            return Sentence("Sheet '{sheet}': {expected}", sheet=self.sheet, expected=self.expected)
        if not self.heading:
            return Sentence(
                "Sheet '{sheet}', cell {cell}: '{value}'. {expected}",
                sheet=self.sheet,
                cell=self.cell,
                value=self.value,
                expected=self.expected,
            )
        return Sentence(
            "Sheet '{sheet}', cell {cell}, column '{heading}': '{value}'. {expected}",
            sheet=self.sheet,
            cell=self.cell,
            heading=self.heading,
            value=self.value,
            expected=self.expected,
        )


class WorkbookRefused(InputError):
    """A workbook of which nothing was loaded. `faults` are all that is wrong, in the order of its sheets."""

    def __init__(self, name: str, faults: Sequence[WorkbookFault]) -> None:
        self.faults = tuple(faults)
        listed: list[str] = [fault.told() for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            listed.append(Sentence("And {count} places more.", count=len(self.faults) - SHOWN))
        super().__init__(one_after_another(listed), where=name, outcome=Sentence(NOTHING_LOADED))
        self.name = name

    def __reduce__(self) -> tuple[object, ...]:
        return WorkbookRefused, (self.name, self.faults)
