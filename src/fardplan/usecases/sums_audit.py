"""The audit of sums, means and different persons that would be public, before they become so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fardplan.disclosure.audit import Contradiction
from fardplan.disclosure.audit.widths import Ends, narrower
from fardplan.disclosure.rules import COUNTED, NUMERATOR, POPULATION, REST
from fardplan.disclosure.tables import CellKey, Dimension
from fardplan.usecases.privacy_records import OLD_SITE, ReleasedSums, ReleaseRecord
from fardplan.usecases.published_before import PublishedBefore, ReadAs
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period

Told = Mapping[CellKey, Ends]


def check_sums(
    records: Mapping[str, ReleaseRecord],
    figures: Sequence[Observation],
    earlier: Mapping[str, PublishedBefore],
) -> None:
    """Hold figures that are sums, or tell them, against what must stay hidden; with all that was told before.

    `records`: of the releases of the `figures`, by id; `earlier` by register. Raises `RuleError` when a
    hidden sum is told or could be worked out more closely than it may be, when sums of one register and
    period come of two releases, and when a number of different persons is told anew.
    """
    seen: dict[tuple[str, Period], str] = {}
    for release, record in records.items():
        own = [item for item in figures if item.provenance.release == release]
        before = earlier.get(record.report.register_key, PublishedBefore())
        _check_distinct(record, own, before)
        for table in record.sums:
            sums = _Sums(record, table)
            told = sums.told(own)
            for period in table.periods if told else ():
                if seen.setdefault((record.report.register_key, period), release) != release:
                    raise _refused("the sums come of two releases, which nobody has audited together", record)
            leaks = sums.leaks(told, sums.told_before(before)) if told else frozenset()
            if leaks:
                hidden = len(table.hidden)
                raise _refused(
                    f"of {hidden} hidden sums {len(leaks)} would be told, or could be worked out", record
                )


@dataclass(frozen=True, slots=True)
class _Sums:
    record: ReleaseRecord
    table: ReleasedSums

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return tuple(
            Dimension(item.name, {code: frozenset(leaves) for code, leaves in item.codes.items()})
            for item in self.table.dimensions
        )

    def leaks(self, now: Told, before: Told) -> frozenset[CellKey]:
        """Hidden cells that readers would come too close to, and are not as close to already."""
        secret = {cell: width for cell, width in self.table.hidden if cell not in before}
        asked = {cell: width for cell, width in secret.items() if width}
        told = secret.keys() & now.keys()
        try:
            close = {*narrower(self.dimensions, {**before, **now}, asked)}
            given = {*narrower(self.dimensions, before, asked)} if close else set()
        except Contradiction:  # a correction: the editions are of two tables
            close, given = {*narrower(self.dimensions, now, asked)}, set()
        return frozenset(told | (close - given))

    def told(self, figures: Iterable[Observation]) -> dict[CellKey, Ends]:
        return {
            cell: ends
            for item in figures
            if item.period in self.table.periods
            for cell, ends in self._numbers(item)
            if self._is_there(cell)
        }

    def told_before(self, before: PublishedBefore) -> dict[CellKey, Ends]:
        """What earlier editions told, the newest of each; by the names of now."""
        reading, found = ReadAs(before, self.record.definitions), dict[CellKey, Ends]()
        for edition in before.editions:
            named = ((item, reading.key(item)) for item in edition if item.period in self.table.periods)
            found = {**self.told(replace(item, indicator=key) for item, key in named if key), **found}
        return found

    def _is_there(self, cell: CellKey) -> bool:
        return all(code in one.codes for code, one in zip(cell, self.table.dimensions, strict=True))

    def _numbers(self, item: Observation) -> Iterator[tuple[CellKey, Ends]]:
        """The sums that a figure tells, each between two ends, in the sums' whole unit."""
        definition = self.record.definition(item.indicator)
        if definition is None:
            return
        kind, scale = definition.count.measure.kind, self.table.scale
        half = self.record.rounded_to.get(item.indicator, 0.0) / 2
        codes = {**dict(item.group.categories), "area": item.area}

        def cell(part: str) -> CellKey:
            codes[COUNTED] = f"{item.indicator}.{part}"
            return tuple(codes.get(one.name, "") for one in self.table.dimensions)

        value = item.value
        if kind == "count" and value is not None:
            yield cell(POPULATION), _between(value * scale, half * scale)
        elif kind == "mean" and value is not None and item.base:
            yield cell(POPULATION), _between(value * item.base * scale, half * item.base * scale)
        elif kind == "share_of_sum" and item.base is not None:
            least, most = _between(item.base * scale, scale / 2)
            yield cell(POPULATION), (least, most)
            if value is not None:
                low, high = max(0.0, value - half) / 100, min(100.0, value + half) / 100
                yield cell(NUMERATOR), (least * low, most * high)
                yield cell(REST), (least * (1 - high), most * (1 - low))


def _between(value: float, half: float) -> Ends:
    """What was rounded to a value; a step of one whole unit or less rounds nothing."""
    return (round(value), round(value)) if half <= 0.5 else (max(0.0, value - half), value + half)


def _check_distinct(record: ReleaseRecord, figures: Iterable[Observation], before: PublishedBefore) -> None:
    reading = ReadAs(before, record.definitions)
    told = {
        (reading.key(item), item.area, item.period, item.group): (item.status, item.value)
        for edition in reversed(before.editions)
        for item in edition
    }
    for item in figures:
        definition = record.definition(item.indicator)
        if definition is None or definition.count.measure.kind != "distinct":
            continue
        now = (item.status, item.value)
        if told.get((item.indicator, item.area, item.period, item.group), now) != now:
            raise _refused("a number of different persons that is published would be told anew", record)


def _refused(what: str, record: ReleaseRecord) -> RuleError:
    return RuleError(
        what,
        where=record.report.register_key,
        instead="Compute the register's figures again, all together: what earlier publications told is then "
        "taken as known.",
        outcome=OLD_SITE,
    )
