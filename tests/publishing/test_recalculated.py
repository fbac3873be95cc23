"""Recalculated figures in a publication: made of cleared ones, and marked simulated where they are."""

import csv
import io
from typing import Any

import pytest

from fardplan.publishing.recalculated import (
    PublishedRecalculation,
    recalculated_csv,
    recalculation_faults,
)
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.recalculated import Reason, Recalculated
from tests.builders import observation, provenance, public

YEAR = Period.of_year(2017)
CLEARED = [public(observation(2017, 3.0, area="norr")), public(observation(2017, 5.0, area="soder"))]


def figure(**changes: Any) -> Recalculated:
    plain: dict[str, Any] = {
        "area": "allt",
        "period": YEAR,
        "value": 4.0,
        "lowest": 3.0,
        "highest": 5.0,
        "reason": Reason.BASES_UNKNOWN,
        "made_of": ("norr", "soder"),
        "origin": Origin.OWN_CALCULATION,
        "source": "Kolada",
    }
    return Recalculated(**(plain | changes))


def stated(*figures: Recalculated, **changes: Any) -> PublishedRecalculation:
    plain: dict[str, Any] = {"indicator": "andel", "division": "tva", "figures": figures}
    return PublishedRecalculation(**(plain | changes))


def faults(told: PublishedRecalculation, found: Any = None) -> list[str]:
    return [*recalculation_faults([told], CLEARED if found is None else found, {"andel"}, {"tva"})]


def test_what_is_made_of_cleared_figures_has_no_fault() -> None:
    assert faults(stated(figure())) == []
    assert faults(stated(figure(value=None, made_of=("vast",), reason=Reason.MISSING))) == []


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (
            stated(figure(), indicator="annan"),
            "there are recalculated figures of 'annan', which is no indicator here",
        ),
        (stated(figure(), division="tre"), "'andel' is recalculated to 'tre', which is no division here"),
        (
            stated(figure(made_of=("norr", "vast"))),
            "'andel' is recalculated for allt 2017 from figures that are not among the cleared ones",
        ),
        (
            stated(figure(made_of=())),
            "'andel' is recalculated for allt 2017 from figures that are not among the cleared ones",
        ),
        (
            stated(figure(group="sex=K")),
            "'andel' is recalculated for allt 2017 from figures that are not among the cleared ones",
        ),
    ],
)
def test_faults(told: PublishedRecalculation, fault: str) -> None:
    assert fault in faults(told)


def test_simulated_parts_are_told() -> None:
    simulated = [
        observation(2017, 3.0, area="norr", provenance=provenance(origin=Origin.SIMULATED)),
        CLEARED[1],
    ]
    assert faults(stated(figure()), simulated) == [
        "'andel' is recalculated for allt 2017 from simulated figures and does not say so"
    ]
    said = stated(figure(origin=Origin.SIMULATED))
    assert faults(said, simulated) == []
    assert said.simulated
    assert not stated(figure()).simulated


def test_a_row_tells_value_bounds_parts_and_reason() -> None:
    rows = list(
        csv.reader(
            io.StringIO(
                recalculated_csv(
                    [stated(figure(), figure(value=None, lowest=None, highest=None, reason=Reason.NO_KEY))]
                ).decode()
            )
        )
    )
    assert rows[0] == [
        "indicator",
        "division",
        "area",
        "group",
        "period",
        "value",
        "lowest",
        "highest",
        "reason",
        "made_of",
        "preliminary",
        "origin",
        "source",
        "address",
        "published",
    ]
    same = ["False", "own_calculation", "Kolada", "", ""]
    assert rows[1:] == [
        ["andel", "tva", "allt", "", "2017", "4", "3", "5", "bases_unknown", "norr soder", *same],
        ["andel", "tva", "allt", "", "2017", "", "", "", "no_key", "norr soder", *same],
    ]
