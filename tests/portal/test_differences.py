"""The pages of differences: what they say, what they lead to, and the same as open data."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from fardplan.portal.contents import Contents
from fardplan.portal.gap_figures import between_districts, between_groups
from fardplan.portal.pages.differences import indicators_of
from fardplan.portal.site import render_site
from fardplan.publishing.gaps import PublishedGaps
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.gap import GapFigure, GapMeasure
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from tests.portal.markup import Element, read
from tests.portal.sample import DISTRICT_CODES, observation, publication


def main_of(site: Path, place: str) -> Element:
    page = read((site / place / "index.html").read_text("utf-8"))
    return next(iter(page.all("main")))


def said(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def lasning(contents: Contents) -> tuple[Any, PublishedGaps]:
    indicator, gaps = contents.indicator("lasning"), contents.publication.gaps_of("lasning")
    assert indicator is not None
    assert gaps is not None
    return indicator, gaps


def test_the_page_of_an_area_tells_the_verdict_first_then_how_large_sure_and_how_many(site: Path) -> None:
    lines = [said(line) for line in main_of(site, "skillnader/skola").lines]
    start = lines.index("Mellan stadsdelsområden")
    assert lines[start + 1 : start + 7] == [
        "Vi kan inte avgöra om skillnaden har ökat eller minskat. År 2017 var skillnaden 18,1 "
        "procentenheter. Felmarginalen är inte känd, så slump och förändring kan inte skiljas åt.",
        "År 2018 var siffran högst för Centrum, 89,0 procent, och lägst för Björkhagen, 75,0 procent: en "
        "skillnad på 14,0 procentenheter. Det finns uppgifter för 3 av 6 stadsdelsområden; skillnaden mellan "
        "dem alla kan vara större. När det som slumpen ger räknats bort är skillnaden 13,2 procentenheter, "
        "mellan 8,7 och 17,7 procentenheter.",
        "Längs en linje genom alla stadsdelsområden, från det sämst till det bäst ställda, är skillnaden "
        "12,0 procentenheter, mellan 9,0 och 15,0 procentenheter; över noll har de sämst ställda det sämre.",
        "Av alla skillnader mellan personer ligger 2,1 procent mellan stadsdelsområden; resten är mellan "
        "personer som bor i samma område.",
        "Om andelen för Björkhagen vore densamma som för Centrum skulle det göra skillnad för omkring 43 "
        "personer.",
        "Vad som skulle behövas",
    ]


def test_the_difference_over_time_is_drawn_with_its_intervals() -> None:
    contents = Contents(publication())
    indicator, gaps = lasning(contents)
    shown = between_districts(contents, indicator, gaps, "sv")
    assert shown is not None
    assert shown.course is not None
    assert [row[0] for row in shown.course.drawing.table.rows] == ["2017", "2018"]
    assert shown.now is not None
    assert len(shown.rows) == len(gaps.districts)
    (groups,) = between_groups(contents, indicator, gaps, "sv")
    assert (groups.course, groups.heading) == (None, "Mellan grupper: kön")


def test_each_area_has_its_own_indicators_those_that_measure_first() -> None:
    contents = Contents(publication())
    assert [item.key for item in indicators_of(contents, "skola")] == ["lasning", "simning", "oro"]
    assert indicators_of(contents, "miljo") == ()


def test_where_nothing_is_known_the_page_says_what_would_be_needed(site: Path) -> None:
    lines = main_of(site, "skillnader/trygghet").lines
    assert "Inget är känt om skillnaderna ännu." in lines
    assert "Svar per område, från kommunen." in lines
    assert "Inget är känt om skillnaderna ännu." in main_of(site, "skillnader/miljo").lines


def test_the_pages_lead_to_each_other(site: Path) -> None:
    for place in ("malomrade/skola", "etappmal/lasning", "etappmal/lust", "skillnader"):
        links = {item.get("href") for item in main_of(site, place).all("a")}
        assert any(link.endswith("skillnader/skola/") for link in links), place
    menu = read((site / "index.html").read_text("utf-8")).all("a")
    assert "skillnader/" in {item.get("href") for item in menu}


def test_simulated_differences_are_marked_wherever_they_are_told(tmp_path: Path) -> None:
    districts = tuple(
        observation("lekar", 2018, value, area=code, origin=Origin.SIMULATED, source="Påhittade tal")
        for code, value in zip(DISTRICT_CODES[:2], (40.0, 55.0), strict=True)
    )
    gap = GapFigure(
        measure=GapMeasure.DIFFERENCE,
        division="d",
        period=Period.of_year(2018),
        value=15.0,
        areas=2,
        highest=DISTRICT_CODES[1],
        lowest=DISTRICT_CODES[0],
        origin=Origin.SIMULATED,
    )
    made_up = (PublishedGaps(indicator="lekar", districts=(gap,)),)
    everything = (*publication().cleared, *districts)
    render_site(publication(cleared=Cleared(everything), gaps=made_up), tmp_path / "site")
    page = main_of(tmp_path / "site", "skillnader/trygghet")
    assert len([item for item in page.all("div") if item.has_class("is-simulated")]) == 1
    assert [line for line in page.lines if line.startswith("Simulera") and "påhittade" in line]
    overview = main_of(tmp_path / "site", "skillnader")
    assert [item.text for item in overview.all("span") if item.has_class("ds-tag")] == ["simulerad"] * 2


def test_the_differences_are_open_data_with_the_other_files(site: Path) -> None:
    gaps = publication().gaps[0]
    with (site / "data/differences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["among"], row["measure"], row["period"]) for row in rows] == [
        *(("districts", item.measure.value, str(item.period)) for item in gaps.districts),
        *(("groups", item.measure.value, str(item.period)) for item in gaps.groups),
    ]
    assert rows[0] == {
        "indicator": "lasning",
        "among": "districts",
        "division": "d",
        "measure": "difference",
        "period": "2017",
        "value": "18.1",
        "lower": "",
        "upper": "",
        "areas": "5",
        "protected": "0",
        "highest": "centrum",
        "lowest": "ankdammen",
        "origin": "own_calculation",
    }
    changes = list(csv.DictReader(io.StringIO((site / "data/difference-changes.csv").read_text("utf-8"))))
    assert [(row["among"], row["verdict"], row["reason"]) for row in changes] == [
        ("districts", "cannot_tell", "no_error_known"),
        ("groups", "cannot_tell", "one_period"),
    ]
    plain = json.loads((site / "data/differences.json").read_text("utf-8"))
    assert [len(plain["differences"]), len(plain["changes"])] == [len(rows), len(changes)]
    assert plain["differences"][1]["value"] == gaps.districts[1].value
    listed = (site / "data/SHA256SUMS.txt").read_text("utf-8")
    assert all(name in listed for name in ("differences.csv", "difference-changes.csv", "differences.json"))


def test_the_overview_tells_each_area(site: Path) -> None:
    headings = [item.text for item in main_of(site, "en/differences").all("h2")]
    assert headings == ["School", "Work", "Trygghet", "Environment"]
