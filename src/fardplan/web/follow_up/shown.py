"""The follow-up page as its template shows it: sheets of things, each with its fields and where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fardplan.boards.chain import ItemKind
from fardplan.boards.follow_up import ACTIVITY_NAMES, FIELD_NAMES, ActivityState, Told, asked_of
from fardplan.boards.progress import kept_in_words
from fardplan.boards.reminders import OFFSETS
from fardplan.boards.steps import STATE_NAMES
from fardplan.boards.subjects import Subject
from fardplan.boards.year_target import in_unit, shown_target
from fardplan.presentation.numbers import as_given
from fardplan.presentation.periods import date_text, period_text
from fardplan.presentation.sentences import said_in
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.roadmap.assessing import JUDGEMENTS, Judgement
from fardplan.usecases.year.figures import Latest
from fardplan.usecases.year.follow_ups import Owed, Sheet
from fardplan.usecases.year.gathering import Gathered
from fardplan.usecases.year.told import Corrected
from fardplan.vocabulary.errors import EditConflict
from fardplan.vocabulary.text import Language
from fardplan.web.follow_up.typed import Typed, as_fields, base_of, slot_of

KINDS = {
    ItemKind.AREA_GOAL: message("The council's goal"),
    ItemKind.COUNCIL_INDICATOR: message("The council's indicator"),
    ItemKind.COUNCIL_ACTIVITY: message("The council's activity"),
    ItemKind.BOARD_GOAL: message("The board's goal"),
    ItemKind.BOARD_INDICATOR: message("The board's indicator"),
    ItemKind.BOARD_ACTIVITY: message("Activity"),
    ItemKind.UNDERTAKING: message("Undertaking"),
}
LABELS = {
    "text": message("What has happened, and what it rests on"),
    "outcome": message("Outcome"),
    "women": message("Outcome, women"),
    "men": message("Outcome, men"),
    "judgement": message("Assessment"),
    "missing_why": message("Why there is no outcome"),
    "activity": message("Where it stands"),
    "new_end": message("New last day"),
    "stopped_why": message("Why it was stopped"),
}
SOON = -OFFSETS[1]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a thing. `kind`: text, number, day, line or choice; `when` the choice that asks for it.

    There are hundreds of them on a page, so they are drawn here: a template would take twice as long.
    """

    name: str
    id: str
    label: str
    kind: str
    value: str
    choices: str = ""
    unit: str = ""
    when: str = ""

    @property
    def drawn(self) -> SafeString:
        if self.kind == "choice":
            return format_html(_FIELDSET, self.label, self.choices)
        if self.kind == "text":
            return format_html(_AREA, self.id, self.label, self.name, self.id, self.value)
        label = f"{self.label} ({self.unit})" if self.kind == "number" and self.unit else self.label
        when = format_html(' data-when="{}"', self.when) if self.when else ""
        return format_html(_LINE, when, self.id, label, self.name, self.id, self.value, _TYPES[self.kind])


_FIELDSET = (
    '<fieldset class="field owed-choice"><legend class="ds-label">{}</legend>'
    '<div class="owed-options">{}</div></fieldset>\n'
)
_AREA = (
    '<div class="field"><label class="ds-label" for="{}">{}</label>'
    '<textarea class="ds-input" form="follow-up" name="{}" id="{}" rows="3">{}</textarea></div>\n'
)
_LINE = (
    '<div class="field owed-short"{}><label class="ds-label" for="{}">{}</label>'
    '<input class="ds-input" form="follow-up" name="{}" id="{}" value="{}"{}></div>\n'
)
_TYPES = {
    "day": SafeString(' type="date"'),
    "number": SafeString(' type="text" inputmode="decimal" autocomplete="off"'),
    "line": SafeString(' type="text" autocomplete="off"'),
}


@dataclass(frozen=True, slots=True)
class Other:
    """A wording by somebody else, beside the one that stands."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the page. `problem` says why it could not be saved or marked, `conflict` is what another
    wrote in the same place; what was typed stands in `fields`. `proposal` and `by_outcome` say what the
    latest figure, and another outcome that is saved, would judge. It has `fields` where it is `writable`,
    and otherwise what is `told`.
    """

    owed: Owed
    slot: str
    title: str
    kind: str
    about: str
    fields: tuple[Field, ...]
    base: str
    writable: bool
    problem: str = ""
    conflict: tuple[Other, ...] = ()
    conflict_by: str = ""
    saved: str = ""
    joined_with: str = ""
    figure: str = ""
    figure_source: str = ""
    proposal: str = ""
    by_outcome: str = ""
    told: tuple[tuple[str, str, bool], ...] = ()
    others: tuple[Other, ...] = ()
    reopens: bool = False
    """Whether the mark that it is ready can be taken away."""

    @property
    def id(self) -> str:
        """The anchor: what a style sheet's selector can name."""
        return anchor_of(self.slot)


