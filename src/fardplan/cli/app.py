"""The commands, and what they share."""

from pathlib import Path
from typing import Annotated

import typer

import fardplan
from fardplan.cli.audit import audit
from fardplan.cli.calibrate import calibrate
from fardplan.cli.compute import compute
from fardplan.cli.demo import demo
from fardplan.cli.diff import diff
from fardplan.cli.document import document
from fardplan.cli.evidence import evidence
from fardplan.cli.exchange import exchange
from fardplan.cli.forecast import forecast
from fardplan.cli.home import init
from fardplan.cli.people import people
from fardplan.cli.refresh import approve, decline, panel, refresh, waiting
from fardplan.cli.release import release
from fardplan.cli.remind import remind
from fardplan.cli.report import report
from fardplan.cli.report_archive import archive, verify
from fardplan.cli.report_many import batch
from fardplan.cli.roadmap import roadmap
from fardplan.cli.session import Ports, Session, language_named
from fardplan.cli.simulate import simulate
from fardplan.cli.site import publish, serve
from fardplan.cli.sources import sources
from fardplan.cli.status import status
from fardplan.cli.year import year

app = typer.Typer(
    name="fardplan",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="A city steers towards social sustainability: from council document to public site.",
)
app.command()(init)
app.command()(status)
app.command()(calibrate)
app.command()(release)
app.command()(forecast)
app.add_typer(roadmap, name="roadmap")
app.add_typer(document, name="document")
app.add_typer(evidence, name="evidence")
for command in (refresh, panel, waiting, diff, approve, decline):
    evidence.command()(command)
app.add_typer(sources, name="sources")
app.add_typer(audit, name="audit")
app.add_typer(people, name="people")
app.add_typer(year, name="year")
app.add_typer(exchange, name="exchange")
app.add_typer(report, name="report")
report.command()(batch)
report.command()(archive)
report.command()(verify)
app.command()(remind)
app.command()(simulate)
app.command()(compute)
app.command()(publish)
app.command()(serve)
app.command()(demo)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"fardplan {fardplan.__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    home: Annotated[Path, typer.Option(envvar="FARDPLAN_HOME", help="The folder of the city's data.")] = Path(
        "var"
    ),
    language: Annotated[
        str, typer.Option(envvar="FARDPLAN_LANGUAGE", help="sv or en: the language of the answers.")
    ] = "sv",
    version: Annotated[  # noqa: ARG001, typer wants the parameter
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    ports = context.obj
    assert isinstance(ports, Ports)  # the entry point hands them in
    context.obj = Session(home.absolute(), language_named(language), ports)
