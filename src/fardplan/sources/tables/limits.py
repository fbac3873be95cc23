"""What a figure cannot be: outside its unit, before its time, a zero where nothing was counted."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from fardplan.sources.tables.faults import CellFault
from fardplan.sources.tables.meaning import Catalogue
from fardplan.vocabulary.area import Area
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Unit


class Limits:
    """The limits that definitions, areas and the calendar set."""

    def __init__(self, catalogue: Catalogue, areas: Sequence[Area], loaded: date) -> None:
        self._catalogue = catalogue
        self._areas = {area.code: area for area in areas}
        self._loaded = loaded
        self._absence = cache(self._why_absent)

    def check(self, observation: Observation) -> None:
        """Raises `CellFault`, saying what was expected, when the figure cannot be."""
        impossible = self.why_no_zero(observation)
        if impossible:
            raise CellFault(
                f"no zero: {impossible}. Leave such rows out, or say impossible_zeros: drop in the mapping"
            )
        definition = self._catalogue[observation.indicator]
        period = observation.period
        if observation.value is not None and definition.first and period < definition.first:
            raise CellFault(
                f"no figure before {definition.first}, the first period of '{definition.key}', not {period}"
            )
        if period.start > self._loaded:
            raise CellFault(
                f"a period that had begun by {self._loaded}, not {period}; a forecast is no observation"
            )
        numbers = (observation.value, observation.lower, observation.upper)
        if not all(number is None or definition.unit.contains(number) for number in numbers):
            raise CellFault(_range(definition.unit))

    def why_no_zero(self, observation: Observation) -> str | None:
        """Why a zero can be no count, or None. Sources give 0 for years before they had anything to count."""
        if observation.value != 0:
            return None
        first = self._catalogue[observation.indicator].first
        if first and observation.period < first:
            return f"'{observation.indicator}' begins with {first}, and {observation.period} is before"
        return self._absence(observation.area, observation.period)

    def _why_absent(self, code: str, period: Period) -> str | None:
        area = self._areas.get(code)
        if area is None:
            return None
        first, last = area.versions[0].valid_from, area.versions[-1].valid_to
        if first and period.end < first:
            return f"the area '{code}' came to be on {first}, and {period} is before"
        if last and last < period.start:
            return f"the area '{code}' ceased on {last}, and {period} is after"
        return None


def _range(unit: Unit) -> str:
    ends = f"from {unit.floor or 0:g} to {unit.ceiling:g}" if unit.ceiling is not None else "not below zero"
    return f"a figure in {unit.label.in_language('en')}, {ends}"
