"""What an organisation tells of at a follow-up: the things of its plan, and what the council asks of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import COUNCIL_KINDS, CouncilItem, ItemKind, Person, PlanItem, in_outline

PLAN, COUNCIL = "p", "m-"
"""How the references of things in a plan and of the council's begin."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing to tell of. `ref` names it among those of its organisation and step.

    `target` is the yearly target as it is told, `above` what it stands beneath, in words. `carried_from` is
    the key of the same thing in the year before.
    """

    ref: str
    kind: ItemKind
    title: str
    organisation: str
    position: int = 0
    title_en: str | None = None
    above: str | None = None
    expected: str | None = None
    target: str | None = None
    unit: str | None = None
    wanted: str | None = None
    indicator: str | None = None
    by_sex: bool = False
    ends: date | None = None
    responsible: Person | None = None
    carried_from: str | None = None
    simulated: bool = False

    @property
    def key(self) -> str:
        """The key that it has in its plan, or among the council's things."""
        return self.ref.removeprefix(COUNCIL) if self.of_council else self.ref.removeprefix(PLAN)

    @property
    def of_council(self) -> bool:
        return self.kind in COUNCIL_KINDS


ASKED_OF_BOARDS = frozenset({ItemKind.AREA_GOAL, ItemKind.COUNCIL_INDICATOR, ItemKind.COUNCIL_ACTIVITY})
"""What of the council's a board that answers for it tells of."""


def subjects_of(
    organisation: str,
    plan: Iterable[PlanItem],
    council: Iterable[CouncilItem],
    day: date,
    *,
    settled: Collection[str] = (),
) -> tuple[Subject, ...]:
    """What an organisation tells of on a day: the council's things first, then its plan from top to bottom.

    `settled`: references of what was told to be done or stopped at an earlier follow-up.
    """
    asked = sorted(council, key=lambda item: (item.position, item.key))
    above = {item.key: item.text for item in asked}
    listed = [item for item in plan if item.organisation == organisation]
    mine = {item.key: item.title for item in listed}
    found = [
        _council(item, organisation, above)
        for item in asked
        if item.kind in ASKED_OF_BOARDS and organisation in item.responsible and item.is_live(day)
    ]
    found += [_plan(item, mine, above) for _, item in in_outline(listed) if item.is_live(day)]
    return tuple(item for item in found if item.ref not in settled)


def _council(item: CouncilItem, organisation: str, above: dict[str, str]) -> Subject:
    return Subject(
        f"{COUNCIL}{item.key}",
        item.kind,
        item.text,
        organisation,
        item.position,
        title_en=item.text_en,
        above=above.get(item.parent or ""),
        target=item.target_of(organisation) or item.given_to(None),
        unit=item.unit,
        wanted=item.wanted,
        indicator=item.indicator,
        by_sex=item.by_sex,
        simulated=item.simulated,
    )


def _plan(item: PlanItem, mine: dict[str, str], council: dict[str, str]) -> Subject:
    return Subject(
        f"{PLAN}{item.key}",
        item.kind,
        item.title,
        item.organisation,
        item.position,
        above=mine.get(item.parent or "") or council.get(item.answers or ""),
        expected=item.expected_result,
        target=item.target,
        unit=item.unit,
        wanted=item.wanted,
        indicator=item.indicator,
        by_sex=item.by_sex,
        ends=item.ends,
        responsible=item.responsible,
        carried_from=item.carried_from,
        simulated=item.simulated,
    )
