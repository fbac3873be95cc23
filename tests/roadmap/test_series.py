"""A series: which figures count, where it is cut, and the interval of each figure."""

from datetime import date

import numpy as np
import pytest
from scipy import stats as peer

from fardplan.indicators.definition import Movement, RegisterError, SeriesBreak, SurveyError
from fardplan.roadmap.series import broken_between, figures, stretches, trend_of
from fardplan.stats.share import wilson
from fardplan.stats.trend import KnownMovement, register_trend, survey_trend
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Figure, IntervalBasis
from fardplan.vocabulary.unit import Measure, Unit
from tests.builders import CITY, WOMEN, definition, observation, series, sv

Z = peer.norm.ppf(0.975)
MOVEMENT = Movement(sd=1.65, df=10, source=sv("Tio kommuner"))


def series_break(first: str, *areas: str) -> SeriesBreak:
    return SeriesBreak(first=Period.parse(first), text=sv("Ny definition"), areas=areas)


def drawn(observations, about) -> list[list[str]]:
    return [[str(item.period) for item in part.observations] for part in stretches(observations, about, CITY)]


def only(observations, about):
    (stretch,) = stretches(observations, about, CITY)
    return stretch


#   2010 2011 | 2012 … 2015 | 2016 | 2017 2018
BROKEN = definition(breaks=(series_break("2012"), series_break("2016"), series_break("2017")))


def test_a_series_is_cut_before_the_first_figure_of_each_new_definition():
    values = dict.fromkeys((2010, 2011, 2012, 2015, 2016, 2017, 2018), 1.0)
    assert drawn(series(values), BROKEN) == [["2010", "2011"], ["2012", "2015"], ["2016"], ["2017", "2018"]]


def test_two_breaks_between_two_figures_are_one_cut():
    assert drawn(series({2010: 1.0, 2018: 2.0}), BROKEN) == [["2010"], ["2018"]]


def test_a_break_of_another_area_cuts_nothing_here():
    values = series({2010: 1.0, 2018: 2.0})
    assert drawn(values, definition(breaks=(series_break("2012", "jarva"),))) == [["2010", "2018"]]
    assert drawn(values, definition(breaks=(series_break("2012", "jarva", CITY),))) == [["2010"], ["2018"]]


def test_a_break_given_in_years_cuts_school_years_and_months_too():
    about = definition(breaks=(series_break("2012"),))
    assert drawn(series({"2010/11": 1.0, "2011/12": 1.0, "2012/13": 1.0}), about) == [
        ["2010/11", "2011/12"],
        ["2012/13"],
    ]
    assert drawn(series({"2011-12": 1.0, "2012-01": 1.0}), about) == [["2011-12"], ["2012-01"]]


def test_only_the_areas_own_figures_for_everybody_that_are_final_count():
    kept = observation(2015, 1.0)
    left_out = (
        observation(2016, 9.0, group=WOMEN),
        observation(2016, 9.0, area="0000"),
        observation(2016, None, status=Status.SUPPRESSED),
        observation(2016, None, status=Status.MISSING),
        observation(2016, 9.0, status=Status.PRELIMINARY),
    )
    rounded = observation(2014, 100.0, status=Status.ROUNDED)
    (stretch,) = stretches((kept, *left_out, rounded), definition(), CITY)
    assert stretch.observations == (rounded, kept)
    assert stretches(left_out, definition(), CITY) == ()


@pytest.mark.parametrize(
    ("first", "last", "broken"),
    [
        ("2010", "2011", False),
        ("2011", "2012", True),
        ("2012", "2015", False),
        ("2011", "2018", True),
        ("2012", "2012", False),
    ],
)
def test_whether_a_break_lies_between(first, last, broken):
    one, two = Period.parse(first), Period.parse(last)
    assert broken_between(one, two, BROKEN, CITY) is broken
    assert broken_between(two, one, BROKEN, CITY) is broken


def test_a_development_is_judged_on_the_latest_ten_years():
    values = dict.fromkeys(range(2000, 2019), 1.0)
    recent = only(series(values), definition()).recent()
    assert [item.period.year for item in recent.observations] == list(range(2008, 2019))


# Trends ------------------------------------------------------------------------------------------


def test_a_register_series_needs_three_figures_and_pools_what_is_known_of_movement():
    about = definition(error=RegisterError(movement=MOVEMENT))
    three = series({2017: 84.7, 2018: 86.9, 2019: 87.4})
    assert trend_of(only(three[:2], about), about) is None
    assert trend_of(only(three, about), about) == register_trend(
        np.array([2017.0, 2018, 2019]),
        np.array([84.7, 86.9, 87.4]),
        rounding=0.1,
        known=KnownMovement(1.65, 10),
    )


def test_a_survey_with_known_errors_needs_two_figures():
    """Variance of a share p on n answers with design effect d, and of whole per cents: 1/12."""
    about = definition(error=SurveyError(design_effect=2.0), rounded_to=1)
    two = (observation(2017, 10.0, base=1000), observation(2020, 10.0, lower=8.0, upper=12.0))
    adjusted = (0.1 * 500 + 2) / 504
    variances = np.array([adjusted * (1 - adjusted) / 504 * 1e4 + 1 / 12, (2 / Z) ** 2 + 1 / 12])
    expected = survey_trend(np.array([2017.0, 2020]), np.array([10.0, 10.0]), variances)
    found = trend_of(only(two, about), about)
    assert found is not None
    assert (found.lower, found.slope, found.upper) == pytest.approx(
        (expected.lower, expected.slope, expected.upper)
    )


