"""From the answers to a survey to observations: weighted shares with the uncertainty of the sample's design.

Answers are counted, protected and let out as a register is: a share is told where how many answered, how many
of them have the trait and how many have not are all shown. The share itself is weighted.
"""

import math
from collections.abc import Iterator
from fractions import Fraction

import polars as pl

from fardplan.disclosure.protecting import Protected
from fardplan.disclosure.rules import NUMERATOR, POPULATION, REST
from fardplan.disclosure.tables import CellKey
from fardplan.indicators.counting.answers import Answers, Estimate
from fardplan.indicators.counting.areas import AreaSets
from fardplan.indicators.counting.columns import flag_of
from fardplan.indicators.counting.count import Breakdown, SurveyShareOf
from fardplan.indicators.counting.plan import (
    AREA,
    FLAGS,
    ROWS,
    TIME,
    CountingPlan,
    Flag,
    PassPlan,
    Sums,
    SurveyPlan,
)
from fardplan.indicators.counting.register import period_of, time_value
from fardplan.indicators.counting.rollup import EVERYBODY, RolledUp
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Provenance, Status
from fardplan.vocabulary.period import Period

ANSWERS_A_SECRET = 250
"""So many answers for each person who must stay hidden: a whole per cent then leaves twice as many open.

Answers without an opinion are no cells, so that nothing but the rounding protects them. Of fewer answers a
reader would find how many they were, and from that what other questions of the survey hide.
"""


class Surveyed:
    """The answers to a survey: a table to protect, then observations of it.

    `rows`: the columns of `survey.columns`, as an engine's `rows` gives them. They stay in memory and in this
    object.
    """

    def __init__(
        self, plan: CountingPlan, survey: SurveyPlan, rows: pl.DataFrame, geography: AreaSets
    ) -> None:
        self.plan, self.survey, self.geography = plan, survey, geography
        self.frame = _prepared(survey, rows)
        self.table = RolledUp(_counted(survey, self.frame), plan, geography)

    def observations(
        self, period: Period, protected: Protected, provenance: Provenance, *, smallest: int = 5
    ) -> tuple[Observation, ...]:
        """The figures of a period, in order of indicator, breakdown, area and category.

        `protected`: what may be told of `table`. `base` is the number of answers with an opinion; the note
        says how many of those asked answered, and how many of the answers had no opinion, in whole per cent;
        the latter not where they were from 1 to `smallest` - 1, nor where few answered.
        """
        known, cells = protected.by_cell(), frozenset(protected.cells)
        return tuple(
            observation
            for key in self.table.indicators
            if self.table.told(key, period)
            for observation in self._of(key, period, known, cells, provenance, smallest)
        )

    def _of(
        self,
        key: str,
        period: Period,
        known: dict[CellKey, int],
        cells: frozenset[CellKey],
        provenance: Provenance,
        smallest: int,
    ) -> Iterator[Observation]:
        count, kind = self.plan.count(key), self.plan.register.time.kind
        definition = next(item for item in self.plan.indicators if item.key == key)
        asked = self._answers(key, period)
        names = self.table.one.breakdowns
        areas = self.table.told_areas(key, period)
        status = Status.PRELIMINARY if self.table.preliminary(key, period) else Status.VALUE
        for breakdown in (Breakdown(columns=()), *count.breakdowns):
            found = asked.estimates(breakdown, areas if breakdown.areas else areas[:1])
            for area, codes in asked.cells(breakdown, areas if breakdown.areas else areas[:1]):
                given = dict(zip(breakdown.columns, codes, strict=True))
                place = [given.get(name, EVERYBODY) for name in names]
                nobody = known.get((areas[0], *place, f"{key}.{POPULATION}")) == 0
                if (area, *place, f"{key}.{POPULATION}") not in cells or (codes and nobody):
                    continue
                shown = [known.get((area, *place, f"{key}.{part}")) for part in (POPULATION, NUMERATOR, REST)]
                one = None if None in shown else found.get((area, codes))
                value = None if one is None else _stepped(one.share, definition.rounded_to)
                yield Observation(
                    indicator=key,
                    area=area,
                    period=period_of(time_value(period, kind), count.time or kind),
                    value=value,
                    provenance=provenance,
                    group=Group(tuple(given.items())),
                    status=status if value is not None else _silent(shown[0]),
                    lower=None if one is None or value is None else min(value, round(one.lower, 2)),
                    upper=None if one is None or value is None else max(value, round(one.upper, 2)),
                    base=shown[0],
                    note=None if one is None else _note(one, smallest),
                )

    def _answers(self, key: str, period: Period) -> Answers:
        kind, time = self.plan.register.time.kind, self.plan.register.time.column
        measure = self.plan.count(key).measure
        assert isinstance(measure, SurveyShareOf)  # a survey plan holds no others
        own = self.frame.filter((pl.col(time) == time_value(period, kind)) & pl.col(_bit(key, POPULATION)))
        parts = {
            part: pl.col(_bit(key, part)) if self.survey.flag(key, part) else pl.lit(False)
            for part in ("answered", NUMERATOR, "no_opinion")
        }
        leaves = {
            area: self.table.leaves_of(area, key, period) for area in self.table.told_areas(key, period)
        }
        codes = {name: self.table.codes(name) for name in self.survey.breakdowns}
        return Answers(own.with_columns(**parts), measure, leaves, codes)


