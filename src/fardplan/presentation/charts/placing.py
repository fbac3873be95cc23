"""Finding room for labels: a label goes where it covers least of what is already drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fardplan.presentation.charts.text_width import text_width


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area they share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)

    def outside(self, frame: "Box") -> float:
        """How far it sticks out of `frame`."""
        return (
            max(0.0, frame.left - self.left)
            + max(0.0, self.right - frame.right)
            + max(0.0, frame.top - self.top)
            + max(0.0, self.bottom - frame.bottom)
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
        best = min(candidates, key=lambda label: round(self._cost(label.box), 3))
        self.taken.append(best.box)
        return best

    def fits(self, label: Label) -> bool:
        return self._cost(label.box) < 0.01

    def _cost(self, box: Box) -> float:
        return sum(box.overlap(other) for other in self.taken) + 1000 * box.outside(self.frame)


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
