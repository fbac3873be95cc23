"""Figures of older districts recalculated to today's, as a publication states them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Annotated, Any

from pydantic import StringConstraints

from fardplan.publishing.rows import csv_table
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Observation, Origin
from fardplan.vocabulary.recalculated import Recalculated

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class PublishedRecalculation(Frozen):
    """The figures of one indicator in the areas of a division that they were not published for."""

    indicator: Key
    division: str
    figures: tuple[Recalculated, ...]

    @property
    def simulated(self) -> bool:
        return any(item.origin is Origin.SIMULATED for item in self.figures)


def recalculation_faults(
    stated: Iterable[PublishedRecalculation],
    cleared: Sequence[Observation],
    indicators: Collection[str],
    divisions: Collection[str],
) -> Iterator[str]:
    """What is wrong with recalculated figures, a sentence each.

    They are of an indicator and a division that there are, made of cleared figures alone, and say that they
    are simulated where one of those is.
    """
    known = {
        (item.indicator, item.area, str(item.group), item.period): item.provenance.origin
        for item in cleared
        if item.value is not None
    }
    for told in stated:
        if told.indicator not in indicators:
            yield f"there are recalculated figures of '{told.indicator}', which is no indicator here"
        if told.division not in divisions:
            yield f"'{told.indicator}' is recalculated to '{told.division}', which is no division here"
        for figure in told.figures:
            parts = [(told.indicator, area, figure.group, figure.period) for area in figure.made_of]
            origins = [known.get(part) for part in parts]
            what = f"'{told.indicator}' is recalculated for {figure.area} {figure.period}"
            if figure.value is not None and (None in origins or not origins):
                yield f"{what} from figures that are not among the cleared ones"
            if Origin.SIMULATED in origins and figure.origin is not Origin.SIMULATED:
                yield f"{what} from simulated figures and does not say so"


def recalculated_csv(stated: Iterable[PublishedRecalculation]) -> bytes:
    """A row for each figure, those without a number among them, with its bounds and what it is made of."""
    rows = (_row(told.indicator, told.division, figure) for told in stated for figure in told.figures)
    return csv_table(_row("", "", None), (row.values() for row in rows))


def _row(indicator: str, division: str, figure: Recalculated | None) -> dict[str, Any]:
    """The row of a figure; of None, for the names of the columns."""
    return {
        "indicator": indicator,
        "division": division,
        "area": figure and figure.area,
        "group": figure and figure.group,
        "period": figure and str(figure.period),
        "value": figure and figure.value,
        "lowest": figure and figure.lowest,
        "highest": figure and figure.highest,
        "reason": figure and figure.reason.value,
        "made_of": figure and " ".join(figure.made_of),
        "preliminary": figure and figure.preliminary,
        "origin": figure and figure.origin.value,
        "source": figure and figure.source,
        "address": figure and figure.address,
        "published": figure and figure.published and figure.published.isoformat(),
    }
