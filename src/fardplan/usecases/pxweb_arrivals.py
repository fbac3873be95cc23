"""What statistical databases answer to what the city's definitions ask, series by series."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from fardplan.indicators.asked import PxWebAsked
from fardplan.indicators.source_words import SourceWords
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Pace
from fardplan.sources.asking.remembering import RememberingAsker
from fardplan.sources.asking.snapshots import Snapshot
from fardplan.sources.municipalities import municipality_names
from fardplan.sources.pxweb.client_v1 import PxWebV1Client
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.cube import Cube
from fardplan.sources.pxweb.meanings import check_meanings
from fardplan.sources.pxweb.observing import ForIndicator, areas_of, observations_of
from fardplan.sources.pxweb.table import Table
from fardplan.usecases.arrivals import COUNTRY, Arrived, Failed, Wanted
from fardplan.usecases.homes import Home
from fardplan.usecases.whole_answers import Keeping, OneEdition, read_whole
from fardplan.vocabulary.errors import SourceError
from fardplan.vocabulary.observation import Observation

Cell = tuple[object, ...]


def ask_pxweb(
    home: Home, wanted: Sequence[Wanted], asker: Keeping, today: date
) -> Iterator[Arrived | Failed]:
    """Ask for every series by itself; what a database says of itself and of a table is asked once.

    The pace that a database sets is kept. A figure that is known already, and the same, keeps its day of
    publication: a table that was updated does not make it newly known.
    """
    databases: dict[tuple[int, str], _Database] = {}
    known_areas = _known_areas(home)
    for one in wanted:
        asked = one.source.asks
        if not isinstance(asked, PxWebAsked):
            continue
        database = databases.setdefault(
            (asked.version, asked.address), _Database(asker, asked.version, asked.address)
        )
        try:
            yield _asked_for(home, one, asked, database, known_areas, today)
        except SourceError as error:
            yield Failed(one, error)


class _Database:
    """A database over the version of PxWeb that it speaks."""

    def __init__(self, asker: Keeping, version: int, address: str) -> None:
        self.asker, self._version, self._address = asker, version, address

    def client(self) -> PxWebClient | PxWebV1Client:
        """One that knows nothing yet; the asker remembers what it has asked for."""
        if self._version == 1:
            return PxWebV1Client(self.asker, self._address)
        return PxWebClient(self.asker, self._address)

    def licence(self) -> str | None:
        """Under which the database says that its figures may be used; its pace is kept from here on."""
        client = self.client()
        if isinstance(client, PxWebV1Client):
            return None
        limits = client.config()
        if limits.calls and limits.seconds:
            _keep_pace(self.asker, self._address, Pace(limits.calls, limits.seconds))
        return limits.licence

    def seen_at(self, table: str) -> str:
        """An address at which what is said of the table can be seen."""
        middle = "" if self._version == 1 else "/tables"
        return f"{self._address.rstrip('/')}{middle}/{table}"


def _keep_pace(asker: Keeping, address: str, pace: Pace) -> None:
    if isinstance(asker, RememberingAsker) and isinstance(asker.network, HttpAsker):
        asker.network.pacing.own[urlsplit(address).netloc] = pace


def _asked_for(
    home: Home, one: Wanted, asked: PxWebAsked, database: _Database, areas: frozenset[str], today: date
) -> Arrived:
    first = len(database.asker.used)
    licence = database.licence()
    limits = tuple(database.asker.used[first:])
    where = f"{asked.table}, for {one.definition.key}"
    (table, cube), told = read_whole(
        database.asker, lambda: _read(database, asked, where), _is_one_edition(database.asker)
    )
    seen_at = one.source.address or database.seen_at(asked.table)
    of = ForIndicator(one.definition, asked, one.name, seen_at, asked.licence or licence, areas)
    observations, early = observations_of(cube, of, today)
    return Arrived(
        one,
        tuple(_with_first_days(home, one, observations)),
        areas_of(cube, asked),
        _words(asked.table, table),
        early,
        tuple(dict.fromkeys((*limits, *told))),
    )


Read = tuple[Table, Cube]


def _read(database: _Database, asked: PxWebAsked, where: str) -> Read:
    client = database.client()
    table = client.metadata(asked.table)
    chosen = client.plan(asked.table, asked.select, asked.codelists).chosen
    lists = {
        table.variable(key).key: client.codelist(name) if isinstance(client, PxWebClient) else None
        for key, name in asked.codelists.items()
    }
    check_meanings(chosen, lists, asked, where)
    return table, client.data(asked.table, asked.select, asked.codelists)


def _is_one_edition(asker: Keeping) -> OneEdition[Read]:
    """The parts of a table are of one edition (see `joined`), and so must be what the source says of it."""

    def is_one(found: Read, answers: Sequence[Snapshot]) -> bool:
        table, cube = found
        if cube.updated is None:
            return False
        return table.updated == cube.updated or asker.stand_together([answers[0], answers[-1]])

    return is_one


def _words(code: str, table: Table) -> SourceWords:
    return SourceWords(code, table.label, " ".join((table.label, *table.notes)))


def _with_first_days(home: Home, one: Wanted, observations: Sequence[Observation]) -> Iterator[Observation]:
    """Figures that are as they were, or as they wait or were declined, with the day that they had then."""
    found = [store.current(one.definition.key, one.name) for store in (home.evidence, home.waiting)]
    before: list[Mapping[Cell, Observation]] = [
        {item.cell: item for item in edition[1]} for edition in found if edition
    ]
    for item in observations:
        old = [known[item.cell] for known in before if item.cell in known]
        yield _with_first_day(item, old)


def _with_first_day(item: Observation, known: Sequence[Observation]) -> Observation:
    for old in known:
        was = old.provenance
        same = (old.value, old.status) == (item.value, item.status)
        if same and was.published <= item.provenance.published:
            days = replace(item.provenance, published=was.published, published_basis=was.published_basis)
            return replace(item, provenance=days)
    return item


def _known_areas(home: Home) -> frozenset[str]:
    """The areas that figures here can be about: the city's own, municipalities, and the country."""
    return frozenset({*(area.code for area in home.city.areas), *municipality_names(), COUNTRY})
