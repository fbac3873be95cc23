"""What an edition of an indicator's figures changes, and whether another development would be told then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fardplan.evidence.manifest import Vintage
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.revisions import Revisions, revisions
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.verdict import development_of
from fardplan.sources.municipalities import municipality_names
from fardplan.usecases import approvals
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.status import Development, Reason

Figures = tuple[Observation, ...]
SHORT = 12
"""As many signs of an edition's id are shown."""


@dataclass(frozen=True, slots=True)
class Developing:
    """How the indicator develops in its own area, and why that is said."""

    development: Development
    reason: Reason


@dataclass(frozen=True, slots=True)
class EditionDifference:
    """An edition held against an earlier one of the same source; `old` is None where there is none.

    `waits`: the new one is not current, a statistician must approve it. The developments are told of the
    figures of all sources, once with each edition.
    """

    definition: IndicatorDefinition
    old: Vintage | None
    new: Vintage
    revisions: Revisions
    was: Developing
    becomes: Developing
    waits: bool = False


def area_names(home: Home) -> dict[str, str]:
    """Names by code: the city's areas, and the municipalities that it is compared with."""
    return municipality_names() | {area.code: area.name for area in home.city.areas}


def between_editions(
    home: Home, indicator: str, *, old: str | None = None, new: str | None = None
) -> EditionDifference:
    """Two editions of one source, named by the beginnings of their ids.

    Without `new` the current edition of the old one's source, without either the two newest of the source
    that was loaded last. Raises `NotFoundError` and `InputError`.
    """
    definition = _definition(home, indicator)
    editions = dict(zip(home.evidence.vintages(indicator), home.evidence.editions(indicator), strict=True))
    earlier, later = _chosen(indicator, tuple(editions), old, new)
    others = [item for item in home.evidence.series(indicator) if item.provenance.source != later.source]
    return EditionDifference(
        definition,
        earlier,
        later,
        revisions(editions[earlier], editions[later]),
        # Where another source fills a cell today, it does so beside either edition.
        was=_developing(definition, others, editions[earlier]),
        becomes=_developing(definition, others, editions[later]),
    )


def waiting_editions(home: Home, indicator: str) -> tuple[EditionDifference, ...]:
    """What waits of an indicator, each source by itself, held against what is current.

    Raises `NotFoundError` where nothing waits.
    """
    definition = _definition(home, indicator)
    everything = approvals.waiting(home)
    found = tuple(one for one in everything if one.vintage.indicator == indicator)
    if not found:
        raise NotFoundError(
            Sentence("no figures of '{indicator}' wait for approval", indicator=indicator),
            instead=there_is({one.vintage.indicator for one in everything}, asked=indicator),
        )
    return tuple(_waiting(home, definition, one) for one in found)


def _waiting(home: Home, definition: IndicatorDefinition, one: approvals.Waiting) -> EditionDifference:
    current = home.evidence.current(definition.key, one.vintage.source)
    earlier, before = current or (None, ())
    today = home.evidence.series(definition.key)
    others = [item for item in today if item.provenance.source != one.vintage.source]
    return EditionDifference(
        definition,
        earlier,
        one.vintage,
        revisions(before, one.figures),
        was=_developing(definition, today),
        # What is loaded last fills a cell first.
        becomes=_developing(definition, one.figures, others),
        waits=True,
    )


def _definition(home: Home, indicator: str) -> IndicatorDefinition:
    definition = home.city.indicator(indicator)
    if definition is None:
        raise NotFoundError(
            Sentence("there is no indicator '{indicator}'", indicator=indicator),
            instead=there_is((item.key for item in home.city.indicators), asked=indicator),
        )
    return definition


def _developing(definition: IndicatorDefinition, *first_to_last: Iterable[Observation]) -> Developing:
    """Of figures put together; whoever comes first fills a cell."""
    filled = {item.cell: item for figures in reversed(first_to_last) for item in figures}
    return Developing(*development_of(tuple(filled.values()), definition, definition.polarity))


def _chosen(
    indicator: str, editions: Sequence[Vintage], old: str | None, new: str | None
) -> tuple[Vintage, Vintage]:
    if not editions:
        raise NotFoundError(
            Sentence("there are no figures of '{indicator}'", indicator=indicator),
            instead=Sentence("Load some first."),
        )
    earlier = _named(indicator, editions, old) if old else None
    source = earlier.source if earlier else editions[-1].source
    of_source = [item for item in editions if item.source == source]
    later = _named(indicator, editions, new) if new else of_source[-1]
    if earlier is None and len(of_source) == 1:
        raise NotFoundError(
            Sentence(
                "there is one edition of '{indicator}' from '{source}'", indicator=indicator, source=source
            ),
            instead=Sentence("There is nothing to hold it against until a second one has been loaded."),
        )
    earlier = earlier or of_source[-2]
    if earlier.source != later.source:
        raise InputError(
            Sentence(
                "the editions {earlier} and {later} are of different sources",
                earlier=earlier.id[:SHORT],
                later=later.id[:SHORT],
            ),
            instead=Sentence(
                "One is of '{earlier}', the other of '{later}'.", earlier=earlier.source, later=later.source
            ),
        )
    return earlier, later


def _named(indicator: str, editions: Sequence[Vintage], beginning: str) -> Vintage:
    """The edition whose id begins so."""
    found = [item for item in editions if item.id.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    told = {"indicator": indicator, "beginning": beginning}
    raise NotFoundError(
        Sentence("more than one edition of '{indicator}' begins with '{beginning}'", **told)
        if found
        else Sentence("no edition of '{indicator}' begins with '{beginning}'", **told),
        instead=there_is(item.id[:SHORT] for item in (found or editions)),
    )
