"""Which observations a chart shows."""

from datetime import date

from fardplan.portal.contents import Contents
from fardplan.portal.figures import Shown, groups, history, places
from fardplan.publishing.publication import PublishedBreak
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import IntervalBasis
from tests.portal.sample import DISTRICT_CODES, PEOPLE, figure, indicator, observation, publication, text

NAME = text("Mått", "Measure")


def drawn(*found: Observation, **changes: object) -> Shown | None:
    """The districts' chart of a lone indicator with the figures found."""
    lone = publication(
        milestones=(), indicators=(indicator("matt", NAME, **changes),), cleared=Cleared(found)
    )
    return places(Contents(lone), lone.indicators[0], "en", id="places")


def districts(period: int, *values: float | None, **changes: object) -> list[Observation]:
    pairs = zip(DISTRICT_CODES, values, strict=False)
    return [observation("matt", period, value, area=area, **changes) for area, value in pairs]


def test_the_city_is_the_line_that_districts_are_seen_against() -> None:
    shown = drawn(*districts(2018, 40.0, 50.0), observation("matt", 2018, 44.0))
    assert shown is not None
    assert "Björkvik: 44.0\u00a0per cent." in shown.drawing.description


def test_without_a_figure_for_the_city_in_that_period_there_is_no_line() -> None:
    shown = drawn(*districts(2018, 40.0, 50.0), observation("matt", 2017, 44.0))
    assert shown is not None
    assert "Björkvik" not in shown.drawing.description


def test_a_district_is_not_compared_with_the_citys_number_of_people() -> None:
    shown = drawn(*districts(2018, 40.0, 50.0), observation("matt", 2018, 90.0), unit=PEOPLE, rounded_to=1)
    assert shown is not None
    assert "Björkvik" not in shown.drawing.description


def test_one_district_is_no_comparison() -> None:
    assert drawn(*districts(2018, 40.0, None)) is None
    assert drawn(*districts(2017, 40.0, 41.0), *districts(2018, 40.0)) is not None


def test_an_earlier_period_is_shown_until_a_break_parts_them() -> None:
    found = (*districts(2017, 30.0, 31.0), *districts(2018, 40.0, 50.0))
    change = PublishedBreak(first=Period.of_year(2018), text=text("Nytt."), areas=())
    with_earlier, without = drawn(*found), drawn(*found, breaks=(change,))
    assert with_earlier is not None
    assert without is not None
    assert "2017" in "".join(with_earlier.drawing.table.header)
    assert "2017" not in "".join(without.drawing.table.header)


def test_origins_and_sources_are_those_of_what_is_shown() -> None:
    shown = drawn(
        *districts(2018, 40.0, 50.0, origin=Origin.OWN_CALCULATION, source="Vår"),
        *districts(2016, 40.0, origin=Origin.OFFICIAL, source="Annan"),
    )
    assert shown is not None
    assert (shown.origins, shown.simulated) == ("own calculation", False)
    assert [line.source for line in shown.sources] == ["Vår"]


def test_sources_are_named_once_with_the_address_and_day_of_the_newest() -> None:
    first, second = districts(2018, 40.0, 50.0)
    shown = drawn(first, second)
    assert shown is not None
    assert [(line.source, line.last) for line in shown.sources] == [
        ("Björkviks statistik", "25\u00a0September 2018")
    ]
    assert first.provenance.published == date(2018, 9, 25)


def test_an_indicator_without_figures_has_no_chart() -> None:
    lone = publication(milestones=(), indicators=(indicator("matt", NAME),), cleared=Cleared(()))
    assert history(Contents(lone), lone.indicators[0], "sv", id="x") is None


def test_the_lowest_and_highest_that_a_figure_can_be_are_not_called_a_95_per_cent_interval() -> None:
    whole = observation("matt", 2018, 87.9, lower=86.9, upper=88.3)
    parts = [
        observation("matt", 2018, value, lower=value - 1, upper=value + 1, group=Group((("provider", code),)))
        for code, value in (("municipal", 87.0), ("independent", 92.0))
    ]
    for basis, word in (
        (IntervalBasis.BOUNDS, "Lowest and highest"),
        (IntervalBasis.SOURCE, "95 per cent interval"),
    ):
        known = (figure(whole).model_copy(update={"interval_basis": basis}),)
        lone = publication(
            milestones=(),
            indicators=(indicator("matt", NAME, intervals=known),),
            cleared=Cleared((whole, *parts)),
        )
        contents = Contents(lone)
        of_all = history(contents, lone.indicators[0], "en", id="history")
        of_groups = groups(contents, lone.indicators[0], "en", id="groups")
        assert of_all is not None
        assert of_groups is not None
        assert word in of_all.drawing.table.header
        assert word in of_groups.drawing.table.header
