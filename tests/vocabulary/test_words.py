"""Texts, units and errors."""

import pytest
from pydantic import ValidationError

from fardplan.vocabulary.errors import FardplanError, known
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit


@pytest.mark.parametrize(
    ("text", "swedish", "english", "translated"),
    [
        (Text(sv="Mål", en="Goal"), "Mål", "Goal", True),
        (Text(sv="Mål"), "Mål", "Mål", False),
        (Text(sv="Mål", en=""), "Mål", "Mål", False),
    ],
)
def test_swedish_stands_in_where_a_translation_is_missing(text, swedish, english, translated):
    assert (text.in_language("sv"), text.in_language("en")) == (swedish, english)
    assert (text.is_translated("sv"), text.is_translated("en")) == (True, translated)


def test_frozen_objects_refuse_change_and_unknown_fields():
    text = Text(sv="Mål")
    with pytest.raises(ValidationError):
        text.sv = "Annat"
    with pytest.raises(ValidationError):
        Text(sv="Mål", fi="Tavoite")


@pytest.mark.parametrize(
    ("measure", "floor", "ceiling", "inside", "outside"),
    [
        (Measure.SHARE, 0.0, 100.0, (0, 50, 100), (-0.1, 100.1)),
        (Measure.COUNT, 0.0, None, (0, 1e9), (-1,)),
        (Measure.RATE, 0.0, None, (0, 1e9), (-1,)),
        (Measure.INDEX, None, None, (-1e9, 0, 1e9), ()),
    ],
)
def test_how_far_a_unit_reaches(measure, floor, ceiling, inside, outside):
    unit = Unit(measure=measure, label=Text(sv="enhet"))
    assert (unit.floor, unit.ceiling) == (floor, ceiling)
    assert [unit.contains(value) for value in (*inside, *outside)] == [True] * len(inside) + [False] * len(
        outside
    )


def test_per_cent_is_a_share():
    assert PERCENT.measure is Measure.SHARE


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, "det gick fel"),
        ({"where": "fil.csv:3"}, "fil.csv:3: det gick fel"),
        (
            {"where": "fil.csv:3", "instead": "Gör så.", "outcome": "Inget ändrades."},
            "fil.csv:3: det gick fel\nGör så.\nInget ändrades.",
        ),
    ],
)
def test_an_error_says_where_what_what_instead_and_what_became_of_the_data(parts, told):
    assert str(FardplanError("det gick fel", **parts)) == told


@pytest.mark.parametrize(
    ("names", "asked", "told"),
    [
        ([], None, "There is none."),
        ([], "x", "There is none."),
        (["b", "a"], None, "There is: a, b."),
        (["trygghet", "uvas"], "tryghet", "There is: trygghet, uvas. Did you mean 'trygghet'?"),
        (["trygghet", "uvas"], "zzz", "There is: trygghet, uvas."),
        (
            [f"{n:02}" for n in range(15)],
            None,
            f"There is: {', '.join(f'{n:02}' for n in range(12))} and 3 more.",
        ),
    ],
)
def test_what_there_is_is_told_with_the_nearest(names, asked, told):
    assert known(names, asked=asked) == told
