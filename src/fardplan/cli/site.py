"""fardplan publish, fardplan serve"""

from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.progress import Progress
from fardplan.cli.session import Session, session
from fardplan.presentation.translations import message
from fardplan.usecases.demo_logins import close_logins
from fardplan.usecases.organisations import bring_organisations
from fardplan.usecases.publish import PublishReport, roll_back
from fardplan.usecases.publish import publish as publish_site
from fardplan.usecases.reporting.site_reports import SITE_REPORTS

LOOPBACK = ("127.0.0.1", "localhost", "::1")

Out = Annotated[Path | None, typer.Option(help="The folder to publish to; by default the home's own.")]


def publish(
    context: typer.Context,
    out: Out = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Bring the site before this back.")] = False,
    base_url: Annotated[str | None, typer.Option(help="The site's address, for a site map.")] = None,
    reports: Annotated[bool, typer.Option(help="Let the site offer reports as PDF and Word.")] = True,
) -> None:
    """Publish: an immutable bundle, rendered to a static site and swapped in at once."""
    now = session(context)
    home = now.home()
    if rollback:
        bundle = roll_back(home, actor=now.actor, out=out)
        now.say("The site shows publication {bundle} again.", bundle=bundle)
        return
    progress = Progress(now.language)
    try:
        report = publish_site(
            home,
            actor=now.actor,
            today=now.today,
            out=out,
            dry_run=dry_run,
            base_url=base_url,
            reports=SITE_REPORTS if reports else None,
            progress=progress.making,
        )
    finally:
        progress.end()
    show_publication(now, report, dry_run=dry_run)


def show_publication(now: Session, report: PublishReport, *, dry_run: bool = False) -> None:
    """What publishing changed, in words."""
    for text in report.changes:
        now.tell(f"  {text.in_language(now.language)}")
    if dry_run:
        now.say(_dry_message(report))
    elif not report.swapped:
        now.say("The site in {site} is up to date.", site=report.site)
    else:
        now.say(
            "Published to {site}: {pages} pages, publication {bundle}.",
            site=report.site,
            pages=report.pages,
            bundle=report.bundle[:16],
        )
    if report.reports:
        now.say("The site offers {count} reports as PDF and Word.", count=report.reports)


def _dry_message(report: PublishReport) -> str:
    if report.first:
        return message("Nothing is published yet; everything would be new. Nothing was written.")
    if report.changes:
        return message("This would change. Nothing was written.")
    return message("Nothing would change.")


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the workspace, and the published site beside it."""
    now = session(context)
    home = now.home()
    bring_organisations(home.city, actor=now.actor)
    if host not in LOOPBACK and (closed := close_logins(actor=now.actor)):
        now.say(
            "Logins of the demonstration that were closed, since other machines are served: {count}.",
            count=closed,
        )
    if not home.site.is_symlink():
        now.say("Nothing is published yet, so there is the workspace alone. To publish: fardplan publish")
    serve_site(now, home.site, host, port)


def serve_site(now: Session, site: Path, host: str, port: int) -> None:
    """Say where workspace and site are, and serve them until interrupted."""
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def ready() -> None:
        now.say("The workspace: {address}arbete/", address=address)
        now.say("The site: {address}  (Ctrl+C stops)", address=address)

    now.ports.serve(site, host, port, ready)
