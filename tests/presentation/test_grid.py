"""The grid of levels and years: one mark, sign and pattern a cell, and the same in a table."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation.charts.grid import grid_chart
from fardplan.presentation.charts.grid_model import GridCell, GridChart, GridMark
from fardplan.presentation.charts.grid_words import share_cell
from fardplan.presentation.charts.model import Table
from fardplan.presentation.charts.standalone import standalone
from fardplan.vocabulary.unit import PERCENT

BOLD = GridCell(GridMark.AMBITIOUS_PRECEDENTED, 0.12, 0.3, 140.2, recommended=True)
FAR = GridCell(GridMark.UNPRECEDENTED, 0.004, 0.0, 300.0)
UNKNOWN = GridCell(GridMark.CANNOT_TELL, None, None, None)

CHART = GridChart(
    "Nivå och årtal", PERCENT, (90, 92.5), (2025, 2030), ((BOLD, FAR), (UNKNOWN, UNKNOWN)), "elever"
)


def test_the_table_holds_what_every_cell_says():
    assert grid_chart(CHART, "sv", id="g").table == Table(
        header=("År", "Nivå", "Vad som går att säga", "Utsikt om inget nytt görs", "Förebilder", "Elever"),
        rows=(
            (
                "2025",
                "90\u00a0procent",
                "djärvt, men andra har gjort det; rekommenderas",
                "12\u00a0%",
                "30\u00a0%",
                "140",
            ),
            ("2025", "92,5\u00a0procent", "nästan ingen har gjort det", "<1\u00a0%", "<1\u00a0%", "300"),
            ("2030", "90\u00a0procent", "går inte att avgöra", "–", "–", "–"),
            ("2030", "92,5\u00a0procent", "går inte att avgöra", "–", "–", "–"),
        ),
    )


def test_the_description_says_what_is_recommended():
    assert grid_chart(CHART, "en", id="g").description.replace("\u00a0", " ") == (
        "2 levels from 90 per cent to 92.5 per cent by 2 years from 2025 to 2030. One of the cells is "
        "ambitious, yet others have done it. Recommended: 90 per cent by 2025."
    )


def test_patterns_are_named_once_and_used_where_their_mark_is():
    drawing = grid_chart(CHART, "sv", id="g")
    for svg, name in ((drawing.svg, "g"), (drawing.compact, "g-compact")):
        assert re.findall(r'<pattern id="([^"]+)"', svg) == [
            f"{name}-ambitious-precedented",
            f"{name}-unprecedented",
        ]
        # Once in the cell and once in the key.
        assert svg.count(f"url(#{name}-ambitious-precedented)") == 2
        assert svg.count("c-chosen") == 2


def test_without_people_the_line_for_them_is_gone_and_said_to_be():
    bare = GridChart("t", PERCENT, (90,), (2025,), ((UNKNOWN,),), "elever")
    drawing = grid_chart(bare, "sv", id="g")
    assert drawing.table.header[-1] == "Förebilder"
    assert drawing.notes[-1] == "Gruppens storlek är inte känd, så antalet människor går inte att räkna."


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, "–"), (0.0, "<1\u00a0%"), (0.01, "1\u00a0%"), (0.995, ">99\u00a0%"), (1.0, ">99\u00a0%")],
)
def test_no_share_is_said_to_be_certain(share, said):
    assert share_cell(share, "sv") == said


def test_a_grid_that_is_not_whole_is_refused():
    with pytest.raises(ValueError, match="each row of the grid has 2 cells"):
        GridChart("t", PERCENT, (90, 91), (2025,), ((UNKNOWN,),), "elever")
    with pytest.raises(ValueError, match="not 0 rows"):
        GridChart("t", PERCENT, (90,), (2025,), (), "elever")


cells = st.builds(
    GridCell,
    st.sampled_from(GridMark),
    st.none() | st.floats(0, 1),
    st.none() | st.floats(0, 1),
    st.none() | st.floats(0, 99_999),
    st.booleans(),
)


@given(st.integers(1, 9), st.integers(1, 6), st.data())
def test_any_grid_is_well_formed_and_inside_its_frame(wide, high, data):
    levels = tuple(80.0 + place for place in range(wide))
    rows = tuple(tuple(data.draw(cells) for _ in levels) for _ in range(high))
    chart = GridChart("<T> & co", PERCENT, levels, tuple(range(2025, 2025 + high)), rows, "elever")
    drawing = grid_chart(chart, "sv", id="g")
    for svg in (drawing.svg, drawing.compact):
        root = ElementTree.fromstring(svg)
        width, height = map(float, root.attrib["viewBox"].split()[2:])
        for word in root.iter("{http://www.w3.org/2000/svg}text"):
            assert 0 <= float(word.attrib["x"]) <= width
            assert 0 <= float(word.attrib["y"]) <= height
        assert "style=" not in svg
    assert len(drawing.table.rows) == wide * high


def test_a_file_of_its_own_carries_its_sheet():
    svg = standalone(grid_chart(CHART, "sv", id="g"))
    root = ElementTree.fromstring(svg)
    assert root[0].tag == "{http://www.w3.org/2000/svg}style"
    assert ".c-chosen" in (root[0].text or "")
