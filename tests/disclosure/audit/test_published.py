"""What publications let their readers prove: planted leaks are found, and nothing else is."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.disclosure.audit import (
    Finding,
    Proof,
    Readers,
    Told,
    Which,
    audit_published,
    possible,
    told_of,
)
from fardplan.disclosure.tables import CellKey, Dimension
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Origin, Provenance, Status
from fardplan.vocabulary.period import Period
from tests.disclosure.audit.tables import counted, dimension, tables

AREA = dimension("area", city="abc", a="a", b="b", c="c")
SEX = dimension("sex", all="km", K="k", M="m")
COUNTED = Dimension("counted", {"e.population": frozenset("nr"), "e.numerator": frozenset("n")})
READERS = Readers(minimum=5)
DAY = date(2024, 3, 1)
PROVENANCE = Provenance("register", Origin.OWN_CALCULATION, loaded=DAY, published=DAY)

Summary = tuple[CellKey, Which, float, float, Proof, bool]


def summary(*findings: Finding) -> list[Summary]:
    return [
        (
            (one.told.part or one.told.whole) if one.which is not Which.WHOLE else one.told.whole,
            one.which,
            one.lower,
            one.upper,
            one.proof,
            one.leak,
        )
        for one in findings
    ]


def counts(hidden: str = "", edition: int = 0, **numbers: int) -> list[Told]:
    """Counts by area: `counts("a b", city=100, a=3, b=50, c=47)`."""
    return [
        Told((code,), base=None if code in hidden.split() else number, edition=edition)
        for code, number in numbers.items()
    ]


def share(area: str, base: int | None, per_cent: float | None, step: float = 0.1, edition: int = 0) -> Told:
    return Told((area, "e.population"), (area, "e.numerator"), base, per_cent, step, edition)


def test_a_cell_hidden_alone() -> None:
    """3 = 100 - 50 - 47."""
    found = audit_published((AREA,), counts("a", city=100, a=3, b=50, c=47), READERS)
    assert summary(*found.findings) == [(("a",), Which.WHOLE, 3, 3, Proof.BELOW, True)]
    assert (found.passed, found.checked) == (False, 1)


def test_two_hidden_are_open_when_they_share_enough() -> None:
    """a + b = 53: from 0 to 53 each."""
    assert audit_published((AREA,), counts("a b", city=100, a=3, b=50, c=47), READERS).findings == ()


def test_a_large_number_hidden_in_vain_is_told_and_is_no_leak() -> None:
    found = audit_published((AREA,), counts("b", city=100, a=3, b=50, c=47), READERS)
    assert summary(*found.findings) == [(("b",), Which.WHOLE, 50, 50, Proof.EXACT, False)]
    assert found.passed


def test_closer_than_the_publisher_wishes() -> None:
    """a + b = 10: each is from 0 to 10."""
    rows = dimension("area", city="abx", a="a", b="b")
    told = counts("a b", city=10, a=6, b=3)
    assert audit_published((rows,), told, replace(READERS, closest=10)).findings == ()
    close = audit_published((rows,), told, replace(READERS, closest=12)).findings
    assert [(one.lower, one.upper, one.proof) for one in close] == [(0, 10, Proof.CLOSE)] * 2


def test_population_less_numerator() -> None:
    """City: 190 of 200, b: 93 of 100, so a: 97 of 100, and 3 are left."""
    city = [share("city", 200, 95.0), share("a", 100, None), share("b", 100, 93.0)]
    area = dimension("area", city="ab", a="a", b="b")
    found = audit_published((area, COUNTED), city, READERS)
    assert summary(*found.leaks) == [(("a", "e.numerator"), Which.REST, 3, 3, Proof.BELOW, True)]
    assert [one.which for one in found.findings] == [Which.PART, Which.REST]  # 97 was hidden in vain


def test_a_rounded_share_is_the_whole_numbers_it_can_stand_for() -> None:
    """93.0 of 1,000 is 930 (92.95 to 93.05: 929.5 to 930.5); of 3,000 it is 2,789 to 2,791."""
    assert share("a", 1000, 93.0).numerators() == (930, 930)
    assert share("a", 3000, 93.0).numerators() == (2789, 2791)
    assert share("a", 7, 42.9).numerators() == (3, 3)
    assert share("a", 7, 42.857142857142854, 0.0).numerators() == (3, 3)
    with pytest.raises(InputError, match="no whole number of 7"):
        share("a", 7, 50.0).numerators()


def test_a_rounded_share_can_keep_the_small_number_open() -> None:
    """City: 93.95 to 94.05 of 20,000 is 18,790 to 18,810; b: 93.85 to 93.95 of 19,900 is 18,677 to 18,696.

    So a has at least 18,790 - 18,696 = 94 of its 100, and 0 to 6 are left. To hundredths: 93.985 to 93.995 is
    18,797 to 18,799, and 93.955 to 93.965 is 18,698 to 18,699: at least 98, and 0 to 2 are left.
    """
    area = dimension("area", city="ab", a="a", b="b")
    told = [share("city", 20000, 94.0), share("a", 100, None), share("b", 19900, 93.9)]
    assert audit_published((area, COUNTED), told, READERS).findings == ()
    sharp = [share("city", 20000, 93.99, 0.01), share("a", 100, None), share("b", 19900, 93.96, 0.01)]
    found = audit_published((area, COUNTED), sharp, READERS)
    assert summary(*found.leaks) == [(("a", "e.numerator"), Which.REST, 0, 2, Proof.BELOW, True)]


def test_a_share_without_its_base_still_tells() -> None:
    """b holds at most 60 of the city's 60, of whom one in three: at most 20.1 of the city's 21 are in b."""
    area = dimension("area", city="ab", a="a", b="b")
    told = [
        share("city", 60, 35.0),
        Told(("a", "e.population"), ("a", "e.numerator")),
        share("b", None, 33.3),
    ]
    found = audit_published((area, COUNTED), told, READERS)
    assert found.passed
    tight = [*told, Told(("b", "e.population"), base=57)]
    leaks = audit_published((area, COUNTED), tight, READERS).leaks
    assert {(one.which, one.upper) for one in leaks} == {(Which.WHOLE, 3), (Which.PART, 2), (Which.REST, 1)}


def test_a_share_on_the_border_of_what_rounds_to_it_is_told_either_way() -> None:
    """Of the 8 of a, whose number nobody tells, 1 is 12.5 per cent, which is 12 as well as 13."""
    area = dimension("area", city="ab", a="a", b="b")
    people = [Told((code, "e.population"), base=base) for code, base in (("city", 8), ("b", 0))]
    one = Told(("a", "e.numerator"), base=1)
    for told in (12.0, 13.0):
        found = audit_published((area, COUNTED), [*people, share("a", None, told, 1.0), one], READERS)
        assert found.contradictory == ()
        assert summary(*found.findings) == [(("a", "e.population"), Which.WHOLE, 8, 8, Proof.EXACT, False)]


def test_divisions_that_differ_by_one_leaf() -> None:
    area = dimension("area", city="xyz", before="xy", after="x", between="y", z="z")
    told = counts("between", city=100, before=54, after=52, between=2, z=46)
    found = audit_published((area,), told, READERS)
    assert summary(*found.findings) == [(("between",), Which.WHOLE, 2, 2, Proof.BELOW, True)]


def test_an_earlier_edition_that_showed_it() -> None:
    now = counts("a b", city=100, a=3, b=50, c=47)
    assert audit_published((AREA,), now, READERS).passed
    before = counts("", edition=1, b=50)
    found = audit_published((AREA,), [*now, *before], READERS)
    assert summary(*found.leaks) == [(("a",), Which.WHOLE, 3, 3, Proof.BELOW, True)]
    assert found.revised == ()


def test_revised_figures_are_told_and_do_not_disturb() -> None:
    """The city was 101 before: the number of now holds. So does b of before, which nothing contradicts."""
    now = counts("a b", city=100, a=3, b=50, c=47)
    before = counts("", edition=1, city=101, b=50)
    found = audit_published((AREA,), [*now, *before], READERS)
    assert found.revised == (Told(("city",), base=101, edition=1),)
    assert summary(*found.leaks) == [(("a",), Which.WHOLE, 3, 3, Proof.BELOW, True)]


def test_revised_sums_are_found_without_a_figure_of_the_same_cell() -> None:
    """Now a + b + c = 100 with c = 47; before b was told as 60, more than the 53 that are left."""
    now = counts("a b", city=100, a=3, b=50, c=47)
    found = audit_published((AREA,), [*now, Told(("b",), base=60, edition=1)], READERS)
    assert (found.revised, found.contradictory, found.findings) == (
        (Told(("b",), base=60, edition=1),),
        (),
        (),
    )


def test_figures_of_now_that_contradict_each_other_fail() -> None:
    found = audit_published((AREA,), counts("", city=100, a=3, b=50, c=40), READERS)
    assert not found.passed
    assert (len(found.contradictory), found.revised) == (1, ())
    no_number = audit_published((AREA, COUNTED), [share("a", 7, 50.0)], READERS)
    assert no_number.contradictory == (share("a", 7, 50.0),)


def test_years_are_not_added_up() -> None:
    """Each year is audited by itself: nobody shows a sum over years, and none is a relation here."""
    for a, b in ((3, 50), (4, 49)):
        assert audit_published((AREA,), counts("a b", city=100, a=a, b=b, c=47), READERS).passed


def test_a_reader_who_knows_that_something_small_is_the_reason() -> None:
    """b is at most the 20 of b + z, so a is at least 80: if one of them is below 5, it is b."""
    area = dimension("area", ab="ab", bz="bz", a="a", b="b")
    told = counts("a b", ab=100, bz=20, a=97, b=3)
    assert audit_published((area,), told, READERS).findings == ()
    found = audit_published((area,), told, replace(READERS, know_threshold=True))
    assert summary(*found.findings) == [(("b",), Which.WHOLE, 0, 20, Proof.REASON, True)]


def test_whole_persons_prove_more_than_fractions() -> None:
    """x + y = y + z = z + x = 10 - p: all three are (10 - p) / 2, so p is even.

    From p + q = 5 and q + t = 2, p is at least 3. Fractions allow p from 3 to 5, whole persons 4 alone.
    """
    ring = dimension("area", xyp="xyp", yzp="yzp", zxp="zxp", pq="pq", qt="qt", p="p")
    told = [*counts(xyp=10, yzp=10, zxp=10, pq=5, qt=2), Told(("p",))]
    assert audit_published((ring,), told, READERS).findings == ()
    found = audit_published((ring,), told, replace(READERS, whole=True))
    assert summary(*found.findings) == [(("p",), Which.WHOLE, 4, 4, Proof.BELOW, True)]


@settings(max_examples=40, deadline=None)
@given(tables())
def test_counts_alone_are_the_possible_intervals(table: tuple) -> None:
    cells, shown = table
    told = [
        Told(cell, base=int(value) if show else None)
        for cell, value, show in zip(cells.cells, cells.values, shown, strict=True)
    ]
    found = audit_published(cells.dimensions, told, READERS)
    known = possible(cells.dimensions, cells.cells, shown, cells.values).whole()
    expected = {
        (cell, lower, upper)
        for cell, lower, upper, show in zip(cells.cells, known.lower, known.upper, shown, strict=True)
        if not show and (upper < READERS.minimum or lower == upper)
    }
    assert {(one.told.whole, one.lower, one.upper) for one in found.findings} == expected
    assert found.checked == (~shown).sum()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from((0.0, 0.1, 1.0)))
def test_true_figures_never_contradict_each_other(seed: int, step: float) -> None:
    """Shares rounded to a step, with and without bases, shown and hidden at random, of one true register."""
    rng = np.random.default_rng(seed)
    people = {(area, sex, part): int(rng.integers(0, 40)) for area, sex, part in product("abc", "km", "nr")}
    cells = counted((AREA, SEX, COUNTED), people)
    values = dict(zip(cells.cells, cells.values.tolist(), strict=True))
    told = []
    for area, sex in product(AREA.codes, SEX.codes):
        whole, part = (area, sex, "e.population"), (area, sex, "e.numerator")
        per_cent = float(
            round(Fraction(100 * values[part], values[whole] or 1), {0.0: 12, 0.1: 1, 1.0: 0}[step])
        )
        hide_base, hide_share = rng.random(2) < (0.2, 0.4)
        if values[whole]:
            base = None if hide_base else values[whole]
            told.append(Told(whole, part, base, None if hide_share else per_cent, step))
    found = audit_published((AREA, SEX, COUNTED), told, READERS)
    assert found.contradictory == ()
    for one in found.findings:
        whole, part = values[one.told.whole], values[one.told.part or one.told.whole]
        true = {Which.WHOLE: whole, Which.PART: part, Which.REST: whole - part}[one.which]
        assert one.lower <= true <= one.upper


def observed(
    area: str, value: float | None, base: int | None, status: Status, group: str = ""
) -> Observation:
    return Observation(
        "e", area, Period.of_year(2023), value, PROVENANCE, Group.parse(group), status, base=base
    )


def test_observations_as_told() -> None:
    dimensions = (AREA, SEX, COUNTED)
    told = told_of(
        [
            observed("city", 95.0, 200, Status.VALUE),
            observed("a", None, 12, Status.SUPPRESSED, "sex=K"),
            observed("b", None, None, Status.SUPPRESSED),
            observed("c", None, 0, Status.NOT_APPLICABLE),
            observed("c", None, None, Status.MISSING, "sex=K"),
        ],
        dimensions,
        {"e": 0.1},
        edition=2,
    )
    assert told == (
        Told(("city", "", "e.population"), ("city", "", "e.numerator"), 200, 95.0, 0.1, 2),
        Told(("a", "K", "e.population"), ("a", "K", "e.numerator"), 12, None, 0.1, 2),
        Told(("b", "", "e.population"), ("b", "", "e.numerator"), None, None, 0.1, 2),
        Told(("c", "", "e.population"), None, 0, None, 0.0, 2),
    )
    weighted = told_of([observed("city", 95.0, 200, Status.VALUE)], dimensions, {}, weighted=["e"])
    assert weighted == (Told(("city", "", "e.population"), base=200),)
    only_counts = (AREA, SEX, Dimension("counted", {"e.population": frozenset("n")}))
    assert told_of([observed("city", 95.0, None, Status.VALUE)], only_counts, {}) == (
        Told(("city", "", "e.population"), base=95),
    )


def test_observations_that_the_dimensions_do_not_know() -> None:
    with pytest.raises(InputError, match="there is no 'z' among the codes of 'area'"):
        told_of([observed("z", 95.0, 200, Status.VALUE)], (AREA, SEX, COUNTED), {})
    with pytest.raises(InputError, match="told by \\['age'\\]"):
        told_of([observed("a", 95.0, 200, Status.VALUE, "age=16")], (AREA, SEX, COUNTED), {})


def test_that_nobody_lacks_a_trait_is_told_only_where_somebody_is() -> None:
    """City: all 150 of 150, b: all 50 of 50; a must have all of its 100. In c nobody lives."""
    area = dimension("area", city="abc", a="a", b="b", c="c")
    told = [share("city", 150, 100.0), share("a", 100, None), share("b", 50, 100.0), share("c", None, None)]
    found = audit_published((area, COUNTED), told, READERS)
    assert [(one.told.whole[0], one.which, one.upper, one.leak) for one in found.findings] == [
        ("a", Which.PART, 100, False),
        ("a", Which.REST, 0, True),
        ("c", Which.WHOLE, 0, False),
        ("c", Which.PART, 0, False),
        ("c", Which.REST, 0, False),
    ]
    assert audit_published((area, COUNTED), told, replace(READERS, zero_rest=False)).passed
