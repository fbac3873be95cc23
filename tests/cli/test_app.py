"""Only the command that is asked for is brought in, and all of them where somebody asks what there is."""

import json
import subprocess
import sys

import pytest
import typer
from typer.core import TyperGroup

from fardplan.cli.app import COMMANDS, MORE, program

WHOLE = typer.main.get_command(program())


def commands(*arguments: str) -> list[str]:
    found = typer.main.get_command(program(arguments))
    assert isinstance(found, TyperGroup)
    return list(found.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_there_alone_and_as_it_is_among_all(name: str) -> None:
    assert commands("--language", "en", name, "--help") == [name]
    assert isinstance(WHOLE, TyperGroup)
    alone = typer.main.get_command(program((name,)))
    assert isinstance(alone, TyperGroup)
    one, other = alone.commands[name], WHOLE.commands[name]
    assert one.help == other.help
    if isinstance(one, TyperGroup) and isinstance(other, TyperGroup):
        assert list(one.commands) == list(other.commands)
        assert {each for names in MORE.get(name, {}).values() for each in names} <= set(one.commands)


@pytest.mark.parametrize("words", [(), ("--help",), ("--help", "year"), ("yaer",), ("--language",)])
def test_who_asks_what_there_is_gets_all(words: tuple[str, ...]) -> None:
    assert sorted(commands(*words)) == sorted(COMMANDS)


BROUGHT_IN = """
import json, sys, django
django.setup()
from fardplan.cli.app import program
program(["audit", "verify"])
print(json.dumps([name for name in sys.modules if name.startswith("fardplan.cli.")]))
"""


def test_a_command_brings_in_no_other() -> None:
    command = [sys.executable, "-c", BROUGHT_IN]
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    least = {"fardplan.cli.app", "fardplan.cli.audit", "fardplan.cli.session"}
    assert least <= set(json.loads(told)) <= least | {"fardplan.cli.tables"}
