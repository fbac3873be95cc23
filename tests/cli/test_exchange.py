"""fardplan exchange …"""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fardplan.cli.session import Session
from fardplan.store.import_mappings import add_mapping
from fardplan.vocabulary.errors import NotFoundError, RuleError
from tests.cli.conftest import Program
from tests.sources.management_system.exports import ROW_MAPPING, ROWS, as_csv
from tests.usecases.exchange.conftest import YEAR, make_year


@pytest.fixture
def at_work(program: Program, city: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A home with a year of two boards in it, on a day when plans are written."""
    monkeypatch.setattr(Session, "today", property(lambda _: date(2027, 1, 10)))
    program.told("init", "--city", city)
    make_year()
    return program


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(as_csv(ROWS))
    return path


def test_an_export_is_shown_and_taken_in(at_work: Program, export: Path) -> None:
    bring = ("exchange", "import", export, "--system", "Stratsys", "--year", YEAR)
    assert "nobody has said how Stratsys's files are read" in at_work.refused(*bring)
    add_mapping(YEAR, ROW_MAPPING, revision=1, by="Åsa", day=date(2027, 1, 1))
    assert "planen för Farsta stadsdelsnämnd förs här" in translated(at_work, *bring)
    assert at_work.told("exchange", "elsewhere", "Stratsys", "--year", YEAR) == "Planen förs nu i Stratsys.\n"
    told = json.loads(at_work.told(*bring, "--json"))
    assert {row["change"] for row in told} == {"new", "changed", "own_target", "known_again"}
    assert "Fler elever är i skolan" in at_work.told(*bring, "--take-in")
    assert at_work.told(*bring) == "Allt i den finns redan här.\n"
    kept = json.loads(at_work.told("exchange", "kept", "--year", YEAR, "--json"))
    assert {row["system"] for row in kept} == {"Stratsys"}
    assert at_work.told("exchange", "here", "--year", YEAR) == "Planen förs här igen.\n"


def translated(program: Program, *arguments: object) -> str:
    """The error that a command ended in, in the language of the program."""
    from fardplan.presentation.sentences import error_in

    result = program(*arguments)
    assert isinstance(result.exception, RuleError)
    return error_in(result.exception, "sv")


def test_a_form_goes_out_and_comes_back(at_work: Program, tmp_path: Path) -> None:
    path = tmp_path / "farsta.xlsx"
    form = ("farsta", "vp", path, "--year", YEAR)
    assert at_work.told("exchange", "form", *form) == f"Skrivet: {path}\n"
    book = openpyxl.load_workbook(path)
    goals = book["Nämndens mål"]
    goals["B5"].value, goals["C5"].value = "Fler i skolan", "Alla barn når sin potential"
    book.save(path)
    told = json.loads(at_work.told("exchange", "load", *form, "--json"))
    assert [(row["change"], row["title"], row["part"], row["after"]) for row in told] == [
        ("new", "Fler i skolan", "Vad", "Fler i skolan"),
        ("new", "Fler i skolan", "Vad av KF:s det svarar mot", "Alla barn når sin potential"),
    ]
    taken = at_work.told("exchange", "load", *form, "--take-in")
    assert taken.splitlines()[-1] == "Blanketten är inläst: 0 ändrad, 1 nya."
    assert at_work.told("exchange", "load", *form) == "Allt i den finns redan här.\n"


def test_the_annex_is_written(at_work: Program, tmp_path: Path) -> None:
    for name in ("bilaga.xlsx", "bilaga.csv"):
        path = tmp_path / name
        assert at_work.told("exchange", "annex", path, "--year", YEAR) == f"Skrivet: {path}\n"
    assert "Behöriga elever" in path.read_text("utf-8-sig")


def test_a_file_that_is_not_there_is_told(at_work: Program, tmp_path: Path) -> None:
    result = at_work("exchange", "import", tmp_path / "x.csv", "--system", "S", "--year", YEAR)
    assert isinstance(result.exception, NotFoundError)
