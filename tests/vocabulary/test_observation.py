"""An observation that contradicts itself cannot be built; zero is a value."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Clearance, Origin, Status
from tests.builders import WOMEN, observation, provenance

numbers = st.floats(-1e9, 1e9)


@given(st.tuples(numbers, numbers, numbers))
def test_a_value_lies_inside_its_interval(three):
    lower, value, upper = sorted(three)
    found = observation("2018", value, lower=lower, upper=upper)
    assert (found.lower, found.value, found.upper) == (lower, value, upper)
    if lower < value:
        with pytest.raises(InputError, match="lies outside its interval"):
            observation("2018", lower, lower=value, upper=upper)


@pytest.mark.parametrize("status", Status)
def test_a_status_says_whether_there_is_a_value(status):
    told = {"value", "rounded", "preliminary"}
    assert status.has_value == (status.value in told)
    kept, refused = (0.0, None) if status.has_value else (None, 0.0)
    assert observation("2018", kept, status=status).value == kept
    with pytest.raises(InputError) as contradiction:
        observation("2018", refused, status=status)
    assert str(contradiction.value) == (
        f"andel, 0180, 2018: the status '{status}' and the value {refused} contradict each other"
    )


@pytest.mark.parametrize(
    "changes", [{"value": math.nan}, {"value": math.inf}, {"lower": -math.inf}, {"upper": math.nan}]
)
def test_a_number_that_is_not_finite_is_refused(changes):
    with pytest.raises(InputError, match="not finite"):
        observation("2018", **({"value": 1.0} | changes))


def test_a_base_below_zero_is_refused_and_zero_is_not():
    assert observation("2018", 1.0, base=0).base == 0
    with pytest.raises(InputError, match="the base -1 is below zero"):
        observation("2018", 1.0, base=-1)


def test_a_cell_is_told_in_words():
    assert observation("2017/18", 1.0, group=WOMEN).what == "andel, 0180, sex=K, 2017/18"


def test_a_figure_has_a_source():
    with pytest.raises(InputError) as refused:
        provenance(source="  ")
    assert str(refused.value) == "a figure without a source cannot be kept\nName its source."


@pytest.mark.parametrize("address", [None, "", "  "])
def test_published_by_its_source_means_that_it_can_be_looked_up(address):
    with pytest.raises(InputError) as refused:
        provenance(clearance=Clearance.PUBLISHED_BY_SOURCE, address=address)
    assert str(refused.value) == (
        "the figure from 'Kolada' is marked published by its source, without an address\n"
        "Give the address where it is published, or leave it internal."
    )


@pytest.mark.parametrize(
    ("clearance", "release"),
    [
        (Clearance.PROTECTED, None),
        (Clearance.PROTECTED, " "),
        (Clearance.INTERNAL, "report-1"),
        (Clearance.PUBLISHED_BY_SOURCE, "report-1"),
    ],
)
def test_exactly_protected_figures_name_the_report_they_passed(clearance, release):
    with pytest.raises(InputError) as refused:
        provenance(clearance=clearance, release=release, address="https://x", origin=Origin.OWN_CALCULATION)
    assert str(refused.value) == (
        f"the figure from 'Kolada' is {clearance} with the release {release!r}\n"
        "A protected figure names the privacy report it passed, and no other figure does."
    )


@pytest.mark.parametrize("origin", Origin)
def test_protected_are_figures_counted_here(origin):
    told = {"clearance": Clearance.PROTECTED, "release": "report-1", "origin": origin}
    if origin is not Origin.OFFICIAL:
        assert provenance(**told).release == "report-1"
        return
    with pytest.raises(InputError) as refused:
        provenance(**told)
    assert str(refused.value) == (
        "the figure from 'Kolada' is official and marked protected\n"
        "Protected are figures counted here: own calculations, or simulated."
    )


@pytest.mark.parametrize("interval", [{"lower": 3.0}, {"upper": 3.0}, {"lower": 2.0, "upper": 3.0}])
def test_a_suppressed_value_has_no_interval_that_would_tell_of_it(interval):
    with pytest.raises(InputError) as refused:
        observation("2018", None, status=Status.SUPPRESSED, **interval)
    assert str(refused.value) == (
        "andel, 0180, 2018: the value is suppressed, and an interval would tell of it"
    )


def test_a_figure_is_internal_unless_someone_says_otherwise():
    assert provenance().clearance is Clearance.INTERNAL
