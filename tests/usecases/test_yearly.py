"""Observations by year: one figure a year, breaks between definitions, sampling variances of surveys."""

from fardplan.forecast.series import YearlySeries
from fardplan.indicators.definition import SeriesBreak, SurveyError
from fardplan.roadmap.series import stretches
from fardplan.stats.share import sampling_variance
from fardplan.usecases.yearly import yearly_series
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Measure
from tests.builders import CITY, definition, observation, series, sv


def by_year(observations, of=None):
    of = of or definition()
    return yearly_series(stretches(observations, of, CITY), of)


def test_a_school_year_is_the_year_it_ends_in():
    assert by_year(series({"2015/16": 80, "2016/17": 82})) == YearlySeries(
        "andel", Measure.SHARE, (2016, 2017), (80, 82)
    )


def test_terms_keep_the_part_of_the_year_of_the_latest():
    terms = {"2016-VT": 70, "2016-HT": 80, "2017-VT": 71, "2018-HT": 83, "2019-VT": 73}
    assert by_year(series(terms)) == YearlySeries("andel", Measure.SHARE, (2016, 2017, 2019), (70, 71, 73))


def test_years_before_school_years_are_left_out():
    assert by_year(series({2014: 60, 2015: 61, "2016/17": 82, "2017/18": 83})).years == (2017, 2018)


def test_breaks_are_told_by_the_first_year_that_has_a_figure():
    of = definition(breaks=(SeriesBreak(first=Period.of_year(2015), text=sv("Ny mätning")),))
    found = by_year(series({2013: 60, 2014: 61, 2016: 82}), of)
    assert (found.years, found.breaks) == ((2013, 2014, 2016), (2016,))
    assert by_year(series({2016: 82, 2017: 83}), of).breaks == ()


def test_a_survey_carries_its_sampling_variances():
    of = definition(error=SurveyError(design_effect=1.5), rounded_to=1)
    asked = [observation(2017, 20, base=900), observation(2018, 22, lower=19, upper=25)]
    found = by_year(asked, of)
    assert found.sampling_variances is not None
    assert found.sampling_variances[0] == sampling_variance(0.2, 600) * 100**2 + 1 / 12
    assert abs(found.sampling_variances[1] - ((3 / 1.959964) ** 2 + 1 / 12)) < 1e-6


def test_a_survey_with_an_unknown_error_is_taken_as_it_stands():
    of = definition(error=SurveyError())
    assert by_year([observation(2017, 20, base=900), observation(2018, 22)], of).sampling_variances is None


def test_only_the_stretch_with_an_unknown_error_is_taken_as_it_stands():
    of = definition(
        error=SurveyError(), breaks=(SeriesBreak(first=Period.of_year(2018), text=sv("Ny mätning")),)
    )
    found = by_year([observation(2017, 20), observation(2018, 22, base=900)], of)
    assert found.sampling_variances is not None
    assert found.sampling_variances[0] == 0
    assert found.sampling_variances[1] > 0


def test_a_register_has_no_sampling_error():
    assert by_year([observation(2018, 22, base=900)]).sampling_variances is None
