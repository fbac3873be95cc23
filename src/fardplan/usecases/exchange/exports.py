"""An export of the other management system, from the file that came to the list of what it would change."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from pydantic import ValidationError

from fardplan.boards.chain import ItemKind
from fardplan.boards.export_mapping import ExportMapping, Level
from fardplan.boards.external import WORDED, Part
from fardplan.presentation.sentences import Sentence
from fardplan.sources.management_system.proposing import (
    SURETY_NAMES,
    Proposal,
    ProposedWord,
    Surety,
    propose,
    words_in,
)
from fardplan.sources.management_system.table import ExportTable, read_export
from fardplan.store.audit import record
from fardplan.store.import_files import KeptFile, add_file, file_of
from fardplan.store.import_mappings import KeptMapping, add_mapping, mapping_before, mapping_of, next_revision
from fardplan.store.organisations import organisations
from fardplan.store.turns import Turn, take_turn
from fardplan.store.years import KnownStep, step_of, steps_of, year_of
from fardplan.usecases.actors import Actor
from fardplan.usecases.exchange.rules import can_take_in_export, check
from fardplan.vocabulary.errors import EditConflict, FieldConflict, InputError, NotFoundError, RuleError

__all__ = [
    "SURETY_NAMES",
    "ExportFile",
    "MappingPage",
    "Meant",
    "Proposal",
    "ProposedWord",
    "Surety",
    "bring_export",
    "confirm_mapping",
    "export_file",
    "mapping_page",
    "words_to_say",
]

EXPORT = "export"


def bring_export(
    actor: Actor, year: int, content: bytes, name: str, *, system: str, step: str | None, today: date
) -> int:
    """Keep an export that somebody brings, to be looked at; gives its number. Nothing of it is loaded yet.

    `step` is the key of the follow-up that its outcomes and comments belong to; without one only plans are
    read. Raises `InputError` for what is no table, and `RuleError` in a closed year.
    """
    check(can_take_in_export, actor)
    _check_open(year)
    if step is not None:
        step_of(year, step)
    called = " ".join(system.split())
    if not called:
        raise InputError(Sentence("the other system has no name"), outcome=Sentence("Nothing was loaded."))
    read_export(content, name)
    with transaction.atomic():
        take_turn(Turn.PLANS)
        number = add_file(
            EXPORT,
            content,
            hashlib.sha256(content).hexdigest(),
            name=name,
            year=year,
            by=actor.name,
            day=today,
            system=called,
            step=step,
        )
        record(
            actor.name,
            "bring export",
            f"file {number}",
            after={"name": name, "year": year, "system": called, "step": step},
        )
    return number


def _check_open(year: int) -> None:
    if year_of(year).is_closed:
        raise RuleError(
            Sentence("the year is closed: what was reported is corrected by decision alone"),
            outcome=Sentence("Nothing was changed."),
        )


_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class ExportFile:
    """An export that came, as a table, with the names of the organisations by key."""

    file: KeptFile
    table: ExportTable
    names: Mapping[str, str]


def export_file(number: int, sheet: str | None = None) -> ExportFile:
    """The export with this number. Raises `NotFoundError` where it is none."""
    file, content = file_of(number)
    if file.kind != EXPORT:
        raise NotFoundError(Sentence("there is no export numbered {number}", number=number))
    names = {one.key: one.name.sv for one in organisations()}
    return ExportFile(file, read_export(content, file.name, sheet), names)


@dataclass(frozen=True, slots=True)
class MappingPage:
    """How an export may be read: what is kept for its year, what that begins from, and what is proposed.

    `other_years`: headings of columns to be read that speak of another year than the file was brought for.
    """

    export: ExportFile
    kept: KeptMapping | None
    before: KeptMapping | None
    proposal: Proposal
    steps: tuple[KnownStep, ...]
    other_years: tuple[str, ...] = ()

    @property
    def revision(self) -> int:
        return self.kept.revision if self.kept else 0


def mapping_page(actor: Actor, number: int) -> MappingPage:
    """What the columns and words of an export may be, for a person to confirm."""
    check(can_take_in_export, actor)
    file, _ = file_of(number)
    kept = mapping_of(file.year, file.system)
    before = kept or mapping_before(file.year, file.system)
    sheet = before.mapping.sheet if before else None
    try:
        export = export_file(number, sheet)
    except NotFoundError:
        export = export_file(number)
    proposal = propose(export.table, export.names, before.mapping if before else None)
    used = [column.heading for column in proposal.columns if column.part or column.level]
    other = tuple(heading for heading in used if set(_YEAR.findall(heading)) - {str(file.year)})
    return MappingPage(export, kept, before, proposal, steps_of(file.year), other)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a person says of an export: what each column is (a part, or the kind of a level), by heading, and
    what the words in some of them mean, by part and word, None where nobody has said. `organisation`: the
    whole file is of that one.
    """

    columns: Mapping[str, Part | ItemKind]
    words: Mapping[Part, Mapping[str, str | None]]
    organisation: str | None = None
    sheet: str | None = None


