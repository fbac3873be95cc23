"""The comparison of clients of Kolada: what it counts, and that it sees what is not the same."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from fardplan.fakes.kolada import FakeKolada, FakeKoladaServer, FakeValue, made_up

ROOT = Path(__file__).resolve().parents[2]
DATA = made_up(2, 3, [2023, 2024])


@pytest.fixture(scope="module")
def calls() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        yield importlib.import_module("kolada_calls")


def test_what_is_expected_is_what_the_fake_has_of_the_question(calls: ModuleType) -> None:
    asked = calls.Question("", kpis=1, places=2, years=1).asked(DATA)

    assert asked == calls.Asked(["N90001"], ["0101", "0102"], [2024])
    assert calls.expected(DATA, asked) == calls.told(
        ["N90001", place, 2024, gender, value.value, "", 1, False]
        for place in asked.places
        for gender in "TMK"
        for value in DATA.values
        if (value.kpi, value.place, value.year, value.gender) == ("N90001", place, 2024, gender)
    )


def test_a_value_too_few_or_twice_is_seen(calls: ModuleType) -> None:
    cells = [
        ["N90001", "0101", 2024, "T", 1.0, "", 1, False],
        ["N90001", "0101", 2024, "K", None, "", 1, False],
    ]
    whole = calls.told(cells)

    assert (whole["values"], whole["twice"]) == (2, 0)
    assert calls.told(reversed(cells)) == whole
    assert calls.told(cells[:1])["digest"] != whole["digest"]
    assert calls.told([*cells, cells[0]])["twice"] == 1


def test_our_client_brings_everything_in_a_process_of_its_own(calls: ModuleType) -> None:
    question = calls.Question("", kpis=2, places=3, years=2)
    with FakeKoladaServer(DATA) as server:
        found = calls.answered("ours", server, question.asked(DATA))

    assert found["digest"] == calls.expected(DATA, question.asked(DATA))["digest"]
    assert (found["values"], found["calls"], found["error"]) == (2 * 3 * 2 * 3, 1, None)


def test_what_a_client_raises_is_told(calls: ModuleType) -> None:
    data = FakeKolada([FakeValue("N90001", "0101", 2024, "X", 1.0)], DATA.kpis, DATA.municipalities)
    with FakeKoladaServer(data) as server:
        found = calls.answered("ours", server, calls.Question("", 1, 1, 1).asked(data))

    assert found["values"] == 0
    assert "SourceError" in found["error"]
    assert "'gender' is 'X'" in found["error"]
