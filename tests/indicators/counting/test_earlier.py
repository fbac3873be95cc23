"""Whether a definition of now counts whom an earlier one counted, and what is counted beside it if not."""

import pytest

from fardplan.indicators.counting.count import Breakdown, CountDefinition, CountOf, Dated, Rule, ShareOf
from fardplan.indicators.counting.earlier import CountedDefinition, covering, former_definitions
from fardplan.indicators.counting.register import AreaKey, Column, ColumnType, RegisterDefinition, TimeKey
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Measure, Unit

YEAR = Period.of_year(2020)
REGISTER = RegisterDefinition(
    key="invanare",
    name=Text(sv="Invånare"),
    row=Text(sv="invånare"),
    time=TimeKey(column="year"),
    area=AreaKey(column="area"),
    identity=("person",),
    columns=(
        Column(name="person", type=ColumnType.INTEGER),
        Column(name="year", type=ColumnType.INTEGER),
        Column(name="area", type=ColumnType.TEXT),
        Column(name="age", type=ColumnType.INTEGER),
        Column(name="sex", type=ColumnType.TEXT),
    ),
)


def definition(
    population: Rule = "age >= 16",
    *,
    key: str = "unga",
    first: int | None = None,
    step: float = 0.1,
    **more: object,
) -> CountedDefinition:
    plain: dict[str, object] = {
        "register": "invanare",
        "population": population,
        "measure": ShareOf(numerator="age >= 18"),
        "divisions": ("delar",),
        "breakdowns": (Breakdown(columns=("sex",)),),
    }
    return CountedDefinition(
        key=key,
        unit=Unit(measure=Measure.SHARE, label=Text(sv="procent")),
        first=Period.of_year(first) if first else None,
        rounded_to=step,
        count=CountDefinition.model_validate(plain | more),
    )


def dated(*rules: tuple[int, str]) -> tuple[Dated, ...]:
    return tuple(Dated(first=Period.of_year(year), when=when) for year, when in rules)


@pytest.mark.parametrize(
    ("now", "covers"),
    [
        (definition(), True),
        (definition(key="ungdomar"), True),
        (definition(dated((2010, "age >= 16"), (2021, "age >= 17"))), True),
        (definition(first=2020), True),
        (definition(divisions=("delar", "fler")), True),
        (definition(breakdowns=(Breakdown(columns=("area",)), Breakdown(columns=("sex",)))), True),
        (definition(parameters={"grans": {Period.of_year(2021): 5.0}}), False),
        (definition("age >= 17"), False),
        (definition(dated((2010, "age >= 16"), (2020, "age >= 17"))), False),
        (definition(dated((2021, "age >= 16"))), False),
        (definition(first=2021), False),
        (definition(measure=ShareOf(numerator="age >= 19")), False),
        (definition(measure=CountOf()), False),
        (definition(step=1.0), False),
        (definition(divisions=()), False),
        (definition(breakdowns=()), False),
        (definition(breakdowns=(Breakdown(columns=("sex",), areas=False),)), False),
        (definition(recounted=False), False),
    ],
)
def test_who_is_counted_in_a_year_and_how_it_is_told(now: CountedDefinition, covers: bool) -> None:
    assert now.covers(definition(), YEAR) is covers


def test_a_parameter_of_another_year_is_no_change() -> None:
    old = definition(parameters={"grans": {YEAR: 5.0}})
    assert definition(parameters={"grans": {YEAR: 5.0, Period.of_year(2021): 6.0}}).covers(old, YEAR)
    assert not definition(parameters={"grans": {YEAR: 5.5}}).covers(old, YEAR)


def test_its_own_successor_goes_before_another_name() -> None:
    own, other, former = definition(), definition(key="andra"), definition().former()
    assert covering((former, other, own), definition(), YEAR) == own
    assert covering((former, other), definition(), YEAR) == other
    assert covering((former,), definition(), YEAR) == former
    assert covering((definition("age >= 17"),), definition(), YEAR) is None


def test_a_former_definition_is_kept_once_under_a_key_of_its_own_and_is_read_back() -> None:
    old, now = definition(), definition("age >= 17")
    then = [(old, YEAR), (old, Period.of_year(2019)), (now, YEAR), (old.former(), YEAR)]
    (found,) = former_definitions(REGISTER, [now], then, ["delar"])
    assert (found, found.indicator, found.is_former, now.is_former) == (old.former(), "unga", True, False)
    assert found.key.partition("@")[0] == "unga"
    assert found.former() == found
    assert CountedDefinition.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("old", "what"),
    [
        (definition("income >= 0"), "income"),
        (definition(divisions=("borta",)), "the city has no division 'borta'"),
        (definition(breakdowns=(Breakdown(columns=("origin",)),)), "the register has no column 'origin'"),
        (definition(measure=CountOf(column="lon")), "the register has no column 'lon'"),
    ],
)
def test_what_the_register_does_not_allow_any_more_is_told(old: CountedDefinition, what: str) -> None:
    with pytest.raises(InputError) as refused:
        former_definitions(REGISTER, [definition()], [(old, YEAR)], ["delar"])
    assert str(refused.value).startswith(
        "register 'invanare': readers have figures of 'unga' that cannot be counted any more: "
    )
    assert what in str(refused.value)
