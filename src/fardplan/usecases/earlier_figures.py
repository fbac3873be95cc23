"""The figures that readers have of a register, read as cells of what is counted of it now."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from fardplan.disclosure.report import report_of
from fardplan.disclosure.rules import COUNTED, POPULATION, DisclosureRules
from fardplan.disclosure.tables import LinkedCells
from fardplan.indicators.counting.earlier import FORMER, CountedDefinition
from fardplan.indicators.counting.plan import CountingPlan
from fardplan.indicators.counting.register import time_value
from fardplan.usecases.published_before import PublishedBefore, ReadAs
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import PrivacyReport

NOTHING_COUNTED = "Nothing was counted; the figures that were there stay."


@dataclass(frozen=True, slots=True)
class OfTable:
    """`figures` of one table and period, the newest first, by the names of now.

    `gone`: whether others are about people whom the register has no more, so that it was corrected.
    """

    figures: tuple[Observation, ...] = ()
    gone: bool = False


class EarlierFigures:
    """What has been published `before` of the register of a plan, by the plan's definitions."""

    def __init__(self, plan: CountingPlan, before: PublishedBefore) -> None:
        self.plan, self.before = plan, before
        self.reading = ReadAs(before, [CountedDefinition.of(item) for item in plan.indicators])
        self._by_time: dict[int, list[Observation]] = {}
        seen: set[tuple[object, ...]] = set()
        for item in (one for edition in before.editions for one in edition):
            key = self.reading.key(item)
            what = (key, item.area, item.period, item.group, item.status, item.value, item.base)
            if key is not None and what not in seen:
                seen.add(what)
                found = self._by_time.setdefault(_time(item.period), [])
                found.append(replace(item, indicator=key))

    def of(self, indicators: Collection[str], cells: LinkedCells, period: Period) -> OfTable:
        """Those of the `indicators` of one table, whose `cells` of the period are given.

        Raises `RuleError` where there is no such area any more, or no such category of a column whose
        categories are given beforehand: what is shown now would be held against figures that nobody
        reckoned with.
        """
        by_name = {dimension.name: dimension.codes for dimension in cells.dimensions}
        found, gone = [], False
        for item in self._told_of(indicators, period):
            codes = {**dict(item.group.categories), "area": item.area}
            codes[COUNTED] = f"{item.indicator}.{POPULATION}"
            absent = [name for name, code in codes.items() if code not in by_name.get(name, ())]
            if not absent:
                found.append(item)
            elif COUNTED in absent or all(self._may_be_empty(name, codes[name]) for name in absent):
                gone = True
            else:
                raise self._forgotten(item, absent[0], codes[absent[0]])
        return OfTable(tuple(found), gone)

    def newest(self, period: Period) -> tuple[Observation, ...]:
        """The figures of the newest edition that has any of a period, by definitions that still hold.

        They come under the names that their indicators have now.
        """
        for edition in self.before.editions:
            found: dict[tuple[object, ...], Observation] = {}
            for item in edition:
                key = self._stands_as(item, period)
                if key is not None:
                    found.setdefault((key, item.area, item.group), replace(item, indicator=key))
            if found:
                return tuple(found.values())
        return ()

    def by_the_same_rules(self, rules: DisclosureRules, period: Period) -> bool:
        """Whether the newest figures of a period were protected by these rules."""
        now = report_of(self.plan.register.key, rules, (), simulated=False)
        newest = next(iter(self.newest(period)), None)
        record = self.before.record(newest) if newest else None
        return record is not None and record.report.rules == now.rules

    def check_method(self, rules: DisclosureRules) -> None:
        """Raises `RuleError` where a period to be told has been told by another way of protection.

        The exact number of one would undo the noise of the other, and two kinds of noise are less than one.
        """
        now = report_of(self.plan.register.key, rules, (), simulated=False)
        times = {_time(period) for period in self.plan.periods}
        for item in (one for edition in self.before.editions for one in edition):
            record = self.before.record(item)
            if record is not None and _time(item.period) in times and _way(record.report) != _way(now):
                raise RuleError(
                    f"figures for {item.period} have been published by {record.report.method}, and would now "
                    f"be told by {now.method} with {dict(_way(now)) or 'its rules'}: both together tell more",
                    where=f"register '{now.register_key}'",
                    instead="Keep the method and its numbers for periods that are published, and count later "
                    "ones alone by the new one: --period.",
                    outcome=NOTHING_COUNTED,
                )

    def _told_of(self, indicators: Collection[str], period: Period) -> Iterator[Observation]:
        time = time_value(period, self.plan.register.time.kind)
        told_as = {key: self.plan.told_as(key, time) for key in indicators}
        for item in self._by_time.get(time, ()):
            if told_as.get(item.indicator) == item.period:
                yield item

    def _stands_as(self, item: Observation, period: Period) -> str | None:
        """The indicator whose figure a published one still is, in that period."""
        key, time = self.reading.key(item), time_value(period, self.plan.register.time.kind)
        if key is None or FORMER in key or item.period != self.plan.told_as(key, time):
            return None
        return key

    def _may_be_empty(self, name: str, code: str) -> bool:
        """Whether a category is one that the register can have, though nobody is in it now."""
        column = self.plan.register.column(name)
        if name == "area" or column is None:
            return False
        return not column.categories or code in column.codes

    def _forgotten(self, item: Observation, name: str, code: str) -> RuleError:
        what = f"area '{code}'" if name == "area" else f"category '{code}' of '{name}'"
        return RuleError(
            f"readers have figures of '{item.indicator}' for {item.period} and the {what}, which nothing "
            "counts any more",
            where=f"register '{self.plan.register.key}'",
            instead="Put it back among the city's areas or the register's categories; no figure need be told "
            "of it by a new definition. Or count only later years: --period.",
            outcome=NOTHING_COUNTED,
        )


def _time(period: Period) -> int:
    return time_value(period, period.kind)


def _way(report: PrivacyReport) -> tuple[tuple[str, str], ...]:
    """How figures were protected: the method, and by what numbers noise is drawn or counts are rounded."""
    numbers = [rule for rule in report.rules if rule[0].startswith(("noise.", "rounding."))]
    return (("method", str(report.method)), *sorted(numbers))
