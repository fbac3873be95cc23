"""Which areas there were on a day, and which took over from which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fardplan.vocabulary.area import Area, Division
from fardplan.vocabulary.errors import NotFoundError, known


@dataclass(frozen=True)
class Lineage:
    """The areas of a city and its divisions through time. Codes are unique and links lead somewhere."""

    areas: tuple[Area, ...]
    divisions: tuple[Division, ...]

    @cached_property
    def _by_code(self) -> dict[str, Area]:
        return {area.code: area for area in self.areas}

    def area(self, code: str) -> Area:
        """Raises `NotFoundError` with the codes there are."""
        if code not in self._by_code:
            raise NotFoundError(f"there is no area '{code}'", instead=known(self._by_code, asked=code))
        return self._by_code[code]

    def divisions_on(self, day: date) -> tuple[Division, ...]:
        """The divisions in use on `day`, in the order the city lists them."""
        return tuple(item for item in self.divisions if item.holds_on(day))

    def predecessors(self, code: str) -> tuple[str, ...]:
        """The areas that name `code` among their successors, in the order the city lists them."""
        self.area(code)
        return tuple(item.code for item in self.areas if code in item.successors)

    def successors_on(self, code: str, day: date) -> tuple[str, ...]:
        """Who stands in the place of `code` on `day`: itself while it exists, else whoever took over.

        Empty when nobody did, or before it came. Several codes mean that it was divided.
        """
        found: dict[str, None] = {}
        waiting, seen = [code], set()
        while waiting:
            area = self.area(waiting.pop(0))
            if area.on(day):
                found[area.code] = None
            elif area.code not in seen:
                seen.add(area.code)
                waiting += area.successors
        return tuple(found)

    def changed(self, codes: Iterable[str], before: date, after: date) -> tuple[str, ...]:
        """Those of `codes` that exist on both days in different versions: a border or a name has moved."""
        return tuple(
            code
            for code in codes
            if (old := self.area(code).on(before)) and (new := self.area(code).on(after)) and old != new
        )
