"""Groups that only a difference of conditions tells, all of whom have or lack a trait."""

import numpy as np

from fardplan.disclosure.differences import with_differences
from fardplan.disclosure.protecting import protect
from fardplan.disclosure.rules import DisclosureRules, WholeGroup, needs_of, traits
from fardplan.disclosure.tables import Dimension, LinkedCells

ALL, FEW = "alla", "utan"
CONDITIONS = {
    # who: settled (s) or newly arrived (n), eligible (+) or not (-); "utan" leaves the newly arrived out
    f"{ALL}.population": frozenset({"s+", "s-", "n+", "n-"}),
    f"{ALL}.numerator": frozenset({"s+", "n+"}),
    f"{ALL}.rest": frozenset({"s-", "n-"}),
    f"{FEW}.population": frozenset({"s+", "s-"}),
    f"{FEW}.numerator": frozenset({"s+"}),
    f"{FEW}.rest": frozenset({"s-"}),
}
SEXES = {"": frozenset("KM"), "K": frozenset("K"), "M": frozenset("M")}
NOBODY = WholeGroup()
OFF = WholeGroup(applies=False)


def pupils(*, arrived: tuple[int, int], eligible: tuple[int, int]) -> LinkedCells:
    """Girls and boys; of those newly arrived so many, of whom so many are eligible."""
    people: dict[tuple[str, str], int] = {}
    for sex, settled, fresh, passed in zip("KM", (400, 380), arrived, eligible, strict=True):
        people |= {(sex, "s+"): settled, (sex, "s-"): 94, (sex, "n+"): passed, (sex, "n-"): fresh - passed}
    cells = tuple((sex, condition) for sex in SEXES for condition in CONDITIONS)
    values = [
        sum(people[who, leaf] for who in SEXES[sex] for leaf in CONDITIONS[condition])
        for sex, condition in cells
    ]
    dimensions = (Dimension("sex", SEXES), Dimension("counted", CONDITIONS))
    return LinkedCells(dimensions, cells, np.array(values))


def test_the_newly_arrived_are_parted_by_a_trait_as_everybody_is() -> None:
    codes = CONDITIONS | {"=population": frozenset({"n+", "n-"}), "=numerator": frozenset({"n+"})}
    found = traits(codes)
    assert ("=population", ALL, "numerator") in found["=numerator"]
    assert (f"{ALL}.population", ALL, "numerator") in found[f"{ALL}.numerator"]
    assert (f"{FEW}.population", ALL, "rest") in found[f"{FEW}.rest"]
    assert "=population" not in found


def test_six_girls_of_whom_none_is_eligible_are_not_told_by_subtraction() -> None:
    """494 girls and 400 eligible, 500 and 400 with the newly arrived: none of the six would be eligible."""
    cells = pupils(arrived=(6, 50), eligible=(0, 20))
    rules = DisclosureRules(zero_cells=NOBODY, full_cells=OFF)
    wide = with_differences(cells, rules.minimum)
    needs = needs_of(wide, rules)
    (zero,) = np.flatnonzero(needs.sensitive)
    assert (wide.cells[zero][0], wide.values[zero]) == ("K", 0)
    assert (needs.lower[zero], needs.upper[zero]) == (0, 5)
    known = protect(cells, rules).by_cell()
    assert not {("K", f"{ALL}.numerator"), ("K", f"{FEW}.numerator")} <= known.keys()


def test_it_is_told_where_the_rule_is_off_and_where_somebody_is_eligible() -> None:
    off = DisclosureRules(zero_cells=OFF, full_cells=OFF)
    assert protect(pupils(arrived=(6, 50), eligible=(0, 20)), off).shown.all()
    on = DisclosureRules(zero_cells=NOBODY, full_cells=OFF)
    assert protect(pupils(arrived=(16, 50), eligible=(8, 20)), on).shown.all()


def test_everybody_of_a_difference_having_the_trait_is_the_rule_of_full_cells() -> None:
    cells = pupils(arrived=(6, 50), eligible=(6, 20))
    assert not protect(cells, DisclosureRules(zero_cells=OFF, full_cells=WholeGroup())).shown.all()
    assert protect(cells, DisclosureRules(zero_cells=NOBODY, full_cells=OFF)).shown.all()
