"""The unit of a value that a table sets for a measure: in its cell, else in the measure's own words."""

import pytest

from fardplan.sources.council_document.compose_goals import compose_goals
from fardplan.sources.council_document.goals import find_goals
from fardplan.sources.council_document.repair.noise import CLEAN
from tests.sources.council_document.goals.test_forms import form


@pytest.mark.parametrize(
    ("measure", "value", "unit"),
    [
        ("Antal genomförda besök på bryggan", "120", "besök"),
        ("Antalet båtar i hamnen", "120", "båtar"),
        ("Antal icke godkända bryggor", "3", "bryggor"),
        ("Antal nya trygga kajer", "3", "kajer"),
        ("Antal båtar, andel", "12", "procent"),
        ("Antal båtar per invånare", "12 %", "procent"),
        ("Antal båtar", "12 bryggor", "bryggor"),
        ("Skillnad mellan vikarna, procentenheter", "4", "procentenheter"),
        ("Skillnad mellan vikarna (procentenheter)", "4", "procentenheter"),
        ("Andel båtar med segel", "40", "procent"),
        ("Väntetid i veckor", "4", "veckor"),
        ("Båtar i hamnen", "120", None),
    ],
)
def test_the_unit_of_a_value(measure: str, value: str, unit: str | None) -> None:
    rows = form(("Indikator", "Målvärde 2030"), (measure, value))
    found = find_goals(rows, office=None)

    def fields(passage, **_):  # type: ignore[no-untyped-def]
        return {"text": passage.flat, "as_read": passage.as_read, "lines": passage.lines, "confidence": 1.0}

    _, indicators = compose_goals(found, CLEAN, fields, [])
    targets = [one.target for one in indicators]
    assert [(one.value, one.unit, one.year) for one in targets if one] == [
        (float(value.split(maxsplit=1)[0]), unit, 2030)
    ]
