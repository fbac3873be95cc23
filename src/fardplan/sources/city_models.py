"""What a city tells of itself: its facts, steering goals, organisations, areas and public figures."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from fardplan.vocabulary.area import Area, Division
from fardplan.vocabulary.day import PartialDate
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Origin, PublishedBasis, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Language, Text

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]


class City(Frozen):
    """The facts of a city. `home_area` is the code of the whole city among its areas.

    `municipality_code` has four digits; `supervisor` is the authority that supervises digital
    accessibility, `contact` where a resident can write. `standing` is the indicator that orders the districts
    from worst-off to best-off. `compared_with`: the codes of the municipalities that its figures are usually
    held against.
    """

    key: Key
    name: Text
    municipality_code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    home_area: str
    publisher: Text
    contact: str | None = None
    website: Address | None = None
    supervisor: Text | None = None
    languages: tuple[Language, ...] = ("sv", "en")
    about: Text | None = None
    standing: Key | None = None
    compared_with: tuple[Annotated[str, StringConstraints(pattern=r"^\d{4}$")], ...] = ()


class SteeringGoal(Frozen):
    """A goal that the council set for a period; with a `parent` it serves a goal above it."""

    period: Annotated[str, StringConstraints(pattern=r"^\d{4}–(\d{4})?$")]
    key: Key
    text: Text
    parent: Key | None = None
    source: str
    note: Text | None = None


class OrganisationKind(StrEnum):
    COUNCIL = "council"
    EXECUTIVE = "executive"
    BOARD = "board"
    DISTRICT_BOARD = "district_board"
    COMPANY = "company"
    OTHER = "other"


class Organisation(Frozen):
    """A board, company or other body. None as a day means that it is unknown or has not come.

    `listed` is when `source` names it among the organisations of the city.
    """

    key: Key
    name: Text
    kind: OrganisationKind
    area: str | None = None
    listed: PartialDate | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[Key, ...] = ()
    source: str
    note: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "Organisation":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"'{self.key}' ends {self.valid_to} before it begins {self.valid_from}")
        return self


class FigureRow(Frozen):
    """A row of `figures.csv`: one public figure as its source gives it.

    `source` is the key of a source of the indicator, `address` where the figure is published, `via`
    the page or file it was taken from when that is another. `published` is None only when
    `published_basis` is `loaded`.
    """

    indicator: Key
    area: str
    group: str = ""
    period: Period
    value: float | None
    status: Status = Status.VALUE
    base: Annotated[int, Field(ge=0)] | None = None
    lower: float | None = None
    upper: float | None = None
    source: Key
    origin: Literal[Origin.OFFICIAL, Origin.OWN_CALCULATION]
    address: Address
    via: str | None = None
    published: date | None
    published_basis: PublishedBasis
    licence: str | None = None
    note: str | None = None

    @field_validator("group")
    @classmethod
    def _is_group(cls, text: str) -> str:
        try:
            return str(Group.parse(text))
        except InputError as error:
            raise ValueError(f"{error.what}. {error.instead or ''}".strip()) from error

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "FigureRow":
        if self.status.has_value != (self.value is not None):
            raise ValueError(f"the status '{self.status}' and the value {self.value} contradict each other")
        numbers = [number for number in (self.lower, self.value, self.upper) if number is not None]
        if numbers != sorted(numbers):
            raise ValueError(f"the value {self.value} lies outside its interval {self.lower} to {self.upper}")
        if (self.published is None) != (self.published_basis is PublishedBasis.LOADED):
            raise ValueError(
                f"the day of publication {self.published} and its basis '{self.published_basis}' contradict "
                "each other: a day is left out exactly when the basis is 'loaded'"
            )
        if self.published and self.published < self.period.start:
            raise ValueError(f"it was published {self.published}, before the period {self.period} began")
        return self

    @property
    def cell(self) -> tuple[str, str, str, Period]:
        return (self.indicator, self.area, self.group, self.period)


class AreasFile(Frozen):
    areas: tuple[Area, ...]
    divisions: tuple[Division, ...] = ()

    @classmethod
    def together(cls, files: "Iterable[AreasFile]") -> "AreasFile":
        """What stands in several files as if it stood in one."""
        listed = list(files)
        return cls(
            areas=tuple(area for item in listed for area in item.areas),
            divisions=tuple(division for item in listed for division in item.divisions),
        )


class OrganisationsFile(Frozen):
    organisations: tuple[Organisation, ...]


class GoalsFile(Frozen):
    goals: tuple[SteeringGoal, ...]
