"""Hypothesis strategies for yearly series."""

from hypothesis import strategies as st

from fardplan.forecast.series import LEAST_FIGURES, YearlySeries
from fardplan.vocabulary.unit import Measure

RANGES = {
    Measure.SHARE: (0, 1000),
    Measure.COUNT: (0, 20_000),
    Measure.RATE: (0, 20_000),
    Measure.INDEX: (-10_000, 10_000),
}


@st.composite
def yearly_series(draw, *, measure=None, gaps=True, least=LEAST_FIGURES, most=20, lowest=None, highest=None):
    """A series fit to forecast: tenths of the unit, not all the same."""
    kind = measure or draw(st.sampled_from(list(Measure)))
    low, high = RANGES[kind]
    low, high = lowest if lowest is not None else low, highest if highest is not None else high
    values = draw(
        st.lists(st.integers(low, high), min_size=least, max_size=most).filter(
            lambda all_: len(set(all_)) > 1
        )
    )
    steps = draw(
        st.lists(
            st.integers(1, 3) if gaps else st.just(1), min_size=len(values) - 1, max_size=len(values) - 1
        )
    )
    years = [2000]
    for step in steps:
        years.append(years[-1] + step)
    return YearlySeries("drawn", kind, tuple(years), tuple(value / 10 for value in values))
