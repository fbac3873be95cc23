"""Texts that hold all the words somebody asks for, kind by kind: one query for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Subquery

from fardplan.presentation.phrases import paragraph_text
from fardplan.store import models
from fardplan.vocabulary.searching import HitKind
from fardplan.vocabulary.text import Text

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found. `key` names it among its kind.

    `passage` is the text that the words stand in where that is not the title; `year`, `step` and
    `organisation` (with its key) say where it belongs; `day` is that of a decision.
    """

    kind: HitKind
    key: str
    title: Text
    passage: Text | None = None
    year: int | None = None
    step: str | None = None
    organisation: Text | None = None
    organisation_key: str | None = None
    day: date | None = None
    simulated: bool = False


def spellings(word: str) -> tuple[str, ...]:
    """A word as it may stand in a text: SQLite takes small and large letters as one from a to z alone."""
    if word.isascii():
        return (word,)
    return tuple(dict.fromkeys((word.lower(), word.capitalize(), word.upper())))


def holding(words: Words, *columns: str) -> Q:
    """Every word stands in one of the columns, in whichever."""
    found = Q()
    for word in words:
        here = Q()
        for column in columns:
            for spelling in spellings(word):
                here |= Q(**{f"{column}__icontains": spelling})
        found &= here
    return found


def hits(kind: HitKind, words: Words, limit: int) -> list[Hit]:
    """At most `limit` of a kind that hold every word, what was written last first.

    By its number and nothing else, so that the database looks from the last row back and stops at the limit.
    """
    return FINDERS[kind](words, limit)


def _of_newest_edition(rows: QuerySet[Any], words: Words, *columns: str) -> QuerySet[Any]:
    newest = models.RoadmapVersion.objects.order_by("-number").values("pk")[:1]
    return rows.filter(holding(words, *columns), version=Subquery(newest))


def _target_areas(words: Words, limit: int) -> list[Hit]:
    columns = ("name_sv", "name_en", "description_sv", "description_en")
    rows = _of_newest_edition(models.TargetArea.objects.all(), words, *columns)
    return [Hit(HitKind.TARGET_AREA, row.key, _text(row.name_sv, row.name_en)) for row in rows[:limit]]


def _milestones(words: Words, limit: int) -> list[Hit]:
    rows = _of_newest_edition(
        models.Milestone.objects.all(), words, "text_sv", "text_en", "rationale_sv", "key"
    )
    return [Hit(HitKind.MILESTONE, row.key, _text(row.text_sv, row.text_en)) for row in rows[:limit]]


def _strategies(words: Words, limit: int) -> list[Hit]:
    rows = _of_newest_edition(models.Strategy.objects.all(), words, "text_sv", "text_en")
    return [Hit(HitKind.STRATEGY, row.key, _text(row.text_sv, row.text_en)) for row in rows[:limit]]


def _decision_points(words: Words, limit: int) -> list[Hit]:
    rows = _of_newest_edition(models.DecisionPoint.objects.all(), words, "text_sv", "text_en", "addressee")
    return [
        Hit(HitKind.DECISION_POINT, str(row.number), _text(row.text_sv, row.text_en)) for row in rows[:limit]
    ]


def _council_items(words: Words, limit: int) -> list[Hit]:
    rows = models.CouncilItem.objects.filter(holding(words, "text_sv", "text_en")).exclude(state="withdrawn")
    newest = rows.select_related("year").order_by("-pk")
    return [
        Hit(
            HitKind.COUNCIL_ITEM,
            row.key,
            _text(row.text_sv, row.text_en),
            year=row.year.year,
            simulated=row.origin == "simulated",
        )
        for row in newest[:limit]
    ]


def _plan_items(words: Words, limit: int) -> list[Hit]:
    rows = models.PlanItem.objects.filter(holding(words, "text", "expected"), state="active")
    newest = rows.select_related("year", "organisation").order_by("-pk")
    return [
        Hit(
            HitKind.PLAN_ITEM,
            str(row.pk),
            _text(row.text),
            passage=_text(row.expected) if row.expected else None,
            year=row.year.year,
            simulated=row.origin == "simulated",
            **_whose(row.organisation),
        )
        for row in newest[:limit]
    ]


def _follow_ups(words: Words, limit: int) -> list[Hit]:
    rows = models.FollowUp.objects.filter(holding(words, "text"))
    joined = rows.select_related("step__year", "organisation", "item", "council")
    newest = joined.order_by("-pk")
    return [
        Hit(
            HitKind.FOLLOW_UP,
            str(row.pk),
            _of_what(row),
            passage=_text(row.text),
            year=row.step.year.year,
            step=row.step.key,
            simulated=row.origin == "simulated",
            **_whose(row.organisation),
        )
        for row in newest[:limit]
    ]


def _of_what(row: models.FollowUp) -> Text:
    """What is followed up: a thing in a plan, or one of the council's."""
    if row.council is not None:
        return _text(row.council.text_sv, row.council.text_en)
    return _text(row.item.text if row.item is not None else "")


def _decisions(words: Words, limit: int) -> list[Hit]:
    rows = models.DecisionRecord.objects.filter(holding(words, "body", "text", "dnr", "paragraph"))
    return [
        Hit(
            HitKind.DECISION,
            str(row.pk),
            _text(f"{row.body}, {paragraph_text(row.paragraph)}, dnr {row.dnr}"),
            passage=_text(row.text) if row.text else None,
            day=row.date,
            simulated=row.origin == "simulated",
        )
        for row in rows.order_by("-date", "-pk")[:limit]
    ]


def _organisations(words: Words, limit: int) -> list[Hit]:
    rows = models.Organisation.objects.filter(holding(words, "name_sv", "name_en"))
    return [Hit(HitKind.ORGANISATION, row.key, _text(row.name_sv, row.name_en)) for row in rows[:limit]]


def _people(words: Words, limit: int) -> list[Hit]:
    rows = models.User.objects.filter(holding(words, "username", "email")).order_by("username")
    return [
        Hit(HitKind.PERSON, str(row.pk), _text(row.username), passage=_text(row.email) if row.email else None)
        for row in rows[:limit]
    ]


def _whose(organisation: models.Organisation) -> dict[str, Any]:
    return {
        "organisation": _text(organisation.name_sv, organisation.name_en),
        "organisation_key": organisation.key,
    }


def _text(sv: str, en: str | None = None) -> Text:
    return Text(sv=sv, en=en)


FINDERS: Mapping[HitKind, Callable[[Words, int], list[Hit]]] = {
    HitKind.MILESTONE: _milestones,
    HitKind.STRATEGY: _strategies,
    HitKind.TARGET_AREA: _target_areas,
    HitKind.COUNCIL_ITEM: _council_items,
    HitKind.PLAN_ITEM: _plan_items,
    HitKind.FOLLOW_UP: _follow_ups,
    HitKind.DECISION_POINT: _decision_points,
    HitKind.DECISION: _decisions,
    HitKind.ORGANISATION: _organisations,
    HitKind.PERSON: _people,
}
