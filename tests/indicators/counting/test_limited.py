"""A condition and a breakdown of the same thing: what nobody crosses and anybody knows."""

from typing import Any

import numpy as np

from fardplan.disclosure.protecting import protect
from fardplan.disclosure.rules import DisclosureRules
from fardplan.disclosure.tables import LinkedCells
from fardplan.indicators.counting.planning import plan_counts
from fardplan.indicators.counting.rollup import NOBODY, RolledUp
from fardplan.vocabulary.period import Period
from tests.counting_cases import GEOGRAPHY, REGISTER, Told, counted, row, slow_pass

YEAR = Period.of_year(2019)
SHARE = {"kind": "share", "numerator": "employed"}
BY_SEX = counted("alla", measure=SHARE, breakdowns=[{"columns": ["sex"]}])
WOMEN = counted("kvinnor-fran-20", population="age >= 20 and sex == 'K'", measure=SHARE)


def people(sex: str, age: int, number: int, omrade: str = "n1") -> list[dict[str, Any]]:
    return [row(sex=sex, age=age, omrade=omrade, employed=one % 2 == 0) for one in range(number)]


def rolled(*told: Told, given: list[dict[str, Any]]) -> RolledUp:
    plan = plan_counts(REGISTER, told, [YEAR], GEOGRAPHY)
    return RolledUp(slow_pass(plan.passes[0], given), plan, GEOGRAPHY)


GIVEN = [
    *people("K", 30, 37),
    *people("K", 18, 3),
    *people("M", 30, 45),
    *people("K", 30, 60, "s1"),
    *people("K", 18, 20, "s1"),
    *people("M", 30, 70, "s1"),
]


def values(cells: LinkedCells) -> dict[tuple[str, ...], int]:
    return dict(zip(cells.cells, cells.values.tolist(), strict=True))


def test_an_indicator_is_there_by_what_limits_it_though_nobody_is_told() -> None:
    """Women from 20 years by sex: as many women as there are in all, and no men."""
    table = rolled(BY_SEX, WOMEN, given=GIVEN)
    cells = table.cells(YEAR)
    found = values(cells)
    norr = next(cell[0] for cell in cells.cells if cell[1] == "K" and found[cell] == 40)

    assert found[norr, "", "kvinnor-fran-20.population"] == 37
    assert found[norr, "K", "kvinnor-fran-20.population"] == 37
    assert found[norr, "M", "kvinnor-fran-20.population"] == 0
    told = set(cells.cells[: table.told_cells(YEAR)])
    assert (norr, "", "kvinnor-fran-20.population") in told
    assert (norr, "K", "kvinnor-fran-20.population") not in told


def test_an_indicator_of_the_city_alone_has_nothing_untold_elsewhere() -> None:
    """It is told by sex for the city, and has no districts that others are told by sex for and it is not."""
    told = {"divisions": [], "breakdowns": [{"columns": ["sex"], "areas": False}]}
    city_alone = counted("kvinnor-i-staden", population="age >= 20 and sex == 'K'", measure=SHARE, **told)
    table = rolled(BY_SEX, city_alone, given=GIVEN)

    own = [cell for cell in table.cells(YEAR).cells if cell[-1] == "kvinnor-i-staden.population"]
    assert sorted(own) == [
        (GEOGRAPHY.city, "", "kvinnor-i-staden.population"),
        (GEOGRAPHY.city, "K", "kvinnor-i-staden.population"),
        (GEOGRAPHY.city, "M", "kvinnor-i-staden.population"),
    ]


def test_what_a_condition_leaves_out_is_known_to_be_nobody() -> None:
    cells = rolled(BY_SEX, WOMEN, given=GIVEN).cells(YEAR)
    known = [cell for cell, is_known in zip(cells.cells, cells.known, strict=True) if is_known]

    assert [cell[1] for cell in known] == ["M"]
    assert all(cell[-1].startswith(NOBODY) for cell in known)
    assert values(cells)[known[0]] == 0
    women = cells.dimensions[-1].codes["kvinnor-fran-20.population"]
    assert women <= cells.dimensions[-1].codes[known[0][-1]]


def test_none_of_a_few_may_be_an_accident_and_is_not_known() -> None:
    few = [*people("M", 30, 9), *people("K", 30, 4), *people("K", 18, 2)]
    cells = rolled(BY_SEX, WOMEN, given=few).cells(YEAR)

    assert not cells.known.any()


def test_indicators_that_nothing_limits_have_no_more_cells() -> None:
    employed = counted("unga", population="age < 40", measure=SHARE)
    table = rolled(BY_SEX, employed, given=GIVEN)

    assert table.told_cells(YEAR) == len(table.cells(YEAR).cells)


def test_keys_of_noise_are_summed_for_the_same_cells() -> None:
    table = rolled(BY_SEX, WOMEN, given=GIVEN)
    cells = table.cells(YEAR)

    assert table.values(YEAR) == values(cells)


def test_women_under_twenty_cannot_be_subtracted() -> None:
    """40 women in the north and 37 of them from 20 years are not both shown: three are left."""
    cells = rolled(BY_SEX, WOMEN, given=GIVEN).cells(YEAR)
    found = values(cells)
    norr = next(cell[0] for cell in cells.cells if cell[1] == "K" and found[cell] == 40)
    shown = protect(cells, DisclosureRules(full_cells={"applies": False})).by_cell()

    assert not {(norr, "K", "alla.population"), (norr, "", "kvinnor-fran-20.population")} <= shown.keys()
    assert np.all([shown[cell] == found[cell] for cell in shown])
