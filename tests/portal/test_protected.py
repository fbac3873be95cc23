"""What is protected shows as such everywhere. Could it leak? Neither it nor what would tell it is told."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from fardplan.portal.contents import Contents
from fardplan.portal.figures import groups, history, places, spark
from fardplan.portal.gap_figures import between_districts, between_groups
from fardplan.portal.maps import focus_map, place_map
from fardplan.portal.site import render_site
from fardplan.portal.tables import MOST_OPEN, MOST_ROWS, figure_tables
from fardplan.presentation.changes import describe_differences
from fardplan.publishing.bundle import write_bundle
from fardplan.publishing.publication import Publication
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from tests.canaries import find
from tests.portal import counted
from tests.portal.markup import read
from tests.portal.sample import AREAS, DISTRICT_CODES, PEOPLE, indicator, text

REASON = "skyddad: för få personer, eller så skulle ett annat tal kunna räknas ut"


@pytest.fixture(scope="module")
def edition() -> Publication:
    return counted.publication()


@pytest.fixture(scope="module")
def contents(edition: Publication) -> Contents:
    return Contents(edition)


def page(site: Path, name: str) -> list[str]:
    return read((site / name / "index.html").read_text("utf-8")).all("main")[0].lines


# Where it shows ---------------------------------------------------------------------------------------------


def test_every_drawing_marks_what_is_protected_and_says_why(contents: Contents) -> None:
    own = contents.indicator("lasning-egen")
    homes = contents.indicator("bostader-egen")
    assert own is not None
    assert homes is not None
    drawn = [
        history(contents, own, "sv", id="a"),
        places(contents, own, "sv", id="b"),
        place_map(contents, own, "sv", id="c"),
        groups(contents, own, "sv", id="d"),
        focus_map(contents, homes, "sv", id="e"),
    ]
    for shown in drawn:
        assert shown is not None
        assert ">..</text>" in shown.drawing.svg
        assert ">..</text>" in shown.drawing.compact
        assert f".. = {REASON}" in shown.drawing.notes
        assert any(".." in row and any("skyddad" in cell for cell in row) for row in shown.drawing.table.rows)
        assert "Skydda" in shown.drawing.description
    small = spark(contents, own, "sv", id="f")
    assert small is not None
    assert ">..</text>" in small.svg


def test_a_period_that_was_protected_before_is_not_told_as_missing(contents: Contents) -> None:
    own = contents.indicator("lasning-egen")
    assert own is not None
    shown = places(contents, own, "en", id="x")
    assert shown is not None
    assert [row[:3] for row in shown.drawing.table.rows][2] == ("Centrum", "..", "36.4")


def test_tables_have_the_mark_the_word_and_the_reason(counted_site: Path) -> None:
    said = page(counted_site, "indikator/lasning-egen")
    assert ".. skyddad" in said
    assert said[-1] == f".. {REASON}"


def test_a_gap_says_how_many_figures_take_no_part(contents: Contents) -> None:
    own = contents.indicator("lasning-egen")
    gaps = contents.publication.gaps_of("lasning-egen")
    assert own is not None
    assert gaps is not None
    told = between_districts(contents, own, gaps, "en")
    assert told is not None
    assert told.story.partial == (
        "There are figures for 4 of 6 districts; the difference between all of them may be larger. "
        "2 figures are protected and take no part in the comparison."
    )
    assert "Figures for the other districts." not in told.story.needed
    origin = between_groups(contents, own, gaps, "en")[0]
    assert origin.heading == "Between groups: background"
    assert origin.story.partial == "One figure is protected and takes no part in the comparison."


def test_a_gap_is_the_same_whatever_is_hidden(edition: Publication) -> None:
    """The hidden districts have no value here at all, so nothing can be made of one."""
    own = (item for item in edition.cleared if item.provenance.release)
    hidden = [item for item in own if item.status is Status.SUPPRESSED]
    assert len(hidden) == 6
    assert all((item.value, item.lower, item.upper, item.base) == (None,) * 4 for item in hidden)


def test_the_page_about_protection_tells_register_by_register(counted_site: Path, site: Path) -> None:
    said = page(counted_site, "en/protection")
    assert said[said.index("The register of pupils") :] == [
        "The register of pupils",
        "Simulated These figures are made up.",
        "Each row stands for: pupil. Source: Skolverket, uppgifter per elev.",
        "Counts from 1 to 4 are hidden.",
        "What the rules rest on: The city's guideline.",
        "Of 26 figures 6 are protected.",
        "Figures and protected figures: The register of pupils",
        *("Indicator", "Figures", "Protected ones"),
        *("Reading, own count simulated", "22", "5"),
        *("Dwellings begun, own count simulated", "4", "1"),
        f"Privacy report, kept by the publisher: {counted.RELEASE}",
    ]
    assert page(site, "en/protection")[-1] == "No figures here are counted in registers of persons."


def test_an_own_count_says_how_it_is_counted_and_protected(counted_site: Path) -> None:
    said = page(counted_site, "en/indicator/lasning-egen")
    start = said.index("How it is counted")
    assert said[start : start + 13] == [
        "How it is counted",
        "Counted here in the register: The register of pupils. Each row stands for: pupil. "
        "The register is simulated: nobody in it exists.",
        "Who is counted",
        "As the program has it: graded",
        "Who of them has the trait from 2012",
        "Who reads well. As the program has it: reading >= 3",
        "Protection of individuals",
        "Of 22 figures 5 are protected. Figures that could tell on somebody are not shown, nor others from "
        "which they could be worked out. Whatever is computed from the figures, by us or by you, leaves them "
        "out. How individuals are protected",
        "Official figure and own count",
        "Official: Reading in grade 3. Own count: Reading, own count. simulated",
        "The own count includes more schools.",
        "Simulated The own count is made of a simulated register. The official figures are real, and the two "
        "say nothing of each other.",
        "Official figure and own count: Reading, own count",
    ]
    ratio = page(counted_site, "en/indicator/kvot-egen")
    assert any(
        line.startswith("A ratio of two figures that are counted here: Reading, own count per")
        for line in ratio
    )


def test_the_difference_from_the_official_figure_is_told_of_a_real_count_alone(tmp_path: Path) -> None:
    real = Origin.OWN_CALCULATION
    render_site(counted.publication(real), tmp_path / "real")
    for name in ("en/indicator/lasning-egen", "en/indicator/lasning"):
        table = next(
            item
            for item in read((tmp_path / "real" / name / "index.html").read_text("utf-8")).all("table")
            if item.all("caption")[0].text == "Official figure and own count: Reading, own count"
        )
        rows = [[cell.text for cell in row if cell.tag in ("th", "td")] for row in table.all("tr")]
        assert rows[0] == ["Period", "Official", "Own count", "Difference (percentage points)"]
        assert rows[1:4] == [
            ["2018", "85.3", "46.6", "−38.7"],
            ["2017", "84.0", "44.9", "−39.1"],
            ["2016", "82.2", ".. protected", ""],
        ]


def test_groups_have_the_names_that_their_register_gives_them(contents: Contents) -> None:
    own = contents.indicator("lasning-egen")
    assert own is not None
    shown = groups(contents, own, "en", id="x")
    assert shown is not None
    assert [row[0] for row in shown.drawing.table.rows[:-1]] == [
        "Born in Sweden",
        "Girls",
        "Boys",
        "Background not known",
        "Born abroad",
    ]


def test_focus_areas_lie_on_a_map_with_what_it_rests_on(contents: Contents) -> None:
    homes = contents.indicator("bostader-egen")
    assert homes is not None
    shown = focus_map(contents, homes, "en", id="x")
    assert shown is not None
    assert [row[:3] for row in shown.drawing.table.rows] == [
        ("Berget", "1", "2,346"),
        ("Hamnen", "2", "1,234"),
        ("Viken", "3", "–"),
        ("Ängen", "4", ".."),
    ]
    assert shown.drawing.notes[-1] == (
        "Borders: Översiktsplanen, as of 1\u00a0June 2018, simplified. The borders are our interpretation."
    )


# What a page has room for -----------------------------------------------------------------------------------


def with_figures(figures: Iterable[Observation], **changes: object) -> Contents:
    return Contents(
        counted.publication(
            indicators=(indicator("egen", text("Egen"), own=counted.OWN.model_copy(update=NO_VARIANT)),),
            milestones=(),
            gaps=(),
            cleared=Cleared(tuple(figures)),
            **changes,
        )
    )


NO_VARIANT = {"variant_of": None, "differs": None}


def test_a_table_of_thousands_keeps_the_newest_period() -> None:
    figures = [
        counted.counted("egen", year, 20.0, area=area, group=group)
        for year in range(1980, 2020)
        for area in DISTRICT_CODES
        for group in (counted.EVERYBODY, *map(counted._group, ("sex=K", "sex=M")))
    ]
    contents = with_figures(figures)
    (table,) = figure_tables(contents, contents.publication.indicators[0], "sv")
    assert {row.period for row in table.rows} == {"2019"}
    assert (len(table.rows), table.left_out) == (3 * len(DISTRICT_CODES), len(figures) - len(table.rows))


def test_the_citys_own_series_is_whole_however_many_groups_there_are() -> None:
    groups_ = [counted._group(f"school={number}") for number in range(200)]
    figures = [
        counted.counted("egen", year, 20.0, group=group)
        for year in range(2010, 2020)
        for group in (counted.EVERYBODY, *groups_)
    ]
    contents = with_figures(figures)
    (table,) = figure_tables(contents, contents.publication.indicators[0], "sv")
    assert [(row.group, row.period) for row in table.rows] == [
        ("alla", str(year)) for year in range(2010, 2020)
    ]
    assert (table.left_out, table.folded) == (2_000, False)


@pytest.mark.parametrize("periods", [1, MOST_OPEN, MOST_OPEN + 1, MOST_ROWS])
def test_a_table_that_a_page_has_room_for_is_whole_and_folded_when_long(periods: int) -> None:
    figures = [counted.counted("egen", 1_900 + year, 20.0) for year in range(periods)]
    contents = with_figures(figures)
    (table,) = figure_tables(contents, contents.publication.indicators[0], "sv")
    assert (len(table.rows), table.left_out, table.folded) == (periods, 0, periods > MOST_OPEN)


def test_districts_of_one_division_are_compared_where_a_period_is_told_for_several() -> None:
    merged = Area(code="ny", kind=AreaKind.DISTRICT, versions=(AreaVersion(name="Nya norr"),))
    day = Period.of_year(2018)
    new = Division(code="nya", name="Nya", valid_from=day.start, areas=("ny", *DISTRICT_CODES[2:]))
    old = Division(code="d", name="Gamla", valid_to=Period.of_year(2017).end, areas=DISTRICT_CODES)
    figures = [
        counted.counted("egen", year, 20.0 + place, area=area)
        for year in (2017, 2018)
        for place, area in enumerate((*DISTRICT_CODES, "ny"))
    ]
    contents = with_figures(figures, areas=(*AREAS, merged), divisions=(old, new), boundaries=())
    shown = places(contents, contents.publication.indicators[0], "sv", id="x")
    assert shown is not None
    names = {row[0] for row in shown.drawing.table.rows}
    assert "Nya norr" in names
    assert names.isdisjoint({"Ankdammen", "Björkhagen"})


# Could it leak? ---------------------------------------------------------------------------------------------

TOTAL = 100_003
SHOWN = (10_101, 20_202, 31_303)
HIDDEN = (13_337, 25_060)
NEVER = (*HIDDEN, sum(HIDDEN), HIDDEN[0] * 100, round(100 * HIDDEN[0] / TOTAL, 2))


def counts(hidden: bool) -> Publication:
    """A count by district; with `hidden` the two protected ones are so, else all are shown."""
    assert sum((*SHOWN, *HIDDEN)) == TOTAL
    values = [*SHOWN, *((None, None) if hidden else HIDDEN)]
    figures = [counted.counted("antal", 2018, float(TOTAL))] + [
        counted.counted("antal", 2018, None if value is None else float(value), area=area)
        for area, value in zip(DISTRICT_CODES, values, strict=False)
    ]
    own = counted.OWN.model_copy(update=NO_VARIANT)
    return counted.publication(
        indicators=(indicator("antal", text("Antal", "Number"), unit=PEOPLE, rounded_to=1, own=own),),
        milestones=(),
        gaps=(),
        cleared=Cleared(tuple(figures)),
    )


def test_the_hidden_numbers_would_be_found_if_they_were_shown(tmp_path: Path) -> None:
    render_site(counts(hidden=False), tmp_path / "site")
    assert {item.canary for item in find(NEVER, folders=[tmp_path / "site"])} >= set(HIDDEN)


def test_neither_a_hidden_number_nor_a_sum_that_tells_it_is_in_any_byte(tmp_path: Path) -> None:
    edition = counts(hidden=True)
    render_site(edition, tmp_path / "site")
    write_bundle(edition, tmp_path / "bundles")
    assert find(NEVER, folders=[tmp_path / "site", tmp_path / "bundles"]) == []


def test_a_number_that_is_protected_from_now_on_is_gone_from_the_new_edition(tmp_path: Path) -> None:
    old, new = counts(hidden=False), counts(hidden=True)
    render_site(new, tmp_path / "site")
    write_bundle(new, tmp_path / "bundles")
    told = "\n".join(f"{item.sv}\n{item.en}" for item in describe_differences(old, new))
    assert "skyddad från och med nu" in told
    assert find(HIDDEN, folders=[tmp_path / "site", tmp_path / "bundles"], texts={"changes": told}) == []


def test_a_suppressed_figure_cannot_carry_what_it_hides() -> None:
    """A value, an interval: the type refuses both, so nothing that reads it can find them."""
    item = counted.counted("antal", 2018, None)
    for changes in ({"value": 3.0}, {"lower": 1.0, "upper": 4.0}):
        with pytest.raises(Exception, match=r"contradict each other|an interval would tell"):
            replace(item, **changes)
