"""What an attacker knows of one period: unknown numbers of persons, sums between them, and their bounds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor, inf

import numpy as np
from _attack_bundle import Bundle, Figure, Group, rule
from _attack_differences import add_differences
from _attack_meaning import Conditions, conditions, impossible, meant, of_group
from scipy.sparse import csr_array

MISSING = "(missing)"
"""A category for those of whom nothing is known, which no file shows."""

Place = tuple[str, str, Group]
"""Series, area, group: a number of persons."""


@dataclass
class Known:
    """Numbers of persons by place, rows of sums that are 0, rows that are at least 0, and bounds.

    `places`: the column of each; places where the same people are counted have the same. `who`: whom a series
    counts, where the texts say it. `asked`: places that the publisher hid, with the figure it belongs to.
    `between`: series of those whom one indicator counts and another does not, which no figure shows; `made`:
    the two places that such a number is the difference of.
    """

    places: dict[Place, int] = field(default_factory=dict)
    equal: list[dict[int, float]] = field(default_factory=list)
    positive: list[dict[int, float]] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    asked: dict[Place, Figure | None] = field(default_factory=dict)
    who: dict[str, Conditions] = field(default_factory=dict)
    home: str = ""
    people: dict[tuple[str, Conditions], int] = field(default_factory=dict)
    between: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    made: dict[Place, tuple[Place, Place]] = field(default_factory=dict)

    def place(self, series: str, area: str, group: Group) -> int:
        key = (series, area, group)
        if key not in self.places:
            same = self.counted(series, area, group)
            column = self.people.get((area, same)) if same is not None else None
            if column is None:
                column = len(self.lower)
                self.lower.append(0)
                self.upper.append(0 if same is not None and impossible(same) else inf)
                if same is not None:
                    self.people[area, same] = column
            self.places[key] = column
        return self.places[key]

    def counted(self, series: str, area: str, group: Group) -> Conditions | None:
        """Who is counted there: whoever lives in a district of the city is registered in it."""
        if series not in self.who:
            return None
        told = meant([*self.who[series], *(of_group(*pair) for pair in group)])
        return told if area.startswith(self.home) else told - {"home_city"}

    def bound(self, place: int, lower: float, upper: float) -> None:
        self.lower[place] = max(self.lower[place], lower)
        self.upper[place] = min(self.upper[place], upper)

    def sum_of(self, whole: int, parts: Iterable[int]) -> None:
        row: dict[int, float] = defaultdict(float)
        row[whole] -= 1
        for part in parts:
            row[part] += 1
        if kept := {column: value for column, value in row.items() if value}:
            self.equal.append(kept)


def matrix(rows: Sequence[dict[int, float]], width: int) -> csr_array:
    places = [(number, column, value) for number, row in enumerate(rows) for column, value in row.items()]
    height, column, value = zip(*places, strict=True) if places else ((), (), ())
    return csr_array((np.array(value, float), (height, column)), shape=(len(rows), width))


def known_of(
    now: Sequence[Figure], earlier: Sequence[Figure], bundle: Bundle, year: str = "", *, between: bool = True
) -> Known:
    """All that the figures of one table tell, with those of earlier bundles where they are hidden now.

    `between`: also those whom one indicator counts and another does not.
    """
    known = Known(home=bundle.home)
    names = _populations(now, bundle, year)
    _say_who(known, names, bundle, year, {one.indicator: one.unit for one in now if not one.share})
    shown_before = {figure.cell: figure for figure in earlier if not figure.hidden}
    for figure in now:
        _told(known, figure, names)
        before = shown_before.get(figure.cell)
        if figure.hidden and before is not None:
            _told(known, before, names)
        if figure.hidden:
            _asked(known, figure, names)
    if between:
        add_differences(known, names)
    for series in sorted({place[0] for place in known.places}):
        _group_sums(known, series)
    for series in sorted({place[0] for place in known.places}):
        _area_sums(known, series, bundle.sums)
    _parts_of_wholes(known, [*set(names.values()), *known.between])
    return known


Names = dict[str, tuple[str, str | None, str | None]]
"""By indicator the series of whom it counts, of those with the trait, and of those without it."""


def _populations(figures: Sequence[Figure], bundle: Bundle, year: str) -> Names:
    """Two indicators whose bases are the same wherever both are shown count the same people."""
    bases: dict[str, dict[tuple[str, Group], float]] = defaultdict(dict)
    shares = {figure.indicator: figure.share for figure in figures}
    for figure in figures:
        number = figure.base if figure.share else figure.value
        if number is not None:
            bases[figure.indicator][figure.area, figure.group] = number
    same, weighted = {key: key for key in shares}, _weighted(figures)
    weighted |= {key for key in shares if rule(bundle, key, "answered", year)}
    for one, other in combinations(sorted(shares), 2):
        common = bases[one].keys() & bases[other].keys()
        if rule(bundle, one, "population", year) or rule(bundle, other, "population", year):
            continue
        if len(common) >= 8 and all(bases[one][cell] == bases[other][cell] for cell in common):
            same[other] = same[one]
    names: Names = {}
    for key, share in shares.items():
        whole = f"{same[key]} N"
        counted = share and key not in weighted
        names[key] = (whole, f"{key} K", f"{key} R") if counted else (whole, None, None)
    for share, count in bundle.same_people:
        if share in names and count in names and names[share][1]:
            names[share] = (names[share][0], names[count][0], names[share][2])
    return names


def _say_who(known: Known, names: Names, bundle: Bundle, year: str, units: dict[str, str]) -> None:
    """Whom each series counts, where the texts of the bundle say it; counts of other things are others."""
    for key, (whole, part, rest) in names.items():
        texts = [rule(bundle, key, name, year) for name in ("population", "answered")]
        if not texts[0]:
            continue
        people = meant([*conditions(texts[0]), *(conditions(texts[1]) if texts[1] else ())])
        known.who[whole] = people = people | ({f"in {units[key]}"} if key in units else set())
        trait = rule(bundle, key, "numerator", year)
        if part is not None and rest is not None and trait:
            known.who[part] = people | conditions(trait)
            known.who[rest] = people | {f"not ({trait})"}


def numerators(figure: Figure) -> range:
    """The whole numbers of the base whose share is rounded to what is told."""
    half = max(Fraction(str(figure.step)), Fraction(1, 10**9)) / 2
    low, high = ((Fraction(str(figure.value)) + sign * half) / 100 for sign in (-1, 1))
    return range(max(0, ceil(low * figure.base)), min(figure.base, floor(high * figure.base)) + 1)


def _weighted(figures: Iterable[Figure]) -> set[str]:
    """Shares that no whole number of their base gives: of weighted answers, no numbers of persons."""
    told = (one for one in figures if one.share and one.value is not None and one.base)
    return {one.indicator for one in told if not numerators(one)}


def _told(known: Known, figure: Figure, names: Names) -> None:
    series, part, rest = names[figure.indicator]
    whole = known.place(series, figure.area, figure.group)
    if rest is not None:
        known.place(rest, figure.area, figure.group)
    base = figure.base if figure.share else figure.value
    if figure.status == "not_applicable":
        known.bound(whole, 0, 0)
    elif base is not None:
        known.bound(whole, base, base)
    if part is None:
        return
    trait = known.place(part, figure.area, figure.group)
    if figure.value is None:
        return
    if base is not None:
        fits = _by_interval(figure, base, numerators(figure)) or numerators(figure) or range(base + 1)
        known.bound(trait, min(fits), max(fits))
        return
    half = max(Fraction(str(figure.step)), Fraction(1, 1000)) / 2
    low, high = ((Fraction(str(figure.value)) + sign * half) / 100 for sign in (-1, 1))
    known.positive.append({trait: 1.0, whole: -float(low)})
    known.positive.append({trait: -1.0, whole: float(high)})
    _base_from_interval(known, whole, trait, figure)


def wilson(number: int, base: int) -> tuple[float, float]:
    """The usual 95 per cent interval of a share, in per cent."""
    z, share = 1.959963984540054, number / base
    middle = (share + z * z / (2 * base)) / (1 + z * z / base)
    half = z / (1 + z * z / base) * (share * (1 - share) / base + z * z / (4 * base * base)) ** 0.5
    return 100 * (middle - half), 100 * (middle + half)


def _near(figure: Figure, number: int, base: int) -> bool:
    ends = zip((figure.lower, figure.upper), wilson(number, base), strict=True)
    return all(told is not None and abs(told - made) < 1e-6 for told, made in ends)


def _by_interval(figure: Figure, base: int, fits: range) -> list[int]:
    """An interval that was not rounded is made from one number alone."""
    if figure.lower is None or figure.upper is None or not base or len(fits) > 2000:
        return []
    return [number for number in fits if _near(figure, number, base)]


def _base_from_interval(known: Known, whole: int, trait: int, figure: Figure) -> None:
    """A share with its interval and without its base: small bases are tried one by one."""
    if figure.lower is None or figure.upper is None:
        return
    fits = [
        (base, number)
        for base in range(1, 400)
        for number in {floor(figure.value * base / 100), ceil(figure.value * base / 100)}
        if _near(figure, number, base)
    ]
    if len(fits) == 1:
        known.bound(whole, fits[0][0], fits[0][0])
        known.bound(trait, fits[0][1], fits[0][1])


def _asked(known: Known, figure: Figure, names: Names) -> None:
    whole, part, rest = names[figure.indicator]
    if (figure.base if figure.share else figure.value) is None:
        known.asked[whole, figure.area, figure.group] = figure
    if part is not None and rest is not None:
        known.asked[part, figure.area, figure.group] = figure
        known.asked[rest, figure.area, figure.group] = figure


def _group_sums(known: Known, series: str) -> None:
    """Everybody are those of each category and those of none, for each set of dimensions that is told."""
    categories: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name, area, group in list(known.places):
        if name == series:
            told[area].add(tuple(dimension for dimension, _ in group))
            for dimension, category in group:
                categories[dimension].add(category)
    values = {dimension: [*sorted(found), MISSING] for dimension, found in categories.items()}
    for area, sets in told.items():
        for fine in sets:
            coarser = [one for one in sets if set(one) < set(fine)]
            nearest = [one for one in coarser if not any(set(one) < set(two) for two in coarser)]
            for coarse in nearest:
                _sum_over(known, series, area, coarse, fine, values)


def _sum_over(
    known: Known,
    series: str,
    area: str,
    coarse: tuple[str, ...],
    fine: tuple[str, ...],
    values: dict[str, list[str]],
) -> None:
    over = [dimension for dimension in fine if dimension not in coarse]
    for group in product(*(values[dimension] for dimension in coarse)):
        fixed = tuple(zip(coarse, group, strict=True))
        parts = []
        for rest in product(*(values[dimension] for dimension in over)):
            cell = tuple(sorted([*fixed, *zip(over, rest, strict=True)]))
            parts.append(known.place(series, area, cell))
        known.sum_of(known.place(series, area, fixed), parts)


def _area_sums(known: Known, series: str, sums: Sequence[tuple[str, tuple[str, ...], bool]]) -> None:
    """Areas are their parts and those who live in none of them, group by group."""
    by_group: dict[Group, set[str]] = defaultdict(set)
    for name, area, group in list(known.places):
        if name == series:
            by_group[group].add(area)
    for whole, parts, alone in sums:
        for group, areas in by_group.items():
            if whole in areas and all(part in areas for part in parts):
                places = [known.place(series, part, group) for part in parts]
                outside = known.place(series, f"{whole} outside {','.join(parts)}", group)
                known.sum_of(known.place(series, whole, group), [*places, outside])
                if alone:
                    known.bound(outside, 0, 0)
    _outside_by_group(known, series)


def _outside_by_group(known: Known, series: str) -> None:
    """Those in no part are parted by groups too."""
    areas = {area for name, area, _ in list(known.places) if name == series and " outside " in area}
    groups: dict[str, set[Group]] = defaultdict(set)
    for name, area, group in known.places:
        if name == series and area in areas:
            groups[area].add(group)
    for area in areas:
        sets = {tuple(dimension for dimension, _ in group) for group in groups[area]}
        for fine in sets:
            for coarse in (one for one in sets if len(one) == len(fine) - 1 and set(one) < set(fine)):
                _match(known, series, area, coarse, fine, groups[area])


def _match(
    known: Known, series: str, area: str, coarse: tuple[str, ...], fine: tuple[str, ...], groups: set[Group]
) -> None:
    parts: dict[Group, list[int]] = defaultdict(list)
    for group in groups:
        if tuple(dimension for dimension, _ in group) == fine:
            kept = tuple(pair for pair in group if pair[0] in coarse)
            parts[kept].append(known.place(series, area, group))
    for kept, found in parts.items():
        if kept in groups:
            known.sum_of(known.place(series, area, kept), found)


def _parts_of_wholes(known: Known, names: Sequence[tuple[str, str | None, str | None]]) -> None:
    """Those with a trait and those without are the whole, in every place that one of them has."""
    for whole, part, rest in sorted(names, key=str):
        if part is None or rest is None:
            continue
        for _, area, group in [place for place in known.places if place[0] in (whole, part)]:
            both = [known.place(part, area, group), known.place(rest, area, group)]
            known.sum_of(known.place(whole, area, group), both)


def told_bounds(known: Known) -> tuple[np.ndarray, np.ndarray]:
    lower, upper = np.array(known.lower, float), np.array(known.upper, float)
    crossed = lower > upper  # two indicators or editions disagree: neither is used
    lower[crossed], upper[crossed] = 0, inf
    return lower, upper
