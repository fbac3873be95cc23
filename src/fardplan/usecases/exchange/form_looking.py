"""What a form that came back would change, row by row, beside what others did meanwhile."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fardplan.boards.external import folded
from fardplan.boards.field_conflicts import Joined, joined
from fardplan.boards.forms import FilledForm, FilledRow, Form, FormField, FormRow, FormTable, new_ref
from fardplan.presentation.sentences import Sentence
from fardplan.sources.workbooks.cells import as_typed, shown
from fardplan.sources.workbooks.form_reading import read_form
from fardplan.store.import_files import KeptFile, file_of
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.organisations import organisation as organisation_of
from fardplan.store.years import KnownStep, step_of
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.forms import FOLLOW_UP, PLAN, form_now
from fardplan.usecases.exchange.rules import can_load_form, check
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class FieldLook:
    """A field of a row: its heading, and what it was, is here now, and would be, as a person reads it."""

    name: str
    heading: str
    base: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class RowLook:
    """A row of the form that says something else than what is here.

    `changed` can be written as they are; `conflicts` somebody has changed here too, and a person chooses.
    `name` is how a form names the row, `title` how a person knows it. `lost`: what the row was about is no
    longer here, or can no longer be changed; nothing of it is written.
    """

    name: str
    table: str
    line: int
    title: str
    id: str | None
    revision: int
    changed: tuple[FieldLook, ...]
    conflicts: tuple[FieldLook, ...]
    lost: bool = False
    joined: Joined | None = None
    key: str = ""

    @property
    def is_new(self) -> bool:
        return self.id is None


@dataclass(frozen=True, slots=True)
class FormLook:
    """What a form would change. `there`: new rows that have been loaded already. `seen` names this list."""

    file: KeptFile
    board: KnownOrganisation
    step: KnownStep
    form: Form
    rows: tuple[RowLook, ...]
    there: int
    seen: str

    @property
    def conflicts(self) -> int:
        return sum(len(row.conflicts) for row in self.rows)

    @property
    def to_load(self) -> int:
        """How many rows have something that can be written."""
        return sum(not row.lost for row in self.rows)


def look_at_form(actor: Actor, home: Home, number: int, *, today: date) -> FormLook:
    """What a form that came back would change, field by field, beside what others did meanwhile."""
    file, content = file_of(number)
    if file.kind not in (PLAN, FOLLOW_UP) or file.organisation is None or file.step is None:
        raise NotFoundError(Sentence("there is no form numbered {number}", number=number))
    check(can_load_form, actor, file.organisation)
    filled = read_form(content, file.name)
    now = form_now(actor, home, file.year, file.step, file.organisation, today, filled.form.language)
    looking = _Looking(filled, {table.key: table for table in now.tables})
    rows = tuple(filter(None, map(looking.row, filled.rows)))
    told = [(row.name, row.revision, row.joined and row.joined.fields, row.conflicts) for row in rows]
    return FormLook(
        file,
        organisation_of(file.organisation),
        step_of(file.year, file.step),
        filled.form,
        rows,
        len(looking.loaded),
        hashlib.sha256(repr(told).encode()).hexdigest(),
    )


@dataclass(slots=True)
class _Looking:
    """The rows of a form beside what is here now, table by table from the top of the chain.

    `loaded`: new rows that have been loaded already, with the key that each has got here.
    """

    filled: FilledForm
    now: Mapping[str, FormTable]
    loaded: dict[str, str] = field(default_factory=dict)

    def row(self, row: FilledRow) -> RowLook | None:
        """A row as it is looked at; None where it says nothing that is not here."""
        values = {name: self.loaded.get(value, value) for name, value in row.values.items()}
        table = next(one for one in self.filled.form.tables if one.key == row.table)
        if row.id is not None:
            return self._changed(row, table, values)
        there = self._there(row.table, values)
        if there is None:
            return _new_row(row, table, values)
        self.loaded[new_ref(row.table, row.line)] = there.id
        return None

    def _there(self, table: str, values: Mapping[str, str]) -> FormRow | None:
        """What a new row says where it has been loaded already: the same wording beneath the same."""
        rows = self.now[table].rows if table in self.now else ()
        same = (
            one
            for one in rows
            if folded(one.values.get("title", "")) == folded(values.get("title", ""))
            and one.values.get("parent", "") == values.get("parent", "")
        )
        return next(same, None)

    def _changed(self, row: FilledRow, table: FormTable, values: Mapping[str, str]) -> RowLook | None:
        """A row that was there, beside what is here now."""
        sent = self.filled.sent(row)
        base = sent.values if sent else {}
        if all(base.get(name, "") == value for name, value in values.items()):
            return None
        rows = self.now[row.table].rows if row.table in self.now else ()
        now = next((one for one in rows if one.id == row.id), None)
        lost = now is None or now.closed
        theirs = now.values if now else base
        result = joined(base, theirs, values)
        if not lost and not result.changed and not result.conflicts:
            return None
        fields = {one.name: one for one in table.fields}
        conflicts = tuple(one.name for one in result.conflicts)
        return RowLook(
            f"{row.table}-{row.line}",
            table.title,
            row.line,
            _title(base, table),
            row.id,
            now.revision if now else 0,
            tuple(_look(fields[name], base, theirs, row.values) for name in result.changed),
            tuple(_look(fields[name], base, theirs, row.values) for name in conflicts),
            lost,
            result,
            row.table,
        )


def _new_row(row: FilledRow, table: FormTable, values: Mapping[str, str]) -> RowLook:
    told = tuple(
        FieldLook(one.name, one.heading, "", "", _said(one, row.values[one.name]))
        for one in table.fields
        if row.values.get(one.name)
    )
    return RowLook(
        f"{row.table}-{row.line}",
        table.title,
        row.line,
        row.values.get("title", ""),
        None,
        0,
        told,
        (),
        joined=joined({}, {}, values),
        key=row.table,
    )


def _look(
    one: FormField, base: Mapping[str, str], theirs: Mapping[str, str], yours: Mapping[str, str]
) -> FieldLook:
    told = [_said(one, values.get(one.name, "")) for values in (base, theirs, yours)]
    return FieldLook(one.name, one.heading, *told)


def _said(one: FormField, value: str) -> str:
    return as_typed(shown(one, value)) if value else ""


def _title(values: Mapping[str, str], table: FormTable) -> str:
    return next((values[one.name] for one in table.fields if values.get(one.name) and not one.choices), "")
