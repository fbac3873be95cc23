"""What pages say of figures that the city counts itself: rules by year, protection, the official variant."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fardplan.portal.contents import Contents
from fardplan.presentation.numbers import difference_unit, signed, stepped
from fardplan.presentation.periods import period_short
from fardplan.presentation.phrases import CELL_MARKS, cell_word
from fardplan.presentation.translations import message, translate
from fardplan.publishing.counting import PublishedOwnCount, PublishedRegister
from fardplan.publishing.publication import PublishedIndicator
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Language, Text

PARTS = {
    "population": message("Who is counted"),
    "numerator": message("Who of them has the trait"),
    "answered": message("Who has answered"),
    "no_opinion": message("Who has answered without an opinion"),
    "preliminary": message("What is preliminary"),
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A condition of a count; `since` tells from when it holds, empty from the beginning."""

    part: str
    since: str
    when: str
    text: Text | None


@dataclass(frozen=True, slots=True)
class OwnCount:
    """How an indicator is counted here. A ratio has no register, but the indicators `of` and `per`."""

    register: PublishedRegister | None
    rules: tuple[RuleLine, ...]
    of: PublishedIndicator | None
    per: PublishedIndicator | None
    hidden: int
    figures: int
    simulated: bool


@dataclass(frozen=True, slots=True)
class VariantRow:
    """A period with both figures, written out."""

    period: str
    official: str
    own: str
    difference: str


@dataclass(frozen=True, slots=True)
class Variant:
    """An official figure and an own count of the same thing, side by side, and why they differ."""

    official: PublishedIndicator
    own: PublishedIndicator
    rows: tuple[VariantRow, ...]
    unit: str
    differs: Text
    simulated: bool


def own_count(contents: Contents, indicator: PublishedIndicator, language: Language) -> OwnCount | None:
    """How the city counts an indicator; None for one that it does not."""
    own = indicator.own
    if own is None:
        return None
    found = contents.observations(indicator.key)
    return OwnCount(
        register=contents.publication.register(own.register_key) if own.register_key else None,
        rules=tuple(_rules(indicator, own, language)),
        of=contents.indicator(own.of),
        per=contents.indicator(own.per),
        hidden=hidden_among(found),
        figures=len(found),
        simulated=contents.is_simulated_in(indicator.key),
    )


def hidden_among(found: Iterable[Observation]) -> int:
    """How many figures are protected."""
    return sum(item.status is Status.SUPPRESSED for item in found)


def _rules(indicator: PublishedIndicator, own: PublishedOwnCount, language: Language) -> Iterator[RuleLine]:
    """Each rule in words first: its own, else what the definition says of whom it is about."""
    words = {"population": indicator.population, "numerator": indicator.numerator}
    for rule in own.rules:
        since = ""
        if rule.first:
            since = translate("from {period}", language, period=period_short(rule.first, language))
        said = rule.text or words.get(rule.part)
        yield RuleLine(translate(PARTS[rule.part], language), since, rule.when, said)


def variants(contents: Contents, indicator: PublishedIndicator, language: Language) -> tuple[Variant, ...]:
    """The official figure beside an own count, or the own counts beside an official figure."""
    official = contents.official_of(indicator)
    if official is not None:
        pairs = [(official, indicator)]
    else:
        pairs = [(indicator, own) for own in contents.variants_of(indicator.key)]
    compared = (_variant(contents, first, own, language) for first, own in pairs)
    return tuple(item for item in compared if item is not None)


def _variant(
    contents: Contents, official: PublishedIndicator, own: PublishedIndicator, language: Language
) -> Variant | None:
    if own.own is None or own.own.differs is None:
        return None
    theirs, ours = (_by_period(contents, item, official.area) for item in (official, own))
    periods = sorted(theirs.keys() | ours.keys(), key=lambda period: (period.end, period.start), reverse=True)
    rows = (
        VariantRow(
            period=period_short(period, language),
            official=_cell(theirs.get(period), official, language),
            own=_cell(ours.get(period), own, language),
            difference=_difference(theirs.get(period), ours.get(period), own, language),
        )
        for period in periods
    )
    return Variant(
        official=official,
        own=own,
        rows=tuple(rows),
        unit=difference_unit(own.unit, language),
        differs=own.own.differs,
        simulated=contents.is_simulated_in(own.key),
    )


def _by_period(contents: Contents, indicator: PublishedIndicator, area: str) -> dict[Period, Observation]:
    found = contents.observations(indicator.key)
    return {item.period: item for item in found if item.area == area and not item.group.categories}


def _cell(item: Observation | None, indicator: PublishedIndicator, language: Language) -> str:
    if item is None:
        return CELL_MARKS[Status.MISSING]
    if item.value is None:
        return f"{CELL_MARKS[item.status]} {cell_word(item.status, language)}"
    return stepped(item.value, language, rounded_to=indicator.rounded_to)


def _difference(
    official: Observation | None, own: Observation | None, indicator: PublishedIndicator, language: Language
) -> str:
    """The own figure less the official one; empty where either is not there."""
    if official is None or own is None or official.value is None or own.value is None:
        return ""
    return signed(own.value - official.value, language, rounded_to=indicator.rounded_to)
