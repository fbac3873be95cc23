"""Recalculated: a figure of an area of one division, put together of those of an older one."""

from datetime import date
from enum import StrEnum

from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period


class Reason(StrEnum):
    """Why a carried figure is exact, recalculated or not there."""

    UNCHANGED = "unchanged"  # the area was the same then; the figure is as it was published
    WHOLE_AREAS = "whole_areas"  # made of undivided areas
    DIVIDED = "divided"  # an old area was cut; its parts are estimated by people
    BASES_UNKNOWN = (
        "bases_unknown"  # put together by people, since what each figure is of so many is not known
    )
    NO_KEY = "no_key"  # an old area was cut, and nothing tells how
    NOT_RESIDENTS = "not_residents"  # an old area was cut, and those counted do not live there
    OUTSIDE = "outside"  # a part of the area lay in no area of the old division
    MISSING = "missing"  # the figure of an old area is missing
    NO_WEIGHT = "no_weight"  # nobody lives there, or nothing tells how many: shares cannot be put together
    NO_BASE = "no_base"  # an old area was cut, and it is not known for how many its figure holds in the parts
    NO_ERROR = "no_error"  # answers from a sample, whose sampling error in the old areas is not known


class Recalculated(Frozen):
    """A figure of `area`, put together of those of the areas `made_of`; None when no number can be stood for.

    The truth lies between `lowest` and `highest`, whichever way the old areas were cut; they are bounds, not
    a 95 % interval, and None where the figure is as it was published. `group` is in its written form.
    `source` and `address` are those of the figures it is made of, `published` the latest day any of them was
    public.
    `preliminary`: one of them may still change.
    """

    area: str
    group: str = ""
    period: Period
    value: float | None
    lowest: float | None = None
    highest: float | None = None
    reason: Reason
    made_of: tuple[str, ...]
    origin: Origin
    preliminary: bool = False
    source: str = ""
    address: str | None = None
    published: date | None = None

    @property
    def is_recalculated(self) -> bool:
        return self.value is not None and self.reason is not Reason.UNCHANGED
