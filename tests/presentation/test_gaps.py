"""A gap in sentences: never more than is known, and always what would be needed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation.gaps import (
    MEASURES,
    NEEDED,
    VERDICTS,
    WHY_NOT,
    End,
    GapFacts,
    GapStory,
    gap_interval,
    gap_value,
    tell_gap,
)
from fardplan.vocabulary.gap import GapChange, GapFigure, GapMeasure, GapReason, GapVerdict
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import PERCENT, Measure, Unit
from tests.builders import sv

HARD, THIN = "\u00a0", "\u202f"
INCOME = Unit(measure=Measure.RATE, label=sv("tkr", "kSEK"))


def figure(year: int, value: float, margin: float | None = None, **changes: Any) -> GapFigure:
    plain: dict[str, Any] = {
        "measure": GapMeasure.DIFFERENCE,
        "division": "d",
        "areas": 14,
        "origin": Origin.OWN_CALCULATION,
        "lower": None if margin is None else value - margin,
        "upper": None if margin is None else value + margin,
    }
    return GapFigure(period=Period.of_year(year), value=value, **(plain | changes))


def change(
    latest: GapFigure, first: GapFigure | None, verdict: GapVerdict, reason: GapReason, **ends: float
) -> GapChange:
    return GapChange(latest=latest, first=first, verdict=verdict, reason=reason, **ends)


def facts(latest: GapFigure, changed: GapChange | None = None, **changes: Any) -> GapFacts:
    plain: dict[str, Any] = {
        "figures": {GapMeasure.DIFFERENCE: latest},
        "changes": {GapMeasure.DIFFERENCE: changed} if changed else {},
        "high": End("Rinkeby-Kista", 7.2),
        "low": End("Östermalm", 0.3),
        "whole": 14,
        "unit": PERCENT,
        "rounded_to": 0.1,
        "worse_high": True,
    }
    return GapFacts(**(plain | changes))


def ratio(year: int, value: float, **changes: Any) -> GapFigure:
    return figure(year, value, measure=GapMeasure.RATIO, **changes)


def said(text: str) -> str:
    return text.replace(HARD, " ").replace(THIN, " ")


def plain(story: GapStory) -> tuple[str, ...]:
    parts = (story.verdict, story.size, story.sure, story.change, *story.more, story.people, *story.needed)
    return tuple(said(part) for part in parts)


def test_a_gap_of_which_no_margin_is_known_says_so_and_what_would_be_needed():
    first, latest = figure(2015, 8.0), figure(2017, 6.9)
    told = facts(
        latest,
        change(latest, first, GapVerdict.CANNOT_TELL, GapReason.NO_ERROR_KNOWN),
        figures={GapMeasure.DIFFERENCE: latest, GapMeasure.RATIO: ratio(2017, 24.0)},
        high=End("Rinkeby-Kista", 7.2, persons=3604),
        low=End("Östermalm", 0.3, persons=260),
    )
    assert plain(tell_gap(told, "sv")) == (
        "Vi kan inte avgöra om skillnaden har ökat eller minskat",
        "År 2017 var siffran högst för Rinkeby-Kista, 7,2 procent, och lägst för Östermalm, 0,3 procent: "
        "en skillnad på 6,9 procentenheter. Det är omkring 24 gånger så mycket.",
        "Hur mycket av skillnaden som kan vara slump går inte att säga: "
        "uppgifternas felmarginal är inte känd.",
        "År 2015 var skillnaden 8,0 procentenheter. "
        "Felmarginalen är inte känd, så slump och förändring kan inte skiljas åt.",
        "I personer: 3 604 för Rinkeby-Kista och 260 för Östermalm.",
        "Hur många personer eller svar som står bakom varje uppgift, eller dess felmarginal, "
        "för varje period.",
    )


def test_a_gap_that_has_shrunk_is_told_with_both_intervals_and_people():
    first, latest = figure(2015, 8.0, 0.4), figure(2017, 6.8, 0.4)
    slope = figure(2017, 7.1, 0.5, measure=GapMeasure.SLOPE)
    between = figure(2017, 0.024, 0.002, measure=GapMeasure.BETWEEN_SHARE)
    closed = (GapVerdict.CLOSED, GapReason.BEYOND_CHANCE)
    told = facts(
        latest,
        figures={item.measure: item for item in (latest, slope, between)},
        changes={
            GapMeasure.DIFFERENCE: change(latest, first, *closed, lower=-1.8, upper=-0.6),
            GapMeasure.SLOPE: change(slope, figure(2015, 8.3, 0.5, measure=GapMeasure.SLOPE), *closed),
        },
        high=End("Rinkeby-Kista", 7.2, base=50_056),
    )
    assert plain(tell_gap(told, "en")) == (
        "The difference has shrunk",
        "In 2017 the figure was highest for Rinkeby-Kista, 7.2 per cent, and lowest for Östermalm, "
        "0.3 per cent: a difference of 6.9 percentage points.",
        "With what chance gives taken away the difference is 6.8 percentage points, between 6.4 and "
        "7.2 percentage points.",
        "In 2015 the difference was 8.0 percentage points. It has moved by \u22121.2 percentage "
        "points, between \u22121.8 and \u22120.6 percentage points with chance counted in. "
        "Chance does not explain so large a movement.",
        "Along a line through all districts, from the worst-off to the best-off, the difference is "
        "7.1 percentage points, between 6.6 and 7.6 percentage points; above zero the worst-off have it "
        "worse. The difference has shrunk. Chance does not explain so large a movement.",
        "Of all differences between people, 2.4 per cent lies between districts; the rest is between people "
        "who live in the same one.",
        "If Rinkeby-Kista had the same share as Östermalm, that would make a difference to about "
        "3,500 people.",
    )


def test_two_groups_are_told_with_chance_counted_in_and_few_districts_as_few():
    two = figure(2018, 5.1, 1.2, areas=2)
    story = tell_gap(facts(two, whole=None, high=End("a", 92.0), low=End("b", 86.9)), "en")
    assert said(story.sure) == "With chance counted in it is between 3.9 and 6.3 percentage points."
    few = tell_gap(facts(figure(2017, 2.0, areas=3)), "en")
    assert (story.partial, few.more) == ("", ())
    assert said(few.partial) == (
        "There are figures for 3 of 14 districts; the difference between all of them may be larger."
    )
    assert "Figures for the other districts." in few.needed


@pytest.mark.parametrize(
    ("high", "low", "step", "told"),
    [
        (9.2, 0.3, 0.1, "31"),
        (8.5, 0.5, 0.1, "17"),
        (18.0, 5.7, 0.1, "3.2"),
        (85.0, 62.0, 1, ""),
        (5.0, 0.0, 1, ""),
    ],
)
def test_times_are_told_with_the_decimals_that_the_rounding_leaves(high, low, step, told):
    latest = figure(2017, high - low)
    figures = {GapMeasure.DIFFERENCE: latest, GapMeasure.RATIO: ratio(2017, 2.0)}
    given = facts(latest, figures=figures, high=End("a", high), low=End("b", low), rounded_to=step)
    sentence = tell_gap(given, "en").size
    assert (f"That is about {told} times as much." in sentence) if told else ("times" not in sentence)


def test_what_is_no_share_is_not_told_as_people():
    latest = figure(2016, 569.9)
    story = tell_gap(facts(latest, unit=INCOME, high=End("a", 964.4, base=36_829)), "sv")
    assert story.people == ""
    assert "tkr" in story.size


def test_the_verdict_is_the_changes_own_and_cannot_tell_without_one():
    latest, first = figure(2017, 6.9, 0.5), figure(2015, 6.0, 0.5)
    for verdict in GapVerdict:
        reason = GapReason.CROSSED if verdict is GapVerdict.CANNOT_TELL else GapReason.BEYOND_CHANCE
        story = tell_gap(facts(latest, change(latest, first, verdict, reason)), "en")
        assert story.verdict == VERDICTS[verdict]
    assert tell_gap(facts(latest), "en").verdict == VERDICTS[GapVerdict.CANNOT_TELL]


def test_every_measure_verdict_and_reason_has_words():
    assert set(MEASURES) == set(GapMeasure)
    assert set(VERDICTS) == set(GapVerdict)
    assert set(WHY_NOT) == set(GapReason)
    assert set(NEEDED) < set(GapReason)


@pytest.mark.parametrize(
    ("measure", "value", "told", "interval"),
    [
        (GapMeasure.DIFFERENCE, 6.94, "6,9 procentenheter", "5,9–7,9"),
        (GapMeasure.SLOPE, -0.96, "\u22121,0 procentenheter", "\u22122,0–0,0"),
        (GapMeasure.RATIO, 1.19, "1,2 gånger", "0,2–2,2"),
        (GapMeasure.BETWEEN_SHARE, 0.021, "2,1 procent", "\u221297,9–102,1"),
    ],
)
def test_a_gap_has_its_own_unit(measure, value, told, interval):
    assert said(gap_value(measure, value, PERCENT, "sv", 0.1)) == told
    item = figure(2017, value, 1.0, measure=measure)
    assert said(gap_interval(item, PERCENT, "sv", 0.1)) == interval
    assert gap_interval(figure(2017, value, measure=measure), PERCENT, "sv", 0.1) == ""


@given(st.floats(0.1, 99), st.floats(0.1, 99), st.sampled_from(["sv", "en"]))
def test_no_sentence_claims_more_than_chance_allows(one, other, language):
    """Without margins nothing is said to have grown, shrunk or stayed, whatever the figures are."""
    high, low = max(one, other), min(one, other)
    first, latest = figure(2015, high), figure(2017, high - low)
    told = facts(
        latest,
        change(latest, first, GapVerdict.CANNOT_TELL, GapReason.NO_ERROR_KNOWN),
        high=End("a", high),
        low=End("b", low),
    )
    story = tell_gap(told, language)
    assert story.needed
    assert story.sure