def words_to_say(actor: Actor, number: int, meant: Meant) -> dict[Part, tuple[ProposedWord, ...]]:
    """The words of the columns that a person has chosen, with what each may mean."""
    check(can_take_in_export, actor)
    file, _ = file_of(number)
    kept = mapping_of(file.year, file.system) or mapping_before(file.year, file.system)
    export = export_file(number, meant.sheet)
    headings = {what: heading for heading, what in meant.columns.items() if isinstance(what, Part)}
    return words_in(export.table, headings, export.names, kept.mapping if kept else None)


def confirm_mapping(actor: Actor, number: int, meant: Meant, *, revision: int, today: date) -> KeptMapping:
    """Keep how an export's system is read in its year. The same again keeps nothing new.

    `revision` is the one that the person saw, 0 where there was none. Raises `InputError` with what is
    missing in it, and `EditConflict` where somebody else has confirmed another since.
    """
    check(can_take_in_export, actor)
    file, _ = file_of(number)
    mapping = _mapping(file.system, meant, file.name)
    with transaction.atomic():
        take_turn(Turn.PLANS)
        kept = mapping_of(file.year, file.system)
        if kept is not None and kept.mapping == mapping:
            return kept
        if (kept.revision if kept else 0) != revision:
            raise _overtaken(kept, mapping)
        made = add_mapping(
            file.year, mapping, revision=next_revision(file.year, file.system), by=actor.name, day=today
        )
        record(
            actor.name,
            "confirm mapping",
            f"mapping {file.system} {file.year}",
            before=kept.mapping.model_dump(mode="json") if kept else None,
            after=mapping.model_dump(mode="json"),
        )
    return made


def _overtaken(kept: KeptMapping | None, mapping: ExportMapping) -> EditConflict:
    theirs = {str(part): heading for part, heading in kept.mapping.columns.items()} if kept else {}
    yours = {str(part): heading for part, heading in mapping.columns.items()}
    return EditConflict(
        Sentence("somebody else has confirmed another mapping since you opened this"),
        fields=tuple(
            FieldConflict(name, None, theirs.get(name), yours.get(name))
            for name in sorted(theirs.keys() | yours.keys())
            if theirs.get(name) != yours.get(name)
        ),
        revision=kept.revision if kept else 0,
        by=kept.by if kept else "",
    )


def _mapping(system: str, meant: Meant, name: str) -> ExportMapping:
    parts = {what: heading for heading, what in meant.columns.items() if isinstance(what, Part)}
    levels = [
        Level(heading=heading, kind=what)
        for heading, what in meant.columns.items()
        if isinstance(what, ItemKind)
    ]
    order = list(ItemKind)
    unsaid = list(_unsaid(parts, meant))
    try:
        if unsaid:
            raise InputError(unsaid[0], where=name, outcome=Sentence("The mapping was not kept."))
        return ExportMapping.model_validate(
            {
                "system": system,
                "sheet": meant.sheet,
                "columns": parts,
                "levels": sorted(levels, key=lambda level: order.index(level.kind)),
                "kinds": dict(meant.words.get(Part.KIND, {})),
                "organisations": dict(meant.words.get(Part.ORGANISATION, {})),
                "organisation": meant.organisation or None,
                "states": dict(meant.words.get(Part.STATE, {})),
                "judgements": dict(meant.words.get(Part.JUDGEMENT, {})),
                "reported": dict(meant.words.get(Part.REPORTED, {})),
            }
        )
    except ValidationError as error:
        told = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise InputError(Sentence(told), where=name, outcome=Sentence("The mapping was not kept.")) from error


def _unsaid(parts: Mapping[Part, str], meant: Meant) -> Iterable[Sentence]:
    """Words without a meaning where a row with one could not be read."""
    for part in (Part.KIND, Part.ORGANISATION, *sorted(WORDED)):
        for word, meaning in meant.words.get(part, {}).items():
            if part in parts and meaning is None:
                yield Sentence("it is not said what '{word}' means", word=word)
