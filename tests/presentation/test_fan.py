"""The forecast in a line chart: never joined to what cannot be compared, never taken for an outcome."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from fardplan.presentation.charts import Break, Drawing, Fan, FanYear, LineChart, Series, line_chart
from fardplan.presentation.charts.traces import traced
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.status import Target
from fardplan.vocabulary.text import Language
from tests.presentation.charts import line, line_charts, parsed, path_places, series, texts, with_class, year

many = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)

AHEAD = Fan(
    (
        FanYear(2018, 8.1, (7.2, 9.0), (6.5, 9.9)),
        FanYear(2019, 8.2, (6.9, 9.6), (6.0, 11.0)),
        FanYear(2020, 8.25, (6.6, 10.2), (5.4, 12.1)),
    )
)
HISTORY: dict[int, float | None] = {2015: 9.4, 2016: 9.0, 2017: 8.0}


def drawn(chart: LineChart, language: Language = "en") -> Drawing:
    return line_chart(chart, language, id="c")


def test_the_fan_starts_in_the_last_figure_and_is_told_in_words_and_rows() -> None:
    found = drawn(line(HISTORY, fan=AHEAD))
    root = parsed(found.svg)
    (dashed,) = with_class(root, "c-forecast")
    outer, inner = with_class(root, "c-fan")
    last = with_class(root, "c-dot")[-1]
    start = (float(last.get("cx") or 0), float(last.get("cy") or 0))
    assert [next(iter(path_places(item.get("d") or ""))) for item in (dashed, outer, inner)] == [start] * 3
    assert [item.get("fill") for item in (outer, inner)] == ["url(#c-outer)", "url(#c-inner)"]
    assert {"if nothing new is done", "2020", "8.0"} <= set(texts(root))
    assert found.description == (
        "From 9.4\u00a0per cent in 2015 to 8.0\u00a0per cent in 2017. The broken line and the pale field are "
        "a forecast of what the figures will show if nothing new is done: 8.3\u00a0per cent in 2020, in four "
        "cases of five between 6.6 and 10.2."
    )
    assert found.table.header == (
        "Period",
        "Per cent",
        "95 per cent interval",
        "80 per cent interval",
        "Remark",
    )
    assert found.table.rows == (
        ("2015", "9.4", "", "", ""),
        ("2016", "9.0", "", "", ""),
        ("2017", "8.0", "", "", ""),
        ("2018", "8.1", "6.5 to 9.9", "7.2 to 9.0", "forecast, no outcome"),
        ("2019", "8.2", "6.0 to 11.0", "6.9 to 9.6", "forecast, no outcome"),
        ("2020", "8.3", "5.4 to 12.1", "6.6 to 10.2", "forecast, no outcome"),
    )
    assert found.notes == (
        "The forecast goes on as the figures have moved so far and knows of no new measures. The outcome is "
        "meant to land in its darker field four times of five, in the whole field nineteen times of twenty.",
    )


def test_the_swedish_reader_meets_no_english() -> None:
    found = drawn(line(HISTORY, fan=AHEAD), "sv")
    assert "om inget nytt görs" in texts(parsed(found.compact))
    assert found.table.rows[-1] == ("2020", "8,3", "5,4 till 12,1", "6,6 till 10,2", "prognos, inget utfall")


def test_a_forecast_of_made_up_figures_is_made_up() -> None:
    simulated = (Series("Staden", series(HISTORY, origin=Origin.SIMULATED)),)
    found = drawn(line({}, series=simulated, fan=AHEAD))
    assert found.description.endswith("between 6.6 and 10.2. It rests on simulated figures.")
    assert found.table.rows[-1][-1] == "forecast, no outcome, simulated"
    (hatched,) = [item for item in parsed(found.svg).iter() if item.get("fill") == "url(#c-hatch)"]
    (dashed,) = with_class(parsed(found.svg), "c-forecast")
    ends = [x for x, _ in path_places(dashed.get("d") or "")]
    left = float(hatched.get("x") or 0)
    assert left < ends[0] < ends[-1] <= left + float(hatched.get("width") or 0) + 0.1


def test_no_forecast_goes_past_a_break_that_is_known_to_come() -> None:
    found = drawn(line(HISTORY, fan=AHEAD, breaks=(Break(year(2019), "Nytt"),)))
    assert [row[0] for row in found.table.rows] == ["2015", "2016", "2017", "2018"]
    at_once = drawn(line(HISTORY, fan=AHEAD, breaks=(Break(year(2018), "Nytt"),)))
    assert at_once == drawn(line(HISTORY, breaks=(Break(year(2018), "Nytt"),)))


def test_without_a_figure_there_is_nothing_to_go_on_from() -> None:
    assert drawn(line({}, fan=AHEAD)) == drawn(line({}))


def test_target_and_forecast_both_find_room_on_the_axis() -> None:
    found = drawn(line(HISTORY, fan=AHEAD, target=Target(level=40.0, year=2026, decision="KF")))
    (ring,) = with_class(parsed(found.svg), "c-ring")
    assert {"2026", "40", "target 2026"} <= set(texts(parsed(found.svg)))
    assert float(ring.get("cy") or 0) < 80


def test_a_forecast_of_several_series_is_refused() -> None:
    two = (Series("a", series(HISTORY)), Series("b", series(HISTORY)))
    with pytest.raises(ValueError, match="a forecast stands with one series, not 2"):
        drawn(line({}, series=two, fan=AHEAD))


@many
@given(line_charts())
def test_what_is_forecast_lies_after_every_figure_and_before_every_later_break(chart: LineChart) -> None:
    found = traced(chart)
    for one in found.fan:
        assert one.year > found.points[-1].at
        assert not any(
            found.points[-1].start < item.first.start and item.first.position <= one.year
            for item in chart.breaks
        )
    assert all(later.year > earlier.year for earlier, later in pairwise(found.fan))


@many
@given(line_charts())
def test_every_year_ahead_has_a_row_that_says_so(chart: LineChart) -> None:
    found = traced(chart)
    rows = [row for row in drawn(chart).table.rows if "forecast, no outcome" in row[-1]]
    assert [row[0] for row in rows] == [str(one.year) for one in found.fan]
