"""An indicator's figures in Excel: the same as in the other files, and what they are."""

import io
from datetime import datetime

import openpyxl

from fardplan.portal.workbook import SIMULATED, indicator_workbook
from fardplan.presentation.translations import translate
from fardplan.publishing.rows import SCHEMA, row_of
from fardplan.vocabulary.observation import Origin
from tests.portal import counted
from tests.portal.sample import small, text


def test_the_workbook_has_the_figures_of_the_other_files_and_tells_what_they_are() -> None:
    publication = small(1)
    indicator = publication.indicators[0]
    found = tuple(item for item in publication.cleared if item.indicator == indicator.key)
    content = indicator_workbook(indicator, found)
    assert indicator_workbook(indicator, found) == content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Uppgifter", "Om uppgifterna"]
    header, *rows = book["Uppgifter"].iter_rows(values_only=True)
    assert list(header) == SCHEMA.names()
    assert book["Uppgifter"].freeze_panes == "A2"
    for row, item in zip(rows, found, strict=True):
        told = {name: None if value == "" else value for name, value in row_of(item).items()}
        held = [value.date() if isinstance(value, datetime) else value for value in row]
        assert dict(zip(header, held, strict=True)) == told
    lines = [cell for (cell,) in book["Om uppgifterna"].iter_rows(values_only=True) if cell]
    assert lines[0] == indicator.name.sv
    assert f"Enhet: {indicator.unit.label.sv}" in lines
    assert f"Källa: {found[0].provenance.source}" in lines
    assert indicator.definition.in_language("en") in lines


def test_it_says_in_both_languages_that_figures_are_simulated_and_what_they_cannot_tell() -> None:
    publication = counted.publication()
    trap = text("Siffran säger inte varför.", "The figure does not tell why.")
    indicator = publication.indicators[0].model_copy(update={"traps": (trap,)})
    for simulated, found in (
        (True, tuple(item for item in publication.cleared if item.provenance.origin is Origin.SIMULATED)),
        (False, tuple(small(1).cleared)),
    ):
        book = openpyxl.load_workbook(io.BytesIO(indicator_workbook(indicator, found)))
        lines = [cell for (cell,) in book["Om uppgifterna"].iter_rows(values_only=True) if cell]
        for language in ("sv", "en"):
            words = translate(SIMULATED, language)
            assert (words in lines) is simulated
            assert trap.in_language(language) in lines
