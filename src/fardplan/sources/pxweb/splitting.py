"""A selection that is too large for one call, cut into parts that are not."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from math import ceil, prod

from fardplan.vocabulary.errors import InputError


def parts_of(codes: Sequence[Sequence[str]], limit: int) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The selection in parts of at most `limit` cells each, every combination of codes in exactly one.

    Each variable is cut into even pieces of neighbouring codes, and of all ways to do that, one with the
    fewest parts is taken. Raises `InputError` for a limit below one cell.
    """
    if limit < 1:
        raise InputError(f"a source that gives {limit} cells at most cannot be asked for any")
    counts = fewest([len(one) for one in codes], limit)
    pieces = [list(_even(one, count)) for one, count in zip(codes, counts, strict=True)]
    return product(*pieces)


def fewest(sizes: Sequence[int], limit: int) -> tuple[int, ...]:
    """Into how many pieces to cut each variable so that the parts hold `limit` cells and are the fewest."""
    order = sorted(range(len(sizes)), key=lambda at: sizes[at])
    best = _Best(tuple(sizes))
    _search(order, sizes, limit, [1] * len(sizes), best)
    return best.counts


class _Best:
    def __init__(self, most: tuple[int, ...]) -> None:
        self.counts = most

    @property
    def parts(self) -> int:
        return prod(self.counts)


def _search(order: Sequence[int], sizes: Sequence[int], limit: int, counts: list[int], best: _Best) -> None:
    """Every number of pieces of the smallest variable, with the best for the others; hopeless ones are left.

    With the pieces chosen so far at least (their cells x all codes of the rest) / limit parts are needed for
    each combination of them.
    """
    chosen = [at for at in range(len(sizes)) if at not in order]
    cells = prod(ceil(sizes[at] / counts[at]) for at in chosen)
    so_far = prod(counts[at] for at in chosen)
    if cells > limit or so_far * ceil(cells * prod(sizes[at] for at in order) / limit) >= best.parts:
        return
    if not order:
        best.counts = tuple(counts)
        return
    first, rest = order[0], order[1:]
    for count in _counts(sizes[first]) if rest else (ceil(sizes[first] / max(1, limit // cells)),):
        counts[first] = count
        _search(rest, sizes, limit, counts, best)
    counts[first] = 1


def _counts(size: int) -> list[int]:
    """The numbers of pieces that make a difference: each the fewest for its longest piece."""
    return sorted({ceil(size / ceil(size / count)) for count in range(1, size + 1)})


def _even(codes: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    ends = [at * len(codes) // count for at in range(count + 1)]
    return (tuple(codes[start:end]) for start, end in pairwise(ends))
