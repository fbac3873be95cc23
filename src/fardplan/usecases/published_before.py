"""What readers have of a register: every figure that any edition told, and by which definition."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from fardplan.indicators.counting.earlier import CountedDefinition, covering
from fardplan.publishing.bundle import list_bundles, protected_figures
from fardplan.usecases.homes import Home
from fardplan.usecases.privacy_records import ReleaseRecord, record_of
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period


@dataclass(frozen=True, eq=False, slots=True)
class PublishedBefore:
    """The figures of one register that have been published: each edition's, the newest first.

    `records`: of the releases that they come from, by id; of one that is not there nothing more is known than
    the names of its indicators.
    """

    editions: tuple[tuple[Observation, ...], ...] = ()
    records: Mapping[str, ReleaseRecord] = field(default_factory=dict)

    def record(self, item: Observation) -> ReleaseRecord | None:
        return self.records.get(item.provenance.release or "")

    def definition(self, item: Observation) -> CountedDefinition | None:
        """What a figure counts; None where its release does not say, and for a ratio of what is counted."""
        record = self.record(item)
        return record.definition(item.indicator) if record else None

    def definitions(self) -> Iterator[tuple[CountedDefinition, Period]]:
        """Every definition that figures were told by, with each period of theirs, once."""
        seen: dict[tuple[str, str, Period], Observation] = {}
        for edition in self.editions:
            for item in edition:
                seen.setdefault((item.provenance.release or "", item.indicator, item.period), item)
        for item in seen.values():
            definition = self.definition(item)
            if definition is not None:
                yield definition, item.period


class ReadAs:
    """Under which of the definitions of now a published figure is one of the same people, told alike."""

    def __init__(self, before: PublishedBefore, definitions: Iterable[CountedDefinition]) -> None:
        self.before, self.definitions = before, tuple(definitions)
        self._keys = {item.key for item in self.definitions}
        self._found: dict[tuple[str, str, Period], str | None] = {}

    def key(self, item: Observation) -> str | None:
        """The key of the definition; None where no definition of now counts those people."""
        asked = (item.provenance.release or "", item.indicator, item.period)
        if asked not in self._found:
            self._found[asked] = self._key(item)
        return self._found[asked]

    def _key(self, item: Observation) -> str | None:
        record = self.before.record(item)
        if record is None or not record.definitions:
            return item.indicator if item.indicator in self._keys or not self._keys else None
        then = record.definition(item.indicator)
        found = covering(self.definitions, then, item.period) if then else None
        return found.key if found else None

    def is_lost(self, item: Observation) -> bool:
        """Whether a figure counts people whom no definition of now counts; a ratio of counts does not."""
        then = self.before.definition(item)
        return then is not None and then.count.measure.kind != "distinct" and self.key(item) is None


def published_before(home: Home) -> tuple[tuple[Observation, ...], ...]:
    """The protected figures of every edition published before, the newest first."""
    paths = [item.path for item in list_bundles(home.bundles)]
    newest_first = sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True)
    editions = (protected_figures(path) for path in newest_first)
    return tuple(figures for figures in editions if figures)


def published_by_register(home: Home) -> Mapping[str, PublishedBefore]:
    """What has been published, by the register that it was counted in.

    Figures whose release has no record any more are of the register that their indicator is counted in now.
    """
    editions = published_before(home)
    records = dict(_records(home, editions))
    counted = {item.key: item.count.register for item in home.city.indicators if item.count}
    found: dict[str, list[list[Observation]]] = {}
    for number, edition in enumerate(editions):
        for item in edition:
            record = records.get(item.provenance.release or "")
            register = record.report.register_key if record else counted.get(item.indicator)
            if register is not None:
                found.setdefault(register, [[] for _ in editions])[number].append(item)
    return {
        register: PublishedBefore(tuple(tuple(one) for one in each if one), records)
        for register, each in found.items()
    }


def _records(home: Home, editions: Iterable[Iterable[Observation]]) -> Iterator[tuple[str, ReleaseRecord]]:
    for release in sorted({item.provenance.release or "" for one in editions for item in one}):
        with suppress(RuleError):  # there is none: the home's folder was not kept whole
            yield release, record_of(home, release)
