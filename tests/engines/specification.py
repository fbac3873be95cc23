"""What counting means: a drawn register, what is asked of it, and the answer with its arithmetic visible.

Every engine gives these answers; read them as the manual.
"""

from dataclasses import dataclass
from typing import Any

from fardplan.indicators.counting.plan import Flag, PassPlan, Summed
from fardplan.vocabulary.period import Period
from tests.engines.drawing import condition, flag, plan

PEOPLE = """
year omrade sex origin   age income employed surface owner left
2019 n1     K   inrikes   16    100 yes      10.5    a     -
2019 n1     K   utrikes   17    101 no       20.4    a     -
2019 n1     M   -         17      - -        -       b     -
2019 s1     M   inrikes   24    100 yes      0.1     b     -
2019 s1     K   utrikes   25     50 -        0.2     b     dead
2020 n2     K   inrikes   18    150 no       30.0    -     -
2020 skog   M   utrikes   30    200 yes      70.5    c     moved
2020 0      M   -         31      - no       12.3    c     -
2020 okänd  K   inrikes   16      0 -        -       a     -
2020 -      K   inrikes   17    100 yes      1.0     a     -
"""


@dataclass(frozen=True)
class Case:
    """`answer`: the number of rows (or a sum) by the columns `by`."""

    name: str
    plan: PassPlan
    by: tuple[str, ...]
    answer: dict[Any, int]
    of: str = "rows"
    drawing: str = PEOPLE


def _signature(name: str, text: str, answer: dict[int, int], **parameters: Any) -> Case:
    one = Flag("andel", "population", ((None, None, condition(text, **parameters)),))
    return Case(name, plan(one), ("flags",), answer)


LIMITS = {"limit": {Period.parse("2019"): 100.0, Period.parse("2021"): 500.0}}
HIGHER = {"limit": {Period.parse("2019"): 100.0, Period.parse("2020"): 150.0}}

CONDITIONS = (
    _signature("a comparison with something missing is unknown, and not counted", "income <= 100",
               {1: 1 + 1 + 1 + 1 + 1, 0: 10 - 5}),
    _signature("its opposite is unknown as well", "not (income <= 100)", {1: 1 + 1 + 1, 0: 10 - 3}),
    _signature("missing is never unknown", "missing(income)", {1: 2, 0: 10 - 2}),
    _signature("a condition can be missing too", "missing(income <= 100)", {1: 2, 0: 10 - 2}),
    _signature("true or unknown is true", "employed or age >= 16", {1: 10}),
    _signature("false and unknown is false, so its opposite is true", "not (employed and age > 100)",
               {1: 10}),
    _signature("unknown or false is unknown", "employed or age > 100", {1: 4, 0: 10 - 4}),
    _signature("a chain of comparisons", "17 <= age < 25", {1: 5, 0: 10 - 5}),
    _signature("one of several", "sex in ('K') and age not in (16, 17)", {1: 1 + 1, 0: 10 - 2}),
    _signature("not one of several is unknown where the value is missing", "origin not in ('utrikes')",
               {1: 5, 0: 3 + 2}),
    _signature("arithmetic in whole numbers", "income * 2 - age > 180", {1: 5, 0: 10 - 5}),
    _signature("a number with decimals", "surface > 10.4 and surface <= 70.5", {1: 5, 0: 10 - 5}),
    _signature("a parameter by year", "income <= limit", {1: (1 + 1 + 1) + (1 + 1 + 1), 0: 10 - 6}, **HIGHER),
    _signature("a parameter that a year has not is unknown", "income <= limit", {1: 3, 0: 10 - 3}, **LIMITS),
    _signature("a column held against another", "age == income", {0: 10}),
    _signature("true of everybody", "true", {1: 10}),
)  # fmt: skip

YOUNG = flag("age <= 18", breakdowns=["sex"])
DATED = Flag(
    "andel",
    "population",
    ((None, 2019, condition("age >= 25")), (2020, None, condition("age >= 18"))),
    (),
)
MEMBERS = (
    flag("16 <= age <= 24", breakdowns=["origin"]),
    Flag("andel", "numerator", ((None, None, condition("16 <= age <= 24 and income <= 100")),), ("origin",)),
)
HERE = condition("not (left == 'dead') or missing(left == 'dead')")
LEAVES = (("n1", "norr"), ("n2", "norr"), ("s1", "söder"), ("0", ""))

