"""The probability of a candidate: the answer of the fan, sharpened by a panel, or none."""

from hypothesis import given
from hypothesis import strategies as st

from fardplan.forecast.fan import ForecastFan, attainment_probability
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import panel_pool
from fardplan.forecast.series import YearlySeries
from fardplan.indicators.definition import SeriesBreak, SurveyError
from fardplan.roadmap.series import Stretch
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.usecases.attainment import attainment_of
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.unit import Measure
from tests.builders import definition, observation, sv

VALUES = (84.0, 85.2, 84.6, 86.1, 85.7, 87.0, 86.4, 87.4)
YEARS = tuple(range(2012, 2020))
STRETCH = Stretch(tuple(observation(year, value) for year, value in zip(YEARS, VALUES, strict=True)))
CALM = [
    YearlySeries(
        str(number),
        Measure.SHARE,
        YEARS,
        tuple(70 + number / 10 + 0.5 * year + 0.01 * (year % 2) for year in range(8)),
    )
    for number in range(200)
]


def twin(level, year, pool=None):
    fan = forecast_one(YearlySeries("twin", Measure.SHARE, YEARS, VALUES), 15, pool=pool)
    assert isinstance(fan, ForecastFan)
    return attainment_probability(fan, level, year - 2019, Direction.UP)


def test_a_candidate_gets_the_answer_of_the_fan():
    asked = attainment_of(STRETCH, definition(), Direction.UP)
    assert asked(Candidate(90, 2025)) == twin(90, 2025)


def test_a_panel_sets_the_width_of_the_fan():
    asked = attainment_of(STRETCH, definition(), Direction.UP, CALM)
    assert asked(Candidate(90, 2025)) == twin(90, 2025, panel_pool(CALM))
    assert asked(Candidate(90, 2025)) != twin(90, 2025)


def test_years_beyond_the_fan_and_stretches_too_short_cannot_be_told():
    asked = attainment_of(STRETCH, definition(), Direction.UP)
    short = attainment_of(Stretch(STRETCH.observations[:5]), definition(), Direction.UP)
    assert [asked(Candidate(90, year)) for year in (2019, 2035)] == [None, None]
    assert short(Candidate(90, 2025)) is None


def test_no_probability_reaches_a_break_that_is_known_to_come():
    of = definition(breaks=(SeriesBreak(first=Period.of_year(2024), text=sv("Ny mätning")),))
    asked = attainment_of(STRETCH, of, Direction.UP)
    assert asked(Candidate(90, 2023)) == twin(90, 2023)
    assert asked(Candidate(90, 2024)) is None


def test_a_survey_carries_its_sampling_error():
    of = definition(error=SurveyError())
    answers = Stretch(
        tuple(observation(year, value, base=400) for year, value in zip(YEARS, VALUES, strict=True))
    )
    told = attainment_of(answers, of, Direction.UP)(Candidate(90, 2020))
    untold = attainment_of(STRETCH, of, Direction.UP)(Candidate(90, 2020))
    assert untold == twin(90, 2020)
    assert told is not None
    assert told != untold


@given(st.floats(1, 99), st.floats(0, 50), st.integers(2020, 2034))
def test_a_harder_level_is_never_likelier_and_up_and_down_add_to_one(level, harder, year):
    up, down = (attainment_of(STRETCH, definition(), way) for way in (Direction.UP, Direction.DOWN))
    easy, hard, other = (
        up(Candidate(level, year)),
        up(Candidate(min(level + harder, 99.9), year)),
        down(Candidate(level, year)),
    )
    assert easy is not None
    assert hard is not None
    assert other is not None
    assert easy >= hard or level >= 99.9
    assert abs(easy + other - 1) < 1e-12
