"""An edition that contradicts itself cannot be built."""

from datetime import date

import pytest
from pydantic import ValidationError

from fardplan.roadmap.version import (
    DecisionPoint,
    Force,
    RelatedMilestone,
    Responsibility,
    Strategy,
    TargetArea,
)
from tests.builders import decision, milestone, sv, version

AREA = TargetArea(key="omrade", name=sv("Område"))
POINT = DecisionPoint(number=1, text=sv("Godkänns"), addressee=None, force=Force.APPROVED)
STRATEGY = Strategy(key="strategi", target_area="omrade", number=1, text=sv("Gör mer"))


def related(key: str) -> RelatedMilestone:
    return RelatedMilestone(milestone=key, source="s")


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: version(milestone(), milestone()), "the milestone 'mal' stands twice"),
        (lambda: version(target_areas=(AREA, AREA)), "the target area 'omrade' stands twice"),
        (lambda: version(strategies=(STRATEGY, STRATEGY)), "the strategy 'strategi' stands twice"),
        (lambda: version(decision_points=(POINT, POINT)), "the decision point '1' stands twice"),
        (
            lambda: version(milestone(target_area="annat")),
            "'mal' belongs to 'annat', which is no target area here",
        ),
        (
            lambda: version(strategies=(STRATEGY.model_copy(update={"target_area": "annat"}),)),
            "'strategi' belongs to 'annat', which is no target area here",
        ),
        (
            lambda: version(milestone(related=(related("annat"),))),
            "'mal' is related to 'annat', which is not here",
        ),
        (
            lambda: version(milestone(related=(related("mal"),))),
            "'mal' is related to 'mal', which is not here",
        ),
        (lambda: version(number=2, based_on=2), "version 2 cannot be based on version 2"),
        (lambda: version(horizon=(2030, 2025)), "the horizon ends 2025 before it begins 2030"),
    ],
)
def test_what_does_not_hold_together_is_refused(build, message):
    with pytest.raises(ValidationError) as refused:
        build()
    assert [item["msg"] for item in refused.value.errors()] == [f"Value error, {message}"]


@pytest.mark.parametrize("half", [{"level": 90.0}, {"year": 2030}])
def test_level_and_year_come_together(half):
    with pytest.raises(ValidationError, match="'mal' has only one of level and year; give both or neither"):
        milestone(**half)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"related": (related("a"), related("a"))}, "the related milestone 'a' of 'mal'"),
        ({"context": ("a", "a")}, "the context indicator 'a' of 'mal'"),
        (
            {"responsible": (Responsibility(organisation="a", source="s"),) * 2},
            "the responsible organisation 'a' of 'mal'",
        ),
    ],
)
def test_a_link_stands_once(changes, what):
    with pytest.raises(ValidationError, match=f"{what} stands twice"):
        milestone(**changes)


@pytest.mark.parametrize(
    "build",
    [
        lambda: milestone(level=90.0, year=-5),
        lambda: milestone(level=float("nan"), year=2030),
        lambda: version(number=0),
        lambda: version(dated="i fjol"),
        lambda: version(horizon=(1, 2)),
        lambda: DecisionPoint(number=10**20, text=sv("x"), addressee=None, force=Force.SHALL),
    ],
)
def test_numbers_keep_within_what_can_be(build):
    with pytest.raises(ValidationError):
        build()


def test_zero_is_a_level():
    assert milestone(level=0.0, year=2030).level == 0.0


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"dated": "2018"}, date(2018, 12, 31)),
        ({"dated": "2018-06-14"}, date(2018, 6, 14)),
        ({"dated": "2018", "decision": decision("2018-10-15")}, date(2018, 10, 15)),
    ],
)
def test_the_day_an_edition_counts_from(changes, day):
    assert version(**changes).known_from == day


def test_parts_are_found_by_their_area_and_key():
    other = TargetArea(key="annat", name=sv("Annat"))
    there, here = milestone(key="b", target_area="annat"), milestone(key="a")
    found = version(there, here, target_areas=(AREA, other))
    assert (found.milestone("a"), found.milestone("c")) == (here, None)
    assert found.milestones_of("annat") == (there,)
    assert [item.key for item in found.strategies_of("omrade")] == ["strategi"]
    assert found.strategies_of("annat") == ()
