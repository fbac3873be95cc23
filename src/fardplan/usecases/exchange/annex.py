"""The budget's annex: the council's indicators with yearly targets, and those that the roadmap proposes.

It goes back to the other management system in the columns and words that its own export has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import CouncilItem, ItemKind
from fardplan.boards.export_mapping import ExportMapping
from fardplan.boards.external import Part
from fardplan.boards.year_target import told_target
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.workbench.kept import CandidateState, KeptCandidate
from fardplan.sources.workbooks.lists import Heading, Value, text_of_list, workbook_of_list
from fardplan.store.candidates import candidates_of
from fardplan.store.council_items import council_year
from fardplan.store.import_mappings import KeptMapping, last_mapping
from fardplan.store.organisations import organisations
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.rules import can_fetch_annex, check
from fardplan.usecases.homes import Home
from fardplan.usecases.roadmaps import show
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """An indicator with its target for the year, of the city (`organisation` is None) or of one board.

    `proposed`: it is not in the budget, but follows from a candidate of the roadmap's that has been made a
    proposal: `milestone`, `level` and `by` say which. `key` is the council item's, or the indicator's.
    """

    key: str
    goal: str
    indicator: str
    unit: str
    target: str
    organisation: str | None
    name: str
    proposed: bool = False
    milestone: str = ""
    level: str = ""
    by: int | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """The annex of a year. `mapping` names the columns and words, None where no export has been mapped."""

    year: int
    adopted: bool
    rows: tuple[AnnexRow, ...]
    mapping: KeptMapping | None


def annex(actor: Actor, home: Home, year: int, *, today: date) -> Annex:
    """The council's indicators of a year with their yearly targets, and those that the roadmap proposes."""
    check(can_fetch_annex, actor)
    council = council_year(year, today)
    items = [item for item in council.on(today) if item.is_live(today)]
    names = {one.key: one.name.sv for one in organisations()}
    rows = [*_of_council(items, names), *_proposed(home, year, items, today)]
    return Annex(year, council.adopted_by(today), tuple(rows), last_mapping(year))


def _of_council(items: Iterable[CouncilItem], names: Mapping[str, str]) -> Iterable[AnnexRow]:
    listed = list(items)
    above = {item.key: item.text for item in listed}
    for item in listed:
        if item.kind is not ItemKind.COUNCIL_INDICATOR:
            continue
        goal, unit = above.get(item.parent or "", ""), item.unit or ""
        yield AnnexRow(
            item.key,
            goal,
            item.text,
            unit,
            item.given_to(None) or "",
            None,
            "",
            simulated=item.simulated,
        )
        for board in sorted(item.responsible, key=lambda key: names.get(key, key)):
            yield AnnexRow(
                item.key,
                goal,
                item.text,
                unit,
                item.given_to(board) or item.given_to(None) or "",
                board,
                names.get(board, board),
                simulated=item.simulated,
            )


def _proposed(home: Home, year: int, items: Iterable[CouncilItem], today: date) -> Iterable[AnnexRow]:
    """The årsmål that proposed candidates imply for a year; none for what the budget has already."""
    there = {item.indicator for item in items if item.indicator}
    definitions = {one.key: one for one in home.city.indicators}
    try:
        wordings = {one.key: one.text.sv for one in show(as_of=today).version.milestones}
    except NotFoundError:
        return
    for one in candidates_of(wordings):
        if one.state is not CandidateState.PROPOSED:
            continue
        definition = definitions.get(one.indicator)
        target = _target_of(one, year)
        if definition is None or target is None or one.indicator in there:
            continue
        there.add(one.indicator)
        yield AnnexRow(
            one.indicator,
            "",
            definition.name.sv,
            definition.unit.label.sv,
            _rounded(target, definition),
            None,
            "",
            True,
            wordings.get(one.milestone, one.milestone),
            f"{told_target(one.level, None)} {definition.unit.label.sv}, {one.year}",
            one.number,
            one.origin == "simulated",
        )


def _target_of(candidate: KeptCandidate, year: int) -> float | None:
    """The yearly target that was told with a candidate, of the day when it was kept."""
    told = candidate.answers.get("candidate", {}).get("yearly", [])
    return next((float(one["level"]) for one in told if one["year"] == year), None)


def _rounded(value: float, definition: IndicatorDefinition) -> str:
    step = definition.rounded_to
    return told_target(round(round(value / step) * step, 6), None) or ""


_HEADINGS: tuple[tuple[Part, str], ...] = (
    (Part.KIND, message("Kind")),
    (Part.PARENT_TITLE, message("The council's goal")),
    (Part.TITLE, message("The council's indicator")),
    (Part.UNIT, message("Unit")),
    (Part.TARGET, message("Yearly target")),
    (Part.ORGANISATION, message("Board or company")),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The annex as a table to take away."""

    columns: tuple[Heading, ...]
    rows: tuple[tuple[Value, ...], ...]


def annex_sheet(found: Annex, language: Language) -> Sheet:
    """The annex with the columns and words of the other system's export, where one has been mapped."""
    mapping = found.mapping.mapping if found.mapping else None
    columns = [Heading(_heading(part, words, mapping, language)) for part, words in _HEADINGS]
    columns += [
        Heading(translate("Where it comes from", language)),
        Heading(translate("Key in Färdplan", language)),
    ]
    return Sheet(tuple(columns), tuple(_cells(row, mapping, language) for row in found.rows))


def _heading(part: Part, words: str, mapping: ExportMapping | None, language: Language) -> str:
    if mapping is not None:
        levels = {level.kind: level.heading for level in mapping.levels}
        kind = {Part.TITLE: ItemKind.COUNCIL_INDICATOR, Part.PARENT_TITLE: ItemKind.AREA_GOAL}.get(part)
        named = mapping.columns.get(part) or (levels.get(kind) if kind else None)
        if named:
            return named
    return translate(words, language)


def _cells(row: AnnexRow, mapping: ExportMapping | None, language: Language) -> tuple[Value, ...]:
    kinds = {kind: word for word, kind in (mapping.kinds if mapping else {}).items()}
    boards = {key: name for name, key in (mapping.organisations if mapping else {}).items()}
    kind = kinds.get(ItemKind.COUNCIL_INDICATOR) or translate("indicator of the council", language)
    origin = (
        translate(
            "proposed from the roadmap: {milestone} ({level})",
            language,
            milestone=row.milestone,
            level=row.level,
        )
        if row.proposed
        else translate("in the council's budget", language)
    )
    told = row.name and (boards.get(row.organisation or "") or row.name)
    return (kind, row.goal, row.indicator, row.unit, _number(row.target), told, origin, row.key)


def _number(target: str) -> Value:
    """A target as a number where it is one."""
    try:
        return float(target.replace(",", ".")) if target else None
    except ValueError:
        return target


def annex_file(found: Annex, language: Language, *, as_text: bool) -> bytes:
    """The annex as an Excel workbook, or as text with semicolons."""
    sheet = annex_sheet(found, language)
    if as_text:
        return text_of_list(sheet.columns, sheet.rows)
    title = translate("The council's indicators {year}", language, year=found.year)
    return workbook_of_list(title, sheet.columns, sheet.rows)
