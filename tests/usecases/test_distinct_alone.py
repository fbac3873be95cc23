"""Different persons are told of a register that tells nothing else."""

import pytest

from fardplan.indicators.counting.planning import plan_counts
from fardplan.usecases.distinct_alone import check_alone
from fardplan.usecases.published_before import PublishedBefore
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.period import Period
from tests.counting_cases import GEOGRAPHY, REGISTER, counted

YEARS = [Period.of_year(2020), Period.of_year(2021)]


def different(years, key="olika"):
    measure = {"kind": "distinct", "column": "person", "years": years}
    return counted(key, measure=measure, divisions=[])


def plan(*indicators):
    return plan_counts(REGISTER, indicators, YEARS, GEOGRAPHY)


def test_alone_they_are_told():
    check_alone(plan(different(2)), PublishedBefore())
    check_alone(plan(counted("alla", measure={"kind": "count"})), PublishedBefore())


def test_beside_a_count_of_the_same_people_they_are_refused():
    with pytest.raises(RuleError) as refusal:
        check_alone(plan(different(2), counted("alla", measure={"kind": "count"})), PublishedBefore())
    assert str(refusal.value) == (
        "register 'boende': 'olika' counts different persons, and 'alla' counts in the same register: what "
        "both tell together cannot be protected\n"
        "Tell different persons of a register that nothing else is told of, with one indicator and one "
        "number of years.\n"
        "Nothing was counted; the figures that were there stay."
    )


def test_two_windows_are_refused():
    """100 in one year, 100 in the next, 103 in both: 97 stayed, three left and three came."""
    with pytest.raises(RuleError, match="'ett' counts different persons, and 'tva' counts"):
        check_alone(plan(different(1, "ett"), different(2, "tva")), PublishedBefore())
