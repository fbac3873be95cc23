"""The answers to one question of a survey in one period, and the weighted shares that they give."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fardplan.indicators.counting.count import Breakdown, SurveyShareOf
from fardplan.stats.surveys import design, estimate

Truths = NDArray[np.bool_]
Cell = tuple[str, tuple[str, ...]]
"""An area, and a category for each column of a breakdown."""

MERGED = "merged"
"""The stratum of those whose own has a single answer: its variance cannot be known by itself."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share and its interval in per cent; how many were asked, answered, and did so without an opinion."""

    share: float
    lower: float
    upper: float
    asked: int
    answered: int
    no_opinion: int


class Answers:
    """Those who were asked one question in one period.

    `asked`: a row for each, with the design's columns, `leaf`, the breakdowns' columns, and the truths
    `answered`, `numerator`, `no_opinion`. `leaves`: those of each area; `codes`: the categories of each
    breakdown's column.
    """

    def __init__(
        self,
        asked: pl.DataFrame,
        measure: SurveyShareOf,
        leaves: Mapping[str, frozenset[str]],
        codes: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.leaves, self.codes = leaves, codes
        self.answered: Truths = asked["answered"].to_numpy()
        self.unsaid: Truths = asked["no_opinion"].to_numpy()
        self.trait: Truths = asked["numerator"].to_numpy()
        weight = asked[measure.weight].cast(pl.Float64).fill_null(0.0).to_numpy()
        self.weighed: Truths = (weight > 0) & np.isfinite(weight) & (self.answered | self.unsaid)
        self.weight = weight[self.weighed]
        self.strata = (
            _merged(asked[measure.strata].filter(self.weighed).to_list()) if measure.strata else None
        )
        self.clusters = asked[measure.clusters].filter(self.weighed).to_list() if measure.clusters else None
        self.leaf = asked["leaf"].to_list()
        self.category = {name: asked[name].fill_null("").to_list() for name in codes}

    def cells(self, breakdown: Breakdown, areas: Sequence[str]) -> Iterator[Cell]:
        combinations: list[tuple[str, ...]] = [()]
        for name in breakdown.columns:
            combinations = [(*codes, code) for codes in combinations for code in self.codes[name]]
        for area in areas:
            yield from ((area, codes) for codes in combinations)

    def estimates(self, breakdown: Breakdown, areas: Sequence[str]) -> dict[Cell, Estimate]:
        """By area and categories; areas that do not overlap are estimated together."""
        found: dict[Cell, Estimate] = {}
        if len(self.weight) < 2:
            return found
        drawn = design(self.weight, self.strata, clusters=self.clusters)
        answers = np.where(self.answered, self.trait.astype(np.float64), np.nan)[self.weighed, None]
        for layer in self._layers(areas):
            labels = self._labels(breakdown, layer)
            inside = [labels[at] for at in np.flatnonzero(self.weighed)]
            told = estimate(answers, drawn, inside)
            asked = Counter(labels)
            said, unsaid = (
                Counter(labels[at] for at in np.flatnonzero(of)) for of in (self.answered, self.unsaid)
            )
            for place, label in enumerate(told.domains):
                if isinstance(label, tuple) and told.answered[place, 0] > 0:
                    numbers = (told.value, told.lower, told.upper)
                    share, lower, upper = (float(100 * one[place, 0]) for one in numbers)
                    answers_here = said[label] + unsaid[label]
                    found[label] = Estimate(share, lower, upper, asked[label], answers_here, unsaid[label])
        return found

    def _labels(self, breakdown: Breakdown, layer: Sequence[str]) -> list[Cell | None]:
        """For everybody asked the cell they are in, or None where they are in none of the layer's."""
        area_of = {leaf: area for area in layer for leaf in self.leaves[area]}
        codes = [self.category[name] for name in breakdown.columns]
        known = [set(self.codes[name]) for name in breakdown.columns]
        labels: list[Cell | None] = []
        for at, leaf in enumerate(self.leaf):
            own = tuple(str(column[at]) for column in codes)
            whole = leaf in area_of and all(code in of for code, of in zip(own, known, strict=True))
            labels.append((area_of[leaf], own) if whole else None)
        return labels

    def _layers(self, areas: Sequence[str]) -> list[list[str]]:
        """Areas in groups that do not overlap."""
        layers: list[list[str]] = []
        for area in areas:
            apart = (
                one for one in layers if all(self.leaves[area].isdisjoint(self.leaves[it]) for it in one)
            )
            layer = next(apart, None)
            if layer is None:
                layers.append([area])
            else:
                layer.append(area)
        return layers


def _merged(strata: Sequence[object]) -> list[str]:
    """Strata with at least two answers each: those with one are put together, or into the smallest other."""
    names = ["" if name is None else str(name) for name in strata]
    counts = Counter(names)
    alone = [name for name, count in counts.items() if count == 1]
    others = sorted((count, name) for name, count in counts.items() if count > 1)
    into = others[0][1] if len(alone) == 1 and others else MERGED
    return [into if counts[name] == 1 else name for name in names]
