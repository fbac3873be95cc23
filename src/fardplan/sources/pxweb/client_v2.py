"""A client of PxWeb API v2, as Statistics Sweden and other offices run it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.request import Answer, Asker, Request
from fardplan.sources.pxweb.cube import Cube
from fardplan.sources.pxweb.jsonstat import read_jsonstat, read_table
from fardplan.sources.pxweb.plan import Plan, Selection, choose, fetched
from fardplan.sources.pxweb.reading import (
    a_count,
    a_list,
    a_text,
    an_object,
    malformed,
    maybe_text,
    objects,
    texts,
)
from fardplan.sources.pxweb.splitting import parts_of
from fardplan.sources.pxweb.table import NOTHING_ASKED, Codelist, Table
from fardplan.vocabulary.errors import RefusedError

SCB = "https://statistikdatabasen.scb.se/api/v2"
FORMAT = "json-stat2"
LONGEST_ADDRESS = 2000
"""Longer addresses are cut short or refused on the way; what is asked is posted instead."""
PAGE_SIZE, MOST_PAGES = 1000, 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a source says of itself: at most `cells` in a call, and `calls` in any stretch of `seconds`.

    `calls` is 0 where the source sets no pace. `attribution` is the source's own words by language.
    """

    version: str
    cells: int
    calls: int
    seconds: float
    languages: tuple[str, ...] = ()
    language: str | None = None
    licence: str | None = None
    attribution: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a source's list: its identity, name, variables, and the first and the last period."""

    key: str
    label: str
    variables: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    updated: str | None = None
    discontinued: bool = False


class PxWebClient:
    """Asks a PxWeb API v2 at `base`, in `language` or else in the source's own.

    It neither tries again nor waits: the asker does. What a source says of its limits and tables is asked
    once. Raises `RefusedError` for what the source does not have or will not give, `UnreachableError` when it
    does not answer, and `SourceError` when its answer cannot be understood.
    """

    def __init__(self, asker: Asker, base: str = SCB, *, language: str | None = None) -> None:
        self._asker, self._base, self._language = asker, base.rstrip("/"), language
        self._limits: Limits | None = None
        self._tables: dict[str, Table] = {}
        self._codelists: dict[str, Codelist] = {}

    def config(self) -> Limits:
        """What the source says of its limits, languages and licence."""
        if self._limits is None:
            self._limits = _limits(self._ask("config"))
        return self._limits

    def tables(
        self, query: str | None = None, *, past_days: int | None = None, page_size: int = PAGE_SIZE
    ) -> tuple[Found, ...]:
        """The tables that match a query in the source's own way, all pages of them; without one, all tables.

        `past_days`: only those updated within so many days. `page_size`: how many are asked for at once; a
        source may give fewer.
        """
        found: dict[str, Found] = {}
        for page in range(1, MOST_PAGES + 1):
            told = {"query": query, "pastDays": past_days, "pageNumber": page, "pageSize": page_size}
            answer = self._ask(
                "tables", **{key: str(value) for key, value in told.items() if value is not None}
            )
            where = answer.request.full_address
            document = an_object(answer.json, where, "the answer")
            tables = [_found(item, where) for item in a_list(document.get("tables"), where, "tables")]
            found |= {table.key: table for table in tables}
            pages = an_object(document.get("page") or {}, where, "page").get("totalPages", page)
            if not tables or page >= a_count(pages, where, "page.totalPages"):
                break
        return tuple(found.values())

    def metadata(self, table: str) -> Table:
        """What the source says of a table: variables, codes, code lists, what can be left out."""
        if table not in self._tables:
            answer = self._ask(f"tables/{quote(table, safe='')}/metadata", outputFormat=FORMAT)
            self._tables[table] = read_table(answer.json, answer.request.full_address, table)
        return self._tables[table]

    def codelist(self, key: str) -> Codelist:
        """A set of codes to ask a variable by: other areas, or groups that the source sums over."""
        if key not in self._codelists:
            self._codelists[key] = _codelist(self._ask(f"codelists/{quote(key, safe='')}"), key)
        return self._codelists[key]

    def plan(self, table: str, selection: Selection, codelists: Mapping[str, str] | None = None) -> Plan:
        """The calls that fetch a selection, with nothing fetched yet; see `data`."""
        known = self.metadata(table)
        where = f"{self._base}/tables/{table}"
        lists = {known.variable(key).key: name for key, name in (codelists or {}).items()}
        _check_lists(known, lists, where)
        chosen = choose(known, selection, {key: self.codelist(name) for key, name in lists.items()}, where)
        limit = self.config().cells
        keys = [dimension.key for dimension in chosen.dimensions]
        parts = parts_of([dimension.codes for dimension in chosen.dimensions], limit)
        requests = tuple(self._request(table, dict(zip(keys, part, strict=True)), lists) for part in parts)
        return Plan(chosen, requests, limit)

    def data(self, table: str, selection: Selection, codelists: Mapping[str, str] | None = None) -> Cube:
        """The figures of a table for a selection, in the order as asked.

        `selection` by variable: a code, an expression (`*`, `0180*`, `??80`, `top(5)`, `bottom(5)`,
        `from(2015)`, `to(2020)`, `range(2015,2020)`), or several of them. A variable that is not named is
        summed by the source, which the cube tells in `summed`; where it cannot be, nothing is asked.
        `codelists` by variable: the identity of a code list whose codes the selection then means. A selection
        above the source's limit is fetched in the fewest calls and put together again.
        """
        return fetched(self.plan(table, selection, codelists), self._asker, read_answer)

    def _ask(self, path: str, **parameters: str) -> Answer:
        return self._asker.ask(Request(f"{self._base}/{path}", (*self._spoken(), *parameters.items())))

    def _spoken(self) -> tuple[tuple[str, str], ...]:
        return (("lang", self._language),) if self._language else ()

    def _request(self, table: str, codes: Mapping[str, Sequence[str]], lists: Mapping[str, str]) -> Request:
        address = f"{self._base}/tables/{quote(table, safe='')}/data"
        general = (*self._spoken(), ("outputFormat", FORMAT))
        told = [(f"valueCodes[{key}]", ",".join(map(_in_address, values))) for key, values in codes.items()]
        told += [(f"codelist[{key}]", name) for key, name in lists.items() if key in codes]
        request = Request(address, (*general, *told))
        plain = all(_can_stand(code) for values in codes.values() for code in values)
        if plain and len(request.full_address) <= LONGEST_ADDRESS:
            return request
        return Request(address, general, _body(codes, lists))


