"""From rules to what may be told: each method, the attack on it, and what is refused."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from fardplan.disclosure import protecting as room
from fardplan.disclosure.audit import possible
from fardplan.disclosure.cell_key import record_keys
from fardplan.disclosure.choosing import losses
from fardplan.disclosure.protecting import UNTOLD, Protected, protect
from fardplan.disclosure.report import report_of, table_of
from fardplan.disclosure.rules import DisclosureRules, Magnitudes, Noise, Rounding, WholeGroup
from fardplan.disclosure.tables import CellKey, Counts, Dimension, LinkedCells, Parts
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.privacy import Loss, ProtectionMethod, RoundingWay
from tests.disclosure.small_tables import AREAS, cells_of, share_cells, two_way

SALT = "b1946ac92492d2347c6235b4d2611184"
RULES = DisclosureRules()
NOISE = DisclosureRules(method=ProtectionMethod.CELL_KEY)
CITY = cells_of({("0180",): 98, ("norr",): 50, ("soder",): 45, ("0180-delar",): 3}, AREAS)


def rounded(way: RoundingWay, base: int = 5) -> DisclosureRules:
    return DisclosureRules(method=ProtectionMethod.ROUNDING, rounding=Rounding(base=base, way=way))


def keys_of(cells: LinkedCells) -> Counts:
    """Keys as a pass would sum them: a person for every unit of every piece of the table."""
    by_leaf = {leaf: i for i, leaf in enumerate(cells.dimensions[0].leaves)}
    sums = []
    for cell, value in zip(cells.cells, cells.values.tolist(), strict=True):
        first = sorted(by_leaf[leaf] for leaf in cells.dimensions[0].codes[cell[0]])
        sums.append(int(record_keys([(number, *first) for number in range(value)], SALT).sum()))
    return np.array(sums)


def shown(protected: Protected) -> dict[CellKey, int]:
    return protected.by_cell()


def test_a_small_cell_is_hidden_with_another_and_its_value_is_gone() -> None:
    """Three in no district. North, south or the city is hidden as well, or the three could be subtracted."""
    protected = protect(CITY, RULES)

    assert not protected.shown[3]
    assert 1 <= (~protected.shown[:3]).sum() <= 2
    assert protected.values[~protected.shown].tolist() == [UNTOLD] * int((~protected.shown).sum())
    assert all(
        shown(protected)[cell] == dict(zip(CITY.cells, CITY.values.tolist(), strict=True))[cell]
        for cell in shown(protected)
    )
    assert (protected.method, protected.deviation, protected.variance) == (
        ProtectionMethod.SUPPRESSION,
        0,
        0.0,
    )
    found = protected.findings
    assert (found.sensitive, found.differences, found.already_told, found.narrowest) == (1, 0, 0, 4)
    assert found.hidden_for_others == int((~protected.shown).sum()) - 1
    assert found.attack.checked == 1


def test_whoever_sees_all_that_is_shown_finds_enough_possible() -> None:
    protected = protect(CITY, RULES)

    found = possible(protected.dimensions, protected.cells, protected.shown, CITY.values)

    assert found.lower[3] <= 1
    assert found.upper[3] >= 5


def test_nothing_sensitive_hides_nothing() -> None:
    cells = cells_of({("norr",): 50, ("soder",): 0}, AREAS)

    protected = protect(cells, RULES)

    assert shown(protected) == {("norr",): 50, ("soder",): 0}
    assert (protected.findings.narrowest, protected.findings.attack.checked) == (None, 0)


def test_no_cells_are_protected_at_once() -> None:
    protected = protect(LinkedCells((AREAS,), (), np.zeros(0, dtype=np.int64)), RULES)

    assert (shown(protected), protected.findings.sensitive) == ({}, 0)


BORDER = Dimension("area", {"before": frozenset("abc"), "after": frozenset("ab"), "other": frozenset("de")})


def test_people_between_two_borders_are_protected_though_no_cell_shows_them() -> None:
    cells = cells_of({("before",): 33, ("after",): 30, ("other",): 60}, BORDER)

    protected = protect(cells, RULES)

    assert protected.cells == cells.cells
    assert protected.shown[:2].sum() <= 1
    assert (protected.findings.sensitive, protected.findings.differences) == (1, 1)
    assert protected.findings.hidden_for_others == int((~protected.shown).sum())


def test_what_follows_from_earlier_figures_is_told_and_asked_for_no_more() -> None:
    """Both districts were shown before the rules asked for what lies between them."""
    cells = cells_of(
        {("before",): 33, ("after",): 30, ("other",): 3}, BORDER, known=[("before",), ("after",)]
    )

    protected = protect(cells, RULES)

    assert shown(protected) == {("before",): 33, ("after",): 30}
    assert (protected.findings.sensitive, protected.findings.already_told) == (1, 1)


def test_a_small_cell_of_which_known_cells_tell_the_least_alone_is_kept_as_open_as_it_is() -> None:
    """Six of seven are known; nothing says how many there are at most."""
    area = Dimension("area", {"both": frozenset("ab"), "north": frozenset("a")})
    cells = cells_of({("both",): 7, ("north",): 6}, area, known=[("north",)])

    protected = protect(cells, DisclosureRules(minimum=10))
    assert shown(protected) == {}
    assert protected.findings.sensitive >= 1


def test_a_cell_that_known_cells_tell_is_counted() -> None:
    cells = cells_of(
        {("0180",): 98, ("norr",): 50, ("soder",): 45, ("0180-delar",): 3},
        AREAS,
        known=[("0180",), ("norr",), ("soder",)],
    )

    protected = protect(cells, RULES)

    assert protected.shown.tolist() == [True, True, True, False]
    assert (protected.findings.sensitive, protected.findings.already_told) == (0, 1)
    assert protected.findings.hidden_for_others == 0


def test_a_small_cell_that_was_shown_is_shown_no_more() -> None:
    """It is known, and nothing need be hidden for it; but it is not repeated."""
    cells = cells_of({("norr",): 3, ("soder",): 45}, AREAS, known=[("norr",)])

    protected = protect(cells, RULES)

    assert shown(protected) == {("soder",): 45}
    assert (protected.findings.sensitive, protected.findings.already_told) == (0, 1)


def test_what_earlier_figures_left_half_open_stays_half_open() -> None:
    """Six in two districts were told as a sum. With four in one the other has from 0 to 6; at most 6, not 20,
    can be asked for, and still neither is shown.
    """
    area = Dimension("area", {"both": frozenset("ab"), "north": frozenset("a"), "south": frozenset("b")})
    cells = cells_of({("both",): 6, ("north",): 4, ("south",): 2}, area, known=[("both",)])

    protected = protect(cells, DisclosureRules(reach=20))

    assert shown(protected) == {("both",): 6}
    assert (protected.findings.sensitive, protected.findings.already_told) == (2, 0)
    assert protected.findings.narrowest == 5


def test_a_share_is_hidden_in_both_its_parts() -> None:
    protected = protect(share_cells({"a": (100, 3), "b": (200, 50)}), RULES)

    told = shown(protected)
    assert ("a", "uvas.numerator") not in told
    assert not {("a", "uvas.population"), ("a", "uvas.rest")} <= set(told)


def test_an_audit_that_fails_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """A suppression that hides the sensitive cell alone is found out: nothing is told of any cell."""
    monkeypatch.setattr(room, "suppress", lambda cells, needs, weights=None: _Hidden(needs.sensitive))

    with pytest.raises(RuleError) as refusal:
        protect(CITY, RULES, where="befolkning, 2023")

    assert str(refusal.value) == (
        "befolkning, 2023: 1 of 1 protected cells could be worked out from the others\n"
        "This is a fault of the suppression, found by the auditor; please report it.\n"
        "Nothing was written."
    )


@dataclasses.dataclass
class _Hidden:
    hidden: np.ndarray


def test_sums_of_contributions_are_protected_by_their_own_rules() -> None:
    """Two developers in the north, of which one builds nearly all; five alike in the south."""
    area = Dimension("area", {"city": frozenset("ns"), "north": frozenset("n"), "south": frozenset("s")})
    cells = cells_of({("city",): 203, ("north",): 103, ("south",): 100}, area)
    parts = Parts(
        (np.array(["n", "n", *"sssss"]),),
        np.array(["Bygg", "Hus", "A", "B", "C", "D", "E"]),
        np.array([100, 3, 20, 20, 20, 20, 20]),
    )

    protected = protect(cells, DisclosureRules(magnitudes=Magnitudes(contributors=1)), parts=parts)

    assert ("north",) not in shown(protected)
    assert len(shown(protected)) == 1
    assert protected.findings.narrowest == 20


def test_sums_of_contributions_are_not_moved() -> None:
    with pytest.raises(RuleError) as refusal:
        protect(CITY, NOISE, parts=Parts((np.array(["c"]),), np.array([1]), np.array([1])), where="projekt")

    assert str(refusal.value) == (
        "projekt: sums of contributions are protected by suppression alone\n"
        "Noise and rounding fit for persons would not hide who makes up most of a sum.\n"
        "Nothing was written."
    )


def test_noise_shows_every_cell_within_its_deviation() -> None:
    protected = protect(CITY, NOISE, keys=keys_of(CITY))

    assert protected.shown.all()
    assert (np.abs(protected.values - CITY.values) <= 5).all()
    assert not ((protected.values > 0) & (protected.values < 3)).any()
    assert (protected.deviation, protected.variance, protected.findings.narrowest) == (5, 3.0, 1)
    assert (protected.findings.sensitive, protected.findings.attack.checked) == (1, 1)


def test_noise_without_keys_is_refused() -> None:
    for rules in (NOISE, rounded(RoundingWay.RANDOM)):
        with pytest.raises(RuleError) as refusal:
            protect(CITY, rules, where="befolkning, 2023")
        assert str(refusal.value) == (
            "befolkning, 2023: there are no keys of records, by which the same people always get the same "
            "noise\n"
            "Choose suppression or controlled rounding, or carry 'record_key' through the count.\n"
            "Nothing was written."
        )


def test_keys_of_other_cells_are_refused() -> None:
    with pytest.raises(RuleError) as refusal:
        protect(CITY, NOISE, keys=np.zeros(3, dtype=np.int64))

    assert str(refusal.value) == (
        "3 sums of keys for 4 cells\nThere is one for each cell.\nNothing was written."
    )


def test_noise_that_overlapping_cells_undo_is_refused() -> None:
    """Two people, told within one, and forty groups that they can be subtracted from, each within one."""
    leaves = [f"l{i}" for i in range(40)]
    area = Dimension(
        "area",
        {
            "x": frozenset({"x"}),
            **{leaf: frozenset({leaf}) for leaf in leaves},
            **{f"x{leaf}": frozenset({"x", leaf}) for leaf in leaves},
        },
    )
    values = {("x",): 2} | {(leaf,): 50 for leaf in leaves} | {(f"x{leaf}",): 52 for leaf in leaves}
    cells = cells_of(values, area)
    rules = DisclosureRules(
        method=ProtectionMethod.CELL_KEY, noise=Noise(maximum=1, variance=0.5, smallest=1)
    )

    with pytest.raises(RuleError) as refusal:
        protect(cells, rules, keys=keys_of(cells), where="befolkning, 2023")

    assert str(refusal.value) == (
        "befolkning, 2023: 1 of 1 protected counts could be told exactly in spite of the noise, since so "
        "many cells overlap\n"
        "Choose suppression, more noise or a larger base, or tell fewer breakdowns.\n"
        "Nothing was written."
    )


def test_each_way_of_rounding_has_its_deviation() -> None:
    """To 5: at most 2 to the nearest, at most 4 up or down; variance of evenly spread remainders 2 and 4."""
    nearest = protect(CITY, rounded(RoundingWay.NEAREST))
    chance = protect(CITY, rounded(RoundingWay.RANDOM), keys=keys_of(CITY))
    controlled = protect(CITY, rounded(RoundingWay.CONTROLLED))

    assert nearest.values.tolist() == [100, 50, 45, 5]
    assert [(one.deviation, one.variance) for one in (nearest, chance, controlled)] == [
        (2, 2.0),
        (4, 4.0),
        (4, 4.0),
    ]
    assert controlled.values[0] == controlled.values[1:].sum()
    assert (chance.values % 5 == 0).all()


def test_the_nearest_even_base_reaches_one_further_down() -> None:
    """To 10, 45 is told as 50 and 54 is too."""
    assert protect(CITY, rounded(RoundingWay.NEAREST, 10)).deviation == 5


@settings(max_examples=20)
@given(st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=2, max_size=3))
def test_suppressed_tables_keep_every_small_count_open(inner: list[list[int]]) -> None:
    cells = two_way(inner)

    protected = protect(cells, RULES)
    found = possible(protected.dimensions, protected.cells, protected.shown, protected.values)

    small = (cells.values > 0) & (cells.values < 5)
    assert not protected.shown[small].any()
    assert (found.lower[small] <= 1 + 1e-6).all()
    assert (found.upper[small] >= 5 - 1e-6).all()
    assert (protected.values[protected.shown] == cells.values[protected.shown]).all()


def test_a_report_tells_what_was_done_and_no_hidden_value() -> None:
    """The three and the seven thousand three hundred and forty-one occur nowhere in it."""
    cells = cells_of({("0180",): 14_725, ("norr",): 7341, ("soder",): 7381, ("0180-delar",): 3}, AREAS)
    protected = protect(cells, RULES)
    hidden = [str(value) for value in cells.values[~protected.shown].tolist()]

    report = report_of(
        "befolkning", RULES, [table_of(protected, period="2023", what="Invånare")], simulated=True
    )

    assert report.register_key == "befolkning"
    assert (report.tables[0].cells, report.tables[0].sensitive, report.hidden) == (4, 1, len(hidden))
    assert report.tables[0].hidden_for_others == len(hidden) - 1
    assert report.tables[0].published == protected.fingerprint
    assert not any(value in report.model_dump_json() for value in hidden if len(value) > 1)
    assert report.rules == (
        ("method", "suppression"),
        ("minimum", "5"),
        ("lower", "1"),
        ("minimum_base", "0"),
        ("zero_cells.applies", "False"),
        ("zero_cells.smallest", "1"),
        ("zero_cells.indicators", ""),
        ("full_cells.applies", "True"),
        ("full_cells.smallest", "1"),
        ("full_cells.indicators", ""),
        ("magnitudes.p_percent", "10.0"),
        ("magnitudes.contributors", "3"),
        ("magnitudes.safety", "15.0"),
    )


def test_rules_of_the_method_alone_are_told() -> None:
    """Noise has a deviation, rounding a base."""
    named = {
        method: {name.partition(".")[0] for name, _ in report_of("r", rules, [], simulated=False).rules}
        for method, rules in (("noise", NOISE), ("rounding", rounded(RoundingWay.NEAREST)))
    }

    assert named["noise"] - named["rounding"] == {"noise"}
    assert named["rounding"] - named["noise"] == {"rounding"}


def test_the_fingerprint_is_of_what_is_shown() -> None:
    """The same figures shown have the same, whatever is hidden."""
    one = protect(cells_of({("norr",): 50, ("soder",): 3}, AREAS), RULES)
    other = protect(cells_of({("norr",): 50, ("soder",): 2}, AREAS), RULES)
    third = protect(cells_of({("norr",): 51, ("soder",): 3}, AREAS), RULES)

    assert one.fingerprint == other.fingerprint != third.fingerprint


def test_the_loss_of_every_method_side_by_side() -> None:
    found = losses(CITY, RULES, keys=keys_of(CITY))

    assert list(found) == [
        "suppression",
        "cell_key",
        "rounding_nearest",
        "rounding_random",
        "rounding_controlled",
    ]
    assert all(isinstance(one, Loss) for one in found.values())
    assert [one.shown for one in found.values() if isinstance(one, Loss)][1:] == [4, 4, 4, 4]


def test_a_method_that_cannot_be_had_says_why() -> None:
    found = losses(CITY, RULES)

    assert isinstance(found["cell_key"], RuleError)
    assert isinstance(found["rounding_controlled"], Loss)


def test_full_cells_are_hidden_where_the_rule_is_on() -> None:
    cells = share_cells({"a": (20, 20), "b": (30, 12)})

    told = shown(protect(cells, RULES))
    free = shown(protect(cells, DisclosureRules(full_cells=WholeGroup(applies=False))))

    assert ("a", "uvas.rest") not in told
    assert free[("a", "uvas.rest")] == 0


def interval(of: Dimension, protected: Protected, leaves: frozenset[str]) -> tuple[float, float]:
    """What a reader finds possible of a group of leaves: two linear programmes over single leaves."""
    names = sorted(of.leaves)
    told = protected.by_cell()
    matrix = np.array([[leaf in of.codes[code] for leaf in names] for (code,) in told], dtype=float)
    target = np.array([leaf in leaves for leaf in names], dtype=float)
    known = (
        {"A_eq": matrix.reshape(len(told), len(names)), "b_eq": np.array([*told.values()], dtype=float)}
        if told
        else {}
    )
    low, high = linprog(target, **known), linprog(-target, **known)
    return float(low.fun), np.inf if high.status == 3 else float(-high.fun)


@settings(max_examples=60)
@given(
    st.lists(st.frozensets(st.sampled_from("abcde"), min_size=1), min_size=2, max_size=6, unique=True),
    st.lists(st.integers(0, 12), min_size=5, max_size=5),
)
def test_no_small_difference_of_two_cells_can_be_worked_out(
    sets: list[frozenset[str]], persons: list[int]
) -> None:
    """Whatever areas overlap: a small cell, and a small cell less one inside it, are open from 1 to 5."""
    of = Dimension("area", {f"A{i}": leaves for i, leaves in enumerate(sets)})
    count = dict(zip("abcde", persons, strict=True))
    cells = cells_of({(code,): sum(count[leaf] for leaf in leaves) for code, leaves in of.codes.items()}, of)

    protected = protect(cells, RULES)

    groups = {*sets, *(whole - part for whole in sets for part in sets if part < whole)}
    for group in groups:
        if 0 < sum(count[leaf] for leaf in group) < 5:
            low, high = interval(of, protected, group)
            assert low <= 1 + 1e-6
            assert high >= 5 - 1e-6
