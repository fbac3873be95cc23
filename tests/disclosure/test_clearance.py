"""Only what its source has published or what is protected leaves the house, and one place alone says so."""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fardplan
from fardplan.disclosure.clearance import Clearing, clear
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.errors import NotCleared
from fardplan.vocabulary.observation import Clearance, Observation, Origin, Provenance, Status
from fardplan.vocabulary.period import Period

MAY_MAKE_CLEARED = {"disclosure/clearance.py"}
MAY_REBUILD_CLEARED = {"publishing/bundle.py"}
"""Reading back a bundle, which was written from cleared figures, makes the type anew; it checks itself."""


def figure(year: int, clearance: Clearance, status: Status = Status.VALUE) -> Observation:
    published = clearance is Clearance.PUBLISHED_BY_SOURCE
    provenance = Provenance(
        source="Kolada",
        origin=Origin.OWN_CALCULATION,
        release="report-1" if clearance is Clearance.PROTECTED else None,
        loaded=date(2026, 1, 1),
        published=date(2026, 1, 1),
        address="https://www.kolada.se" if published else None,
        clearance=clearance,
    )
    value = 88.7 if status.has_value else None
    return Observation("behorighet", "0180", Period.of_year(year), value, provenance, status=status)


PUBLIC = figure(2016, Clearance.PUBLISHED_BY_SOURCE)
INTERNAL = figure(2017, Clearance.INTERNAL)
PROTECTED = figure(2015, Clearance.PROTECTED, Status.SUPPRESSED)

figures = st.builds(figure, st.integers(2000, 2030), st.sampled_from(Clearance), st.sampled_from([*Status]))


def test_published_and_protected_figures_are_cleared_and_internal_ones_held_back() -> None:
    later = figure(2018, Clearance.PUBLISHED_BY_SOURCE)

    assert clear([PUBLIC, INTERNAL, PROTECTED, later]) == Clearing(
        Cleared((PUBLIC, PROTECTED, later)), (INTERNAL,)
    )


@pytest.mark.parametrize(
    "forged", [{"clearance": Clearance.PROTECTED}, {"clearance": Clearance.PUBLISHED_BY_SOURCE}]
)
def test_a_forged_mark_without_its_report_or_address_clears_nothing(forged: dict[str, Clearance]) -> None:
    item = figure(2017, Clearance.INTERNAL)
    for name, value in forged.items():
        object.__setattr__(item.provenance, name, value)

    assert clear([item]) == Clearing(Cleared(()), (item,))
    with pytest.raises(NotCleared):
        Cleared((item,))


def test_nothing_gives_nothing() -> None:
    assert clear(iter(())) == Clearing(Cleared(()), ())


def test_an_internal_cell_without_a_number_is_held_back_too() -> None:
    """That a number was too small to show is itself something that could tell on somebody."""
    hidden = figure(2019, Clearance.INTERNAL, Status.SUPPRESSED)

    assert clear([hidden]) == Clearing(Cleared(()), (hidden,))


@given(st.lists(figures))
def test_every_figure_comes_out_once_on_its_own_side(given_figures: list[Observation]) -> None:
    clearing = clear(given_figures)

    assert clearing == Clearing(
        Cleared(tuple(x for x in given_figures if x.provenance.clearance is not Clearance.INTERNAL)),
        tuple(x for x in given_figures if x.provenance.clearance is Clearance.INTERNAL),
    )


def test_cleared_cannot_be_built_of_anything_internal() -> None:
    with pytest.raises(NotCleared) as refusal:
        Cleared((PUBLIC, INTERNAL))

    assert str(refusal.value) == (
        "1 of 2 figures are internal, the first: behorighet, 0180, 2017, from Kolada\n"
        "Only figures that their source has published, with an address, or that have passed disclosure "
        "control here may be published.\n"
        "Nothing was published."
    )


def test_no_other_room_makes_the_type() -> None:
    root = Path(fardplan.__file__).parent
    makers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if any(_makes_cleared(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    }

    assert makers - MAY_REBUILD_CLEARED == MAY_MAKE_CLEARED


def _makes_cleared(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
    return name == "Cleared"
