"""fardplan demo: the main job in one command."""

from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.compute import show_computed
from fardplan.cli.roadmap import show_import
from fardplan.cli.session import session
from fardplan.cli.site import serve_site, show_publication
from fardplan.cli.status import show_status
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.presentation.translations import message
from fardplan.sources.council_document import summary
from fardplan.usecases.main_job import Step, run_main_job

HOST = "127.0.0.1"

STEPS = {
    Step.DOCUMENT: message("Reading the council document …"),
    Step.HOME: message("Setting up the home …"),
    Step.SIMULATION: message("Simulating a city, to have districts and groups to show …"),
    Step.COMPUTING: message("Counting in the simulated registers …"),
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
    serve: Annotated[bool, typer.Option(help="Serve the site when it is made.")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
) -> None:
    """From a council document, or the packaged roadmap, to a public site that is served here."""
    now = session(context)
    if serve:
        now.ports.check_port(HOST, port)
    report = run_main_job(
        now.path,
        city,
        actor=now.actor,
        today=now.today,
        document=document,
        simulated=persons if simulate else None,
        engine=DuckDbEngine(),
        on_step=lambda step: now.say(STEPS[step]),
    )
    if report.draft:
        now.tell(summary(report.draft, now.language))
    if report.imported:
        show_import(now, report.imported)
    if report.computed:
        show_computed(now, report.computed)
    now.tell()
    show_status(now, report.status)
    now.tell()
    show_publication(now, report.published)
    if serve:
        serve_site(now, report.published.site, HOST, port)
