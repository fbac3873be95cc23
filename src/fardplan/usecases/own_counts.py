"""What the public is told of figures the city counts itself: register, rules by year, protection."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from fardplan.indicators.asked import SkolverketAsked
from fardplan.indicators.counting.checking import rules_of
from fardplan.indicators.counting.count import CountDefinition, Rule
from fardplan.indicators.counting.placing import places_of
from fardplan.indicators.counting.register import RegisterDefinition
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.publishing import counting as published
from fardplan.sources.city_package import CityPackage
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.place import Places
from fardplan.vocabulary.text import Text

Sentences = Mapping[str, tuple[Text, ...]]
"""How each release was protected, in sentences for the public, by the id of its privacy report."""


def is_own(definition: IndicatorDefinition) -> bool:
    """Whether the city counts it itself."""
    return definition.count is not None or definition.ratio is not None


def shown(city: CityPackage, cleared: Cleared) -> tuple[IndicatorDefinition, ...]:
    """The indicators of a city that the public is shown.

    An own count that nobody has made yet is not, nor what stays in the house.
    """
    known = {item.indicator for item in cleared}
    return tuple(
        item for item in city.indicators if item.key in known or not (is_own(item) or _stays_inside(item))
    )


def _stays_inside(definition: IndicatorDefinition) -> bool:
    """Whether its figures are of single schools, which are evidence and not cleared for the public."""
    return all(
        isinstance(source.asks, SkolverketAsked) and source.asks.figures == "schools"
        for source in definition.sources
    )


def own_count(definition: IndicatorDefinition, city: CityPackage) -> published.PublishedOwnCount | None:
    """How an indicator is counted; None for one whose figures somebody else makes."""
    if definition.count is not None:
        return _counted(definition.count, city)
    if definition.ratio is None:
        return None
    ratio = definition.ratio
    return published.PublishedOwnCount(
        register_key=None,
        of=ratio.of,
        per=ratio.per,
        variant_of=ratio.variant_of,
        differs=ratio.differs,
    )


def _counted(count: CountDefinition, city: CityPackage) -> published.PublishedOwnCount:
    register = city.register(count.register)
    placed = places_of(count, register) if register else ()
    broken_down = {name for item in count.breakdowns for name in item.columns}
    found = next((item for item in placed if item.column in broken_down), placed[0] if placed else None)
    return published.PublishedOwnCount(
        register_key=count.register,
        rules=tuple(rule for way, said in rules_of(count) for rule in _rules(str(way[-1]), said)),
        variant_of=count.variant_of,
        differs=count.differs,
        places=found.places if found else None,
        place_column=found.column if found else None,
    )


def _rules(part: str, rule: Rule) -> Iterable[published.PublishedRule]:
    if isinstance(rule, str):
        yield published.PublishedRule(part=part, first=None, when=rule, text=None)
    else:
        for one in rule:
            yield published.PublishedRule(part=part, first=one.first, when=one.when, text=one.text)


def registers(
    city: CityPackage, cleared: Cleared, said: Sentences
) -> tuple[published.PublishedRegister, ...]:
    """The registers that figures to be published were counted in, in the city's order."""
    releases: dict[str, set[str]] = defaultdict(set)
    for item in cleared:
        definition = city.indicator(item.indicator)
        if definition and definition.count and item.provenance.release:
            releases[definition.count.register].add(item.provenance.release)
    return tuple(
        _register(item, tuple(sorted(releases[item.key])), said, _told_by(city, item))
        for item in city.registers
        if item.key in releases
    )


def _told_by(city: CityPackage, register: RegisterDefinition) -> set[str]:
    """The columns that figures of a register are broken down by."""
    counts = (item.count for item in city.indicators if item.count and item.count.register == register.key)
    return {name for count in counts for breakdown in count.breakdowns for name in breakdown.columns}


def _register(
    register: RegisterDefinition, releases: tuple[str, ...], said: Sentences, told_by: Collection[str]
) -> published.PublishedRegister:
    told = dict.fromkeys(sentence for release in releases for sentence in said.get(release, ()))
    return published.PublishedRegister(
        key=register.key,
        name=register.name,
        row=register.row,
        sources=tuple(item.name for item in register.sources),
        dimensions=tuple(
            published.PublishedDimension(
                key=column.name,
                name=column.label,
                categories=tuple(
                    published.PublishedCategory(code=one.code, name=one.name) for one in column.categories
                ),
            )
            for column in register.columns
            if column.name in told_by
        ),
        minimum=register.disclosure.minimum,
        basis=register.disclosure.basis,
        protection=tuple(told),
        releases=releases,
    )


def places(city: CityPackage, definitions: Iterable[IndicatorDefinition]) -> tuple[Places, ...]:
    """The sets of places that some of the indicators are told by."""
    asked = {own.places for item in definitions if (own := own_count(item, city)) and own.places}
    return tuple(item for item in city.places if item.key in asked)
