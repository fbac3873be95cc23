"""Asking Kolada: the fewest calls that bring everything, whole or not at all."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from urllib.parse import urljoin, urlsplit

from fardplan.sources.asking.request import Asker, Request
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
MOST_IDS = 25
"""So many ids Kolada takes in one segment of an address."""

MOST_A_PAGE = 5000


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
        pages = [f"kpi/{','.join(part)}".rstrip("/") for part in _parts(ids)]
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
        return tuple(
            value
            for path in _addresses(what, place, kpis, places, years)
            for record in self._all(path, asked)
            for value in values_of(record, place)
        )

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
        new = urljoin(where, following)
        if urlsplit(new).netloc != urlsplit(self.address).netloc:
            raise strange(where, f"the next page is on another host: {new[:100]}")
        return new


def _addresses(
    what: str, place: str, kpis: Sequence[str], places: Sequence[str], years: Sequence[int]
) -> Iterator[str]:
    """Paths that together ask for everything once, in segments that Kolada takes."""
    written = [str(year) for year in years]
    for few in _parts(kpis):
        for of in _parts(places, _at_once(len(few), len(places), len(years))):
            for when in _parts(written):
                named = f"/{place}/{','.join(of)}" if of else ""
                timed = f"/year/{','.join(when)}" if when else ""
                yield f"{what}/kpi/{','.join(few)}{named}{timed}"


def _at_once(kpis: int, places: int, years: int) -> int:
    """How many places are named in one address, so that the fewest pages bring all: full ones, that is."""

    def pages(at_once: int) -> int:
        whole, rest = divmod(places, at_once)
        cells = kpis * min(years, MOST_IDS)
        return whole * ceil(at_once * cells / MOST_A_PAGE) + ceil(rest * cells / MOST_A_PAGE)

    return min(range(MOST_IDS, 0, -1), key=pages) if years else MOST_IDS


def _parts(ids: Sequence[str], most: int = MOST_IDS) -> list[tuple[str, ...]]:
    """The ids in order, so many at most together; one part that names none where there are none."""
    return [tuple(ids[start : start + most]) for start in range(0, len(ids), most)] or [()]
