"""What a load did, series by series."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from fardplan.evidence.frame import CELL, FIGURE


class Outcome(StrEnum):
    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """What a load did to the series of one indicator from one source.

    `rows` counts the cells it now has; `added`, `changed` and `withdrawn` count against the edition
    before. A revision with none of them changed only what is said of the source.
    """

    indicator: str
    source: str
    outcome: Outcome
    rows: int
    added: int = 0
    changed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What a load did. `rows` counts the figures given, whether or not any of them was new."""

    series: tuple[SeriesReport, ...]
    rows: int

    @property
    def changed_anything(self) -> bool:
        return any(item.outcome is not Outcome.UNCHANGED for item in self.series)


def compared(
    indicator: str, source: str, rows: pl.DataFrame, before: pl.DataFrame | None, *, same: bool
) -> SeriesReport:
    """The report on a series that `rows` takes over from the edition `before`, if there was one."""
    if before is None:
        return SeriesReport(indicator, source, Outcome.NEW, rows.height, added=rows.height)
    if same:
        return SeriesReport(indicator, source, Outcome.UNCHANGED, before.height)
    shared = rows.join(before, on=CELL, how="inner", suffix="_before")
    differs = pl.any_horizontal([pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in FIGURE])
    return SeriesReport(
        indicator,
        source,
        Outcome.REVISED,
        rows.height,
        added=rows.height - shared.height,
        changed=shared.filter(differs).height,
        withdrawn=before.height - shared.height,
    )
