"""Laws of every drawing: well formed, inside its frame, themed by classes alone, told in words."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.presentation.charts import (
    Break,
    DotChart,
    DotRow,
    Drawing,
    LineChart,
    MapChart,
    Point,
    Series,
    Sparkline,
    Table,
    development_mark,
    dot_chart,
    line_chart,
    map_chart,
    point_of,
    points_of,
    sparkline,
    verdict_mark,
)
from fardplan.presentation.charts.svg import num
from fardplan.presentation.charts.text_width import text_width
from fardplan.presentation.charts.traces import traced
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Development, Direction, Target, Verdict
from fardplan.vocabulary.text import LANGUAGES, Language
from fardplan.vocabulary.unit import PERCENT
from tests.builders import observation
from tests.presentation.charts import (
    PEOPLE,
    SVG,
    dot_charts,
    line,
    line_charts,
    map_charts,
    parsed,
    path_places,
    places,
    series,
    sparklines,
    texts,
    with_class,
    year,
)
from tests.publishing.publications import figure

DRAW: dict[type, Callable[..., Drawing]] = {
    LineChart: line_chart,
    DotChart: dot_chart,
    MapChart: map_chart,
    Sparkline: sparkline,
}
charts = st.one_of(line_charts(), dot_charts(), map_charts(), sparklines())
languages = st.sampled_from(LANGUAGES)
many = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)

ALLOWED = {
    "svg": {"class", "viewBox", "role", "aria-labelledby"},
    "title": {"id"},
    "desc": {"id"},
    "text": {"class", "x", "y", "text-anchor"},
    "path": {"class", "d", "fill"},
    "circle": {"class", "cx", "cy", "r", "fill"},
    "rect": {"class", "x", "y", "width", "height", "fill"},
    "defs": set(),
    "linearGradient": {"class", "id"},
    "stop": {"class", "offset"},
    "pattern": {"id", "width", "height", "patternUnits"},
}
"""Elements and attributes that a drawing is made of: none can carry a style, a script or an address."""


def drawn(chart: Any, language: Language = "sv", id: str = "c") -> Drawing:
    return DRAW[type(chart)](chart, language, id=id)


@many
@given(charts, languages)
def test_a_drawing_is_well_formed_and_themed_by_classes_alone(chart: Any, language: Language) -> None:
    drawing = drawn(chart, language)
    for svg in {drawing.svg, drawing.compact}:
        root = parsed(svg)
        for item in root.iter():
            tag = item.tag.removeprefix(SVG)
            assert set(item.attrib) <= ALLOWED[tag]
        fills = {fill for item in root.iter() if (fill := item.get("fill"))}
        kinds = ("pattern", "linearGradient")
        own = {f"url(#{item.get('id')})" for kind in kinds for item in root.iter(f"{SVG}{kind}")}
        assert fills <= own


@many
@given(charts, languages)
def test_a_drawing_says_what_it_is(chart: Any, language: Language) -> None:
    drawing = drawn(chart, language)
    for svg in {drawing.svg, drawing.compact}:
        root = parsed(svg)
        title, description = root[0], root[1]
        assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert (title.text, description.text) == (chart.title, drawing.description)
    assert drawing.description.strip().endswith(".")


@many
@given(charts)
def test_no_identity_stands_twice_on_a_page(chart: Any) -> None:
    if isinstance(chart, Sparkline):
        pages = [drawn(chart, id="a").svg, drawn(chart, id="b").svg]
    else:
        pages = [drawn(chart, id="a").markup, drawn(chart, id="b").markup]
    found = re.findall(r' id="([^"]+)"', "".join(pages))
    assert len(found) == len(set(found))


@many
@given(charts, languages)
def test_everything_lies_inside_the_frame(chart: Any, language: Language) -> None:
    drawing = drawn(chart, language)
    for svg in {drawing.svg, drawing.compact}:
        root = parsed(svg)
        _, _, width, height = map(float, (root.get("viewBox") or "").split())
        outside = [
            (x, y) for x, y in places(root) if not (-0.1 <= x <= width + 0.1 and -0.1 <= y <= height + 0.1)
        ]
        assert outside == []


@many
@given(charts, languages)
def test_every_text_fits_the_frame_by_its_measured_width(chart: Any, language: Language) -> None:
    """A browser has the last word; see the browser tests."""
    drawing = drawn(chart, language)
    for svg in {drawing.svg, drawing.compact}:
        root = parsed(svg)
        frame = float((root.get("viewBox") or "").split()[2])
        assert [text for text, left, right in spans(root) if left < -0.5 or right > frame + 0.5] == []


def spans(root: Any) -> list[tuple[str, float, float]]:
    found = []
    sizes = (12.5, 15) if root.get("viewBox").startswith("0 0 360 ") else (13, 16)
    for item in root.iter(f"{SVG}text"):
        words, x = item.text or "", float(item.get("x"))
        size = sizes["c-value" in item.get("class")]
        width = text_width(words, size)
        left = x - {"middle": width / 2, "end": width}.get(item.get("text-anchor"), 0.0)
        found.append((words, left, left + width))
    return found


@many
@given(charts, languages)
def test_a_drawing_is_small_and_the_same_every_time(chart: Any, language: Language) -> None:
    drawing = drawn(chart, language)
    assert drawing == drawn(chart, language)
    assert max(len(gzip.compress(svg.encode())) for svg in (drawing.svg, drawing.compact)) <= 8192


@many
@given(charts, languages)
def test_every_row_of_the_table_has_all_its_cells(chart: Any, language: Language) -> None:
    table = drawn(chart, language).table
    assert {len(row) for row in table.rows} <= {len(table.header)}


@many
@given(line_charts())
def test_no_line_crosses_a_break_a_gap_or_into_simulation(chart: LineChart) -> None:
    found = traced(chart)
    for trace, given_series in zip(found.traces, chart.series, strict=True):
        assert [item for run in trace.runs for item in run] == list(trace.known)
        empty = [point.period.position for point in given_series.points if point.value is None]
        for run in trace.runs:
            assert len({item.simulated for item in run}) == 1
            for one, other in pairwise(run):
                assert not found.broken_between(one.start, other.start)
                assert not any(one.at < gap < other.at for gap in empty)


@many
@given(line_charts())
def test_every_figure_has_its_dot(chart: LineChart) -> None:
    drawing = drawn(chart)
    known = [point for one in chart.series for point in one.points if point.value is not None]
    for svg in (drawing.svg, drawing.compact):
        assert len(with_class(parsed(svg), "c-dot")) == len(known)


@many
@given(line_charts())
def test_made_up_figures_are_hatched_and_called_so(chart: LineChart) -> None:
    made_up = any(
        point.origin is Origin.SIMULATED and point.value is not None
        for one in chart.series
        for point in one.points
    )
    drawing = drawn(chart)
    for svg in (drawing.svg, drawing.compact):
        root = parsed(svg)
        assert bool(list(root.iter(f"{SVG}rect"))) == made_up
        assert ("Simulerat" in texts(root)) == made_up


@many
@given(dot_charts())
def test_rows_fall_by_value_and_those_without_one_stand_last(chart: DotChart) -> None:
    drawing = drawn(chart)
    by_name = {row.name: row for row in chart.rows}
    rows = [by_name[row[0]] for row in drawing.table.rows if row[0] in by_name]
    assert sorted(row.name for row in rows) == sorted(by_name)
    values = [row.value for row in rows]
    known = [value for value in values if value is not None]
    assert values == [*sorted(known, reverse=True), *[None] * (len(values) - len(known))]
    for one, other in pairwise(rows):
        if one.value == other.value:
            assert one.name < other.name


SEVEN = {2007: 8.99, 2008: 8.67, 2009: 9.62, 2010: 8.94, 2011: 8.41, 2012: 8.68, 2013: 8.42}


def test_the_words_of_a_line_chart() -> None:
    drawing = drawn(line(SEVEN))
    assert drawing.title == "Andel unga"
    assert drawing.description == (
        "Från 9,0\u00a0procent år 2007 till 8,4\u00a0procent år 2013; "
        "lägst 8,4\u00a0procent år 2011, högst 9,6\u00a0procent år 2009."
    )
    assert drawing.notes == ()
    assert drawing.table == Table(
        ("Period", "Procent"),
        (
            ("2007", "9,0"),
            ("2008", "8,7"),
            ("2009", "9,6"),
            ("2010", "8,9"),
            ("2011", "8,4"),
            ("2012", "8,7"),
            ("2013", "8,4"),
        ),
    )
    assert drawn(line(SEVEN), "en").description == (
        "From 9.0\u00a0per cent in 2007 to 8.4\u00a0per cent in 2013; "
        "lowest 8.4\u00a0per cent in 2011, highest 9.6\u00a0per cent in 2009."
    )


BROKEN = line(
    {2009: 89.0, 2010: 88.7, 2011: 89.1, 2012: 87.7, 2013: 88.9},
    breaks=(Break(year(2012), "Fler ämnen krävs."), Break(year(2020), "Senare än alla uppgifter.")),
    target=Target(level=95, year=2028, decision="KF"),
    baseline=Point(year(2013), 88.9),
)


def test_each_comparable_stretch_is_told_by_itself() -> None:
    drawing = drawn(BROKEN)
    assert drawing.description == (
        "Från 89,0\u00a0procent år 2009 till 89,1\u00a0procent år 2011; "
        "lägst 88,7\u00a0procent år 2010. "
        "Från 87,7\u00a0procent år 2012 till 88,9\u00a0procent år 2013. "
        "Från och med 2012 mäts det på ett nytt sätt, och går inte att jämföra med tidigare. "
        "Målet är 95\u00a0procent senast 2028."
    )
    assert drawing.notes == ("2012: Fler ämnen krävs.",)


def test_a_break_is_a_labelled_gap() -> None:
    root = parsed(drawn(BROKEN).svg)
    lines = [len(list(path_places(item.get("d") or ""))) for item in with_class(root, "c-line")]
    assert lines == [3, 2]
    assert len(with_class(root, "c-break")) == 1
    assert [text for text in texts(root) if text == "nytt mätsätt"] == ["nytt mätsätt"]


def test_the_path_goes_from_the_baseline_to_a_ring_at_the_target() -> None:
    root = parsed(drawn(BROKEN).svg)
    (path,), (ring,), (baseline,) = (with_class(root, name) for name in ("c-path", "c-ring", "c-baseline"))
    start, end = path_places(path.get("d") or "")
    assert start == (float(baseline.get("cx") or 0), float(baseline.get("cy") or 0))
    assert end == (float(ring.get("cx") or 0), float(ring.get("cy") or 0))
    assert {"utgångsläge", "mål 2028", "95", "88,9", "2028"} <= set(texts(root))
    assert (ring.get("class"), path.get("class")) == ("c-ring", "c-path")


def test_no_path_leads_across_a_break() -> None:
    root = parsed(
        drawn(
            line(
                {2011: 89.1, 2012: 87.7},
                breaks=BROKEN.breaks,
                target=BROKEN.target,
                baseline=Point(year(2011), 89.1),
            )
        ).svg
    )
    assert (len(with_class(root, "c-path")), len(with_class(root, "c-ring"))) == (0, 1)


def test_a_proposed_target_is_called_a_proposal() -> None:
    drawing = drawn(line(SEVEN, target=Target(level=5, year=2028), baseline=Point(year(2013), 8.42)))
    root = parsed(drawing.svg)
    assert [item.get("class") for item in (*with_class(root, "c-path"), *with_class(root, "c-ring"))] == [
        "c-path c-proposed",
        "c-ring c-proposed",
    ]
    assert "förslag 2028" in texts(root)
    assert drawing.description.endswith("Föreslaget, inte beslutat: 5\u00a0procent senast 2028.")


def test_a_level_that_is_tried_is_called_a_candidate_and_no_proposal() -> None:
    target = Target(level=5, year=2028)
    drawing = drawn(line(SEVEN, target=target, baseline=Point(year(2013), 8.42), tried=True))
    assert "kandidat 2028" in texts(parsed(drawing.svg))
    assert drawing.description.endswith("Vägs här, inte föreslaget: 5\u00a0procent senast 2028.")


def test_the_axis_says_where_it_starts() -> None:
    assert "Axeln börjar vid 7, inte vid noll." in texts(parsed(drawn(line(SEVEN)).svg))
    from_zero = texts(parsed(drawn(line({2007: 1.0, 2008: 9.0})).svg))
    assert [text for text in from_zero if "Axeln" in text] == []


def test_zero_is_on_the_axis_where_it_means_something_of_its_own() -> None:
    shown = texts(parsed(drawn(replace(line(SEVEN), from_zero=True)).svg))
    assert [text for text in shown if "Axeln" in text] == []
    assert "0" in {text.partition(",")[0] for text in shown}


def test_intervals_are_a_band_for_years_and_whiskers_for_the_waves_of_a_survey() -> None:
    known = {"lower": 8.0, "upper": 12.0}
    yearly = Series("a", series({2007: 9.0, 2008: 10.0}, **known))
    waves = Series("a", series({2014: 9.0, 2017: 10.0}, **known))
    single = Series("a", (*series({2007: 9.0, 2008: 10.0}), *series({2009: 9.0}, **known)))
    drawn_as = {}
    for name, one in (("yearly", yearly), ("waves", waves), ("single", single)):
        root = parsed(drawn(line({}, series=(one,))).svg)
        drawn_as[name] = (len(with_class(root, "c-band")), len(with_class(root, "c-whisker")))
    assert drawn_as == {"yearly": (1, 0), "waves": (0, 2), "single": (0, 1)}


def test_years_that_nobody_measured_are_dotted_and_empty_ones_are_gaps() -> None:
    unmeasured = parsed(drawn(line({2007: 9.0, 2008: 9.1, 2012: 9.2, 2013: 9.0})).svg)
    assert (len(with_class(unmeasured, "c-line")), len(with_class(unmeasured, "c-unmeasured"))) == (2, 1)
    points = (*series({2007: 9.0, 2008: 9.1}), Point(year(2009), None, status=Status.SUPPRESSED))
    suppressed = drawn(line({}, series=(Series("a", (*points, *series({2010: 9.0, 2011: 9.1}))),)))
    root = parsed(suppressed.svg)
    assert (len(with_class(root, "c-line")), len(with_class(root, "c-unmeasured"))) == (2, 0)
    assert ".." in texts(root)
    assert suppressed.description.endswith("Skyddade, och därför inte visade: 2009.")
    assert suppressed.notes == (
        ".. = skyddad: för få personer, eller så skulle ett annat tal kunna räknas ut",
    )
    assert suppressed.table.rows[2] == ("2009", "..", "skyddad")


def test_what_is_preliminary_or_made_up_is_told() -> None:
    points = (
        *series({2007: 9.0, 2008: 9.1}),
        Point(year(2009), 9.2, 9.0, 9.4, Status.PRELIMINARY),
        Point(year(2010), 100.0, status=Status.ROUNDED, origin=Origin.OWN_CALCULATION),
        Point(year(2011), 9.0, origin=Origin.SIMULATED),
    )
    drawing = drawn(line({}, series=(Series("a", points),)))
    assert drawing.notes == (
        "En ihålig punkt är en preliminär uppgift.",
        "Streckade uppgifter är simulerade: påhittade, för att visa hur det fungerar.",
    )
    assert drawing.table == Table(
        ("Period", "Procent", "95-procentigt intervall", "Anmärkning"),
        (
            ("2007", "9,0", "", ""),
            ("2008", "9,1", "", ""),
            ("2009", "9,2", "9,0 till 9,4", "preliminär"),
            ("2010", "~100,0", "", "avrundad av källan för att skydda enskilda, egen beräkning"),
            ("2011", "9,0", "", "simulerad"),
        ),
    )
    assert drawing.description.endswith("9,0\u00a0procent år 2011, simulerat.")


def test_several_series_are_named_at_their_ends() -> None:
    girls, boys = series({2017: 89.0, 2019: 87.6}), series({2018: 85.6, 2019: 87.1})
    drawing = drawn(line({}, series=(Series("Flickor", girls), Series("Pojkar", boys))))
    root = parsed(drawing.svg)
    assert [item.text for item in with_class(root, "c-t1")] == ["Flickor", "87,6"]
    assert [item.text for item in with_class(root, "c-t2")] == ["Pojkar", "87,1"]
    assert drawing.table == Table(
        ("Period", "Flickor", "Pojkar"),
        (("2017", "89,0", ""), ("2018", "", "85,6"), ("2019", "87,6", "87,1")),
    )
    assert drawing.description == (
        "Flickor: från 89,0\u00a0procent år 2017 till 87,6\u00a0procent år 2019. "
        "Pojkar: från 85,6\u00a0procent år 2018 till 87,1\u00a0procent år 2019."
    )


def test_a_chart_without_figures_says_so() -> None:
    for chart in (line({}), line({2018: None}), Sparkline("x", PERCENT, 0.1, ())):
        drawing = drawn(chart)
        assert drawing.description == "Inga uppgifter finns ännu."
    assert texts(parsed(drawn(line({})).svg)) == ["Inga uppgifter finns ännu."]
    empty = drawn(DotChart("x", PERCENT, 0.1, year(2018), ()))
    assert (empty.description, texts(parsed(empty.svg))) == (
        "Inga uppgifter finns ännu.",
        ["Inga uppgifter finns ännu."],
    )


@pytest.mark.parametrize("count", [0, 5])
def test_so_many_lines_cannot_be_told_apart(count: int) -> None:
    with pytest.raises(ValueError, match=f"a line chart takes 1 to 4 series, not {count}"):
        drawn(line({}, series=tuple(Series(str(at), ()) for at in range(count))))


DISTRICTS = DotChart(
    title="Otrygga",
    unit=PERCENT,
    rounded_to=1,
    period=year(2020),
    rows=(
        DotRow("Farsta", 12, 10, 14, earlier=11),
        DotRow("Älvsjö", 9, 7, 10.5),
        DotRow("Bromma", 9, earlier_status=Status.SUPPRESSED),
        DotRow("Skarpnäck", None, status=Status.SUPPRESSED),
    ),
    whole=DotRow("Hela staden", 10, 9.5, 10.5, earlier=10),
    earlier_period=year(2017),
)


def test_the_words_of_a_dot_chart() -> None:
    drawing = drawn(DISTRICTS)
    assert drawing.description == (
        "Högst år 2020 ligger Farsta med 12\u00a0procent, lägst Älvsjö med 9\u00a0procent. "
        "Hela staden: 10\u00a0procent. "
        "Skyddade, och därför varken visade eller räknade bland de högsta och lägsta: Skarpnäck."
    )
    assert drawing.notes == (".. = skyddad: för få personer, eller så skulle ett annat tal kunna räknas ut",)
    assert drawing.table == Table(
        ("Namn", "2017", "2020", "95-procentigt intervall", "Anmärkning"),
        (
            ("Farsta", "11", "12", "10 till 14", ""),
            ("Bromma", "..", "9", "", ""),
            ("Älvsjö", "–", "9", "7 till 11", ""),
            ("Skarpnäck", "–", "..", "", "skyddad"),
            ("Hela staden", "10", "10", "10 till 11", ""),
        ),
    )


def test_places_whose_intervals_overlap_are_not_ranked() -> None:
    rows = (DotRow("Farsta", 12, 10, 14), DotRow("Älvsjö", 9, 7, 11))
    drawing = drawn(DotChart("x", PERCENT, 1, year(2020), rows))
    assert drawing.notes == ("Där intervallen överlappar varandra är ordningen inte säker.",)


def test_the_whole_stands_as_a_line_through_shares_but_not_through_counts() -> None:
    shares = parsed(drawn(DISTRICTS).svg)
    assert len(with_class(shares, "c-whole")) == 1
    assert "Hela staden 10" in texts(shares)
    rows = (DotRow("Norr", 1200, earlier=1100), DotRow("Söder", 900, earlier=950))
    counts = DotChart("x", PEOPLE, 1, year(2016), rows, DotRow("Hela staden", 2100), year(2015))
    assert with_class(parsed(drawn(counts).svg), "c-whole") == []
    assert drawn(counts).table.rows[-1] == ("Hela staden", "–", "2\u202f100")


def test_two_periods_are_a_hollow_and_a_filled_dot() -> None:
    root = parsed(drawn(DISTRICTS).svg)
    hollow = with_class(root, "c-hollow")
    assert len(with_class(root, "c-dot")) - len(hollow) == 3 + 1  # three figures and the key
    assert len(hollow) == 1 + 1
    assert {"2017", "2020"} <= set(texts(root))


def test_a_single_place_is_told_plainly() -> None:
    drawing = drawn(DotChart("x", PERCENT, 1, year(2020), (DotRow("Farsta", 12),)))
    assert drawing.description == "Farsta: 12\u00a0procent år 2020."


def test_hostile_text_is_text() -> None:
    words = '<script>alert("&")</script>'
    chart = DotChart(words, PERCENT, 1, year(2020), (DotRow(words, 12), DotRow("b", 1)), DotRow(words, 3))
    drawing = drawn(chart)
    assert "<script" not in drawing.svg + drawing.compact
    assert escape(words, quote=False) in drawing.svg
    assert drawing.table.rows[0][0] == words


def test_both_drawings_stand_in_boxes_that_the_style_sheet_shows_one_of() -> None:
    drawing = drawn(line(SEVEN))
    assert drawing.markup == (
        f'<div class="chart chart-wide">{drawing.svg}</div>'
        f'<div class="chart chart-compact">{drawing.compact}</div>'
    )


def test_every_verdict_has_a_shape_of_its_own() -> None:
    marks = {verdict: verdict_mark(verdict) for verdict in Verdict}
    shapes = {re.sub(r'class="mark [^"]+"', "", mark) for mark in marks.values()}
    assert len(shapes) == len(Verdict)
    for mark in marks.values():
        assert (
            parsed(mark.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')).get("aria-hidden")
            == "true"
        )


def test_a_development_points_the_way_the_figure_moves() -> None:
    def shape(development: Development, wanted: Direction | None) -> str:
        return re.sub(r'^<svg class="mark [^"]+"', "", development_mark(development, wanted))

    better_up, better_down = (shape(Development.IMPROVING, way) for way in Direction)
    worse_up, worse_down = (shape(Development.WORSENING, way) for way in Direction)
    assert len({better_up, better_down, worse_up, worse_down}) == 4
    assert re.findall(r' d="([^"]+)"', better_up) == re.findall(r' d="([^"]+)"', worse_down)
    assert re.findall(r' d="([^"]+)"', better_down) == re.findall(r' d="([^"]+)"', worse_up)
    assert shape(Development.CANNOT_TELL, None) != shape(Development.NO_DETECTABLE_CHANGE, None)


def test_observations_become_points_with_their_intervals() -> None:
    items = (
        observation(2018, None, status=Status.SUPPRESSED),
        observation(2017, 8.02),
        observation(2016, 8.5, lower=8.0, upper=9.0),
    )
    known = figure(items[1], lower=7.6, upper=8.4)
    assert points_of(items, (known,)) == (
        Point(year(2016), 8.5, 8.0, 9.0),
        Point(year(2017), 8.02, 7.6, 8.4),
        Point(year(2018), None, status=Status.SUPPRESSED),
    )
    assert point_of(known) == Point(year(2017), 8.02, 7.6, 8.4)


@given(st.floats(-1e6, 1e6))
def test_coordinates_have_one_decimal_at_most_and_no_minus_zero(value: float) -> None:
    written = num(value)
    assert re.fullmatch(r"-?\d+(\.[1-9])?", written)
    assert abs(float(written) - value) <= 0.05 + 1e-9
    assert written != "-0"


def test_school_years_and_months_stand_on_the_axis_as_they_are_written() -> None:
    periods = [Period.parse(text) for text in ("2015/16", "2016/17", "2017/18")]
    chart = line({}, series=(Series("a", tuple(Point(one, 80.0 + at) for at, one in enumerate(periods))),))
    assert {"2015/16", "2016/17", "2017/18"} <= set(texts(parsed(drawn(chart).svg)))
