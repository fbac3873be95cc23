"""The small parts of the command line: tables and arguments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.cli.arguments import home_and_rest
from fardplan.cli.tables import table
from fardplan.vocabulary.errors import InputError

cells = st.text("abcdå –", max_size=60)
rows = st.integers(1, 5).flatmap(
    lambda columns: st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=5)
)


def test_a_table_fits_its_columns():
    assert table(["Mål", "Läge"], [["betyg", "bra"], ["a", ""]]) == (
        "Mål    Läge\n─────  ────\nbetyg  bra\na"
    )


def test_the_widest_column_is_wrapped():
    assert table(["Mål", "Text"], [["a", "ett två tre fyra fem"], ["b", "sex"]], width=15) == (
        "Mål  Text\n───  ──────────\na    ett två\n     tre fyra\n     fem\nb    sex"
    )


def test_a_table_without_rows_is_its_header():
    assert table(["Mål", "Läge"], []) == "Mål  Läge\n───  ────"


@given(rows, st.integers(40, 120))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(given_rows, width):
    header, *body = given_rows
    lines = table(header, body, width=width).splitlines()
    assert max(map(len, lines)) <= width + 2 * len(header)
    written = sorted("".join(lines).replace("─", "").replace(" ", ""))
    assert written == sorted("".join(cell for row in given_rows for cell in row).replace(" ", ""))


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], ("var", [])),
        (["status"], ("var", ["status"])),
        (["--home", "h", "status"], ("h", ["status"])),
        (["status", "--home", "h"], ("h", ["status"])),
        (["status", "--home=h", "--json"], ("h", ["status", "--json"])),
        (["--home", "a", "status", "--home", "b"], ("b", ["status"])),
    ],
)
def test_the_home_stands_before_or_after_the_command(monkeypatch, arguments, found):
    monkeypatch.delenv("FARDPLAN_HOME", raising=False)
    assert home_and_rest(arguments) == found


@pytest.mark.parametrize("arguments", [["status", "--home"], ["--home=", "status"], ["--home", "", "status"]])
def test_a_home_that_is_not_named_is_refused(arguments):
    with pytest.raises(InputError) as refused:
        home_and_rest(arguments)
    assert str(refused.value) == "--home is followed by no folder\nWrite for example --home var."


def test_an_empty_environment_names_no_home(monkeypatch):
    monkeypatch.setenv("FARDPLAN_HOME", "")
    assert home_and_rest(["status"]) == ("var", ["status"])


def test_the_environment_names_a_home_that_an_argument_outranks(monkeypatch):
    monkeypatch.setenv("FARDPLAN_HOME", "env")
    assert home_and_rest(["status"]) == ("env", ["status"])
    assert home_and_rest(["status", "--home", "h"]) == ("h", ["status"])
