"""What the components of a page are given: steps of a time line, tabs."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the same thing beside others: `web/parts/tabs.html`. `count` stands after the words."""

    words: str
    href: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is to: `web/parts/timeline.html`. `shape` is one of `SHAPES`."""

    when: date | datetime | None
    what: str
    who: str = ""
    note: str = ""
    shape: str = "full"
    href: str = ""
    simulated: bool = False
