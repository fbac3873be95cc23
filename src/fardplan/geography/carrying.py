"""Figures of one division carried to another: exact where areas merged, with bounds where they were cut."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fardplan.geography.crosswalk import Crosswalk
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.recalculated import Reason

__all__ = ["Carried", "Reason", "carry_counts", "carry_means", "carry_shares"]


@dataclass(frozen=True, slots=True)
class Carried:
    """A figure of an area in the new division; None when no number can be stood for.

    The truth lies between `lowest` and `highest`, whichever way the old areas were cut. They are bounds,
    not an interval with a probability, and hold no sampling error.
    """

    area: str
    value: float | None
    lowest: float | None
    highest: float | None
    reason: Reason

    @property
    def is_exact(self) -> bool:
        return self.reason is Reason.WHOLE_AREAS

    @property
    def is_recalculated(self) -> bool:
        return self.value is not None and not self.is_exact


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a target gets of a source: `people` of the `everybody` who live there, all of it when `whole`."""

    source: str
    whole: bool
    people: float
    everybody: float

    def part(self, count: float) -> float:
        """The part of a count that falls here if it is spread as the people are."""
        return count if self.whole or not count else count * self.people / self.everybody

    def reach(self, count: float, *, of_people: bool) -> tuple[float, float]:
        """The fewest and the most of a count that can fall here.

        When those counted are some of the people: not more than live here, and at least those who find
        no room elsewhere (Duncan & Davis, American Sociological Review 18(6), 1953, 665-666).
        """
        if self.whole:
            return count, count
        if not of_people:
            return 0.0, count
        return max(0.0, count - (self.everybody - self.people)), min(count, self.people)


def carry_counts(
    crosswalk: Crosswalk, counts: Mapping[str, float | None], *, of_people: bool
) -> dict[str, Carried]:
    """Counts of the old areas as counts of the new ones, by area.

    Sums of undivided areas are exact. The count of a divided area is spread as its people are, with the
    bounds that no way of dividing it can pass. `of_people` says that those counted are some of the people
    that the crosswalk counts, which makes the bounds narrower. Raises `InputError` for a negative count,
    and with `of_people` for one above the number of people.
    """
    _check(crosswalk, counts)

    def put_together(area: str, pieces: list[_Piece]) -> Carried:
        found = [(piece, _value(counts, piece.source)) for piece in pieces]
        if of_people:
            _check_people(found)
        value = math.fsum(piece.part(count) for piece, count in found)
        return _bounded(area, value, *_reach(found, of_people=of_people), _reason(pieces))

    return _carried(crosswalk, counts, put_together)


def carry_shares(
    crosswalk: Crosswalk,
    shares: Mapping[str, float | None],
    bases: Mapping[str, float] | None = None,
    *,
    rounded_to: float = 0.0,
) -> dict[str, Carried]:
    """Shares, 0 to 1, of the old areas as shares of the new ones, by area.

    `bases`: how many of the people each share is a share of. With them the share of merged areas is exact,
    and the bounds of a divided one hold whichever way its people and its base were divided. Without them
    shares are weighted by people; the bounds of merged areas are then the lowest and the highest share,
    and a divided area is taken to have the same base everywhere. `rounded_to` is the step the shares were
    rounded to; the bounds are wider by half of it. Raises `InputError` for a share outside 0 to 1 or a
    base that is negative or above the number of people where an area is divided.
    """
    _check(crosswalk, shares, highest=1.0)
    _check(crosswalk, bases or {})

    def put_together(area: str, pieces: list[_Piece]) -> Carried:
        found = [(piece, _value(shares, piece.source)) for piece in pieces]
        if bases is None:
            carried = _by_people(area, found)
        else:
            carried = _by_bases(area, [(piece, share, _value(bases, piece.source)) for piece, share in found])
        return _rounded(carried, rounded_to)

    known_bases = shares if bases is None else bases
    usable = {area: share if area in known_bases else None for area, share in shares.items()}
    return _carried(crosswalk, usable, put_together)


def carry_means(crosswalk: Crosswalk, means: Mapping[str, float | None]) -> dict[str, Carried]:
    """Means and rates of the old areas, of 0 and up, as those of the new ones, by area.

    A mean of merged areas lies between the lowest and the highest of theirs; between these it is weighted by
    people, since how many each is a mean of is not known. Of a divided area no part can be told.
    """
    _check(crosswalk, means)

    def put_together(area: str, pieces: list[_Piece]) -> Carried:
        if not all(piece.whole for piece in pieces):
            return Carried(area, None, None, None, Reason.NO_BASE)
        return _by_people(area, [(piece, _value(means, piece.source)) for piece in pieces])

    return _carried(crosswalk, means, put_together)


def _by_bases(area: str, found: list[tuple[_Piece, float, float]]) -> Carried:
    having = [(piece, share * base) for piece, share, base in found]
    lacking = [(piece, (1 - share) * base) for piece, share, base in found]
    _check_people([(piece, base) for piece, _, base in found])
    base = math.fsum(piece.part(base) for piece, _, base in found)
    if not base > 0:
        return Carried(area, None, None, None, Reason.NO_WEIGHT)
    value = math.fsum(piece.part(count) for piece, count in having) / base
    fewest, most = _reach(having, of_people=True)
    fewest_lacking, most_lacking = _reach(lacking, of_people=True)
    lowest = _ratio(fewest, fewest + most_lacking, value)
    highest = _ratio(most, most + fewest_lacking, value)
    return _bounded(area, value, lowest, highest, _reason([piece for piece, _, _ in found]))


