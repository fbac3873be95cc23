"""A browser has the last word: texts inside their frames, apart from each other, legible, in every theme."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fardplan.presentation.charts import (
    Break,
    DotChart,
    DotRow,
    Fan,
    FanYear,
    LineChart,
    MapChart,
    Point,
    Series,
    Shape,
    Sparkline,
    dot_chart,
    line_chart,
    map_chart,
    sparkline,
    verdict_mark,
)
from fardplan.sources.city_package import load_city
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.status import Target, Verdict
from fardplan.vocabulary.text import LANGUAGES
from fardplan.vocabulary.unit import PERCENT, Unit
from tests.presentation.charts import PEOPLE, line, series, year

pytestmark = pytest.mark.browser

STYLE = Path(__file__).parents[2] / "src/fardplan/presentation/static/charts.css"

LONG = {
    1998 + at: value
    for at, value in enumerate([91.97, 89.31, 88.79, 87.81, 87.96, 89.61, 89.85, 89.46, 90.09, 88.6, 89.25])
}


def on_a_map(unit: Unit, width: float | None, **changes: Any) -> MapChart:
    """The fourteen districts of Stockholm with made-up figures; `width` is half of each interval."""
    city, day = load_city("stockholm"), date(2016, 12, 31)
    areas = [city.area(code) for code in city.divisions[0].areas]
    found = [city.boundaries[0].on(area.code, day) for area in areas if area]
    values = [(at * 37) % 101 for at in range(len(areas))]
    rows = tuple(
        DotRow(
            area.name,
            float(value),
            None if width is None else value - width,
            None if width is None else value + width,
            origin=Origin.SIMULATED if value > 80 else Origin.OFFICIAL,
        )
        for area, value in zip(areas, values, strict=True)
        if area
    )
    figures = DotChart(
        **{"title": "Kartan", "unit": unit, "rounded_to": 1, "period": year(2016), "rows": rows} | changes
    )
    shapes = tuple(Shape(item.polygons, item.place) for item in found if item)
    return MapChart(figures, shapes, "Gränser: kartan.")


def fan(first: int, years: int, value: float, width: float) -> Fan:
    """A level forecast that widens by the root of time."""
    halves = [width * (1 + at) ** 0.5 for at in range(years)]
    return Fan(
        tuple(
            FanYear(first + at, value, (value - half, value + half), (value - 1.6 * half, value + 1.6 * half))
            for at, half in enumerate(halves)
        )
    )


def partly_protected(chart: MapChart) -> MapChart:
    """The same with every third area protected, and an outline about it."""
    rows = tuple(
        replace(row, value=None, lower=None, upper=None, status=Status.SUPPRESSED) if at % 3 == 0 else row
        for at, row in enumerate(chart.figures.rows)
    )
    outline = tuple(polygon for shape in chart.shapes for polygon in shape.polygons)
    return replace(chart, figures=replace(chart.figures, rows=rows), outline=outline)


PROTECTED = (
    *series({2010: 41.7, 2011: 43.3}, origin=Origin.SIMULATED),
    Point(year(2012), None, status=Status.SUPPRESSED, origin=Origin.SIMULATED),
    *series({2013: 44.9, 2014: 45.8, 2015: 46.6}, origin=Origin.SIMULATED),
)
"""A simulated history with a protected year."""

EVERY: list[Any] = [
    line(LONG, breaks=(Break(year(2002), "Ett"), Break(year(2004), "Två"))),
    line(LONG, target=Target(level=95, year=2012, decision="KF"), baseline=Point(year(2008), 89.25)),
    line({2016: 88.7, 2017: 84.7}, target=Target(level=95, year=2027), breaks=(Break(year(2017), "Ett"),)),
    line(LONG, fan=fan(2009, 6, 89.0, 0.9), target=Target(level=95, year=2014, decision="KF")),
    line(
        LONG,
        fan=fan(2009, 12, 89.0, 0.3),
        breaks=(Break(year(2004), "Ett"),),
        baseline=Point(year(2008), 89.25),
    ),
    line({2015: 9.4, 2016: 9.0, 2017: 8.0}, fan=fan(2018, 13, 8.0, 0.55)),
    line({2015: 222782.0, 2016: 222249.0}, unit=PEOPLE, rounded_to=1),
    line(
        {},
        series=(
            Series("Kommunala skolor", series({2010: 84.0, 2019: 85.8})),
            Series("Fristående skolor", series({2010: 86.0, 2019: 85.9})),
            Series("Hela riket", series({2010: 85.0, 2019: 86.0})),
            Series("Grannkommuner i länet", series({2010: 80.0, 2019: 85.7})),
        ),
    ),
    line({}, series=(Series("a", (*series(LONG), Point(year(2009), 80.0, origin=Origin.SIMULATED))),)),
    line({}),
    DotChart(
        title="Dagbefolkning",
        unit=PEOPLE,
        rounded_to=1,
        period=year(2016),
        rows=(
            DotRow("Hägersten-Liljeholmen", 45141, earlier=46377),
            DotRow("Norrmalm", 173861, earlier=164976),
            DotRow("Enskede-Årsta-Vantör", None, status=Status.SUPPRESSED),
        ),
        earlier_period=year(2015),
    ),
    DotChart(
        title="Otrygga",
        unit=PERCENT,
        rounded_to=1,
        period=year(2020),
        rows=(DotRow("Farsta", 12, 10, 14, earlier=9), DotRow("Älvsjö", 11, 9, 13)),
        whole=DotRow("Hela staden", 10),
        earlier_period=year(2017),
    ),
    line({}, series=(Series("a", PROTECTED),)),
    line({}, series=(Series("a", (*PROTECTED, Point(year(2016), None, status=Status.SUPPRESSED))),)),
    DotChart(
        title="Behöriga, egen räkning",
        unit=PERCENT,
        rounded_to=0.1,
        period=year(2023),
        rows=(
            DotRow("Norra innerstaden", 91.2, 88, 94, origin=Origin.SIMULATED, earlier=90.0),
            DotRow("Enskede-Årsta-Vantör", 71.0, 66, 76, origin=Origin.SIMULATED),
            DotRow("Skärholmen", None, status=Status.SUPPRESSED, earlier_status=Status.SUPPRESSED),
        ),
        whole=DotRow("Stockholm", 86.1, origin=Origin.SIMULATED),
        earlier_period=year(2022),
    ),
    partly_protected(on_a_map(PERCENT, None)),
    partly_protected(on_a_map(PERCENT, 8.0, whole=DotRow("Stockholm", 50, 48, 52))),
    partly_protected(on_a_map(PEOPLE, None)),
    on_a_map(PERCENT, None),
    on_a_map(PERCENT, 8.0, whole=DotRow("Stockholms kommun med alla sina delar", 50, 48, 52)),
    on_a_map(PEOPLE, None),
]


def page_of(language: Any) -> str:
    draw = {LineChart: line_chart, DotChart: dot_chart, MapChart: map_chart}
    figures = [draw[type(one)](one, language, id=f"c{at}").markup for at, one in enumerate(EVERY)]
    for at, points in enumerate((series(LONG), PROTECTED)):
        figures.append(sparkline(Sparkline("Andel", PERCENT, 0.1, points), language, id=f"spark{at}").svg)
    figures += [verdict_mark(verdict) for verdict in Verdict]
    body = "".join(f"<div class='box'>{one}</div>" for one in figures)
    style = "<link rel=icon href='data:,'><link rel=stylesheet href=c.css><link rel=stylesheet href=p.css>"
    return (
        f"<!doctype html><html lang={language}><meta charset=utf-8><title>Charts</title>{style}<body>{body}"
    )


PAGE = "body { margin: 16px; max-width: 45rem; background: var(--chart-paper); font-family: %s }"

MEASURE = """() => [...document.querySelectorAll('svg')].filter(svg => svg.getClientRects()[0]).map(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBoundingClientRect();
    return {words: text.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom,
            size: parseFloat(getComputedStyle(text).fontSize) * frame.width / svg.viewBox.baseVal.width};
  });
  return {left: frame.left, right: frame.right, top: frame.top, bottom: frame.bottom, texts};
})"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address of a folder with a page for each language, in Inter and in a wider font."""
    folder = tmp_path_factory.mktemp("gallery")
    for language in LANGUAGES:
        for name, font in (("inter", "Inter, sans-serif"), ("wide", "sans-serif")):
            (folder / f"{language}-{name}").mkdir()
            (folder / f"{language}-{name}" / "index.html").write_text(page_of(language), "utf-8")
            (folder / f"{language}-{name}" / "c.css").write_bytes(STYLE.read_bytes())
            (folder / f"{language}-{name}" / "p.css").write_text(PAGE % font)
    return serve(folder)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390, 760])
