"""A ratio of two counted figures: of all workplaces in the city, the share in a part; jobs per resident."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field, model_validator

from fardplan.indicators.source import Key
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.text import Text


class RatioDefinition(Frozen):
    """The figure of one indicator per that of another, `times` a number (100 for per cent).

    Both are of the same area, unless `per_areas` names areas that do not overlap: then every area is held
    against their sum. `areas` are those that it is told for; empty means all. `variant_of` is the indicator
    with the official figures, `differs` why the two differ.
    """

    of: Key
    per: Key
    per_areas: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    times: Annotated[float, Field(gt=0)] = 1.0
    variant_of: Key | None = None
    differs: Text | None = None

    @model_validator(mode="after")
    def _told_why(self) -> "RatioDefinition":
        if (self.variant_of is None) != (self.differs is None):
            raise ValueError("a variant of official figures says why it differs, and only a variant does")
        if len(set(self.per_areas)) != len(self.per_areas):
            raise ValueError(f"an area stands twice in {list(self.per_areas)}")
        return self


def ratios(
    indicator: str, definition: RatioDefinition, figures: Iterable[Observation]
) -> tuple[Observation, ...]:
    """The ratio for every area and period that both parts are told for, for everybody, in order of `of`.

    `figures`: those of both parts, as they may be shown; whoever reads them can work out the ratio, so it
    tells nothing more. It is hidden where a part is, preliminary where a part is, and missing where a part is
    or where it would be a division by 0. It has the provenance of the `of` figure, simulated where any part
    is, and no interval.
    """
    everybody = [item for item in figures if not item.group.categories]
    lower = {(item.area, item.period): item for item in everybody if item.indicator == definition.per}
    told = []
    for upper in everybody:
        if definition.areas and upper.area not in definition.areas:
            continue
        areas = definition.per_areas or (upper.area,)
        parts = [lower[area, upper.period] for area in areas if (area, upper.period) in lower]
        if upper.indicator == definition.of and len(parts) == len(areas):
            told.append(_ratio(indicator, definition.times, upper, parts))
    return tuple(told)


def _ratio(indicator: str, times: float, upper: Observation, parts: Sequence[Observation]) -> Observation:
    status = _status([upper, *parts])
    value = None
    if status.has_value:
        whole = math.fsum(item.value or 0.0 for item in parts)
        value = times * (upper.value or 0.0) / whole if whole else None
        status = status if whole else Status.MISSING
    provenance = upper.provenance
    if any(item.provenance.origin is Origin.SIMULATED for item in parts):
        provenance = replace(provenance, origin=Origin.SIMULATED)
    return replace(
        upper,
        indicator=indicator,
        value=value,
        status=status,
        lower=None,
        upper=None,
        base=None,
        note=None,
        provenance=provenance,
    )


def _status(parts: Sequence[Observation]) -> Status:
    found = {item.status for item in parts}
    for status in (Status.SUPPRESSED, Status.MISSING, Status.NOT_APPLICABLE):
        if status in found:
            return status
    return Status.PRELIMINARY if Status.PRELIMINARY in found else Status.VALUE
