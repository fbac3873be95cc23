"""Which counts could tell on somebody, each rule at its boundary."""

import numpy as np
import pytest
from pydantic import ValidationError

from fardplan.disclosure.rules import (
    DisclosureRules,
    WholeGroup,
    enough_for_quantile,
    known_from_earlier,
    needs_of,
)
from fardplan.disclosure.tables import CellKey, Dimension, LinkedCells
from fardplan.vocabulary.privacy import ProtectionMethod
from tests.disclosure.small_tables import AREAS, COUNTED, EVERYBODY, cells_of, share_cells

Asked = dict[CellKey, tuple[int, int]]
NO_GROUPS = DisclosureRules(full_cells=WholeGroup(applies=False))


def asked(cells: LinkedCells, rules: DisclosureRules) -> Asked:
    """Every sensitive cell with what must stay possible: at or below, at or above."""
    needs = needs_of(cells, rules)
    return {
        cell: (int(needs.lower[i]), int(needs.upper[i]))
        for i, cell in enumerate(cells.cells)
        if needs.sensitive[i]
    }


def areas(**values: int) -> LinkedCells:
    dimension = Dimension("area", {code: frozenset({code}) for code in values})
    return cells_of({(code,): value for code, value in values.items()}, dimension)


def test_counts_from_one_to_four_are_sensitive_and_neither_zero_nor_five() -> None:
    assert asked(areas(a=0, b=1, c=4, d=5, e=1000), DisclosureRules()) == {("b",): (1, 5), ("c",): (1, 5)}


def test_the_minimum_is_a_rule_of_the_register() -> None:
    rules = DisclosureRules(minimum=3, lower=0, reach=8)

    assert asked(areas(a=0, b=1, c=2, d=3), rules) == {("b",): (0, 8), ("c",): (0, 8)}


def test_a_minimum_of_one_protects_no_count() -> None:
    assert asked(areas(a=0, b=1, c=2), DisclosureRules(minimum=1)) == {}


def test_a_small_numerator_and_a_small_rest_are_alike() -> None:
    """4 of 100 tells of four persons, and so does 96 of 100: the rest is anybody's subtraction."""
    assert asked(share_cells({"a": (100, 4), "b": (100, 96), "c": (100, 5), "d": (100, 95)}), NO_GROUPS) == {
        ("a", "uvas.numerator"): (1, 5),
        ("b", "uvas.rest"): (1, 5),
    }


def test_everybody_has_the_trait() -> None:
    """All 20 of a group are without work: no count is small, and it is told of each of the twenty."""
    cells = share_cells({"a": (20, 20), "b": (20, 0)})

    assert asked(cells, DisclosureRules()) == {("a", "uvas.rest"): (0, 5)}


def test_nobody_has_the_trait() -> None:
    cells = share_cells({"a": (20, 20), "b": (20, 0)})
    rules = DisclosureRules(zero_cells=WholeGroup(), full_cells=WholeGroup(applies=False))

    assert asked(cells, rules) == {("b", "uvas.numerator"): (0, 5)}


def test_whole_groups_matter_between_two_sizes_both_included() -> None:
    cells = share_cells({name: (size, size) for name, size in zip("abcd", (9, 10, 50, 51), strict=True)})
    rules = DisclosureRules(full_cells=WholeGroup(smallest=10, largest=50))

    assert asked(cells, rules) == {("b", "uvas.rest"): (0, 5), ("c", "uvas.rest"): (0, 5)}


def test_whole_groups_matter_for_the_indicators_that_are_named() -> None:
    rules = DisclosureRules(full_cells=WholeGroup(indicators=("behorighet",)))

    assert asked(share_cells({"a": (20, 20)}), rules) == {}
    assert asked(share_cells({"a": (20, 20)}, indicator="behorighet"), rules) == {
        ("a", "behorighet.rest"): (0, 5)
    }


def test_a_group_of_nobody_tells_of_nobody() -> None:
    rules = DisclosureRules(zero_cells=WholeGroup(), minimum_base=10)

    assert asked(share_cells({"a": (0, 0)}), rules) == {}


def test_a_small_group_all_alike_is_hidden_with_its_size() -> None:
    assert asked(share_cells({"a": (3, 3)}), DisclosureRules()) == {
        ("a", "uvas.population"): (1, 5),
        ("a", "uvas.numerator"): (1, 5),
        ("a", "uvas.rest"): (0, 5),
    }


def test_no_share_of_fewer_than_the_minimum_base() -> None:
    """5 of 10 hides nobody under a minimum of 3, and Skolverket tells no share of fewer than ten pupils."""
    cells = share_cells({"a": (9, 5), "b": (10, 5)})
    rules = DisclosureRules(minimum=3, minimum_base=10)

    assert asked(cells, rules) == {("a", "uvas.numerator"): (2, 8), ("a", "uvas.rest"): (1, 7)}


def test_a_small_base_stays_open_within_the_group() -> None:
    cells = share_cells({"a": (6, 6)})
    rules = DisclosureRules(minimum=3, minimum_base=10, full_cells=WholeGroup(applies=False))

    assert asked(cells, rules) == {("a", "uvas.numerator"): (3, 6), ("a", "uvas.rest"): (0, 3)}


def test_a_share_of_one_person_has_a_small_base() -> None:
    rules = DisclosureRules(minimum=1, minimum_base=2, full_cells=WholeGroup(applies=False))

    assert asked(share_cells({"a": (1, 1), "b": (2, 1)}), rules) == {
        ("a", "uvas.numerator"): (0, 1),
        ("a", "uvas.rest"): (0, 1),
    }


