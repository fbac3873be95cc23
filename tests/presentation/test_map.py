"""Maps: places are told apart only where that is certain, by pattern as well as colour, keyed by number."""

import re
from itertools import combinations, pairwise
from math import isclose
from typing import Any

import pytest
from hypothesis import given, settings

from fardplan.presentation.charts import DotChart, DotRow, MapChart, Shape, Table, map_chart
from fardplan.presentation.charts.map import _grain
from fardplan.presentation.charts.map_classes import STEPS, Fill, Look, Way, classes
from fardplan.presentation.charts.map_layout import LARGEST_CIRCLE
from fardplan.presentation.stylesheet import STATIC
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.unit import PERCENT, Measure, Unit
from tests.presentation.charts import PEOPLE, SVG, map_charts, parsed, texts, with_class, year

few = settings(max_examples=60)


def square(number: int) -> Shape:
    left = 150_000 + 1_000 * number
    outer = ((left, 0), (left + 1_000, 0), (left + 1_000, 1_000), (left, 1_000), (left, 0))
    return Shape(((outer,),), (left + 500, 500))


def mapped(*rows: DotRow, unit: Unit = PERCENT, whole: DotRow | None = None, step: float = 0.1) -> MapChart:
    figures = DotChart("Andel", unit, step, year(2018), rows, whole)
    return MapChart(figures, tuple(square(number) for number in range(len(rows))), "Gränser: kartan.")


def looks(chart: MapChart) -> list[str]:
    return [fill.look.value for fill in classes(chart, "sv").fills]


# What is told apart -----------------------------------------------------------------------------------------


def test_shares_without_intervals_fall_between_round_limits() -> None:
    chart = mapped(
        *(DotRow(name, value) for name, value in zip("abcde", (10, 19.9, 20, 35, 60), strict=True))
    )
    assert looks(chart) == ["step-1", "step-1", "step-2", "step-2", "step-3"]
    assert [one.words for one in classes(chart, "sv").occurring] == [
        "40 till 60 procent",
        "20 till under 40 procent",
        "0 till under 20 procent",
    ]


def test_each_place_is_compared_with_the_whole_where_all_have_intervals() -> None:
    rows = (
        DotRow("a", 30, 25, 35),
        DotRow("b", 20, 16, 24),
        DotRow("c", 10, 6, 14),
        DotRow("d", None, status=Status.MISSING),
        DotRow("e", None, status=Status.SUPPRESSED),
    )
    chart = mapped(*rows, whole=DotRow("Staden", 20, 18, 22))
    assert looks(chart) == ["higher", "alike", "lower", "nothing", "protected"]
    assert [one.words for one in classes(chart, "en").occurring] == [
        "Higher than Staden",
        "Cannot be told apart from Staden",
        "Lower than Staden",
        "Protected",
        "No figure",
    ]


def test_an_interval_that_touches_the_wholes_is_not_told_apart() -> None:
    chart = mapped(DotRow("a", 25, 22, 28), DotRow("b", 15, 12, 18), whole=DotRow("Staden", 20, 18, 22))
    assert looks(chart) == ["alike", "alike"]


def test_one_place_without_an_interval_leaves_all_to_their_values() -> None:
    chart = mapped(DotRow("a", 30, 25, 35), DotRow("b", 10), whole=DotRow("Staden", 20, 18, 22))
    assert classes(chart, "sv").way is Way.VALUES


def test_overlapping_intervals_hold_places_in_one_class() -> None:
    chart = mapped(DotRow("a", 18, 12, 24), DotRow("b", 26, 20, 32), DotRow("c", 55, 50, 60))
    classed = classes(chart, "sv")
    assert looks(chart) == ["step-1", "step-1", "step-2"]
    assert [one.words for one in classed.occurring] == ["40 till 60 procent", "0 till under 40 procent"]
    assert classed.held_together


def test_counts_are_circles_since_a_large_district_would_look_like_more() -> None:
    chart = mapped(
        DotRow("a", 400),
        DotRow("b", 100),
        DotRow("c", 0),
        DotRow("d", None, status=Status.MISSING),
        DotRow("e", None, status=Status.SUPPRESSED),
        unit=PEOPLE,
    )
    assert looks(chart) == ["land", "land", "land", "land", "protected"]
    root = parsed(map_chart(chart, "sv", id="m").svg)
    radii = [float(item.get("r") or 0) for item in with_class(root, "c-bubble")]
    assert radii == [LARGEST_CIRCLE, LARGEST_CIRCLE / 2]


