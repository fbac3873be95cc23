"""fardplan report batch"""

from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.progress import Progress
from fardplan.cli.session import AsOf, session
from fardplan.presentation.translations import translate_plural
from fardplan.usecases.reporting.batch import Became, Form, make_many
from fardplan.usecases.reporting.order import day_of


def batch(
    context: typer.Context,
    kind: Annotated[list[str], typer.Option(help="A kind's key; may be given several times.")],
    out: Annotated[Path, typer.Option(help="The folder that they are written to.")],
    as_of: AsOf = None,
    word: Annotated[bool, typer.Option("--word", help="As Word alone.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="As PDF alone.")] = False,
    excel: Annotated[bool, typer.Option("--excel", help="Their tables as Excel workbooks.")] = False,
) -> None:
    """Make the reports of some kinds of all that there is, with a list of them (index.csv).

    What is there already and would be the same is left alone. Exit code 1 when something could not be made.
    """
    now = session(context)
    forms = [form for form, asked in ((Form.WORD, word), (Form.PDF, pdf), (Form.EXCEL, excel)) if asked]
    progress = Progress(now.language)
    progress.making()
    try:
        found = make_many(
            now.actor,
            now.home(),
            kind,
            out,
            as_of=day_of(as_of, now.today),
            language=now.language,
            forms=forms or (Form.WORD, Form.PDF),
            progress=lambda done, of: progress(done / of if of else 1.0),
        )
    finally:
        progress.end()
    now.tell(
        translate_plural(
            "One file in {out}.", "{count} files in {out}.", len(found.files), now.language, out=out
        )
    )
    now.say(
        "{new} new, {changed} changed, {unchanged} as they were.",
        **{became.value: found.count(became) for became in Became},
    )
    for one in found.failed:
        typer.echo(f"{one.kind} {one.subject}".strip() + f": {one.why}", err=True)
    if found.failed:
        raise typer.Exit(1)