GROUPS = (
    Case("areas are answered as they stand", plan(), ("area",),
         {"n1": 3, "s1": 2, "n2": 1, "skog": 1, "0": 1, "okänd": 1, None: 1}),
    Case("leaves join areas; a code in none of them is null", plan(leaves=LEAVES), ("area",),
         {"norr": 3 + 1, "söder": 2, "": 1, None: 1 + 1 + 1}),
    Case("no leaves: areas are not told apart", plan(leaves=()), ("area",), {None: 10}),
    Case("periods from the first to the last", plan(periods=(2020, 2020)), ("time",), {2020: 5}),
    Case("a longer span than the register has", plan(periods=(1990, 2050)), ("time",), {2019: 5, 2020: 5}),
    Case("kept is what is true, and unknown is not", plan(keep=condition("employed")), ("time",),
         {2019: 2, 2020: 1 + 1}),
    Case("who is not known to have died is kept", plan(keep=HERE), ("time",), {2019: 5 - 1, 2020: 5}),
    Case("a rule that changes", plan(DATED), ("time", "flags"),
         {(2019, 1): 1, (2019, 0): 4, (2020, 1): 3, (2020, 0): 2}),
    Case("categories of those that a figure is told of; null for all others",
         plan(YOUNG, breakdowns=["sex"]), ("sex", "flags"),
         {("K", 1): 2 + 3, ("M", 1): 1, (None, 0): 10 - 6}),
    Case("a column that nobody asks about", plan(flag("age <= 18", breakdowns=[]), breakdowns=["sex"]),
         ("sex", "flags"), {(None, 1): 6, (None, 0): 4}),
    Case("true and false as a breakdown", plan(flag("true"), breakdowns=["employed"]), ("employed",),
         {True: 4, False: 3, None: 3}),
    Case("a column without categories as a breakdown", plan(flag("true"), breakdowns=["owner"]), ("owner",),
         {"a": 4, "b": 3, "c": 2, None: 1}),
    Case("members of a population for whom more is true", plan(*MEMBERS, breakdowns=["origin"]),
         ("origin", "flags"),
         {("inrikes", 0b11): 1 + 1 + 1 + 1, ("inrikes", 0b01): 1, ("utrikes", 0b01): 1, (None, 0b01): 1,
          (None, 0b00): 1 + 1 + 1}),
    Case("only who is in some population", plan(*MEMBERS, keep=MEMBERS[0].whens[0][2]), ("flags",),
         {0b11: 4, 0b01: 3}),
    Case("values are grouped by as well", plan(values=("income",)), ("income",),
         {100: 3, 101: 1, 50: 1, 150: 1, 200: 1, 0: 1, None: 2}),
    Case("values with decimals are whole numbers of the last one", plan(values=("surface",)), ("surface",),
         {105: 1, 204: 1, 1: 1, 2: 1, 300: 1, 705: 1, 123: 1, 10: 1, None: 2}),
    Case("contributors are values too", plan(values=("owner",)), ("owner",),
         {"a": 4, "b": 3, "c": 2, None: 1}),
    Case("a sum of whole numbers; missing adds nothing", plan(sums=(Summed("income", 0),)), ("time",),
         {2019: 100 + 101 + 100 + 50, 2020: 150 + 200 + 0 + 100}, "sum_income"),
    Case("a sum in whole numbers of the last decimal", plan(sums=(Summed("surface", 1),)), ("time",),
         {2019: 105 + 204 + 1 + 2, 2020: 300 + 705 + 123 + 10}, "sum_surface"),
)  # fmt: skip

DECIMALS = """
surface
0.25
0.75
1.25
900000000000000
1000000000000000
inf
nan
-
"""

ROUNDED = Case(
    "halves of the last decimal go up; what is not finite, or not exact any more, is missing",
    plan(values=("surface",)), ("surface",),
    {3: 1, 8: 1, 13: 1, 9_000_000_000_000_000: 1, None: 1 + 1 + 1 + 1}, drawing=DECIMALS,
)  # fmt: skip

CASES = CONDITIONS + GROUPS


def with_many_flags() -> PassPlan:
    """More bits than one number has together with everything else: the rest is grouped by as it is."""
    many = tuple(flag(f"age >= {age}", indicator=f"från {age}") for age in range(62))
    return plan(*many, breakdowns=["sex", "origin"], leaves=LEAVES, periods=(2019, 2020))


def named(case: Case) -> str:
    return case.name
