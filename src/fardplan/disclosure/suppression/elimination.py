"""Which cells must be hidden so that no sensitive one follows by adding and subtracting (elimination)."""

from collections.abc import Iterable, Sequence

from scipy import sparse


class Elimination:
    """What follows from published nodes by sums and differences, counted modulo two.

    A node is a set of pieces, written as the bits of a whole number; adding and subtracting are both
    exclusive-or, a few machine words at a time. Modulo two a few things look derivable that are not, and the
    other way around: good enough to choose cells by, and never relied on as proof.
    """

    def __init__(self, matrix: sparse.csr_array) -> None:
        self.pieces, self.same = _pieces(matrix)

    def hidden(self, published: Iterable[int], candidates: Iterable[int], apart: Iterable[int]) -> list[int]:
        """Publish `candidates` in their order, save those that would tell something of the nodes `apart`.

        `published`: nodes known from the start. Returns the candidates that stay hidden: with any of them it
        would follow how some of the nodes `apart` sum up, or what one of them is. Then each of them can move
        while the others stay.
        """
        known: dict[int, int] = {}
        for members in [*self.same, *(self.pieces[node] for node in published)]:
            _add(members, known)
        guarded = dict(known)
        for node in apart:
            _add(self.pieces[node], guarded)
        kept = []
        for node in candidates:
            new = _reduced(self.pieces[node], known)
            if new and not _add(new, guarded):
                kept.append(node)
            elif new:
                known[new & -new] = new
        return kept


def _add(members: int, lead: dict[int, int]) -> bool:
    """Take in one more set, unless it follows from those that are there."""
    rest = _reduced(members, lead)
    if rest:
        lead[rest & -rest] = rest
    return bool(rest)


def _reduced(members: int, lead: dict[int, int]) -> int:
    while members:
        known = lead.get(members & -members)
        if known is None:
            return members
        members ^= known
    return 0


def _pieces(matrix: sparse.csr_array) -> tuple[list[int], list[int]]:
    """The pieces of every node, and sets that hold nobody: two ways to sum up the same node."""
    wholes: dict[int, Sequence[int]] = {}
    again: list[tuple[int, Sequence[int]]] = []
    for row in range(matrix.shape[0]):
        inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
        signs = matrix.data[inside] > 0
        parts = matrix.indices[inside][signs].tolist()
        whole = int(matrix.indices[inside][~signs][0])
        if whole in wholes:
            again.append((whole, parts))
        else:
            wholes[whole] = parts
    pieces: dict[int, int] = {}
    for number, node in enumerate(node for node in range(matrix.shape[1]) if node not in wholes):
        pieces[node] = 1 << number
    for whole in wholes:
        _sum_up(whole, wholes, pieces)
    sums = [(pieces[whole], _sum(parts, pieces)) for whole, parts in again]
    return [pieces[node] for node in range(matrix.shape[1])], [one ^ other for one, other in sums]


def _sum_up(whole: int, wholes: dict[int, Sequence[int]], pieces: dict[int, int]) -> None:
    path = [whole]
    while path:
        missing = [part for part in wholes.get(path[-1], ()) if part not in pieces]
        if missing:
            path.extend(missing)
        else:
            node = path.pop()
            if node not in pieces:
                pieces[node] = _sum(wholes[node], pieces)


def _sum(parts: Iterable[int], pieces: dict[int, int]) -> int:
    total = 0
    for part in parts:
        total ^= pieces[part]
    return total
