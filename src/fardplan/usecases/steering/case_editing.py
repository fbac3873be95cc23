"""Writing in a case's draft: fields of a part, new parts, parts taken out and moved, and earlier states.

Every save is kept whole. Who saves from a state that somebody else has changed since is merged field by
field; where both changed the same field, nothing is saved and both texts come back in an `EditConflict`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.case import AMENDABLE, check_can_edit
from fardplan.roadmap.editing import Way, added, as_kept, merged_part, moved, removed
from fardplan.roadmap.parts import FRAME, Fields, Kind, Part, fields_of, find, has
from fardplan.roadmap.version import Milestone, RoadmapVersion, Strategy
from fardplan.roadmap.written_parts import with_fields
from fardplan.sources.city_package import CityPackage
from fardplan.store import cases as kept
from fardplan.store.audit import record
from fardplan.store.cases import KeptCase
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.steering.case_rights import check_can_prepare, check_can_read_cases
from fardplan.vocabulary.errors import EditConflict, FieldConflict, InputError
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class IndicatorChoice:
    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class PartPage:
    """A part of a draft as a form shows it: its fields, and what may be chosen in them."""

    case: KeptCase
    part: Part
    fields: Fields
    content: RoadmapVersion
    indicators: tuple[IndicatorChoice, ...]
    organisations: tuple[KnownOrganisation, ...]
    amends: bool


def part_page(city: CityPackage, number: int, name: str, *, actor: Actor, today: date) -> PartPage:
    """A part to be written in. Raises as the rules do where the text is frozen. Constant queries."""
    check_can_read_cases(actor)
    case = kept.case_numbered(number)
    content = kept.content_of(number)
    part = Part.parse(name)
    check_can_prepare(actor, area_of(content, part))
    check_can_edit(case.state, "may be given" if case.state in AMENDABLE else None)
    return PartPage(
        case=case,
        part=part,
        fields=fields_of(content, part),
        content=content,
        indicators=tuple(IndicatorChoice(item.key, item.name) for item in city.indicators),
        organisations=tuple(item for item in organisations(day=today) if not item.is_unit),
        amends=case.state in AMENDABLE,
    )


def area_of(content: RoadmapVersion, part: Part) -> str | None:
    """The target area that a part belongs to, None where it is of the whole."""
    if part.kind is Kind.AREA:
        return part.key
    if part.kind in {Kind.MILESTONE, Kind.STRATEGY} and has(content, part):
        found = find(content, part)
        assert isinstance(found, Milestone | Strategy)
        return found.target_area
    return None


def save_part(
    number: int,
    name: str,
    fields: Mapping[str, str],
    *,
    revision: int,
    why: str | None,
    actor: Actor,
    today: date,
) -> bool:
    """Save what was written in a part; False where nothing differs from what is there.

    `revision` is the one that the form was read at. Raises `EditConflict` where somebody else has changed the
    same field since, and `InputError` with the field's name for what cannot be.
    """
    part, written = Part.parse(name), {key: as_kept(text) for key, text in fields.items()}
    with transaction.atomic():
        take_turn(Turn.CASES)
        case, content = kept.case_numbered(number), kept.content_of(number)
        check_can_prepare(actor, area_of(content, part))
        check_can_edit(case.state, why)
        to_save = _merged(case, content, part, written, revision)
        before = fields_of(content, part)
        changed = {key: text for key, text in to_save.items() if text != before[key]}
        if not changed:
            return False
        made = with_fields(content, part, changed)
        if area_of(made, part) != area_of(content, part):
            check_can_prepare(actor, area_of(made, part))
        _save(case, made, what="write", part=part, why=why, actor=actor, today=today)
        record(
            actor.name,
            "write in draft",
            f"case {number}",
            before={"part": str(part), **{key: before[key] for key in changed}},
            after={"part": str(part), **changed},
            why=why or None,
        )
    return True


def _merged(case: KeptCase, content: RoadmapVersion, part: Part, written: Fields, revision: int) -> Fields:
    if revision == case.revision:
        return {**fields_of(content, part), **written}
    if not 1 <= revision < case.revision:
        raise InputError(
            Sentence("the draft has no revision {revision}", revision=revision),
            outcome=Sentence("Nothing was changed."),
        )
    result = merged_part(kept.content_at(case.number, revision), content, part, written)
    if result.conflicts:
        raise conflict(case, result.conflicts, gone=not has(content, part))
    return result.fields


def conflict(case: KeptCase, fields: tuple[FieldConflict, ...], *, gone: bool = False) -> EditConflict:
    told = (
        Sentence("{name} has taken this part out of the draft since you opened it", name=case.updated_by)
        if gone
        else Sentence("{name} has changed the same text since you opened it", name=case.updated_by)
    )
    return EditConflict(told, fields=fields, revision=case.revision, by=case.updated_by)


def add_part(
    number: int,
    kind: str,
    text: str,
    *,
    target_area: str | None,
    why: str | None,
    actor: Actor,
    today: date,
) -> Part:
    """Add a part last among its like; which part it became."""
    with transaction.atomic():
        take_turn(Turn.CASES)
        case, content = kept.case_numbered(number), kept.content_of(number)
        check_can_prepare(actor, target_area)
        check_can_edit(case.state, why)
        made, part = added(content, _kind(kind), as_kept(text), target_area=target_area)
        _save(case, made, what="add", part=part, why=why, actor=actor, today=today)
        record(
            actor.name,
            "add to draft",
            f"case {number}",
            after={"part": str(part), "text": as_kept(text)},
            why=why or None,
        )
    return part


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError as error:
        raise InputError(Sentence("a roadmap has no part “{part}”", part=name)) from error


def remove_part(number: int, name: str, *, revision: int, why: str | None, actor: Actor, today: date) -> None:
    """Take a part out. Raises `EditConflict` where somebody has changed it since `revision`.

    What it said stays in the draft's earlier states.
    """
    part = Part.parse(name)
    with transaction.atomic():
        take_turn(Turn.CASES)
        case, content = kept.case_numbered(number), kept.content_of(number)
        check_can_prepare(actor, area_of(content, part))
        check_can_edit(case.state, why)
        made = removed(content, part)
        before = fields_of(content, part)
        if revision != case.revision:
            base = kept.content_at(number, revision)
            was = fields_of(base, part) if has(base, part) else {}
            differs = tuple(
                FieldConflict(name=key, base=was.get(key), theirs=text, yours=None)
                for key, text in before.items()
                if text != was.get(key)
            )
            if differs:
                raise conflict(case, differs)
        _save(case, made, what="remove", part=part, why=why, actor=actor, today=today)
        record(
            actor.name,
            "take out of draft",
            f"case {number}",
            before={"part": str(part), **{key: text for key, text in before.items() if text}},
            why=why or None,
        )


def move_part(number: int, name: str, way: Way, *, why: str | None, actor: Actor, today: date) -> None:
    """Move a part one place among its like; at the end of the row it stays, and nothing is saved."""
    part = Part.parse(name)
    _whole(
        number,
        lambda content: moved(content, part, way),
        what="move",
        part=part,
        why=why,
        actor=actor,
        today=today,
        after={"part": str(part), "way": way},
    )


def restore_draft(number: int, revision: int, *, why: str, actor: Actor, today: date) -> None:
    """Bring the draft back to how it stood after a save. What came since stays among its earlier states."""
    earlier = kept.content_at(number, revision)
    _whole(
        number,
        lambda _: earlier,
        what="restore",
        part=FRAME,
        why=why,
        actor=actor,
        today=today,
        after={"revision": revision},
    )


def set_milestone_target(
    number: int, milestone: str, *, level: float, year: int, why: str, actor: Actor, today: date
) -> None:
    """Give a milestone of a draft a level and a year, as somebody proposes; `why` becomes its reason."""
    part = Part(Kind.MILESTONE, milestone)

    def change(content: RoadmapVersion) -> RoadmapVersion:
        return with_fields(
            content,
            part,
            {
                "level": repr(float(level)).removesuffix(".0"),
                "year": str(year),
                **({"rationale_sv": why.strip()} if why.strip() else {}),
            },
        )

    _whole(
        number,
        change,
        what="target",
        part=part,
        why=why,
        actor=actor,
        today=today,
        after={"part": str(part), "level": level, "year": year},
    )


def _whole(
    number: int,
    change: Callable[[RoadmapVersion], RoadmapVersion],
    *,
    what: str,
    part: Part,
    why: str | None,
    actor: Actor,
    today: date,
    after: Mapping[str, object],
) -> None:
    with transaction.atomic():
        take_turn(Turn.CASES)
        case, content = kept.case_numbered(number), kept.content_of(number)
        check_can_prepare(actor, area_of(content, part))
        check_can_edit(case.state, why)
        made = change(content)
        if made == content:
            return
        _save(case, made, what=what, part=part, why=why, actor=actor, today=today)
        record(actor.name, f"{what} in draft", f"case {number}", after=after, why=why or None)


def _save(
    case: KeptCase,
    content: RoadmapVersion,
    *,
    what: str,
    part: Part,
    why: str | None,
    actor: Actor,
    today: date,
) -> None:
    saved = kept.save_content(
        case.number,
        content,
        revision=case.revision,
        what=what,
        part=str(part),
        why=why or None,
        day=today,
        by=actor.name,
    )
    if not saved:
        raise conflict(kept.case_numbered(case.number), ())
