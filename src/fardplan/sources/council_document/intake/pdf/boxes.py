"""Pieces as the boxes that columns are found among."""

from collections.abc import Sequence

from ..columns import Box
from .pieces import Piece


def boxes_of(pieces: Sequence[Piece]) -> list[Box[int]]:
    """A box a piece, its index as its own; heights grow downwards there."""
    return [Box(piece.left, piece.right, -piece.base, piece.words, at) for at, piece in enumerate(pieces)]
