"""A judgement beside the figures: the truth table, the periods, and when somebody may judge."""

from datetime import date

import pytest

from fardplan.roadmap.assessing import (
    AGREEMENTS,
    Agreement,
    JudgedPeriod,
    Judgement,
    Part,
    Standpoint,
    agreement_of,
    can_judge,
    check_can_judge,
    disagrees,
    standpoint_of,
    standpoint_of_targets,
)
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Development, Figure, MilestoneStatus, Reason, Verdict

FULLY, PARTLY, NOT, NO_OUTCOME = Judgement
AGREES, BRIGHTER, DARKER, BEYOND, SILENT = Agreement
ONE_FIGURE = Figure(period=Period.of_year(2025), value=70, origin=Origin.OFFICIAL, published=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("standpoint", "told"),
    [
        (Standpoint.FULLY, (AGREES, DARKER, DARKER, SILENT)),
        (Standpoint.SOME_WAY, (BRIGHTER, AGREES, DARKER, SILENT)),
        (Standpoint.NOT, (BRIGHTER, BRIGHTER, AGREES, SILENT)),
        (Standpoint.UNTOLD, (BEYOND, BEYOND, BEYOND, SILENT)),
        (Standpoint.NO_FIGURES, (BEYOND, BEYOND, BEYOND, AGREES)),
    ],
)
def test_whether_a_judgement_and_the_figures_agree(standpoint, told):
    assert tuple(agreement_of(judgement, standpoint) for judgement in Judgement) == told
    differ = tuple(one in (BRIGHTER, DARKER, SILENT) for one in told)
    assert tuple(disagrees(judgement, standpoint) for judgement in Judgement) == differ


def test_every_judgement_is_held_against_everything_that_figures_can_say():
    assert {one: set(row) for one, row in AGREEMENTS.items()} == {one: set(Judgement) for one in Standpoint}


def status(verdict: Verdict, development: Development, latest: Figure | None = ONE_FIGURE) -> MilestoneStatus:
    return MilestoneStatus(
        milestone="mal",
        verdict=verdict,
        verdict_reason=Reason.NO_TARGET,
        development=development,
        development_reason=Reason.TOO_FEW_POINTS,
        wanted=None,
        latest=latest,
    )


BETTER, WORSE, SAME, UNKNOWN = Development


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        (Verdict.REACHED, ("fully",) * 4),
        (Verdict.ON_TRACK, ("fully",) * 4),
        (Verdict.BEHIND, ("some_way", "not", "not", "not")),
        (Verdict.CANNOT_TELL, ("untold",) * 4),
        (Verdict.NOT_DECIDED, ("fully", "not", "untold", "untold")),
    ],
)
def test_what_a_verdict_says_of_a_milestone(verdict, told):
    assert tuple(standpoint_of(status(verdict, one)) for one in (BETTER, WORSE, SAME, UNKNOWN)) == told


@pytest.mark.parametrize("verdict", [Verdict.NO_DATA, Verdict.NOT_DECIDED, Verdict.CANNOT_TELL])
def test_where_there_is_no_figure_that_is_said(verdict):
    assert standpoint_of(status(verdict, UNKNOWN, None)) == "no_figures"


@pytest.mark.parametrize(
    ("reached", "known", "wanted", "told"),
    [
        (0, 0, 0, "no_figures"),
        (0, 0, 3, "no_figures"),
        (0, 1, 3, "untold"),
        (0, 3, 3, "not"),
        (1, 1, 3, "some_way"),
        (2, 3, 3, "some_way"),
        (3, 3, 3, "fully"),
    ],
)
def test_what_yearly_targets_say_of_a_goal(reached, known, wanted, told):
    assert standpoint_of_targets(reached, known, wanted) == told


@pytest.mark.parametrize(
    ("why", "year", "error"),
    [
        ("Vi vägde.", 2027, None),
        ("Vi vägde.", 2026, None),
        ("Vi vägde.", 2028, RuleError),
        (" ", 2027, InputError),
    ],
)
def test_when_somebody_may_judge(why, year, error):
    assert can_judge(why, year=year, this_year=2027) == (error is None)
    if error is None:
        check_can_judge(why, year=year, this_year=2027)
    else:
        with pytest.raises(error):
            check_can_judge(why, year=year, this_year=2027)


@pytest.mark.parametrize("text", ["2027-t1", "2027-t2", "2027-year"])
def test_a_period_is_written_as_it_is_read(text):
    assert str(JudgedPeriod.parse(text)) == text


@pytest.mark.parametrize("text", ["", "2027", "2027-t3", "27-t1", "2027-T1", "2027-t1 "])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(InputError):
        JudgedPeriod.parse(text)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2027, 1, 1), JudgedPeriod(2026, Part.YEAR)),
        (date(2027, 4, 29), JudgedPeriod(2026, Part.YEAR)),
        (date(2027, 4, 30), JudgedPeriod(2027, Part.T1)),
        (date(2027, 8, 30), JudgedPeriod(2027, Part.T1)),
        (date(2027, 8, 31), JudgedPeriod(2027, Part.T2)),
        (date(2027, 12, 30), JudgedPeriod(2027, Part.T2)),
        (date(2027, 12, 31), JudgedPeriod(2027, Part.YEAR)),
    ],
)
def test_the_latest_period_that_has_ended(day, told):
    assert JudgedPeriod.ended_on(day) == told


@pytest.mark.parametrize(("language", "words"), [("sv", "Tertial 1 2027"), ("en", "Tertial 1 2027")])
def test_a_period_in_words(language, words):
    assert JudgedPeriod(2027, Part.T1).words(language) == words
