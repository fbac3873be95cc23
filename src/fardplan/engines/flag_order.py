"""In which order the bits of a signature are found: what is asked of members comes after their population."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fardplan.indicators.counting.expression import Constant, Every, Expression
from fardplan.indicators.counting.plan import Flag

POPULATION = "population"
When = tuple[int | None, int | None, Expression]


@dataclass(frozen=True, slots=True)
class Derived:
    """What is asked, from `first` to `last`, of rows that have the bit of a population.

    `bits` pairs the bit of a population with the one that its members get for whom all `parts` are true.
    """

    first: int | None
    last: int | None
    parts: tuple[Expression, ...]
    bits: tuple[tuple[int, int], ...]

    @property
    def populations(self) -> int:
        """The populations' bits together."""
        return sum({1 << population for population, _ in self.bits})


def in_order(flags: Sequence[Flag]) -> tuple[tuple[int, ...], tuple[Derived, ...]]:
    """The bits that are found from the row alone, and what then is asked of their members.

    A flag is derived when each of its conditions contains all that one condition of an earlier flag asks, at
    no time outside that one's.
    """
    first: list[int] = []
    asked: dict[tuple[int | None, int | None, frozenset[Expression]], list[tuple[int, int]]] = {}
    parts: dict[frozenset[Expression], tuple[Expression, ...]] = {}
    for bit, flag in enumerate(flags):
        found = [] if flag.part == POPULATION else [_beyond(flags[base], flag, base) for base in first]
        best = min((rest for rest in found if rest), key=_asked, default=None)
        if best is None:
            first.append(bit)
            continue
        for base, since, until, rest in best:
            parts.setdefault(frozenset(rest), rest)
            asked.setdefault((since, until, frozenset(rest)), []).append((base, bit))
    return tuple(first), tuple(
        Derived(since, until, parts[rest], tuple(bits)) for (since, until, rest), bits in asked.items()
    )


Beyond = tuple[int, int | None, int | None, tuple[Expression, ...]]
"""The bit of a population, the times, and what is asked of its members then."""


def _asked(beyond: Sequence[Beyond]) -> int:
    return sum(len(parts) for _, _, _, parts in beyond)


def _beyond(base: Flag, flag: Flag, bit: int) -> list[Beyond] | None:
    """What each condition of `flag` asks beyond `base`; None when it is not about members of `base`."""
    if not _apart(base.whens):
        return None
    found = []
    for first, last, when in flag.whens:
        asked = conjuncts(when)
        around = next((one for one in base.whens if _within(first, last, one[0], one[1])), None)
        if around is None or not set(conjuncts(around[2])) <= set(asked):
            return None
        rest = tuple(part for part in asked if part not in conjuncts(around[2]))
        alone = len(base.whens) == 1
        found.append(
            (
                bit,
                None if alone and first == around[0] else first,
                None if alone and last == around[1] else last,
                rest,
            )
        )
    return found


def conjuncts(when: Expression) -> tuple[Expression, ...]:
    """The conditions that all must be true."""
    if isinstance(when, Every):
        return tuple(dict.fromkeys(part for each in when.parts for part in conjuncts(each)))
    return () if when == Constant(True) else (when,)


def _apart(whens: Iterable[When]) -> bool:
    """Whether no two conditions hold at the same time."""
    spans = list(whens)
    return not any(
        _meet(one[0], one[1], other[0], other[1]) for i, one in enumerate(spans) for other in spans[:i]
    )


def _meet(first: int | None, last: int | None, since: int | None, until: int | None) -> bool:
    return (until is None or first is None or first <= until) and (
        last is None or since is None or since <= last
    )


def _within(first: int | None, last: int | None, since: int | None, until: int | None) -> bool:
    return (since is None or (first is not None and since <= first)) and (
        until is None or (last is not None and last <= until)
    )
