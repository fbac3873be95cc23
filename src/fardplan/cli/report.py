"""fardplan report …"""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.report_word import load, template, template_for
from fardplan.cli.session import AsOf, session
from fardplan.reports.pdf import as_pdf
from fardplan.reports.workbook import as_workbook
from fardplan.usecases.files import write_bytes
from fardplan.usecases.reporting.kinds import KINDS, kind_named, make
from fardplan.usecases.reporting.templates import in_word

report = typer.Typer(no_args_is_help=True, help="Reports as Word and PDF, ready for the meeting.")
report.command(name="load")(load)
report.command(name="template")(template)


@report.command(name="list")
def list_(
    context: typer.Context,
    kind: Annotated[
        str | None, typer.Argument(help="A kind's key: what it can be made of is listed.")
    ] = None,
    as_of: AsOf = None,
) -> None:
    """The kinds of reports there are, or what one of them can be made of."""
    now = session(context)
    home = now.home()
    if kind is None:
        for item in KINDS.values():
            now.tell(f"{item.key:15} {item.name.in_language(now.language)}")
            now.tell(f"{'':15} {item.about.in_language(now.language)}")
        return
    subjects = kind_named(kind).subjects(home, now.actor, as_of or now.today)
    for subject in subjects:
        now.tell(f"{subject.key}  {subject.name.in_language(now.language)}")
    if not subjects:
        now.say("There is nothing yet that it can be made of.")


@report.command(name="make")
def make_(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="The kind's key: see fardplan report list.")],
    subject: Annotated[
        str, typer.Option("--for", help="What it is made of: see fardplan report list KIND.")
    ] = "",
    as_of: AsOf = None,
    word: Annotated[bool, typer.Option("--word", help="As Word alone.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="As PDF alone.")] = False,
    excel: Annotated[bool, typer.Option("--excel", help="Its tables as an Excel workbook.")] = False,
    officer: Annotated[str, typer.Option(help="Who answers for it.")] = "",
    phone: Annotated[str, typer.Option(help="The officer's telephone.")] = "",
    dnr: Annotated[str, typer.Option(help="Its registration number.")] = "",
    office: Annotated[str, typer.Option(help="Whose report it is.")] = "",
    template_file: Annotated[
        Path | None,
        typer.Option("--template", help="The Word document (.docx) whose styles, logo and headers it has."),
    ] = None,
    out: Annotated[Path, typer.Option(help="The folder that it is written to.")] = Path(),
) -> None:
    """Make a report as Word and as PDF (PDF/UA-1 and PDF/A-2a)."""
    now = session(context)
    home, city_template = now.home(), template_for(now, template_file)
    made = make(
        now.actor,
        home,
        kind,
        subject,
        as_of=as_of or now.today,
        language=now.language,
        officer=officer,
        phone=phone,
        dnr=dnr,
        office=office,
    )
    name = "-".join(filter(None, (kind, subject.replace("/", "-"), made.as_of.isoformat())))
    both = not (word or pdf or excel)
    for ending, asked, write in (
        ("docx", word or both, partial(in_word, home, template=city_template)),
        ("pdf", pdf or both, as_pdf),
        ("xlsx", excel, as_workbook),
    ):
        if asked:
            path = out / f"{name}.{ending}"
            write_bytes(path, write(made))
            now.say("Written: {path}", path=path)
