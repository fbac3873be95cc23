"""Told: what publications say of the people of a register, figure by figure, hidden ones as well."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from fardplan.disclosure.tables import CellKey, Dimension
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Observation, Status

FINEST = Fraction(1, 1_000_000)
"""A share of a known base that is told unrounded is taken as rounded to this, in per cent."""

COARSE = Fraction(1, 1000)
"""As `FINEST` where the base is hidden: finer steps are more than a solver can tell apart."""

LARGEST_RATIO = 10_000
"""Of so many persons at most an unrounded share is known to be the exact ratio of two whole numbers."""


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as a publication tells it.

    A count is about the cell `whole`; a share is about `part` of it, in per cent. Either is rounded to
    `rounded_to`. `base` is the number of persons in `whole`, None where it is not told; `share` is None where
    it is hidden and for a count. `edition` is 0 in what is to be published now, 1 in the edition before it,
    and so on.
    """

    whole: CellKey
    part: CellKey | None = None
    base: int | None = None
    share: float | None = None
    rounded_to: float = 0.0
    edition: int = 0

    def __post_init__(self) -> None:
        if self.part is None and self.share is not None:
            raise InputError(f"the share of {self.whole} does not say what it is the share of")
        if self.rounded_to < 0:
            raise InputError(f"a figure cannot be rounded to {self.rounded_to}")

    @property
    def hides_whole(self) -> bool:
        return self.base is None

    @property
    def hides_part(self) -> bool:
        return self.part is not None and self.share is None

    def bases(self) -> tuple[int, int]:
        """The least and greatest number of persons that a told base can stand for.

        The base of a share is told as it is, a count in steps of `rounded_to`. A half is taken either way.
        """
        if self.base is None:
            raise InputError(f"the base of {self.whole} is hidden")
        if self.part is not None or self.rounded_to <= 1:
            return self.base, self.base
        half = Fraction(str(self.rounded_to)) / 2
        return max(ceil(self.base - half), 0), floor(self.base + half)

    def shares(self) -> tuple[Fraction, Fraction]:
        """The ends of what was rounded to the share, as parts of one; the same for an exact ratio."""
        if self.share is None:
            raise InputError(f"the share of {self.whole} is hidden")
        middle = Fraction(str(self.share))
        ratio = (middle / 100).limit_denominator(LARGEST_RATIO)
        if self.base is None and not self.rounded_to and abs(ratio - middle / 100) < Fraction(1, 10**12):
            return ratio, ratio
        finest = COARSE if self.base is None else FINEST
        half = max(Fraction(str(self.rounded_to)), finest) / 2
        return max(middle - half, Fraction(0)) / 100, min(middle + half, Fraction(100)) / 100

    def numerators(self) -> tuple[int, int]:
        """The least and greatest whole number whose share of the base is rounded to what is told.

        Rounding of a half is taken either way. Raises `InputError` when there is none: no share of so many
        persons is rounded to that.
        """
        if self.base is None:
            raise InputError(f"the base of {self.whole} is hidden")
        low, high = self.shares()
        least, most = ceil(low * self.base), floor(high * self.base)
        if least > most:
            raise InputError(
                f"no whole number of {self.base} is {self.share} per cent, rounded to {self.rounded_to}"
            )
        return least, most


def told_of(
    observations: Iterable[Observation],
    dimensions: Sequence[Dimension],
    rounded_to: Mapping[str, float],
    *,
    weighted: Collection[str] = (),
    edition: int = 0,
) -> tuple[Told, ...]:
    """Published observations of one register and period as `Told`.

    `dimensions` as in `LinkedCells`: `area`, the columns of breakdowns with the code `` for everybody, and
    `counted` with codes `<indicator>.population` and, for a share, `<indicator>.numerator`. `rounded_to`: the
    step that each indicator's figures are told in. Of the indicators in `weighted` (shares of a sample, each
    answer with a weight) only the base is a number of persons; their shares tell nothing of it. A figure that
    is missing tells nothing, one that does not apply that there is nobody, where its base says 0.
    Raises `InputError` for an area or category that the dimensions do not have.
    """
    return tuple(
        _told(item, dimensions, rounded_to.get(item.indicator, 0.0), item.indicator in weighted, edition)
        for item in observations
        if item.status is not Status.MISSING and (item.status is not Status.NOT_APPLICABLE or item.base == 0)
    )


def _told(
    item: Observation, dimensions: Sequence[Dimension], rounded_to: float, weighted: bool, edition: int
) -> Told:
    categories = {**dict(item.group.categories), "area": item.area}
    strange = set(categories) - {one.name for one in dimensions}
    if strange:
        raise InputError(f"{item.what}: it is told by {sorted(strange)}, which the register is not parted by")

    def cell(condition: str) -> CellKey | None:
        counted = f"{item.indicator}.{condition}"
        key = tuple(counted if one.name == "counted" else categories.get(one.name, "") for one in dimensions)
        if any(one.name == "counted" and counted not in one.codes for one in dimensions):
            return None
        for code, one in zip(key, dimensions, strict=True):
            if code not in one.codes:
                raise InputError(f"{item.what}: there is no '{code}' among the codes of '{one.name}'")
        return key

    whole, part = cell("population"), cell("numerator")
    if whole is None:
        raise InputError(f"{item.what}: nothing says whom it counts")
    if weighted:
        return Told(whole, base=item.base, edition=edition)
    if item.status is Status.NOT_APPLICABLE:
        return Told(whole, base=0, edition=edition)
    if part is None:
        step = rounded_to if rounded_to > 1 else 0.0
        count = None if item.value is None else round(item.value)
        return Told(whole, base=count, rounded_to=step, edition=edition)
    return Told(whole, part, item.base, item.value, rounded_to, edition)
