"""What one register lets out at once: protected table by table and period by period, told as observations."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fardplan.disclosure.protecting import Protected
from fardplan.disclosure.report import report_of, table_of
from fardplan.disclosure.rules import DisclosureRules, WholeGroup, known_from_earlier
from fardplan.disclosure.suppression import usual_weights
from fardplan.disclosure.tables import LinkedCells
from fardplan.indicators.counting.count import Counted as Definition
from fardplan.indicators.counting.distinct import distinct_observations
from fardplan.indicators.counting.earlier import FORMER, CountedDefinition
from fardplan.indicators.counting.observing import ROWS_TABLE, Observing
from fardplan.indicators.counting.plan import CountingPlan
from fardplan.indicators.counting.register import time_value
from fardplan.indicators.counting.rollup import NOBODY, RolledUp, published
from fardplan.indicators.counting.surveying import Surveyed
from fardplan.usecases.earlier_figures import EarlierFigures
from fardplan.usecases.keyed_files import check_method
from fardplan.usecases.privacy_records import ReleasedSums, ReleasedTable, ReleaseRecord, released_dimensions
from fardplan.usecases.protecting_all import Task, protect_all
from fardplan.usecases.told_before import ToldBefore, told_before
from fardplan.vocabulary.observation import Observation, Origin, Provenance
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import PrivacyReport, ProtectedTable, ProtectionMethod

ANSWERS_TABLE = "answers"
"""The name, among the tables of a register, of the one that counts the answers to a survey."""

OF_PERSONS = (ROWS_TABLE, ANSWERS_TABLE)
"""Tables whose cells are numbers of rows; those of the others are sums."""


@dataclass(frozen=True, eq=False, slots=True)
class Answers:
    """What an engine answered to everything that a plan asks."""

    observing: Observing
    survey: Surveyed | None
    distinct: tuple[pl.DataFrame, ...]
    keys: RolledUp | None = None  # sums of the records' keys, where the register draws noise by them

    @property
    def tables(self) -> dict[str, RolledUp]:
        """By name, what is to be protected."""
        return self.observing.tables | ({ANSWERS_TABLE: self.survey.table} if self.survey else {})


@dataclass(frozen=True, eq=False, slots=True)
class _Linked:
    """The cells of one table and period, and what readers have of them."""

    cells: LinkedCells
    before: ToldBefore


class CountedRelease:
    """Everything that one register lets out at once, protected table by table and period by period."""

    def __init__(
        self,
        plan: CountingPlan,
        answers: Answers,
        earlier: EarlierFigures,
        provenance: Provenance,
        on_protecting: Callable[[float], None] = lambda _: None,
    ) -> None:
        self.plan, self.answers, self.earlier, self.provenance = plan, answers, earlier, provenance
        self.rules = with_former(plan.register.disclosure, [item.key for item in plan.indicators])
        check_method(plan)
        linked = {
            (name, period): self._linked(name, rolled, period)
            for name, rolled in answers.tables.items()
            for period in plan.periods
        }
        self.held_back = self._held_back(linked)
        tasks = {
            (name, period): self._task(name, period, one)
            for (name, period), one in linked.items()
            if period not in self.held_back
        }
        self.protected = dict(zip(tasks, protect_all(list(tasks.values()), on_protecting), strict=True))
        self.report = self._report()

    def observations(self) -> tuple[Observation, ...]:
        """Every figure, each with the name of the privacy report that it passed."""
        named = replace(self.provenance, release=self.report.id)
        return tuple(item for period in self.plan.periods for item in self._of(period, named))

    def record(self) -> ReleaseRecord:
        """What the audit at publishing needs of the release."""
        known = [key for name in OF_PERSONS for key in self._indicators(name)]
        by_base = [key for key in known if self.plan.count(key).measure.kind in BY_BASE]
        return ReleaseRecord(
            report=self.report,
            indicators=tuple(known),
            tables=tuple(self._released()) if self._exact else (),
            sums=tuple(self._released_sums()) if self._exact else (),
            rounded_to={item.key: item.rounded_to for item in self.plan.indicators},
            weighted=tuple(by_base),
            definitions=tuple(CountedDefinition.of(item) for item in self.plan.indicators),
            minimum=self.rules.minimum,
            minimum_base=self.rules.minimum_base,
            zero_part=self.rules.zero_cells.applies,
            zero_rest=self.rules.full_cells.applies,
        )

    def _of(self, period: Period, provenance: Provenance) -> Sequence[Observation]:
        if period in self.held_back:
            return self.earlier.newest(period)
        if self.plan.distinct and (told := self.earlier.newest(period)):
            return told  # a change tells of those who came and left, and nothing audits it
        own = {name: self.protected[name, period] for name in self.answers.observing.tables}
        minimum = self.rules.minimum
        found = [*self.answers.observing.observations(period, own, provenance, smallest=minimum)]
        if self.answers.survey:
            answers = self.protected[ANSWERS_TABLE, period]
            found += self.answers.survey.observations(period, answers, provenance, smallest=minimum)
        found += distinct_observations(
            self.plan, self.answers.distinct, self.plan.geography, period, provenance, minimum
        )
        return [item for item in found if FORMER not in item.indicator]

    def _report(self) -> PrivacyReport:
        tables = [
            self._table(name, period, one) for (name, period), one in self.protected.items() if one.cells
        ]
        simulated = self.provenance.origin is Origin.SIMULATED
        return report_of(
            self.plan.register.key,
            self.plan.register.disclosure,
            tables,
            simulated=simulated,
            held_back=[str(period) for period in self.held_back],
            official=sorted({key for item in self.plan.indicators if (key := _official(item))}),
        )

    def _table(self, name: str, period: Period, one: Protected) -> ProtectedTable:
        column = self.plan.register.column(name)
        label = column.label.sv if column and column.label else name
        return table_of(
            one, period=str(period), what=self.plan.register.row.sv if name in OF_PERSONS else label
        )

    def _released(self) -> list[ReleasedTable]:
        """The linked cells of persons, each with all periods that figures of them are told for."""
        found = []
        for (name, period), one in self.protected.items():
            if name not in OF_PERSONS or not one.cells:
                continue
            rolled = self.answers.tables[name]
            told = dict.fromkeys(self._told_as(key, period) for key in rolled.indicators)
            found.append(
                ReleasedTable(
                    periods=tuple(told),
                    dimensions=released_dimensions(one.dimensions),
                    nobody=tuple(cell for cell in one.cells if cell[-1].startswith(NOBODY)),
                    free=tuple(cell for cell, is_free in zip(one.cells, one.free, strict=True) if is_free),
                )
            )
        return found

    def _released_sums(self) -> Iterator[ReleasedSums]:
        """The linked sums, and what of them must stay hidden: which and how wide, and no value."""
        for (name, period), one in self.protected.items():
            if name in OF_PERSONS or not one.cells:
                continue
            told = dict.fromkeys(self._told_as(key, period) for key in self._indicators(name))
            column = self.plan.register.column(name)
            hidden = zip(one.cells, one.widths.tolist(), one.shown.tolist(), strict=True)
            yield ReleasedSums(
                periods=tuple(told),
                dimensions=released_dimensions(one.dimensions),
                scale=10 ** (column.decimals if column else 0),
                hidden=tuple((cell, _power_of_two(width)) for cell, width, shown in hidden if not shown),
            )

    def _told_as(self, key: str, period: Period) -> Period:
        return self.plan.told_as(key, time_value(period, self.plan.register.time.kind))

    def _indicators(self, name: str) -> tuple[str, ...]:
        rolled = self.answers.tables.get(name)
        return rolled.indicators if rolled else ()

    def _linked(self, name: str, rolled: RolledUp, period: Period) -> _Linked:
        cells = rolled.cells(period)
        if not self._exact:
            return _Linked(cells, ToldBefore())
        return _Linked(cells, self._told_before(name, cells, period))

    def _held_back(self, linked: Mapping[tuple[str, Period], _Linked]) -> tuple[Period, ...]:
        """The periods whose figures stay as they were: what is corrected would tell of a few persons."""
        slight = {
            period for (name, period), one in linked.items() if name in OF_PERSONS and one.before.slightly
        }
        return tuple(sorted(slight))

    def _task(self, name: str, period: Period, linked: _Linked) -> Task:
        rolled = self.answers.tables[name]
        cells = known_from_earlier(linked.cells, linked.before.shown)
        weights = weights_of(cells, rolled, period)
        withheld = linked.before.stays_hidden(cells)
        return Task(
            cells,
            self.rules,
            parts=None if name in OF_PERSONS else rolled.parts(period),
            keys=self._keys(name, cells, period),
            weights=weights if withheld is None else np.where(withheld, 0.0, weights),
            withheld=withheld,
            where=f"{self.plan.register.key}, {period}",
        )

    @property
    def _exact(self) -> bool:
        """Whether what is shown is true to the person; noise is the same again, and tells nothing new."""
        return self.rules.method is ProtectionMethod.SUPPRESSION

    def _keys(self, name: str, cells: LinkedCells, period: Period) -> NDArray[np.int64] | None:
        if name != ROWS_TABLE or self.answers.keys is None:
            return None
        sums = self.answers.keys.values(period)
        return np.array([sums[cell] for cell in cells.cells], dtype=np.int64)

    def _told_before(self, name: str, cells: LinkedCells, period: Period) -> ToldBefore:
        """What earlier releases have told of these cells."""
        column = self.plan.register.column(name)
        of = self.earlier.of(self._indicators(name), cells, period)
        kinds = {self.plan.count(key).measure.kind for key in self._indicators(name)}
        means = name not in OF_PERSONS and "mean" in kinds
        found = told_before(
            cells,
            of.figures,
            {item.key: item.rounded_to for item in self.plan.indicators},
            scale=NO_NUMBER if means else 10 ** (column.decimals if column else 0),
            by_base=[key for key in self._indicators(name) if self.plan.count(key).measure.kind in BY_BASE],
            minimum=self.rules.minimum,
        )
        steady = self.earlier.by_the_same_rules(self.rules, period)
        return replace(found, corrected=found.corrected or of.gone, steady=steady)


NO_NUMBER = 0
"""The scale of sums that earlier figures (means) tell roughly: none of them is taken as known."""

BY_BASE = ("mean", "quantile", "survey_share")
"""Measures whose figures are no numbers of persons, so that their base alone is one."""


def _official(item: Definition) -> str | None:
    """The series of others beside an indicator, where it has one."""
    return item.count.variant_of if item.count else None


def weights_of(cells: LinkedCells, rolled: RolledUp, period: Period) -> NDArray[np.float64]:
    """What hiding a cell costs: nothing where no figure is told and a reader could only compute it."""
    areas = dict.fromkeys(area for key in rolled.indicators for area in rolled.told_areas(key, period))
    told = published(cells, tuple(areas)) & ~np.array(
        [FORMER in cell[-1] for cell in cells.cells], dtype=np.bool_
    )
    told[rolled.told_cells(period) :] = False
    return np.where(told, usual_weights(cells.values), 0.0)


def _power_of_two(width: int) -> int:
    """The largest that is not above the width; 0 for 0."""
    return 1 << (width.bit_length() - 1) if width else 0


def with_former(rules: DisclosureRules, keys: Iterable[str]) -> DisclosureRules:
    """The rules for indicators that are named, also for what their former definitions count."""
    changes = {}
    for name in ("zero_cells", "full_cells"):
        rule: WholeGroup = getattr(rules, name)
        former = tuple(key for key in keys if FORMER in key and key.partition(FORMER)[0] in rule.indicators)
        changes[name] = rule.model_copy(update={"indicators": (*rule.indicators, *former)})
    return rules.model_copy(update=changes)
