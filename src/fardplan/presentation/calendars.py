"""Days as a calendar file (RFC 5545) that every calendar reads: whole days, no times and so no time zones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vText

from fardplan.vocabulary.text import Language

_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that a calendar file may not hold."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something on one day, or on all days from the first to the last.

    `key` names it for ever, also when it moves; `changes` counts how often it has, and `changed` says when it
    last did. `told` is its description, `address` a page about it.
    """

    key: str
    title: str
    first: date
    last: date
    changed: datetime
    changes: int = 0
    told: str = ""
    address: str = ""


def calendar_file(name: str, occasions: Iterable[Occasion], language: Language) -> bytes:
    """The occasions as a calendar of that name; the same ones are the same bytes.

    A calendar that has an occasion already moves it when `changes` has grown. Nobody's time is taken by it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Fardplan//Fardplan//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, vText(held(name)))
    for occasion in occasions:
        calendar.add_component(_event(occasion, language))
    return bytes(calendar.to_ical())


def held(text: str) -> str:
    """A text as a calendar holds it: line breaks of one kind, a sign where there was one that it cannot."""
    return _UNHELD.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def _event(occasion: Occasion, language: Language) -> Event:
    event = Event()
    said_in: dict[str, str] = {"LANGUAGE": language}
    event.add("uid", occasion.key)
    event.add("dtstamp", occasion.changed)
    event.add("last-modified", occasion.changed)
    event.add("sequence", occasion.changes)
    event.add("summary", held(occasion.title), parameters=said_in)
    event.add("dtstart", occasion.first)
    event.add("dtend", occasion.last + timedelta(days=1))  # the day after the last, says the standard
    if occasion.told:
        event.add("description", held(occasion.told), parameters=said_in)
    if occasion.address:
        event.add("url", occasion.address)
    event.add("transp", "TRANSPARENT")
    return event
