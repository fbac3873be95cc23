"""Coverage: which organisation carries which strategy on a day, and what has to be mended.

Everything is drawn from the plans and from what organisations answered; nothing is kept. A row is a
strategy of the roadmap, a column an organisation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.boards.chain import PROMISES, CouncilItem, ItemKind, PlanItem
from fardplan.boards.considered import Answer, Consideration, Drawn, Stand, latest, stand_of
from fardplan.presentation.translations import message


class BodyKind(StrEnum):
    """The kinds of organisation that are asked; they are the city package's words."""

    EXECUTIVE = "executive"
    BOARD = "board"
    DISTRICT_BOARD = "district_board"
    COMPANY = "company"


def day_within(year: int, day: date) -> date:
    """The day on which it is asked who is there in a year: its last once it is past, its first before it
    begins. So who ended since is still seen in the year's plans, and who is to come already.
    """
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class Aim:
    """A target area of the roadmap: its key, its strategies' keys in order, and its milestones'."""

    key: str
    strategies: tuple[str, ...]
    milestones: frozenset[str] = frozenset()


class Carrying(StrEnum):
    """What a cell says: an answer, or one of two things that only a cell can say."""

    ACTS = "acts"
    ORDINARY = "ordinary_work"
    ELSEWHERE = "elsewhere"  # it acts in the target area, by other strategies
    NOT_ACTING = "not_acting"
    NOT_OURS = "not_ours"
    SILENT = "silent"


