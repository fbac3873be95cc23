"""What goes wrong with sources outside, to be switched on in their fakes."""

from dataclasses import dataclass
from enum import StrEnum


class Paging(StrEnum):
    """How a source with pages says where the next one is, and that there is none."""

    NULL = "null"  # whole addresses; null after the last page
    EMPTY = "empty"  # whole addresses; an empty text after the last page
    RELATIVE = "relative"  # addresses without the host; null after the last page


@dataclass(frozen=True, slots=True)
class Faults:
    """Faults of a fake source. Numbers say at which calls: 3 is every third, 0 never.

    `too_many`: 429 with Retry-After. `down`: 503. `truncated`: a body shorter than it claims to be.
    `broken_json`: a whole body that is half a document. `slow`: seconds before every answer. `revised`: from
    that call on the figures are those of a revision. `cell_limit`: the most cells in an answer, less than the
    source says of itself. `paging`: how pages follow each other. Of a map server alone: `exception`, an
    exception in place of an answer; `lost`, a page that begins a feature too late; `north_first`, 1 for
    positions with north before east.
    """

    paging: Paging = Paging.NULL
    too_many: int = 0
    down: int = 0
    truncated: int = 0
    broken_json: int = 0
    slow: float = 0.0
    revised: int = 0
    cell_limit: int | None = None
    exception: int = 0
    lost: int = 0
    north_first: int = 0


NO_FAULTS = Faults()


def strikes(every: int, call: int) -> bool:
    """Whether a fault that comes at every so-manieth call comes at this one, from 1."""
    return every > 0 and call % every == 0
