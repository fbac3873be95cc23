"""What the charts are given, and what they give back."""

from collections.abc import Iterable
from dataclasses import dataclass

from fardplan.vocabulary.boundary import Polygon, Position
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Figure, Target
from fardplan.vocabulary.unit import Unit


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a period; None with a `status` that says why. `lower` and `upper` bound a 95 % interval."""

    period: Period
    value: float | None
    lower: float | None = None
    upper: float | None = None
    status: Status = Status.VALUE
    origin: Origin = Origin.OFFICIAL


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one thing in any order; `name` is drawn at its end when there are several."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Figures from `first` on cannot be compared with those before; `text` says why, in one language."""

    first: Period
    text: str


@dataclass(frozen=True, slots=True)
class FanYear:
    """What a year may bring: the line, and the 80 % (`inner`) and 95 % (`outer`) intervals about it."""

    year: int
    value: float
    inner: tuple[float, float]
    outer: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fan:
    """A forecast of what the figures will show if nothing new is done, a year after another."""

    years: tuple[FanYear, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """History of one or a few series. `title` and texts are in the language the chart is drawn in.

    `baseline` is where a decided path to `target` starts; without a target it is marked alone. `fan` is the
    forecast of a single series, drawn up to the first break that is known to come. `from_zero`: zero means
    something of its own, as for a gap, and is always on the axis. `bounds`: what the points have is no 95 %
    interval but the lowest and the highest that can be true. `tried`: the target is a candidate that somebody
    weighs, which nobody has proposed.
    """

    title: str
    unit: Unit
    rounded_to: float
    series: tuple[Series, ...]
    breaks: tuple[Break, ...] = ()
    baseline: Point | None = None
    target: Target | None = None
    fan: Fan | None = None
    from_zero: bool = False
    bounds: bool = False
    tried: bool = False


@dataclass(frozen=True, slots=True)
class DotRow:
    """A district or group; `earlier` is its value in the earlier period, or None as `earlier_status` says."""

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    status: Status = Status.VALUE
    origin: Origin = Origin.OFFICIAL
    earlier: float | None = None
    earlier_status: Status = Status.MISSING


@dataclass(frozen=True, slots=True)
class DotChart:
    """Places or groups side by side in `period`, and in `earlier_period` as hollow dots when given.

    `whole` is the city, drawn as a line through and left out of the ranking. `bounds`: what the rows have is
    no 95 % interval but the lowest and the highest that can be true.
    """

    title: str
    unit: Unit
    rounded_to: float
    period: Period
    rows: tuple[DotRow, ...]
    whole: DotRow | None = None
    earlier_period: Period | None = None
    bounds: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """Where an area lies, in metres; `place` is where its number stands."""

    polygons: tuple[Polygon, ...]
    place: Position


@dataclass(frozen=True, slots=True)
class MapChart:
    """The rows of `figures` on a map, a shape each in their order; a row without a value is left blank.

    `note` tells whose map it is, as of when, and what was done with it. `outline` is drawn behind the shapes:
    the whole that they are places in, where they do not fill it.
    """

    figures: DotChart
    shapes: tuple[Shape, ...]
    note: str
    outline: tuple[Polygon, ...] = ()

    @property
    def title(self) -> str:
        return self.figures.title


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small history without axes, for a card."""

    title: str
    unit: Unit
    rounded_to: float
    points: tuple[Point, ...]
    breaks: tuple[Break, ...] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The figures behind a drawing, already written out; the first cell of a row is its heading."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: `svg` for wide pages, `compact` for phones (charts.css shows one), and the same in words.

    `notes` are what a reader should know beside the drawing: where the axis starts, why a series breaks.
    """

    svg: str
    compact: str
    title: str
    description: str
    table: Table
    notes: tuple[str, ...] = ()

    @property
    def markup(self) -> str:
        """Both drawings, each in the box by which charts.css shows it on the right width."""
        return (
            f'<div class="chart chart-wide">{self.svg}</div>'
            f'<div class="chart chart-compact">{self.compact}</div>'
        )


def point_of(figure: Figure) -> Point:
    return Point(figure.period, figure.value, figure.lower, figure.upper, origin=figure.origin)


def points_of(observations: Iterable[Observation], intervals: Iterable[Figure] = ()) -> tuple[Point, ...]:
    """Observations of one area and group as points in order of time, with `intervals` where there are any."""
    known = {figure.period: figure for figure in intervals}
    points = [_point(item, known.get(item.period)) for item in observations]
    return tuple(sorted(points, key=lambda point: point.period))


def _point(item: Observation, figure: Figure | None) -> Point:
    lower, upper = (figure.lower, figure.upper) if figure else (item.lower, item.upper)
    return Point(item.period, item.value, lower, upper, item.status, item.provenance.origin)
