"""A publication holds cleared figures alone, one a cell, in order."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from fardplan.disclosure.clearance import clear
from fardplan.publishing.publication import Publication, PublishedLink
from fardplan.vocabulary.errors import NotCleared
from fardplan.vocabulary.observation import Origin
from tests.builders import observation, protected, public
from tests.publishing.publications import (
    SERIES,
    figure,
    indicator,
    internal,
    milestone,
    publication,
    publications,
    status,
    strategy,
)

few = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)


@few
@given(publications(), st.randoms())
def test_the_order_of_the_figures_does_not_matter(edition: Publication, random) -> None:
    shuffled = list(edition.cleared)
    random.shuffle(shuffled)
    assert edition.model_copy(update={"cleared": clear(shuffled).cleared}).checked() == edition


def test_figures_are_kept_by_place_and_time() -> None:
    other = public(observation(2017, 3.0, area="omr"))
    edition = publication(other, *reversed(SERIES))
    assert edition.cleared.observations == (*SERIES, other)
    assert edition.observations("andel") == (*SERIES, other)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"cleared": clear(SERIES[:1]).cleared},
            "the figure of 'andel' for 2017 is not among the cleared ones",
        ),
        (
            {"indicators": (indicator(intervals=(figure(SERIES[0], value=8.4),)),)},
            "the figure of 'andel' for 2016 is not among the cleared ones",
        ),
        (
            {"cleared": clear((*SERIES, public(observation(2016, 8.6)))).cleared},
            "the cell andel, 0180, 2016 is filled twice; publish one edition of it",
        ),
        (
            {"cleared": clear((*SERIES, protected(observation(2015, 8.6), origin=Origin.SIMULATED))).cleared},
            "'andel' has simulated figures and real ones",
        ),
        (
            {"cleared": clear((*SERIES, public(observation(2016, 1.0, indicator="annan")))).cleared},
            "there are figures of 'annan', which is no indicator here",
        ),
        (
            {"milestones": (milestone(status=status(latest=None, in_stretch=None)),)},
            "'mal' states a trend or a path without a cleared figure",
        ),
        ({"milestones": (milestone(), milestone())}, "the milestone 'mal' stands twice"),
        ({"strategies": (strategy(), strategy())}, "the strategy 'strategi' stands twice"),
        ({"indicators": (indicator(), indicator())}, "the indicator 'andel' stands twice"),
        (
            {"strategies": (strategy(target_area="borta"),)},
            "'strategi' belongs to 'borta', which is no target area here",
        ),
        (
            {"milestones": (milestone(context=("borta",)),)},
            "'mal' is tied to 'borta', which is no indicator here",
        ),
        (
            {
                "milestones": (
                    milestone(
                        indicator=PublishedLink(
                            key="borta", name=indicator().name, state="proposed", source="x"
                        )
                    ),
                )
            },
            "'mal' is tied to 'borta', which is no indicator here",
        ),
    ],
)
def test_what_does_not_hang_together_is_refused(changes: dict, problem: str) -> None:
    with pytest.raises(ValidationError) as caught:
        publication(**changes)
    assert [error["msg"] for error in caught.value.errors()] == [f"Value error, {problem}"]


@pytest.mark.parametrize("key", ["../up", "a/b", "Å", "", "a--b", ".", "a.csv"])
def test_a_name_cannot_lead_out_of_its_folder(key: str) -> None:
    with pytest.raises(ValidationError) as caught:
        indicator(key=key)
    assert [error["loc"] for error in caught.value.errors()] == [("key",)]


def test_figures_come_in_no_other_type_than_cleared() -> None:
    with pytest.raises(ValidationError) as caught:
        publication(cleared=SERIES)
    assert [error["type"] for error in caught.value.errors()] == ["is_instance_of"]


def test_a_forged_clearance_is_found_out() -> None:
    forged = clear(SERIES).cleared
    object.__setattr__(forged, "observations", tuple(map(internal, SERIES)))
    with pytest.raises(NotCleared) as caught:
        publication(cleared=forged)
    assert caught.value.what == "2 of 2 figures are internal, the first: andel, 0180, 2016, from Kolada"
