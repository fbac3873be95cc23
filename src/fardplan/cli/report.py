"""fardplan report …"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.report_word import load, template, template_for
from fardplan.cli.session import AsOf, day_named, session
from fardplan.presentation.translations import translate
from fardplan.reports.pdf import as_pdf
from fardplan.reports.workbook import as_workbook
from fardplan.usecases.files import write_bytes
from fardplan.usecases.reporting.file_names import file_name
from fardplan.usecases.reporting.kinds import KINDS, kind_named, make, subject_named
from fardplan.usecases.reporting.order import day_of
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
            short = translate("There is a form of two pages too.", now.language) if item.has_short else ""
            now.tell(f"{'':15} {item.about.in_language(now.language)} {short}".rstrip())
        return
    subjects = kind_named(kind).subjects(home, now.actor, day_of(as_of, now.today))
    for subject in subjects:
        name = subject.name.in_language(now.language)
        if subject.key:
            now.tell(f"{subject.key}  {name}")
        else:
            now.say("{name} (leave --for out)", name=name)
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
    short: Annotated[bool, typer.Option("--short", help="In the form of two pages.")] = False,
    since: Annotated[
        date | None,
        typer.Option(
            "--since", parser=day_named, metavar="DATE", help="Mark what differs from the report of that day."
        ),
    ] = None,
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
        as_of=day_of(as_of, now.today),
        language=now.language,
        officer=officer,
        phone=phone,
        dnr=dnr,
        office=office,
        short=short,
        since=since,
    )
    about = subject_named(home, now.actor, kind, subject, made.as_of)
    out.mkdir(parents=True, exist_ok=True)
    both = not (word or pdf or excel)
    for ending, asked, write in (
        ("docx", word or both, partial(in_word, home, template=city_template)),
        ("pdf", pdf or both, as_pdf),
        ("xlsx", excel, as_workbook),
    ):
        if asked:
            path = out / file_name(kind_named(kind), about, now.language, made.as_of, ending, short=short)
            write_bytes(path, write(made))
            now.say("Written: {path}", path=path)
    unwritten = [part.title for part in made.own_texts if not part.paragraphs]
    if (pdf or both) and unwritten:
        now.say("Not written yet, so left out of the PDF: {titles}.", titles="; ".join(unwritten))
