"""A mapping proposed for a table, field by field, from its headings and contents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.tables.cells import is_period, tidy
from fardplan.sources.tables.columns import Header
from fardplan.sources.tables.guesses import (
    SEXES,
    Column,
    area_guess,
    columns_of,
    fitting,
    indicator_of,
    is_base,
    is_of_numbers,
    is_of_periods,
    is_of_sexes,
    ordinary_day_of,
    source_key_of,
)
from fardplan.sources.tables.meaning import Catalogue
from fardplan.sources.tables.raw import RawTable
from fardplan.vocabulary.area import Area, AreaKind
from fardplan.vocabulary.errors import InputError

NO_INDICATOR = "write-the-indicator-here"
NO_PERIOD = "2000"

_WHOLE_CITY = re.compile(r"hela (staden|kommunen)|totalt|samtliga|staden", re.IGNORECASE)
_UPDATED = re.compile(r"(?:senast )?uppdaterad:? *(\d{4}-\d{2}-\d{2})", re.IGNORECASE)
_SOURCE = re.compile(r"(?:källa|source): *(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to check in a proposed mapping, and the field it stands in."""

    field: str
    text: str


class Guess:
    """The fields of a mapping, one after another; each takes the columns that it uses."""

    def __init__(self, table: RawTable, header: Header, catalogue: Catalogue, areas: Sequence[Area]) -> None:
        self._table, self._header = table, header
        self._catalogue, self._areas = catalogue, areas
        # A row with one cell filled is a note or a heading within the table.
        rows = [row for row in table.rows[header.first_row :] if sum(bool(cell.strip()) for cell in row) > 1]
        self._rows = len(rows)
        self._free = list(columns_of(header, rows))
        self.notes: list[Note] = []
        self._least_score = 0.3
        self._periods_stand_in_header = False
        self._indicators: list[str] = []
        self._indicator_texts: list[str] = []

    def header(self) -> dict[str, Any]:
        """The lines of the headings, where they are stacked; a single line is found again by its words."""
        height = self._header.height
        if height == 1:
            return {}
        return {"header": self._table.lines[self._header.first_row - height : self._header.first_row]}

    def area(self) -> dict[str, Any]:
        guesses = [(area_guess(column, self._areas, self._rows), column) for column in self._free]
        guess, column = max(guesses, key=lambda item: item[0].score, default=(None, None))
        if guess is None or column is None or guess.score < self._least_score:
            return {"area": self._whole_city()}
        self._free.remove(column)
        found: dict[str, Any] = {"column": self._name(column)}
        if guess.has_gaps:
            found["ignore"] = [""]
            self.note("area", "Rows that name no area are left out.")
        if guess.of_municipalities:
            return {"area": found | {"pad": 4, "unknown": "keep" if guess.unknown else "refuse"}}
        city = self._city()
        whole = [text for text in guess.unknown if _WHOLE_CITY.fullmatch(text)]
        if whole and city:
            found["codes"] = dict.fromkeys(whole, city)
            self.note("area", f"{listed(whole)} is taken to be the whole city.")
        others = [text for text in guess.unknown if text not in whole]
        if others:
            found |= self._area_of_others(others, known=len(guess.unknown) < len(column.distinct))
        return {"area": found}

    def _area_of_others(self, others: Sequence[str], *, known: bool) -> dict[str, Any]:
        """What becomes of areas that are not ours; `known`: others of the column are."""
        lead = "Not known" if known else "None is known"
        self.note("area", f"{lead}: {listed(others)}. Translate in codes, or list under ignore.")
        return {}

    def period(self) -> dict[str, Any]:
        column = next(filter(is_of_periods, self._free), None)
        if column:
            self._free.remove(column)
            return {"period": {"column": self._name(column)}}
        headed = [item for item in self._free if is_period(item.label)]
        if headed:
            self._periods_stand_in_header = True
            self._free = [item for item in self._free if item not in headed]
            self.note("period", "Each year is a column; list under ignore those that are not observations.")
            return {"period": {"in_header": True}}
        return {"period": self._period_of_table()}

    def sexes(self) -> dict[str, Any]:
        column = next(filter(is_of_sexes, self._free), None)
        if column is None:
            return {}
        self._free.remove(column)
        both = [text for text in column.distinct if SEXES[text.casefold()] is None]
        codes = {text: SEXES[text.casefold()] for text in column.distinct if text not in both}
        return {"groups": {"sex": {"column": self._name(column), "everybody": both, "codes": codes}}}

    def values(self) -> dict[str, Any]:
        by_row = self._indicator_by_row()
        if self._periods_stand_in_header:
            return by_row or {"indicator": self._indicator_of_table("indicator"), "values": [{}]}
        numbers = [column for column in self._free if self._has_figures(column)]
        bases = [column for column in numbers if is_base(column)] if len(numbers) > 1 else []
        figures = [column for column in numbers if column not in bases] or numbers[:1]
        if not figures:
            raise InputError(
                "no column looks like figures",
                where=self._table.name,
                instead="Write the mapping by hand; the guide shows one for each kind of table.",
            )
        base = {"base": self._name(bases[0])} if len(bases) == 1 and len(numbers) > 1 else {}
        if base:
            self.note("values", f"'{bases[0].label}' is taken to be what the shares rest on.")
        parting = [column.label for column in self._free if column not in numbers and column.repeats]
        if parting:
            self.note("values", f"Not used: {listed(parting)}. What parts the figures belongs in groups.")
        if by_row:
            return by_row | {"values": [{"column": self._name(figures[0])} | base]}
        return {"values": [measure | base for measure in self._measures(figures)]}

    def _has_figures(self, column: Column) -> bool:
        return is_of_numbers(column)

    def _measures(self, figures: Sequence[Column]) -> list[dict[str, str]]:
        """The columns whose headings name an indicator, else the first with the indicator of the table."""
        named = [(column, self._indicator_in(column.label, column)) for column in figures]
        known = [(column, match) for column, match in named if match]
        rest = [column.label for column, match in named if not match]
        if not known:
            key = self._indicator_of_table("values", figures[0])
            rest = rest[1:]
            measures = [{"column": self._name(figures[0]), "indicator": key}]
        else:
            measures = [{"column": self._name(column), "indicator": match[0]} for column, match in known]
            for column, (key, confidence) in known:
                self.note("values", f"'{column.label}' is guessed to be {key} ({confidence:.0%}).")
                self._took(key, column.label)
        if rest:
            self.note("values", f"Other columns of figures: {listed(rest)}.")
        return measures

    def origin(self) -> dict[str, Any]:
        texts = [tidy(cell) for row in self._table.rows for cell in row[:2] if cell.strip()]
        source = self._source(texts)
        self.note("origin", "official, own_calculation or simulated?")
        self.note("clearance", "published_by_source, with an address, lets the figures onto the public site.")
        return {
            "source": source,
            "origin": "official",
            "clearance": "internal",
            **self._published(texts, source),
        }

    def _published(self, texts: Sequence[str], source: Mapping[str, str]) -> dict[str, Any]:
        updated = next((found[1] for found in map(_UPDATED.match, texts) if found), None)
        if updated:
            self.note("published", "The day the table says that it was last updated.")
            return {"published": {"on": updated}}
        definitions = [self._catalogue[indicator] for indicator in dict.fromkeys(self._indicators)]
        days = {ordinary_day_of(item, source.get("key", "")) for item in definitions}
        day = days.pop() if len(days) == 1 else None
        if day:
            self.note("published", "The source's ordinary day for this series.")
            return {"published": {"every_year": day[0], "years_after": day[1]}}
        self.note("origin", "When was this published? Say under published; now it is unknown.")
        return {}

    def _source(self, texts: Sequence[str]) -> dict[str, str]:
        definitions = [self._catalogue[indicator] for indicator in dict.fromkeys(self._indicators)]
        texts_of = [*self._indicator_texts, *self._texts_of_table(), self._table.path.stem]
        named = [source_key_of(item, texts_of) for item in definitions]
        shared = [key for key in named if key and all(_has_source(item, key) for item in definitions)]
        if shared:
            return {"key": shared[0]}
        return self._named_source(texts)

    def _named_source(self, texts: Sequence[str]) -> dict[str, str]:
        stated = next((found[1] for found in map(_SOURCE.match, texts) if found), None)
        name = stated or (self._header.banner[0] if self._header.banner else self._table.path.stem)
        self.note("source", "Name the table and its publisher, and the address where it can be seen.")
        return {"name": name}

    def _indicator_by_row(self) -> dict[str, Any]:
        """A column whose texts name indicators: by code or name in full, or under a heading that says so."""
        for column in self._free:
            if is_of_numbers(column):
                continue
            meant = {text: indicator_of(text, self._catalogue) for text in column.distinct}
            known = {text: match for text, match in meant.items() if match}
            certain = any(confidence == 1 for _, confidence in known.values())
            if not known or not (certain or column.is_headed_as_indicators):
                continue
            self._free.remove(column)
            for text, (key, confidence) in known.items():
                self._took(key, text)
                if confidence < 1:
                    self.note("indicator", f"'{text}' is guessed to be {key} ({confidence:.0%}).")
            found: dict[str, Any] = {
                "column": self._name(column),
                "codes": {text: key for text, (key, _) in known.items()},
            }
            rest = [text for text in meant if text not in known]
            if rest:
                found["unknown"] = "ignore"
                self.note("indicator", f"Left out: {listed(rest)}.")
            return {"indicator": found}
        return {}

    def _indicator_in(self, text: str, figures: Column | None) -> tuple[str, float] | None:
        return indicator_of(text, fitting(self._catalogue, figures) if figures else self._catalogue)

    def _indicator_of_table(self, field: str, figures: Column | None = None) -> str:
        texts = self._texts_of_table()
        found = [(match, text) for text in texts if (match := self._indicator_in(text, figures))]
        if not found:
            self.note(field, "Which indicator is it? Write its key.")
            return NO_INDICATOR
        (key, confidence), text = max(found, key=lambda item: item[0][1])
        self.note(field, f"Guessed to be {key} from '{text}' ({confidence:.0%}).")
        self._took(key, text)
        return key

    def _texts_of_table(self) -> list[str]:
        return [*self._header.banner, self._table.path.stem.replace("_", " ")]

    def _took(self, indicator: str, text: str) -> None:
        self._indicators.append(indicator)
        self._indicator_texts.append(text)

    def _period_of_table(self) -> Any:
        for text in self._header.banner:
            match = re.match(r"(.*?(?:läsår|period|år)\w*:)\s*(.+)", text, re.IGNORECASE)
            if match and is_period(match[2]):
                self.note("period", f"From the line '{text}' above the table.")
                return {"banner": match[1]}
        years = [year for text in self._texts_of_table() for year in _years(text)]
        period = years[-1] if years else NO_PERIOD
        self.note(
            "period", "Which period is the table about? " + ("A guess." if years else "It does not say.")
        )
        return {"const": period}

    def _whole_city(self) -> dict[str, str]:
        self.note("area", "No column names areas; all figures are taken to be about the whole city.")
        return {"const": self._city() or "write the area here"}

    def _city(self) -> str | None:
        cities = [area.code for area in self._areas if area.kind is AreaKind.CITY]
        return cities[0] if len(cities) == 1 else None

    def _name(self, column: Column) -> str:
        same = [label for label in self._header.labels if label.casefold() == column.label.casefold()]
        return column.label if len(same) == 1 else f"#{column.place + 1}"

    def note(self, field: str, text: str) -> None:
        """Something to check in a field."""
        self.notes.append(Note(field, text))


def _has_source(definition: IndicatorDefinition, key: str) -> bool:
    return any(source.key == key for source in definition.sources)


def listed(texts: Sequence[str]) -> str:
    shown = [text if len(text) <= 60 else f"{text[:57]}…" for text in texts[:8]]
    return ", ".join(shown) + (f" and {len(texts) - 8} more" if len(texts) > 8 else "")


def _years(text: str) -> list[str]:
    return re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", text)
