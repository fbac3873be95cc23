"""What only several files of a city package together can tell is wrong: links that lead nowhere, figures
that their definition forbids."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.roadmap.version import RoadmapVersion
from fardplan.sources.city_models import (
    AreasFile,
    City,
    FigureRow,
    GoalsFile,
    OrganisationsFile,
)
from fardplan.sources.yaml_marks import Loc, Marked
from fardplan.vocabulary.area import Area, AreaKind
from fardplan.vocabulary.errors import known
from fardplan.vocabulary.period import Period

Fault = tuple[Loc, str]


@dataclass(frozen=True)
class Draft:
    """The files of a package, each of them well formed, with the lines that their values stand on."""

    path: Path
    city: City
    roadmap: RoadmapVersion
    goals: GoalsFile
    organisations: OrganisationsFile
    areas: AreasFile
    indicators: dict[str, IndicatorDefinition]
    figures: tuple[tuple[FigureRow, int], ...]
    marks: dict[str, Marked]

    @property
    def codes(self) -> dict[str, Area]:
        return {area.code: area for area in self.areas.areas}

    @property
    def definitions(self) -> dict[str, IndicatorDefinition]:
        return {item.key: item for item in self.indicators.values()}


def contradictions(draft: Draft) -> list[str]:
    """Everything that does not fit together, as `file:line: what`, in the order of files and lines."""
    found: list[tuple[str, int, str]] = []
    parts = {
        "areas.yaml": _areas(draft),
        "city.yaml": _city(draft),
        "goals.yaml": _goals(draft),
        "organisations.yaml": _organisations(draft),
        "roadmap.yaml": _roadmap(draft),
    }
    for file, definition in draft.indicators.items():
        parts[f"indicators/{file}"] = _indicator(draft, file, definition)
    for name, faults in parts.items():
        found += [(name, draft.marks[name].line(loc), told) for loc, told in faults]
    found += [("figures.csv", line, told) for line, told in _figures(draft)]
    return [f"{draft.path / name}:{line}: {told}" for name, line, told in sorted(found)]


def _city(draft: Draft) -> Iterator[Fault]:
    home = draft.codes.get(draft.city.home_area)
    if home is None:
        yield ("home_area",), _no("area", draft.city.home_area, draft.codes)
    elif home.kind is not AreaKind.CITY:
        yield ("home_area",), f"'{home.code}' is a {home.kind}, not a city"


def _areas(draft: Draft) -> Iterator[Fault]:
    yield from _twice("areas", "code", [area.code for area in draft.areas.areas])
    yield from _twice("divisions", "code", [division.code for division in draft.areas.divisions])
    for position, area in enumerate(draft.areas.areas):
        for name in ("part_of", "successors"):
            others = set(draft.codes) - {area.code}
            yield from _links(("areas", position, name), "area", getattr(area, name), others)
    for position, division in enumerate(draft.areas.divisions):
        yield from _links(("divisions", position, "areas"), "area", division.areas, draft.codes)


def _goals(draft: Draft) -> Iterator[Fault]:
    goals = draft.goals.goals
    yield from _twice("goals", "key", [goal.key for goal in goals])
    for position, goal in enumerate(goals):
        above = {other.key for other in goals if other.period == goal.period} - {goal.key}
        if goal.parent and goal.parent not in above:
            yield ("goals", position, "parent"), _no(f"goal of {goal.period}", goal.parent, above)


def _organisations(draft: Draft) -> Iterator[Fault]:
    organisations = draft.organisations.organisations
    keys = {item.key for item in organisations}
    yield from _twice("organisations", "key", [item.key for item in organisations])
    for position, item in enumerate(organisations):
        if item.area and item.area not in draft.codes:
            yield ("organisations", position, "area"), _no("area", item.area, draft.codes)
        at = ("organisations", position, "successors")
        yield from _links(at, "organisation", item.successors, keys - {item.key})


def _roadmap(draft: Draft) -> Iterator[Fault]:
    organisations = {item.key for item in draft.organisations.organisations}
    for position, milestone in enumerate(draft.roadmap.milestones):
        at: Loc = ("milestones", position)
        if milestone.indicator and milestone.indicator.indicator not in draft.definitions:
            told = _no("indicator", milestone.indicator.indicator, draft.definitions)
            yield (*at, "indicator", "indicator"), told
        yield from _links((*at, "context"), "indicator", milestone.context, draft.definitions)
        for number, answers in enumerate(milestone.responsible):
            if answers.organisation not in organisations:
                told = _no("organisation", answers.organisation, organisations)
                yield (*at, "responsible", number, "organisation"), told


def _indicator(draft: Draft, file: str, definition: IndicatorDefinition) -> Iterator[Fault]:
    if file != f"{definition.key}.yaml":
        yield ("key",), f"the indicator '{definition.key}' stands in a file of another name"
    if definition.area not in draft.codes:
        yield ("area",), _no("area", definition.area, draft.codes)
    yield from _twice("sources", "key", [item.key for item in definition.sources])
    for position, item in enumerate(definition.breaks):
        yield from _links(("breaks", position, "areas"), "area", item.areas, draft.codes)
    successor = definition.retired.replaced_by if definition.retired else None
    if successor and successor not in draft.definitions:
        yield ("retired", "replaced_by"), _no("indicator", successor, draft.definitions)


def _figures(draft: Draft) -> Iterator[tuple[int, str]]:
    codes, definitions = draft.codes, draft.definitions
    filled: dict[tuple[str, str, str, Period], int] = {}
    for row, line in draft.figures:
        definition, area = definitions.get(row.indicator), codes.get(row.area)
        if row.cell in filled:
            yield line, f"the same cell as on line {filled[row.cell]}: {_cell(row)}"
        filled.setdefault(row.cell, line)
        if area is None:
            yield line, f"area: {_no('area', row.area, codes)}"
        elif row.value == 0 and not _existed(area, row.period):
            yield line, f"value: a zero for {row.area} in {row.period}, when the area did not exist"
        if definition is None:
            yield line, f"indicator: {_no('indicator', row.indicator, definitions)}"
        else:
            yield from ((line, told) for told in _against(row, definition))


def _against(row: FigureRow, definition: IndicatorDefinition) -> Iterator[str]:
    sources = {item.key for item in definition.sources}
    if row.source not in sources:
        yield f"source: {_no('source of the indicator', row.source, sources)}"
    for name, number in (("value", row.value), ("lower", row.lower), ("upper", row.upper)):
        if number is not None and not definition.unit.contains(number):
            unit = definition.unit
            yield f"{name}: {number} cannot be in {unit.label.sv}, {unit.floor} to {unit.ceiling or 'any'}"
    if definition.first and row.period < definition.first:
        what = "a zero" if row.value == 0 else "a figure"
        yield f"period: {what} for {row.period}, before the definition's first period {definition.first}"
    if definition.retired and definition.retired.last < row.period:
        yield f"period: {row.period} is after the indicator's last period {definition.retired.last}"


def _existed(area: Area, period: Period) -> bool:
    return any(
        (version.valid_from is None or version.valid_from <= period.end)
        and (version.valid_to is None or version.valid_to >= period.start)
        for version in area.versions
    )


def _cell(row: FigureRow) -> str:
    return ", ".join(part for part in (row.indicator, row.area, row.group, str(row.period)) if part)


def _links(at: Loc, what: str, names: Iterable[str], there: Iterable[str]) -> Iterator[Fault]:
    names_there = set(there)
    for position, name in enumerate(names):
        if name not in names_there:
            yield (*at, position), _no(what, name, names_there)


def _twice(at: str, name: str, keys: list[str]) -> Iterator[Fault]:
    for position, key in enumerate(keys):
        if key in keys[:position]:
            yield (at, position, name), f"'{key}' stands twice"


def _no(what: str, name: str, there: Iterable[str]) -> str:
    return f"there is no {what} '{name}'. {known(there, asked=name)}"
