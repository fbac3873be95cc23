"""What goes wrong at the command line is told in the language of its answers."""

import errno

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from fardplan.cli.arguments import language_of
from fardplan.config.failures import told
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.vocabulary.errors import InputError, NotFoundError

STAYS = {"sv": "Det som fanns förut är som det var.", "en": "What was there before is as it was."}


@pytest.mark.parametrize(
    ("error", "swedish", "english"),
    [
        (
            NotFoundError(
                Sentence("there is no milestone '{milestone}'", milestone="betyk"),
                where="vision.yaml:3",
                instead=there_is(["betyg"], asked="betyk"),
                outcome="Nothing was changed.",
            ),
            "vision.yaml:3: det finns inget etappmål ”betyk”\n"
            "Det finns: betyg. Menade du 'betyg'?\nInget ändrades.",
            "vision.yaml:3: there is no milestone 'betyk'\n"
            "There is: betyg. Did you mean 'betyg'?\nNothing was changed.",
        ),
        (InputError("not in two languages"), "not in two languages", "not in two languages"),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            f"disken är full.\n{STAYS['sv']}",
            f"the disk is full.\n{STAYS['en']}",
        ),
        (
            OSError(errno.EIO, "Input/output error", "/home/x"),
            f"/home/x: Input/output error.\n{STAYS['sv']}",
            f"/home/x: Input/output error.\n{STAYS['en']}",
        ),
        (
            ImproperlyConfigured("no driver"),
            "Databasen går inte att nå: no driver",
            "The database cannot be reached: no driver",
        ),
        (
            OperationalError("refused\n"),
            f"Databasen gick inte att använda: refused.\n{STAYS['sv']}",
            f"The database could not be used: refused.\n{STAYS['en']}",
        ),
        (
            KeyboardInterrupt(),
            "Avbrutet. Det som blev klart finns kvar, och samma kommando går att köra igen.",
            "Interrupted. What was finished is there; the same command can be run again.",
        ),
    ],
)
def test_an_error_in_either_language(error: BaseException, swedish: str, english: str) -> None:
    assert (told(error, "sv"), told(error, "en")) == (swedish, english)


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], "", "sv"),
        ([], "en", "en"),
        (["status"], "en", "en"),
        (["--language", "en", "status"], "", "en"),
        (["--language=en"], "sv", "en"),
        (["--language", "en", "--language", "sv", "status"], "", "sv"),
        (["--home", "var", "--language", "en", "status"], "", "en"),
        (["people", "add", "--language", "en"], "", "sv"),
        (["--language", "fr", "status"], "en", "sv"),
        (["--language"], "en", "sv"),
        (["status"], "fr", "sv"),
    ],
)
def test_the_language_that_is_asked_for(
    arguments: list[str], environment: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FARDPLAN_LANGUAGE", environment)
    assert language_of(arguments) == expected
