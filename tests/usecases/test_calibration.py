"""The workbench on a home with a panel: what is gathered, what is lacking, and what is said of it."""

from datetime import date

import pytest

from fardplan.roadmap.workbench.choice import Mark
from fardplan.roadmap.workbench.reasons import reasons
from fardplan.roadmap.workbench.usual import usual_levels, usual_years
from fardplan.roadmap.workbench.vision import VisionRule
from fardplan.roadmap.workbench.words import tell_calibration
from fardplan.usecases.calibration import bench, lay_out, weigh
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError
from tests.rich_home import enrich

DAY = date(2021, 3, 1)


@pytest.fixture
def rich(home):
    return enrich(home)


def test_an_unknown_milestone_is_told_with_those_there_are(home):
    with pytest.raises(NotFoundError) as told:
        bench(home, "betygen", as_of=DAY)
    assert str(told.value) == (
        "there is no milestone 'betygen'\nThere is: betyg, bostader, trygghet. Did you mean 'betyg'?"
    )


def test_a_milestone_without_an_indicator_cannot_be_weighed(home):
    with pytest.raises(RuleError, match="'bostader' has no indicator"):
        bench(home, "bostader", as_of=DAY)


def test_a_milestone_without_figures_cannot_be_weighed(home):
    with pytest.raises(RuleError, match="there are no figures for 'behoriga'"):
        bench(home, "betyg", as_of=date(2010, 1, 1))


def test_with_few_figures_and_no_panel_most_cannot_be_told(home):
    on = bench(home, "trygghet", as_of=DAY)
    found = weigh(on, 9, 2025)
    told = tell_calibration(found, on.evidence, on.names, "en")
    assert (found.probability, found.precedent.share, found.people, found.equity, found.mark) == (
        None,
        None,
        None,
        None,
        Mark.CANNOT_TELL,
    )
    assert told.summary[1] == (
        "Cannot be told. The probability if nothing new is done cannot be told: there are 2 comparable "
        "figures, and 6 are needed. "
        "Too few comparable municipalities can be followed for that long."
    )
    assert dict(told.paragraphs)["Precedent"] == (
        "There are no figures for other municipalities. Needed is the same indicator for at least 10 "
        "municipalities that stood near 11\u00a0per cent and can be followed for 5 years without a "
        "series break."
    )


def test_levels_outside_the_scale_and_years_that_have_come_are_refused(home):
    on = bench(home, "trygghet", as_of=DAY)
    with pytest.raises(RuleError, match="the level 120 cannot be"):
        weigh(on, 120, 2025)
    with pytest.raises(InputError, match="the year 2020 is not after the latest figure, 2020"):
        weigh(on, 9, 2020)


def test_a_panel_gives_precedent_and_a_series_a_probability(rich):
    on = bench(rich, "betyg", as_of=DAY)
    found = weigh(on, 92, 2024)
    assert found.probability is not None
    assert 0 < found.probability < 1
    assert (found.precedent.panel, found.required.years) == (24, found.required.years)
    assert len(found.precedent.members) >= 10
    assert found.vision is not None
    assert found.vision.rule is VisionRule.BEST_QUARTER


def test_the_vision_can_be_stated(rich):
    found = weigh(bench(rich, "betyg", as_of=DAY, vision_level=100), 92, 2024)
    assert found.vision is not None
    assert (found.vision.rule, found.vision.level, found.vision.year) == (VisionRule.LEVEL, 100, 2040)
    assert weigh(bench(rich, "betyg", as_of=DAY, vision_rule=VisionRule.NO_GAP), 92, 2024).vision is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_paragraph_is_said_in_both_languages(rich, language):
    on = bench(rich, "betyg", as_of=DAY)
    told = tell_calibration(weigh(on, on.evidence.latest.value + 1, 2024), on.evidence, on.names, language)
    assert all(line.strip() and "{" not in line for line in told.summary)
    assert len(told.paragraphs) == 6
    assert all(heading and text and "{" not in text for heading, text in told.paragraphs)


def test_the_grid_lays_out_levels_by_years_and_recommends_at_most_one_a_year(rich):
    on = bench(rich, "betyg", as_of=DAY)
    rows = lay_out(on, (), ())
    assert [row[0].candidate.year for row in rows] == list(usual_years(on.evidence))
    assert [cell.candidate.level for cell in rows[0]] == list(usual_levels(on.evidence))
    assert all(sum(cell.recommended for cell in row) <= 1 for row in rows)
    for row in rows:
        probabilities = [cell.probability for cell in row if cell.probability is not None]
        assert probabilities == sorted(probabilities, reverse=True)
        said = reasons(row[0], on.evidence, "en")
        assert said.startswith(f"{row[0].candidate.level:g}\u00a0per cent by {row[0].candidate.year}: ")
