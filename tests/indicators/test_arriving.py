"""Figures that arrive: every check, on figures that are right and on figures that are not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.forecast.fan import ForecastFan
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.series import YearlySeries
from fardplan.indicators.arriving import check_arriving
from fardplan.indicators.definition import Movement, RegisterError, SeriesBreak
from fardplan.vocabulary.check import Checked, CheckName, Severity
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Measure, Unit
from tests.builders import CITY, WOMEN, definition, observation, series, sv

SHARE = definition()
COUNT = definition(unit=Unit(measure=Measure.COUNT, label=sv("personer")), rounded_to=1.0)
MEN = Group.parse("sex=M")
BEFORE = series({2020: 81.0, 2021: 82.0, 2022: 83.0})


def found(before: tuple[Observation, ...], after: tuple[Observation, ...], **more: object) -> list[tuple]:
    checks = check_arriving(SHARE, before, after, **more)  # type: ignore[arg-type]
    return [(item.name, item.severity, item.text.en, item.cells) for item in checks]


def test_one_more_year_is_nothing_to_tell_of() -> None:
    assert found(BEFORE, (*BEFORE, observation(2023, 84.0)), asked=[CITY]) == []


def test_figures_of_a_new_indicator_have_nothing_to_differ_from() -> None:
    assert found((), BEFORE, asked=[CITY]) == []


def test_a_revised_figure_is_told_with_what_it_was() -> None:
    after = series({2020: 81.0, 2021: 82.4, 2022: 83.0})

    assert found(BEFORE, after) == [
        (
            CheckName.REVISED,
            Severity.NOTE,
            "A figure that was known has been revised: 82.4 (0180, 2021; it was 82.0).",
            1,
        )
    ]


def test_the_same_is_told_in_swedish() -> None:
    [check] = check_arriving(SHARE, BEFORE, series({2020: 81.2, 2021: 82.4, 2022: 83.0}))

    assert check.text.sv == (
        "2 siffror som var kända har reviderats, den första 81,2 (0180, 2020; den var 81,0)."
    )


@pytest.mark.parametrize("wrong", [100.1, -0.1])
def test_a_share_beyond_what_a_share_can_be_stops(wrong: float) -> None:
    assert found((), series({2022: 83.0, 2023: wrong})) == [
        (
            CheckName.RANGE,
            Severity.STOP,
            f"A figure is outside what it can be: {_told(wrong)} (0180, 2023).",
            1,
        )
    ]


@pytest.mark.parametrize("right", [0.0, 100.0])
def test_the_ends_of_a_share_are_shares(right: float) -> None:
    assert found((), series({2023: right})) == []


def test_a_figure_that_is_gone_stops_whether_its_cell_is_or_not() -> None:
    without = series({2020: 81.0, 2022: 83.0})
    empty = series({2020: 81.0, 2021: None, 2022: 83.0})

    assert (
        found(BEFORE, without)
        == found(BEFORE, empty)
        == [(CheckName.GONE, Severity.STOP, "A figure that was there is no longer: 82.0 (0180, 2021).", 1)]
    )


def test_a_zero_that_is_lost_is_told_by_itself() -> None:
    before = series({2020: 0.0, 2021: 1.0, 2022: 2.0})

    assert found(before, series({2020: None, 2022: 2.0})) == [
        (
            CheckName.ZERO_LOST,
            Severity.STOP,
            "A figure that was 0 is no longer there: 0.0 (0180, 2020). No figure is not the same as 0.",
            1,
        ),
        (CheckName.GONE, Severity.STOP, "A figure that was there is no longer: 1.0 (0180, 2021).", 1),
    ]


def test_a_figure_that_turns_into_zero_stops() -> None:
    names = [name for name, *_ in found(BEFORE, series({2020: 81.0, 2021: 0.0, 2022: 83.0}))]

    assert names == [CheckName.ZEROS, CheckName.JUMP, CheckName.REVISED]


def test_a_revision_larger_than_the_series_moves_stops() -> None:
    """As 57.4 for 87.4: eight times the middlemost change between years is no ordinary revision."""
    assert found(BEFORE, series({2020: 81.0, 2021: 52.0, 2022: 83.0}))[0] == (
        CheckName.JUMP,
        Severity.STOP,
        "52.0 (0180, 2021; it was 82.0) differs from 82.0 (2021) by more than 8.0, which is unusual here.",
        1,
    )


def test_a_new_figure_of_a_short_series_is_held_against_how_it_moves() -> None:
    ordinary = definition(error=RegisterError(movement=Movement(sd=1.5, df=20, source=sv("Tjugo kommuner"))))

    assert found(BEFORE, (*BEFORE, observation(2023, 75.1))) == []
    assert [one[0] for one in found(BEFORE, (*BEFORE, observation(2023, 74.9)))] == [CheckName.JUMP]
    for value, names in ((90.4, []), (90.6, [CheckName.JUMP])):
        checks = check_arriving(ordinary, BEFORE, (*BEFORE, observation(2023, value)))
        assert [one.name for one in checks] == names


def test_what_little_is_known_tells_nothing_and_says_so() -> None:
    before = series({2020: 81.0, 2021: 82.0})

    assert found(before, (*before, observation(2022, 20.0))) == [
        (
            CheckName.UNTOLD,
            Severity.NOTE,
            "Too little is known to tell whether a figure is unusual: 20.0 (0180, 2022).",
            1,
        )
    ]


def test_a_figure_is_not_held_against_those_before_a_new_definition() -> None:
    broken = definition(breaks=(SeriesBreak(first=Period.of_year(2023), text=sv("Ny metod")),))
    checks = check_arriving(broken, BEFORE, (*BEFORE, observation(2023, 40.0)))

    assert [one.name for one in checks] == [CheckName.UNTOLD]


def test_a_period_in_which_everybody_has_zero_stops_and_single_zeros_do_not() -> None:
    """As a source answers for divisions that did not exist then."""
    areas = [
        replace(item, area=f"R{number}") for number in range(3) for item in series({2021: 0.0, 2022: 9.0})
    ]
    single = [*areas[1:], observation(2021, 4.0, area="R0"), *areas[:0]]

    assert found((), tuple(areas)) == [
        (
            CheckName.ZEROS,
            Severity.STOP,
            "3 figures are 0 that may stand for no figure, the first 0.0 (R0, 2021).",
            3,
        )
    ]
    assert found((), tuple(single)) == []
    assert found((), tuple(areas[:4])) == []


def test_an_area_that_was_asked_for_and_has_no_figures_is_told() -> None:
    lone = (*series({2022: 83.0}), observation(2022, None, area="0127"))

    assert found((), lone, asked=[CITY, "0127", "1480"]) == [
        (CheckName.AREAS, Severity.WARNING, "The source has no figures of 2 areas: 0127, 1480.", 2)
    ]


def test_a_share_of_all_lies_between_those_of_women_and_men() -> None:
    """In the panel of 290 municipalities some do not: pupils whose sex is not told, or rounding."""
    sexes = (observation(2017, 95.0, group=WOMEN), observation(2017, 95.1, group=MEN))

    assert found((), (observation(2017, 95.2), *sexes)) == []
    assert found((), (observation(2017, 96.2), *sexes)) == [
        (
            CheckName.PARTS,
            Severity.WARNING,
            "A figure of all does not agree with those of women and men: 96.2 (0180, 2017).",
            1,
        )
    ]


@pytest.mark.parametrize(("whole", "agrees"), [(30.0, True), (31.0, True), (32.0, False), (28.0, False)])
def test_counts_of_women_and_men_add_up_to_all(whole: float, agrees: bool) -> None:
    counts = (
        observation(2017, whole),
        observation(2017, 10.0, group=WOMEN),
        observation(2017, 20.0, group=MEN),
    )

    names = [item.name for item in check_arriving(COUNT, (), counts)]
    assert names == ([] if agrees else [CheckName.PARTS])


def test_a_hidden_part_is_no_part_to_compare_with() -> None:
    hidden = observation(2017, None, group=MEN, status=Status.SUPPRESSED)

    assert found((), (observation(2017, 96.2), observation(2017, 95.0, group=WOMEN), hidden)) == []


YEARS = range(2013, 2023)
STEADY = YearlySeries("andel", Measure.SHARE, tuple(YEARS), tuple(80 + 0.3 * (year % 3) for year in YEARS))


def test_a_figure_outside_the_forecast_stops_and_one_inside_does_not() -> None:
    fan = forecast_one(STEADY, 2)
    assert isinstance(fan, ForecastFan)
    before = series(dict(zip(STEADY.years, STEADY.values, strict=True)))
    band = fan.interval(0.99)
    low, high = float(band.lower[0]), float(band.upper[0])

    assert found(before, (*before, observation(2023, low + 0.05)), fans={CITY: fan}) == []
    far = (*before, observation(2023, high + 3))
    [(name, severity, text, cells)] = found(before, far, fans={CITY: fan})
    assert (name, severity, cells) == (CheckName.JUMP, Severity.STOP, 1)
    assert text == (
        f"{high + 3:.1f} (0180, 2023) lies outside {low:.1f} to {high:.1f}, where the next figure of a "
        "series like this falls 99 times of 100."
    )


@given(st.dictionaries(st.integers(2000, 2023), st.none() | st.floats(0, 100), max_size=8))
def test_what_has_not_changed_is_nothing_to_tell_of(values: dict[int, float | None]) -> None:
    same = series(values)

    assert found(same, same) == []


@given(
    st.dictionaries(st.integers(2000, 2010), st.none() | st.floats(0, 100), max_size=8),
    st.dictionaries(st.integers(2000, 2010), st.none() | st.floats(0, 100), max_size=8),
)
def test_every_figure_that_was_there_is_kept_revised_or_told_to_be_gone(
    before: dict[int, float | None], after: dict[int, float | None]
) -> None:
    told: dict[CheckName, Checked] = {
        item.name: item for item in check_arriving(SHARE, series(before), series(after))
    }
    had = {year: value for year, value in before.items() if value is not None}
    kept = {year for year, value in had.items() if after.get(year) == value}
    counted = sum(told[name].cells for name in (CheckName.ZERO_LOST, CheckName.GONE) if name in told)
    revised = told[CheckName.REVISED].cells if CheckName.REVISED in told else 0

    assert len(had) == len(kept) + counted + revised


def _told(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")


def wide(widths: dict[int, float], **changes: object) -> tuple[Observation, ...]:
    """Figures of 50 with intervals of these widths."""
    return tuple(
        observation(year, 50.0, lower=50.0 - width / 2, upper=50.0 + width / 2, **changes)
        for year, width in widths.items()
    )


def intervals(before: tuple[Observation, ...], after: tuple[Observation, ...]) -> list[str]:
    checks = check_arriving(SHARE, before, after)
    told = [item for item in checks if item.name is CheckName.INTERVAL]
    assert {item.severity for item in told} <= {Severity.STOP}
    return [item.text.en for item in told]


NOTHING = (
    "A figure has an interval that tells nearly nothing, or is far wider than the others: "
    "50.0 (0180, {year})."
)


def test_an_interval_of_more_than_half_of_what_a_share_can_be_stops() -> None:
    assert intervals((), wide({2022: 50.0})) == []
    assert intervals((), wide({2022: 50.1})) == [NOTHING.format(year=2022)]
    assert intervals((), wide({2021: 60.0, 2022: 60.0})) == [
        "2 figures have intervals that tell nearly nothing, or are far wider than the others, the first "
        "50.0 (0180, 2021)."
    ]


def test_an_interval_far_wider_than_the_others_of_its_series_stops() -> None:
    usual = {2018: 4.0, 2019: 4.0, 2020: 4.0, 2021: 4.0}
    assert intervals((), wide({**usual, 2022: 20.0})) == []
    assert intervals((), wide({**usual, 2022: 20.1})) == [NOTHING.format(year=2022)]
    assert intervals((), wide({2020: 4.0, 2021: 4.0, 2022: 20.1})) == []
    women = wide({2022: 20.1}, group=WOMEN)
    assert intervals((), (*wide(usual), *women)) == []
    assert intervals((), wide({2018: 0.0, 2019: 0.0, 2020: 0.0, 2021: 1.0})) == []


def test_an_interval_that_was_there_before_is_not_told_again() -> None:
    known = wide({2022: 60.0})
    assert intervals(known, known) == []
    assert intervals(known, wide({2022: 61.0})) == [NOTHING.format(year=2022)]
    without = series({2022: 50.0})
    assert intervals(without, known) == [NOTHING.format(year=2022)]


def test_of_a_count_no_width_is_too_much_by_itself() -> None:
    checks = check_arriving(COUNT, (), wide({2022: 90.0}))
    assert [item.name for item in checks] == []
