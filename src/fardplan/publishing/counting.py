"""How the city's own figures were counted and protected, as a publication tells it."""

from typing import Annotated

from pydantic import StringConstraints

from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class PublishedCategory(Frozen):
    """A category that people are told apart by, and what people call it."""

    code: str
    name: Text


class PublishedDimension(Frozen):
    """What people are told apart by: a column of a register, with its categories in their order."""

    key: str
    name: Text | None
    categories: tuple[PublishedCategory, ...]


class PublishedRule(Frozen):
    """A condition of a count, as its definition has it.

    `part` is whom it is about: population, numerator, answered, no_opinion or preliminary. It holds from
    `first` on, until the next one of the same part; None is from the beginning.
    """

    part: str
    first: Period | None
    when: str
    text: Text | None


class PublishedOwnCount(Frozen):
    """How the city counts an indicator itself.

    `register_key` names what it is counted in; None for a ratio, `of` per `per`. `variant_of`
    is the indicator with the official figures and `differs` why the two differ. Groups that are told by the
    column `place_column` are places of the set `places`.
    """

    register_key: Key | None
    rules: tuple[PublishedRule, ...] = ()
    of: Key | None = None
    per: Key | None = None
    variant_of: Key | None = None
    differs: Text | None = None
    places: Key | None = None
    place_column: str | None = None


class PublishedRegister(Frozen):
    """A register that figures here were counted in, and how its people are protected.

    `row` is what a row is, in the singular. `basis` says on whose decision or practice the protection rests,
    `protection` in sentences how it was done, and `releases` are the privacy reports that the figures passed.
    """

    key: Key
    name: Text
    row: Text
    sources: tuple[str, ...]
    dimensions: tuple[PublishedDimension, ...]
    minimum: int
    basis: Text | None
    protection: tuple[Text, ...]
    releases: tuple[str, ...]