def test_a_survey_where_one_error_is_unknown_is_treated_as_a_register():
    about = definition(error=SurveyError())
    figures_of = series({2014: 8.0, 2017: 11.0, 2020: 9.0})
    known = (observation(2014, 8.0, base=1000), *figures_of[1:])
    plain = register_trend(np.array([2014.0, 2017, 2020]), np.array([8.0, 11, 9]), rounding=0.1)
    assert trend_of(only(known, about), about) == plain
    assert trend_of(only(known[:2], about), about) is None


def test_one_figure_has_no_trend_however_sure_it_is():
    about = definition(error=SurveyError())
    assert trend_of(only((observation(2017, 10.0, base=9000),), about), about) is None


# Intervals ---------------------------------------------------------------------------------------


def drawn_intervals(observations, about) -> list[tuple[float | None, float | None, IntervalBasis]]:
    return [
        (item.lower, item.upper, item.interval_basis) for item in figures(only(observations, about), about)
    ]


def test_a_figure_keeps_what_it_was():
    item = observation(2017, 10.0, base=17669, lower=9.5, upper=10.5)
    assert figures(only((item,), definition()), definition()) == (
        Figure(
            period=Period.of_year(2017),
            value=10.0,
            lower=9.5,
            upper=10.5,
            interval_basis=IntervalBasis.SOURCE,
            base=17669,
            origin=Origin.OFFICIAL,
            published=date(2017, 9, 25),
        ),
    )


def test_the_lowest_and_highest_that_a_figure_can_be_are_no_margin_of_error():
    item = observation(2017, 87.9, base=6969, lower=86.9, upper=88.3)
    about = definition(error=RegisterError(bounds=True))
    assert drawn_intervals((item,), about) == [(86.9, 88.3, IntervalBasis.BOUNDS)]


def test_a_survey_figure_has_wilsons_interval_on_its_effective_answers_widened_for_rounding():
    about = definition(error=SurveyError(design_effect=1.5), rounded_to=1)
    lower, upper = wilson(0.1, 17669 / 1.5)
    rounding = Z / np.sqrt(12)
    assert drawn_intervals((observation(2017, 10.0, base=17669),), about) == [
        (
            pytest.approx(10 - np.hypot(10 - 100 * lower, rounding)),
            pytest.approx(10 + np.hypot(100 * upper - 10, rounding)),
            IntervalBasis.SAMPLING,
        )
    ]


def test_a_register_figure_moves_by_the_known_movement_until_it_has_a_trend_of_its_own():
    about = definition(error=RegisterError(movement=MOVEMENT))
    half = peer.t.ppf(0.975, 10) * 1.65
    assert drawn_intervals(series({2018: 50.0, 2019: 51.0}), about) == [
        (pytest.approx(50 - half), pytest.approx(50 + half), IntervalBasis.MOVEMENT),
        (pytest.approx(51 - half), pytest.approx(51 + half), IntervalBasis.MOVEMENT),
    ]
    pooled = peer.t.ppf(0.975, 11) * np.sqrt(10 / 11) * 1.65
    assert drawn_intervals(series({2018: 50.0, 2019: 51.0, 2020: 52.0}), about)[0] == (
        pytest.approx(50 - pooled),
        pytest.approx(50 + pooled),
        IntervalBasis.MOVEMENT,
    )


def test_an_interval_never_leaves_what_the_unit_can_be():
    about = definition(error=RegisterError(movement=MOVEMENT))
    assert drawn_intervals((observation(2018, 0.0),), about)[0][0] == 0.0
    assert drawn_intervals((observation(2018, 100.0),), about)[0][1] == 100.0
    index = definition(
        error=RegisterError(movement=MOVEMENT), unit=Unit(measure=Measure.INDEX, label=sv("index"))
    )
    lower, _, _ = drawn_intervals((observation(2018, 0.0),), index)[0]
    assert lower is not None
    assert lower < 0


@pytest.mark.parametrize(
    ("figure", "about"),
    [
        (observation(2018, 50.0), definition()),
        (observation(2018, 50.0), definition(error=SurveyError())),
        (observation(2018, 50.0, base=0), definition(error=SurveyError())),
        (
            observation(2018, 50.0, base=1000),
            definition(error=SurveyError(), unit=Unit(measure=Measure.COUNT, label=sv("personer"))),
        ),
        (
            observation(2018, 50.0),
            definition(error=RegisterError(movement=Movement(sd=1, df=2, source=sv("två")))),
        ),
    ],
    ids=["register alone", "survey without answers", "no answers", "a count", "too few degrees of freedom"],
)
def test_where_nothing_is_known_there_is_no_interval(figure, about):
    assert drawn_intervals((figure,), about) == [(None, None, IntervalBasis.NONE)]


def test_a_short_register_series_without_known_movement_has_no_intervals():
    """Five figures leave three degrees of freedom, four leave two."""
    values = {2014: 50.0, 2015: 52.0, 2016: 51.0, 2017: 53.0, 2018: 52.0}
    assert {item[2] for item in drawn_intervals(series(values), definition())} == {IntervalBasis.MOVEMENT}
    del values[2014]
    assert {item[2] for item in drawn_intervals(series(values), definition())} == {IntervalBasis.NONE}


def test_a_register_share_with_a_base_and_nothing_else_has_wilsons_interval():
    lower, upper = wilson(0.5, 100)
    (found,) = drawn_intervals((observation(2018, 50.0, base=100),), definition())
    assert found == (
        pytest.approx(50 - np.hypot(50 - 100 * lower, Z * 0.1 / np.sqrt(12))),
        pytest.approx(50 + np.hypot(100 * upper - 50, Z * 0.1 / np.sqrt(12))),
        IntervalBasis.CHANCE,
    )
