"""Which divisions rival each other, and how one lies in another on a day."""

from datetime import date

import numpy as np

from fardplan.geography.carrying import carry_means
from fardplan.geography.crosswalk import Grid
from fardplan.geography.history import AreaHistory
from fardplan.geography.lineage import Lineage
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.recalculated import Reason

LAST, FIRST = date(2020, 6, 30), date(2020, 7, 1)


def area(code: str, kind: AreaKind = AreaKind.DISTRICT, *, successors: tuple[str, ...] = ()) -> Area:
    versions = (AreaVersion(name=code, valid_to=LAST if successors else None),)
    return Area(code=code, kind=kind, versions=versions, successors=successors)


OLD = Division(code="tre", name="Tre", valid_to=LAST, areas=("norr", "soder", "vast"))
NEW = Division(code="tva", name="Två", valid_from=FIRST, areas=("allt", "vast"))
PARTS = Division(code="delar", name="Delar", areas=("ena",))
LINEAGE = Lineage(
    (
        area("norr", successors=("allt",)),
        area("soder", successors=("allt",)),
        area("vast"),
        area("allt"),
        area("ena", AreaKind.PART),
    ),
    (NEW, OLD, PARTS),
)


def test_divisions_of_one_kind_rival_each_other_the_newest_last() -> None:
    history = AreaHistory(LINEAGE)
    assert [item.code for item in history.rivals(NEW)] == ["tre", "tva"]
    assert [item.code for item in history.rivals(PARTS)] == ["delar"]


def test_without_a_grid_succession_tells_and_a_day_after_a_division_is_its_last() -> None:
    for day in (date(2016, 12, 31), date(2020, 12, 31)):
        crosswalk = AreaHistory(LINEAGE).crosswalk(OLD, NEW, day)
        assert crosswalk.touches.tolist() == [[True, False], [True, False], [False, True]]
        assert crosswalk.people is None
        assert not crosswalk.loose.any()


def test_a_grid_with_both_keys_tells_how_many_live_where() -> None:
    grid = Grid(
        ("1", "2", "3"),
        np.array([10.0, 20.0, 5.0]),
        {"tre": ("norr", "soder", "vast"), "tva": ("allt", "allt", "vast")},
    )
    crosswalk = AreaHistory(LINEAGE, grid).crosswalk(OLD, NEW, LAST)
    assert crosswalk.people is not None
    assert crosswalk.people.tolist() == [[10.0, 0.0], [20.0, 0.0], [0.0, 5.0]]
    half = Grid(grid.cells, grid.people, {"tre": grid.keys["tre"]})
    assert AreaHistory(LINEAGE, half).crosswalk(OLD, NEW, LAST).people is None


def test_means_of_merged_areas_lie_between_theirs_and_those_of_cut_ones_are_not_told() -> None:
    grid = Grid(
        ("1", "2", "3", "4"),
        np.array([10.0, 30.0, 5.0, 5.0]),
        {"tre": ("norr", "soder", "vast", "vast"), "tva": ("allt", "allt", "vast", None)},
    )
    crosswalk = AreaHistory(LINEAGE, grid).crosswalk(OLD, NEW, LAST)
    found = carry_means(crosswalk, {"norr": 100.0, "soder": 200.0, "vast": 7.0})
    assert [(one.value, one.lowest, one.highest, one.reason) for one in found.values()] == [
        (175.0, 100.0, 200.0, Reason.BASES_UNKNOWN),
        (None, None, None, Reason.NO_BASE),
    ]
    assert carry_means(crosswalk, {"norr": None, "soder": 1.0})["allt"].reason is Reason.MISSING
