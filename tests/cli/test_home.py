"""fardplan init, and what every command says of its home and its language."""

import pytest

import fardplan
from fardplan.vocabulary.errors import InputError, NotFoundError


def test_the_version(no_home):
    assert no_home.told("--version") == f"fardplan {fardplan.__version__}\n"


def test_a_new_home_in_swedish(no_home, city):
    assert no_home.told("init", "--city", city) == (
        f"Ett hem för Lillköpings kommun finns nu i {no_home.home}.\n"
        "Offentliga uppgifter: 7 inlästa.\n"
        "Nästa steg: fardplan status\n"
    )


def test_the_same_home_again_in_english(english, city):
    assert english.told("init", "--city", city) == (
        f"The home for Lillköping Municipality in {english.home} was there already.\nNext: fardplan status\n"
    )


def test_a_home_without_figures(no_home, city):
    assert no_home.told("init", "--city", city, "--no-figures") == (
        f"Ett hem för Lillköpings kommun finns nu i {no_home.home}.\nNästa steg: fardplan status\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("publish",),
        ("serve",),
        ("roadmap", "show"),
        ("roadmap", "history"),
        ("roadmap", "diff", "1", "2"),
        ("roadmap", "export", "-"),
        ("roadmap", "import", "x.yaml"),
        ("roadmap", "set", "betyg", "--level", "90", "--year", "2035"),
        ("roadmap", "adopt", "1", "--body", "KF", "--date", "2020-01-01", "--paragraph", "1", "--dnr", "1"),
        ("evidence", "list"),
        ("evidence", "show", "x"),
        ("evidence", "load", "x.csv"),
    ],
)
def test_without_a_home_every_command_says_how_to_make_one(no_home, command):
    result = no_home(*command)
    assert isinstance(result.exception, NotFoundError)
    assert no_home.refused(*command) == (
        f"there is no Färdplan home in {no_home.home}\n"
        "Create one: fardplan init --city CITY. Or name another folder with --home."
    )
    assert not no_home.home.exists()


def test_an_unknown_language_tells_which_there_are(no_home):
    no_home.language = "fr"
    result = no_home("status")
    assert isinstance(result.exception, InputError)
    assert no_home.refused("status") == "'fr' is not a language here\nThere is: sv, en."


@pytest.mark.parametrize("room", ["roadmap", "document", "evidence"])
def test_without_a_command_the_commands_of_a_room_are_listed(no_home, room):
    result = no_home(room)
    assert result.exit_code == 2
    assert f"Usage: fardplan {room} " in result.output
    assert "Commands" in result.output
