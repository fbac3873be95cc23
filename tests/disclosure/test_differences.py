"""What readers can subtract is protected like what they are shown."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.disclosure import differences as room
from fardplan.disclosure.differences import Difference, differences, with_differences
from fardplan.disclosure.tables import Dimension, LinkedCells
from fardplan.vocabulary.errors import RuleError
from tests.disclosure.small_tables import AREAS, COUNTED, EVERYBODY, cells_of, share_cells


def dimension(name: str = "area", /, **codes: str) -> Dimension:
    """Codes by their one-letter leaves."""
    return Dimension(name, {code: frozenset(leaves) for code, leaves in codes.items()})


BORDER = dimension(city="abcde", before="abc", after="ab", next_before="de", next_after="cde")
"""A border moved: c went from one district to the other."""


def test_people_between_two_borders() -> None:
    assert differences(BORDER) == (
        Difference("=before-after", frozenset("c"), (("before", 1.0), ("after", -1.0))),
    )


def test_nothing_is_left_where_every_part_is_a_code() -> None:
    assert differences(AREAS) == ()
    assert differences(EVERYBODY) == ()
    assert differences(COUNTED) == ()


def test_what_no_district_holds_is_left_of_the_city() -> None:
    """Those who belong to the city and to no district, where nobody made them a cell."""
    found = differences(dimension(city="abcd", north="ab", south="c"))

    assert found == (
        Difference("=city-north-south", frozenset("d"), (("city", 1.0), ("north", -1.0), ("south", -1.0))),
    )


def test_a_cover_of_two_that_reaches_beyond() -> None:
    """Old north and old south hold the new middle and one place more: found by taking twice."""
    found = differences(dimension(middle="abcde", north="abc", south="def"))

    found = differences(dimension(middle="abcde", north="abc", south="def"))

    assert [(one.code, one.leaves) for one in found] == [
        ("=middle-north", frozenset("de")),
        ("=south-=middle-north", frozenset("f")),
    ]


def test_what_takes_many_steps_is_found_by_algebra() -> None:
    """d is bd less b, so a and c are acd less d, so e is ace less a and c."""
    found = differences(dimension(b="b", bd="bd", acd="acd", ace="ace"))

    assert [one.leaves for one in found] == [frozenset("d"), frozenset("ac"), frozenset("e")]
    assert dict(found[2].terms) == {"ace": 1.0, "bd": 1.0, "acd": -1.0, "b": -1.0}


def test_three_overlapping_pairs_tell_each_of_them() -> None:
    """ab, bc and ca: a is half of ab + ca - bc."""
    found = {one.leaves: dict(one.terms) for one in differences(dimension(ab="ab", bc="bc", ca="ca"))}

    assert found == {
        frozenset("a"): {"ab": 0.5, "ca": 0.5, "bc": -0.5},
        frozenset("b"): {"ab": 0.5, "bc": 0.5, "ca": -0.5},
        frozenset("c"): {"bc": 0.5, "ca": 0.5, "ab": -0.5},
    }


def test_halves_are_counted_whole() -> None:
    cells = cells_of({("ab",): 12, ("bc",): 25, ("ca",): 17}, dimension(ab="ab", bc="bc", ca="ca"))

    wide = with_differences(cells, 5)

    assert [(cell, value) for cell, value in zip(wide.cells, wide.values.tolist(), strict=True)][3:] == [
        (("=ab+ca-bc",), 2)
    ]


def test_of_many_parts_the_single_ones_are_found() -> None:
    """Twenty parts, told in a chain of overlapping pairs and one alone."""
    names = [chr(97 + i) for i in range(20)]
    chain = {f"{one}{other}": one + other for one, other in pairwise(names)}

    found = differences(dimension(a="a", **chain))

    assert {one.leaves for one in found} >= {frozenset(name) for name in names[1:]}


def test_a_small_group_between_borders_becomes_a_cell() -> None:
    cells = cells_of(
        {("city",): 95, ("before",): 33, ("after",): 30, ("next_before",): 62, ("next_after",): 65}, BORDER
    )

    wide = with_differences(cells, 5)

    assert wide.cells == (*cells.cells, ("=before-after",))
    assert wide.values.tolist() == [95, 33, 30, 62, 65, 3]
    assert wide.dimensions[0].codes["=before-after"] == frozenset("c")
    assert wide.known.tolist() == [False] * 6


def test_a_large_group_between_borders_needs_no_cell() -> None:
    cells = cells_of({("before",): 35, ("after",): 30}, BORDER)

    assert with_differences(cells, 5) is cells
    assert with_differences(cells, 6).values.tolist() == [35, 30, 5]


def test_nobody_between_borders_is_no_cell() -> None:
    cells = cells_of({("before",): 30, ("after",): 30}, BORDER)

    assert with_differences(cells, 5) is cells


def test_the_difference_of_known_cells_is_known() -> None:
    for known, expected in (([("before",), ("after",)], True), ([("before",)], False)):
        cells = cells_of({("before",): 33, ("after",): 30}, BORDER, known=known)
        assert with_differences(cells, 5).known.tolist()[-1] is expected


def test_nothing_is_subtracted_that_is_not_there() -> None:
    """Only the district after the border moved is told by sex."""
    cells = cells_of({("before", ""): 33, ("after", ""): 30, ("after", "K"): 14}, BORDER, EVERYBODY)

    assert with_differences(cells, 5).cells[3:] == (("=before-after", ""),)


def test_ages_between_two_indicators() -> None:
    """One indicator counts 16 to 29 years and one 16 to 24; the persons of 25 to 29 are nobody's cell."""
    counted = Dimension(
        "counted",
        {
            "young.population": frozenset({"16-24"}),
            "uvas.population": frozenset({"16-24", "25-29"}),
        },
    )
    cells = cells_of({("young.population",): 40, ("uvas.population",): 42}, counted)

    wide = with_differences(cells, 5)

    assert wide.cells[2:] == (("=uvas.population-young.population",),)
    assert wide.values.tolist() == [40, 42, 2]


