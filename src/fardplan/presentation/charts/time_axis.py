"""Labels of the time axis: the last, the first, target and end of forecast always, round years between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fardplan.presentation.charts.scale import Scale
from fardplan.presentation.charts.text_width import text_width
from fardplan.presentation.periods import period_short
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Language

_GAP = 12.0
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class TimeTick:
    at: float
    text: str
    anchor: str
    left: float
    right: float


def time_ticks(
    periods: Sequence[Period],
    later: Sequence[int],
    scale: Scale,
    language: Language,
    size: float,
    frame: tuple[float, float],
) -> tuple[TimeTick, ...]:
    """Ticks at observed `periods` (in order) and years `later`, the weightiest first, that do not meet."""

    def tick(at: float, text: str) -> TimeTick:
        return _tick(at, text, scale, size, frame)

    fixed = [tick(periods[-1].position, period_short(periods[-1], language))]
    for year in later:
        fixed = _joined(fixed, tick(float(year), str(year)))
    fixed = _joined(fixed, tick(periods[0].position, period_short(periods[0], language)))
    for step in _STEPS:
        between = [tick(item.position, period_short(item, language)) for item in _every(step, periods)]
        if _apart(between):
            break
    for item in between:
        fixed = _joined(fixed, item)
    return tuple(sorted(fixed, key=lambda item: item.at))


def _every(step: int, periods: Iterable[Period]) -> list[Period]:
    """Every period for 1; else those that begin a year that `step` divides."""
    if step == 1:
        return list(periods)
    return [item for item in periods if item.position % step == 0]


def _tick(at: float, text: str, scale: Scale, size: float, frame: tuple[float, float]) -> TimeTick:
    x, half = scale(at), text_width(text, size) / 2
    if x + half > frame[1]:
        return TimeTick(at, text, "end", x - 2 * half, x)
    if x - half < frame[0]:
        return TimeTick(at, text, "start", x, x + 2 * half)
    return TimeTick(at, text, "middle", x - half, x + half)


def _joined(ticks: list[TimeTick], new: TimeTick) -> list[TimeTick]:
    """`ticks` with `new`, unless it meets one of them."""
    free = all(new.left > tick.right + _GAP or new.right < tick.left - _GAP for tick in ticks)
    return [*ticks, new] if free else ticks


def _apart(ticks: Sequence[TimeTick]) -> bool:
    ordered = sorted(ticks, key=lambda tick: tick.left)
    return all(later.left > earlier.right + _GAP for earlier, later in pairwise(ordered))
