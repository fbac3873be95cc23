"""What counting means: a drawn table, a definition, and the answer with its arithmetic beside it.

Every engine is held against these cases (`tests/engines`), and the slow one of `tests/counting_cases`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from fardplan.disclosure.protecting import Protected
from fardplan.indicators.counting.observing import Observing
from fardplan.indicators.counting.plan import CountingPlan, PassPlan, Sums
from fardplan.indicators.counting.planning import plan_counts
from fardplan.indicators.counting.register import ColumnType
from fardplan.vocabulary.observation import Clearance, Origin, Provenance, PublishedBasis
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import ProtectionMethod
from tests.counting_cases import GEOGRAPHY, REGISTER, Row, Told, counted, row

Answer = dict[str, Any]
"""By `area`, `area, group` or `area, group, period` (the period where there are several): value and base."""


@dataclass(frozen=True)
class Case:
    """`table`: a header and rows, | between cells and `-` for a missing value; the rest is as in `row`."""

    name: str
    table: str
    count: dict[str, Any]
    answer: Answer
    years: tuple[int, ...] = (2019,)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> list[Row]:
        lines = [line.split("#")[0] for line in self.table.strip().splitlines()]
        header, *body = [[cell.strip() for cell in line.split("|")] for line in lines]
        return [
            row(**{name: _cell(name, cell) for name, cell in zip(header, cells, strict=True)})
            for cells in body
        ]

    @property
    def told(self) -> Told:
        return counted("svar", **{"divisions": [], **self.count})

    @property
    def plan(self) -> CountingPlan:
        told = Told(**{**vars(self.told), **self.more})
        return plan_counts(REGISTER, [told], [Period.of_year(year) for year in self.years], GEOGRAPHY)


def answer_of(case: Case, run: Callable[[PassPlan], Sums]) -> Answer:
    """What comes out when `run` answers the passes; everything is shown."""
    plan = case.plan
    observing = Observing(plan, [run(one) for one in plan.passes], GEOGRAPHY)
    found: Answer = {}
    for period in plan.periods:
        protected = {name: _shown(rolled.cells(period)) for name, rolled in observing.tables.items()}
        for item in observing.observations(period, protected, _FROM):
            parts = [item.area, str(item.group), str(item.period) if len(plan.periods) > 1 else ""]
            key = ", ".join(part for part in parts if part)
            found[key] = item.value if item.base is None else (item.value, item.base)
    return found


def _shown(cells: Any) -> Protected:
    shown = np.ones(len(cells.cells), dtype=np.bool_)
    return Protected(
        cells.dimensions, cells.cells, shown, cells.values, ProtectionMethod.SUPPRESSION, 0, 0.0, None
    )  # type: ignore[arg-type]


def _cell(name: str, text: str) -> Any:
    column = REGISTER.column(name)
    assert column is not None, name
    if text == "-":
        return None
    read: dict[ColumnType, Callable[[str], Any]] = {
        ColumnType.INTEGER: int,
        ColumnType.NUMBER: float,
        ColumnType.TEXT: str,
        ColumnType.TRUTH: {"yes": True, "no": False}.__getitem__,
        ColumnType.DATE: date.fromisoformat,
    }
    return read[column.type](text)


_FROM = Provenance(
    source="Boende", origin=Origin.SIMULATED, loaded=date(2026, 1, 1), published=date(2026, 1, 1),
    published_basis=PublishedBasis.LOADED, clearance=Clearance.PROTECTED, release="0123456789abcdef",
)  # fmt: skip

COUNT = {"kind": "count"}
EMPLOYED = {"kind": "share", "numerator": "employed"}

CASES: Sequence[Case] = (
    Case(
        "how many live in each district",
        """
        omrade
        n1
        n2
        s1
        0        # in the city and in no district
        nowhere  # a code that the key does not know
        -
        skog     # in the outer city and in no district
        """,
        {"measure": COUNT, "divisions": ["tre"]},
        {"staden": 7, "norr": 1 + 1, "soder": 1, "oster": 0},
    ),
    Case(
        "a share of a population",
        """
        age | employed
        15  | yes   # too young
        16  | yes
        20  | no
        64  | yes
        65  | yes   # too old
        """,
        {"population": "16 <= age <= 64", "measure": EMPLOYED},
        {"staden": (66.7, 3)},  # 2 of 3
    ),
    Case(
        "who is unknown is in the population and does not have the trait",
        """
        employed
        yes
        -
        no
        no
        """,
        {"measure": EMPLOYED},
        {"staden": (25.0, 4)},  # 1 of 4
    ),
    Case(
        "unless the definition leaves them out",
        """
        employed
        yes
        -
        no
        no
        """,
        {"population": "not missing(employed)", "measure": EMPLOYED},
        {"staden": (33.3, 3)},  # 1 of 3
    ),
    Case(
        "not of unknown is unknown",
        """
        employed | income
        -        | 5
        no       | 5
        no       | -
        yes      | 5
        """,
        {"measure": {"kind": "share", "numerator": "not employed and income < 10"}},
        {"staden": (25.0, 4)},  # the second alone
    ),
    Case(
        "one true is enough, whatever is unknown",
        """
        employed | income
        -        | 5
        yes      | -
        -        | -
        no       | 50
        """,
        {"measure": {"kind": "share", "numerator": "employed or income < 10"}},
        {"staden": (50.0, 4)},  # the first two
    ),
    Case(
        "who died or moved is not counted, and who has no mark is",
        """
        left  | employed
        -     | yes
        dead  | yes
        moved | no
        -     | no
        """,
        {"measure": EMPLOYED},
        {"staden": (50.0, 2)},  # 1 of 2
    ),
    Case(
        "a rule that changed",
        """
        year | employed | income
        2018 | yes      | 0
        2018 | no       | 90
        2018 | no       | 0
        2019 | yes      | 0
        2019 | no       | 90
        2019 | no       | 100
        """,
        {
            "measure": {
                "kind": "share",
                "numerator": [{"first": 2018, "when": "employed"}, {"first": 2019, "when": "income > 50"}],
            }
        },
        {"staden, 2018": (33.3, 3), "staden, 2019": (66.7, 3)},  # 1 of 3 who work; 2 of 3 who earn
        (2017, 2018, 2019),
    ),
    Case(
        "before the first rule there is no figure",
        """
        year | employed
        2018 | yes
        2019 | yes
        """,
        {"measure": {"kind": "share", "numerator": [{"first": 2019, "when": "employed"}]}},
        {"staden, 2019": (100.0, 1)},
        (2018, 2019),
    ),
    Case(
        "nor before the indicator's own first period",
        """
        year | employed
        2018 | yes
        2019 | no
        """,
        {"measure": EMPLOYED},
        {"staden, 2019": (0.0, 1)},
        (2018, 2019),
        {"first": Period.of_year(2019)},
    ),
    Case(
        "a number that differs by year, and a year without it",
        """
        year | income
        2018 | 100
        2018 | 101
        2019 | 100
        2019 | 101
        2020 | 1
        """,
        {
            "measure": {"kind": "share", "numerator": "income <= 2 * base"},
            "parameters": {"base": {2018: 50, 2019: 50.5}},
        },
        {"staden, 2018": (50.0, 2), "staden, 2019": (100.0, 2)},  # 100 ≤ 100; 101 ≤ 101; unknown in 2020
        (2018, 2019, 2020),
    ),
    Case(
        "by sex and origin, with everybody beside",
        """
        sex | origin  | employed
        K   | inrikes | yes
        K   | utrikes | no
        K   | -       | yes   # in the sum of women and in no category of origin
        M   | inrikes | no
        """,
        {"measure": EMPLOYED, "breakdowns": [{"columns": ["sex"]}, {"columns": ["sex", "origin"]}]},
        {
            "staden": (50.0, 4),
            "staden, sex=K": (66.7, 3),
            "staden, sex=M": (0.0, 1),
            "staden, origin=inrikes;sex=K": (100.0, 1),
            "staden, origin=utrikes;sex=K": (0.0, 1),
            "staden, origin=inrikes;sex=M": (0.0, 1),
        },  # nobody in the city is a man born abroad: nothing is told of them
    ),
    Case(
        "a border that moved in 2020, seen from both sides",
        """
        year | omrade
        2019 | gräns   # of norr until 2019, of sydost from 2020
        2019 | n1
        2019 | s1
        2020 | gräns
        2020 | n1
        2020 | s1
        """,
        {"measure": COUNT, "divisions": ["tre", "tva"]},
        {
            "staden, 2019": 3,
            "norr, 2019": 1 + 1,
            "soder, 2019": 1,
            "oster, 2019": 0,
            "sydost, 2019": 1 + 1,  # on its own borders, which came in 2020
            "staden, 2020": 3,
            "norr, 2020": 1,
            "soder, 2020": 1,  # on its last borders
            "oster, 2020": 0,
            "sydost, 2020": 1 + 1,
        },
        (2019, 2020),
    ),
    Case(
        "only the districts of the day",
        """
        year | omrade
        2019 | s1
        2020 | s1
        """,
        {"measure": COUNT, "divisions": ["tre", "tva"], "recounted": False},
        {
            "staden, 2019": 1, "norr, 2019": 0, "soder, 2019": 1, "oster, 2019": 0,
            "staden, 2020": 1, "norr, 2020": 0, "sydost, 2020": 1,
        },
        (2019, 2020),
    ),
    Case(
        "a sum of decimals, to the last one",
        """
        surface
        0.1
        0.2
        0.7
        -
        """,
        {"measure": {"kind": "count", "column": "surface"}},
        {"staden": 1.0},  # 1 + 2 + 7 tenths
    ),
    Case(
        "the share of a sum",
        """
        owner | surface
        a     | 30.0
        b     | 60.5
        a     | 9.5
        """,
        {"measure": {"kind": "share_of_sum", "column": "surface", "numerator": "owner == 'a'"}},
        {"staden": (39.5, 100)},  # (30.0 + 9.5) of 100.0
    ),
    Case(
        "a mean of those who have a value",
        """
        income
        100
        -
        301
        """,
        {"measure": {"kind": "mean", "column": "income"}},
        {"staden": (200.5, 2)},  # 401 / 2
    ),
    Case(
        "a median is the smallest value that half do not exceed",
        """
        income
        400
        100
        300
        -
        200
        """,
        {"measure": {"kind": "quantile", "column": "income"}},
        {"staden": (200.0, 4)},  # two of four have 200 or less
    ),
    Case(
        "a tenth of eleven is the second smallest",
        "surface\n" + "\n".join(str(number / 10) for number in range(11, 0, -1)),
        {"measure": {"kind": "quantile", "column": "surface", "at": 0.1}},
        {"staden": (0.2, 11)},  # one of eleven is less than a tenth of them, two are enough
    ),
    Case(
        "arithmetic, choices and days",
        """
        age | income | sex | owner | since
        30  | 61     | K   | a     | 2015-12-31   # 61 - 2 · 30 = 1
        30  | 60     | K   | a     | 2015-12-31   # 0 is not more than 0
        30  | 61     | K   | c     | 2015-12-31   # another owner
        30  | 61     | K   | a     | 2016-01-01   # later
        30  | -      | K   | a     | 2015-12-31
        """,
        {
            "measure": {
                "kind": "share",
                "numerator": "income - 2 * age > 0 and owner in ('a', 'b') and since < '2016-01-01'",
            }
        },
        {"staden": (20.0, 5)},
    ),
    Case(
        "told by school year",
        """
        year | employed
        2019 | yes
        """,
        {"measure": EMPLOYED, "time": "school_year"},
        {"staden": (100.0, 1)},
    ),
    Case(
        "a year in which nobody is in any population has no figures: it may be missing from the file",
        """
        year | age
        2018 | 30
        2018 | 70
        2019 | 30
        """,
        {"population": "age > 65", "measure": COUNT},
        {"staden, 2018": 1},
        (2018, 2019, 2020),
    ),
)  # fmt: skip
