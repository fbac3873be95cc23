"""Asking Kolada: the fewest calls that bring everything, whole or not at all."""

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urljoin, urlsplit, urlunsplit

from fardplan.sources.asking.request import Asker, Request
from fardplan.sources.kolada.addresses import MOST_A_PAGE, Wanted, addresses, parts
from fardplan.sources.kolada.reading import (
    KoladaValue,
    Kpi,
    Municipality,
    MunicipalityGroup,
    OperatingUnit,
    Record,
    group_of,
    kpi_of,
    municipality_of,
    strange,
    unit_of,
    values_of,
)

ADDRESS = "https://api.kolada.se/v3"
Key = tuple[str, str, int, str]
"""Key figure, place, year and gender."""


class KoladaClient:
    """Kolada's catalogue and values, asked through `asker`; see `HttpAsker`.

    Every list is followed to its last page. Raises `SourceError` (see its kinds) where an answer is refused,
    absent or not as it should be; nothing is then given at all.
    """

    def __init__(self, asker: Asker, address: str = ADDRESS) -> None:
        self.address = address.rstrip("/")
        self._asker = asker

    def kpis(self, ids: Sequence[str] = ()) -> tuple[Kpi, ...]:
        """Key figures by id, those that there are; all of them where none is named."""
        pages = [f"kpi/{','.join(part)}".rstrip("/") for part in parts(ids)]
        return tuple(kpi_of(record) for page in pages for record in self._all(page))

    def municipalities(self) -> tuple[Municipality, ...]:
        return tuple(municipality_of(record) for record in self._all("municipality"))

    def groups(self) -> tuple[MunicipalityGroup, ...]:
        return tuple(group_of(record) for record in self._all("municipality_groups"))

    def units(self, municipality: str) -> tuple[OperatingUnit, ...]:
        """The schools and other units of a municipality."""
        asked = (("municipality", municipality),)
        return tuple(unit_of(record) for record in self._all("ou", asked))

    def data(
        self,
        kpis: Sequence[str],
        places: Sequence[str] = (),
        years: Sequence[int] = (),
        *,
        since: date | None = None,
    ) -> tuple[KoladaValue, ...]:
        """The values of key figures, in the order they come; all places and years where none is named.

        `since`: only what has changed from that day on, withdrawn values included, which are marked.
        """
        return self._values("data", "municipality", kpis, places, years, since)

    def has_changed(self, kpis: Sequence[str], since: date) -> bool:
        """Whether any value of these key figures, of whichever place, has changed from that day on."""
        asked = (("from_date", since.isoformat()),)
        paths = (f"data/kpi/{','.join(part)}" for part in parts(tuple(dict.fromkeys(kpis))))
        return any(next(self._all(path, asked), None) is not None for path in paths)

    def unit_data(
        self,
        kpis: Sequence[str],
        units: Sequence[str] = (),
        years: Sequence[int] = (),
        *,
        since: date | None = None,
    ) -> tuple[KoladaValue, ...]:
        """As `data`, of schools and other units."""
        return self._values("oudata", "ou", kpis, units, years, since)

    def _values(
        self,
        what: str,
        place: str,
        kpis: Sequence[str],
        places: Sequence[str],
        years: Sequence[int],
        since: date | None,
    ) -> tuple[KoladaValue, ...]:
        asked = (("from_date", since.isoformat()),) if since else ()
        wanted = Wanted(what, place, kpis, places, years, changes=since is not None)
        found, of = dict[Key, KoladaValue](), frozenset(places)
        for path in addresses(wanted):
            for record in self._all(path, asked):
                for value in values_of(record, place):
                    if not of or value.place in of:
                        _add(found, value, f"{self.address}/{path}")
        return tuple(found.values())

    def _all(self, path: str, parameters: tuple[tuple[str, str], ...] = ()) -> Iterator[Record]:
        """The records of a list, page after page."""
        request = Request(f"{self.address}/{path}", (*parameters, ("per_page", str(MOST_A_PAGE))))
        seen = set[str]()
        while True:
            where = request.full_address
            if where in seen:
                raise strange(where, "the pages lead in a circle")
            seen.add(where)
            page = Record(self._asker.ask(request).json, where)
            yield from page.records("values")
            following = page.optional_text("next_url")
            if not following:
                return
            request = Request(self._followed(where, following))

    def _followed(self, where: str, following: str) -> str:
        """The address of the next page, which may be relative, and lies on the same host."""
        own, new = urlsplit(self.address), urlsplit(urljoin(where, following))
        if new.netloc != own.netloc:
            raise strange(where, f"the next page is on another host: {new.geturl()[:100]}")
        return urlunsplit(new._replace(scheme=own.scheme))


def _add(found: dict[Key, KoladaValue], value: KoladaValue, where: str) -> None:
    """Adds a value. One that moved to the next page while they were read comes twice and must be the same."""
    key = (value.kpi, value.place, value.year, value.gender)
    if found.setdefault(key, value) != value:
        told = " ".join(str(part) for part in key)
        raise strange(where, f"{told} came twice, as {found[key].value} and as {value.value}")
