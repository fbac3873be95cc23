"""fardplan demo: the main job in one command."""

from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.compute import show_computed
from fardplan.cli.progress import Progress
from fardplan.cli.roadmap import show_import
from fardplan.cli.session import Session, session
from fardplan.cli.site import serve_site, show_publication
from fardplan.cli.status import show_status
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.presentation.roles import ROLES
from fardplan.presentation.translations import message, translate
from fardplan.sources.council_document import summary
from fardplan.usecases.city_at_work import FilledWorkspace
from fardplan.usecases.demo_logins import make_logins
from fardplan.usecases.homes import is_demonstration
from fardplan.usecases.main_job import Step, run_main_job
from fardplan.usecases.reporting.site_reports import SITE_REPORTS

LOOPBACK = "127.0.0.1"
HOST = LOOPBACK
"""Logins without a second factor are made, so other machines are never served."""

STEPS = {
    Step.DOCUMENT: message("Reading the council document …"),
    Step.HOME: message("Setting up the home …"),
    Step.SIMULATION: message("Simulating a city, to have districts and groups to show …"),
    Step.COMPUTING: message("Counting in the simulated registers …"),
    Step.WORKSPACE: message("Filling the workspace with a city at work …"),
    Step.STATUS: message("Judging the milestones …"),
    Step.SITE: message("Publishing …"),
}


def demo(
    context: typer.Context,
    document: Annotated[
        Path | None, typer.Option(help="A council document to read the roadmap from.")
    ] = None,
    city: Annotated[str, typer.Option(help="A packaged city, or the path of a city folder.")] = "stockholm",
    simulate: Annotated[
        bool, typer.Option(help="Show districts and groups by simulated figures, marked as such.")
    ] = True,
    persons: Annotated[int, typer.Option(help="Residents of the simulated city.", min=1000)] = 400_000,
    reports: Annotated[bool, typer.Option(help="Let the site offer reports as PDF and Word.")] = True,
    serve: Annotated[bool, typer.Option(help="Serve the site when it is made.")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
) -> None:
    """From a council document, or the packaged roadmap, to a public site that is served here."""
    now, telling = session(context), Progress(session(context).language)
    if serve:
        now.ports.check_port(HOST, port)
    report = run_main_job(
        now.path,
        city,
        actor=now.actor,
        today=now.today,
        document=document,
        simulated=persons if simulate else None,
        engine=DuckDbEngine(progress=telling),
        demonstration=True,
        reports=SITE_REPORTS if reports else None,
        language=now.language,
        on_step=lambda step: _begin(now, telling, step),
        on_register=telling.counting,
        on_protecting=telling.protecting,
        on_reports=telling.making,
    )
    telling.end()
    if report.draft:
        now.tell(summary(report.draft, now.language))
    if report.reading:
        now.say(
            "The document beside what was read from it: {address}", address=report.reading.resolve().as_uri()
        )
        now.tell()
    if report.imported:
        show_import(now, report.imported)
    if report.filled:
        _show_filled(now, report.filled)
    if report.computed:
        show_computed(now, report.computed)
    now.tell()
    show_status(now, report.status)
    now.tell()
    show_publication(now, report.published)
    if serve:
        show_logins(now, port)
        serve_site(now, report.published.site, HOST, port)


def _begin(now: Session, telling: Progress, step: Step) -> None:
    telling.end()
    now.say(STEPS[step])


def _show_filled(now: Session, filled: FilledWorkspace) -> None:
    counts = {name: str(number) for name, number in filled.counts.items()}
    now.say(
        "Made up, and marked so: {people} people, plans with {plan_items} items for {years}, "
        "{follow_ups} follow-ups and {answers} answers.",
        years=f"{filled.years[0]}–{filled.years[-1]}",
        **counts,
    )


def show_logins(now: Session, port: int) -> None:
    """Make a login for each role and tell them, in a home that is a demonstration; elsewhere say why not."""
    if not is_demonstration(now.path):
        now.say(
            "No logins are made: this home was not made as a demonstration. For one, choose an empty folder: "
            "fardplan --home FOLDER demo"
        )
        return
    logins = make_logins(demonstration=True, loopback=HOST == LOOPBACK, actor=now.actor)
    if not logins:
        return
    now.tell()
    now.say(
        "Sign in as somebody made up at http://{host}:{port}/konto/logga-in/ "
        "(these passwords hold until the next demo):",
        host=HOST,
        port=str(port),
    )
    roles = {login.role: translate(ROLES[login.role], now.language) for login in logins}
    for login in logins:
        where = f"  {login.organisation.in_language(now.language)}" if login.organisation else ""
        now.tell(
            f"  {roles[login.role]:<{max(map(len, roles.values()))}}  "
            f"{login.email:<{max(len(one.email) for one in logins)}}  {login.password}{where}"
        )
    now.tell()
