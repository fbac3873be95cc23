"""The commands in this process, with a server that only remembers what it was asked to serve."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from fardplan.cli.app import program as program_of
from fardplan.cli.session import Ports
from fardplan.vocabulary.errors import RuleError
from tests.small_city import write_city, write_document

EVERYTHING = program_of()


@dataclass
class Recorded:
    """A server that says it is ready and stops at once."""

    asked: list[tuple[Path, str, int]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def __call__(self, site: Path, host: str, port: int, ready: Callable[[], None]) -> None:
        self.asked.append((site, host, port))
        ready()

    def check_port(self, host: str, port: int) -> None:
        if port in self.taken:
            raise RuleError(f"port {port} on {host} cannot be used")


@dataclass
class Program:
    """`program("status", "--json")` runs a command on the home; `.told(…)` gives what it said."""

    home: Path
    server: Recorded = field(default_factory=Recorded)
    language: str = "sv"

    def __call__(self, *arguments: object) -> Result:
        words = ["--home", str(self.home), "--language", self.language, *map(str, arguments)]
        return CliRunner().invoke(
            EVERYTHING, words, obj=Ports(self.server, self.server.check_port), env={"COLUMNS": "100"}
        )

    def told(self, *arguments: object) -> str:
        """What a command that went well said, how far it had come left out."""
        result = self(*arguments)
        if result.exception:
            raise result.exception
        assert (result.exit_code, [line for line in result.stderr.splitlines() if "…" not in line]) == (0, [])
        return result.stdout

    def refused(self, *arguments: object) -> str:
        """The words of the error that a command ended in."""
        result = self(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.exception is not None
        return str(result.exception)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "lillkoping")


@pytest.fixture(scope="session")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_document(tmp_path_factory.mktemp("document"))


@pytest.fixture
def no_home(db: None, tmp_path: Path) -> Program:
    return Program(tmp_path / "home")


@pytest.fixture
def program(no_home: Program, city: Path) -> Program:
    """With a home of the small city."""
    no_home.told("init", "--city", city)
    return no_home


@pytest.fixture
def english(program: Program) -> Program:
    return Program(program.home, program.server, "en")