def anchor_of(slot: str) -> str:
    """Where a thing stands on a page."""
    return "i-" + slot.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Part:
    """An organisation's things at a step."""

    sheet: Sheet
    items: tuple[Item, ...]
    due: str
    state: str
    is_late: bool

    @property
    def all_ready(self) -> bool:
        return bool(self.items) and not self.left

    @property
    def left(self) -> int:
        return sum(not item.owed.is_ready for item in self.items)

    @property
    def left_for_others(self) -> int:
        """What is not ready of the organisation's things that do not stand here."""
        return self.sheet.found.unready - self.left


def part_of(
    sheet: Sheet,
    language: Language,
    today: date,
    *,
    typed: Mapping[str, Typed] | None = None,
    problems: Mapping[str, str] | None = None,
    conflicts: Mapping[str, EditConflict] | None = None,
) -> Part:
    """A sheet as it is shown; of what could not be saved, what was typed and why."""
    found, days = sheet.found, (sheet.last_day - today).days
    items = tuple(
        item_of(
            owed,
            sheet,
            language,
            typed=(typed or {}).get(_slot(sheet, owed)),
            problem=_problem(owed, (problems or {}).get(_slot(sheet, owed)), language),
            conflict=(conflicts or {}).get(_slot(sheet, owed)),
        )
        for owed in sheet.owed
    )
    return Part(
        sheet,
        items,
        _due(sheet.last_day, days, language),
        _state(found, language),
        days < 0,
    )


def _problem(owed: Owed, said: str | None, language: Language) -> str:
    """Why a thing could not be saved or marked; where nothing was said of that, all that it lacks."""
    if said == "":
        return " ".join(as_sentence(said_in(text, language)) for text in owed.lacks)
    return said or ""


def _state(found: Gathered, language: Language) -> str:
    state = found.submitted.state
    if found.elsewhere:
        return kept_in_words(found.elsewhere.system, state).in_language(language)
    return translate(STATE_NAMES[state], language)


def _due(day: date, days: int, language: Language) -> str:
    said = translate("Last day {day}", language, day=date_text(day, language))
    if days < 0:
        return said + " – " + translate_plural("one day late", "{count} days late", -days, language)
    if days == 0:
        return said + " – " + translate("today", language)
    if days <= SOON:
        return said + " – " + translate_plural("one day left", "{count} days left", days, language)
    return said


def _slot(sheet: Sheet, owed: Owed) -> str:
    found = sheet.found
    return slot_of(found.year.year, found.step.days.key, found.organisation.key, owed.ref)


def item_of(
    owed: Owed,
    sheet: Sheet,
    language: Language,
    *,
    typed: Typed | None = None,
    problem: str = "",
    conflict: EditConflict | None = None,
    saved: str = "",
    joined_with: str = "",
) -> Item:
    """One thing as it is shown, with what was typed where that could not be saved."""
    subject, slot = owed.subject, _slot(sheet, owed)
    values = as_fields(owed.told) | (typed.fields if typed else {})
    writable = sheet.writable and owed.mine and not owed.is_ready
    return Item(
        owed,
        slot,
        subject.title_en if language == "en" and subject.title_en else subject.title,
        translate(KINDS[subject.kind], language),
        " · ".join(_about(subject, language)),
        tuple(_field(name, values, owed, slot, language) for name in owed.asked) if writable else (),
        base_of((typed.base if typed and typed.base else None) or owed.told),
        writable,
        problem,
        _others(conflict, language),
        conflict.by if conflict else "",
        saved,
        joined_with,
        _figure(owed.latest, language) if owed.latest else "",
        _source(owed.latest, language) if owed.latest else "",
        _judged(message("By the figures alone: {judgement}."), owed.proposed, language),
        _judged(message("By the outcome that is written: {judgement}."), owed.by_outcome, language),
        () if writable else told_of(subject, owed.told, language),
        tuple(Other(item.by, item.told.text) for item in owed.beside),
        sheet.writable and owed.mine and owed.is_ready and owed.entry.now is not None,
    )


def _about(subject: Subject, language: Language) -> list[str]:
    """What a thing stands beneath, its target, its last day and who answers for it: what there is of that."""
    found = [subject.above] if subject.above else []
    if subject.target:
        target = shown_target(subject.target, subject.unit, language)
        found.append(translate("Target for the year: {target}", language, target=target))
    if subject.ends:
        found.append(translate("to {day}", language, day=date_text(subject.ends, language)))
    return [*found, subject.responsible.name] if subject.responsible else found


def _others(conflict: EditConflict | None, language: Language) -> tuple[Other, ...]:
    if conflict is None:
        return ()
    return tuple(
        Other(translate(FIELD_NAMES[item.name], language), _in_words(item.name, item.theirs, language))
        for item in conflict.fields
    )


def _in_words(name: str, value: str | None, language: Language) -> str:
    if not value:
        return "–"
    if name == "judgement":
        return translate(JUDGEMENTS[Judgement(value)], language)
    if name == "activity":
        return translate(ACTIVITY_NAMES[ActivityState(value)], language)
    if name in ("outcome", "women", "men"):
        return as_given(float(value), language)
    return value


