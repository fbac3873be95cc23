"""An export and its mapping into items, all of them or none."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fardplan.boards.chain import ANSWERS, COUNCIL_KINDS, PARENTS, ItemKind
from fardplan.boards.export_mapping import ACCEPTED, SKIPPED, ExportMapping
from fardplan.boards.external import (
    CONTENTS,
    COUNCILS_OWN,
    DAYS,
    NUMBERS,
    SHARED,
    WORDED,
    ExternalItem,
    Part,
    folded,
)
from fardplan.boards.forms import CellKind, FormField
from fardplan.presentation.sentences import Sentence, one_after_another, there_is
from fardplan.sources.management_system.table import ExportRow, ExportTable
from fardplan.sources.workbooks.cells import CellFault, kept
from fardplan.vocabulary.errors import InputError

SHOWN = 20
LONGEST_TITLE = 2_000


@dataclass(frozen=True, slots=True)
class ExportFault:
    """A cell of an export that cannot be read: line, heading, what stands there, what it should be."""

    line: int
    heading: str
    value: str
    expected: Sentence

    def told(self) -> Sentence:
        return Sentence(
            "Line {line}, column '{heading}': '{value}'. {expected}",
            line=self.line,
            heading=self.heading,
            value=self.value,
            expected=self.expected,
        )


class ExportRefused(InputError):
    """An export of which nothing was loaded; `faults` are all that is wrong in it, by line."""

    def __init__(self, name: str, faults: Sequence[ExportFault]) -> None:
        self.name = name
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        listed: list[str] = [fault.told() for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            listed.append(Sentence("And {count} places more.", count=len(self.faults) - SHOWN))
        super().__init__(one_after_another(listed), where=name, outcome=Sentence("Nothing was loaded."))

    def __reduce__(self) -> tuple[object, ...]:
        return ExportRefused, (self.name, self.faults)


def read_items(table: ExportTable, mapping: ExportMapping) -> tuple[ExternalItem, ...]:
    """Every item of an export, in the order of its lines, each with a `ref` that does not hang on that order.

    Raises `InputError` when the table has not the columns of the mapping, and `ExportRefused` with every cell
    that cannot be read, every word without a meaning, and every item that stands where it cannot.
    """
    _check_columns(table, mapping)
    reading = _Reading(table, mapping)
    if mapping.levels:
        reading.by_levels()
    else:
        reading.by_rows()
    items = reading.whole()
    if reading.faults:
        raise ExportRefused(table.name, reading.faults)
    if not items:
        raise InputError(
            Sentence("no row of the export gives an item"),
            where=table.name,
            instead=Sentence("Look at what the mapping leaves out."),
            outcome=Sentence("Nothing was loaded."),
        )
    return items


def _check_columns(table: ExportTable, mapping: ExportMapping) -> None:
    wanted = [*mapping.columns.values(), *(level.heading for level in mapping.levels)]
    missing = [heading for heading in wanted if table.column(heading) is None]
    if missing:
        raise InputError(
            Sentence("the export has no column '{heading}'", heading=missing[0]),
            where=table.name,
            instead=there_is(table.headings, asked=missing[0]),
            outcome=Sentence("Nothing was loaded."),
        )


@dataclass(slots=True)
class _Found:
    """An item while its file is read; `above` is what tells its parent."""

    kind: ItemKind
    organisation: str | None
    title: str
    number: str | None
    above: object
    contents: dict[Part, str]
    lines: list[int]


@dataclass(slots=True)
class _Reading:
    table: ExportTable
    mapping: ExportMapping
    faults: list[ExportFault] = field(default_factory=list)
    found: dict[object, _Found] = field(default_factory=dict)
    """What was read, by what tells it apart: its number, or its place in the chain."""
    places: dict[Part, int | None] = field(init=False)
    words: dict[Part, Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        columns = self.mapping.columns
        self.places = {part: self.table.column(heading) for part, heading in columns.items()}
        self.words = {part: self.mapping.words_of(part) for part in columns}

    def _fault(self, row: ExportRow, part: Part, value: str, expected: Sentence) -> None:
        heading = self.mapping.columns.get(part, part.value)
        self.faults.append(ExportFault(row.line, heading, value[:80], expected))

    def _cell(self, row: ExportRow, part: Part) -> str | None:
        at = self.places.get(part)
        return None if at is None else row.cells[at]

    def _meaning(self, row: ExportRow, part: Part, word: str) -> str | None:
        """What a word means here; None, and a fault, where nobody has said."""
        meaning = self.words[part].get(folded(word))
        if meaning is None:
            self._fault(row, part, word, Sentence("The mapping does not say what this means."))
        return meaning

    def _organisation(self, row: ExportRow) -> str | None:
        """The key of the row's organisation; `SKIPPED` for one that is left out, None where it is faulty."""
        name = self._cell(row, Part.ORGANISATION)
        if name is None:
            return self.mapping.organisation
        if not name:
            if self.mapping.organisation:
                return self.mapping.organisation
            self._fault(row, Part.ORGANISATION, "", Sentence("The name of a board or company."))
            return None
        return self._meaning(row, Part.ORGANISATION, name)

    def _contents(self, row: ExportRow, parts: Sequence[Part]) -> dict[Part, str]:
        read: dict[Part, str] = {}
        for part in parts:
            cell = self._cell(row, part)
            if cell is None:
                continue
            try:
                value = self._content(row, part, cell)
            except CellFault as fault:
                self._fault(row, part, cell, fault.expected)
            else:
                if value is not None:
                    read[part] = value
        return read

    def _content(self, row: ExportRow, part: Part, cell: str) -> str | None:
        if part in WORDED:
            return self._meaning(row, part, cell) if cell else ""
        return kept(_FIELDS[part], cell)

    def by_rows(self) -> None:
        """Every row is an item, with its kind in a column."""
        for row in self.table.rows:
            title, word = self._cell(row, Part.TITLE) or "", self._cell(row, Part.KIND) or ""
            if not word and not title:
                continue
            kind = self._kind(row, word)
            if kind is None:
                continue
            if not title:
                self._fault(row, Part.TITLE, "", Sentence("The wording of the item."))
                continue
            organisation = None if kind in COUNCILS_OWN else self._organisation(row)
            if organisation == SKIPPED or (organisation is None and kind not in COUNCILS_OWN):
                continue
            number = self._cell(row, Part.ID) or None
            above = self._cell(row, Part.PARENT_ID)
            above_title = self._cell(row, Part.PARENT_TITLE) or ""
            parts = [part for part in CONTENTS if kind in ACCEPTED[part]]
            one = _Found(
                kind,
                organisation,
                title[:LONGEST_TITLE],
                number,
                above if above is not None else folded(above_title),
                self._contents(row, parts),
                [row.line],
            )
            place = (kind, organisation, one.above, folded(title))
            self._keep(row, _numbered(number, kind, organisation) if number else place, one)

    def _kind(self, row: ExportRow, word: str) -> ItemKind | None:
        if not word:
            self._fault(row, Part.KIND, "", Sentence("What kind of item it is."))
            return None
        meaning = self._meaning(row, Part.KIND, word)
        return ItemKind(meaning) if meaning else None

    def _keep(self, row: ExportRow, key: object, one: _Found) -> None:
        there = self.found.setdefault(key, one)
        if there is not one:
            self._fault(
                row,
                Part.ID if one.number else Part.TITLE,
                one.number or one.title,
                Sentence("One row for each item; line {line} has it already.", line=there.lines[0]),
            )

    def by_levels(self) -> None:
        """A column for each level: the filled ones of a row, from the top, stand beneath one another.

        Items side by side at one height, as an indicator and an activity, stand beneath the same goal.
        """
        at = [(level.kind, self.table.column(level.heading)) for level in self.mapping.levels]
        for row in self.table.rows:
            filled = [
                (kind, row.cells[column]) for kind, column in at if column is not None and row.cells[column]
            ]
            if not filled:
                continue
            own = any(kind not in COUNCILS_OWN for kind, _ in filled)
            organisation = self._organisation(row) if own else None
            if own and organisation in (None, SKIPPED):
                continue
            self._path(row, filled, organisation)

    def _path(self, row: ExportRow, filled: Sequence[tuple[ItemKind, str]], organisation: str | None) -> None:
        keys: dict[ItemKind, object] = {}
        for kind, title in filled:
            above = next((keys[one] for one in reversed(tuple(keys)) if _may_stand(kind, one)), None)
            of = None if kind in COUNCILS_OWN else organisation
            keys[kind] = (kind, of, above, folded(title))
            there = self.found.get(keys[kind])
            if there is None:
                self.found[keys[kind]] = _Found(kind, of, title[:LONGEST_TITLE], None, above, {}, [row.line])
            else:
                there.lines.append(row.line)
        for part in (Part.ID, *CONTENTS):
            self._attach(row, part, keys)

    def _attach(self, row: ExportRow, part: Part, keys: Mapping[ItemKind, object]) -> None:
        """Give a cell to the lowest item of its row that it can say something of."""
        kinds = ACCEPTED.get(part, frozenset(ItemKind))
        lowest = next((keys[kind] for kind in reversed(tuple(keys)) if kind in kinds), None)
        cell = self._cell(row, part)
        if lowest is None or cell is None:
            return
        one = self.found[lowest]
        if part is Part.ID:
            if cell and one.number not in (None, cell):
                self._fault(
                    row, part, cell, Sentence("The same number as on line {line}.", line=one.lines[0])
                )
            one.number = one.number or cell or None
            return
        value = self._contents(row, [part]).get(part)
        if value is None:
            return
        before = one.contents.get(part)
        if before and value and before != value:
            expected = Sentence("The same as on line {line}, '{value}'.", line=one.lines[0], value=before)
            self._fault(row, part, cell, expected)
        one.contents[part] = before or value

    def whole(self) -> tuple[ExternalItem, ...]:
        """The items with their parents found, and every one where it may stand."""
        refs = {key: _ref(key) for key in self.found}
        made = []
        for key, one in self.found.items():
            parent = self._parent(one)
            if parent is not None and parent not in self.found:
                self._misplaced(
                    one, Sentence("There is no item numbered or called so in the export."), parent
                )
                continue
            above = self.found[parent].kind if parent is not None else None
            if not _may_stand(one.kind, above):
                self._misplaced(one, _where(one.kind), self.found[parent].title if parent is not None else "")
                continue
            self._check_days(one)
            made.append(
                ExternalItem(
                    refs[key],
                    one.kind,
                    one.organisation,
                    one.title,
                    parent=refs[parent] if parent is not None else None,
                    external_id=one.number,
                    contents=one.contents,
                    lines=tuple(one.lines),
                )
            )
        return tuple(made)

    def _parent(self, one: _Found) -> object:
        """What tells the parent apart; None where nothing stands above."""
        if self.mapping.levels:
            return one.above
        if not one.above:
            return None
        if Part.PARENT_ID in self.mapping.columns:
            shared = ("number", one.above, one.organisation)
            return shared if shared in self.found else ("number", one.above, None)
        alike = [
            key
            for key, other in self.found.items()
            if folded(other.title) == one.above
            and _may_stand(one.kind, other.kind)
            and other.organisation in (None, one.organisation)
        ]
        return alike[0] if alike else one.above

    def _check_days(self, one: _Found) -> None:
        starts, ends = one.contents.get(Part.STARTS), one.contents.get(Part.ENDS)
        if starts and ends and ends < starts:
            heading = self.mapping.columns[Part.ENDS]
            expected = Sentence("A last day that is not before the first, {starts}.", starts=starts)
            self.faults.append(ExportFault(one.lines[0], heading, ends, expected))

    def _misplaced(self, one: _Found, expected: Sentence, above: object) -> None:
        part = Part.PARENT_ID if Part.PARENT_ID in self.mapping.columns else Part.PARENT_TITLE
        heading = self.mapping.columns.get(part, one.title)
        self.faults.append(ExportFault(one.lines[0], heading, _said(above)[:80], expected))


