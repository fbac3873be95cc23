"""fardplan init"""

from typing import Annotated

import typer

from fardplan.cli.session import session
from fardplan.usecases.homes import create_home


def init(
    context: typer.Context,
    city: Annotated[str, typer.Option(help="A packaged city, or the path of a city folder.")],
    figures: Annotated[bool, typer.Option(help="Load the public figures that come with the city.")] = True,
) -> None:
    """Create a home for a city: a database for decisions, a folder for evidence."""
    now = session(context)
    report = create_home(now.path, city, actor=now.actor, today=now.today, with_figures=figures)
    name = report.home.city.city.name.in_language(now.language)
    if report.created:
        now.say("A home for {city} stands in {path}.", city=name, path=now.path)
    else:
        now.say("The home for {city} in {path} was there already.", city=name, path=now.path)
    if report.figures and report.figures.changed_anything:
        now.say("Public figures: {rows} loaded.", rows=report.figures.rows)
    now.say("Next: fardplan status")