def _field(name: str, values: Mapping[str, str], owed: Owed, slot: str, language: Language) -> Field:
    kinds = {"text": "text", "judgement": "choice", "activity": "choice", "new_end": "day"}
    kind = "number" if name in ("outcome", "women", "men") else kinds.get(name, "line")
    when = {"missing_why": "no_outcome", "new_end": "delayed", "stopped_why": "stopped"}.get(name, "")
    ident = f"f-{slot}-{name}".replace(".", "-")
    sent = f"{slot}:{name}"
    return Field(
        sent,
        ident,
        translate(LABELS[name], language),
        kind,
        values[name],
        _choices(sent, ident, _options(name, owed), values[name], language),
        owed.subject.unit or "",
        when,
    )


def _options(name: str, owed: Owed) -> Mapping[str, str]:
    """What can be chosen in a field, with the words for it."""
    if name == "activity":
        return {str(key): words for key, words in ACTIVITY_NAMES.items()}
    if name != "judgement":
        return {}
    measures = owed.subject.kind in (ItemKind.COUNCIL_INDICATOR, ItemKind.BOARD_INDICATOR)
    return {
        str(key): words for key, words in JUDGEMENTS.items() if measures or key is not Judgement.NO_OUTCOME
    }


_CHOICE = (
    '<div class="choice"><input type="radio" form="follow-up" name="{}" id="{}" value="{}"{}>'
    '<label for="{}">{}</label></div>'
)
_CHECKED = SafeString(" checked")


def _choices(
    name: str, ident: str, options: Mapping[str, str], chosen: str, language: Language
) -> SafeString:
    return format_html_join(
        "",
        _CHOICE,
        (
            (
                name,
                f"{ident}-{key}",
                key,
                _CHECKED if key == chosen else "",
                f"{ident}-{key}",
                translate(words, language),
            )
            for key, words in options.items()
        ),
    )


def _figure(latest: Latest, language: Language) -> str:
    """The latest figure in a sentence: `88,1 procent (2019), mellan 86 och 89`."""
    period = period_text(latest.period, language)
    if latest.value is None:
        return translate("no figure for {period}", language, period=period)
    told = translate(
        "{value} {unit} in {period}",
        language,
        value=as_given(latest.value, language),
        unit=latest.unit.in_language(language),
        period=period,
    )
    if latest.interval:
        lower, upper = (as_given(value, language) for value in latest.interval)
        told += ", " + translate("between {lower} and {upper}", language, lower=lower, upper=upper)
    if latest.before is not None:
        told += ", " + translate("{value} the time before", language, value=as_given(latest.before, language))
    return told


def _source(latest: Latest, language: Language) -> str:
    return translate(
        "{name}, {source}, published {day}",
        language,
        name=latest.name.in_language(language),
        source=latest.source,
        day=date_text(latest.published, language),
    )


def _judged(words: str, judgement: Judgement | None, language: Language) -> str:
    return (
        translate(words, language, judgement=translate(JUDGEMENTS[judgement], language)) if judgement else ""
    )


def told_of(subject: Subject, told: Told, language: Language) -> tuple[tuple[str, str, bool], ...]:
    """What is told of a thing, for those who read: label, words, and whether they are a text."""
    values = as_fields(told)
    return tuple(
        (
            translate(LABELS[name], language),
            _said(name, told, values[name], subject.unit, language),
            name in ("text", "missing_why", "stopped_why"),
        )
        for name in asked_of(subject.kind, individual=subject.by_sex)
        if values[name]
    )


def _said(name: str, told: Told, value: str, unit: str | None, language: Language) -> str:
    if name in ("outcome", "women", "men"):
        return in_unit(as_given(getattr(told, name), language), unit)
    if name == "new_end" and told.new_end:
        return date_text(told.new_end, language)
    return _in_words(name, value, language)


@dataclass(frozen=True, slots=True)
class CorrectedField:
    """A field that a decision corrected, in words."""

    label: str
    before: str
    after: str
    why: str
    reference: str


def corrected_in_words(corrections: Iterable[Corrected], language: Language) -> tuple[CorrectedField, ...]:
    """What decisions have corrected in a thing, in order."""
    return tuple(
        CorrectedField(
            translate(LABELS[one.field], language),
            _plain(one.field, one.before, language),
            _plain(one.field, one.after, language),
            one.why,
            one.decision.in_language(language),
        )
        for one in corrections
    )


def _plain(name: str, value: object, language: Language) -> str:
    if name == "new_end" and isinstance(value, str) and value:
        return date_text(date.fromisoformat(value), language)
    return _in_words(name, None if value is None else str(value), language)


def refusal(error: Exception, language: Language) -> str:
    """What a use case refused, in one line."""
    told = [getattr(error, name, None) for name in ("what", "instead", "outcome")]
    return " ".join(as_sentence(said_in(text, language)) for text in told if text)


def as_sentence(text: str) -> str:
    """A text that begins and ends as a sentence does."""
    first = text[:1].upper() + text[1:]
    return first if first.endswith((".", "!", "?")) else f"{first}."
