"""Tables as they come from registers, with what must be hidden in them worked out by hand."""

import numpy as np
import pytest

from fardplan.disclosure.suppression import Method, Suppression, suppress, usual_weights
from fardplan.disclosure.tables import Dimension, LinkedCells, Needs
from fardplan.vocabulary.errors import InputError, RuleError
from tests.disclosure.suppression.attack import failures
from tests.disclosure.suppression.drawn import small_counts


def dimension(name: str, **codes: str) -> Dimension:
    return Dimension(name, {code: frozenset(leaves) for code, leaves in codes.items()})


def table(dimensions: tuple[Dimension, ...], told: dict[str, int], known: str = "") -> LinkedCells:
    """`told`: the codes of each cell, parted by spaces, and its value; `known`: parted by commas."""
    keys = [tuple(key.split()) for key in told]
    return LinkedCells(
        dimensions,
        tuple(keys),
        np.array(list(told.values()), dtype=np.int64),
        np.array([key in known.split(",") for key in told], dtype=np.bool_),
    )


def hidden(cells: LinkedCells, found: Suppression) -> set[str]:
    return {" ".join(key) for key, gone in zip(cells.cells, found.hidden, strict=True) if gone}


AREAS = dimension("area", city="abc", a="a", b="b", c="c")
METHODS = pytest.mark.parametrize("method", list(Method))


@METHODS
def test_a_small_district_takes_the_lightest_other_district_with_it(method: Method) -> None:
    cells = table((AREAS,), {"city": 63, "a": 3, "b": 20, "c": 40})
    assert hidden(cells, suppress(cells, small_counts(cells), method=method)) == {"a", "b"}


@METHODS
def test_a_neighbour_too_small_to_hide_behind_is_not_enough(method: Method) -> None:
    # b and a are 3 together: whoever knows that knows a is at most 3, and 5 must be possible.
    cells = table((AREAS,), {"city": 43, "a": 2, "b": 1, "c": 40})
    assert hidden(cells, suppress(cells, small_counts(cells), method=method)) == {"a", "b", "c"}


@METHODS
def test_districts_before_and_after_a_border_moved_tell_of_the_sliver_between_them(method: Method) -> None:
    areas = dimension("area", city="abc", before="ab", after="a")
    cells = table((areas,), {"city": 90, "before": 43, "after": 40})
    assert hidden(cells, suppress(cells, small_counts(cells), method=method)) == set()
    asked = table((dimension("area", city="abc", before="ab", after="a", sliver="b"),),
                  {"city": 90, "before": 43, "after": 40, "sliver": 3})  # fmt: skip
    assert hidden(asked, suppress(asked, small_counts(asked), method=method)) == {"sliver", "after"}


@METHODS
def test_the_rest_of_an_indicator_is_hidden_with_its_numerator(method: Method) -> None:
    counted = dimension("counted", population="nr", numerator="n", rest="r")
    cells = table((counted,), {"population": 30, "numerator": 27, "rest": 3})
    assert hidden(cells, suppress(cells, small_counts(cells), method=method)) == {"numerator", "rest"}


@METHODS
def test_two_indicators_over_the_same_people_are_hidden_together(method: Method) -> None:
    # The second population is the first with three people more: their difference is a cell.
    counted = dimension("counted", first="a", second="ab", difference="b")
    cells = table((counted,), {"first": 30, "second": 33, "difference": 3})
    assert hidden(cells, suppress(cells, small_counts(cells), method=method)) == {"difference", "first"}


@METHODS
def test_a_small_cell_in_a_crossed_table_takes_three_others(method: Method) -> None:
    sex = dimension("sex", all="km", k="k", m="m")
    told = {"city all": 123, "city k": 61, "city m": 62, "a all": 23, "a k": 3, "a m": 20,
            "b all": 40, "b k": 21, "b m": 19, "c all": 60, "c k": 37, "c m": 23}  # fmt: skip
    cells = table((AREAS, sex), told)
    found = suppress(cells, small_counts(cells), method=method)
    assert failures(cells, small_counts(cells), found.hidden) == []
    assert hidden(cells, found) == {"a k", "a m", "b k", "b m"}


@METHODS
def test_an_empty_cell_that_tells_what_all_share_is_protected_where_it_is_asked_for(method: Method) -> None:
    counted = dimension("counted", population="nr", numerator="n", rest="r")
    cells = table((counted,), {"population": 30, "numerator": 30, "rest": 0})
    everyone = Needs(np.array([False, False, True]), np.array([0, 0, 0]), np.array([0, 0, 5]))
    weights = np.array([2.0, 1.0, 1.0])
    found = suppress(cells, everyone, method=method, weights=weights)
    assert hidden(cells, found) == {"numerator", "rest"}


