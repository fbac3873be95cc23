"""Calendar files read back by the library, and by the letter of RFC 5545."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from fardplan.presentation.calendars import Occasion, calendar_file, held

CHANGED = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
words = st.text(max_size=200)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def read(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_an_occasion_is_whole_days() -> None:
    first, last = date(2027, 5, 10), date(2027, 5, 28)
    content = calendar_file(
        "År 2027", [Occasion("a@x", "Möte", first, last, CHANGED, 2, "Sal 1", "/a")], "sv"
    )
    assert content.decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Fardplan//Fardplan//SV",
        "CALSCALE:GREGORIAN",
        "NAME:År 2027",
        "X-WR-CALNAME:År 2027",
        "BEGIN:VEVENT",
        "SUMMARY;LANGUAGE=sv:Möte",
        "DTSTART;VALUE=DATE:20270510",
        "DTEND;VALUE=DATE:20270529",
        "DTSTAMP:20261102T083000Z",
        "UID:a@x",
        "SEQUENCE:2",
        "DESCRIPTION;LANGUAGE=sv:Sal 1",
        "LAST-MODIFIED:20261102T083000Z",
        "TRANSP:TRANSPARENT",
        "URL:/a",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(words, words, days, st.integers(0, 400))
def test_every_word_and_day_comes_back(title: str, told: str, first: date, more: int) -> None:
    last = first + timedelta(days=more)
    content = calendar_file("N", [Occasion("a@x", title, first, last, CHANGED, told=told)], "sv")
    (event,) = read(content)
    assert str(event["summary"]) == held(title)
    assert str(event.get("description", "")) == held(told)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (first, last + timedelta(days=1))


@given(words)
def test_no_line_is_longer_than_may_be_nor_parts_a_letter(title: str) -> None:
    content = calendar_file(title, [Occasion("a@x", title, CHANGED.date(), CHANGED.date(), CHANGED)], "en")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]
    assert not any(b"\n" in line or b"\r" in line for line in lines)
