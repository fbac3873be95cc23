"""Asking a map server for the features of a layer, page after page, all of them or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fardplan.sources.asking.refusals import KEPT, refused_within
from fardplan.sources.asking.request import Answer, Asker, Request
from fardplan.sources.wfs.reading import Feature, Page, layers_of, page_of, properties_of, strange
from fardplan.vocabulary.errors import InputError, known

SCB = "https://geodata.scb.se/geoserver/stat/wfs"
VERSION, MOST_A_PAGE = "2.0.0", 2000
XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a layer.

    `where`: properties and the values that they must have. `order`: the property by which the features come,
    which no two share; without an order a server may deal them out anew on every page. `properties`: those
    that are wanted, all where none is named; the border comes only where it is named or all are. `epsg`: the
    number of the reference system that positions are wanted in.
    """

    layer: str
    order: str
    where: Mapping[str, str]
    epsg: int
    properties: Sequence[str] = ()

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        told = {
            "typeNames": self.layer,
            "outputFormat": "application/json",
            "srsName": f"EPSG:{self.epsg}",
            "sortBy": self.order,
            "CQL_FILTER": " AND ".join(f"{name}='{_quoted(value)}'" for name, value in self.where.items()),
            "propertyName": ",".join(self.properties),
        }
        return tuple((name, value) for name, value in told.items() if value)


class WfsClient:
    """A map server at an address, asked through `asker`; see `HttpAsker`.

    Raises `RefusedError` with the server's own words where it answers with an exception, and `SourceError`
    (see its kinds) where an answer is absent or not as it should be; nothing is then given at all.
    """

    def __init__(self, asker: Asker, address: str = SCB, most: int = MOST_A_PAGE) -> None:
        self.address = address
        self._asker, self._most = asker, most

    def layers(self) -> tuple[str, ...]:
        """The names of the layers that the server has."""
        answer = self._ask("GetCapabilities", accept=XML)
        return layers_of(answer.body, answer.request.full_address)

    def properties(self, layer: str) -> tuple[str, ...]:
        """The names of the properties that the features of a layer have, the border among them.

        Raises `InputError` with the layers there are where there is no such layer.
        """
        there = self.layers()
        if _bare(layer) not in map(_bare, there):
            raise InputError(
                f"there is no layer '{layer}'",
                where=self.address,
                instead=known(there, asked=layer),
                outcome=KEPT,
            )
        asked = (("typeNames", layer), ("outputFormat", "application/json"))
        answer = self._ask("DescribeFeatureType", asked)
        return properties_of(answer.json, answer.request.full_address)

    def features(self, wanted: Wanted) -> tuple[Feature, ...]:
        """The features of a layer in their order, every one once.

        Of several pages all but the last are asked for a second time when the last one has come, so that
        what was changed meanwhile is noticed: what is given is what the server held at one time.
        """
        found: dict[str, Feature] = {}
        pages: list[tuple[int, Page]] = []
        for start, page in self._pages(wanted):
            for feature in page.features:
                if feature.id in found:
                    raise strange(page.where, f"the feature '{feature.id}' came twice")
                found[feature.id] = feature
            pages.append((start, page))
        for start, page in pages[:-1]:
            again = self._page(wanted, start)
            if (again.features, again.matched) != (page.features, page.matched):
                raise strange(page.where, "the layer was changed while it was read", "Ask again.")
        return tuple(found.values())

    def _pages(self, wanted: Wanted) -> Iterator[tuple[int, Page]]:
        """Pages from the first feature to the last, with how many came before each."""
        page = self._page(wanted, 0)
        matched, start = page.matched, 0
        while True:
            yield start, page
            start += len(page.features)
            if start == matched:
                return
            page = self._page(wanted, start)
            if page.matched != matched:
                raise strange(page.where, f"{matched} features became {page.matched} while they were read")
            if not page.features or start + len(page.features) > matched:
                told = start + len(page.features)
                raise strange(page.where, f"{matched} features are promised, and {told} have come")

    def _page(self, wanted: Wanted, start: int) -> Page:
        paging = (("startIndex", str(start)), ("count", str(self._most)))
        answer = self._ask("GetFeature", (*wanted.parameters, *paging))
        return page_of(answer.json, answer.request.full_address, wanted.epsg)

    def _ask(self, what: str, told: tuple[tuple[str, str], ...] = (), **kind: Any) -> Answer:
        asked = (("service", "WFS"), ("version", VERSION), ("request", what), *told)
        answer = self._asker.ask(Request(self.address, asked, **kind))
        refused = refused_within(answer.request, answer.body)
        if refused:
            raise refused
        return answer


def _bare(layer: str) -> str:
    """The name without the workspace before it, which a server may leave out."""
    return layer.rpartition(":")[2]


def _quoted(value: str) -> str:
    return value.replace("'", "''")
