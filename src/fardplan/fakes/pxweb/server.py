"""The fake PxWeb as a server: both versions of the API, their refusals, their pace and their limits."""

import json
import re
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any

from fardplan.fakes.faults import NO_FAULTS, Faults
from fardplan.fakes.pxweb import documents
from fardplan.fakes.pxweb.choosing import Asked, Problem, chosen
from fardplan.fakes.pxweb.table import FakeCodelist, FakeTable, answered
from fardplan.fakes.serving import FakeServer, Heard, Said, said_json, too_many

V2, V1 = "/api/v2", "/v1"
PROBLEM = "application/problem+json"
PAGE_SIZE = 20
_PARAMETER = re.compile(r"(valuecodes|codelist)\[(.+)\]", re.I)
_COMMA = re.compile(r",(?=[^\]]*(?:\[|$))")
_DATA = re.compile(r"/tables/([^/]+)/data")
_METADATA = re.compile(r"/tables/([^/]+)/metadata")
_TABLE = re.compile(r"/tables/([^/]+)")
_CODELIST = re.compile(r"/codelists/([^/]+)", re.I)


@dataclass(frozen=True, slots=True)
class FakeLimits:
    """At most `cells` in an answer, and `calls` in any stretch of `seconds`."""

    cells: int = 150_000
    calls: int = 1000
    seconds: float = 1.0


class FakePxWeb(FakeServer):
    """Serves tables over PxWeb v2 at `v2` and v1 at `v1`, where a table's path is its identity.

    As the real ones: a selection above the limit is refused (400 in v2, 403 in v1), too many calls in the
    window get 429, a variable that is not chosen is summed where it may be, and a repeated parameter counts
    once, in silence. Figures over v1 begin with a mark of byte order.
    """

    def __init__(
        self,
        tables: Iterable[FakeTable],
        *,
        limits: FakeLimits | None = None,
        faults: Faults = NO_FAULTS,
        port: int = 0,
        revised: Iterable[FakeTable] = (),
    ) -> None:
        """`revised`: tables as they are after a revision; of others every figure is then one higher."""
        super().__init__(faults=faults, port=port)
        self.tables = {table.key: table for table in tables}
        self.revised = {table.key: table for table in revised}
        self.limits = limits or FakeLimits()
        self._recent: deque[float] = deque()

    @property
    def v2(self) -> str:
        """The base address of API v2."""
        return self.address + V2

    @property
    def v1(self) -> str:
        """The base address of API v1."""
        return self.address + V1

    def answer(self, heard: Heard) -> Said:
        if self._too_fast():
            return too_many(self.limits.seconds)
        try:
            if heard.path.startswith(f"{V2}/"):
                return said_json(self._v2(heard, heard.path.removeprefix(V2)))
            if heard.path.startswith(f"{V1}/"):
                said = said_json(self._v1(heard, heard.path.removeprefix(f"{V1}/")))
                return replace(said, body=BOM_UTF8 + said.body) if heard.method == "POST" else said
        except Problem as problem:
            return _refused(problem, new=heard.path.startswith(V2))
        return Said(404, b"<html><body>Not Found</body></html>", "text/html")

    def _too_fast(self) -> bool:
        now = monotonic()
        with self._lock:
            while self._recent and now - self._recent[0] >= self.limits.seconds:
                self._recent.popleft()
            self._recent.append(now)
            return len(self._recent) > self.limits.calls

    @property
    def _cells(self) -> int:
        return self.limits.cells if self.faults.cell_limit is None else self.faults.cell_limit

    def _table(self, key: str, heard: Heard) -> FakeTable:
        if key not in self.tables:
            raise Problem(404, "Non-existent table")
        table = self.tables[key]
        if self.faults.revised and heard.call >= self.faults.revised:
            return self.revised.get(key) or table.revised()
        return table

    def _v2(self, heard: Heard, path: str) -> Any:
        if path == "/config":
            return documents.config(self.limits.cells, self.limits.calls, self.limits.seconds)
        if path.rstrip("/") == "/tables":
            return self._listing(heard)
        if found := _DATA.fullmatch(path):
            asked = _posted(heard.body) if heard.method == "POST" else _in_address(heard)
            return documents.figures(self._figures(self._table(found[1], heard), asked))
        if found := _METADATA.fullmatch(path):
            return documents.metadata(self._table(found[1], heard))
        if found := _TABLE.fullmatch(path):
            return documents.entry(self._table(found[1], heard))
        if found := _CODELIST.fullmatch(path):
            return documents.codelist(self._codelist(found[1]))
        raise Problem(404, "Not Found")

    def _figures(self, table: FakeTable, asked: dict[str, Asked]) -> Any:
        if not asked:
            asked = {one.key: Asked(one.codes[:1]) for one in table.variables}
        return answered(table, chosen(table, asked, self._cells))

    def _listing(self, heard: Heard) -> Any:
        words = (heard.first("query") or "").casefold()
        found = [one for one in self.tables.values() if words in f"{one.key} {one.label}".casefold()]
        page, size = int(heard.first("pageNumber") or 1), int(heard.first("pageSize") or PAGE_SIZE)
        if page > 1 and (page - 1) * size >= len(found):
            raise Problem(404, "Non-existent page", "Non-existent page")
        return documents.listing(found, page, size)

    def _codelist(self, key: str) -> FakeCodelist:
        for table in self.tables.values():
            for variable in table.variables:
                for codelist in variable.codelists:
                    if codelist.key == key:
                        return codelist
        raise Problem(404, "Non-existent codelist")

    def _v1(self, heard: Heard, path: str) -> Any:
        table = self._table(path, heard)
        if heard.method == "GET":
            return documents.v1_metadata(table)
        told = _parsed(heard.body)
        asked = {
            one["code"]: _v1_asked(table, one["code"], one["selection"]) for one in told.get("query", [])
        }
        for variable in table.variables:
            if not variable.optional:  # v1 gives all of a variable that is not chosen and cannot be summed
                asked.setdefault(variable.key, Asked(("*",)))
        answer = answered(table, chosen(table, asked, self._cells))
        if told.get("response", {}).get("format") == "json-stat2":
            return documents.figures(answer)
        return documents.v1_figures(answer)


