"""A roadmap's text as parts with fields: what a form shows, what an edit changes, what two editors differ in.

A part is the frame (title, reason, vision), a target area, a milestone, a strategy or a decision point. Its
fields are plain texts under fixed names, empty where nothing is written, and go back and forth unchanged.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.version import (
    DecisionPoint,
    Force,
    IndicatorLink,
    LinkState,
    Milestone,
    Responsibility,
    RoadmapVersion,
    Strategy,
    TargetArea,
    Vision,
)
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.gap import GapTarget
from fardplan.vocabulary.text import Text

Fields = dict[str, str]


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


def find(version: RoadmapVersion, part: Part) -> TargetArea | Milestone | Strategy | DecisionPoint:
    """The part itself; raises `NotFoundError` where it is not there."""
    for item in _listed(version, part.kind):
        if _key(item) == part.key:
            return item
    raise NotFoundError(
        Sentence("the part “{part}” is not in this text", part=str(part)),
        instead=Sentence("Somebody may have taken it out; the history of the draft shows when."),
    )


def has(version: RoadmapVersion, part: Part) -> bool:
    return part.kind is Kind.FRAME or any(_key(item) == part.key for item in _listed(version, part.kind))


def with_fields(version: RoadmapVersion, part: Part, fields: Mapping[str, str]) -> RoadmapVersion:
    """The version with a part's fields as given; those not named stay as they were.

    Raises `InputError` with the field's name as `where` for a value that cannot be, and `NotFoundError` where
    the part is not there.
    """
    unknown = sorted(set(fields) - set(NAMES[part.kind]))
    if unknown:
        raise InputError(Sentence("there is no field “{name}” in this part", name=unknown[0]))
    plain = {**fields_of(version, part), **{name: value.strip() for name, value in fields.items()}}
    try:
        if part.kind is Kind.FRAME:
            return _with_frame(version, plain)
        made = _made(version, part, plain)
    except ValidationError as error:
        raise _told(error) from error
    return replaced(version, part, made)


def replaced(
    version: RoadmapVersion, part: Part, made: TargetArea | Milestone | Strategy | DecisionPoint
) -> RoadmapVersion:
    """The version with one part in the place of the one that had its key."""
    name = _COLLECTIONS[part.kind]
    items = tuple(made if _key(item) == part.key else item for item in getattr(version, name))
    return checked(version, {name: items})


def checked(version: RoadmapVersion, changes: Mapping[str, Any]) -> RoadmapVersion:
    """The version with other contents, checked whole; raises `InputError` for what contradicts itself."""
    try:
        return RoadmapVersion.model_validate({**dict(version), **changes})
    except ValidationError as error:
        raise _told(error) from error


def _told(error: ValidationError) -> InputError:
    first = error.errors()[0]
    where = str(first["loc"][0]) if first["loc"] else None
    return InputError(
        first["msg"].removeprefix("Value error, "),
        where=where,
        outcome=Sentence("Nothing was changed."),
    )


_COLLECTIONS = {
    Kind.AREA: "target_areas",
    Kind.MILESTONE: "milestones",
    Kind.STRATEGY: "strategies",
    Kind.POINT: "decision_points",
}


def _listed(
    version: RoadmapVersion, kind: Kind
) -> tuple[TargetArea | Milestone | Strategy | DecisionPoint, ...]:
    items: tuple[TargetArea | Milestone | Strategy | DecisionPoint, ...] = getattr(
        version, _COLLECTIONS[kind], ()
    )
    return items


def _key(item: TargetArea | Milestone | Strategy | DecisionPoint) -> str:
    return str(item.number) if isinstance(item, DecisionPoint) else item.key


# From a part to its fields ----------------------------------------------------


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


# From fields to a part --------------------------------------------------------


def _said(fields: Fields, name: str) -> Text | None:
    swedish = fields[f"{name}_sv"]
    return Text(sv=swedish, en=fields[f"{name}_en"] or None) if swedish else None


def _must(fields: Fields, name: str) -> Text:
    said = _said(fields, name)
    if said is None:
        raise InputError(
            Sentence("the Swedish text is empty"),
            where=f"{name}_sv",
            instead=Sentence("Write it, or take the part out instead."),
            outcome=Sentence("Nothing was changed."),
        )
    return said


def _float(fields: Fields, name: str) -> float | None:
    written = re.sub(r"\s", "", fields[name]).replace(",", ".").replace("\u2212", "-")
    if not written:
        return None
    try:
        return float(written)
    except ValueError as error:
        raise InputError(
            Sentence("“{value}” is not a number", value=fields[name]),
            where=name,
            instead=Sentence("Write for example 92,5."),
            outcome=Sentence("Nothing was changed."),
        ) from error


def _whole(fields: Fields, name: str) -> int | None:
    if not fields[name]:
        return None
    if not fields[name].isdecimal():
        raise InputError(
            Sentence("“{value}” is not a year", value=fields[name]),
            where=name,
            instead=Sentence("Write for example 2030."),
            outcome=Sentence("Nothing was changed."),
        )
    return int(fields[name])


def _with_frame(version: RoadmapVersion, fields: Fields) -> RoadmapVersion:
    first, last = _whole(fields, "horizon_from"), _whole(fields, "horizon_to")
    if (first is None) != (last is None):
        raise InputError(
            Sentence("only one of the horizon's years is given"),
            where="horizon_to",
            instead=Sentence("Give both or neither."),
            outcome=Sentence("Nothing was changed."),
        )
    vision = Vision(
        title=_must(fields, "vision_title"),
        year=_whole(fields, "vision_year") or version.vision.year,
        text=_said(fields, "vision_text"),
        source=version.vision.source,
    )
    return checked(
        version,
        {
            "title": _must(fields, "title"),
            "dnr": fields["dnr"] or None,
            "dated": fields["dated"],
            "drawn_up_by": fields["drawn_up_by"],
            "why": _said(fields, "why"),
            "horizon": (first, last) if first is not None else None,
            "vision": vision,
        },
    )


def _made(
    version: RoadmapVersion, part: Part, fields: Fields
) -> TargetArea | Milestone | Strategy | DecisionPoint:
    if part.kind is Kind.AREA:
        return TargetArea(key=part.key, name=_must(fields, "name"), description=_said(fields, "description"))
    before = find(version, part)
    if isinstance(before, Milestone):
        return _made_milestone(before, fields)
    if isinstance(before, Strategy):
        moved = fields["target_area"] != before.target_area
        return Strategy(
            key=part.key,
            target_area=fields["target_area"],
            number=1 + len(version.strategies_of(fields["target_area"])) if moved else before.number,
            text=_must(fields, "text"),
        )
    return DecisionPoint(
        number=int(part.key),
        text=_must(fields, "text"),
        addressee=fields["addressee"] or None,
        force=Force(fields["force"]),
    )


def _made_milestone(before: Milestone, fields: Fields) -> Milestone:
    level = _float(fields, "level")
    return Milestone.model_validate(
        {
            **dict(before),
            "text": _must(fields, "text"),
            "target_area": fields["target_area"],
            "wanted": fields["wanted"] or None,
            "strength": fields["strength"],
            "rationale": _said(fields, "rationale"),
            "indicator": _link(before.indicator, fields),
            "level": level,
            "year": _whole(fields, "year"),
            "gap": _gap(fields),
            "baseline": fields["baseline"] or None,
            "responsible": _responsible(before, fields["responsible"]),
            "needed": _said(fields, "needed"),
        }
    )


WRITTEN_HERE = "Färdplanens utkast"
"""The source of a link that was made in a draft."""


def _link(before: IndicatorLink | None, fields: Fields) -> IndicatorLink | None:
    key = fields["indicator"]
    if not key:
        return None
    state = LinkState(fields["indicator_state"] or LinkState.PROPOSED)
    if before and before.indicator == key:
        return before.model_copy(update={"state": state})
    return IndicatorLink(indicator=key, state=state, source=WRITTEN_HERE)


def _gap(fields: Fields) -> GapTarget | None:
    if not (fields["gap_measure"] or fields["gap_level"] or fields["gap_year"]):
        return None
    if not (fields["gap_measure"] and fields["gap_level"] and fields["gap_year"]):
        raise InputError(
            Sentence("a target for the gap has a measure, a level and a year"),
            where="gap_level",
            instead=Sentence("Give all three or none."),
            outcome=Sentence("Nothing was changed."),
        )
    return GapTarget.model_validate(
        {
            "measure": fields["gap_measure"],
            "level": _float(fields, "gap_level"),
            "year": _whole(fields, "gap_year"),
        }
    )


def _responsible(before: Milestone, keys: str) -> tuple[Responsibility, ...]:
    known = {link.organisation: link for link in before.responsible}
    return tuple(
        known.get(key) or Responsibility(organisation=key, source=WRITTEN_HERE)
        for key in dict.fromkeys(keys.split())
    )
