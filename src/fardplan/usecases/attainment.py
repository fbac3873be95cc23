"""How likely a candidate is if nothing new is done, from the forecast of the city's own series."""

from collections.abc import Sequence

from fardplan.forecast.fan import ForecastFan, attainment_probability
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import HORIZONS, panel_pool
from fardplan.forecast.series import YearlySeries
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.series import Stretch
from fardplan.roadmap.workbench.calibration import Attainment
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.usecases.yearly import coming_break, yearly_series
from fardplan.vocabulary.status import Direction


def attainment_of(
    stretch: Stretch,
    definition: IndicatorDefinition,
    wanted: Direction,
    panel: Sequence[YearlySeries] = (),
) -> Attainment:
    """Asks the forecast of a break-free stretch for the probability of each candidate.

    `panel`: the indicator in comparable municipalities (`usecases.yearly.neighbours`), whose past errors
    sharpen the fan. The fan is made once, whatever the number of candidates. The answer is None where the
    stretch is too short to be forecast, or the year lies beyond the fan or a break that is known to come.
    """
    pool = panel_pool(panel) if panel else None
    fan = forecast_one(yearly_series((stretch,), definition), HORIZONS, pool=pool)
    end = coming_break(definition, stretch.latest.area, stretch.latest.period)

    def asked(candidate: Candidate) -> float | None:
        beyond = end is not None and candidate.year >= end
        if beyond or not isinstance(fan, ForecastFan) or candidate.year not in fan.years:
            return None
        return attainment_probability(fan, candidate.level, fan.years.index(candidate.year) + 1, wanted)

    return asked
