"""Which findings of the audit stop a publication."""

from fardplan.disclosure.audit import Readers, Told, Which, audit_published
from fardplan.disclosure.tables import CellKey, Dimension
from fardplan.usecases.leaks import Before, leaks_of

AREA = Dimension("area", {"both": frozenset("ac"), "a": frozenset("a"), "c": frozenset("c")})
COUNTED = Dimension(
    "counted",
    {"x.population": frozenset("yn"), "x.numerator": frozenset("y"), "x.rest": frozenset("n")},
)
READERS = Readers(5, zero_rest=False)


def share(area: str, base: int, percent: float | None, edition: int = 0) -> Told:
    return Told((area, "x.population"), (area, "x.numerator"), base, percent, 0.1, edition)


TOLD = (share("both", 20, 90.0), share("a", 14, None), share("c", 6, None))
"""Two of twenty have it not: in each of the two areas at most two."""


def betrayed(
    told: tuple[Told, ...], *, free: frozenset[CellKey] = frozenset(), smallest_base: int = 0
) -> set[tuple[object, object]]:
    found = audit_published((AREA, COUNTED), told, READERS)
    before = Before((AREA, COUNTED), tuple(one for one in told if one.edition), READERS)
    leaks = leaks_of(found, told, before, smallest_base=smallest_base, free=free)
    return {(leak[0][0], leak[2]) for leak in leaks if isinstance(leak[0], tuple)}


def test_numbers_known_to_be_small_are_betrayed() -> None:
    assert betrayed(TOLD) == {("a", Which.REST), ("c", Which.REST)}


def test_a_nobody_that_may_be_told_is_not_betrayed_by_being_known_to_be_small() -> None:
    """Nobody in a: the rules let that be told, and those of c are all that they protect."""
    assert betrayed(TOLD, free=frozenset({("a", "x.rest")})) == {("c", Which.REST)}
    assert betrayed(TOLD, free=frozenset({("a", "x.numerator"), ("a", "x.population")})) == {
        ("a", Which.REST),
        ("c", Which.REST),
    }


def test_what_an_earlier_edition_told_is_not_betrayed_again() -> None:
    """That all of a have it was told before. What is new is both together, and so those of c."""
    assert betrayed((*TOLD, share("a", 14, 100.0, edition=1))) == {("c", Which.PART), ("c", Which.REST)}


def test_no_share_is_told_of_fewer_than_shares_are_told_of() -> None:
    told = (share("both", 20, 50.0), share("a", 14, None), share("c", 6, None))
    assert betrayed(told) == set()
    assert betrayed((share("c", 6, 50.0),), smallest_base=10) == {("c", Which.PART), ("c", Which.REST)}
