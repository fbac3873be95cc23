"""fardplan document …"""

import json
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import Json, session
from fardplan.sources.council_document import summary
from fardplan.sources.council_document.since import since as compared
from fardplan.usecases.documents import earlier_draft, read_document, write_reading_page

document = typer.Typer(no_args_is_help=True, help="Council documents.")


@document.callback()
def documents() -> None:
    """Council documents."""


@document.command()
def read(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="The council document: PDF with text, Word (.docx), web page or text.")
    ],
    as_json: Json = False,
    out: Annotated[Path | None, typer.Option(help="Write the draft as YAML, to correct and import.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Write the reading page: the document beside the draft.")
    ] = None,
    since: Annotated[
        Path | None, typer.Option(help="An earlier draft (YAML) or document: tell what has changed since.")
    ] = None,
) -> None:
    """Read a council document into the draft of a roadmap, with its doubts."""
    now = session(context)
    earlier = earlier_draft(since) if since else None
    found = read_document(file, out=out, overwrite=overwrite)
    draft = found.draft
    if html:
        write_reading_page(found, html, language=now.language, since=earlier, overwrite=overwrite)
    if as_json:
        now.tell(json.dumps(draft.to_json(), ensure_ascii=False, indent=1))
        return
    now.tell(summary(draft, now.language, since=compared(earlier, draft) if earlier else None))
    for written in filter(None, (out, html)):
        now.say("Written: {path}", path=written)
    if out:
        now.say(
            "Next: compare {path} with the document, correct it, and run: fardplan roadmap import {path}",
            path=out,
        )
