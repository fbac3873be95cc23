"""A list on a page: what the address asks of it, and what is shown and taken away then.

    listing = Listing(
        request, plan.rows, name="ataganden-2027", title=translate("Undertakings of {year}", …),
        columns=(Column("namn", lazy_message("Undertaking"), lambda row: row.title, href=…), …),
        choices=(Choice("lage", lazy_message("State"), lambda row: row.state, said=…),),
        search=lambda row: f"{row.title} {row.text}",
    )
    if listing.wanted:
        return listing.download()
    return render_page(request, "web/plans/list.html", {"listing": listing})

and in the template `{% include "web/parts/listing.html" %}`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal

from django.http import HttpResponse, QueryDict
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from fardplan.presentation.ordering import swedish_order
from fardplan.presentation.translations import translate
from fardplan.usecases.exchange.lists import Heading, list_as_csv, list_as_xlsx
from fardplan.web.lists.about import SOUGHT, Chosen, about_list
from fardplan.web.lists.columns import Choice, Column, Row, State, Value, kept, shown
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.tags import status

SEARCH, ORDER, PAGE, FILE = "q", "ordning", "sida", "fil"
PER_PAGE = 50
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the page shows it."""

    text: str
    label: str
    href: str | None
    note: str
    shape: str | None
    numeric: bool

    @property
    def markup(self) -> str:
        """What stands in the cell."""
        said = status(self.shape, self.text) if self.shape else escape(self.text)
        if self.href:
            said = format_html('<a class="ds-link" href="{}">{}</a>', self.href, said)
        return format_html('{} <span class="quiet">{}</span>', said, self.note) if self.note else said

    @property
    def html(self) -> str:
        """The whole of a cell that heads no row. A list has hundreds: a template for each is slow."""
        numeric = SafeString(' class="numeric"' if self.numeric else "")
        return format_html('<td role="cell" data-label="{}"{}>{}</td>\n', self.label, numeric, self.markup)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading. `href` sorts by it; `sorted` is the value of aria-sort."""

    words: str
    href: str | None
    sorted: Literal["ascending", "descending", "none"]
    numeric: bool


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A choice as the page shows it."""

    name: str
    words: str
    options: tuple[Option, ...]