CARRIED = frozenset({Carrying.ACTS, Carrying.ORDINARY})
"""What makes a strategy one that somebody carries."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A strategy and an organisation; `items` are the keys in the plan by which it acts.

    `drawn` says whether somebody confirmed it; `why` is the reason given for not acting.
    """

    carrying: Carrying
    drawn: Drawn
    items: tuple[str, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A strategy with a cell for every organisation, in the order of the columns."""

    target_area: str
    strategy: str
    cells: tuple[Cell, ...]

    @property
    def acting(self) -> int:
        return sum(cell.carrying is Carrying.ACTS for cell in self.cells)

    @property
    def in_ordinary_work(self) -> int:
        return sum(cell.carrying is Carrying.ORDINARY for cell in self.cells)

    @property
    def is_carried(self) -> bool:
        return any(cell.carrying in CARRIED for cell in self.cells)


class Flaw(StrEnum):
    """What has to be mended."""

    NOBODY_CARRIES = "nobody_carries"
    SILENT = "silent"
    STALE = "stale"
    NO_DATE = "no_date"
    NO_OWNER = "no_owner"
    OWNER_LEFT = "owner_left"
    PAST_END = "past_end"
    INDICATOR_OF_NOBODY = "indicator_of_nobody"


FLAW_NAMES = {
    Flaw.NOBODY_CARRIES: message("nobody carries the strategy"),
    Flaw.SILENT: message("the plan is silent"),
    Flaw.STALE: message("the plan has changed since it was answered"),
    Flaw.NO_DATE: message("no last day"),
    Flaw.NO_OWNER: message("nobody answers for it"),
    Flaw.OWNER_LEFT: message("whoever answered for it has left"),
    Flaw.PAST_END: message("past its last day and not finished"),
    Flaw.INDICATOR_OF_NOBODY: message("no organisation answers for the indicator"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend, and where: `item` is the key of a thing in a plan or of the council's."""

    flaw: Flaw
    target_area: str | None = None
    strategy: str | None = None
    organisation: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of a day. `columns` are the keys of organisations; `stands` is what each says of each target
    area.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    stands: Mapping[tuple[str, str], Stand]
    findings: tuple[Finding, ...]

    def cell(self, strategy: str, organisation: str) -> Cell:
        row = next(row for row in self.rows if row.strategy == strategy)
        return row.cells[self.columns.index(organisation)]


@dataclass(frozen=True, slots=True)
class Plans:
    """What coverage is drawn from: everybody's plan, answers in the order given, and the council's things."""

    items: Sequence[PlanItem]
    answers: Sequence[Consideration] = ()
    council: Sequence[CouncilItem] = ()


def coverage(aims: Sequence[Aim], bodies: Iterable[str], plans: Plans, day: date) -> Coverage:
    """The matrix and its findings on a day, for the organisations with these keys and no others."""
    columns = tuple(bodies)
    there = set(columns)
    living = [item for item in plans.items if item.organisation in there and item.is_live(day)]
    given = latest(plans.answers, day)
    serving = _Serving(living)
    stands = _stands(aims, columns, serving, given)
    rows = tuple(
        Row(
            aim.key,
            strategy,
            tuple(
                _cell(
                    stands[body, aim.key],
                    serving.strategy(body, strategy),
                    given.get((body, aim.key, strategy)),
                )
                for body in columns
            ),
        )
        for aim in aims
        for strategy in aim.strategies
    )
    findings = (
        *_of_strategies(rows),
        *_of_stands(aims, columns, stands, rows),
        *_of_promises(living, day),
        *_of_council(plans.council, there, day),
    )
    return Coverage(columns, rows, stands, findings)


def silences(aims: Sequence[Aim], bodies: Sequence[str], plans: Plans, day: date) -> Mapping[str, int]:
    """How many target areas each organisation says nothing of on a day."""
    serving = _Serving([item for item in plans.items if item.is_live(day)])
    stands = _stands(aims, bodies, serving, latest(plans.answers, day))
    return {body: sum(stands[body, aim.key].is_silent for aim in aims) for body in bodies}


def _stands(
    aims: Iterable[Aim],
    columns: Sequence[str],
    serving: "_Serving",
    given: Mapping[tuple[str, str, str | None], Consideration],
) -> dict[tuple[str, str], Stand]:
    return {
        (body, aim.key): stand_of(serving.area(body, aim), given.get((body, aim.key, None)))
        for aim in aims
        for body in columns
    }


def plan_of(plans: Plans, *, programme: bool) -> Plans:
    """The whole plans with what was answered of them; or, of both, what concerns local development
    programmes.
    """
    if not programme:
        return Plans(plans.items, [one for one in plans.answers if not one.programme], plans.council)
    return Plans(
        [item for item in plans.items if item.programme], [one for one in plans.answers if one.programme]
    )


class _Serving:
    """The living things of all plans, found by whom and what they serve."""

    def __init__(self, living: Iterable[PlanItem]) -> None:
        self._by_organisation: dict[str, list[PlanItem]] = {}
        self._by_strategy: dict[tuple[str, str], list[PlanItem]] = {}
        for item in living:
            self._by_organisation.setdefault(item.organisation, []).append(item)
            for strategy in item.strategies:
                self._by_strategy.setdefault((item.organisation, strategy), []).append(item)

    def strategy(self, organisation: str, strategy: str) -> list[PlanItem]:
        return self._by_strategy.get((organisation, strategy), [])

    def area(self, organisation: str, aim: Aim) -> list[PlanItem]:
        return serving(self._by_organisation.get(organisation, ()), aim)


def serving(items: Iterable[PlanItem], aim: Aim) -> list[PlanItem]:
    """Those that serve a strategy or a milestone of a target area."""
    wanted = frozenset(aim.strategies)
    return [item for item in items if item.strategies & wanted or item.milestones & aim.milestones]


def _cell(area: Stand, items: Sequence[PlanItem], given: Consideration | None) -> Cell:
    """What is said of the strategy itself goes before what is said of its target area."""
    if given is not None:
        own = stand_of(items, given)
        if own.answer is not None:
            return Cell(Carrying(own.answer.value), own.drawn, own.items, own.why)
    if items:
        return Cell(Carrying.ACTS, area.drawn, tuple(item.key for item in items))
    if area.answer is None:
        return Cell(Carrying.SILENT, area.drawn)
    if area.answer is Answer.ACTS:
        return Cell(Carrying.ELSEWHERE, area.drawn)
    return Cell(Carrying(area.answer.value), area.drawn, why=area.why)


def _of_strategies(rows: Iterable[Row]) -> Iterator[Finding]:
    for row in rows:
        if not row.is_carried:
            yield Finding(Flaw.NOBODY_CARRIES, row.target_area, row.strategy)


def _of_stands(
    aims: Iterable[Aim],
    columns: Sequence[str],
    stands: Mapping[tuple[str, str], Stand],
    rows: Sequence[Row],
) -> Iterator[Finding]:
    """Silence and answers out of date, by organisation and target area; single strategies out of date
    beneath.
    """
    for number, body in enumerate(columns):
        for aim in aims:
            stand = stands[body, aim.key]
            if stand.is_silent:
                yield Finding(Flaw.SILENT, aim.key, organisation=body)
            elif stand.drawn is Drawn.STALE:
                yield Finding(Flaw.STALE, aim.key, organisation=body)
            else:
                yield from (
                    Finding(Flaw.STALE, aim.key, row.strategy, body)
                    for row in rows
                    if row.target_area == aim.key and row.cells[number].drawn is Drawn.STALE
                )


def _of_promises(living: Iterable[PlanItem], day: date) -> Iterator[Finding]:
    for item in living:
        for flaw in flaws(item, day):
            yield Finding(flaw, organisation=item.organisation, item=item.key)


def flaws(item: PlanItem, day: date) -> tuple[Flaw, ...]:
    """What is missing in a promise that is not finished, or has run out."""
    if item.kind not in PROMISES or item.finished:
        return ()
    found = []
    if item.last_day is None:
        found.append(Flaw.NO_DATE)
    elif item.last_day < day:
        found.append(Flaw.PAST_END)
    if item.responsible is None:
        found.append(Flaw.NO_OWNER)
    elif item.responsible.is_gone(day):
        found.append(Flaw.OWNER_LEFT)
    return tuple(found)


def _of_council(council: Iterable[CouncilItem], there: set[str], day: date) -> Iterator[Finding]:
    for item in council:
        if item.kind is ItemKind.COUNCIL_INDICATOR and item.is_live(day) and not item.responsible & there:
            yield Finding(Flaw.INDICATOR_OF_NOBODY, item=item.key)
