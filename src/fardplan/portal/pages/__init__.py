"""The pages of the site: which there are, and what each is given to show."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fardplan.portal.addresses import Address, Kind
from fardplan.portal.contents import Contents
from fardplan.portal.pages import about, differences, lists, measures, milestones, protection, record, reports
from fardplan.vocabulary.text import LANGUAGES, Language

Values = Mapping[str, object]
Builder = Callable[[Contents, Address], Values]

BUILDERS: dict[Kind, Builder] = {
    Kind.START: milestones.start,
    Kind.TARGET_AREA: lists.target_area,
    Kind.DIFFERENCES: differences.differences,
    Kind.MILESTONE: milestones.milestone,
    Kind.STRATEGIES: lists.strategies,
    Kind.STRATEGY: lists.strategy,
    Kind.INDICATORS: measures.indicators,
    Kind.INDICATOR: measures.indicator,
    Kind.HISTORY: record.history,
    Kind.METHOD: about.method,
    Kind.STATUS: record.status,
    Kind.DATA: about.data,
    Kind.REPORTS: reports.reports,
    Kind.PROTECTION: protection.protection,
    Kind.ACCESSIBILITY: about.accessibility,
    Kind.NOT_FOUND: about.not_found,
}


ABOUT = (Kind.HISTORY, Kind.METHOD, Kind.STATUS, Kind.DATA, Kind.PROTECTION, Kind.ACCESSIBILITY)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render: where it lives and what fills its template."""

    address: Address
    build: Builder

    @property
    def template(self) -> str:
        return f"portal/{self.address.kind.value}.html"


def pages(contents: Contents) -> Iterator[Page]:
    """Every page in both languages, and the one for a missing address."""
    for language in LANGUAGES:
        for kind, key in _places(contents):
            yield Page(Address(kind, language, key), BUILDERS[kind])


def not_found(root: str, language: Language = "sv") -> Page:
    return Page(Address(Kind.NOT_FOUND, language, root=root), BUILDERS[Kind.NOT_FOUND])


def _places(contents: Contents) -> Iterator[tuple[Kind, str | None]]:
    publication = contents.publication
    yield Kind.START, None
    yield from ((Kind.TARGET_AREA, item.key) for item in publication.target_areas)
    yield Kind.DIFFERENCES, None
    yield from ((Kind.DIFFERENCES, item.key) for item in publication.target_areas)
    yield from ((Kind.MILESTONE, item.key) for item in publication.milestones)
    yield Kind.STRATEGIES, None
    yield from ((Kind.STRATEGY, item.key) for item in publication.strategies)
    yield Kind.INDICATORS, None
    yield from ((Kind.INDICATOR, item.key) for item in publication.indicators)
    yield from ((kind, None) for kind in ABOUT)
    if contents.reports:
        yield Kind.REPORTS, None
