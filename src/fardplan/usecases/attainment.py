"""How likely a candidate is if nothing new is done, from the forecast of the city's own series."""

from collections.abc import Sequence
from dataclasses import dataclass

from fardplan.forecast.fan import ForecastFan, attainment_probability
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import HORIZONS, panel_pool
from fardplan.forecast.series import YearlySeries
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.series import Stretch
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.usecases.yearly import coming_break, yearly_series
from fardplan.vocabulary.status import Direction


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast of a stretch, asked as the workbench asks: how likely is a candidate?

    `fan` is None where the stretch cannot be forecast. `end` is the first year of a series break that is
    known to come; no answer reaches it.
    """

    fan: ForecastFan | None
    end: int | None
    wanted: Direction

    def __call__(self, candidate: Candidate) -> float | None:
        fan = self.fan
        if fan is None or candidate.year not in self.years:
            return None
        step = fan.years.index(candidate.year) + 1
        return attainment_probability(fan, candidate.level, step, self.wanted)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that can be told of."""
        years = self.fan.years if self.fan else ()
        return tuple(year for year in years if self.end is None or year < self.end)


def attainment_of(
    stretch: Stretch,
    definition: IndicatorDefinition,
    wanted: Direction,
    panel: Sequence[YearlySeries] = (),
) -> Outlook:
    """Asks the forecast of a break-free stretch for the probability of each candidate.

    `panel`: the indicator in comparable municipalities (`usecases.yearly.neighbours`), whose past errors
    sharpen the fan. The fan is made once, whatever the number of candidates. The answer is None where the
    stretch is too short to be forecast, or the year lies beyond the fan or a break that is known to come.
    """
    pool = panel_pool(panel) if panel else None
    fan = forecast_one(yearly_series((stretch,), definition), HORIZONS, pool=pool)
    end = coming_break(definition, stretch.latest.area, stretch.latest.period)
    return Outlook(fan if isinstance(fan, ForecastFan) else None, end, wanted)