def _by_people(area: str, found: list[tuple[_Piece, float]]) -> Carried:
    pieces = [piece for piece, _ in found]
    if len(pieces) == 1 and pieces[0].whole:
        return _bounded(area, found[0][1], found[0][1], found[0][1], Reason.WHOLE_AREAS)
    everybody = math.fsum(piece.people for piece, _ in found)
    if not everybody > 0:
        return Carried(area, None, None, None, Reason.NO_WEIGHT)
    value = math.fsum(piece.people * share for piece, share in found) / everybody
    ends = [_share_reach(piece, share) for piece, share in found if piece.people > 0]
    reason = Reason.BASES_UNKNOWN if all(piece.whole for piece in pieces) else Reason.DIVIDED
    return _bounded(area, value, min(low for low, _ in ends), max(high for _, high in ends), reason)


def _share_reach(piece: _Piece, share: float) -> tuple[float, float]:
    if piece.whole:
        return share, share
    low, high = piece.reach(share * piece.everybody, of_people=True)
    return low / piece.people, high / piece.people


def _reach(found: list[tuple[_Piece, float]], *, of_people: bool) -> tuple[float, float]:
    reaches = [piece.reach(count, of_people=of_people) for piece, count in found]
    return math.fsum(low for low, _ in reaches), math.fsum(high for _, high in reaches)


def _ratio(part: float, whole: float, otherwise: float) -> float:
    return part / whole if whole > 0 else otherwise


def _bounded(area: str, value: float, lowest: float, highest: float, reason: Reason) -> Carried:
    """Bounds that hold the value: floating-point arithmetic may leave it a hair outside."""
    if reason is Reason.WHOLE_AREAS:
        return Carried(area, value, value, value, reason)
    return Carried(area, value, min(lowest, value), max(highest, value), reason)


def _rounded(carried: Carried, step: float) -> Carried:
    if carried.value is None or carried.lowest is None or carried.highest is None or not step:
        return carried
    lowest, highest = max(0.0, carried.lowest - step / 2), min(1.0, carried.highest + step / 2)
    return Carried(carried.area, carried.value, lowest, highest, carried.reason)


def _carried(
    crosswalk: Crosswalk,
    figures: Mapping[str, float | None],
    put_together: Callable[[str, list[_Piece]], Carried],
) -> dict[str, Carried]:
    """Each target put together of its pieces, or the reason why it cannot be."""
    pieces = _pieces(crosswalk)
    result = {}
    for position, area in enumerate(crosswalk.targets):
        hindrance = _hindrance(crosswalk, position, pieces[position], figures)
        result[area] = (
            Carried(area, None, None, None, hindrance) if hindrance else put_together(area, pieces[position])
        )
    return result


def _hindrance(
    crosswalk: Crosswalk, target: int, pieces: list[_Piece], figures: Mapping[str, float | None]
) -> Reason | None:
    divided = [piece for piece in pieces if not piece.whole]
    if divided and crosswalk.people is None:
        return Reason.NO_KEY
    if crosswalk.open[target] or not pieces:
        return Reason.OUTSIDE
    if any(figures.get(piece.source) is None for piece in pieces):
        return Reason.MISSING
    # Nobody lives in an area that was cut: how its count was spread cannot be told by people.
    if any(not piece.everybody > 0 and _value(figures, piece.source) > 0 for piece in divided):
        return Reason.NO_KEY
    return None


def _pieces(crosswalk: Crosswalk) -> list[list[_Piece]]:
    """What every target is made of. Where no key tells, nobody is known to live anywhere."""
    whole, everybody = crosswalk.is_whole, crosswalk.source_people
    result: list[list[_Piece]] = []
    for target in range(len(crosswalk.targets)):
        made_of = []
        for source in crosswalk.touches[:, target].nonzero()[0]:
            name = crosswalk.sources[source]
            if crosswalk.people is None or everybody is None:
                made_of.append(_Piece(name, bool(whole[source]), 0.0, 0.0))
                continue
            here, all_of_it = float(crosswalk.people[source, target]), float(everybody[source])
            made_of.append(_Piece(name, bool(whole[source]), here, all_of_it))
        result.append(made_of)
    return result


def _reason(pieces: list[_Piece]) -> Reason:
    return Reason.WHOLE_AREAS if all(piece.whole for piece in pieces) else Reason.DIVIDED


def _value(figures: Mapping[str, float | None], source: str) -> float:
    value = figures.get(source)
    return 0.0 if value is None else value


def _check(crosswalk: Crosswalk, figures: Mapping[str, float | None], *, highest: float = math.inf) -> None:
    for area, value in figures.items():
        if area not in crosswalk.sources:
            raise InputError(
                f"there is a figure for '{area}', which is not in the old division",
                instead=known(crosswalk.sources, asked=area),
            )
        if value is not None and not (0 <= value <= highest and math.isfinite(value)):
            raise InputError(f"the figure of '{area}' cannot be carried: {value}")


def _check_people(found: list[tuple[_Piece, float]]) -> None:
    for piece, count in found:
        if not piece.whole and count > piece.everybody * (1 + 1e-12):
            raise InputError(
                f"{count:g} are counted in '{piece.source}', where {piece.everybody:g} live",
                instead="Give people of the same day, or say that those counted are not some of them.",
            )
