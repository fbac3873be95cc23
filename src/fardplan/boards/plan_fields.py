"""A thing in a plan as fields of text: as a form has them, as a revision keeps them, as two people's join.

Nothing is lost on the way there and back.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fardplan.boards.chain import MEASURES, CouncilItem, ItemKind, Person, PlanItem
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import InputError

Fields = Mapping[str, str | None]

YES = "yes"
FIELD_NAMES = {
    "title": message("What"),
    "expected_result": message("Expected result"),
    "target": message("Yearly target"),
    "unit": message("Unit"),
    "wanted": message("Wanted direction"),
    "indicator": message("Indicator of the catalogue"),
    "responsible": message("Who answers for it"),
    "starts": message("First day"),
    "ends": message("Last day"),
    "strategies": message("Strategies of the roadmap"),
    "milestones": message("Milestones of the roadmap"),
    "answers": message("What of the council's it answers"),
    "parent": message("Beneath"),
    "by_sex": message("Told for each sex"),
    "programme": message("In the local development programme"),
}
"""Every field of a thing in a plan that a person changes, with its name."""

_GOAL = ("title", "answers", "expected_result", "strategies", "milestones", "programme")
_MEASURE = (
    "title",
    "parent",
    "answers",
    "unit",
    "target",
    "wanted",
    "indicator",
    "by_sex",
    "strategies",
    "milestones",
)
_PROMISE = ("title", "parent", "answers", "responsible", "starts", "ends", "strategies", "milestones")
FIELDS_OF: Mapping[ItemKind, tuple[str, ...]] = {
    ItemKind.BOARD_GOAL: _GOAL,
    ItemKind.BOARD_INDICATOR: (*_MEASURE, "programme"),
    ItemKind.BOARD_ACTIVITY: (*_PROMISE, "programme"),
    ItemKind.UNDERTAKING: (*(name for name in _PROMISE if name != "answers"), "expected_result", "programme"),
}
"""Which fields a thing of a kind has, in the order of a form."""


def fields_of(item: PlanItem) -> dict[str, str | None]:
    """What a person may change in a thing of a plan, each as text; None is nothing written."""
    return {
        "title": item.title or None,
        "expected_result": item.expected_result or None,
        "target": item.target or None,
        "unit": item.unit or None,
        "wanted": item.wanted or None,
        "indicator": item.indicator or None,
        "responsible": item.responsible.name if item.responsible else None,
        "starts": item.starts.isoformat() if item.starts else None,
        "ends": item.ends.isoformat() if item.ends else None,
        "strategies": listed(item.strategies),
        "milestones": listed(item.milestones),
        "answers": item.answers,
        "parent": item.parent,
        "by_sex": YES if item.by_sex else None,
        "programme": YES if item.programme else None,
    }


def listed(keys: frozenset[str]) -> str | None:
    return ", ".join(sorted(keys)) or None


def unlisted(words: str | None) -> frozenset[str]:
    return frozenset(filter(None, (key.strip() for key in (words or "").split(","))))


def with_fields(item: PlanItem, fields: Fields) -> PlanItem:
    """The thing with other fields; those that are not given are as they were.

    Raises `InputError` for one without wording, for what is no day, and for a last day before the first.
    """
    told = {**fields_of(item), **{name: _text(value) for name, value in fields.items()}}
    title = told["title"]
    if title is None:
        raise InputError(
            Sentence("it has no wording"),
            instead=Sentence("Write in a sentence what it is."),
            outcome=Sentence("Nothing was saved."),
        )
    starts, ends = _day(told["starts"]), _day(told["ends"])
    if starts and ends and ends < starts:
        raise InputError(
            Sentence("its last day {ends} comes before its first {starts}", ends=ends, starts=starts),
            instead=Sentence("Change one of them."),
            outcome=Sentence("Nothing was saved."),
        )
    name = told["responsible"]
    same = item.responsible if item.responsible and item.responsible.name == name else None
    return replace(
        item,
        title=title,
        expected_result=told["expected_result"],
        target=told["target"],
        unit=told["unit"],
        wanted=told["wanted"],
        indicator=told["indicator"],
        responsible=same or (Person(name) if name else None),
        starts=starts,
        ends=ends,
        strategies=unlisted(told["strategies"]),
        milestones=unlisted(told["milestones"]),
        answers=told["answers"],
        parent=told["parent"],
        by_sex=told["by_sex"] == YES,
        programme=told["programme"] == YES,
    )


def _text(value: str | None) -> str | None:
    return (value or "").strip() or None


def _day(told: str | None) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise InputError(
            Sentence("'{told}' is not a day", told=told or ""),
            instead=Sentence("Write for example 2027-05-01."),
            outcome=Sentence("Nothing was saved."),
        ) from error


def content_of(item: PlanItem) -> dict[str, str | None]:
    """A thing as a revision of it is kept: its fields, and whether it was dropped and why."""
    return fields_of(item) | {
        "kind": item.kind.value,
        "dropped": item.dropped.isoformat() if item.dropped else None,
        "dropped_why": item.dropped_why,
    }


def as_kept(item: PlanItem, content: Fields, revision: int) -> PlanItem:
    """The thing as a revision of it kept it. Its place among others is as it is now."""
    then = with_fields(item, {name: content.get(name) for name in fields_of(item)})
    return replace(
        then,
        dropped=_day(content.get("dropped")),
        dropped_why=content.get("dropped_why"),
        revision=revision,
    )


def council_fields(item: CouncilItem) -> dict[str, str | None]:
    """What a strategist may change in a thing of the council's before the budget is adopted, each as text.

    `responsible` has a row for each organisation, with its target after a colon where it was given one.
    """
    rows = [_responsible(key, item.given_to(key)) for key in sorted(item.responsible)]
    return {
        "text": item.text,
        "text_en": item.text_en,
        "parent": item.parent,
        "unit": item.unit if item.kind in MEASURES else None,
        "target": item.given_to(None),
        "wanted": item.wanted,
        "indicator": item.indicator,
        "by_sex": YES if item.by_sex else None,
        "responsible": "\n".join(rows) or None,
        "strategies": listed(item.strategies),
        "milestones": listed(item.milestones),
    }


def _responsible(organisation: str, target: str | None) -> str:
    return f"{organisation}: {target}" if target else organisation


def responsible_in(words: str | None) -> dict[str, str | None]:
    """The organisations of a council item's field, each with the target it is given."""
    found: dict[str, str | None] = {}
    for row in (words or "").splitlines():
        organisation, _, target = row.partition(":")
        if organisation.strip():
            found[organisation.strip()] = target.strip() or None
    return found


def with_council_fields(item: CouncilItem, fields: Fields) -> CouncilItem:
    """The council's thing with other fields. Raises `InputError` for one without wording."""
    told = {**council_fields(item), **{name: _text(value) for name, value in fields.items()}}
    text = told["text"]
    if text is None:
        raise InputError(
            Sentence("it has no wording"),
            instead=Sentence("Write in a sentence what it is."),
            outcome=Sentence("Nothing was saved."),
        )
    responsible = responsible_in(told["responsible"])
    targets: dict[str | None, str] = {key: target for key, target in responsible.items() if target}
    if told["target"]:
        targets[None] = told["target"]
    return replace(
        item,
        text=text,
        text_en=told["text_en"],
        parent=told["parent"],
        unit=told["unit"],
        wanted=told["wanted"],
        indicator=told["indicator"],
        by_sex=told["by_sex"] == YES,
        responsible=frozenset(responsible),
        targets=targets,
        strategies=unlisted(told["strategies"]),
        milestones=unlisted(told["milestones"]),
    )
