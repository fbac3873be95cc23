"""A roadmap's text as parts with fields: what a form shows, what an edit changes, what two editors differ in.

A part is the frame (title, reason, vision), a target area, a milestone, a strategy or a decision point. Its
fields are plain texts under fixed names, empty where nothing is written, and go back and forth unchanged.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.version import (
    DecisionPoint,
    Milestone,
    RoadmapVersion,
    Strategy,
    TargetArea,
)
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Text

Fields = dict[str, str]
Item = TargetArea | Milestone | Strategy | DecisionPoint


class Kind(StrEnum):
    FRAME = "frame"
    AREA = "area"
    MILESTONE = "milestone"
    STRATEGY = "strategy"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Part:
    """Which part is meant: `key` is its key, a decision point's number, and empty for the frame."""

    kind: Kind
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else str(self.kind)

    @classmethod
    def parse(cls, text: str) -> "Part":
        """Raises `NotFoundError` for what names no part."""
        kind, _, key = text.partition(":")
        try:
            return cls(Kind(kind), key)
        except ValueError as error:
            raise NotFoundError(Sentence("a roadmap has no part “{part}”", part=text)) from error


FRAME = Part(Kind.FRAME)

NAMES = {
    Kind.FRAME: (
        "title_sv",
        "title_en",
        "dnr",
        "dated",
        "drawn_up_by",
        "why_sv",
        "why_en",
        "horizon_from",
        "horizon_to",
        "vision_title_sv",
        "vision_title_en",
        "vision_year",
        "vision_text_sv",
        "vision_text_en",
    ),
    Kind.AREA: ("name_sv", "name_en", "description_sv", "description_en"),
    Kind.MILESTONE: (
        "text_sv",
        "text_en",
        "target_area",
        "wanted",
        "strength",
        "rationale_sv",
        "rationale_en",
        "indicator",
        "indicator_state",
        "level",
        "year",
        "gap_measure",
        "gap_level",
        "gap_year",
        "baseline",
        "responsible",
        "needed_sv",
        "needed_en",
    ),
    Kind.STRATEGY: ("text_sv", "text_en", "target_area"),
    Kind.POINT: ("text_sv", "text_en", "addressee", "force"),
}
"""The fields of each kind of part, in the order of a form."""


def fields_of(version: RoadmapVersion, part: Part) -> Fields:
    """What stands in a part; raises `NotFoundError` where the version has no such part."""
    if part.kind is Kind.FRAME:
        return _frame(version)
    found = find(version, part)
    if isinstance(found, TargetArea):
        return {**_text("name", found.name), **_text("description", found.description)}
    if isinstance(found, Milestone):
        return _milestone(found)
    if isinstance(found, Strategy):
        return {**_text("text", found.text), "target_area": found.target_area}
    return {**_text("text", found.text), "addressee": found.addressee or "", "force": found.force}


def find(version: RoadmapVersion, part: Part) -> Item:
    """The part itself; raises `NotFoundError` where it is not there."""
    for item in _listed(version, part.kind):
        if key_of(item) == part.key:
            return item
    raise NotFoundError(
        Sentence("the part “{part}” is not in this text", part=str(part)),
        instead=Sentence("Somebody may have taken it out; the history of the draft shows when."),
    )


def has(version: RoadmapVersion, part: Part) -> bool:
    return part.kind is Kind.FRAME or any(key_of(item) == part.key for item in _listed(version, part.kind))


COLLECTIONS = {
    Kind.AREA: "target_areas",
    Kind.MILESTONE: "milestones",
    Kind.STRATEGY: "strategies",
    Kind.POINT: "decision_points",
}


def _listed(version: RoadmapVersion, kind: Kind) -> tuple[Item, ...]:
    items: tuple[Item, ...] = getattr(version, COLLECTIONS[kind], ())
    return items


def key_of(item: Item) -> str:
    return str(item.number) if isinstance(item, DecisionPoint) else item.key


def _text(name: str, text: Text | None) -> Fields:
    return {f"{name}_sv": text.sv if text else "", f"{name}_en": (text.en or "") if text else ""}


def _number(value: float | int | None) -> str:
    """Every digit of it, with a decimal comma: what is not changed must come back as it was."""
    return "" if value is None else f"{Decimal(repr(float(value))).normalize():f}".replace(".", ",")


def _year(value: int | None) -> str:
    return "" if value is None else str(value)


def _frame(version: RoadmapVersion) -> Fields:
    first, last = version.horizon or (None, None)
    return {
        **_text("title", version.title),
        "dnr": version.dnr or "",
        "dated": version.dated,
        "drawn_up_by": version.drawn_up_by,
        **_text("why", version.why),
        "horizon_from": _year(first),
        "horizon_to": _year(last),
        **_text("vision_title", version.vision.title),
        "vision_year": _year(version.vision.year),
        **_text("vision_text", version.vision.text),
    }


def _milestone(item: Milestone) -> Fields:
    return {
        **_text("text", item.text),
        "target_area": item.target_area,
        "wanted": item.wanted or "",
        "strength": item.strength,
        **_text("rationale", item.rationale),
        "indicator": item.indicator.indicator if item.indicator else "",
        "indicator_state": item.indicator.state if item.indicator else "",
        "level": _number(item.level),
        "year": _year(item.year),
        "gap_measure": item.gap.measure if item.gap else "",
        "gap_level": _number(item.gap.level) if item.gap else "",
        "gap_year": _year(item.gap.year) if item.gap else "",
        "baseline": str(item.baseline) if item.baseline else "",
        "responsible": " ".join(link.organisation for link in item.responsible),
        **_text("needed", item.needed),
    }