def _said(above: object) -> str:
    return str(above[1]) if isinstance(above, tuple) else str(above)


def _may_stand(kind: ItemKind, above: ItemKind | None) -> bool:
    """Whether the other system may have a thing of a kind beneath another: as here, or as an answer to it.

    An export may begin lower down in the chain than with the council's goals of orientation.
    """
    if above is None:
        return kind in COUNCIL_KINDS or not PARENTS[kind]
    return above in PARENTS[kind] or above in ANSWERS.get(kind, frozenset())


def _where(kind: ItemKind) -> Sentence:
    return Sentence(
        "An item of this kind, {kind}, stands beneath: {above}.",
        kind=kind.value,
        above=", ".join(sorted(PARENTS[kind] | ANSWERS.get(kind, frozenset()))) or "-",
    )


def _numbered(number: str, kind: ItemKind, organisation: str | None) -> object:
    return ("number", number, organisation if kind in SHARED else None)


def _ref(key: object) -> str:
    return f"r{hashlib.sha256(repr(key).encode()).hexdigest()[:24]}"


def _field(part: Part) -> FormField:
    if part in DAYS:
        return FormField(name=part.value, heading=part.value, kind=CellKind.DAY)
    if part in NUMBERS:
        return FormField(name=part.value, heading=part.value, kind=CellKind.NUMBER)
    return FormField(name=part.value, heading=part.value, kind=CellKind.TEXT)


_FIELDS = {part: _field(part) for part in CONTENTS}


def without_order(items: Sequence[ExternalItem]) -> tuple[ExternalItem, ...]:
    """The same items whatever the order of the rows: in the order of their refs, without their lines."""
    return tuple(sorted((replace(item, lines=()) for item in items), key=lambda item: item.ref))