@few
@given(map_charts())
def test_places_in_different_classes_never_have_overlapping_intervals(chart: MapChart) -> None:
    classed = classes(chart, "sv")
    rows = [(fill.look, row) for fill, row in zip(classed.fills, chart.figures.rows, strict=True)]
    if classed.way is not Way.VALUES:
        return
    known = [(look, _ends(row)) for look, row in rows if row.value is not None]
    for (one, ends), (other, others) in combinations(known, 2):
        if one != other:
            below, above = sorted([ends, others], key=lambda item: item[2])
            assert below[1] < above[0] or isclose(below[1], above[0])


def _ends(row: DotRow) -> tuple[float, float, float]:
    assert row.value is not None
    lower = row.value if row.lower is None else row.lower
    return lower, row.value if row.upper is None else row.upper, row.value


@few
@given(map_charts())
def test_higher_and_lower_are_said_only_of_what_lies_apart_from_the_whole(chart: MapChart) -> None:
    classed, whole = classes(chart, "sv"), chart.figures.whole
    for fill, row in zip(classed.fills, chart.figures.rows, strict=True):
        hidden = row.status is Status.SUPPRESSED
        assert (fill.look is Look.PROTECTED) == hidden
        empty = row.value is None and not hidden and classed.way is not Way.COUNTS
        assert (fill.look is Look.NOTHING) == empty
        if fill.look in (Look.HIGHER, Look.LOWER):
            assert whole is not None
            low, high, _ = _ends(whole)
            lower, upper, _ = _ends(row)
            assert (lower > high) if fill.look is Look.HIGHER else (upper < low)


@few
@given(map_charts())
def test_a_class_is_a_range_of_values(chart: MapChart) -> None:
    classed = classes(chart, "sv")
    if classed.way is Way.COUNTS:
        return
    order = [Look.LOWER, Look.ALIKE, Look.HIGHER] if classed.way is Way.COMPARED else list(STEPS)
    known = [
        (row.value, order.index(fill.look))
        for fill, row in zip(classed.fills, chart.figures.rows, strict=True)
        if row.value is not None
    ]
    steps = [step for _, step in sorted(known)]
    assert classed.way is Way.COMPARED or steps == sorted(steps)


# How it looks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("simulated", [False, True])
def test_every_class_has_a_pattern_of_its_own_beside_its_colour(simulated: bool) -> None:
    def pattern(look: Look) -> str:
        return re.sub(r'class="c-in-[\w-]+"', "", "".join(_grain(Fill(look, simulated))))

    for together in ((*STEPS, Look.PROTECTED), (Look.LOWER, Look.ALIKE, Look.HIGHER, Look.PROTECTED)):
        patterns = [pattern(look) for look in together]
        assert len(set(patterns)) == len(patterns)


def test_simulated_places_are_striped_on_the_map_and_in_the_key() -> None:
    chart = mapped(
        DotRow("a", 10, origin=Origin.SIMULATED), DotRow("b", 11), DotRow("c", None, status=Status.MISSING)
    )
    drawing = map_chart(chart, "sv", id="m")
    for svg, own in ((drawing.svg, "m"), (drawing.compact, "m-compact")):
        root = parsed(svg)
        filled = [item.get("fill") for item in with_class(root, "c-land")]
        assert filled.count(f"url(#{own}-step-2-simulated)") == 2
        assert len(with_class(root, "c-veil")) == 2  # over the class, and by the word in the key
        assert "Simulerat" in texts(root)
    assert drawing.description.endswith("De streckade uppgifterna är simulerade.")
    assert any(note.startswith("Streckade uppgifter är simulerade") for note in drawing.notes)


def test_simulated_counts_are_striped_circles() -> None:
    rows = (
        DotRow("a", 10, origin=Origin.SIMULATED),
        DotRow("b", 11),
        DotRow("c", None, status=Status.MISSING, origin=Origin.SIMULATED),
    )
    root = parsed(map_chart(mapped(*rows, unit=PEOPLE), "sv", id="m").svg)
    striped = [item for item in root.iter(f"{SVG}circle") if item.get("fill")]
    assert [item.get("fill") for item in striped] == ["url(#m-land-simulated)"]


def test_a_place_without_a_figure_is_blank_and_keeps_its_number() -> None:
    rows = (DotRow("a", 10), DotRow("b", None, status=Status.MISSING))
    root = parsed(map_chart(mapped(*rows), "sv", id="m").svg)
    assert len(with_class(root, "c-blank")) == 3  # the land, the class and the row of the key
    assert [item for item in texts(root) if item in ("1", "2", "–")] == ["1", "2", "1", "2", "–"]


