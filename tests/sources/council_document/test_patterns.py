"""No pattern of the reader hangs on a line that was made to make it hang, or that a scan has garbled."""

import importlib
import pkgutil
import re
from contextlib import suppress
from time import process_time

import pytest

from fardplan.sources import council_document
from fardplan.sources.council_document import read_document
from fardplan.vocabulary.errors import InputError

LENGTH = 2_000
RUNS = (
    "a",
    "A",
    "1",
    " ",
    "(",
    ")",
    "-",
    ".",
    ",",
    ";",
    ":",
    "§",
    "…",
    '"',
    "a ",
    "A ",
    "1.",
    ". ",
    "( ",
    "a-",
)
MOST = 0.5
"""Seconds of work: one whose time grows with the length needs a thousandth of it, with its cube ten times."""

MOST_OF_ALL = 5
"""Seconds for a whole document."""


def _patterns() -> dict[str, re.Pattern[str]]:
    root = council_document.__name__
    found = {}
    for module in pkgutil.walk_packages(council_document.__path__, f"{root}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[f"{module.name.removeprefix(root)}.{name}"] = value
    return found


def test_no_pattern_hangs_on_a_long_run():
    patterns = _patterns()
    assert len(patterns) > 150
    slow = {}
    for name, pattern in patterns.items():
        for run in RUNS:
            text = run * (LENGTH // len(run)) + "!"
            began = process_time()
            pattern.search(text)
            if (taken := process_time() - began) > MOST:
                slow[name, run] = round(taken, 2)
                break
    assert slow == {}


@pytest.mark.parametrize("run", RUNS)
def test_a_document_with_a_long_run_is_read_in_bounded_time(run):
    long = run * (20_000 // len(run))
    text = f"""Kulturprogram
Antaget av kommunfullmäktige 2021-03-15

Mål
1. Fler barn läser {long}x
- Antal bilar {long}x
Indikatorer
- Antal lån {long}x (Källa: {long}
Kommunstyrelsen gav {long} i uppdrag
"""
    began = process_time()
    with suppress(InputError):
        read_document(text)
    assert process_time() - began < MOST_OF_ALL
