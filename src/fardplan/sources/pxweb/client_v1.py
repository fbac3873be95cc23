"""A client of PxWeb API v1, which most statistical offices still run."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import quote

from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.request import Answer, Asker, Request
from fardplan.sources.pxweb.client_v2 import read_answer
from fardplan.sources.pxweb.cube import Cube
from fardplan.sources.pxweb.plan import Plan, Selection, choose, fetched
from fardplan.sources.pxweb.splitting import parts_of
from fardplan.sources.pxweb.table import NOTHING_ASKED, Codelist, Table
from fardplan.sources.pxweb.v1_json import read_v1_json, read_v1_table
from fardplan.vocabulary.errors import RefusedError

SCB_V1 = "https://api.scb.se/OV0104/v1/doris/sv/ssd"
MOST_CELLS = 100_000
JSON_STAT, JSON = "json-stat2", "json"
_FILTERS = ("agg:", "vs:")


class PxWebV1Client:
    """Asks a PxWeb API v1 at `base`, the address that the paths of tables are joined to.

    v1 does not tell its limits: `most_cells` is what it gives in one call, 100,000 in most places. `form` is
    the form to ask for, `json` where a server is too old for `json-stat2`. For the rest see `PxWebClient`.
    """

    def __init__(
        self, asker: Asker, base: str = SCB_V1, *, most_cells: int = MOST_CELLS, form: str = JSON_STAT
    ) -> None:
        self._asker, self._base = asker, base.rstrip("/")
        self._most_cells, self._form = most_cells, form
        self._tables: dict[str, Table] = {}

    def metadata(self, table: str) -> Table:
        """What the source says of the table at a path, for example BE/BE0101/BE0101A/BefolkningNy."""
        if table not in self._tables:
            answer = self._asker.ask(Request(self._address(table)))
            self._tables[table] = read_v1_table(answer.json, answer.request.full_address, table)
        return self._tables[table]

    def plan(self, table: str, selection: Selection, codelists: Mapping[str, str] | None = None) -> Plan:
        """The calls that fetch a selection, with nothing fetched yet; see `data`."""
        known, where = self.metadata(table), self._address(table)
        filters = {known.variable(key).key: name for key, name in (codelists or {}).items()}
        by_key = {known.variable(key).key: wanted for key, wanted in selection.items()}
        lists = {key: _codelist(key, name, by_key.get(key, ()), where) for key, name in filters.items()}
        chosen = choose(known, selection, lists, where)
        keys = [dimension.key for dimension in chosen.dimensions]
        parts = parts_of([dimension.codes for dimension in chosen.dimensions], self._most_cells)
        requests = tuple(
            Request(where, body=self._body(dict(zip(keys, part, strict=True)), filters)) for part in parts
        )
        return Plan(chosen, requests, self._most_cells)

    def data(self, table: str, selection: Selection, codelists: Mapping[str, str] | None = None) -> Cube:
        """The figures of a table for a selection, in the order as asked; see `PxWebClient.data`.

        `codelists` by variable: a grouping (`agg:…`) or another set of values (`vs:…`). v1 does not tell
        their codes, so the selection must write them out.
        """
        known = self.metadata(table)
        read = partial(_read_json, known) if self._form == JSON else read_answer
        return fetched(self.plan(table, selection, codelists), self._asker, read)

    def _address(self, table: str) -> str:
        return f"{self._base}/{'/'.join(quote(part, safe='') for part in table.strip('/').split('/'))}"

    def _body(self, codes: Mapping[str, Sequence[str]], filters: Mapping[str, str]) -> bytes:
        query = [
            {"code": key, "selection": {"filter": filters.get(key, "item"), "values": list(values)}}
            for key, values in codes.items()
        ]
        return json.dumps({"query": query, "response": {"format": self._form}}, ensure_ascii=False).encode()


def _read_json(table: Table, answer: Answer) -> Cube:
    return read_v1_json(answer.json, table, answer.request.full_address)


def _codelist(key: str, name: str, wanted: str | Sequence[str], where: str) -> Codelist:
    codes = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    if not name.startswith(_FILTERS):
        raise _refused(
            where,
            Sentence("'{name}' is no grouping and no set of values", name=name),
            Sentence("Write agg:… or vs:…."),
        )
    if not codes or any(set("*?(") & set(code) for code in codes):
        raise _refused(
            where,
            Sentence("'{name}' of '{variable}' needs its codes written out", name=name, variable=key),
            Sentence("This API does not tell which it has."),
        )
    return Codelist(name, "", codes, codes)


def _refused(where: str, what: str, instead: str) -> RefusedError:
    return RefusedError(what, where=where, instead=instead, outcome=NOTHING_ASKED)
