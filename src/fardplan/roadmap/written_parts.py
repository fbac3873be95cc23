"""Writing in a roadmap's parts: from the plain texts of a form back to a whole version, checked."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.parts import COLLECTIONS, NAMES, Fields, Item, Kind, Part, fields_of, find, key_of
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
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.gap import GapTarget
from fardplan.vocabulary.text import Text


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


def replaced(version: RoadmapVersion, part: Part, made: Item) -> RoadmapVersion:
    """The version with one part in the place of the one that had its key."""
    name = COLLECTIONS[part.kind]
    items = tuple(made if key_of(item) == part.key else item for item in getattr(version, name))
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


def _made(version: RoadmapVersion, part: Part, fields: Fields) -> Item:
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
