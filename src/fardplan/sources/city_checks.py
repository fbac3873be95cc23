"""What only several files of a city package together can tell is wrong.

Links that lead nowhere, keys that stand twice, figures that their definition forbids.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from fardplan.indicators.counting.areas import area_sets
from fardplan.indicators.counting.register import RegisterDefinition
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.boundary_checks import boundary_faults
from fardplan.sources.city_draft import Draft
from fardplan.sources.city_models import AreasFile, FigureRow, OrganisationKind
from fardplan.sources.place_checks import faults_of_moves, faults_of_place_columns
from fardplan.sources.register_checks import (
    faults_of_count,
    faults_of_key,
    faults_of_register,
    is_sound,
    unreached,
)
from fardplan.sources.registers import FOLDER
from fardplan.sources.yaml_marks import Loc
from fardplan.vocabulary.area import Area, AreaKind, Division
from fardplan.vocabulary.errors import known
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Measure, Unit

Fault = tuple[Loc, str]


def contradictions(draft: Draft) -> list[str]:
    """Everything that does not fit together, as `file:line: what`, in the order of files and lines.

    What depends on a file that is not well formed is left out.
    """
    parts = {
        "city.yaml": _city(draft),
        "goals.yaml": _goals(draft),
        "organisations.yaml": _organisations(draft),
        "roadmap.yaml": _roadmap(draft),
        "cycle.yaml": _cycle(draft),
    }
    parts |= {file: _areas(draft, file) for file in draft.areas}
    parts |= {file: _boundaries(draft, file) for file in draft.boundaries}
    parts |= {f"indicators/{file}": _indicator(draft, file) for file in draft.indicators}
    parts |= {f"{FOLDER}/{file}": _register(draft, file) for file in draft.registers}
    found = [
        (name, draft.marks[name].line(loc), told) for name, faults in parts.items() for loc, told in faults
    ]
    found += [("figures.csv", line, told) for line, told in _figures(draft)]
    found += [
        (f"{FOLDER}/{file}", line, told) for file in draft.area_keys for line, told in _area_key(draft, file)
    ]
    return [f"{draft.path / name}:{line}: {told}" for name, line, told in sorted(found)]


def _city(draft: Draft) -> Iterator[Fault]:
    if draft.city is None:
        return
    yield from _link(("standing",), "indicator", draft.city.standing, draft.indicator_keys)
    if draft.codes is None:
        return
    home = draft.codes.get(draft.city.home_area)
    if home is None:
        yield ("home_area",), _no("area", draft.city.home_area, draft.codes)
    elif home.kind is not AreaKind.CITY:
        yield ("home_area",), f"'{home.code}' is a {home.kind}, not a city"


def _areas(draft: Draft, file: str) -> Iterator[Fault]:
    found = draft.areas[file]
    if found is None or draft.codes is None:
        return
    before = [draft.areas[name] for name in list(draft.areas)[: list(draft.areas).index(file)]]
    earlier = AreasFile.together(item for item in before if item)
    yield from _twice("areas", "code", _codes(found.areas), _codes(earlier.areas))
    yield from _twice("divisions", "code", _codes(found.divisions), _codes(earlier.divisions))
    for position, area in enumerate(found.areas):
        others = draft.codes.keys() - {area.code}
        yield from _links(("areas", position, "part_of"), "other area", area.part_of, others)
        yield from _links(("areas", position, "successors"), "other area", area.successors, others)
    for position, division in enumerate(found.divisions):
        yield from _links(("divisions", position, "areas"), "area", division.areas, draft.codes)


def _boundaries(draft: Draft, file: str) -> Iterator[Fault]:
    found = draft.boundaries[file]
    if found and draft.all_areas and draft.codes is not None:
        yield from boundary_faults(found, draft.codes, draft.all_areas.divisions)


def _goals(draft: Draft) -> Iterator[Fault]:
    goals = draft.goals.goals if draft.goals else ()
    yield from _twice("goals", "key", [goal.key for goal in goals])
    for position, goal in enumerate(goals):
        above = {other.key for other in goals if other.period == goal.period} - {goal.key}
        yield from _link(("goals", position, "parent"), f"other goal of {goal.period}", goal.parent, above)


def _organisations(draft: Draft) -> Iterator[Fault]:
    organisations = draft.organisations.organisations if draft.organisations else ()
    keys = draft.organisation_keys or set()
    yield from _twice("organisations", "key", [item.key for item in organisations])
    for position, item in enumerate(organisations):
        at = ("organisations", position)
        yield from _link((*at, "area"), "area", item.area, draft.codes)
        yield from _links((*at, "successors"), "other organisation", item.successors, keys - {item.key})


def _cycle(draft: Draft) -> Iterator[Fault]:
    kinds = [kind.value for kind in OrganisationKind]
    taking_part = draft.cycle.takes_part if draft.cycle else ()
    yield from _links(("takes_part",), "kind of organisation", taking_part, kinds)
    there = {item.kind.value for item in draft.organisations.organisations} if draft.organisations else set()
    for position, kind in enumerate(taking_part):
        if draft.organisations and kind in kinds and kind not in there:
            yield ("takes_part", position), f"no organisation of the city is of the kind '{kind}'"


def _roadmap(draft: Draft) -> Iterator[Fault]:
    indicators = draft.indicator_keys
    for position, milestone in enumerate(draft.roadmap.milestones if draft.roadmap else ()):
        at: Loc = ("milestones", position)
        measure = milestone.indicator.indicator if milestone.indicator else None
        yield from _link((*at, "indicator", "indicator"), "indicator", measure, indicators)
        yield from _links((*at, "context"), "indicator", milestone.context, indicators)
        for number, answers in enumerate(milestone.responsible):
            place = (*at, "responsible", number, "organisation")
            yield from _link(place, "organisation", answers.organisation, draft.organisation_keys)


def _indicator(draft: Draft, file: str) -> Iterator[Fault]:
    definition = draft.indicators[file]
    if definition is None:
        return
    if file != f"{definition.key}.yaml":
        yield ("key",), f"the indicator '{definition.key}' stands in a file of another name"
    yield from _link(("area",), "area", definition.area, draft.codes)
    yield from _twice("sources", "key", [item.key for item in definition.sources])
    for position, item in enumerate(definition.breaks):
        yield from _links(("breaks", position, "areas"), "area", item.areas, draft.codes)
    successor = definition.retired.replaced_by if definition.retired else None
    others = draft.indicator_keys - {definition.key}
    yield from _link(("retired", "replaced_by"), "other indicator", successor, others)
    yield from _link(("persons",), "other indicator", definition.persons, others)
    yield from _ratio(draft, definition, others)
    if definition.count and draft.division_codes is not None:
        sound = [item for item in draft.registers.values() if item and is_sound(item)]
        registers = {item.key: item for item in sound}
        faults = list(
            faults_of_count(
                definition, definition.count, registers, draft.register_keys, draft.division_codes, others
            )
        )
        yield from faults
        yield from _unreached(draft, definition, registers) if not faults else ()
        if not faults and definition.count.register in registers:
            places = {item.key: item for item in draft.places.values() if item}
            yield from faults_of_moves(definition, registers[definition.count.register], places)


def _unreached(
    draft: Draft, definition: IndicatorDefinition, registers: Mapping[str, RegisterDefinition]
) -> Iterator[Fault]:
    """Divisions that an indicator is told by and that the key of its register knows nothing of."""
    register = registers.get(definition.count.register) if definition.count else None
    key = draft.area_keys.get(register.area.key) if register and register.area.key else None
    if definition.count and register and key and draft.city and draft.all_areas and draft.codes is not None:
        sets = area_sets(draft.city.home_area, draft.codes.values(), (), key.lyings)
        areas = {item.code: item.areas for item in draft.all_areas.divisions}
        for code in unreached(sets, definition.count.divisions, areas):
            at = ("count", "divisions", definition.count.divisions.index(code))
            yield at, f"no code of '{register.area.key}' lies in an area of the division '{code}'"


def _ratio(draft: Draft, definition: IndicatorDefinition, others: Collection[str]) -> Iterator[Fault]:
    ratio = definition.ratio
    if ratio is None:
        return
    yield from _link(("ratio", "variant_of"), "other indicator", ratio.variant_of, others)
    for name, areas in (("per_areas", ratio.per_areas), ("areas", ratio.areas)):
        yield from _links(("ratio", name), "area", areas, draft.codes)
    for name, key in (("of", ratio.of), ("per", ratio.per)):
        yield from _link(("ratio", name), "other indicator", key, others)
        part = draft.definitions.get(key)
        if part and (part.count is None or part.unit.measure is not Measure.COUNT):
            yield ("ratio", name), f"'{key}' is no count from a register"


def _register(draft: Draft, file: str) -> Iterator[Fault]:
    register = draft.registers[file]
    if register is None:
        return
    yield from _twice("sources", "key", [item.key for item in register.sources])
    yield from faults_of_register(file, register, draft.area_keys)
    promised = {item.key if item else Path(name).stem for name, item in draft.places.items()}
    there = {item.key: item for item in draft.places.values() if item}
    yield from faults_of_place_columns(register, there, promised)


def _area_key(draft: Draft, file: str) -> Iterator[tuple[int, str]]:
    key = draft.area_keys[file]
    if key and draft.city and draft.all_areas and draft.codes is not None:
        yield from faults_of_key(key, draft.city.home_area, draft.codes, draft.all_areas.divisions)


def _figures(draft: Draft) -> Iterator[tuple[int, str]]:
    filled: dict[tuple[str, str, str, Period], int] = {}
    for line, row in draft.figures:
        if row.cell in filled:
            yield line, f"the same cell as on line {filled[row.cell]}: {_cell(row)}"
        filled.setdefault(row.cell, line)
        links = [
            *_link(("area",), "area", row.area, draft.codes),
            *_link(("indicator",), "indicator", row.indicator, draft.indicator_keys),
        ]
        yield from ((line, f"{loc[0]}: {told}") for loc, told in links)
        area, definition = (draft.codes or {}).get(row.area), draft.definitions.get(row.indicator)
        if area and row.value == 0 and not _existed(area, row.period):
            yield line, f"value: a zero for {row.area} in {row.period}, when the area did not exist"
        if definition:
            yield from ((line, told) for told in _against(row, definition))


def _against(row: FigureRow, definition: IndicatorDefinition) -> Iterator[str]:
    sources = {item.key for item in definition.sources}
    if row.source not in sources:
        yield f"source: {_no('source of the indicator', row.source, sources)}"
    for name, number in (("value", row.value), ("lower", row.lower), ("upper", row.upper)):
        if number is not None and not definition.unit.contains(number):
            yield f"{name}: {number:g} {definition.unit.label.sv} cannot be: {_reach(definition.unit)}"
    if definition.first and row.period < definition.first:
        what = "a zero" if row.value == 0 else "a figure"
        yield f"period: {what} for {row.period}, before the definition's first period {definition.first}"
    if definition.retired and definition.retired.last < row.period:
        yield f"period: {row.period} is after the indicator's last period {definition.retired.last}"


def _reach(unit: Unit) -> str:
    return f"it reaches from {unit.floor:g}" + (f" to {unit.ceiling:g}" if unit.ceiling else " and up")


def _existed(area: Area, period: Period) -> bool:
    return any(
        (version.valid_from is None or version.valid_from <= period.end)
        and (version.valid_to is None or version.valid_to >= period.start)
        for version in area.versions
    )


def _cell(row: FigureRow) -> str:
    return ", ".join(part for part in (row.indicator, row.area, row.group, str(row.period)) if part)


def _link(at: Loc, what: str, name: str | None, there: Collection[str] | None) -> Iterator[Fault]:
    if name is not None and there is not None and name not in there:
        yield at, _no(what, name, there)


def _links(at: Loc, what: str, names: Iterable[str], there: Collection[str] | None) -> Iterator[Fault]:
    for position, name in enumerate(names):
        yield from _link((*at, position), what, name, there)


def _codes(items: Iterable[Area | Division]) -> list[str]:
    return [item.code for item in items]


def _twice(at: str, name: str, keys: Sequence[str], earlier: Iterable[str] = ()) -> Iterator[Fault]:
    """Keys that stand in a list before, or in an `earlier` file."""
    seen = set(earlier)
    for position, key in enumerate(keys):
        if key in seen:
            yield (at, position, name), f"'{key}' stands twice"
        seen.add(key)


def _no(what: str, name: str, there: Iterable[str]) -> str:
    return f"there is no {what} '{name}'. {known(there, asked=name)}"
