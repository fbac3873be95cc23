"""A report that is not whole is not made; its parts are found in the order in which they are read."""

from dataclasses import replace

import pytest

from fardplan.reports.tree import Figure, OwnText, Section, Table, paragraph, walk
from fardplan.vocabulary.errors import RuleError
from tests.reports.sample import report


def test_a_figure_needs_words() -> None:
    with pytest.raises(RuleError, match="the figure 'Karta' has no words for those who do not see it"):
        Figure("Karta", "<svg/>", "  ")


def test_a_row_has_as_many_cells_as_the_table_has_columns() -> None:
    with pytest.raises(RuleError, match="row 2 of 'Antal' has 1 cells, and the table 2 columns"):
        Table("Antal", ("A", "B"), (("1", "2"), ("3",)))


def test_a_report_has_a_title() -> None:
    with pytest.raises(RuleError, match="a report needs a title"):
        replace(report(), title=" ")


def test_a_key_names_one_part() -> None:
    twice = (paragraph("a", key="same"), Section("b", (OwnText("same", "c"),)))
    with pytest.raises(RuleError, match="two parts of the report are named 'same'"):
        replace(report(), parts=twice)


def test_parts_are_met_in_the_order_of_reading() -> None:
    inner = paragraph("inner")
    section = Section("Rubrik", (inner,))
    last = paragraph("last")
    assert list(walk((section, last))) == [section, inner, last]
    assert [text.key for text in report(sections=2).own_texts] == ["view-0", "empty-0", "view-1", "empty-1"]
