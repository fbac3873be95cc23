"""fardplan exchange …"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import Json, Session, session
from fardplan.cli.tables import table
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.usecases.exchange import annex as annexes
from fardplan.usecases.exchange import mastery
from fardplan.usecases.exchange.exports import bring_export
from fardplan.usecases.exchange.form_loading import load_form
from fardplan.usecases.exchange.form_looking import look_at_form
from fardplan.usecases.exchange.forms import bring_form, fetch_form
from fardplan.usecases.exchange.shown import CHANGE_NAMES, Shown, form_shown, shown
from fardplan.usecases.exchange.taking_in import look_at_export, take_in_export
from fardplan.usecases.files import read_bytes, write_bytes
from fardplan.vocabulary.errors import RuleError

NOTHING = Sentence("Nothing was loaded.")
TakeIn = Annotated[bool, typer.Option("--take-in", help="Write what it changes, all or nothing.")]
Year = Annotated[int, typer.Option("--year", help="Which year's plans.")]
Whose = Annotated[
    str | None, typer.Option("--organisation", help="Key of one organisation; without it, all of them.")
]
Why = Annotated[str, typer.Option("--why", help="Why.")]
HEADINGS = (
    message("Kind of change"),
    message("Board or company"),
    message("Item"),
    message("What"),
    message("As it was"),
    message("As it becomes"),
)

exchange = typer.Typer(
    no_args_is_help=True, help="Files to and from Excel and the city's other management system."
)


@exchange.command()
def kept(context: typer.Context, year: Year, as_json: Json = False) -> None:
    """Where the plans of a year are kept."""
    now = session(context)
    now.home()
    found = mastery.exchange_page(now.actor, year)
    rows = [(one, found.keeper_of(one.key)) for one in found.boards]
    if as_json:
        plain = [{"organisation": one.key, "system": by.system if by else None} for one, by in rows]
        now.tell(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    here = translate("here", now.language)
    words = [translate(word, now.language) for word in (HEADINGS[1], message("The plan is kept"))]
    now.tell(
        table(words, [(one.name.in_language(now.language), by.system if by else here) for one, by in rows])
    )


@exchange.command()
def elsewhere(
    context: typer.Context,
    system: Annotated[str, typer.Argument(help="Name of the system that keeps the plans.")],
    year: Year,
    organisation: Whose = None,
    why: Why = "",
) -> None:
    """Say that another system keeps plans: they are read-only here from then on."""
    now = session(context)
    now.home()
    mastery.keep_elsewhere(now.actor, year, organisation, system=system, why=why, today=now.today)
    now.say("The plan is kept in {system} now.", system=system)


@exchange.command()
def here(
    context: typer.Context,
    year: Year,
    organisation: Whose = None,
    why: Why = "",
) -> None:
    """Say that plans are kept here again."""
    now = session(context)
    now.home()
    mastery.keep_here(now.actor, year, organisation, why=why, today=now.today)
    now.say("The plan is kept here again.")


@exchange.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The export, as Excel or CSV.")],
    system: Annotated[str, typer.Option(help="Name of the system that it comes from.")],
    year: Year,
    step: Annotated[
        str | None, typer.Option(help="Key of the follow-up that outcomes and comments belong to.")
    ] = None,
    take_in: TakeIn = False,
    as_json: Json = False,
) -> None:
    """Show what an export would change, and with --take-in write it.

    How the system's files are read is confirmed once a year in the workspace.
    """
    now = session(context)
    now.home()
    number = bring_export(
        now.actor, year, read_bytes(file), file.name, system=system, step=step, today=now.today
    )
    looked = look_at_export(now.actor, number, today=now.today)
    if looked.mapping is None:
        raise RuleError(
            Sentence("nobody has said how {system}'s files are read in {year}", system=system, year=year),
            instead=Sentence("Confirm it in the workspace, under Exchange: the file waits there."),
            outcome=NOTHING,
        )
    if looked.refused:
        raise looked.refused
    _tell(now, shown(looked, now.language), as_json)
    if take_in and looked.changes:
        take_in_export(now.actor, number, seen=looked.seen, today=now.today)
        now.say("The export is taken in.")


@exchange.command()
def load(
    context: typer.Context,
    organisation: Annotated[str, typer.Argument(help="Key of the organisation.")],
    step: Annotated[str, typer.Argument(help="Key of the step.")],
    file: Annotated[Path, typer.Argument(help="The form, filled in.")],
    year: Year,
    take_in: TakeIn = False,
    as_json: Json = False,
) -> None:
    """Show what a form that was filled in would change, and with --take-in write it.

    Where others changed the same field meanwhile nothing is written: that is chosen in the workspace.
    """
    now = session(context)
    home = now.home()
    number = bring_form(now.actor, year, step, organisation, read_bytes(file), file.name, today=now.today)
    looked = look_at_form(now.actor, home, number, today=now.today)
    _tell(now, form_shown(looked, now.language), as_json)
    if take_in and looked.conflicts:
        raise RuleError(
            Sentence("fields that others have changed meanwhile: {count}", count=looked.conflicts),
            instead=Sentence("Choose field by field in the workspace: the form waits there."),
            outcome=NOTHING,
        )
    if take_in and looked.to_load:
        loaded = load_form(now.actor, home, number, choices={}, seen=looked.seen, today=now.today)
        now.say(
            "The form is loaded: {changed} changed, {added} new.", changed=loaded.changed, added=loaded.added
        )


def _tell(now: Session, rows: Sequence[Shown], as_json: bool) -> None:
    if as_json:
        now.tell(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    elif rows:
        words = [translate(word, now.language) for word in HEADINGS]
        now.tell(table(words, [_cells(now, row) for row in rows], width=200))
    else:
        now.say("Everything in it is here already.")


def _cells(now: Session, row: Shown) -> tuple[str, ...]:
    change = translate(CHANGE_NAMES[row.change], now.language)
    return (change, row.organisation, row.title, row.part, row.before, row.after)


@exchange.command()
def annex(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write it; .xlsx or .csv.")],
    year: Year,
) -> None:
    """Write the council's indicators with their targets, and what the roadmap proposes, for the budget."""
    now = session(context)
    home = now.home()
    found = annexes.annex(now.actor, home, year, today=now.today)
    as_text = file.suffix.casefold() == ".csv"
    write_bytes(file, annexes.annex_file(found, now.language, as_text=as_text))
    now.say("Written: {path}", path=file)


@exchange.command()
def form(
    context: typer.Context,
    organisation: Annotated[str, typer.Argument(help="Key of the organisation.")],
    step: Annotated[str, typer.Argument(help="Key of the step.")],
    file: Annotated[Path, typer.Argument(help="Where to write the workbook.")],
    year: Year,
) -> None:
    """Write an organisation's form for a step as a workbook that checks itself."""
    now = session(context)
    home = now.home()
    fetched = fetch_form(now.actor, home, year, step, organisation, today=now.today, language=now.language)
    write_bytes(file, fetched.content)
    now.say("Written: {path}", path=file)
