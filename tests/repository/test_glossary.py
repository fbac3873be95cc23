"""The glossary explains every word that the product writes into files and output."""

import enum
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import fardplan.evidence
import fardplan.forecast
import fardplan.roadmap
import fardplan.sources.city_models
import fardplan.vocabulary

ROOMS = (fardplan.vocabulary, fardplan.roadmap, fardplan.evidence, fardplan.forecast)
CONCEPTS = (
    "färdplan", "målområde", "etappmål", "strategi", "beslutspunkt", "nämnd", "bolag", "KF", "KS",
    "stadsledningskontoret", "ILS", "KF-indikator", "årsmål", "utfall", "nivå", "årtal", "utgångsvärde",
    "tidsseriebrott", "röjandekontroll", "clearance", "årgång", "observation", "proveniens", "ursprung",
    "utveckling", "bedömning", "delområden", "stadsdelsområde", "indelning", "ytterstaden", "dagbefolkning",
    "behörighet", "UVAS", "otrygghet", "förtroende", "publicering", "bundle",
)  # fmt: skip


def word_lists() -> list[type[enum.StrEnum]]:
    modules = [
        importlib.import_module(found.name)
        for room in ROOMS
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    ] + [fardplan.sources.city_models]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, enum.StrEnum) and value is not enum.StrEnum
    }
    return sorted(found, key=lambda words: (words.__qualname__, words.__module__))


@pytest.fixture(scope="module")
def glossary(root: Path) -> str:
    return (root / "docs/glossary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", word_lists(), ids=lambda words: words.__qualname__)
def test_every_word_of_a_list_is_explained(glossary: str, words: type[enum.StrEnum]) -> None:
    assert [word.value for word in words if f"`{word.value}`" not in glossary] == []


def test_every_concept_of_the_trade_has_its_entry(glossary: str) -> None:
    terms = {
        term
        for line in re.findall(r"^\*\*(.+?)\*\* — \*", glossary, re.MULTILINE)
        for term in line.split(", ")
    }
    assert [concept for concept in CONCEPTS if concept not in terms] == []


def test_no_term_has_two_entries(glossary: str) -> None:
    swedish = re.findall(r"^\*\*(.+?)\*\* — \*", glossary, re.MULTILINE)
    english = re.findall(r"^\*\*.+?\*\* — \*(.+?)\*$", glossary, re.MULTILINE)
    assert len(english) == len(swedish)
    assert [term for term in swedish if swedish.count(term) > 1] == []
    assert [term for term in english if english.count(term) > 1] == []