def test_every_text_is_inside_its_drawing_and_meets_no_other(
    gallery: str, open_page: Callable[..., Any], language: str, width: int
) -> None:
    page = open_page(f"{gallery}{language}-inter/", viewport={"width": width, "height": 900})
    drawings = page.evaluate(MEASURE)
    assert len(drawings) == len(EVERY) + 2 + len(Verdict)
    for drawing in drawings:
        assert [text["words"] for text in drawing["texts"] if _sticks_out(text, drawing)] == []
        assert [pair for pair in _pairs(drawing["texts"]) if _meet(*pair)] == []


def _sticks_out(text: dict[str, float], frame: dict[str, float]) -> bool:
    return (
        text["left"] < frame["left"] - 2
        or text["right"] > frame["right"] + 2
        or text["top"] < frame["top"] - 3
        or text["bottom"] > frame["bottom"] + 3
    )


def _pairs(texts: list[dict[str, float]]) -> list[tuple[dict[str, float], dict[str, float]]]:
    return [(one, other) for at, one in enumerate(texts) for other in texts[at + 1 :]]


def _meet(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether letters of two texts overlap; the boxes of lines reach a little above and below them."""
    width = min(one["right"], other["right"]) - max(one["left"], other["left"])
    height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return width > 1 and height > 4.5


@pytest.mark.parametrize("width", [320, 390, 760, 1280])
def test_text_is_legible_on_every_width(gallery: str, open_page: Callable[..., Any], width: int) -> None:
    page = open_page(f"{gallery}sv-inter/", viewport={"width": width, "height": 900})
    sizes = [text["size"] for drawing in page.evaluate(MEASURE) for text in drawing["texts"]]
    assert min(sizes) >= (9.5 if width == 320 else 10.5)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_another_font_while_the_page_s_own_loads_stays_inside(
    gallery: str, open_page: Callable[..., Any]
) -> None:
    page = open_page(f"{gallery}sv-wide/", viewport={"width": 390, "height": 900})
    for drawing in page.evaluate(MEASURE):
        out = [text for text in drawing["texts"] if text["right"] > drawing["right"] + 16]
        assert [text["words"] for text in out] == []


CONTRAST = """() => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const against = colour => {
    const own = light(colour);
    return (Math.max(own, paper) + 0.05) / (Math.min(own, paper) + 0.05);
  };
  const least = (selector, property) => Math.min(
    ...[...document.querySelectorAll(selector)].map(item => against(getComputedStyle(item)[property])));
  return {text: least('svg text', 'fill'), line: least('.c-line', 'stroke'),
          dot: least('.c-dot:not(.c-hollow)', 'fill'), ring: least('.c-ring', 'stroke'),
          land: least('.c-land', 'stroke'), circle: least('.c-bubble', 'stroke')};
}"""


@pytest.mark.parametrize(
    ("scheme", "media"), [("light", "screen"), ("dark", "screen"), ("light", "print"), ("dark", "print")]
)
def test_text_and_lines_stand_out_from_the_paper(
    gallery: str, open_page: Callable[..., Any], scheme: str, media: str
) -> None:
    """WCAG 2.1: 4.5 to 1 for text, 3 to 1 for what must be seen to understand."""
    page = open_page(f"{gallery}sv-inter/", color_scheme=scheme)
    page.emulate_media(media=media, color_scheme=scheme)
    found = page.evaluate(CONTRAST)
    assert found["text"] >= 4.5
    assert min(value for name, value in found.items() if name != "text") >= 3
