"""What every command needs: which home, who acts, which day it is, in which language to answer."""

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import translate
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home, open_home
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import LANGUAGES, Language

Serve = Callable[[Path, str, int, Callable[[], None]], None]
"""Serves the site that a link points to, on a host and a port, until interrupted; calls back when ready."""


CheckPort = Callable[[str, int], None]
"""Raises `RuleError` when a host's port cannot be listened on."""


@dataclass(slots=True)
class Ports:
    """What the command line needs from outside; the entry point hands it in."""

    serve: Serve
    check_port: CheckPort


@dataclass(slots=True)
class Session:
    path: Path
    language: Language
    ports: Ports

    @property
    def actor(self) -> Actor:
        try:
            name = getpass.getuser()
        except (OSError, KeyError):  # a container's user may have no name
            name = "operator"
        return Actor.operator(name)

    @property
    def today(self) -> date:
        """Today, or the day that FARDPLAN_TODAY lets stand in for it, as for the pages of the workspace."""
        wanted = os.environ.get("FARDPLAN_TODAY")
        return day_named(wanted) if wanted else datetime.now(UTC).astimezone().date()

    def home(self) -> Home:
        return open_home(self.path)

    def say(self, message: str, /, **values: object) -> None:
        """Print a message in the session's language."""
        typer.echo(translate(message, self.language, **values))

    def tell(self, line: str = "") -> None:
        """Print a line that is in the right language already."""
        typer.echo(line)


def session(context: typer.Context) -> Session:
    found = context.find_object(Session)
    assert found is not None  # the root command has made it
    return found


def language_named(name: str) -> Language:
    for language in LANGUAGES:
        if name == language:
            return language
    raise InputError(
        Sentence("'{name}' is not a language here", name=name), instead=Sentence("There is: sv, en.")
    )


def day_named(text: str) -> date:
    """A day given on the command line; raises `typer.BadParameter`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"'{text}' is not a date; write for example 2018-12-31") from error


AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day_named, metavar="DATE", help="What applied and was known on that day."),
]
Json = Annotated[bool, typer.Option("--json", help="Machine-readable answer.")]
