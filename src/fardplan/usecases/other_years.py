"""What stays in the evidence when only some years of a register are counted."""

from collections.abc import Iterator, Sequence

from fardplan.indicators.counting.register import time_value
from fardplan.usecases.counting import Counted
from fardplan.usecases.homes import Home
from fardplan.vocabulary.observation import Observation


def of_other_years(
    home: Home, counted: Sequence[Counted], told: Sequence[Observation]
) -> Iterator[Observation]:
    """The figures that stand beside those of a span: of the years outside it.

    What was told of a year within it, and is not told of it any more, is withdrawn: it was protected together
    with other figures than the year has now.
    """
    again = {(item.indicator, item.period) for item in told}
    ratio_keys = {item.key for item in home.city.indicators if item.ratio}
    for one in counted:
        kind = one.plan.register.time.kind
        again |= {
            (item.key, one.plan.told_as(item.key, time_value(period, kind)))
            for item in one.plan.indicators
            for period in one.plan.periods
        }
    again |= {(key, period) for key in ratio_keys for _, period in tuple(again)}
    for key, source in dict.fromkeys((item.indicator, item.provenance.source) for item in told):
        editions = (
            edition
            for edition in reversed(home.evidence.editions(key))
            if any(item.provenance.source == source for item in edition)
        )
        yield from (item for item in next(editions, ()) if (key, item.period) not in again)