@pytest.mark.parametrize("unit", [PERCENT, PEOPLE])
def test_a_protected_place_has_a_pattern_and_a_word_and_keeps_its_number(unit: Unit) -> None:
    rows = (DotRow("a", 10), DotRow("b", None, status=Status.SUPPRESSED))
    drawing = map_chart(mapped(*rows, unit=unit), "sv", id="m")
    for svg, own in ((drawing.svg, "m"), (drawing.compact, "m-compact")):
        root = parsed(svg)
        crossed = [
            item for item in with_class(root, "c-land") if item.get("fill") == f"url(#{own}-protected)"
        ]
        assert len(crossed) == (3 if unit is PERCENT else 2)  # the land, the class, and its row of the key
        assert [item for item in texts(root) if item in ("1", "2", "..", "Skyddad")].count("Skyddad") == 1
        assert ".." in texts(root)
    assert (
        "Skyddad: b." in drawing.description
        or "räknade bland de högsta och lägsta: b." in drawing.description
    )


def test_the_key_has_every_place_by_name_in_swedish_order_and_the_whole_last() -> None:
    names = ("Östermalm", "Älvsjö", "Ängby", "Årsta", "Bromma")
    chart = mapped(*(DotRow(name, 10.0) for name in names), whole=DotRow("Stockholm", 10.0))
    table = map_chart(chart, "sv", id="m").table
    assert [row[:2] for row in table.rows] == [
        ("Bromma", "1"),
        ("Årsta", "2"),
        ("Älvsjö", "3"),
        ("Ängby", "4"),
        ("Östermalm", "5"),
        ("Stockholm", ""),
    ]
    drawn = texts(parsed(map_chart(chart, "sv", id="m").svg))
    keyed = drawn[drawn.index("procent") + 1 :]
    assert keyed == [
        *[
            part
            for number, name in enumerate(["Bromma", "Årsta", "Älvsjö", "Ängby", "Östermalm"], 1)
            for part in (str(number), name, "10,0")
        ],
        "Stockholm",
        "10,0",
    ]


@few
@given(map_charts())
def test_every_place_has_its_number_on_the_map_and_in_the_key(chart: MapChart) -> None:
    drawing = map_chart(chart, "sv", id="m")
    numbers = [str(number) for number in range(1, len(chart.shapes) + 1)]
    assert [row[1] for row in drawing.table.rows if row[1]] == numbers
    for svg in (drawing.svg, drawing.compact):
        strong = [item.text for item in with_class(parsed(svg), "c-strong")]
        assert sorted(strong) == sorted(numbers * 2)  # type: ignore[type-var]


@pytest.mark.parametrize("unit", [PERCENT, PEOPLE])
def test_more_places_than_can_be_numbered_are_told_in_the_table_alone(unit: Unit) -> None:
    def drawn(places: int) -> tuple[int, str, tuple[str, ...]]:
        rows = (DotRow(f"plats {number}", float(number)) for number in range(places))
        chart = map_chart(mapped(*rows, unit=unit, whole=DotRow("allt", 5.0)), "sv", id="k")
        assert len(chart.table.rows) == places + 1
        named = sum(one.startswith("plats") for one in texts(parsed(chart.svg)))
        return named, chart.notes[0], chart.table.header[:2]

    assert drawn(40) == (
        40,
        "Numren på kartan är listans; de är ingen rangordning.",
        ("Namn", "Nummer på kartan"),
    )
    assert drawn(41) == (
        0,
        "Områdena är för många för att skrivas ut på kartan: tabellen har vart och ett med sin uppgift.",
        ("Namn", "2018"),
    )


def test_many_places_in_words_are_counted_and_the_ends_named() -> None:
    rows = [DotRow(f"plats {number}", 10.0 + 20 * (number > 30)) for number in range(50)]
    rows += [DotRow("topp", 38.0), DotRow("botten", 1.0), DotRow("borta", None, status=Status.MISSING)]
    assert map_chart(mapped(*rows), "sv", id="k").description == (
        "Kartan visar läget år 2018. 30 till 40 procent: 20 områden. 10 till under 20 procent: 31 områden. "
        "0 till under 10 procent: 1 område. Ingen uppgift: 1 område. "
        "Högst år 2018 ligger topp med 38,0\u00a0procent, lägst botten med 1,0\u00a0procent."
    )


