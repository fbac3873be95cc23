"""Which cells must be hidden so that no sensitive one follows by adding and subtracting (elimination)."""

from collections.abc import Iterable, Sequence

import scipy.sparse as sparse


class Elimination:
    """What follows from published nodes by sums and differences, counted modulo two.

    A node is a set of pieces, written as the bits of a whole number; adding and subtracting are both
    exclusive-or, a few machine words at a time. Modulo two a few things look derivable that are not, and the
    other way around: good enough to choose cells by, and never relied on as proof.
    """

    def __init__(self, matrix: sparse.csr_array) -> None:
        self.pieces, self.same = _pieces(matrix)

    def hidden(
        self, published: Iterable[int], candidates: Iterable[int], guarded: Iterable[int]
    ) -> list[int]:
        """Publish `candidates` in their order, save those with which a node of `guarded` could be derived.

        `published`: nodes known from the start. Returns the candidates that stay hidden. Guarded nodes that
        follow from `published` alone guard nothing.
        """
        lead: dict[int, int] = {}
        for members in [*self.same, *(self.pieces[node] for node in published)]:
            rest = _reduced(members, lead)
            if rest:
                lead[rest & -rest] = rest
        waiting: dict[int, list[int]] = {}
        for node in guarded:
            rest = _reduced(self.pieces[node], lead)
            if rest:
                waiting.setdefault(rest & -rest, []).append(rest)
        return [node for node in candidates if not _publish(self.pieces[node], lead, waiting)]


def _publish(members: int, lead: dict[int, int], waiting: dict[int, list[int]]) -> bool:
    """Publish one more, unless something that waits would follow from it."""
    rest = _reduced(members, lead)
    if not rest:
        return True
    first = rest & -rest
    lead[first] = rest
    moved = [_reduced(other, lead) for other in waiting.get(first, ())]
    if 0 in moved:
        del lead[first]
        return False
    waiting.pop(first, None)
    for other in moved:
        waiting.setdefault(other & -other, []).append(other)
    return True


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
