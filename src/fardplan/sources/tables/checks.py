"""What is doubtful in figures that can be read: parts that do not sum, a whole outside its parts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fardplan.sources.tables.meaning import Catalogue
from fardplan.vocabulary.area import Area, AreaKind, Division
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.unit import Measure

TOLERANCE = 0.0015
"""How far parts may be from the whole, as a share of it: the city's own published tables differ so much."""

SEX, WOMEN, MEN = "sex", "K", "M"

Cell = tuple[str, str, Group, Period]


@dataclass(frozen=True, slots=True)
class Split:
    """Areas that together should make up a larger one: the districts of a division, the parts of a city."""

    name: str
    whole: str
    parts: tuple[str, ...]


def doubts(
    observations: Sequence[Observation],
    catalogue: Catalogue,
    areas: Sequence[Area],
    divisions: Sequence[Division] = (),
) -> list[str]:
    """Every doubt about the figures together, in a sentence with its numbers."""
    values = {item.cell: item.value for item in observations if item.value is not None}
    return [
        *_sex(values, catalogue),
        *_sums(values, catalogue, splits(areas, divisions)),
        *_retired(observations, catalogue),
    ]


def splits(areas: Sequence[Area], divisions: Sequence[Division]) -> tuple[Split, ...]:
    """Every way in which one area should be the sum of others.

    Districts by each division, since a source may give an old year in a new one; parts by the smallest
    there are, since the outer city is itself made of parts.
    """
    by_code = {area.code: area for area in areas}
    found = []
    for area in areas:
        for division in divisions:
            districts = [by_code[code] for code in division.areas if code in by_code]
            inside = tuple(district.code for district in districts if area.code in district.part_of)
            found.append(Split(division.name, area.code, inside))
        parts = [item for item in areas if item.kind is AreaKind.PART and area.code in item.part_of]
        made_of_parts = {whole for part in parts for whole in part.part_of}
        smallest = tuple(part.code for part in parts if part.code not in made_of_parts)
        found.append(Split("the parts of the city", area.code, smallest))
    distinct = {
        (split.whole, frozenset(split.parts)): split for split in reversed(found) if len(split.parts) > 1
    }
    return tuple(split for split in found if split in distinct.values())


def _sums(values: dict[Cell, float], catalogue: Catalogue, ways: Sequence[Split]) -> Iterator[str]:
    by_whole: dict[str, list[Split]] = defaultdict(list)
    for split in ways:
        by_whole[split.whole].append(split)
    for (indicator, area, group, period), whole in values.items():
        if catalogue[indicator].unit.measure is not Measure.COUNT:
            continue
        for split in by_whole[area]:
            parts = [values.get((indicator, part, group, period)) for part in split.parts]
            known = [part for part in parts if part is not None]
            if len(known) < len(parts):
                continue
            difference = sum(known) - whole
            if abs(difference) > TOLERANCE * abs(whole):
                share = f", {100 * difference / whole:+.1f} %" if whole else ""
                yield (
                    f"{_what(indicator, area, group, period)}: {len(known)} areas ({split.name}) sum to "
                    f"{sum(known):.10g} and the whole is {whole:.10g}, "
                    f"a difference of {difference:+.10g}{share}"
                )


def _sex(values: dict[Cell, float], catalogue: Catalogue) -> Iterator[str]:
    for (indicator, area, group, period), together in values.items():
        if group.category(SEX) is not None:
            continue
        women = values.get((indicator, area, _with_sex(group, WOMEN), period))
        men = values.get((indicator, area, _with_sex(group, MEN), period))
        if women is None or men is None:
            continue
        what = _what(indicator, area, group, period)
        definition = catalogue[indicator]
        if definition.unit.measure is Measure.COUNT:
            if abs(women + men - together) > max(definition.rounded_to, TOLERANCE * together):
                yield f"{what}: women {women:.10g} and men {men:.10g} do not sum to {together:.10g}"
        elif (
            not min(women, men) - definition.rounded_to <= together <= max(women, men) + definition.rounded_to
        ):
            yield f"{what}: all {together:.10g} is not between women {women:.10g} and men {men:.10g}"


def _retired(observations: Iterable[Observation], catalogue: Catalogue) -> Iterator[str]:
    late: dict[str, int] = defaultdict(int)
    for item in observations:
        retired = catalogue[item.indicator].retired
        if retired and retired.last < item.period:
            late[item.indicator] += 1
    for indicator, count in late.items():
        retired = catalogue[indicator].retired
        last = retired.last if retired else ""
        yield f"{indicator}: {count} figures are later than {last}, the last that its source published"


def _with_sex(group: Group, sex: str) -> Group:
    return Group((*group.categories, (SEX, sex)))


def _what(indicator: str, area: str, group: Group, period: Period) -> str:
    return ", ".join(part for part in (indicator, area, str(group), str(period)) if part)
