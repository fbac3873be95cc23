"""The differences of an export as a person reads them, a row each: on a page, in a file, in a terminal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fardplan.boards.chain import KIND_NAMES
from fardplan.boards.differences import Change
from fardplan.boards.external import NUMBERS, PART_NAMES, WORDED, ExternalItem, Part
from fardplan.boards.follow_up import ACTIVITY_NAMES
from fardplan.boards.follow_up import FIELD_NAMES as TOLD_NAMES
from fardplan.boards.reported import REPORTED_NAMES
from fardplan.boards.steps import STATE_NAMES
from fardplan.boards.year_target import shown_target
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.assessing import JUDGEMENTS
from fardplan.usecases.exchange.changes import TakingIn
from fardplan.usecases.exchange.form_looking import FormLook
from fardplan.vocabulary.text import Language

FOLLOW_UP, OWN_TARGET, KNOWN_AGAIN, REPORT = "follow_up", "own_target", "known_again", "report"
CONFLICT = "conflict"
CHANGE_NAMES: Mapping[str, str] = {
    Change.NEW.value: message("new"),
    Change.GONE.value: message("gone from the export"),
    Change.BACK.value: message("back in the export"),
    Change.REWORDED.value: message("reworded"),
    Change.MOVED.value: message("moved beneath another"),
    Change.MOVED_ORGANISATION.value: message("moved to another board or company"),
    Change.CHANGED.value: message("changed"),
    FOLLOW_UP: message("follow-up"),
    OWN_TARGET: message("target of the board's own"),
    REPORT: message("where the report stands"),
    CONFLICT: message("changed by another meanwhile"),
    KNOWN_AGAIN: message("known again from the plan here"),
}
"""What may have happened, in the order it is told."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One difference: `change` is a key of `CHANGE_NAMES`, the rest as a person reads it."""

    change: str
    organisation: str
    kind: str
    title: str
    part: str
    before: str
    after: str


def shown(found: TakingIn, language: Language) -> tuple[Shown, ...]:
    """Every difference that an export makes, in the order of the items."""
    return tuple(_rows(found, language))


def form_shown(look: FormLook, language: Language) -> tuple[Shown, ...]:
    """Every field that a board's form would change, in the order of its rows; conflicts told as such."""
    name = look.board.name.in_language(language)
    return tuple(
        Shown(
            CONFLICT if one in row.conflicts else Change.NEW.value if row.is_new else Change.CHANGED.value,
            name,
            row.table,
            row.title,
            one.heading,
            one.theirs,
            one.yours,
        )
        for row in look.rows
        if not row.lost
        for one in (*row.changed, *row.conflicts)
    )


def counted(rows: Iterable[Shown]) -> dict[str, int]:
    """How many of each change there are, those that there are."""
    found = dict.fromkeys(CHANGE_NAMES, 0)
    for row in rows:
        found[row.change] += 1
    return {change: count for change, count in found.items() if count}


def _rows(found: TakingIn, language: Language) -> Iterable[Shown]:
    names = found.export.names
    for one in found.found:
        part = translate(PART_NAMES[one.part], language) if one.part else ""
        before, after = one.before or "", one.after or ""
        if one.change is Change.MOVED_ORGANISATION:
            before, after = names.get(before, before), names.get(after, after)
        elif one.part:
            before, after = (_said(one.part, value, language) for value in (before, after))
        yield _row(one.item, one.change.value, part, before, after, names, language)
    for told in found.follow_ups:
        for field in told.fields:
            before, after = (
                _told(field, getattr(side, field), language) for side in (told.before, told.after)
            )
            part = translate(TOLD_NAMES[field], language)
            yield _row(told.item, FOLLOW_UP, part, before, after, names, language)
    for target in found.targets:
        part = translate(PART_NAMES[Part.TARGET], language)
        yield _row(
            target.item,
            OWN_TARGET,
            part,
            _said(Part.TARGET, target.before or "", language),
            _said(Part.TARGET, target.after, language),
            names,
            language,
        )
    for report in found.reports:
        name = names.get(report.board, report.board)
        before = translate(STATE_NAMES[report.before], language)
        after = translate(REPORTED_NAMES[report.reported], language)
        yield Shown(REPORT, name, "", name, "", before, after)
    for item in found.adopted:
        yield _row(item, KNOWN_AGAIN, "", "", "", names, language)


def _row(
    item: ExternalItem,
    change: str,
    part: str,
    before: str,
    after: str,
    names: Mapping[str, str],
    language: Language,
) -> Shown:
    return Shown(
        change,
        names.get(item.organisation or "", item.organisation or ""),
        translate(KIND_NAMES[item.kind], language),
        item.title,
        part,
        before,
        after,
    )


_WORDS = {
    str(key): words for names in (ACTIVITY_NAMES, JUDGEMENTS, REPORTED_NAMES) for key, words in names.items()
}
"""What words of the other system mean, by their meaning."""


def _said(part: Part, value: str, language: Language) -> str:
    """What a cell says, as it is read: meanings by their names, numbers as the language writes them."""
    if part in WORDED:
        return translate(_WORDS[value], language) if value in _WORDS else value
    return shown_target(value, None, language) if part in NUMBERS else value


_TOLD = {
    "judgement": Part.JUDGEMENT,
    "activity": Part.STATE,
    "outcome": Part.OUTCOME,
    "women": Part.OUTCOME_WOMEN,
    "men": Part.OUTCOME_MEN,
}


def _told(field: str, value: object, language: Language) -> str:
    if value is None:
        return ""
    part = _TOLD.get(field)
    return _said(part, str(value), language) if part else str(value)