@METHODS
def test_known_cells_are_never_hidden_and_others_go_instead(method: Method) -> None:
    cells = table((AREAS,), {"city": 63, "a": 3, "b": 20, "c": 40}, known="b,city")
    assert hidden(cells, suppress(cells, small_counts(cells), method=method)) == {"a", "c"}


@METHODS
def test_what_is_known_can_make_it_impossible_and_the_error_tells_how_many_not_how_much(
    method: Method,
) -> None:
    cells = table((AREAS,), {"city": 63, "a": 3, "b": 20, "c": 40}, known="city,b,c")
    with pytest.raises(RuleError, match="1 sensitive cells cannot be protected") as told:
        suppress(cells, small_counts(cells), method=method)
    assert not {"3", "20", "40", "63"} & set(str(told.value).replace(".", " ").split())


def test_a_sensitive_cell_that_is_known_cannot_be_protected() -> None:
    cells = table((AREAS,), {"a": 3}, known="a")
    with pytest.raises(RuleError, match="1 sensitive cells cannot be protected"):
        suppress(cells, Needs(np.array([True]), np.array([1]), np.array([5])))


@METHODS
def test_nothing_sensitive_hides_nothing(method: Method) -> None:
    cells = table((AREAS,), {"city": 0, "a": 0, "b": 0, "c": 0})
    found = suppress(cells, small_counts(cells), method=method)
    assert (hidden(cells, found), found.weight) == (set(), 0.0)


@METHODS
def test_a_cell_alone_is_hidden_alone(method: Method) -> None:
    cells = table((AREAS,), {"a": 3})
    found = suppress(cells, small_counts(cells), method=method)
    assert (hidden(cells, found), found.weight) == ({"a"}, np.log2(5))


def test_weights_decide_which_cell_goes() -> None:
    cells = table((AREAS,), {"city": 63, "a": 3, "b": 20, "c": 40})
    found = suppress(cells, small_counts(cells), weights=np.array([9.0, 1.0, 8.0, 2.0]), rounds=5)
    assert hidden(cells, found) == {"a", "c"}
    assert (found.weight, found.bound, found.gap) == (3.0, pytest.approx(3.0), pytest.approx(0.0))


def test_two_codes_for_the_same_people_are_hidden_or_shown_together() -> None:
    areas = dimension("area", city="abc", a="a", also_a="a", b="b", c="c")
    cells = table((areas,), {"city": 63, "a": 3, "also_a": 3, "b": 20, "c": 40})
    assert hidden(cells, suppress(cells, small_counts(cells))) == {"a", "also_a", "b"}


def test_the_same_input_gives_the_same_choice() -> None:
    chance = np.random.default_rng(5)
    people = chance.poisson(6, (4, 3, 2))
    dimensions = (
        dimension("area", city="abcd", ab="ab", cd="cd", a="a", b="b", c="c", d="d"),
        dimension("age", all="xyz", x="x", y="y", z="z"),
        dimension("sex", all="km", k="k", m="m"),
    )
    told = {}
    for area, who in dimensions[0].codes.items():
        for age, how_old in dimensions[1].codes.items():
            for sex, which in dimensions[2].codes.items():
                part = people[[leaf in who for leaf in "abcd"]][:, [leaf in how_old for leaf in "xyz"]]
                told[f"{area} {age} {sex}"] = int(part[:, :, [leaf in which for leaf in "km"]].sum())
    cells = table(dimensions, told)
    first, second = (suppress(cells, small_counts(cells), rounds=3) for _ in range(2))
    assert first.hidden.tolist() == second.hidden.tolist()
    assert first.bound == second.bound
    assert failures(cells, small_counts(cells), first.hidden) == []
    thorough = suppress(cells, small_counts(cells), effort=None)
    assert failures(cells, small_counts(cells), thorough.hidden) == []
    assert thorough.weight <= suppress(cells, small_counts(cells), effort=0).weight


def test_values_that_contradict_each_other_are_refused() -> None:
    cells = table((AREAS,), {"city": 10, "a": 3, "b": 20, "c": 40})
    with pytest.raises(InputError, match="contradict"):
        suppress(cells, small_counts(cells))


def test_an_interval_that_is_empty_or_elsewhere_is_refused() -> None:
    cells = table((AREAS,), {"a": 3})
    for lower, upper in ((3, 3), (4, 5), (0, 2)):
        with pytest.raises(InputError, match="outside the interval"):
            suppress(cells, Needs(np.array([True]), np.array([lower]), np.array([upper])))


def test_each_doubling_of_a_cell_costs_one_more() -> None:
    assert usual_weights(np.array([0, 2, 6, 14])).tolist() == [1.0, 2.0, 3.0, 4.0]
