"""fardplan document …"""

import json
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import Json, session
from fardplan.sources.council_document import summary
from fardplan.usecases.documents import read_document

document = typer.Typer(no_args_is_help=True, help="Council documents.")


@document.callback()
def documents() -> None:
    """Council documents."""


@document.command()
def read(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The council document, as text.")],
    as_json: Json = False,
    out: Annotated[Path | None, typer.Option(help="Write the draft as YAML, to correct and import.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a draft that is there.")] = False,
) -> None:
    """Read a council document into the draft of a roadmap, with its doubts."""
    now = session(context)
    draft = read_document(file, out=out, overwrite=overwrite)
    if as_json:
        now.tell(json.dumps(draft.to_json(), ensure_ascii=False, indent=1))
    else:
        now.tell(summary(draft, now.language))
    if out and not as_json:
        now.say("Written: {path}", path=out)
