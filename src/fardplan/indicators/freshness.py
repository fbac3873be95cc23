"""Whether a source ordinarily has newer figures than those that are known."""

from collections.abc import Iterable
from datetime import date

from fardplan.indicators.asked import PublishingDay
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.vocabulary.period import Period, PeriodKind

YEARLY = (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR)


def newer_since(definition: IndicatorDefinition, latest: Period, today: date) -> date | None:
    """The day since which figures for the period after `latest` have ordinarily been public.

    None where that day has not come, where no source tells its ordinary day, where the source publishes no
    more, or for figures of other periods than years.
    """
    if definition.retired or latest.kind not in YEARLY:
        return None
    following = Period(latest.kind, latest.ordinal + 1)
    days = (day.of(following) for day in _ordinary_days(definition))
    return min((day for day in days if day <= today), default=None)


def _ordinary_days(definition: IndicatorDefinition) -> Iterable[PublishingDay]:
    asked = (source.asks for source in definition.sources)
    return (item.published for item in asked if item and item.published)
