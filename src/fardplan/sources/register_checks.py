"""What registers, their area keys and the counts of indicators contradict, each with where it stands."""

from collections.abc import Collection, Iterator, Mapping

from fardplan.indicators.counting.areas import area_sets
from fardplan.indicators.counting.checking import changes_of, count_faults, register_faults, unit_fault
from fardplan.indicators.counting.count import CountDefinition, SurveyShareOf
from fardplan.indicators.counting.register import RegisterDefinition, time_value
from fardplan.indicators.definition import IndicatorDefinition, SurveyError
from fardplan.sources.registers import AreaKeyFile, key_faults
from fardplan.sources.yaml_marks import Loc
from fardplan.vocabulary.area import Area, Division
from fardplan.vocabulary.errors import known
from fardplan.vocabulary.period import PeriodKind

Fault = tuple[Loc, str]
YEARS = (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR)


def faults_of_register(file: str, register: RegisterDefinition, keys: Collection[str]) -> Iterator[Fault]:
    """`file`: its name; `keys`: the area keys that lie beside it."""
    if file != f"{register.key}.yaml":
        yield ("key",), f"the register '{register.key}' stands in a file of another name"
    if register.area.key is not None and register.area.key not in keys:
        there = known(keys, asked=register.area.key)
        yield ("area", "key"), f"there is no area key '{register.area.key}'. {there}"
    yield from register_faults(register)


def is_sound(register: RegisterDefinition) -> bool:
    """Whether a count can be held against the register; what is wrong with an exclusion is no hindrance."""
    return all(way[0] == "exclusions" for way, _ in register_faults(register))


def faults_of_key(
    file: AreaKeyFile, city: str, areas: Mapping[str, Area], divisions: Collection[Division]
) -> Iterator[tuple[int, str]]:
    """The lines of an area key that contradict the areas of the city."""
    sets = area_sets(city, areas.values(), divisions, file.lyings)
    reached = {lying.area for lying in sets.lyings}
    told = {area for division in divisions for area in division.areas}
    yield from key_faults(file, areas)
    empty = sorted(told - reached)
    if empty:
        yield 1, f"no code lies in {', '.join(empty)}"


def faults_of_count(
    definition: IndicatorDefinition,
    count: CountDefinition,
    registers: Mapping[str, RegisterDefinition],
    promised: Collection[str],
    divisions: Collection[str],
    others: Collection[str],
) -> Iterator[Fault]:
    """What is wrong with the count of an indicator.

    `registers`: those that are sound; `promised`: the keys of all; `others`: the other indicators.
    """
    if count.register not in promised:
        there = known(promised, asked=count.register)
        yield ("count", "register"), f"there is no register '{count.register}'. {there}"
    if count.variant_of is not None and count.variant_of not in others:
        there = known(others, asked=count.variant_of)
        yield ("count", "variant_of"), f"there is no other indicator '{count.variant_of}'. {there}"
    unsuited = unit_fault(count, definition.unit.measure)
    if unsuited:
        yield ("count", "measure"), unsuited
    if isinstance(count.measure, SurveyShareOf) != isinstance(definition.error, SurveyError):
        wanted = "survey" if isinstance(count.measure, SurveyShareOf) else "register"
        yield ("error",), f"a {count.measure.kind} has an error of the kind '{wanted}'"
    register = registers.get(count.register)
    if register:
        faults = list(count_faults(count, register, divisions))
        yield from ((("count", *way), told) for way, told in faults)
        if not faults:
            yield from _silent_changes(definition, count, register)


def _silent_changes(
    definition: IndicatorDefinition, count: CountDefinition, register: RegisterDefinition
) -> Iterator[Fault]:
    """Rules that change in a period that the indicator does not call a break."""
    kind = register.time.kind
    whole = [item.first for item in definition.breaks if not item.areas and item.first.kind in YEARS]
    told = {time_value(first, kind) for first in whole}
    for way, first in changes_of(count):
        if time_value(first, kind) not in told:
            yield ("count", *way), f"the rule changes in {first}, and the indicator has no break then"