def test_groups_between_borders_keep_their_shares() -> None:
    """Twelve live between the borders and all of them have the trait: a rule may ask for the rest of 0."""
    cells = cells_of(
        {
            (area, f"uvas.{part}"): value
            for area, values in (("before", (33, 20, 13)), ("after", (21, 8, 13)))
            for part, value in zip(("population", "numerator", "rest"), values, strict=True)
        },
        BORDER,
        COUNTED,
    )

    wide = with_differences(cells, 5)

    assert dict(zip(wide.cells[6:], wide.values[6:].tolist(), strict=True)) == {
        ("=before-after", "uvas.population"): 12,
        ("=before-after", "uvas.numerator"): 12,
        ("=before-after", "uvas.rest"): 0,
    }


def test_a_dimension_of_conditions_without_differences_adds_nothing() -> None:
    cells = share_cells({"a": (100, 4)})

    assert with_differences(cells, 5) is cells


def test_no_cells_have_no_differences() -> None:
    cells = LinkedCells((BORDER,), (), np.zeros(0, dtype=np.int64))

    assert with_differences(cells, 5) is cells


def test_too_many_overlaps_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_CODES", 5)

    with pytest.raises(RuleError) as refusal:
        differences(BORDER)

    assert str(refusal.value) == (
        "the codes of 'area' overlap in more than 5 ways\n"
        "Tell fewer indicators, or fewer divisions, of one register.\n"
        "Nothing was written."
    )


leaf_sets = st.frozensets(st.sampled_from("abcdef"), min_size=1)


@settings(max_examples=50)
@given(st.lists(leaf_sets, min_size=1, max_size=5, unique=True), st.lists(leaf_sets, max_size=3, unique=True))
def test_every_added_cell_is_the_sum_of_its_leaves(
    first: list[frozenset[str]], second: list[frozenset[str]]
) -> None:
    """Counted leaf by leaf, as a census taker would."""
    persons = {pair: 1 + 7 * i % 5 for i, pair in enumerate(product("abcdef", repeat=2))}
    one = Dimension("one", {f"A{i}": leaves for i, leaves in enumerate(first)})
    two = Dimension("two", {f"B{i}": leaves for i, leaves in enumerate([*second, frozenset("abcdef")])})

    def count(leaves: tuple[frozenset[str], ...]) -> int:
        return sum(persons[pair] for pair in product(*leaves))

    cells = cells_of(
        {(a, b): count((one.codes[a], two.codes[b])) for a, b in product(one.codes, two.codes)}, one, two
    )
    wide = with_differences(cells, 10_000)

    for cell, value in zip(wide.cells, wide.values.tolist(), strict=True):
        leaves = tuple(which.codes[code] for which, code in zip(wide.dimensions, cell, strict=True))
        assert value == count(leaves)


@settings(max_examples=50)
@given(st.lists(leaf_sets, min_size=2, max_size=5, unique=True))
def test_every_nested_pair_is_told_apart(sets: list[frozenset[str]]) -> None:
    """What one code holds beyond another is a union of codes and differences."""
    of = Dimension("area", {f"A{i}": leaves for i, leaves in enumerate(sets)})
    told = list(sets)
    told += [one.leaves for one in differences(of)]

    for whole, part in product(sets, sets):
        if part < whole:
            beyond = whole - part
            assert frozenset().union(*(leaves for leaves in told if leaves <= beyond)) == beyond


@settings(max_examples=30)
@given(st.lists(leaf_sets, min_size=1, max_size=6, unique=True))
def test_a_group_is_told_exactly_when_it_is_made_of_what_is_found(sets: list[frozenset[str]]) -> None:
    """By rank: a group can be worked out when adding it to the codes adds no dimension."""
    of = Dimension("area", {f"A{i}": leaves for i, leaves in enumerate(sets)})
    names = sorted(of.leaves)
    matrix = np.array([[name in leaves for name in names] for leaves in sets], dtype=float)
    found = [*sets, *(one.leaves for one in differences(of))]

    for bits in product([False, True], repeat=len(names)):
        group = frozenset(name for name, inside in zip(names, bits, strict=True) if inside)
        rank = np.linalg.matrix_rank(np.vstack([matrix, np.array(bits, dtype=float)]))
        told = rank == np.linalg.matrix_rank(matrix)
        assert told == made_of(group, found)


def made_of(group: frozenset[str], parts: list[frozenset[str]]) -> bool:
    """Whether disjoint parts make up the group."""
    return not group or any(made_of(group - part, parts) for part in parts if part <= group)


def test_a_code_that_is_only_known_to_be_nobody_hides_no_difference() -> None:
    """Three are in the wider group and not in the narrower, in a; that they are all women is known."""
    area = Dimension("area", {"city": frozenset("ab"), "a": frozenset("a")})
    sex = Dimension("sex", {"": frozenset("KM"), "K": frozenset("K"), "M": frozenset("M")})
    counted = Dimension(
        "counted", {"wide": frozenset({"1", "2"}), "narrow": frozenset({"1"}), "nobody:1": frozenset({"2"})}
    )
    values = {("a", "", "wide"): 40, ("a", "", "narrow"): 37, ("city", "M", "nobody:1"): 0}
    cells = cells_of(values, area, sex, counted, known=[("city", "M", "nobody:1")])

    found = with_differences(cells, 5)

    told = dict(zip(found.cells, found.values.tolist(), strict=True))
    assert [told[cell] for cell in found.cells[3:] if cell[:2] == ("a", "")] == [3]
