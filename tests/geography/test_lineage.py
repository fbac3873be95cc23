"""Areas through time: which there were, who took over from whom."""

from datetime import date

import pytest

from fardplan.geography import Lineage
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.errors import NotFoundError


def area(
    code: str, first: int | None = None, last: int | None = None, successors: tuple[str, ...] = ()
) -> Area:
    version = AreaVersion(
        name=code.title(),
        valid_from=date(first, 1, 1) if first else None,
        valid_to=date(last, 12, 31) if last else None,
    )
    return Area(code=code, kind=AreaKind.DISTRICT, versions=(version,), successors=successors)


BEFORE, AFTER = (
    AreaVersion(name="Ö", valid_to=date(2015, 12, 31)),
    AreaVersion(name="Ö", valid_from=date(2016, 1, 1), note="Gränsen flyttades"),
)
MOVED = Area(code="moved", kind=AreaKind.DISTRICT, versions=(BEFORE, AFTER))

LINEAGE = Lineage(
    areas=(
        area("norr", 2000, 2009, ("nordost",)),
        area("ost", 2000, 2009, ("nordost",)),
        area("nordost", 2010, 2019, ("stor", "liten")),
        area("stor", 2020),
        area("liten", 2020),
        area("ö", 2000, 2009),
        area("same"),
        MOVED,
    ),
    divisions=(
        Division(code="old", name="Gammal", valid_to=date(2009, 12, 31), areas=("norr", "ost", "same")),
        Division(
            code="mid",
            name="Mellan",
            valid_from=date(2010, 1, 1),
            valid_to=date(2019, 12, 31),
            areas=("nordost", "same"),
        ),
        Division(code="all", name="Alltid", areas=("same",)),
    ),
)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(1990, 1, 1), ["old", "all"]),
        (date(2009, 12, 31), ["old", "all"]),
        (date(2010, 1, 1), ["mid", "all"]),
        (date(2020, 1, 1), ["all"]),
    ],
)
def test_the_divisions_in_use_on_a_day(day: date, codes: list[str]) -> None:
    assert [item.code for item in LINEAGE.divisions_on(day)] == codes


@pytest.mark.parametrize(
    ("code", "day", "found"),
    [
        ("norr", date(2005, 1, 1), ("norr",)),
        ("norr", date(2012, 1, 1), ("nordost",)),
        ("norr", date(2022, 1, 1), ("stor", "liten")),
        ("same", date(2022, 1, 1), ("same",)),
        ("ö", date(2022, 1, 1), ()),
        ("stor", date(2019, 1, 1), ()),
    ],
)
def test_who_stands_in_the_place_of_an_area_on_a_day(code: str, day: date, found: tuple[str, ...]) -> None:
    assert LINEAGE.successors_on(code, day) == found


def test_areas_that_name_each_other_lead_to_an_end() -> None:
    circle = Lineage((area("a", 2000, 2001, ("b",)), area("b", 2000, 2001, ("a",))), ())
    assert circle.successors_on("a", date(2010, 1, 1)) == ()


def test_predecessors() -> None:
    assert LINEAGE.predecessors("nordost") == ("norr", "ost")
    assert LINEAGE.predecessors("norr") == ()


def test_an_area_whose_version_changed_is_told() -> None:
    codes = ("same", "moved", "norr")
    assert LINEAGE.changed(codes, date(2015, 1, 1), date(2016, 6, 1)) == ("moved",)
    assert LINEAGE.changed(codes, date(2014, 1, 1), date(2015, 6, 1)) == ()


def test_an_unknown_area_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFoundError, match="there is no area 'stora'") as raised:
        LINEAGE.area("stora")
    assert raised.value.instead == (
        "There is: liten, moved, nordost, norr, ost, same, stor, ö. Did you mean 'stor'?"
    )
