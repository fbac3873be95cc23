"""Checks of figures that arrive from a source, held against those that are known, before they count."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf
from statistics import median

from fardplan.forecast.fan import ForecastFan
from fardplan.indicators.arriving_words import SAID
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.unusual import Unusual, movement
from fardplan.presentation.numbers import stepped
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.vocabulary.check import Checked, CheckName, Severity
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period, PeriodKind
from fardplan.vocabulary.text import Language, Text
from fardplan.vocabulary.unit import Measure

USUAL = 0.99
"""A new figure outside this interval of the forecast is held up; one in a hundred is by chance alone."""

FEWEST_AREAS = 3
"""In so many areas or more all figures of a period must be 0 before it is taken for a period without any."""

FEWEST_WIDTHS, MOST_WIDTHS = 4, 5.0
"""From so many intervals on, one that is so many times as wide as the middle one is strange."""

_TINY = 1e-6
"""Figures with decimals are not exact in a computer: a rounding step more or less is one all the same."""

Cell = tuple[str, Group, Period]
Say = Callable[[Language], str]


def check_arriving(
    definition: IndicatorDefinition,
    before: Sequence[Observation],
    arriving: Sequence[Observation],
    *,
    asked: Sequence[str] = (),
    fans: Mapping[str, ForecastFan] | None = None,
) -> tuple[Checked, ...]:
    """What there is to say of `arriving`, the whole series as it would become, in the order of `CheckName`.

    `before`: the series as it is. `asked`: the areas that were asked for. `fans`: by area, a forecast from
    `before` of the figures of everybody.
    """
    return tuple(_Arrival(definition, before, arriving, asked, fans or {}).checks())


class _Arrival:
    def __init__(
        self,
        definition: IndicatorDefinition,
        before: Sequence[Observation],
        arriving: Sequence[Observation],
        asked: Sequence[str],
        fans: Mapping[str, ForecastFan],
    ) -> None:
        self.definition, self.asked, self.fans = definition, asked, fans
        self.before = {_cell(item): item for item in before}
        self.after = {_cell(item): item for item in arriving}

    def checks(self) -> Iterator[Checked]:
        yield from self._range()
        yield from self._gone()
        yield from self._zeros()
        yield from self._areas()
        yield from self._parts()
        yield from self._jumps()
        yield from self._moves()
        yield from self._intervals()
        yield from self._revised()

    def _range(self) -> Iterator[Checked]:
        outside = [
            item
            for item in self.after.values()
            if item.value is not None and not self.definition.unit.contains(item.value)
        ]
        if outside:
            yield self._of(CheckName.RANGE, Severity.STOP, outside)

    def _gone(self) -> Iterator[Checked]:
        gone = [item for cell, item in self.before.items() if item.value is not None and self._empty(cell)]
        zeros = [item for item in gone if item.value == 0]
        if zeros:
            yield self._of(CheckName.ZERO_LOST, Severity.STOP, zeros)
        if others := [item for item in gone if item.value != 0]:
            yield self._of(CheckName.GONE, Severity.STOP, others)

    def _empty(self, cell: Cell) -> bool:
        return cell not in self.after or self.after[cell].value is None

    def _zeros(self) -> Iterator[Checked]:
        """Zeros that may stand for no figure: after another figure, or in all areas of a period at once."""
        turned = [
            item
            for cell, item in self.after.items()
            if item.value == 0 and cell in self.before and self.before[cell].value not in (None, 0)
        ]
        by_period: dict[Period, list[Observation]] = defaultdict(list)
        for cell, item in self.after.items():
            if item.value is not None and cell not in self.before:
                by_period[item.period].append(item)
        for items in by_period.values():
            if len({item.area for item in items}) >= FEWEST_AREAS and not any(item.value for item in items):
                turned += items
        if turned:
            yield self._of(CheckName.ZEROS, Severity.STOP, turned)

    def _areas(self) -> Iterator[Checked]:
        has = {item.area for item in self.after.values() if item.value is not None}
        lacking = [area for area in self.asked if area not in has]
        if lacking:
            yield _checked(
                CheckName.AREAS,
                Severity.WARNING,
                lambda language: translate_plural(
                    "The source has no figures of an area: {listed}.",
                    "The source has no figures of {count} areas: {listed}.",
                    len(lacking),
                    language,
                    listed=_listed(lacking),
                ),
                len(lacking),
            )

    def _parts(self) -> Iterator[Checked]:
        """Figures of everybody that do not lie between those of the parts, or are not their sum."""
        wrong = [
            whole
            for (area, group, period), whole in self.after.items()
            if group == EVERYBODY and whole.value is not None
            for parts in self._parted(area, period)
            if not self._fits(whole.value, parts)
        ]
        if wrong:
            yield self._of(CheckName.PARTS, Severity.WARNING, wrong)

    def _parted(self, area: str, period: Period) -> Iterator[list[float]]:
        values = [self.after.get((area, Group((("sex", sex),)), period)) for sex in ("K", "M")]
        found = [item.value for item in values if item is not None and item.value is not None]
        if len(found) == 2:
            yield found

    def _fits(self, whole: float, parts: Sequence[float]) -> bool:
        step = self.definition.rounded_to
        if self.definition.unit.measure is Measure.COUNT:
            return abs(sum(parts) - whole) <= step * (1 + len(parts)) / 2
        slack = step * (1 + _TINY)
        return min(parts) - slack <= whole <= max(parts) + slack

    def _jumps(self) -> Iterator[Checked]:
        found = []
        for area, fan in self.fans.items():
            band = fan.interval(USUAL)
            for year, low, high in zip(fan.years, band.lower.tolist(), band.upper.tolist(), strict=True):
                for period in _forecast_as(year):
                    item = self.after.get((area, EVERYBODY, period))
                    if item is not None and item.value is not None and not low <= item.value <= high:
                        found.append((item, low, high))
        for item, low, high in found:
            yield self._jump(item, low, high)

    def _jump(self, item: Observation, low: float, high: float) -> Checked:
        step = self.definition.rounded_to

        def say(language: Language) -> str:
            return translate(
                message(
                    "{first} lies outside {low} to {high}, where the next figure of a series like this falls "
                    "99 times of 100."
                ),
                language,
                first=self._told(item, language),
                low=stepped(low, language, rounded_to=step),
                high=stepped(high, language, rounded_to=step),
            )

        return _checked(CheckName.JUMP, Severity.STOP, say, 1)

    def _moves(self) -> Iterator[Checked]:
        """The area's own revised figures, and new ones that no forecast reaches, held against its series.

        Of other areas some always move unusually, where there are hundreds of them.
        """
        area = self.definition.area
        known = [item for item in self.before.values() if (item.area, item.group) == (area, EVERYBODY)]
        untold = list[Observation]()
        for cell, item in self.after.items():
            old = self.before.get(cell)
            is_new = item.value is not None and (old is None or old.value != item.value)
            if not (known and is_new and cell[:2] == (area, EVERYBODY)) or self._forecast(item):
                continue
            usual = movement(self.definition, known, item)
            if usual is None:
                untold.append(item)
            elif moved := usual.judged(item):
                yield self._moved(moved)
        if untold:
            yield self._of(CheckName.UNTOLD, Severity.NOTE, untold)

    def _forecast(self, item: Observation) -> bool:
        """Whether a forecast has judged a figure already."""
        fan = self.fans.get(item.area)
        if fan is None or item.group != EVERYBODY:
            return False
        return any(item.period in _forecast_as(year) for year in fan.years)

    def _moved(self, one: Unusual) -> Checked:
        step = self.definition.rounded_to

        def say(language: Language) -> str:
            return translate(
                message(
                    "{first} differs from {before} ({period}) by more than {most}, which is unusual here."
                ),
                language,
                first=self._told(one.figure, language),
                before=stepped(one.since.value or 0.0, language, rounded_to=step),
                period=one.since.period,
                most=stepped(one.most, language, rounded_to=step),
            )

        return _checked(CheckName.JUMP, Severity.STOP, say, 1)

    def _intervals(self) -> Iterator[Checked]:
        """Intervals that tell nearly nothing, or are far wider than the others of their series."""
        strange = []
        by_series: dict[tuple[str, Group], list[Observation]] = defaultdict(list)
        for item in self.after.values():
            if item.lower is not None and item.upper is not None:
                by_series[item.area, item.group].append(item)
        for items in by_series.values():
            widths = [_width(item) for item in items]
            usual = median(widths) if len(items) >= FEWEST_WIDTHS else inf
            for item, width in zip(items, widths, strict=True):
                is_known = self._has_interval(item)
                if not is_known and (self._tells_nothing(width) or width > MOST_WIDTHS * usual > 0):
                    strange.append(item)
        if strange:
            yield self._of(CheckName.INTERVAL, Severity.STOP, strange)

    def _has_interval(self, item: Observation) -> bool:
        """Whether the figure was current with the same interval before."""
        old = self.before.get(_cell(item))
        return old is not None and (old.lower, old.upper) == (item.lower, item.upper)

    def _tells_nothing(self, width: float) -> bool:
        floor, ceiling = self.definition.unit.floor, self.definition.unit.ceiling
        return floor is not None and ceiling is not None and width > (ceiling - floor) / 2

    def _revised(self) -> Iterator[Checked]:
        changed = [
            item
            for cell, item in self.after.items()
            if item.value is not None
            and cell in self.before
            and self.before[cell].value is not None
            and self.before[cell].value != item.value
        ]
        if changed:
            yield self._of(CheckName.REVISED, Severity.NOTE, changed)

    def _of(self, name: CheckName, severity: Severity, items: Sequence[Observation]) -> Checked:
        first = min(items, key=lambda item: (item.area, item.group, item.period))

        def say(language: Language) -> str:
            return SAID[name](len(items), language, self._told(first, language))

        return _checked(name, severity, say, len(items))

    def _told(self, item: Observation, language: Language) -> str:
        """A figure with its place, and what it was before where that is another."""
        step = self.definition.rounded_to
        old = self.before.get(_cell(item))
        place = ", ".join(part for part in (item.area, str(item.group), str(item.period)) if part)
        value = "" if item.value is None else stepped(item.value, language, rounded_to=step)
        if old is None or old.value is None or old is item or old.value == item.value:
            return f"{value} ({place})"
        was = translate(
            message("it was {value}"), language, value=stepped(old.value, language, rounded_to=step)
        )
        return f"{value} ({place}; {was})"


def _width(item: Observation) -> float:
    assert item.lower is not None
    assert item.upper is not None
    return item.upper - item.lower


def _checked(name: CheckName, severity: Severity, say: Say, cells: int) -> Checked:
    return Checked(name=name, severity=severity, text=Text(sv=say("sv"), en=say("en")), cells=cells)


def _listed(names: Sequence[str], most: int = 6) -> str:
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


def _forecast_as(year: int) -> tuple[Period, ...]:
    """The periods that a forecast tells of under a year: the year, and the school year that ends in it."""
    return Period.of_year(year), Period(PeriodKind.SCHOOL_YEAR, year - 1)


def _cell(item: Observation) -> Cell:
    return (item.area, item.group, item.period)