def test_conditions_may_stand_in_any_dimension() -> None:
    """Here they come first, and the areas and the sexes after."""
    cells = cells_of(
        {
            (f"uvas.{part}", "norr", "K"): value
            for part, value in (("population", 20), ("numerator", 20), ("rest", 0))
        },
        COUNTED,
        AREAS,
        EVERYBODY,
    )

    assert asked(cells, DisclosureRules()) == {("uvas.rest", "norr", "K"): (0, 5)}


def test_a_group_whose_size_everybody_knows_bounds_what_can_be_asked() -> None:
    """Three live there, as the population register has told. A numerator cannot be made to look like five."""
    known = [(area, "uvas.population") for area in "abcd"]
    cells = share_cells({"a": (3, 1), "b": (1, 1), "c": (4, 4), "d": (100, 1)}, known=known)

    parts = {cell: ends for cell, ends in asked(cells, DisclosureRules()).items() if cell not in known}
    assert parts == {
        ("a", "uvas.numerator"): (1, 3),
        ("a", "uvas.rest"): (1, 3),
        ("b", "uvas.numerator"): (0, 1),
        ("b", "uvas.rest"): (0, 1),
        ("c", "uvas.numerator"): (1, 4),
        ("c", "uvas.rest"): (0, 4),
        ("d", "uvas.numerator"): (1, 5),
    }


def test_what_is_known_is_named_too() -> None:
    """Whether it can still be kept is not for the rules to say."""
    cells = cells_of({("norr",): 3, ("soder",): 3}, AREAS, known=[("norr",)])

    assert asked(cells, DisclosureRules()) == {("norr",): (1, 5), ("soder",): (1, 5)}


def test_the_ends_lie_on_either_side_of_every_value() -> None:
    """Also of cells that are not sensitive, for which they mean nothing."""
    cells = share_cells({"a": (100, 4), "b": (7, 0)})
    needs = needs_of(cells, DisclosureRules(minimum_base=10, zero_cells=WholeGroup()))

    assert (needs.lower <= cells.values).all()
    assert (needs.upper >= cells.values).all()
    assert (needs.lower < needs.upper)[needs.sensitive].all()


def test_what_an_earlier_publication_showed_with_the_same_value_is_known() -> None:
    cells = cells_of({("0180",): 90, ("norr",): 50, ("soder",): 38, ("0180-delar",): 2}, AREAS)

    marked = known_from_earlier(cells, {("0180",): 90, ("norr",): 49, ("vaster",): 3})

    assert marked.known.tolist() == [True, False, False, False]
    assert marked.cells == cells.cells
    assert marked.values.tolist() == cells.values.tolist()


def test_the_same_people_under_another_name_are_known_too() -> None:
    """A district that is also a part of the city, told earlier as the one, is known as the other."""
    area = Dimension(
        "area", {"soder": frozenset({"c"}), "skarpnack": frozenset({"c"}), "norr": frozenset("a")}
    )
    cells = cells_of({("soder",): 38, ("skarpnack",): 38, ("norr",): 50}, area, known=[("norr",)])

    assert known_from_earlier(cells, {("soder",): 38}).known.tolist() == [True, True, True]


@pytest.mark.parametrize(
    ("persons", "at", "told"), [(10, 0.5, True), (9, 0.5, False), (50, 0.1, True), (49, 0.1, False)]
)
def test_a_quantile_needs_enough_persons_on_either_side(persons: int, at: float, told: bool) -> None:
    assert enough_for_quantile(persons, at, 5) is told
    assert enough_for_quantile(persons, 1 - at, 5) is told


def test_rules_as_a_person_writes_them() -> None:
    rules = DisclosureRules.model_validate(
        {"method": "cell_key", "minimum": 10, "zero_cells": {"largest": 100}, "noise": {"maximum": 3}}
    )

    assert rules.method is ProtectionMethod.CELL_KEY
    assert (rules.minimum, rules.upper, rules.zero_cells.largest, rules.noise.maximum) == (10, 10, 100, 3)


def test_noise_does_not_promise_to_hide_that_all_of_a_group_are_alike() -> None:
    """Numerator and population are the same people with the same noise, so that a reader sees them equal."""
    assert not DisclosureRules(method=ProtectionMethod.CELL_KEY).full_cells.applies
    assert DisclosureRules(method=ProtectionMethod.ROUNDING).full_cells.applies

    with pytest.raises(ValidationError, match=r"'full_cells' asks .* choose suppression or rounding"):
        DisclosureRules.model_validate({"method": "cell_key", "full_cells": {"smallest": 5}})


@pytest.mark.parametrize(
    "wrong",
    [
        {"minimum": 0},
        {"minimum": 5, "reach": 4},
        {"lower": 2},
        {"full_cells": {"smallest": 10, "largest": 9}},
        {"magnitudes": {"p_percent": 0}},
        {"magnitudes": {"dominance": {"n": 3}}},
        {"noise": {"variance": 0}},
        {"rounding": {"base": 1}},
        {"method": "none"},
    ],
)
def test_rules_that_mean_nothing_cannot_be_built(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        DisclosureRules.model_validate(wrong)


def test_rules_need_no_dimension_of_conditions() -> None:
    """Numbers of dwellings have areas alone."""
    needs = needs_of(areas(a=1, b=9), DisclosureRules(minimum_base=10, zero_cells=WholeGroup()))

    assert needs.sensitive.tolist() == [True, False]
    assert np.array_equal(needs.upper, [5, 9])