def test_land_is_drawn_as_it_lies_with_north_up() -> None:
    north, south = DotRow("norr", 10), DotRow("söder", 11)
    shapes = (
        Shape(((((0, 100), (100, 100), (100, 200), (0, 200), (0, 100)),),), (50, 150)),
        Shape(((((0, 0), (100, 0), (100, 100), (0, 100), (0, 0)),),), (50, 50)),
    )
    chart = MapChart(DotChart("Andel", PERCENT, 0.1, year(2018), (north, south)), shapes, "Gränser.")
    root = parsed(map_chart(chart, "sv", id="m").svg)
    (land,) = [item.get("d") for item in with_class(root, "c-land") if "H" not in (item.get("d") or "")]
    assert land == "M0 175L175 175L175 0L0 0zM0 350L175 350L175 175L0 175z"


# In words ---------------------------------------------------------------------------------------------------


def test_a_map_in_words() -> None:
    rows = (
        DotRow("Norr", 30.04, 25, 35),
        DotRow("Väst", 20, 16, 24, origin=Origin.SIMULATED),
        DotRow("Öst", None, status=Status.SUPPRESSED),
    )
    drawing = map_chart(mapped(*rows, whole=DotRow("Staden", 20, 18, 22)), "sv", id="m")
    assert drawing.description == (
        "Kartan visar läget år 2018. Högre än Staden: Norr. Går inte att skilja från Staden: Väst. "
        "Skyddad: Öst. De streckade uppgifterna är simulerade."
    )
    assert drawing.notes == (
        "Numren på kartan är listans; de är ingen rangordning.",
        "Ett område sägs ligga högre eller lägre först när hela dess 95-procentiga intervall ligger på den "
        "ena sidan.",
        "Streckade uppgifter är simulerade: påhittade, för att visa hur det fungerar.",
        ".. = skyddad: för få personer, eller så skulle ett annat tal kunna räknas ut",
        "Gränser: kartan.",
    )
    assert drawing.table == Table(
        ("Namn", "Nummer på kartan", "2018", "95-procentigt intervall", "Klass på kartan", "Anmärkning"),
        (
            ("Norr", "1", "30,0", "25,0 till 35,0", "Högre än Staden", ""),
            ("Väst", "2", "20,0", "16,0 till 24,0", "Går inte att skilja från Staden", "simulerad"),
            ("Öst", "3", "..", "", "Skyddad", "skyddad"),
            ("Staden", "", "20,0", "18,0 till 22,0", "", ""),
        ),
    )


def test_a_map_of_counts_in_words() -> None:
    drawing = map_chart(mapped(DotRow("Norr", 1_200), DotRow("Väst", 80), unit=PEOPLE, step=1), "en", id="m")
    assert drawing.description == (
        "Highest in 2018 is Norr with 1,200\u00a0persons, lowest Väst with 80\u00a0persons."
    )
    assert drawing.notes == (
        "The numbers on the map are those of the list; they are no ranks.",
        "The area of a circle follows the figure.",
        "Gränser: kartan.",
    )
    assert drawing.table == Table(
        ("Name", "Number on the map", "2018"), (("Norr", "1", "1,200"), ("Väst", "2", "80"))
    )


def test_places_held_together_are_told() -> None:
    drawing = map_chart(mapped(DotRow("a", 18, 12, 24), DotRow("b", 26, 20, 32)), "sv", id="m")
    assert drawing.notes[1] == "Områden vars intervall överlappar varandra läggs inte i olika klasser."


# In colour --------------------------------------------------------------------------------------------------

GROUNDS = ["--map-land", "--map-1", "--map-2", "--map-3", "--map-4", "--chart-2-band", "--chart-3-band"]


def themes() -> dict[str, dict[str, str]]:
    """The variables of light, dark and print: what a theme does not set it takes from the first."""
    css = (STATIC / "charts.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:3]
    read = [dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]+);", block)) for block in blocks]
    return {name: read[0] | own for name, own in zip(("light", "dark", "print"), read, strict=True)}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_numbers_can_be_read_on_every_ground_and_steps_follow_each_other(theme: str) -> None:
    colours = themes()[theme]
    poor = {name: contrast(colours["--chart-ink"], colours[name]) for name in GROUNDS}
    assert {name: round(ratio, 1) for name, ratio in poor.items() if ratio < 4.5} == {}
    steps = [contrast(colours["--chart-paper"], colours[f"--map-{step}"]) for step in (1, 2, 3, 4)]
    assert steps == sorted(steps)
    assert min(b / a for a, b in pairwise(steps)) > 1.1


def test_a_rate_is_classed_like_a_share() -> None:
    rate = Unit(measure=Measure.RATE, label=PEOPLE.label)
    chart: Any = mapped(DotRow("a", 100), DotRow("b", 300), unit=rate)
    assert classes(chart, "sv").way is Way.VALUES
