"""fardplan audit …"""

import json
from collections import deque
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import Json, Session, day_named, session
from fardplan.cli.tables import table
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.usecases import audit as use
from fardplan.vocabulary.audit import CHANGED, DETACHED, MISSING, AuditEntry
from fardplan.vocabulary.text import Language

COLUMNS = (message("Entry"), message("When"), message("Who"), message("What"), message("Why"))
WHY_BROKEN = {
    MISSING: message("entry {number} is missing, or its number is there twice"),
    CHANGED: message("entry {number} is not as it was written"),
    DETACHED: message("the entry before {number} is not the one that it was written after"),
}

audit = typer.Typer(no_args_is_help=True, help="Who did what: read the log, and prove that it is whole.")


@audit.command(name="list")
def list_(
    context: typer.Context,
    by: Annotated[str | None, typer.Option(help="Of this person alone.")] = None,
    about: Annotated[str | None, typer.Option(help="About this, or what begins so.")] = None,
    since: Annotated[
        date | None, typer.Option(parser=day_named, metavar="DATE", help="From this day on.")
    ] = None,
    last: Annotated[int, typer.Option(min=1, help="At most so many, the newest.")] = 50,
    as_json: Json = False,
) -> None:
    """What was done, by whom, when and why."""
    now = session(context)
    now.home()
    begin = datetime.combine(since, time()).astimezone() if since else None
    found = deque(use.read_log(now.actor, by=by, about=about, since=begin), maxlen=last)
    if as_json:
        now.tell(json.dumps([use.plain(item) for item in found], ensure_ascii=False, indent=1))
        return
    if not found:
        now.say("Nothing in the log matches.")
        return
    header = [translate(word, now.language) for word in COLUMNS]
    now.tell(table(header, [_row(item) for item in found], width=140))


def _row(item: AuditEntry) -> tuple[str, ...]:
    when = f"{item.at.astimezone():%Y-%m-%d %H:%M}"
    return str(item.number), when, item.actor, f"{item.action}: {item.subject}", item.why or ""


@audit.command()
def verify(
    context: typer.Context,
    remembered: Annotated[
        str | None, typer.Option(metavar="NUMBER:SEAL", help="An entry that was written down once.")
    ] = None,
) -> None:
    """Follow the log from its first entry to its last; exit code 1 when it was changed."""
    now = session(context)
    now.home()
    found = use.verify_log(now.actor, remembered=remembered)
    if found.broken:
        told = WHY_BROKEN[found.broken.why]
        now.say("The log has been changed: {what}.", what=_said(now, told, found.broken.number))
        now.tell(_before(found.entries, now.language))
        raise typer.Exit(1)
    now.tell(
        translate_plural(
            "The only entry is as it was written.",
            "All {count} entries are as they were written.",
            found.entries,
            now.language,
        )
    )
    now.say("Write down, to know later that none was cut off: {last}", last=f"{found.last}:{found.seal}")


def _before(count: int, language: Language) -> str:
    return translate_plural(
        "The entry before it is as it was written.",
        "The {count} entries before it are as they were written.",
        count,
        language,
    )


def _said(now: Session, told: str, number: int) -> str:
    return translate(told, now.language, number=number)


@audit.command()
def export(context: typer.Context, file: Path) -> None:
    """Write the whole log to a file: JSON, an entry a line, each with its seal."""
    now = session(context)
    now.home()
    count = use.export_log(now.actor, file)
    now.tell(
        translate_plural(
            "{count} entry was written to {file}.",
            "{count} entries were written to {file}.",
            count,
            now.language,
            file=file,
        )
    )