def _in_address(heard: Heard) -> dict[str, Asked]:
    """What the query of an address asks. Of a parameter that is repeated only the first counts."""
    values: dict[str, tuple[str, ...]] = {}
    lists: dict[str, str] = {}
    for key, told in heard.query:
        if not (found := _PARAMETER.fullmatch(key)):
            continue
        if found[1].lower() == "valuecodes":
            values.setdefault(found[2], tuple(_bare(part) for part in _COMMA.split(told)))
        elif found[1] == "codelist":
            lists.setdefault(found[2], told)
    return {key: Asked(codes, lists.get(key)) for key, codes in values.items()}


def _bare(part: str) -> str:
    part = part.strip()
    return part[1:-1] if part.startswith("[") and part.endswith("]") else part


def _posted(body: bytes) -> dict[str, Asked]:
    selection = _parsed(body).get("selection", [])
    return {
        one["variableCode"]: Asked(
            tuple(one.get("valueCodes", ())), one.get("codelist") or one.get("codeList")
        )
        for one in selection
    }


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body or b"{}")
    except ValueError as error:
        raise Problem(400, "The body is no JSON") from error
    return told if isinstance(told, dict) else {}


def _v1_asked(table: FakeTable, key: str, selection: dict[str, Any]) -> Asked:
    """What one part of a v1 query asks: items, all that is like a pattern, the newest, or codes of a list."""
    way, values = selection.get("filter", "item"), tuple(str(one) for one in selection.get("values", ()))
    variable = next((one for one in table.variables if one.key == key), None)
    if variable is None:
        raise Problem(400, "Parameter error")
    if way == "all":
        return Asked(values)
    if way == "top":
        return Asked((f"top({values[0]})",))
    if way == "item":
        return Asked(_plain(variable.codes, values))
    name = way.replace(":", "_", 1)
    for codelist in variable.codelists:
        if codelist.key == name:
            return Asked(_plain(tuple(codelist.groups), values), name)
    raise Problem(400, "Parameter error")


def _plain(codes: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...]:
    """The values, every one of which must be a code."""
    if not values or set(values) - set(codes):
        raise Problem(400, "Parameter error")
    return values


def _refused(problem: Problem, *, new: bool) -> Said:
    """A refusal in the words of v2, problem details, or of v1, an error."""
    if new:
        told = {"type": "Parameter error", "title": problem.title, "status": problem.status}
        return said_json(
            told | ({"detail": problem.detail} if problem.detail else {}), problem.status, PROBLEM
        )
    if problem.title == "Too many cells selected":
        return said_json({"error": "Too many values selected"}, 403)
    return said_json({"error": "Parameter error"}, problem.status)