def _prepared(survey: SurveyPlan, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with a truth for each flag and the leaf that each lies in."""
    register = survey.register
    leaves = dict(survey.leaves or ())
    area = pl.col(register.area.column).cast(pl.String).fill_null("")
    leaf = area.replace_strict(leaves, default="", return_dtype=pl.String) if leaves else pl.lit("")
    flags = [
        flag_of(flag, register.time.column).alias(_bit(flag.indicator, flag.part)) for flag in survey.flags
    ]
    return rows.with_columns(leaf.alias("leaf"), *flags)


def _counted(survey: SurveyPlan, frame: pl.DataFrame) -> Sums:
    """The answers as sums: the population of a share are those who answered with an opinion."""
    parts = {"answered": POPULATION, NUMERATOR: NUMERATOR, "preliminary": "preliminary"}
    chosen = [flag for flag in survey.flags if flag.part in parts]
    signature = pl.lit(0, dtype=pl.Int64)
    for bit, flag in enumerate(chosen):
        signature += pl.col(_bit(flag.indicator, flag.part)).cast(pl.Int64) * (1 << bit)
    plan = PassPlan(
        survey.register,
        survey.breakdowns,
        tuple(Flag(flag.indicator, parts[flag.part], flag.whens, flag.breakdowns) for flag in chosen),
        keep=survey.keep,
        periods=survey.periods,
        leaves=tuple((leaf, leaf) for leaf in sorted({leaf for _, leaf in survey.leaves or ()})),
    )
    grouped = frame.select(
        pl.col(survey.register.time.column).cast(pl.Int64).alias(TIME),
        pl.col("leaf").alias(AREA),
        *survey.breakdowns,
        signature.alias(FLAGS),
    )
    names = [TIME, AREA, *survey.breakdowns, FLAGS]
    return Sums(
        plan, grouped.filter(pl.col(FLAGS) > 0).group_by(names).agg(pl.len().cast(pl.Int64).alias(ROWS))
    )


def _silent(base: int | None) -> Status:
    return Status.NOT_APPLICABLE if base == 0 else Status.SUPPRESSED


def _stepped(value: float, step: float) -> float:
    """The value in the step that the indicator is told in, halves upwards."""
    by = Fraction(str(step))
    return float(math.floor(Fraction(value) / by + Fraction(1, 2)) * by)


def _note(one: Estimate, smallest: int) -> str:
    answered = f"Svarsfrekvens {round(100 * one.answered / one.asked)} procent"
    if 0 < one.no_opinion < smallest or one.answered < ANSWERS_A_SECRET * (smallest - 1):
        return f"{answered}."
    return f"{answered}; {round(100 * one.no_opinion / one.answered)} procent av dem svarade utan åsikt."


def _bit(indicator: str, part: str) -> str:
    return f"{indicator}.{part}"
