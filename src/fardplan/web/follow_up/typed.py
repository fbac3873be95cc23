"""What was typed on the follow-up page, between a form's fields and what a use case is told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from fardplan.boards.follow_up import ActivityState, Told, plain_told, read_told
from fardplan.boards.year_target import read_target
from fardplan.presentation.numbers import as_given
from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.assessing import Judgement
from fardplan.vocabulary.errors import InputError

Fields = Mapping[str, str]

NUMBERS = {"outcome": "outcome", "women": "women", "men": "men"}


def slot_of(year: int, step: str, organisation: str, ref: str) -> str:
    """The name that a thing has on the page, in fields and as an anchor."""
    return f"{year}.{step}.{organisation}.{ref}"


def parts_of(slot: str) -> tuple[int, str, str, str]:
    """The opposite of `slot_of`. Raises `InputError` for what is none."""
    parts = slot.split(".", 3)
    if len(parts) != 4 or not parts[0].isdecimal():
        raise InputError(Sentence("'{slot}' is nothing on this page", slot=slot))
    return int(parts[0]), parts[1], parts[2], parts[3]


def as_fields(told: Told) -> dict[str, str]:
    """What is told, as it stands in the page's fields."""
    return {
        "text": told.text,
        "outcome": _number(told.outcome),
        "women": _number(told.women),
        "men": _number(told.men),
        "judgement": told.judgement or "",
        "missing_why": told.missing_why,
        "activity": told.activity or "",
        "new_end": told.new_end.isoformat() if told.new_end else "",
        "stopped_why": told.stopped_why,
    }


def _number(value: float | None) -> str:
    return "" if value is None else as_given(value, "sv").replace("\u202f", "").replace("\u00a0", "")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent of one thing: its fields as they were typed, and what the page showed or sent last."""

    slot: str
    fields: dict[str, str] = field(default_factory=dict)
    base: Told | None = None

    def told(self) -> Told:
        """What it says. A field that was not on the page is as it was. Raises `InputError`."""
        base = self.base or Told()
        changes: dict[str, Any] = {}
        for name, words in self.fields.items():
            changes[name] = _read(name, words)
        return replace(base, **changes)


def _read(name: str, words: str) -> object:
    if name in NUMBERS:
        return _read_number(words)
    if name == "judgement":
        return Judgement(words) if words in set(Judgement) else None
    if name == "activity":
        return ActivityState(words) if words in set(ActivityState) else None
    if name == "new_end":
        return _read_day(words)
    return words.replace("\r\n", "\n").strip()


def _read_number(words: str) -> float | None:
    number, text = read_target(words)
    if text is not None:
        raise InputError(
            Sentence("'{words}' is no number", words=words),
            instead=Sentence("Write for example 92,5."),
            outcome=Sentence("What you typed is still in the field."),
        )
    return number


def _read_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words.strip() else None
    except ValueError as error:
        raise InputError(
            Sentence("'{words}' is not a day", words=words),
            instead=Sentence("Write for example 2027-05-01."),
            outcome=Sentence("What you typed is still in the field."),
        ) from error


def typed_in(sent: Mapping[str, str], slot: str) -> Typed:
    """What was sent of one thing; nothing where the page had no fields for it."""
    known = as_fields(Told())
    prefix = f"{slot}:"
    fields = {name: sent[prefix + name] for name in known if prefix + name in sent}
    return Typed(slot, fields, base_in(sent.get(f"{prefix}base", "")))


def slots_in(sent: Mapping[str, str]) -> tuple[str, ...]:
    """The things that have fields in what was sent, in their order."""
    return tuple(name.removesuffix(":base") for name in sent if name.endswith(":base"))


def base_of(told: Told) -> str:
    """What a page showed or sent, to be sent back with the next save."""
    return json.dumps(plain_told(told), ensure_ascii=False)


def base_in(text: str) -> Told | None:
    """The opposite of `base_of`; None for what it did not make."""
    try:
        found = json.loads(text)
        return read_told(found) if isinstance(found, dict) else None
    except (ValueError, TypeError):
        return None
