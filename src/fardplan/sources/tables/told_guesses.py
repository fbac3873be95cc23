"""A mapping proposed for a file that says itself what its columns are, with what only a person can know."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fardplan.sources.tables.cells import MARKS, Mark, is_period
from fardplan.sources.tables.columns import Header
from fardplan.sources.tables.flags import STATUSES
from fardplan.sources.tables.guesses import SEXES, Column, ordinary_day_of
from fardplan.sources.tables.meaning import Catalogue
from fardplan.sources.tables.proposal import Guess, listed
from fardplan.sources.tables.raw import RawTable, Told
from fardplan.vocabulary.area import Area

NATION = "0000"

_NATIONS = frozenset({"00", "se", "riket", "sverige", "sweden", "the whole country"})
_ALL = re.compile(r"(?:totalt?|samtliga|båda könen|alla|both sexes|all|_t)(?:,.*)?", re.IGNORECASE)
_NO_DIMENSION = re.compile(r"[^a-zåäö0-9_]+")
_SELECTED = re.compile(r"unit|freq|enhet|frekvens|adjust", re.IGNORECASE)
_DIVIDED = re.compile(r" efter | by | per |[,(]")
_NO_CATEGORY = re.compile(r"[;=]")
_PROTECTED = re.compile(r"sekretess|röj|skydd|för få|confidential|suppress|disclos|too few", re.IGNORECASE)


class ToldGuess(Guess):
    """The fields of a mapping, from what the file says first, and from what the columns hold after that."""

    def __init__(
        self, table: RawTable, told: Told, header: Header, catalogue: Catalogue, areas: Sequence[Area]
    ) -> None:
        super().__init__(table, header, catalogue, areas)
        self._told = told
        self._least_score = 0.0 if told.place else self._least_score
        self._columns = {column.label: column for column in self._free}
        flags = {one.heading for one in table.flags}
        keys = {*told.dimensions, *told.codes.values()}
        self._free = [
            one for one in self._free if one.label not in flags and one.label in {*keys, *told.figures}
        ]

    def header(self) -> dict[str, Any]:
        return {}

    def area(self) -> dict[str, Any]:
        told, every = self._told, self._free
        skipped = {*self._pair(told.time), *told.figures}
        if told.place:
            self._free = self._columns_of(told.place)
        else:
            self._free = [one for one in every if one.label not in skipped]
        found = self._municipalities() or super().area()
        self._free = every
        self._take(found["area"].get("column"))
        return found

    def period(self) -> dict[str, Any]:
        if self._told.time is None:
            return super().period()
        columns = self._columns_of(self._told.time)
        self._take(self._told.time)
        best = next((one for one in columns if all(map(is_period, one.distinct))), columns[0])
        wrong = [text for text in best.distinct if not is_period(text)]
        if wrong:
            self.note("period", f"No periods that figures can be about here: {listed(wrong)}.")
        return {"period": {"column": self._name(best)}}

    def sexes(self) -> dict[str, Any]:
        groups: dict[str, Any] = {}
        where: dict[str, Any] = {}
        for name in self._told.dimensions:
            column = self._columns.get(name)
            if column is None or column not in self._free:
                continue
            column = self._columns_of(name)[0]
            self._take(name)
            if len(column.distinct) == 1:
                self.note("values", f"All figures are about {name}: {listed(column.distinct)}.")
            elif _SELECTED.search(name):
                where[self._name(column)] = [column.distinct[0]]
                self.note("where", f"{name} can also be {listed(column.distinct[1:])}.")
            else:
                groups |= self._group(name, column)
        return ({"where": where} if where else {}) | ({"groups": groups} if groups else {})

    def values(self) -> dict[str, Any]:
        for name, unit in self._told.units.items():
            self.note("values", f"'{name}' is in: {unit}.")
        return super().values() | self._marks()

    def _has_figures(self, column: Column) -> bool:
        return column.label in self._told.figures

    def _municipalities(self) -> dict[str, Any]:
        """The column of codes, where most are the four digits of a municipality."""
        for column in self._free:
            codes = [text for text in column.distinct if re.fullmatch(r"\d{4}", text)]
            years = self._told.place is None and all(1900 <= int(code) <= 2100 for code in codes)
            if len(codes) * 2 <= len(column.distinct) or years:
                continue
            rest = [text for text in column.distinct if text not in codes]
            nations = [text for text in rest if text.casefold() in _NATIONS]
            others = [text for text in rest if text not in nations]
            found: dict[str, Any] = {"column": self._name(column), "unknown": "keep"}
            if nations:
                found["codes"] = dict.fromkeys(nations, NATION)
            if others:
                found["ignore"] = others
                self.note("area", f"No municipalities, and left out: {listed(others)}.")
            return {"area": found}
        return {}

    def _area_of_others(self, others: Sequence[str], *, known: bool) -> dict[str, Any]:
        if not known:
            return super()._area_of_others(others, known=known)
        self.note("area", f"Not areas of the city, and left out: {listed(others)}. Translate in codes.")
        return {"unknown": "ignore"}

    def _group(self, name: str, column: Column) -> dict[str, Any]:
        everybody = self._everybody(column)
        sexes = {text: _sex(text) for text in column.distinct if text not in everybody}
        if sexes and all(sexes.values()):
            return {"sex": {"column": self._name(column), "everybody": everybody, "codes": sexes}}
        key = _NO_DIMENSION.sub("-", name.casefold()).strip("-") or "group"
        used = next(
            (one for one in self._columns_of(name) if not any(map(_NO_CATEGORY.search, one.distinct))), column
        )
        if used is not column:
            codes = dict(zip(column.texts, used.texts, strict=False))
            everybody = [codes[text] for text in everybody]
        if not everybody:
            self.note("groups", f"Nothing is of all {name}: choose one under where, or keep each.")
        return {key: {"column": self._name(used), "everybody": everybody, "unknown": "keep"}}

    def _everybody(self, column: Column) -> list[str]:
        """What stands for all together: as the file says, else the one that reads so."""
        total = self._told.totals.get(column.label)
        found = [
            text
            for text in column.distinct
            if (text == total if total else _ALL.fullmatch(text) or SEXES.get(text.casefold(), "") is None)
        ]
        return found if len(found) == 1 else []

    def _marks(self) -> dict[str, Any]:
        marks: dict[str, str] = {}
        for sign in self._told.signs:
            said = next(filter(None, map(_meaning_of(sign).search, self._told.notes)), None)
            meaning = self._meaning(sign, said[1] if said else None)
            if said:
                self.note("marks", f"The file says: {sign} = {said[1]}.")
            elif sign in ("-", "–"):
                self.note("marks", f"Much of official statistics writes {sign} for exactly zero: then zero.")
            elif sign.casefold() not in MARKS and sign not in STATUSES:
                self.note("marks", f"What does {sign} mean: suppressed, not_applicable, missing or zero?")
            marks[sign] = meaning.value
        return {"marks": marks} if marks else {}

    def _meaning(self, sign: str, said: str | None) -> Mark:
        if said and sign != ".":
            return Mark.SUPPRESSED if _PROTECTED.search(said) else Mark.MISSING
        flag = STATUSES.get(sign)
        return MARKS.get(sign.casefold()) or Mark(flag.without if flag else Mark.MISSING)

    def _indicator_in(self, text: str, figures: Column | None) -> tuple[str, float] | None:
        """As a title says it, and without what the table is divided by and what it is counted in."""
        guessed = super()._indicator_in
        found = [guessed(one, figures) for one in (text, _DIVIDED.split(text, maxsplit=1)[0])]
        return max(filter(None, found), key=lambda match: match[1], default=None)

    def _texts_of_table(self) -> list[str]:
        told = self._told
        return [text for text in (told.title, told.key, *super()._texts_of_table()) if text]

    def _named_source(self, texts: Sequence[str]) -> dict[str, str]:
        told = self._told
        if not (told.title or told.publisher or told.key):
            return super()._named_source(texts)
        self.note("source", "Give the address where the table can be seen, and the licence.")
        named = {"name": told.title or told.key, "publisher": told.publisher, "code": told.key}
        return {name: text for name, text in named.items() if text}

    def _published(self, texts: Sequence[str], source: Mapping[str, str]) -> dict[str, Any]:
        definitions = [self._catalogue[indicator] for indicator in dict.fromkeys(self._indicators)]
        updated = self._told.updated
        if updated is None or any(ordinary_day_of(one, source.get("key", "")) for one in definitions):
            return super()._published(texts, source)
        self.note("published", "The day the file says that the table was last changed: no later than that.")
        return {"published": {"on": updated, "basis": "no_later_than"}}

    def _pair(self, name: str | None) -> tuple[str, ...]:
        """A dimension's own column and that of its codes."""
        return tuple(filter(None, (name, self._told.codes.get(name or ""))))

    def _columns_of(self, name: str) -> list[Column]:
        columns = [self._columns[one] for one in self._pair(name) if one in self._columns]
        # Two codes of one name, as of places that share it, are told apart by the codes alone.
        ambiguous = len(columns) > 1 and len(columns[0].distinct) < len(columns[1].distinct)
        return columns[1:] if ambiguous else columns

    def _take(self, name: str | None) -> None:
        """A dimension is used up, with its names and its codes."""
        names = next((pair for one in self._told.dimensions if name in (pair := self._pair(one))), (name,))
        self._free = [one for one in self._free if one.label not in names]


def _sex(text: str) -> str | None:
    return SEXES.get(text.casefold(), "K" if text == "F" else None)


def _meaning_of(sign: str) -> re.Pattern[str]:
    """What a note says of a sign: `.. = not available`."""
    return re.compile(rf"(?:^|\s)\"?{re.escape(sign)}\"? ?[=:] ?([^.;#]+)")
