"""The small map of where an area lies: its land among the others', in words too, and no figures."""

from xml.etree import ElementTree as xml

import pytest

from fardplan.presentation.charts import Shape, where_map


def square(number: int) -> Shape:
    left = 150_000 + 1_000 * number
    outer = ((left, 0), (left + 1_000, 0), (left + 1_000, 1_000), (left, 1_000), (left, 0))
    return Shape(((outer,),), (left + 500, 500))


@pytest.mark.parametrize(("others", "width"), [(1, 100), (3, 50)])
def test_an_area_is_filled_among_the_others_on_one_scale(others: int, width: int) -> None:
    rest = tuple(square(number) for number in range(1, 1 + others))
    drawing = where_map("Farsta & Hökarängen", square(0), rest, "sv", id="where", note="Kartan.")
    paths = [item for item in xml.fromstring(drawing.svg) if item.tag.endswith("path")]
    assert [item.get("class") for item in paths] == ["c-land c-in-land", "c-land c-in-step-4"]
    assert paths[1].get("d") == f"M0 {width}L{width} {width}L{width} 0L0 0z"
    assert (drawing.title, drawing.description, drawing.notes) == (
        "Var Farsta & Hökarängen ligger",
        "En karta över stadsdelsområdena, där Farsta & Hökarängen är ifyllt.",
        ("Kartan.",),
    )


def test_an_only_area_is_drawn_alone() -> None:
    drawing = where_map("Farsta", square(0), (), "en", id="where")
    assert drawing.svg.count("<path") == 1
    assert (drawing.title, drawing.notes) == ("Where Farsta lies", ())
