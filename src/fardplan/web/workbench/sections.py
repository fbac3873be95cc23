"""The workbench's answers at length: what is told of each, with the tables behind it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from fardplan.presentation.charts import Drawing
from fardplan.presentation.charts.svg import element
from fardplan.presentation.numbers import number
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.equity import Equity, Lift
from fardplan.roadmap.workbench.equity_words import MEASURES
from fardplan.roadmap.workbench.speech import Speech
from fardplan.roadmap.workbench.words import Told
from fardplan.usecases.calibration import Bench
from fardplan.usecases.steering.pictures import neighbours
from fardplan.vocabulary.gap import GapMeasure
from fardplan.vocabulary.text import Language

ANCHORS = ("egen", "forebilder", "vision", "manniskor", "skillnader", "arsmal")
"""The addresses of the paragraphs that `tell_calibration` gives, in its order."""


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table that is written out: a cell is text; `bars` are drawings that stand in the last column."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[SafeString, ...] = ()

    @property
    def drawn(self) -> tuple[tuple[tuple[str, ...], SafeString], ...]:
        """Every row with its drawing, which is empty where there are none."""
        bars = self.bars or (SafeString(""),) * len(self.rows)
        return tuple(zip(self.rows, bars, strict=True))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what is told, a chart and tables; `folds`: there is one more table, listed on request."""

    anchor: str
    heading: str
    lines: tuple[str, ...]
    drawing: Drawing | None = None
    tables: tuple[PlainTable, ...] = ()
    folds: bool = False


def sections(
    on: Bench, found: Calibration, told: Told, language: Language, *, listed: bool
) -> tuple[Section, ...]:
    """What is told of a candidate, the most asked for first; `listed`: with every member of the class."""
    speech = Speech(on.evidence, on.names, language)
    made = {
        anchor: _section(anchor, heading, text, on, found, speech, listed)
        for anchor, (heading, text) in zip(ANCHORS, told.paragraphs, strict=True)
    }
    order = ("forebilder", "egen", "manniskor", "skillnader", "arsmal", "vision")
    return tuple(made[anchor] for anchor in order)


def _section(
    anchor: str,
    heading: str,
    text: str,
    on: Bench,
    found: Calibration,
    speech: Speech,
    listed: bool,
) -> Section:
    lines = tuple(line for line in text.splitlines() if line.strip())
    if anchor == "forebilder":
        drawing = neighbours(on, found, speech)
        tables = _members(drawing) if listed else ()
        return Section(anchor, heading, lines, drawing=drawing, tables=tables, folds=drawing is not None)
    if anchor == "manniskor":
        tables = tuple(_districts(on, found, speech))
        return Section(
            anchor, heading, (*lines[:1], *_half(found, speech)) if tables else lines, tables=tables
        )
    if anchor == "skillnader":
        measures = tuple(speech.say(words) for words in MEASURES.values())
        rest = tuple(line for line in lines if not line.startswith(measures))
        return Section(anchor, heading, rest, tables=tuple(_gaps(found.equity, speech)))
    if anchor == "arsmal":
        return Section(anchor, heading, lines[1:], tables=tuple(_yearly(found, speech)))
    return Section(anchor, heading, lines)


def _members(drawing: Drawing | None) -> tuple[PlainTable, ...]:
    if drawing is None:
        return ()
    return (PlainTable(drawing.title, drawing.table.header, drawing.table.rows),)


def _half(found: Calibration, speech: Speech) -> Iterator[str]:
    """In how few districts half of the people live."""
    people = found.people
    if people is None or not people.core:
        return
    yield speech.say(
        "If every district closes the same part of its distance, half of them live in {core} ({few} of {all} "
        "districts).",
        core=speech.listed(speech.name(area) for area in people.core),
        few=len(people.core),
        all=len(people.districts),
    )


