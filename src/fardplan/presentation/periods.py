"""Periods and days as a reader says them."""

from datetime import date

from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.day import PartialDate
from fardplan.vocabulary.period import Period, PeriodKind
from fardplan.vocabulary.text import Language

MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)


def period_text(period: Period, language: Language) -> str:
    """`2018`, `läsåret 2017/18`, `hösten 2018`, `september 2018`: as it stands inside a sentence."""
    if period.kind is PeriodKind.SCHOOL_YEAR:
        return translate("the school year {years}", language, years=str(period))
    if period.kind is PeriodKind.TERM:
        if period.start.month > 6:
            return translate("autumn {year}", language, year=period.year)
        return translate("spring {year}", language, year=period.year)
    if period.kind is PeriodKind.MONTH:
        return f"{month_name(period.start.month, language)} {period.year}"
    return str(period.year)


def period_when(period: Period, language: Language) -> str:
    """The period as a time: `år 2018`, `läsåret 2017/18`, `hösten 2018`, `i september 2018`."""
    said = period_text(period, language)
    if period.kind is PeriodKind.YEAR:
        return translate("in {year}", language, year=said)
    if period.kind is PeriodKind.MONTH:
        return translate("in {month}", language, month=said)
    return translate("in {period}", language, period=said)


def period_short(period: Period, language: Language) -> str:
    """For axes and tables: `2018`, `2017/18`, `hösten 2018`, `sep 2018`."""
    if period.kind is PeriodKind.TERM:
        return period_text(period, language)
    if period.kind is PeriodKind.MONTH:
        return f"{month_name(period.start.month, language)[:3]} {period.year}"
    return str(period)


def month_name(month: int, language: Language) -> str:
    return translate(MONTHS[month - 1], language)


def date_text(day: date, language: Language) -> str:
    """`25 september 2018`."""
    return f"{day.day}\u00a0{month_name(day.month, language)} {day.year}"


def partial_date_text(text: PartialDate, language: Language) -> str:
    """A date known to its day, month or year, with the precision it has."""
    year, *rest = (int(part) for part in text.split("-"))
    if not rest:
        return str(year)
    if len(rest) == 1:
        return f"{month_name(rest[0], language)} {year}"
    return date_text(date(year, rest[0], rest[1]), language)


def years_between(first: Period, last: Period) -> int | None:
    """Whole years from one period to another of its kind, None where they are no whole number of years."""
    if first.kind is not last.kind:
        return None
    years = last.position - first.position
    return round(years) if abs(years - round(years)) < 1e-9 else None
