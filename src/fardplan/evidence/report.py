"""What a load did, series by series."""

from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from fardplan.evidence.frame import CELL, FIGURE
from fardplan.vocabulary.observation import Clearance


class Outcome(StrEnum):
    NEW = "new"
    REVISED = "revised"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """What a load did to the series of one indicator from one source.

    `rows` counts the cells it now has; `added`, `changed` and `withdrawn` count against the edition
    before. A revision with none of them changed only what is said of the source. `warnings` tell what a
    reader may not have meant: figures that are gone, or that can no longer be published. `edition` names the
    content that it has, or would have.
    """

    indicator: str
    source: str
    outcome: Outcome
    rows: int
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    warnings: tuple[str, ...] = ()
    edition: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SaveReport:
    """What a load did. `rows` counts the figures given, whether or not any of them was new."""

    series: tuple[SeriesReport, ...]
    rows: int

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(warning for item in self.series for warning in item.warnings)

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
    gone = before.join(rows, on=CELL, how="anti", maintain_order="left")
    return SeriesReport(
        indicator,
        source,
        Outcome.REVISED,
        rows.height,
        added=rows.height - shared.height,
        changed=shared.filter(differs).height,
        withdrawn=gone.height,
        warnings=(*_of_withdrawn(gone), *_of_made_internal(shared)),
    )


def _of_withdrawn(gone: pl.DataFrame) -> list[str]:
    if gone.is_empty():
        return []
    return [
        f"Figures withdrawn, since this load does not hold them: {gone.height}, the first {_what(gone)}. "
        "To keep them, say extends: true."
    ]


def _of_made_internal(shared: pl.DataFrame) -> list[str]:
    internal = Clearance.INTERNAL.value
    hidden = shared.filter(pl.col("clearance_before") != internal, pl.col("clearance") == internal)
    if hidden.is_empty():
        return []
    return [
        f"Figures that could be published and are now internal: {hidden.height}, the first {_what(hidden)}. "
        "If their source has published them, say clearance: published_by_source."
    ]


def _what(rows: pl.DataFrame) -> str:
    cells = rows.select("indicator", "area", "group", "period").row(0)
    return ", ".join(cell for cell in cells if cell)
