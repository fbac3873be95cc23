"""Changes within a year of what the council asks, to look at: what was proposed, and what is in the annex."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import CouncilItem
from fardplan.boards.changes import Change, State, outdated
from fardplan.store.council_items import council_year
from fardplan.store.decision_records import TakenDecision
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.years import KnownYear, year_of, years
from fardplan.usecases.actors import Actor
from fardplan.usecases.year import may
from fardplan.usecases.year.changes import can_propose
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with what it concerns as it applies now, and whether that has become something else since."""

    change: Change
    item: CouncilItem | None
    outdated: bool
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """A year's changes. `annex` is what has been collected and waits for the decision."""

    year: KnownYear
    years: tuple[int, ...]
    day: date
    rows: tuple[ChangeRow, ...]
    council: tuple[CouncilItem, ...]
    organisations: tuple[KnownOrganisation, ...]
    adopted: TakenDecision | None
    can_steer: bool
    proposes_for: tuple[KnownOrganisation, ...]

    @property
    def names(self) -> Mapping[str, Text]:
        return {item.key: item.name for item in self.organisations}

    @property
    def annex(self) -> tuple[ChangeRow, ...]:
        return tuple(row for row in self.rows if row.change.state is State.COLLECTED)

    @property
    def simulated(self) -> bool:
        return any(row.change.simulated for row in self.rows)

    @property
    def can_propose(self) -> bool:
        return self.adopted is not None and (self.can_steer or bool(self.proposes_for))


def changes_page(year: int, *, actor: Actor, today: date, as_of: date | None = None) -> ChangesPage:
    """The changes that were proposed in a year by a day, and what they would change."""
    may.check(may.can_read_year, actor)
    day = as_of or today
    known_year = year_of(year)
    found = council_year(year, day)
    every = {item.key: item for item in (*found.rows, *found.on(day))}
    listed = tuple(item for item in organisations() if not item.is_unit)
    open_now = not known_year.is_closed and day == today
    return ChangesPage(
        known_year,
        tuple(one.year for one in years()),
        day,
        tuple(
            ChangeRow(
                change,
                every.get(change.item),
                change.state in (State.PROPOSED, State.COLLECTED)
                and outdated(change, {item.key: item for item in found.on(day)}.get(change.item)),
                open_now and change.state is State.PROPOSED and can_propose(actor, change.proposed_for),
            )
            for change in found.changes
            if change.proposed <= day
        ),
        tuple(item for item in found.on(day) if item.is_live(day)),
        listed,
        found.adopted if found.adopted_by(day) else None,
        can_steer=open_now and may.can_coordinate(actor),
        proposes_for=tuple(item for item in listed if open_now and may.can_write_for(actor, item.key)),
    )
