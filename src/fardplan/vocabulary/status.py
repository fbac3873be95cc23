"""What can be said of a milestone: the words of its verdict and the figures behind it."""

from datetime import date
from enum import StrEnum

from fardplan.vocabulary.gap import GapFigure, GapTarget
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Origin, PublishedBasis
from fardplan.vocabulary.period import Period


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"

    @property
    def sign(self) -> int:
        return 1 if self is Direction.UP else -1


class Verdict(StrEnum):
    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    CANNOT_TELL = "cannot_tell"
    NO_DATA = "no_data"
    NOT_DECIDED = "not_decided"


class Development(StrEnum):
    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_DETECTABLE_CHANGE = "no_detectable_change"
    CANNOT_TELL = "cannot_tell"


class Reason(StrEnum):
    """Why a development or a verdict is what it is; `presentation` puts each into a sentence."""

    TREND_BEYOND_MOVEMENT = "trend_beyond_movement"
    TREND_WITHIN_MOVEMENT = "trend_within_movement"
    TOO_FEW_POINTS = "too_few_points"
    WITHIN_A_YEAR = "within_a_year"
    NO_ERROR_KNOWN = "no_error_known"
    NO_OBSERVATION = "no_observation"
    NO_INDICATOR = "no_indicator"
    NO_DIRECTION = "no_direction"
    NO_TARGET = "no_target"
    BREAK_SINCE_BASELINE = "break_since_baseline"
    DISTRICTS_DIFFER = "districts_differ"
    NO_BASELINE = "no_baseline"
    NOTHING_SINCE_BASELINE = "nothing_since_baseline"
    STRADDLES_PATH = "straddles_path"
    STRADDLES_LEVEL = "straddles_level"
    BEYOND_LEVEL = "beyond_level"
    AHEAD_OF_PATH = "ahead_of_path"
    SHORT_OF_PATH = "short_of_path"
    SHORT_OF_LEVEL = "short_of_level"


class IntervalBasis(StrEnum):
    """What the interval of a figure holds."""

    SOURCE = "source"  # given by the source
    SAMPLING = "sampling"  # from the number of answers, with the design effect
    CHANCE = "chance"  # of a complete count, from the number of persons
    MOVEMENT = "movement"  # the stated model of ordinary year-to-year movement
    BOUNDS = "bounds"  # the lowest and the highest that it can be, for certain
    NONE = "none"


class Figure(Frozen):
    """A value in a period with its interval, of 95 % unless `interval_basis` says otherwise."""

    period: Period
    value: float
    lower: float | None = None
    upper: float | None = None
    interval_basis: IntervalBasis = IntervalBasis.NONE
    base: int | None = None
    origin: Origin
    published: date
    published_basis: PublishedBasis = PublishedBasis.STATED


class Change(Frozen):
    """The difference between two figures of one break-free stretch, `latest - first`."""

    first: Figure
    latest: Figure

    @property
    def difference(self) -> float:
        return self.latest.value - self.first.value


class Target(Frozen):
    """The level to reach and the year to have reached it, with the decision that set them, if any."""

    level: float
    year: int
    decision: str | None = None


class GapStatus(Frozen):
    """Where a milestone's gap target stands; the figures are of its measure and of one division.

    `path` is the gap that the straight way from baseline to target has in the latest period, `decision` what
    set the target, if any.
    """

    target: GapTarget
    decision: str | None = None
    verdict: Verdict
    reason: Reason
    latest: GapFigure | None = None
    baseline: GapFigure | None = None
    path: float | None = None


class MilestoneStatus(Frozen):
    """Where a milestone stands on a day.

    `stretch_from` is the first period of the break-free stretch that `development` was judged on,
    `points` how many observations that judgement rests on, `yearly_trend` its slope in units a year
    with a 95 % interval. `path` is the level that the straight way from baseline to target has in the
    latest period. `wanted` is None where the wording says no direction; nothing can then improve. `gap` is
    there when the milestone has a gap target. `newer_since`: the day since which the source ordinarily has
    figures for the period after the latest.
    """

    milestone: str
    verdict: Verdict
    verdict_reason: Reason
    development: Development
    development_reason: Reason
    wanted: Direction | None
    indicator: str | None = None
    area: str | None = None
    latest: Figure | None = None
    baseline: Figure | None = None
    target: Target | None = None
    path: float | None = None
    since_baseline: Change | None = None
    in_stretch: Change | None = None
    stretch_from: Period | None = None
    points: int = 0
    yearly_trend: tuple[float, float, float] | None = None
    responsible: tuple[str, ...] = ()
    days_since_published: int | None = None
    newer_since: date | None = None
    gap: GapStatus | None = None
