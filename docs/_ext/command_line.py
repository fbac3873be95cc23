"""The directive `command-line`: every command as the program itself describes it."""

import os
from collections.abc import Iterator
from typing import Any, ClassVar

import django
import typer
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from typer.core import TyperCommand, TyperGroup

# The commands reach the tables, which exist only once Django is set up.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fardplan.config.settings")
django.setup()

from fardplan.cli.app import program  # noqa: E402

PROGRAM = "fardplan"


def commands() -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Every command with its full name, groups before what is in them."""
    yield from _walk(PROGRAM, typer.main.get_command(program()))


def _walk(name: str, command: Any) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    yield name, command
    if isinstance(command, TyperGroup):
        for child in sorted(command.commands):
            if not command.commands[child].hidden:
                yield from _walk(f"{name} {child}", command.commands[child])


class CommandLine(Directive):
    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        return [_section(name, command) for name, command in commands()]


def _section(name: str, command: TyperCommand | TyperGroup) -> nodes.section:
    section = nodes.section(ids=[nodes.make_id(name)], names=[name])
    section += nodes.title("", "", nodes.literal(text=name))
    for paragraph in (command.help or "").split("\n\n"):
        section += nodes.paragraph(text=" ".join(paragraph.replace("\b", "").split()))
    with typer.Context(command, info_name=name) as context:
        usage = " ".join(command.collect_usage_pieces(context))
        section += nodes.literal_block(text=f"{name} {usage}", language="none")
        asked = [one for one in command.get_params(context) if one.name != "help"]
        rows = [record for one in asked if (record := one.get_help_record(context))]
    if rows:
        section += _options(rows)
    return section


def _options(rows: list[tuple[str, str]]) -> nodes.definition_list:
    listed = nodes.definition_list()
    for written, meaning in rows:
        term = nodes.term("", "", nodes.literal(text=written))
        listed += nodes.definition_list_item(
            "", term, nodes.definition("", nodes.paragraph(text=" ".join(meaning.split())))
        )
    return listed


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("command-line", CommandLine)
    return {"parallel_read_safe": True}
