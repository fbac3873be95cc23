"""fardplan year …"""

import json
from pathlib import Path
from typing import Annotated

import typer

from fardplan.boards.cycle import StepDays
from fardplan.boards.progress import Progress
from fardplan.cli.session import Json, Session, session
from fardplan.cli.tables import table
from fardplan.presentation.sentences import said_in
from fardplan.presentation.translations import message, translate
from fardplan.usecases.files import write_bytes
from fardplan.usecases.year import opening as use
from fardplan.usecases.year.calendar import year_calendar, year_of_work
from fardplan.usecases.year.closing import close_year
from fardplan.usecases.year.progress import YearProgress, year_progress

STEPS = (message("Step"), message("Opens"), message("Texts ready"), message("Boards decide"), message("Per"))

year = typer.Typer(no_args_is_help=True, help="The boards' year: open it, see how far boards have come.")


@year.command(name="open")
def open_(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="YEAR")],
    preview: Annotated[
        bool, typer.Option("--preview", help="Say what would come along, and open nothing.")
    ] = False,
) -> None:
    """Open a year with its steps, and with what goes on from the year before."""
    now = session(context)
    home = now.home()
    found = use.opening(now.actor, home, number, today=now.today)
    now.tell(
        table([translate(word, now.language) for word in STEPS], [_row(now, step) for step in found.steps])
    )
    if found.carry:
        now.say(
            "From {before}: {council} of the council's things and {plans} of the plans' go on, {stay} stay.",
            before=found.before,
            council=len(found.carry.council),
            plans=len(found.carry.plans),
            stay=len(found.carry.council_stays) + len(found.carry.plans_stay),
        )
    if preview:
        return
    opened = use.open_year(now.actor, home, number, today=now.today)
    now.say("The year {year} is open.", year=opened.year)


def _row(now: Session, step: StepDays) -> tuple[str, ...]:
    decide = f"{step.decided_from}–{step.decided_by}"
    return (
        step.name.in_language(now.language),
        f"{step.opens}",
        f"{step.ready_by}",
        decide,
        f"{step.per or ''}",
    )


@year.command()
def close(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="YEAR")],
    why: Annotated[str, typer.Option(help="Why it is closed, where something was never decided.")] = "",
) -> None:
    """Close a year when all is decided: from then on it is corrected by decision alone."""
    now = session(context)
    now.home()
    close_year(now.actor, number, today=now.today, why=why)
    now.say("The year {year} is closed.", year=number)


@year.command()
def progress(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="YEAR")],
    late: Annotated[bool, typer.Option(help="Only those that are late.")] = False,
    as_json: Json = False,
) -> None:
    """How far every board has come, step by step."""
    now = session(context)
    now.home()
    found = year_progress(now.actor, number, today=now.today)
    rows = [row for row in found.rows if row.is_late or not late]
    if as_json:
        now.tell(json.dumps(_plain(found), ensure_ascii=False, indent=1))
        return
    if not rows and late:
        now.say("No board is late.")
        return
    if not rows:
        now.say("No board hands in anything in this year.")
        return
    names = [step.days.name.in_language(now.language) for step in found.steps]
    told = [
        (row.organisation.name.in_language(now.language), *(_cell(now, cell) for cell in row.cells))
        for row in rows
    ]
    now.tell(table([translate("Organisation", now.language), *names], told, width=200))


def _cell(now: Session, cell: Progress | None) -> str:
    if cell is None:
        return "–"
    words = said_in(cell.words, now.language)
    return translate("{state}, late", now.language, state=words) if cell.late else words


def _plain(found: YearProgress) -> list[dict[str, object]]:
    return [
        {
            "organisation": row.organisation.key,
            "step": cell.step,
            "state": str(cell.state),
            "items": cell.items,
            "ready": cell.ready,
            "days_late": cell.late,
        }
        for row in found.rows
        for cell in row.cells
        if cell
    ]


@year.command()
def calendar(
    context: typer.Context,
    number: Annotated[
        int | None,
        typer.Argument(metavar="YEAR", help="Where none is given, the one that people work with."),
    ] = None,
    board: Annotated[
        list[str] | None,
        typer.Option("--for", help="A board's key or name: its meetings too, where they are set."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The file that it is written to.")] = None,
) -> None:
    """The days of a year as a file for people's calendars (iCalendar)."""
    now = session(context)
    home = now.home()
    wanted = year_of_work(now.actor, today=now.today) if number is None else number
    content = year_calendar(now.actor, home, wanted, language=now.language, boards=board or ())
    path = out or Path(f"{translate(message('calendar'), now.language)}-{wanted}.ics")
    write_bytes(path, content)
    now.say("Written: {path}", path=path)
