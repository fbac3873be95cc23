"""The yearly series of the forecasting competitions M1, M3 and Tourism, from the reference folder."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from _peers import AHEAD, Floats

from fardplan.forecast.pool import ErrorPool, Windows, error_quantiles, rising, windows
from fardplan.forecast.scales import SCALES
from fardplan.vocabulary.unit import Measure

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "yearly_competitions"
COMPETITIONS = {"M1": "M1_yearly.csv", "M3": "M3_yearly.csv", "Tourism": "T_yearly.csv"}

SHORTEST = 8
"""The 15 series with only 7 figures before the split are left out."""

LAST_WINDOW = 2 / 3
"""Weight of a series' own last window, the competition's split; the rest is shared by all its windows."""

SCALE = SCALES[Measure.COUNT]


@dataclass(frozen=True)
class Competition:
    """`table`: (series, years), known and withheld figures; `known`: (series,), how many before the split.

    `came`: (series, 6), the withheld figures; Tourism has 4 of them.
    """

    names: list[str]
    origin: npt.NDArray[np.str_]
    table: Floats
    known: npt.NDArray[np.intp]
    came: Floats

    @property
    def unit(self) -> Floats:
        """The mean yearly change before the split, in which MASE and MSIS are told."""
        return np.array(
            [np.abs(np.diff(row[:end])).mean() for row, end in zip(self.table, self.known, strict=True)]
        )

    @property
    def before_split(self) -> Floats:
        years = np.arange(self.table.shape[1])
        return np.where(years < self.known[:, None], self.table, np.nan)


def load() -> Competition:
    """All series; ends the program with a sentence where the reference folder is absent."""
    if not FOLDER.is_dir():
        print(
            "The yearly competition series are not beside the checkout.\n"
            f"Expected: {FOLDER}\n"
            "They are research data that do not come with the program; without them nothing was measured."
        )
        sys.exit(0)
    rows = [
        (origin, *line.split(","))
        for origin, name in COMPETITIONS.items()
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
    ]
    parsed = [(origin, name, _figures(known), _figures(came)) for origin, name, _, known, came in rows]
    kept = [row for row in parsed if len(row[2]) >= SHORTEST]
    table = np.full((len(kept), max(len(row[2]) + len(row[3]) for row in kept)), np.nan)
    came = np.full((len(kept), AHEAD), np.nan)
    for number, (_, _, before, after) in enumerate(kept):
        table[number, : len(before) + len(after)] = before + after
        came[number, : len(after)] = after
    return Competition(
        [row[1] for row in kept],
        np.array([row[0] for row in kept]),
        table,
        np.array([len(row[2]) for row in kept]),
        came,
    )


def _figures(text: str) -> list[float]:
    return [float(figure) for figure in text.split()]


@dataclass(frozen=True)
class Errors:
    """Every window of every series, in swings: the material a table of errors is made from.

    `found.came` is NaN in the last windows after the competition's own horizon.
    """

    found: Windows
    is_last: npt.NDArray[np.bool_]

    def table(self, series: npt.NDArray[np.bool_], last_window: float = LAST_WINDOW) -> Floats:
        """Error quantiles of the chosen series, shape (15 horizons, 12 probabilities)."""
        chosen = series[self.found.rows]
        every = 1 / np.bincount(self.found.rows, minlength=len(series))[self.found.rows]
        mixed = last_window * self.is_last + (1 - last_window) * every
        errors = self.found.errors
        from_all = error_quantiles(errors, np.where(chosen, every, 0))
        near = error_quantiles(errors[:, :AHEAD], np.where(chosen, mixed, 0))
        calmer = np.exp(np.log(near / from_all[:AHEAD]).mean(axis=0))
        return rising(np.vstack([near, from_all[AHEAD:] * calmer]))


def errors_of(competition: Competition, *, least: int = SHORTEST) -> Errors:
    found = windows(SCALE.forward(competition.table), least=least)
    return Errors(found, found.ends + 1 == competition.known[found.rows])


def pool_without(errors: Errors, series: npt.NDArray[np.bool_]) -> ErrorPool:
    """A pool from every series but the chosen ones."""
    return ErrorPool(errors.table(~series), "competition series left in")
