"""What registers, their area keys and the counts of indicators contradict, each with where it stands."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from fardplan.indicators.counting.areas import AreaSets, area_sets
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
    """The lines of an area key that contradict the areas of the city.

    A key need not be about every division, but a division is reached whole or not at all.
    """
    sets = area_sets(city, areas.values(), divisions, file.lyings)
    yield from key_faults(file, areas)
    by_code = {division.code: division.areas for division in divisions}
    foreign = set(unreached(sets, by_code, by_code))
    told = {
        area
        for code, codes in by_code.items()
        if len(foreign) == len(by_code) or code not in foreign
        for area in codes
    }
    empty = sorted(told - {lying.area for lying in sets.lyings})
    if empty:
        yield 1, f"no code lies in {', '.join(empty)}"


def unreached(sets: AreaSets, asked: Iterable[str], areas: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Those of the divisions `asked` in no area of which any code lies; `areas` by division."""
    reached = {lying.area for lying in sets.lyings}
    return (code for code in asked if code in areas and reached.isdisjoint(areas[code]))


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
