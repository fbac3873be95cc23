"""How likely a candidate is if nothing new is done, from the forecast of the city's own series."""

from fardplan.forecast.fan import ForecastFan, attainment_probability
from fardplan.forecast.forecasting import forecast_one
from fardplan.forecast.pool import HORIZONS
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.series import Stretch
from fardplan.roadmap.workbench.calibration import Attainment
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.usecases.yearly import yearly_series
from fardplan.vocabulary.status import Direction


def attainment_of(stretch: Stretch, definition: IndicatorDefinition, wanted: Direction) -> Attainment:
    """Asks the forecast of a break-free stretch for the probability of each candidate.

    The answer is None where the stretch is too short to be forecast, or the year lies beyond the fan.
    """
    fan = forecast_one(yearly_series((stretch,), definition), HORIZONS)

    def asked(candidate: Candidate) -> float | None:
        if not isinstance(fan, ForecastFan):
            return None
        horizon = candidate.year - fan.years[0] + 1
        if not 1 <= horizon <= len(fan.years):
            return None
        return attainment_probability(fan, candidate.level, horizon, wanted)

    return asked
