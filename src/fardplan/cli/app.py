"""The commands, and what they share.

Each command brings in what it needs, which takes longer than most of them work: only the one that is asked
for is there, and all of them where somebody asks what there is.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

import fardplan
from fardplan.cli.session import Ports, Session, language_named

COMMANDS: Mapping[str, str] = {
    "init": "home",
    "status": "status",
    "calibrate": "calibrate",
    "release": "release",
    "forecast": "forecast",
    "roadmap": "roadmap",
    "document": "document",
    "evidence": "evidence",
    "sources": "sources",
    "audit": "audit",
    "people": "people",
    "year": "year",
    "exchange": "exchange",
    "report": "report",
    "remind": "remind",
    "simulate": "simulate",
    "compute": "compute",
    "publish": "site",
    "serve": "site",
    "demo": "demo",
}
"""The module of each command or group of commands, where it has its own name."""

MORE: Mapping[str, Mapping[str, Sequence[str]]] = {
    "evidence": {"refresh": ("refresh", "panel", "waiting", "approve", "decline"), "diff": ("diff",)},
    "report": {"report_many": ("batch",), "report_archive": ("archive", "verify")},
}
"""Commands of a group that other modules have."""


def program(arguments: Sequence[str] = ()) -> typer.Typer:
    """The program with the command that the arguments begin with, or with all of them where it is none."""
    app = typer.Typer(
        name="fardplan",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        help="A city steers towards social sustainability: from council document to public site.",
    )
    app.callback()(root)
    asked = _first(arguments)
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        command = _from(COMMANDS[name], name)
        if isinstance(command, typer.Typer):
            app.add_typer(_whole(name, command), name=name)
        else:
            app.command()(command)
    return app


def _first(arguments: Sequence[str]) -> str:
    """The first word that is no option of the program itself."""
    words = iter(arguments)
    for word in words:
        if word == "--language":
            next(words, None)
        elif word == "--help":
            break
        elif word == "--version":
            return "init"
        elif not word.startswith("-"):
            return word
    return ""


def _from(module: str, name: str) -> Any:
    return getattr(import_module(f"fardplan.cli.{module}"), name)


def _whole(name: str, group: typer.Typer) -> typer.Typer:
    """A group with those of its commands that other modules have, once."""
    there = {
        command.name or getattr(command.callback, "__name__", "") for command in group.registered_commands
    }
    for module, commands in MORE.get(name, {}).items():
        for command in commands:
            if command not in there:
                group.command()(_from(module, command))
    return group


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"fardplan {fardplan.__version__}")
        raise typer.Exit


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
    """A city steers towards social sustainability: from council document to public site."""
    ports = context.obj
    assert isinstance(ports, Ports)  # the entry point hands them in
    context.obj = Session(home.absolute(), language_named(language), ports)
