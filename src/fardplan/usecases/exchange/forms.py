"""A board's form in Excel: taken away, and brought back to be looked at."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.forms import Form
from fardplan.boards.mastery import Mastery, check_can_edit_here
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import translate
from fardplan.sources.workbooks.form_reading import Wanted, read_form
from fardplan.sources.workbooks.form_writing import workbook_of_form
from fardplan.store.audit import record
from fardplan.store.council_items import council_of
from fardplan.store.import_files import KeptFile, add_file, files_of
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.organisations import organisation as organisation_of
from fardplan.store.plan_items import plans_of
from fardplan.store.plan_masters import master_of
from fardplan.store.turns import Turn, take_turn
from fardplan.store.years import KnownStep, step_of, submission
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.form_tables import follow_up_tables, plan_tables
from fardplan.usecases.exchange.rules import can_fetch_form, can_load_form, check
from fardplan.usecases.homes import Home
from fardplan.usecases.year.follow_ups import organisation_s_follow_up
from fardplan.vocabulary.errors import FardplanError, RuleError
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
    form = form_now(actor, home, year, step, organisation, today, language)
    return FetchedForm(f"{organisation}-{step}-{year}.xlsx", workbook_of_form(form))


def form_now(
    actor: Actor, home: Home, year: int, step: str, organisation: str, today: date, language: Language
) -> Form:
    """The form as it would be taken away now."""
    found, board = step_of(year, step), organisation_of(organisation)
    kind = kind_of(found)
    now = submission(year, step, organisation)
    last_day = now.taken_in_until or found.days.last_day(now.meeting)
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
        instructions=tuple(_instructions(kind, last_day, language)),
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


def _instructions(kind: str, last_day: date, language: Language) -> Iterable[str]:
    yield translate("To be ready by {day}.", language, day=date_text(last_day, language))
    if kind == PLAN:
        yield translate("Fill in new items on the empty rows last on each sheet.", language)
        yield translate(
            "What stands beneath something new is told by its row: choose “New goal, row …” in the column.",
            language,
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
