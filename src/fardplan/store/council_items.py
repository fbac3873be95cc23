"""What the council asks in a year, as its budget has it and as it applies on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fardplan.boards.chain import CouncilItem, ItemKind
from fardplan.boards.changes import Change, ChangeKind, in_force
from fardplan.boards.plan_fields import council_fields, with_council_fields
from fardplan.boards.year_target import told_target
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store import models
from fardplan.store.change_requests import changes_of
from fardplan.store.decision_records import TakenDecision, taken
from fardplan.store.kept import Rests, kept
from fardplan.vocabulary.errors import NotFoundError

ACTIVE, PROPOSED, WITHDRAWN = "active", "proposed", "withdrawn"
NEVER_APPLIED = date.min
"""The end of what was taken out of a budget before it was adopted."""


@dataclass(frozen=True, slots=True)
class CouncilYear:
    """A year of the council's. `rows` are its things as they were adopted, or as they stand until then.

    `proposed` are keys of things that a change would add. `adopted` is the decision on the budget, None
    until then.
    """

    year: int
    rows: tuple[CouncilItem, ...]
    changes: tuple[Change, ...]
    adopted: TakenDecision | None
    proposed: frozenset[str] = frozenset()

    def on(self, day: date) -> tuple[CouncilItem, ...]:
        """What applies on a day, those that were taken away too."""
        return in_force(self.rows, self.changes, day)

    def adopted_by(self, day: date) -> bool:
        return self.adopted is not None and self.adopted.day <= day


@kept(Rests.FRAME)
def council_of(year: int, day: date) -> tuple[CouncilItem, ...]:
    """What the council asks on a day in a year, in its order: as adopted, with the changes that count by
    then.
    """
    return tuple(item for item in council_year(year, day).on(day) if item.is_live(day))


@kept(Rests.FRAME)
def council_year(year: int, day: date) -> CouncilYear:
    """The council's year as it was known on a day; seven queries, one more where it was edited after that
    day.

    Nothing there is no error: the year may not have been opened.
    """
    rows = list(models.CouncilItem.objects.filter(year__year=year).order_by("position", "pk"))
    given, own, links = _responsible(year), _own(year, day), _links(year)
    keys = {row.pk: row.key for row in rows}
    items = [_item(row, year, keys, given.get(row.pk, {}), links) for row in rows]
    items = _as_they_were(items, year, day)
    adoption = (
        models.BudgetAdoption.objects.filter(year__year=year)
        .select_related("decision", "decision__organisation")
        .first()
    )
    changes = changes_of(year)
    return CouncilYear(
        year,
        tuple(replace(item, own=own.get(item.key, {})) for item in items),
        changes,
        taken(adoption.decision) if adoption else None,
        frozenset(change.item for change in changes if change.kind is ChangeKind.NEW),
    )


def _responsible(year: int) -> Mapping[int, Mapping[str, str | None]]:
    """Who answers for each row, with the target that they were given."""
    found: dict[int, dict[str, str | None]] = {}
    rows = models.CouncilResponsible.objects.filter(item__year__year=year, ended__isnull=True)
    columns = ("item", "organisation__key", "target", "target_text")
    for item, key, number, words in rows.order_by().values_list(*columns):
        found.setdefault(item, {})[key] = told_target(number, words)
    return found


def _own(year: int, day: date) -> Mapping[str, Mapping[str, str]]:
    """The targets that boards have set for themselves by a day: the last of each applies."""
    last: dict[tuple[str, str], str | None] = {}
    rows = models.OwnTarget.objects.filter(item__year__year=year, day__lte=day).order_by("pk")
    for key, board, number, words in rows.values_list(
        "item__key", "organisation__key", "target", "target_text"
    ):
        last[key, board] = told_target(number, words)
    found: dict[str, dict[str, str]] = {}
    for (key, board), target in last.items():
        if target is not None:
            found.setdefault(key, {})[board] = target
    return found


def _links(year: int) -> Mapping[int, tuple[frozenset[str], frozenset[str]]]:
    strategies: dict[int, set[str]] = {}
    milestones: dict[int, set[str]] = {}
    rows = models.RoadmapLink.objects.filter(council__year__year=year)
    for item, strategy, milestone in rows.order_by().values_list("council", "strategy", "milestone"):
        (strategies if strategy else milestones).setdefault(item or 0, set()).add(strategy or milestone or "")
    return {
        item: (frozenset(strategies.get(item, ())), frozenset(milestones.get(item, ())))
        for item in strategies.keys() | milestones.keys()
    }


def _item(
    row: models.CouncilItem,
    year: int,
    keys: Mapping[int, str],
    given: Mapping[str, str | None],
    links: Mapping[int, tuple[frozenset[str], frozenset[str]]],
) -> CouncilItem:
    targets: dict[str | None, str] = {key: target for key, target in given.items() if target is not None}
    city = told_target(row.target, row.target_text)
    if city is not None:
        targets[None] = city
    strategies, milestones = links.get(row.pk, (frozenset(), frozenset()))
    return CouncilItem(
        row.key,
        year,
        ItemKind(row.kind),
        row.text_sv,
        position=row.position,
        parent=keys.get(row.parent_id or 0),
        responsible=frozenset(given),
        targets=targets,
        ended=NEVER_APPLIED if row.state == WITHDRAWN else None,
        text_en=row.text_en,
        unit=row.unit,
        indicator=row.indicator,
        wanted=row.wanted,
        by_sex=row.by_sex,
        revision=row.revision,
        simulated=row.origin == "simulated",
        strategies=strategies,
        milestones=milestones,
        source=row.source,
    )


def _as_they_were(items: Sequence[CouncilItem], year: int, day: date) -> list[CouncilItem]:
    """Those that were edited after a day as they were then; without those that came after it."""
    kept = models.CouncilRevision.objects.filter(item__year__year=year)
    later = set(kept.filter(day__gt=day).order_by().values_list("item__key", flat=True))
    if not later:
        return list(items)
    before = kept.filter(day__lte=day, item__key__in=later).order_by("item", "revision")
    then = dict(before.values_list("item__key", "content"))
    return [
        _as_kept(item, then[item.key]) if item.key in later else item
        for item in items
        if item.key not in later or item.key in then
    ]


def _as_kept(item: CouncilItem, content: Mapping[str, Any]) -> CouncilItem:
    fields = {name: content.get(name) for name in council_fields(item)}
    ended = NEVER_APPLIED if content.get("withdrawn") else None
    return replace(with_council_fields(item, fields), ended=ended)


def council_row(year: int, key: str) -> int:
    """The row of a thing of the council's. Raises `NotFoundError` with those there are."""
    rows = dict(models.CouncilItem.objects.filter(year__year=year).values_list("key", "pk"))
    if key not in rows:
        raise NotFoundError(
            Sentence("the council has no '{key}' in {year}", key=key, year=year),
            instead=there_is(rows, asked=key),
            outcome=Sentence("Nothing was changed."),
        )
    return rows[key]


def kept_council_fields(year: int, key: str, revision: int) -> Mapping[str, str | None] | None:
    """What a thing of the council's said in one of its revisions; None where that is unknown."""
    return (
        models.CouncilRevision.objects.filter(item__year__year=year, item__key=key, revision=revision)
        .values_list("content", flat=True)
        .first()
    )


def council_last_by(year: int, key: str) -> str:
    """Who saved a thing of the council's last."""
    rows = models.CouncilItem.objects.filter(year__year=year, key=key)
    return rows.values_list("updated_by", flat=True).first() or ""
