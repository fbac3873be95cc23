"""What holds for every text: nothing invented, no crash, the same draft again."""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.sources.council_document import Draft, from_yaml, read_document, to_yaml
from fardplan.sources.council_document.confusions import neighbours
from fardplan.vocabulary.errors import InputError

_WORD = re.compile(r"[^\s\-/–—‐'’.,:;!?()\"”“«»\[\]|]+")
_INSERTED = (
    "Error! No text of specified style in document.",
    "\fSida 3 (9)",
    "IV.",
    "L.",
    "",
    "- ",
    "• x",
    "Bilaga 7",
    "document.",
    "Etappmål",
    "Följande strategier:",
    "att ",
    "\x0b\u2028\u00ad",
)


_BEGINNING = """Tjänsteutlåtande
Förslag till beslut
Kommunstyrelsen beslutar
1. Planen godkänns.
Bakgrund
Ärendet
"""


def _mutated(text: str, seed: int) -> str:
    """The document as a bad scanner, a careless copyist and a dropped folder would leave it."""
    chance = random.Random(seed)
    lines = text.split("\n")
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(lines) + 1)
        end = min(len(lines), at + chance.randrange(1, 12))
        kind = chance.randrange(7)
        if kind == 0:
            del lines[at:end]
        elif kind == 1:
            part = lines[at:end]
            chance.shuffle(part)
            lines[at:end] = part
        elif kind == 2:
            lines.insert(at, chance.choice(_INSERTED))
        elif kind == 3:
            lines = [
                "".join(chance.choice("aäeiéd&4 1lI.-") if chance.random() < 0.02 else sign for sign in line)
                for line in lines
            ]
        elif kind == 4:
            lines = lines[: max(at, 20)]
        elif kind == 5:
            chance.shuffle(lines)
        else:
            lines = [line.replace("å", "a").replace("ä", "i").replace("ö", "o") for line in lines]
    return chance.choice(["\n", "\r\n"]).join(lines)


def _check_nothing_invented(text: str, draft: Draft) -> None:
    lines = re.split(r"\r\n|\r|\n", text.replace("\f", ""))
    shown = [(item.text, item) for item in draft.items()] + [(area.name, area) for area in draft.target_areas]
    for said, item in shown:
        parts = item.as_read.split("\n") if item.as_read else []
        assert len(parts) == len(item.lines)
        assert all(part in lines[line - 1] for part, line in zip(parts, item.lines, strict=True))
        joined = [
            re.sub(r"[-\u00ad¬‐]$", "", before.split()[-1]) + after.split()[0]
            for before, after in pairwise(parts)
        ]
        words = set(_WORD.findall(" ".join([*parts, *joined])))
        invented = [
            word
            for word in _WORD.findall(said)
            if not any(neighbours(read, word) for read in {word} & words or words)
        ]
        assert invented == []


@pytest.fixture(scope="module")
def texts(documents) -> list[str]:
    paths = [path for path in sorted(documents.glob("*.txt")) if path.stem != "recept"]
    return [path.read_text(encoding="utf-8") for path in paths]


@given(which=st.integers(0, 4), seed=st.integers(0, 10**9))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_invented_whatever_happens_to_a_document(texts, which, seed):
    text = _mutated(texts[which], seed)
    try:
        draft = read_document(text)
    except InputError:
        return
    _check_nothing_invented(text, draft)
    assert from_yaml(to_yaml(draft)) == draft


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused(text):
    try:
        read_document(_BEGINNING + text)
    except InputError:
        pytest.fail("the lines before any text make it a council document")


def test_the_same_text_gives_the_same_draft(documents):
    for name in ("norrvik", "solberga_scan"):
        text = (documents / f"{name}.txt").read_text(encoding="utf-8")
        assert read_document(text) == read_document(text)


def test_the_reference_scan_invents_nothing(reference_data, read):
    path = reference_data / "seed" / "fardplan_tjansteutlatande_2018_ocr.txt"
    _check_nothing_invented(path.read_text(encoding="utf-8"), read(path))