def _districts(on: Bench, found: Calibration, speech: Speech) -> Iterator[PlainTable]:
    """Where the people live, and where each district would stand by each way of lifting."""
    shares = {item.area: item for item in on.evidence.districts}
    if not shares or found.people is None or found.equity is None:
        return
    order = [item.area for item in on.evidence.districts if item.size > 0]
    after = {outcome.lift: dict(zip(order, outcome.shares, strict=True)) for outcome in found.equity.outcomes}
    most = max((item.people for item in found.people.districts), default=0.0)
    rows, bars = [], []
    for item in found.people.districts:
        of = shares[item.area]
        ways = (_after(after, lift, item.area, speech) for lift in Lift)
        today, size = speech.bare(of.share), speech.count(of.size)
        rows.append((speech.name(item.area), today, size, *ways, speech.count(item.people)))
        bars.append(bar(item.people, most))
    caption = speech.say(
        "District by district in {period}, and after each way of reaching the level",
        period=on.evidence.districts_period or on.evidence.latest.period,
    )
    yield PlainTable(caption, _header(on, speech), tuple(rows), tuple(bars))


def _header(on: Bench, speech: Speech) -> tuple[str, ...]:
    unit = on.definition.unit.label.in_language(speech.language)
    return (
        speech.say("District"),
        speech.say("Today, {unit}", unit=unit),
        speech.say("In the group"),
        speech.say("The closest lifted"),
        speech.say("All lifted alike"),
        speech.say("Those furthest behind lifted"),
        speech.say("People it means"),
    )


def _after(after: Mapping[Lift, Mapping[str, float]], lift: Lift, area: str, speech: Speech) -> str:
    share = after[lift].get(area)
    return "–" if share is None else speech.bare(share)


def _gaps(equity: Equity | None, speech: Speech) -> Iterator[PlainTable]:
    if equity is None:
        return
    rows = tuple(
        (
            speech.say(MEASURES[measure]),
            _gap(equity.today, measure, speech),
            *(_gap(outcome.gaps, measure, speech) for outcome in equity.outcomes),
        )
        for measure in GapMeasure
        if measure in equity.today
    )
    header = (
        speech.say("Gap between districts"),
        speech.say("Today"),
        speech.say("The closest lifted"),
        speech.say("All lifted alike"),
        speech.say("Those furthest behind lifted"),
    )
    yield PlainTable(speech.say("The gap by every measure that can be computed"), header, rows)


def _gap(gaps: Mapping[GapMeasure, float], measure: GapMeasure, speech: Speech) -> str:
    value = gaps.get(measure)
    if value is None:
        return "–"
    if measure is GapMeasure.RATIO:
        return number(value, speech.language, decimals=2)
    if measure is GapMeasure.BETWEEN_SHARE:
        return f"{number(100 * value, speech.language, decimals=1)}\u00a0%"
    return speech.size(value) if value >= 0 else speech.change(value)


def _yearly(found: Calibration, speech: Speech) -> Iterator[PlainTable]:
    if not found.yearly or found.required.improvement <= 0:
        return
    asked_in = speech.evidence.asked_in or found.yearly[0].year
    coming = [item for item in found.yearly if item.year >= asked_in] or list(found.yearly[-1:])
    tolerance = any(item.lower is not None for item in coming)
    header = [speech.say("Year"), speech.say("Yearly target")]
    header += [speech.say("Tells nothing yet")] if tolerance else []
    rows = tuple(
        (str(item.year), speech.figure(item.level), *([_between(item.lower, item.upper, speech)] * tolerance))
        for item in coming
    )
    yield PlainTable(speech.say("Yearly targets at an even pace"), tuple(header), rows)


def _between(lower: float | None, upper: float | None, speech: Speech) -> str:
    if lower is None or upper is None:
        return "–"
    return speech.say("{low} to {high}", low=speech.bare(lower), high=speech.bare(upper))


def bar(value: float, most: float) -> SafeString:
    """A bar beside a number, for the eye alone: the number says the same."""
    width = 0.0 if most <= 0 else 100 * value / most
    drawn = element(
        "svg",
        element("rect", class_="c-s1 bar-fill", x=0, y=0, width=round(width, 1), height=8),
        class_="bar",
        viewBox="0 0 100 8",
        preserveAspectRatio="none",
        aria_hidden="true",
        focusable="false",
    )
    return SafeString(drawn)  # numbers alone
