"""Numbers as a reader writes them: never more decimals than the figure carries, zero never as minus zero."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from math import floor, log10

from fardplan.presentation.translations import translate
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Measure, Unit

THIN = "\u202f"  # narrow no-break space
HARD = "\u00a0"  # no-break space, between a number and its unit
MINUS = "\u2212"
KILO = 1000

_EXACT = Context(prec=700)  # more digits than any figure has, so that none is lost on the way

_THOUSANDS: dict[Language, str] = {"sv": THIN, "en": ","}
_DECIMAL: dict[Language, str] = {"sv": ",", "en": "."}


def decimals_for(rounded_to: float) -> int:
    """How many decimals a figure rounded to this step has: 0.1 → 1, 0.25 → 2, 100 → 0."""
    exponent = Decimal(repr(rounded_to)).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def reading_step(unit: Unit, rounded_to: float) -> float:
    """The step for running text and charts: shares with at most one decimal, others as they are rounded."""
    return max(rounded_to, 0.1) if unit.measure is Measure.SHARE else rounded_to


def number(value: float, language: Language, *, decimals: int = 0) -> str:
    """`value` with exactly `decimals` decimals, halves rounded away from zero."""
    return _written(_to_step(value, 10.0**-decimals), language, decimals)


def stepped(value: float, language: Language, *, rounded_to: float) -> str:
    """`value` to the nearest `rounded_to`, with the decimals that step has and no unit."""
    return _written(_to_step(value, rounded_to), language, decimals_for(rounded_to))


def as_given(value: float, language: Language) -> str:
    """`value` with the decimals it was given with, six at most: a level that someone has set."""
    return number(value, language, decimals=min(6, decimals_for(value)))


def level(value: float, unit: Unit, language: Language) -> str:
    """A level that someone has set, as it was given, with its unit: a decision is never rounded."""
    return f"{as_given(value, language)}{HARD}{unit.label.in_language(language)}"


def quantity(value: float, unit: Unit, language: Language, *, rounded_to: float) -> str:
    """A number with its unit: `87,4 procent`, `222 249 personer`."""
    return f"{stepped(value, language, rounded_to=rounded_to)}{HARD}{unit.label.in_language(language)}"


def difference(value: float, unit: Unit, language: Language, *, rounded_to: float) -> str:
    """A change with its sign; a change between shares is in percentage points: `+0,5 procentenheter`."""
    return f"{signed(value, language, rounded_to=rounded_to)}{HARD}{difference_unit(unit, language)}"


def difference_unit(unit: Unit, language: Language) -> str:
    """What a difference between two values of `unit` is counted in."""
    if unit.measure is Measure.SHARE:
        return translate("percentage points", language)
    return unit.label.in_language(language)


def signed(value: float, language: Language, *, rounded_to: float) -> str:
    """A number with plus or minus, except zero, which has none."""
    rounded = _to_step(value, rounded_to)
    return ("+" if rounded > 0 else "") + _written(rounded, language, decimals_for(rounded_to))


def file_size(count: int, language: Language) -> str:
    """How large a file of so many bytes is: `12 kB`, rounded up, and from a million on `3,6 MB`."""
    kilobytes = -(-count // KILO)
    if kilobytes < KILO:
        return translate("{number} kB", language, number=number(kilobytes, language))
    return translate("{number} MB", language, number=number(count / KILO**2, language, decimals=1))


def interval_words(
    lower: float, upper: float, unit: Unit, language: Language, *, rounded_to: float = 0
) -> str:
    """An interval in words, widened to round numbers so that it never claims more than it knows.

    A share is told as people, `mellan 86 och 89 av 100`, unless the interval is narrower than that.
    """
    low, high = sorted((lower, upper))
    if unit.measure is Measure.SHARE:
        return _share_words(low, high, unit, language)
    step = max(_interval_step(high - low), rounded_to)
    decimals = decimals_for(step)
    return translate(
        "between {lower} and {upper}",
        language,
        lower=_written(_to_step(low, step, ROUND_FLOOR), language, decimals),
        upper=_written(_to_step(high, step, ROUND_CEILING), language, decimals),
    )


def _share_words(low: float, high: float, unit: Unit, language: Language) -> str:
    """People of a hundred; in the unit with decimals where the interval is too narrow for whole people."""
    width = high - low
    if width < 2:
        step = 0.1 if width >= 0.2 else 0.01
        decimals = decimals_for(step)
        ends = (_to_step(low, step, ROUND_FLOOR), _to_step(high, step, ROUND_CEILING))
        first, last = (_written(end, language, decimals) for end in ends)
        return translate(
            "between {lower} and {upper} {unit}",
            language,
            lower=first,
            upper=last,
            unit=unit.label.in_language(language),
        )
    return translate(
        "between {lower} and {upper} out of {whole}",
        language,
        lower=_written(_to_step(low, 1, ROUND_FLOOR), language, 0),
        upper=_written(_to_step(high, 1, ROUND_CEILING), language, 0),
        whole=100,
    )


def _interval_step(width: float) -> float:
    """A power of ten about a tenth to a quarter of the width."""
    return float(Decimal(10) ** floor(log10(width / 4))) if width > 0 else 1.0


def _to_step(value: float, step: float, rounding: str = ROUND_HALF_UP) -> Decimal:
    exact, size = Decimal(repr(float(value))), Decimal(repr(step)).normalize()
    steps = _EXACT.divide(exact, size).to_integral_value(rounding=rounding)
    return _EXACT.multiply(steps, size)


def _written(value: Decimal, language: Language, decimals: int) -> str:
    text = f"{abs(value):,.{decimals}f}"
    whole, _, fraction = text.partition(".")
    sign = MINUS if value < 0 else ""
    tail = _DECIMAL[language] + fraction if fraction else ""
    return sign + whole.replace(",", _THOUSANDS[language]) + tail
