"""A form that a board takes away and fills in: its tables, what each cell may hold, and what stood there."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Language

FormKind = Literal["plan", "follow_up"]


NEW = "new"


def new_ref(table: str, line: int) -> str:
    """What is chosen to say: what the new row at this line of the sheet of a table tells of."""
    return f"{NEW} {table} {line}"


def is_new_ref(value: str) -> bool:
    return value.startswith(f"{NEW} ")


class CellKind(StrEnum):
    """What a cell of a form holds. `FIXED` is there to be read and cannot be changed."""

    FIXED = "fixed"
    TEXT = "text"
    CHOICE = "choice"
    DAY = "day"
    NUMBER = "number"


class Choice(Frozen):
    """One of the answers to choose from: what is kept, and how it is told."""

    value: str
    label: str


class FormField(Frozen):
    """A column of a form. `low` and `high` are the least and the most: numbers, or days as 2027-01-31.

    `required` cells must be filled; where `required_when` names another choice of the row (`field=value`),
    only then. `only_new`: filled in on a new row, and fixed on those that are there.
    """

    name: str
    heading: str
    kind: CellKind
    width: int = 20
    hint: str = ""
    required: bool = False
    required_when: str | None = None
    only_new: bool = False
    choices: tuple[Choice, ...] = ()
    low: str | None = None
    high: str | None = None
    longest: int | None = None

    @model_validator(mode="after")
    def _whole(self) -> "FormField":
        labels = [choice.label.casefold() for choice in self.choices]
        if (self.kind is CellKind.CHOICE) != bool(labels) or len(set(labels)) != len(labels):
            raise ValueError(f"'{self.name}' is a choice of different answers, or is none and has none")
        return self

    def is_needed(self, values: Mapping[str, str | None]) -> bool:
        """Whether a row with these values must have this one."""
        if self.required_when:
            name, _, value = self.required_when.partition("=")
            return values.get(name) == value
        return self.required


class FormRow(Frozen):
    """What stood in a row when the form was taken away. `id` and `revision` are those of what it is about.

    `values` by the name of the column: days as 2027-01-31, numbers with a decimal point, choices as kept;
    what is empty is left out. `closed`: nothing in the row can be changed.
    """

    id: str
    revision: int
    values: dict[str, str]
    closed: bool = False


class FormTable(Frozen):
    """A sheet of a form: its columns, the rows that are there, and how many empty ones are for new items."""

    key: str
    title: str
    intro: str
    fields: tuple[FormField, ...]
    rows: tuple[FormRow, ...]
    spare: int = 0

    @model_validator(mode="after")
    def _whole(self) -> "FormTable":
        ids = [row.id for row in self.rows]
        names = {field.name for field in self.fields}
        headings = {field.heading.casefold() for field in self.fields}
        if len(set(ids)) != len(ids) or len(names) != len(self.fields) or len(headings) != len(names):
            raise ValueError(f"the ids, names and headings of '{self.key}' are each of one thing")
        if any(not names >= row.values.keys() for row in self.rows):
            raise ValueError(f"a row of '{self.key}' has a value without a column")
        return self


class Form(Frozen):
    """A form as it was taken away. `step` is the key of the year's step; `made` the day.

    `name` and `step_name` are how the organisation and the step are told; `instructions` what a person needs
    to know before they begin, a paragraph each.
    """

    kind: FormKind
    organisation: str
    name: str
    year: int
    step: str
    step_name: str
    made: date
    language: Language
    instructions: tuple[str, ...]
    tables: tuple[FormTable, ...]

    @property
    def title(self) -> str:
        return f"{self.name}, {self.step_name} {self.year}"


class FilledRow(Frozen):
    """A row as it came back: of which table, at which line of its sheet; a new one has no `id`.

    `values` has every column that could be changed; what was left empty is the empty text.
    """

    table: str
    line: int
    id: str | None
    values: dict[str, str]


class FilledForm(Frozen):
    """A form that came back whole: as it was taken away, and what stands in its rows now.

    Rows nobody touched are there too. New rows without anything in them are not.
    """

    form: Form
    rows: tuple[FilledRow, ...]

    def sent(self, row: FilledRow) -> FormRow | None:
        """The row as it was taken away; None for a new one."""
        for table in self.form.tables:
            if table.key == row.table:
                return next((one for one in table.rows if one.id == row.id), None)
        return None
