"""What the entry point needs of the command line before the commands can be there."""

import os
import sys
from collections.abc import Iterator

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import LANGUAGES, Language


def writes_utf8() -> None:
    """Swedish letters and dashes come out whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def home_and_rest(arguments: list[str]) -> tuple[str, list[str]]:
    """The home that the arguments or the environment name, and the arguments without it.

    The tables live in the home, so it must be known before the commands are; and a person may write
    --home before or after the command. Raises `InputError` when no folder follows.
    """
    home, rest = os.environ.get("FARDPLAN_HOME") or "var", []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--home":
            home = _folder(next(waiting, ""))
        elif argument.startswith("--home="):
            home = _folder(argument.removeprefix("--home="))
        else:
            rest.append(argument)
    return home, rest


def _folder(named: str) -> str:
    if not named:
        raise InputError(
            Sentence("--home is followed by no folder"), instead=Sentence("Write for example --home var.")
        )
    return named


def language_of(arguments: list[str]) -> Language:
    """The language of the answers, for what goes wrong before the commands know it or after they are left.

    As for them: the last one named before the command, else the environment's; Swedish where neither is one.
    """
    named = [os.environ.get("FARDPLAN_LANGUAGE", ""), *_named(iter(arguments))]
    return next((language for language in LANGUAGES if language == named[-1]), "sv")


def _named(words: Iterator[str]) -> Iterator[str]:
    for word in words:
        if word == "--language":
            yield next(words, "")
        elif word.startswith("--language="):
            yield word.removeprefix("--language=")
        elif word == "--home":
            next(words, None)
        elif not word.startswith("-"):
            return
