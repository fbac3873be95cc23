"""The latest published figure of an indicator, by which a follow-up is prefilled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from fardplan.evidence.store import EvidenceStore
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.usecases.homes import Home
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text

WOMEN, MEN = Group((("sex", "K"),)), Group((("sex", "M"),))


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest figure known on a day, of an organisation's own area where there is one, else the city's.

    `before` is the value of the period before, of the same area. `value` is None where `status` says why.
    """

    indicator: str
    name: Text
    unit: Text
    area: str
    period: Period
    value: float | None
    status: Status
    source: str
    published: date
    lower: float | None = None
    upper: float | None = None
    women: float | None = None
    men: float | None = None
    before: float | None = None
    polarity: Direction | None = None
    simulated: bool = False

    @property
    def interval(self) -> tuple[float, float] | None:
        return None if self.lower is None or self.upper is None else (self.lower, self.upper)

    @property
    def plain(self) -> dict[str, Any]:
        """What is kept with a follow-up of where its outcome was taken from."""
        return {
            "indicator": self.indicator,
            "area": self.area,
            "period": str(self.period),
            "value": self.value,
            "status": str(self.status),
            "lower": self.lower,
            "upper": self.upper,
            "source": self.source,
            "published": self.published.isoformat(),
            "simulated": self.simulated,
        }


def latest_figures(
    home: Home, indicators: Iterable[tuple[str, str | None]], day: date
) -> Mapping[tuple[str, str | None], Latest]:
    """The latest figure of each indicator for each area asked about; None as an area is the city."""
    found = {}
    for indicator, area in sorted(set(indicators), key=str):
        definition = home.city.indicator(indicator)
        if definition is None:
            continue
        fingerprint = home.evidence.fingerprint([indicator])
        figures = _figures(home.evidence, indicator, fingerprint, day)
        latest = (_latest(figures, definition, area) if area else None) or _latest(
            figures, definition, definition.area
        )
        if latest:
            found[indicator, area] = latest
    return found


@lru_cache(maxsize=256)
def _figures(evidence: EvidenceStore, indicator: str, fingerprint: str, day: date) -> tuple[Observation, ...]:
    """An indicator's figures as known on a day; `fingerprint` makes a new edition be read anew."""
    del fingerprint
    return tuple(
        item
        for item in evidence.series(indicator, as_of=day)
        if item.group in (EVERYBODY, WOMEN, MEN) and item.period.start <= day
    )


def _latest(figures: Iterable[Observation], definition: IndicatorDefinition, area: str) -> Latest | None:
    of_area = {(item.group, item.period): item for item in figures if item.area == area}
    periods = sorted(period for group, period in of_area if group == EVERYBODY)
    if not periods:
        return None
    now = of_area[EVERYBODY, periods[-1]]
    earlier = [period for period in periods[:-1] if period.kind is now.period.kind]
    women, men = of_area.get((WOMEN, now.period)), of_area.get((MEN, now.period))
    return Latest(
        definition.key,
        definition.name,
        definition.unit.label,
        area,
        now.period,
        now.value,
        now.status,
        now.provenance.source,
        now.provenance.published,
        now.lower,
        now.upper,
        women.value if women else None,
        men.value if men else None,
        of_area[EVERYBODY, earlier[-1]].value if earlier else None,
        definition.polarity,
        now.provenance.origin is Origin.SIMULATED,
    )