def read_answer(answer: Answer) -> Cube:
    """The cube of an answer that was asked for as JSON-stat."""
    return read_jsonstat(answer.json, answer.request.full_address[:300])


def _in_address(code: str) -> str:
    """A code with a comma stands in square brackets, or it would be read as two."""
    return f"[{code}]" if "," in code else code


def _can_stand(code: str) -> bool:
    return bool(code) and code == code.strip() and not set("[]") & set(code)


def _body(codes: Mapping[str, Sequence[str]], lists: Mapping[str, str]) -> bytes:
    selection: list[dict[str, Any]] = []
    for key, values in codes.items():
        item: dict[str, Any] = {"variableCode": key, "valueCodes": list(values)}
        if key in lists:
            item["codelist"] = lists[key]
        selection.append(item)
    return json.dumps({"selection": selection}, ensure_ascii=False).encode()


def _check_lists(table: Table, lists: Mapping[str, str], where: str) -> None:
    for key, name in lists.items():
        offered = table.variable(key).codelists
        if name not in [identity for identity, _ in offered]:
            told = ", ".join(f"'{identity}' ({label})" for identity, label in offered) or "-"
            raise RefusedError(
                Sentence("variable '{variable}' has no code list '{name}'", variable=key, name=name),
                where=where,
                instead=Sentence("It has: {listed}.", listed=told),
                outcome=NOTHING_ASKED,
            )


def _limits(answer: Answer) -> Limits:
    where = answer.request.full_address
    told = an_object(answer.json, where, "the answer")
    if "maxDataCells" not in told:
        raise malformed(where, "the source does not say how many cells it gives at once ('maxDataCells')")
    words = objects(told.get("sourceReferences"), where, "sourceReferences")
    return Limits(
        version=a_text(told.get("apiVersion") or "", where, "apiVersion"),
        cells=a_count(told["maxDataCells"], where, "maxDataCells"),
        calls=int(_at_least_none(told.get("maxCallsPerTimeWindow"))),
        seconds=_at_least_none(told.get("timeWindow")),
        languages=tuple(
            a_text(one.get("id"), where, "languages")
            for one in objects(told.get("languages"), where, "languages")
        ),
        language=maybe_text(told.get("defaultLanguage"), where, "defaultLanguage"),
        licence=maybe_text(told.get("license"), where, "license"),
        attribution={str(one.get("language")): str(one.get("text")) for one in words},
    )


def _at_least_none(value: object) -> float:
    """A number that a source may leave out, or write as -1, where it sets no limit."""
    return max(0, value) if isinstance(value, int | float) else 0


def _found(item: object, where: str) -> Found:
    told = an_object(item, where, "tables")
    return Found(
        key=a_text(told.get("id"), where, "id"),
        label=a_text(told.get("label") or "", where, "label"),
        variables=texts(told.get("variableNames"), where, "variableNames"),
        first=maybe_text(told.get("firstPeriod"), where, "firstPeriod"),
        last=maybe_text(told.get("lastPeriod"), where, "lastPeriod"),
        updated=maybe_text(told.get("updated"), where, "updated"),
        discontinued=told.get("discontinued") is True,
    )


def _codelist(answer: Answer, key: str) -> Codelist:
    where = answer.request.full_address
    told = an_object(answer.json, where, "the answer")
    values = objects(a_list(told.get("values"), where, "values"), where, "values")
    codes = tuple(a_text(one.get("code"), where, "code") for one in values)
    return Codelist(
        key,
        a_text(told.get("label") or "", where, "label"),
        codes,
        tuple(a_text(one.get("label", one["code"]), where, "label") for one in values),
        {c: texts(one.get("valueMap"), where, "valueMap") for c, one in zip(codes, values, strict=True)},
    )
