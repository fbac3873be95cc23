"""What sources answer to what the city's definitions ask: figures series by series, or why there are none."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fardplan.indicators.asked import KoladaAsked, PxWebAsked, SkolverketAsked
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.source import Source
from fardplan.indicators.source_words import SourceWords
from fardplan.sources.asking.snapshots import Snapshot
from fardplan.sources.kolada.client import KoladaClient
from fardplan.sources.kolada.observing import ForIndicator, observations_of, places_of
from fardplan.sources.kolada.reading import Kpi
from fardplan.sources.municipalities import municipality_names
from fardplan.sources.public_figures import source_name
from fardplan.usecases.homes import Home
from fardplan.usecases.whole_answers import Keeping, is_one_state_of_kolada, read_whole
from fardplan.vocabulary.errors import RefusedError, SourceError
from fardplan.vocabulary.observation import Observation

COUNTRY = "0000"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A series that a definition asks a source for."""

    definition: IndicatorDefinition
    source: Source

    @property
    def name(self) -> str:
        """How the source is named in the provenance of its figures."""
        return source_name(self.source)

    @property
    def code(self) -> str:
        """The key figure, table or column that is asked for."""
        match self.source.asks:
            case KoladaAsked(kpi=code) | PxWebAsked(table=code):
                return code
            case SkolverketAsked(columns=columns):
                return columns[0]
        return ""

    @property
    def codes(self) -> tuple[str, ...]:
        """All that is asked for: beside the key figure itself the one that holds its margins of error."""
        return self.source.asks.kpis if isinstance(self.source.asks, KoladaAsked) else (self.code,)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of a wanted series.

    `areas`: those that were asked for. `words`: what the source says of its figures; `known` is whether it
    has them at all. `early`: figures before the series begins, left out. `answers`: what it was read from.
    """

    wanted: Wanted
    observations: tuple[Observation, ...]
    areas: tuple[str, ...]
    words: SourceWords | None
    early: int
    answers: tuple[Snapshot, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A wanted series that did not come: the source refused, was not reached, or answered strangely."""

    wanted: Wanted
    error: SourceError


def wanted_series(
    home: Home, indicators: Collection[str] = (), sources: Collection[str] = ()
) -> tuple[Wanted, ...]:
    """The series that can be asked for, of the indicators and the kinds of sources named, else of all."""
    return tuple(
        Wanted(definition, source)
        for definition in home.city.indicators
        for source in definition.sources
        if source.asks is not None
        and (not indicators or definition.key in indicators)
        and (not sources or source.asks.kind in sources)
    )


def areas_asked(home: Home, *, panel: bool) -> tuple[str, ...]:
    """The city, the country and those that the city is compared with; with `panel` every municipality."""
    city = home.city.city
    others = sorted(municipality_names()) if panel else city.compared_with
    return tuple(
        dict.fromkeys([city.home_area, COUNTRY, *(code for code in others if code != city.municipality_code)])
    )


def ask_kolada(
    home: Home, wanted: Sequence[Wanted], asker: Keeping, areas: Sequence[str], address: str, today: date
) -> Iterator[Arrived | Failed]:
    """Ask Kolada for all series at once; each by itself where together they are refused."""
    try:
        yield from _of_kolada(home, wanted, asker, areas, address, today)
    except RefusedError as error:
        if len(wanted) == 1:
            yield Failed(wanted[0], error)
            return
        for one in wanted:
            yield from ask_kolada(home, [one], asker, areas, address, today)
    except SourceError as error:
        yield from (Failed(one, error) for one in wanted)


def _of_kolada(
    home: Home, wanted: Sequence[Wanted], asker: Keeping, areas: Sequence[str], address: str, today: date
) -> list[Arrived | Failed]:
    client, city = KoladaClient(asker, address), home.city.city
    codes = list(dict.fromkeys(code for one in wanted for code in one.codes))
    first = len(asker.used)
    catalogue = {kpi.id: kpi for kpi in client.kpis(codes)}
    described = tuple(asker.used[first:])
    there = [code for code in codes if code in catalogue]
    places = places_of(areas, city.municipality_code, city.home_area)
    values, told = read_whole(
        asker,
        lambda: client.data(there, list(places)) if there else (),
        is_one_state_of_kolada(client, asker, there),
    )
    answers = (*described, *told)
    found: list[Arrived | Failed] = []
    for one in wanted:
        assert isinstance(one.source.asks, KoladaAsked)
        of = ForIndicator(one.definition, one.source.asks, one.name, places)
        try:
            observations, early = observations_of(values, of, today)
        except SourceError as error:
            found.append(Failed(one, error))
            continue
        words = _words(catalogue.get(one.code))
        found.append(Arrived(one, observations, tuple(areas), words, early, answers))
    return found


def _words(kpi: Kpi | None) -> SourceWords | None:
    return SourceWords(kpi.id, kpi.title, kpi.description) if kpi else None


def with_description_before(arrived: Arrived, before: str | None) -> Arrived:
    """The same with what the source said of its figures when they became current last."""
    if arrived.words is None or before is None:
        return arrived
    return replace(arrived, words=replace(arrived.words, before=before))
