"""The strip: a dot for each of a class, filled where it changed as much as is wanted."""

from fardplan.presentation.charts.strip import StripChart, StripRow, strip_chart
from fardplan.vocabulary.unit import PERCENT

ROWS = (
    StripRow("Solna", 1.3, "2013–2017"),
    StripRow("Nacka", 1.0, "2012–2016"),
    StripRow("Täby", -0.5, "2010–2014"),
)
CHART = StripChart("Hur det gick", PERCENT, 0.1, ROWS, wanted=1.0)


def test_those_that_changed_as_much_are_filled_and_the_rest_hollow() -> None:
    drawing = strip_chart(CHART, "sv", id="prov")
    assert (drawing.svg.count("<circle"), drawing.svg.count("c-hollow")) == (3, 1)
    assert "så mycket begärs: +1,0" in drawing.svg
    assert drawing.table.rows == (
        ("Solna", "2013–2017", "+1,3"),
        ("Nacka", "2012–2016", "+1,0"),
        ("Täby", "2010–2014", "−0,5"),
    )
    assert "2 av dem ändrades med +1,0" in drawing.description
