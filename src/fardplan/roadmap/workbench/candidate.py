"""A candidate: a level and a year that a milestone could be given."""

import math
from dataclasses import dataclass

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.status import Direction, Figure


@dataclass(frozen=True, slots=True)
class Candidate:
    """A level in the indicator's unit, and the year by which it is to be reached."""

    level: float
    year: int


@dataclass(frozen=True, slots=True)
class Required:
    """The change that a candidate asks for, from the latest figure.

    `total` and `yearly` are in the unit (percentage points for shares), with the sign of the change.
    `odds_ratio` is how much the odds are multiplied each year, for shares strictly inside 0 to 100.
    `improvement` is the total change in the wanted direction: negative when the level is passed already.
    """

    years: float
    total: float
    yearly: float
    improvement: float
    odds_ratio: float | None


def required(latest: Figure, candidate: Candidate, wanted: Direction, *, share: bool) -> Required:
    """The change from `latest` to the candidate. Raises `InputError` when its year is not ahead."""
    years = candidate.year - latest.period.position
    if years <= 0:
        raise InputError(
            Sentence(
                "the year {year} is not after the latest figure, {latest}",
                year=candidate.year,
                latest=str(latest.period),
            ),
            instead=Sentence("Choose {first} or later.", first=int(latest.period.position) + 1),
        )
    total = candidate.level - latest.value
    return Required(
        years=years,
        total=total,
        yearly=total / years,
        improvement=total * wanted.sign,
        odds_ratio=_yearly_odds(latest.value, candidate.level, years) if share else None,
    )


def _yearly_odds(first: float, last: float, years: float) -> float | None:
    if not (0 < first < 100 and 0 < last < 100):
        return None
    return math.exp((_log_odds(last) - _log_odds(first)) / years)


def _log_odds(share: float) -> float:
    return math.log(share / (100 - share))
