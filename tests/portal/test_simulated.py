"""Simulated to the last pixel: no page, drawing, table or file shows a made-up figure without saying so."""

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from fardplan.portal.site import render_site
from tests.portal import counted
from tests.portal.markup import Element, read

VALUES = (
    *(value for value in counted.CITY_FIGURES.values() if value is not None),
    *(value for values in counted.DISTRICT_FIGURES.values() for value in values if value is not None),
    *(value for value in counted.GROUP_FIGURES.values() if value is not None),
    *(48.4, 40.4, 56.4),  # the forecast that rests on them
    *(30.8, 31.1),  # the differences between districts
    1_234.0,
    2_346.0,
    5_678.0,
    63.9,
)
"""Figures of the simulated register, none of which is an official one's."""

CONTAINERS = {"figure", "li", "tr", "table", "svg", "head", "dl", "p", "div", "section", "td", "details"}
PAGE_WIDE = {"article", "main", "body", "html", "page"}


def written(value: float) -> re.Pattern[str]:
    """A value as pages write it, in either language."""
    if value >= 1_000:
        return re.compile(rf"(?<!\d){int(value) // 1_000}[\u202f,]?{int(value) % 1_000}(?!\d)")
    whole, decimals = f"{value:.1f}".split(".")
    return re.compile(rf"(?<![\d,.]){whole}[,.]{decimals}(?!\d)")


SHOWN = [written(value) for value in VALUES]


def said(element: Element) -> str:
    """Everything in it that can be read or heard, drawings among it."""
    told = " ".join(child if isinstance(child, str) else said(child) for child in element.children)
    return f"{told} {element.get('content')} {element.get('aria-label')}"


def with_a_figure(
    element: Element, above: tuple[Element, ...] = ()
) -> Iterator[tuple[str, tuple[Element, ...]]]:
    """Every text of a page in which a simulated figure stands, with the elements it is in."""
    inside = (*above, element)
    own = [child for child in element.children if isinstance(child, str)] + [element.get("content")]
    for told in own:
        if any(pattern.search(told) for pattern in SHOWN):
            yield told, inside
    for child in element.children:
        if isinstance(child, Element):
            yield from with_a_figure(child, inside)


def is_marked(inside: tuple[Element, ...]) -> bool:
    """Whether something smaller than the page around a text says that it is simulated."""
    around = [item for item in inside if item.tag in CONTAINERS and item.tag not in PAGE_WIDE]
    drawings = [item for item in around if item.tag == "svg"]
    if drawings:
        return "simul" in said(drawings[0]).lower()
    near = [item for item in around if item.tag != "section" or item is around[-1]]
    return any("simul" in said(item).lower() for item in near if not item.has_class("wrap"))


@pytest.fixture(scope="module", params=["beside official figures", "alone"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    editions = {"alone": counted.simulated_alone, "beside official figures": counted.publication}
    folder = tmp_path_factory.mktemp("simulated")
    render_site(editions[request.param](), folder)
    return folder


def test_every_simulated_figure_on_every_page_says_so(site: Path) -> None:
    unmarked, seen = [], set()
    for path in sorted(site.rglob("*.html")):
        page = read(path.read_text("utf-8"))
        for told, inside in with_a_figure(page):
            seen.add(path.relative_to(site).parts[0])
            if not is_marked(inside):
                tags = "/".join(item.tag for item in inside[-4:])
                unmarked.append((path.relative_to(site).as_posix(), tags, told[:80]))
    assert unmarked == []
    assert {"index.html", "etappmal", "indikator", "skillnader", "lage", "malomrade"} <= seen


def test_every_drawing_of_simulated_figures_is_hatched_and_has_the_word(site: Path) -> None:
    drawn = 0
    for path in sorted(site.rglob("*.html")):
        for svg in read(path.read_text("utf-8")).all("svg"):
            if any(pattern.search(said(svg)) for pattern in SHOWN):
                drawn += 1
                words = [text.lower() for item in svg.all("text") for text in [said(item)]]
                assert any("simul" in text for text in words), path
                assert svg.all("pattern"), path
    assert drawn > 20


def test_no_verdict_on_simulated_figures_stands_without_the_word(site: Path) -> None:
    """Wherever the verdict on simulated figures stands, the word stands beside it."""
    for name in ("index.html", "etappmal/egen/index.html", "lage/index.html", "malomrade/skola/index.html"):
        page = read((site / name).read_text("utf-8"))
        own = [
            item
            for item in page
            if item.tag in ("li", "tr", "dl")
            and "egen räkning" in said(item)
            and any(one.has_class("verdict") for one in item)
        ]
        if name.startswith("etappmal"):
            own = [item for item in page.all("dl") if any(one.has_class("verdict") for one in item)]
        assert own, name
        for item in own:
            (place,) = [one for one in item if one.tag in ("p", "td", "dd") and _holds_verdict(one)][-1:]
            assert "simulerad" in said(place), name


def _holds_verdict(element: Element) -> bool:
    return any(item.has_class("verdict") for item in element)


def test_titles_and_descriptions_of_simulated_pages_say_so(site: Path) -> None:
    for name in ("etappmal/egen", "indikator/lasning-egen", "indikator/kvot-egen"):
        page = read((site / name / "index.html").read_text("utf-8"))
        assert "(simulerad)" in page.all("title")[0].text
        described = next(item for item in page.all("meta") if item.get("name") == "description")
        assert described.get("content").startswith("Simulerade uppgifter.")


def test_every_row_of_every_file_says_its_origin(site: Path) -> None:
    for path in sorted((site / "data").rglob("*.csv")):
        rows = list(csv.DictReader(StringIO(path.read_text("utf-8"))))
        assert rows, path
        for row in rows:
            own = row["indicator"].endswith("-egen")
            assert (row["origin"] == "simulated") == (own or row["indicator"] == "lekar"), (path, row)
    for path in sorted((site / "data").rglob("*.parquet")):
        rows = pl.read_parquet(path).filter(pl.col("indicator").str.ends_with("-egen"))
        assert set(rows["origin"]) <= {"simulated"}, path
    told = json.loads((site / "data/indikatorer/lasning-egen.json").read_text("utf-8"))
    assert {row["origin"] for row in told["figures"]} == {"simulated"}


class _Marks(HTMLParser):
    """Reads as a browser does; only here to be sure that the strict reader has not lost a page."""

    def __init__(self) -> None:
        super().__init__()
        self.banners = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.banners += ("class", "simulated-banner") in attrs


def test_every_page_says_that_the_site_holds_simulated_figures(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        reader = _Marks()
        reader.feed(path.read_text("utf-8"))
        assert reader.banners == 1, path
