"""A definition that contradicts itself cannot be built."""

import pytest
from pydantic import ValidationError

from fardplan.indicators.definition import Movement, RegisterError, SeriesBreak, SurveyError
from fardplan.indicators.source import Source
from fardplan.vocabulary.period import Period
from tests.builders import definition, sv


def problems(build) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        build()
    return [item["msg"] for item in refused.value.errors()]


def series_break(first: str) -> SeriesBreak:
    return SeriesBreak(first=Period.parse(first), text=sv("Ny definition"))


def test_a_definition_names_a_source():
    assert problems(lambda: definition(sources=())) == ["Value error, the indicator 'andel' names no source"]


def test_breaks_stand_in_order_of_time():
    assert definition(breaks=(series_break("2012"), series_break("2012"), series_break("2017"))).breaks
    assert problems(lambda: definition(breaks=(series_break("2017"), series_break("2012")))) == [
        "Value error, the breaks of 'andel' are not in order of time"
    ]


@pytest.mark.parametrize(
    "build",
    [
        lambda: definition(rounded_to=0),
        lambda: definition(key="Andel"),
        lambda: SurveyError(design_effect=0),
        lambda: Movement(sd=0, df=1, source=sv("källa")),
        lambda: Movement(sd=1, df=0, source=sv("källa")),
        lambda: Source(key="kolada", name="Kolada"),
    ],
)
def test_numbers_and_names_keep_within_their_range(build):
    assert len(problems(build)) == 1


def test_the_kind_of_error_is_told_apart_when_it_is_read():
    plain = definition(error=SurveyError(design_effect=1.5)).model_dump(mode="json")
    assert definition(**plain).error == SurveyError(design_effect=1.5)
    plain = definition().model_dump(mode="json")
    assert definition(**plain).error == RegisterError()
