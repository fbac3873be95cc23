"""Codes as sets of atoms, and the groups of dimensions that cells cross."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from fardplan.disclosure.tables import Dimension

SEEDS, PARTITIONS = 24, 8


@dataclass(frozen=True, slots=True)
class CodeSets:
    """The codes of one dimension that cells use, each as a set of atoms written as the bits of a number.

    Leaves that lie in exactly the same used codes are one atom: nobody can tell them apart. Leaves in no used
    code are left out. `full` is the code that holds every atom.
    """

    sets: dict[str, int]
    full: int

    @classmethod
    def of(cls, dimension: Dimension, used: Iterable[str]) -> "CodeSets":
        codes = sorted(set(used))
        members: dict[str, int] = {}
        for number, code in enumerate(codes):
            for leaf in dimension.codes[code]:
                members[leaf] = members.get(leaf, 0) | 1 << number
        atoms = sorted(set(members.values()))
        sets = {
            code: sum(1 << place for place, atom in enumerate(atoms) if atom >> number & 1)
            for number, code in enumerate(codes)
        }
        return cls(sets, (1 << len(atoms)) - 1)


def atoms_of(members: int) -> list[int]:
    """Each atom of a set, as a set of one."""
    return [1 << place for place in range(members.bit_length()) if members >> place & 1]


def partitions(members: int, codes: Iterable[int]) -> list[tuple[int, ...]]:
    """Ways to part a set into smaller code sets and, where none fits, single atoms; few parts first."""
    inside = sorted({code for code in codes if code != members and code & ~members == 0}, reverse=True)
    inside.sort(key=int.bit_count, reverse=True)
    found = set()
    for seed in inside[:SEEDS]:
        parts, rest = [seed], members & ~seed
        for code in inside:
            if code & ~rest == 0:
                parts.append(code)
                rest &= ~code
        found.add(tuple(sorted(parts + atoms_of(rest))))
    ordered = sorted(found, key=lambda parts: (len(parts), parts))[:PARTITIONS]
    return [*ordered, tuple(atoms_of(members))]


def cliques(supports: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Groups of dimensions such that tables over each group, agreeing where groups meet, say it all.

    `supports`: the dimensions in which a cell is less than everybody. Two dimensions that one cell crosses
    are neighbours; the graph is triangulated (fewest new edges first) and its maximal cliques returned. For
    such groups non-negative tables that agree on every overlap are always the margins of one non-negative
    table over all dimensions (Vorob'ev 1962), so nothing is lost by keeping apart what no cell crosses.
    """
    distinct = set(supports)
    vertices = sorted(frozenset().union(*distinct))
    near = {v: {w for support in distinct if v in support for w in support if w != v} for v in vertices}
    found: list[frozenset[int]] = []
    left = set(vertices)
    while left:
        vertex = min(left, key=lambda v: (_missing(near, near[v] & left), v))
        around = near[vertex] & left
        for one, other in combinations(sorted(around), 2):
            near[one].add(other)
            near[other].add(one)
        found.append(frozenset(around | {vertex}))
        left.remove(vertex)
    maximal = [group for group in found if not any(group < other for other in found)]
    return sorted(set(maximal), key=sorted) or [frozenset()]


def _missing(near: dict[int, set[int]], around: set[int]) -> int:
    return sum(other not in near[one] for one, other in combinations(around, 2))


def junction_tree(groups: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """Pairs of groups that must agree on what they share: a spanning tree with the largest overlaps."""
    pairs = sorted(
        combinations(range(len(groups)), 2), key=lambda pair: (-len(groups[pair[0]] & groups[pair[1]]), pair)
    )
    home = list(range(len(groups)))
    tree = []
    for one, other in pairs:
        if home[one] != home[other]:
            tree.append((one, other))
            home = [home[one] if place == home[other] else place for place in home]
    return tree
