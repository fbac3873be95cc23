"""What a refresh did: what became of every series, and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fardplan.evidence.report import SeriesReport
from fardplan.vocabulary.check import Checked
from fardplan.vocabulary.errors import FardplanError


class Refreshed(StrEnum):
    """What became of a series."""

    NEW = "new"  # new figures, and those that were known are as they were
    REVISED = "revised"
    UNCHANGED = "unchanged"
    WAITING = "waiting"  # a statistician must approve it first
    DECLINED = "declined"  # the same figures were declined before
    OLDER = "older"  # what is kept is older than what is known
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNPLACED = "unplaced"  # a person has to put its file in the home first


@dataclass(frozen=True, slots=True)
class SeriesRefreshed:
    """What became of one series: `report` counts its figures, `checks` say what was found, `why` why not.

    `error`: what hindered it, where something did.
    """

    indicator: str
    source: str
    outcome: Refreshed
    report: SeriesReport | None = None
    checks: tuple[Checked, ...] = ()
    why: str | None = None
    error: FardplanError | None = None


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did, series by series, and how many answers it rests on; a trial saved nothing.

    `recalled`: when the oldest of the answers came that were not asked for now; None where all were.
    """

    series: tuple[SeriesRefreshed, ...]
    answers: int
    saved: bool
    recalled: datetime | None = None

    def of(self, outcome: Refreshed) -> tuple[SeriesRefreshed, ...]:
        return tuple(item for item in self.series if item.outcome is outcome)
