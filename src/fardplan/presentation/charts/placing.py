"""Finding room for labels: a label goes where it covers least of what is already drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from fardplan.presentation.charts.text_width import text_width


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def overlap(one: Box, other: Box) -> float:
    """The area two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height if width > 0 and height > 0 else 0.0


def outside(box: Box, frame: Box) -> float:
    """How far `box` sticks out of `frame`."""
    return (
        max(0.0, frame.left - box.left)
        + max(0.0, box.right - frame.right)
        + max(0.0, frame.top - box.top)
        + max(0.0, box.bottom - frame.bottom)
    )


def square(x: float, y: float, half: float) -> Box:
    return Box(x - half, y - half, x + half, y + half)


@dataclass(frozen=True, slots=True)
class Label:
    """A text placed with its base line at `x`, `y`."""

    text: str
    x: float
    y: float
    anchor: str
    size: float

    @property
    def box(self) -> Box:
        width = text_width(self.text, self.size)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - self.size * 0.8, left + width, self.y + self.size * 0.25)


@dataclass(slots=True)
class Room:
    """The free room of a drawing while it is being made."""

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def take(self, boxes: Iterable[Box]) -> None:
        self.taken.extend(boxes)

    def place(self, candidates: Sequence[Label]) -> Label:
        """The first candidate that costs least: sticking out of the frame is worse than covering."""
        boxes = [label.box for label in candidates]
        near = self._near(boxes)
        costs = [
            round(sum(overlap(box, other) for other in near) + 1000 * outside(box, self.frame), 1)
            for box in boxes
        ]
        best = costs.index(min(costs))
        self.taken.append(boxes[best])
        return candidates[best]

    def _near(self, boxes: Sequence[Box]) -> list[Box]:
        around_all = Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )
        return [other for other in self.taken if overlap(around_all, other) > 0]


def around(text: str, x: float, y: float, size: float, gap: float) -> tuple[Label, ...]:
    """Places for a label near a point: above, below, then to the sides."""
    up, down = y - gap, y + gap + size * 0.75
    return (
        Label(text, x, up, "middle", size),
        Label(text, x, down, "middle", size),
        Label(text, x, up, "start", size),
        Label(text, x, up, "end", size),
        Label(text, x, down, "start", size),
        Label(text, x, down, "end", size),
        Label(text, x + gap, y + size * 0.3, "start", size),
        Label(text, x - gap, y + size * 0.3, "end", size),
        Label(text, x, up - size, "middle", size),
        Label(text, x, down + size, "middle", size),
    )


def along(one: tuple[float, float], other: tuple[float, float]) -> Iterable[Box]:
    """Small boxes along a straight line, ends left out."""
    (x1, y1), (x2, y2) = one, other
    steps = max(2, int(max(abs(x2 - x1), abs(y2 - y1)) / 6))
    for step in range(1, steps):
        share = step / steps
        yield square(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share, 3)


def spread(places: Sequence[float], distance: float, lowest: float, highest: float) -> tuple[float, ...]:
    """Move places apart to at least `distance` between `lowest` and `highest`, in the order they have.

    When there is no room for all, the distance shrinks for all alike.
    """
    if not places:
        return ()
    order = sorted(range(len(places)), key=lambda index: places[index])
    step = min(distance, (highest - lowest) / max(1, len(places) - 1))
    moved: list[float] = []
    for rank, index in enumerate(order):
        least = moved[-1] + step if moved else lowest
        most = highest - step * (len(places) - 1 - rank)
        moved.append(min(max(places[index], least), most))
    result = [0.0] * len(places)
    for index, place in zip(order, moved, strict=True):
        result[index] = place
    return tuple(result)