class Listing(Generic[Row]):
    """A list as the address asks for it.

    `name` is that of its files, `title` what it holds. `simulated` tells which rows are made up, `prefix`
    parts two lists on one page.
    """

    def __init__(
        self,
        request: WorkRequest,
        rows: Sequence[Row],
        *,
        name: str,
        title: str,
        columns: Sequence[Column[Row]],
        choices: Sequence[Choice[Row]] = (),
        search: Callable[[Row], str] | None = None,
        simulated: Callable[[Row], bool] | None = None,
        prefix: str = "",
    ) -> None:
        self._request, self._rows, self._name, self.title = request, rows, name, title
        self._all_columns, self._choices, self._search = tuple(columns), tuple(choices), search
        self._simulated, self._prefix = simulated, prefix
        self.columns = tuple(column for column in columns if not column.file_only)

    # What the address asks

    def _asked(self, name: str) -> str:
        return self._request.GET.get(self._prefix + name, "").strip()

    @property
    def sought(self) -> str:
        return self._asked(SEARCH)

    @property
    def wanted(self) -> str:
        """The kind of file that is asked for, empty when the page is."""
        kind = self._asked(FILE)
        return kind if kind in ("csv", "xlsx") else ""

    def _chosen(self, choice: Choice[Row]) -> str:
        return self._asked(choice.key)

    @property
    def is_filtered(self) -> bool:
        return bool(self.sought) or any(self._chosen(choice) for choice in self._choices)

    # The rows

    @property
    def total(self) -> int:
        return len(self._rows)

    @cached_property
    def found(self) -> list[Row]:
        """The rows that match, in the order that is asked for."""
        rows = [row for row in self._rows if self._matches(row)]
        column, backwards = self._order
        if column is None:
            return rows
        filled = [row for row in rows if not column.place(row)[0]]
        empty = [row for row in rows if column.place(row)[0]]
        return sorted(filled, key=lambda row: column.place(row)[1], reverse=backwards) + empty

    def _matches(self, row: Row) -> bool:
        for choice in self._choices:
            chosen = self._chosen(choice)
            if chosen and chosen not in choice.values(row):
                return False
        words = self.sought.casefold().split()
        if not words or self._search is None:
            return True
        text = self._search(row).casefold()
        return all(word in text for word in words)

    @cached_property
    def _order(self) -> tuple[Column[Row] | None, bool]:
        asked = self._asked(ORDER)
        key = asked.removeprefix("-")
        found = next((column for column in self.columns if column.sorts and column.key == key), None)
        return found, asked.startswith("-")

    # What is shown

    @property
    def searches(self) -> bool:
        return self._search is not None

    @property
    def names(self) -> dict[str, str]:
        return {"search": self._prefix + SEARCH, "order": self._prefix + ORDER, "page": self._prefix + PAGE}

    @property
    def order(self) -> str:
        return self._asked(ORDER)

    @property
    def others(self) -> list[tuple[str, str]]:
        """What else the address says, which the filter must not lose."""
        own = {self._prefix + name for name in (SEARCH, ORDER, PAGE, FILE)}
        own |= {self._prefix + choice.key for choice in self._choices}
        return [
            (name, value) for name, values in self._request.GET.lists() if name not in own for value in values
        ]

    @cached_property
    def choices(self) -> tuple[Asked, ...]:
        return tuple(self._as_asked(choice) for choice in self._choices)

    def _as_asked(self, choice: Choice[Row]) -> Asked:
        chosen = self._chosen(choice)
        occurring = {value for row in self._rows for value in choice.values(row)} | ({chosen} - {""})
        ahead = [value for value in choice.first if value in occurring]
        rest = sorted(occurring - set(ahead), key=lambda value: swedish_order(choice.said(value)))
        options = tuple(Option(value, choice.said(value), value == chosen) for value in (*ahead, *rest))
        return Asked(self._prefix + choice.key, choice.words, options)

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        return tuple(self._head(column) for column in self.columns)

    def _head(self, column: Column[Row]) -> Head:
        ordered, backwards = self._order
        here = column is ordered
        href = self._address(**{ORDER: f"-{column.key}" if here and not backwards else column.key, PAGE: ""})
        return Head(
            words=column.words,
            href=href if column.sorts and len(self.found) > 1 else None,
            sorted=("descending" if backwards else "ascending") if here else "none",
            numeric=column in self._numeric,
        )

    @cached_property
    def _numeric(self) -> tuple[Column[Row], ...]:
        """The columns whose cells are numbers, those that are empty left out of account."""
        return tuple(
            column
            for column in self._all_columns
            if (values := [value for row in self._rows if (value := column.value(row)) is not None])
            and all(isinstance(value, int | float) for value in values)
        )

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.found) // PER_PAGE))

    @property
    def page(self) -> int:
        asked = self._asked(PAGE)
        return min(max(1, int(asked)), self.pages) if asked.isdecimal() and len(asked) < 9 else 1

    @cached_property
    def rows(self) -> list[tuple[tuple[Cell, ...], bool]]:
        """The rows of this page: their cells, and whether they are simulated."""
        first = (self.page - 1) * PER_PAGE
        columns = [(column, str(column.words), column in self._numeric) for column in self.columns]
        return [
            (
                tuple(self._cell(*column, row) for column in columns),
                bool(self._simulated and self._simulated(row)),
            )
            for row in self.found[first : first + PER_PAGE]
        ]

    def _cell(self, column: Column[Row], label: str, numeric: bool, row: Row) -> Cell:
        value = column.value(row)
        return Cell(
            text=shown(value, self._request.language),
            label=label,
            href=column.href(row) if column.href else None,
            note=column.note(row) if column.note else "",
            shape=value.shape if isinstance(value, State) else None,
            numeric=numeric,
        )

    def _address(self, **changes: str) -> str:
        asked: QueryDict = self._request.GET.copy()
        for name, value in changes.items():
            asked.pop(self._prefix + name, None)
            if value:
                asked[self._prefix + name] = value
        return f"?{asked.urlencode()}"

    @property
    def before(self) -> str:
        return self._address(**{PAGE: str(self.page - 1)}) if self.page > 1 else ""

    @property
    def after(self) -> str:
        return self._address(**{PAGE: str(self.page + 1)}) if self.page < self.pages else ""

    @property
    def unfiltered(self) -> str:
        return self._address(**{SEARCH: "", PAGE: "", **{choice.key: "" for choice in self._choices}})

    @property
    def as_csv(self) -> str:
        return self._address(**{FILE: "csv", PAGE: ""})

    @property
    def as_xlsx(self) -> str:
        return self._address(**{FILE: "xlsx", PAGE: ""})

    # What is taken away

    def download(self) -> HttpResponse:
        """Every row that matches, not this page's alone, as the file that the address asks for."""
        headings = [self._heading(column) for column in self._all_columns]
        rows = [
            [kept(column.value(row), self._request.language) for column in self._all_columns]
            for row in self.found
        ]
        if self.wanted == "xlsx":
            about = about_list(
                self.title,
                self._request.language,
                self._request.today,
                simulated=self._simulated is not None and any(map(self._simulated, self.found)),
                chosen=self._chosen_by(),
            )
            content = list_as_xlsx(self.title, headings, rows, about=about)
            return _attached(content, XLSX, f"{self._name}.xlsx")
        return _attached(list_as_csv(headings, rows), CSV, f"{self._name}.csv")

    def _chosen_by(self) -> Chosen | None:
        if not self.is_filtered:
            return None
        by = [(one.words, option.words) for one in self.choices for option in one.options if option.chosen]
        sought = [(translate(SOUGHT, self._request.language), self.sought)] if self.sought else []
        return Chosen(len(self.found), self.total, (*by, *sought))

    def _heading(self, column: Column[Row]) -> Heading:
        values = [kept(column.value(row), self._request.language) for row in self.found]
        filled = [value for value in values if value is not None]
        return Heading(str(column.words), _kind(filled))


def _kind(values: Iterable[Value]) -> Literal["text", "number", "whole", "day"]:
    kinds = {type(value) for value in values}
    if not kinds or (not kinds <= {int, float} and len(kinds) > 1):
        return "text"
    if kinds == {int}:
        return "whole"
    if kinds <= {int, float}:
        return "number"
    return "text" if kinds == {str} else "day"


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
