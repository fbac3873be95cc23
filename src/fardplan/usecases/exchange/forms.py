"""A board's form in Excel: taken away, filled in, loaded back with what others did meanwhile shown first."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.boards.chain import ItemKind
from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.external import folded
from fardplan.boards.field_conflicts import Joined, chosen, joined
from fardplan.boards.follow_up import ActivityState, Told
from fardplan.boards.forms import FilledForm, FilledRow, Form, FormField, FormTable
from fardplan.boards.mastery import Mastery, check_can_edit_here
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import translate
from fardplan.roadmap.assessing import Judgement
from fardplan.sources.workbooks.cells import YES, as_typed, shown
from fardplan.sources.workbooks.form_reading import Wanted, read_form
from fardplan.sources.workbooks.form_writing import workbook_of_form
from fardplan.store.audit import record
from fardplan.store.council_items import council_of
from fardplan.store.exchange import KeptFile, add_file, add_run, file_of, files_of, master_of
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.organisations import organisation as organisation_of
from fardplan.store.plan_items import plans_of
from fardplan.store.turns import Turn, share_turn, take_turn
from fardplan.store.years import KnownStep, step_of
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.form_tables import follow_up_tables, plan_tables
from fardplan.usecases.exchange.rules import can_fetch_form, can_load_form, check
from fardplan.usecases.homes import Home
from fardplan.usecases.year.follow_ups import organisation_s_follow_up, tell
from fardplan.usecases.year.plans import add_to_plan, change_item
from fardplan.vocabulary.errors import EditConflict, FardplanError, NotFoundError, RuleError
from fardplan.vocabulary.text import Language

PLAN, FOLLOW_UP = "plan", "follow_up"


@dataclass(frozen=True, slots=True)
class FetchedForm:
    """A form to take away: the name of the file and what is in it."""

    name: str
    content: bytes


def fetch_form(
    actor: Actor, home: Home, year: int, step: str, organisation: str, *, today: date, language: Language
) -> FetchedForm:
    """An organisation's form for a step of the year, as a workbook that checks itself.

    Raises `RuleError` for a step without a form, and where another system keeps the plan.
    """
    check(can_fetch_form, actor, organisation)
    check_can_edit_here(master_of(year, organisation))
    form = _form(actor, home, year, step, organisation, today, language)
    return FetchedForm(f"{organisation}-{step}-{year}.xlsx", workbook_of_form(form))


def _form(
    actor: Actor, home: Home, year: int, step: str, organisation: str, today: date, language: Language
) -> Form:
    found, board = step_of(year, step), organisation_of(organisation)
    kind = kind_of(found)
    if kind == PLAN:
        plan = [item for item in plans_of(year, today, [organisation]) if item.is_live(today)]
        tables = plan_tables(plan, council_of(year, today), year, language)
    else:
        sheet = organisation_s_follow_up(actor, home, year, step, organisation, today=today)
        tables = follow_up_tables(sheet.owed, year, language)
    return Form(
        kind="plan" if kind == PLAN else "follow_up",
        organisation=organisation,
        name=board.name.in_language(language),
        year=year,
        step=step,
        step_name=found.days.name.in_language(language),
        made=today,
        language=language,
        instructions=tuple(_instructions(kind, found, language)),
        tables=tables,
    )


def kind_of(step: KnownStep) -> str:
    """Which form a step has. Raises `RuleError` for one that has none."""
    if step.days.kind is StepKind.PLAN:
        return PLAN
    if step.days.kind in FOLLOWED_UP:
        return FOLLOW_UP
    raise RuleError(
        Sentence("the step '{step}' has no form to fill in", step=step.days.name.sv),
        instead=Sentence("There are forms for plans and for follow-ups."),
    )


def _instructions(kind: str, step: KnownStep, language: Language) -> Iterable[str]:
    yield translate("To be ready by {day}.", language, day=step.days.ready_by)
    if kind == PLAN:
        yield translate("Fill in new items on the empty rows last on each sheet.", language)
        yield translate(
            "What stands beneath a new goal: load the goal first, then fetch the form again.", language
        )
        yield translate("What is to be dropped is dropped in Färdplan, with a reason.", language)
    else:
        yield translate(
            "What you already told is there, and otherwise the latest figure and last text.", language
        )
        yield translate("Choose yes under Ready? when nothing more is to be said of a row.", language)


def bring_form(
    actor: Actor, year: int, step: str, organisation: str, content: bytes, name: str, *, today: date
) -> int:
    """Keep a form that comes back filled in, to be looked at; gives its number. Nothing of it is loaded yet.

    Raises `InputError` with everything in it that is not as it should be, by sheet, row and column.
    """
    check(can_load_form, actor, organisation)
    check_can_edit_here(master_of(year, organisation))
    kind = kind_of(step_of(year, step))
    read_form(content, name, Wanted(kind, organisation, year, step))
    with transaction.atomic():
        take_turn(Turn.PLANS)
        number = add_file(
            kind,
            content,
            hashlib.sha256(content).hexdigest(),
            name=name,
            year=year,
            by=actor.name,
            day=today,
            organisation=organisation,
            step=step,
        )
        record(
            actor.name,
            "bring form",
            f"file {number}",
            after={"name": name, "year": year, "organisation": organisation, "step": step},
        )
    return number


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
    now = _form(actor, home, file.year, file.step, file.organisation, today, filled.form.language)
    rows, there = [], 0
    for row in filled.rows:
        table, current = _table(filled.form, row.table), _table_or_none(now, row.table)
        if row.id is None:
            if _is_there(row, current):
                there += 1
            else:
                rows.append(_new_row(row, table))
            continue
        looked = _row(row, filled, table, current)
        if looked is not None:
            rows.append(looked)
    told = [(row.name, row.revision, row.joined and row.joined.fields, row.conflicts) for row in rows]
    return FormLook(
        file,
        organisation_of(file.organisation),
        step_of(file.year, file.step),
        filled.form,
        tuple(rows),
        there,
        hashlib.sha256(repr(told).encode()).hexdigest(),
    )


def _table(form: Form, key: str) -> FormTable:
    return next(table for table in form.tables if table.key == key)


def _table_or_none(form: Form, key: str) -> FormTable | None:
    return next((table for table in form.tables if table.key == key), None)


def _is_there(row: FilledRow, current: FormTable | None) -> bool:
    """Whether what a new row says has been loaded already: the same wording beneath the same."""
    return any(
        folded(one.values.get("title", "")) == folded(row.values.get("title", ""))
        and one.values.get("parent", "") == row.values.get("parent", "")
        for one in (current.rows if current else ())
    )


def _new_row(row: FilledRow, table: FormTable) -> RowLook:
    told = tuple(
        FieldLook(field.name, field.heading, "", "", _said(field, row.values[field.name]))
        for field in table.fields
        if row.values.get(field.name)
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
        joined=joined({}, {}, row.values),
        key=row.table,
    )


def _row(row: FilledRow, filled: FilledForm, table: FormTable, current: FormTable | None) -> RowLook | None:
    """A row beside what is here now; None where it says nothing new."""
    sent = filled.sent(row)
    base = sent.values if sent else {}
    if all(base.get(name, "") == value for name, value in row.values.items()):
        return None
    now = next((one for one in current.rows if one.id == row.id), None) if current else None
    lost = now is None or now.closed
    theirs = now.values if now else base
    result = joined(base, theirs, row.values)
    if not lost and not result.changed and not result.conflicts:
        return None
    fields = {field.name: field for field in table.fields}
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


def _look(
    field: FormField, base: Mapping[str, str], theirs: Mapping[str, str], yours: Mapping[str, str]
) -> FieldLook:
    told = [_said(field, values.get(field.name, "")) for values in (base, theirs, yours)]
    return FieldLook(field.name, field.heading, *told)


def _said(field: FormField, value: str) -> str:
    return as_typed(shown(field, value)) if value else ""


def _title(values: Mapping[str, str], table: FormTable) -> str:
    return next((values[one.name] for one in table.fields if values.get(one.name) and not one.choices), "")


@dataclass(frozen=True, slots=True)
class LoadedForm:
    """What loading a form did: how many items it changed, how many it added."""

    changed: int
    added: int


def load_form(
    actor: Actor, home: Home, number: int, *, choices: Mapping[str, str], seen: str, today: date
) -> LoadedForm:
    """Write what a form says, all of it or nothing, each row by the rules of plans or follow-ups.

    `choices` has `theirs` or `yours` for every field in conflict, as `<row>-<field>`. Raises `RuleError`
    where one is missing, where something else would be written than the `FormLook.seen` that was looked at,
    and what writing a row by hand would raise.
    """
    with transaction.atomic():
        share_turn(Turn.YEARS)
        take_turn(Turn.PLANS)
        look = look_at_form(actor, home, number, today=today)
        if look.seen != seen:
            raise RuleError(
                Sentence("somebody has changed something since you looked at the list"),
                instead=Sentence("Look at the list again, and load the form then."),
                outcome=Sentence("Nothing was loaded."),
            )
        changed = added = 0
        for row in look.rows:
            if row.lost or row.joined is None:
                continue
            result, left = chosen(row.joined, _choices_of(row, choices))
            if left:
                raise RuleError(
                    Sentence("'{title}': nothing is chosen for {field}", title=row.title, field=left[0]),
                    instead=Sentence("Choose one of the two for each field."),
                    outcome=Sentence("Nothing was loaded."),
                )
            if not result.changed:
                continue
            _write(actor, home, look, row, result, today)
            changed, added = changed + (not row.is_new), added + row.is_new
        outcome = {"changed": changed, "added": added, "choices": dict(choices)}
        add_run(number, rows=len(look.rows), outcome=outcome, by=actor.name, day=today)
        record(actor.name, "load form", f"file {number}", after=outcome)
    return LoadedForm(changed, added)


def _choices_of(row: RowLook, choices: Mapping[str, str]) -> dict[str, str]:
    return {one.name: choices.get(f"{row.name}-{one.name}", "") for one in row.conflicts}


def _write(actor: Actor, home: Home, look: FormLook, row: RowLook, result: Joined, today: date) -> None:
    file = look.file
    try:
        if file.kind == PLAN:
            _write_plan(actor, file, row, result, today)
        else:
            _write_told(actor, home, file, row, result, today)
    except EditConflict:
        raise
    except FardplanError as error:
        where = f"{row.table}, {row.line}"
        raise type(error)(
            error.what, where=where, instead=error.instead, outcome=Sentence("Nothing was loaded.")
        ) from error


def _write_plan(actor: Actor, file: KeptFile, row: RowLook, result: Joined, today: date) -> None:
    fields = {name: result.fields.get(name) for name in result.changed}
    if row.id is None:
        add_to_plan(file.year, file.organisation or "", ItemKind(row.key), fields, actor=actor, today=today)
    else:
        change_item(row.id, fields, revision=row.revision, actor=actor, today=today)


def _write_told(actor: Actor, home: Home, file: KeptFile, row: RowLook, result: Joined, today: date) -> None:
    told, ready = told_in(result.fields)
    tell(
        actor,
        home,
        file.year,
        file.step or "",
        file.organisation or "",
        row.id or "",
        told,
        revision=row.revision,
        today=today,
        ready=ready,
    )


def told_in(fields: Mapping[str, str | None]) -> tuple[Told, bool]:
    """What the fields of a form tell of an item, and whether it is marked as ready."""

    def number(name: str) -> float | None:
        text = fields.get(name)
        return float(text) if text else None

    judgement, activity, end = (fields.get(name) for name in ("judgement", "activity", "new_end"))
    told = Told(
        fields.get("text") or "",
        number("outcome"),
        number("women"),
        number("men"),
        Judgement(judgement) if judgement else None,
        fields.get("missing_why") or "",
        ActivityState(activity) if activity else None,
        date.fromisoformat(end) if end else None,
        fields.get("stopped_why") or "",
    )
    return told, fields.get("ready") == YES


def forms_brought(actor: Actor, year: int, organisation: str) -> tuple[KeptFile, ...]:
    """The forms of an organisation that came back in a year, the last first."""
    check(can_fetch_form, actor, organisation)
    return files_of(year, (PLAN, FOLLOW_UP), organisation)


@dataclass(frozen=True, slots=True)
class FormPage:
    """Where a board takes its form away and loads it back. `elsewhere`: another system keeps the plan."""

    board: KnownOrganisation
    step: KnownStep
    year: int
    kind: str
    elsewhere: Mastery | None
    files: tuple[KeptFile, ...]
    may_load: bool


def form_page(actor: Actor, year: int, step: str, organisation: str) -> FormPage:
    """The page of an organisation's form for a step. Raises what `fetch_form` raises, but for mastery."""
    check(can_fetch_form, actor, organisation)
    found = step_of(year, step)
    return FormPage(
        organisation_of(organisation),
        found,
        year,
        kind_of(found),
        master_of(year, organisation),
        tuple(one for one in files_of(year, (PLAN, FOLLOW_UP), organisation) if one.step == step),
        can_load_form(actor, organisation),
    )


def faults_in(error: FardplanError) -> tuple[str, ...]:
    """What is wrong with a file, place by place, where an error tells so; else nothing."""
    return tuple(fault.told() for fault in getattr(error, "faults", ()))
