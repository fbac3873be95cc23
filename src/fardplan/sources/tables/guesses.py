"""What the columns of an unknown table seem to be, from their headings and contents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.matching import matches
from fardplan.sources.tables.cells import MARKS, is_period, read_cell, tidy
from fardplan.sources.tables.columns import Header
from fardplan.sources.tables.faults import CellFault
from fardplan.sources.tables.meaning import Catalogue
from fardplan.vocabulary.area import Area
from fardplan.vocabulary.keys import key_of

MOST = 0.8
"""A column is of a kind when so large a share of its filled cells is."""

_PERIOD = re.compile(r"\b(år|year|tid|time|month)|period|läsår|termin|månad", re.IGNORECASE)
_AREA = re.compile(r"kommun|område|omrade|area|region|stadsdel|municipality|nämnd", re.IGNORECASE)
_INDICATOR = re.compile(r"indi[kc]ator|kpi|nyckeltal|mått|measure|tabell|\btable|titel|title", re.IGNORECASE)
_BASE = re.compile(r"\bantal\b|\bbas\b|\bbase\b|^n$|\bsvar\b|respondent", re.IGNORECASE)
_IDENTITY = re.compile(r"(?:\b|_)(?:kod|code|id|nr|nummer|orgnr)\b|kod$", re.IGNORECASE)

SEXES: Mapping[str, str | None] = {
    **dict.fromkeys(("t", "totalt", "samtliga", "båda", "alla", "total", "båda könen"), None),
    **dict.fromkeys(("k", "kvinnor", "kvinna", "flickor", "women", "female"), "K"),
    **dict.fromkeys(("m", "män", "man", "pojkar", "men", "male"), "M"),
}
"""How tables write women, men and both."""


@dataclass(frozen=True)
class Column:
    """A column with its place, heading and the texts of its filled cells."""

    place: int
    label: str
    texts: tuple[str, ...]

    @property
    def distinct(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.texts))

    def share(self, *, of: Mapping[str, bool]) -> float:
        return sum(of[text] for text in self.texts) / len(self.texts) if self.texts else 0.0

    @property
    def repeats(self) -> bool:
        """Whether it says several things, each of them again and again."""
        return 1 < len(self.distinct) <= len(self.texts) // 2

    @property
    def is_headed_as_indicators(self) -> bool:
        return bool(_INDICATOR.search(self.label))


def columns_of(header: Header, rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Every column that has anything in it."""
    found = []
    for place in range(len(header.labels)):
        texts = tuple(tidy(row[place]) for row in rows if place < len(row) and row[place].strip())
        if texts:
            found.append(Column(place, header.label(place), texts))
    return tuple(found)


def is_of_periods(column: Column) -> bool:
    periods = {text: is_period(text) and not re.fullmatch(r"0\d{3}", text) for text in column.distinct}
    plausible = {text: found and 1900 <= int(text[:4]) <= 2100 for text, found in periods.items() if found}
    mostly = column.share(of=periods) >= MOST and all(plausible.values())
    return mostly and (bool(_PERIOD.search(column.label)) or len(column.distinct) * 2 <= len(column.texts))


def is_of_sexes(column: Column) -> bool:
    found = {text.casefold() for text in column.distinct}
    return len(found) > 1 and found <= set(SEXES)


def is_of_numbers(column: Column) -> bool:
    numbers = {text: _is_figure(text) for text in column.distinct}
    known = [text for text in column.texts if text.casefold() not in MARKS]
    return bool(known) and column.share(of=numbers) >= MOST and not _IDENTITY.search(column.label)


def is_base(column: Column) -> bool:
    return bool(_BASE.search(column.label)) and not re.search(r"andel|%|share", column.label, re.IGNORECASE)


@dataclass(frozen=True)
class AreaGuess:
    """How a column names areas: how sure, whether as municipalities with four digits, and who is unknown."""

    score: float
    of_municipalities: bool
    unknown: tuple[str, ...]
    has_gaps: bool


def area_guess(column: Column, areas: Sequence[Area], rows: int) -> AreaGuess:
    """What a column of a table with so many `rows` has to do with areas."""
    names = {version.name.casefold() for area in areas for version in area.versions}
    codes = {area.code.casefold() for area in areas}
    digits = [text.removesuffix(".0") for text in column.distinct]
    of_municipalities = all(text.isdigit() and len(text) in (3, 4) for text in digits)
    found = {}
    for text in column.distinct:
        code = text.removesuffix(".0").zfill(4) if of_municipalities else text.casefold()
        found[text] = code in codes or code in names
    headed = bool(_AREA.search(column.label))
    of_municipalities = of_municipalities and (headed or any(found.values()))
    known = column.share(of=found) * len(column.texts) / rows
    score = 1 + known if of_municipalities else known + (0.3 if headed and not is_of_numbers(column) else 0)
    unknown = tuple(text for text, is_known in found.items() if not is_known)
    return AreaGuess(score, of_municipalities, unknown, len(column.texts) < rows)


def indicator_of(text: str, catalogue: Catalogue) -> tuple[str, float] | None:
    """The indicator that a heading or code is about, and how sure that is."""
    folded = tidy(text).casefold()
    for definition in catalogue.values():
        names = {
            definition.key,
            tidy(definition.name.sv).casefold(),
            *(tidy(source.name).casefold() for source in definition.sources),
        }
        if (
            folded in names
            or key_of(text) == definition.key
            or any(_names(text, source.code) for source in definition.sources)
        ):
            return definition.key, 1.0
    best = next(iter(matches(text, catalogue.values())), None)
    return (best.indicator, best.confidence) if best else None


def fitting(catalogue: Catalogue, column: Column) -> Catalogue:
    """The indicators whose unit can hold every figure of a column: no share is 94,965 per cent."""
    cells = [read_cell(text, {}) for text in column.distinct if _is_figure(text)]
    figures = [cell.value for cell in cells if cell.value is not None]
    return {
        key: definition
        for key, definition in catalogue.items()
        if all(definition.unit.contains(figure) for figure in figures)
    }


def source_key_of(definition: IndicatorDefinition | None, texts: Sequence[str]) -> str | None:
    """The source of a definition that one of the texts names by its code, or by its name in full."""
    for source in definition.sources if definition else ():
        if any(_names(text, source.code) or source.name.casefold() == text.casefold() for text in texts):
            return source.key
    return None


_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_ORDINARY_DAY = re.compile(
    rf"den (\d{{1,2}}) ({'|'.join(_MONTHS)}) (samma år|året efter|(?:ett|två|tre) år senare)"
)
_YEARS_AFTER = {"samma år": 0, "året efter": 1, "ett år senare": 1, "två år senare": 2, "tre år senare": 3}


def ordinary_day_of(definition: IndicatorDefinition, key: str) -> tuple[str, int] | None:
    """The month and day when a source ordinarily publishes, and how many years after, where that is told."""
    for source in definition.sources:
        told = source.ordinarily_published.sv if source.key == key and source.ordinarily_published else ""
        match = _ORDINARY_DAY.search(told)
        if match:
            return f"{_MONTHS.index(match[2]) + 1:02d}-{int(match[1]):02d}", _YEARS_AFTER[match[3]]
    return None


def _names(text: str, code: str | None) -> bool:
    return bool(code) and bool(
        re.search(rf"(?<![a-z0-9]){re.escape(code or '')}(?![a-z0-9])", text, re.IGNORECASE)
    )


def _is_figure(text: str) -> bool:
    try:
        read_cell(text, {})
    except CellFault:
        return False
    return True
