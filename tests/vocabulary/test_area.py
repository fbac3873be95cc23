"""Areas and their versions."""

from datetime import date

import pytest
from pydantic import ValidationError

from fardplan.vocabulary.area import Area, AreaKind, AreaVersion

OLD = AreaVersion(name="Älvsjö", valid_from=date(2007, 1, 1), valid_to=date(2020, 6, 30))
NEW = AreaVersion(name="Hägersten-Älvsjö", valid_from=date(2020, 7, 1))


def district(*versions: AreaVersion) -> Area:
    return Area(code="alvsjo", kind=AreaKind.DISTRICT, versions=versions)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2006, 12, 31), None),
        (date(2007, 1, 1), OLD),
        (date(2020, 6, 30), OLD),
        (date(2020, 7, 1), NEW),
        (date(2999, 1, 1), NEW),
    ],
)
def test_the_version_that_held_on_a_day(day, version):
    assert district(OLD, NEW).on(day) == version


def test_an_area_is_called_what_it_was_called_last():
    assert district(OLD, NEW).name == "Hägersten-Älvsjö"


def test_unknown_days_hold_always():
    assert AreaVersion(name="Stockholm").holds_on(date(1252, 7, 1))


@pytest.mark.parametrize(
    ("versions", "message"),
    [
        ((), "the area 'alvsjo' has no version"),
        ((NEW, OLD), "the versions of 'alvsjo' overlap or are out of order"),
        ((OLD, OLD), "the versions of 'alvsjo' overlap or are out of order"),
        ((NEW, AreaVersion(name="x")), "the versions of 'alvsjo' overlap or are out of order"),
    ],
)
def test_versions_follow_each_other(versions, message):
    with pytest.raises(ValidationError) as refused:
        district(*versions)
    assert [item["msg"] for item in refused.value.errors()] == [f"Value error, {message}"]


def test_a_version_does_not_end_before_it_begins():
    with pytest.raises(ValidationError, match="'x' ends 2019-12-31 before it begins 2020-01-01"):
        AreaVersion(name="x", valid_from=date(2020, 1, 1), valid_to=date(2019, 12, 31))
