"""What an indicator's source is asked for: which key figure or table, and how its cells become figures."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from fardplan.vocabulary.check import CheckName
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import PublishedBasis
from fardplan.vocabulary.period import Period

Code = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
LEAP_FREE = 2001


class PublishingDay(Frozen):
    """The day of the year on which a source ordinarily publishes, so many years after the figure's own."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    years_after: Annotated[int, Field(ge=0, le=10)] = 0

    @model_validator(mode="after")
    def _a_day(self) -> Self:
        date(LEAP_FREE, self.month, self.day)
        return self

    def of(self, period: Period) -> date:
        """The ordinary day for a period; of a school year the year is the one that it ends in."""
        return date(period.end.year + self.years_after, self.month, self.day)


class _Asked(Frozen):
    """What holds for every source.

    `published`: the ordinary day of publication, for figures whose day the source does not tell. `licence`:
    under which it lets them be used. `looked_into`: checks whose finding is known and right, and need not
    stop its figures again.
    """

    published: PublishingDay | None = None
    licence: str | None = None
    looked_into: tuple[CheckName, ...] = ()

    def public_from(
        self, period: Period, loaded: date, updated: date | None = None
    ) -> tuple[date, PublishedBasis]:
        """The day by which a figure was public, and how that is known.

        The ordinary day where that has passed; else the source's last update, by which it was public; else
        the day it came here stands in for it.
        """
        last = min(updated or loaded, loaded)
        if self.published is not None and (day := self.published.of(period)) <= last:
            return day, PublishedBasis.CALENDAR
        if updated is not None:
            return last, PublishedBasis.NO_LATER_THAN
        return loaded, PublishedBasis.LOADED


KpiId = Annotated[str, StringConstraints(pattern=r"^[NU][0-9]{5}$")]


class KoladaAsked(_Asked):
    """A key figure of Kolada, by its id; women's and men's figures too where `by_sex`.

    `margin`: the key figure with its margins of error (osäkerhetstal), half the width of a 95 % interval.
    """

    kind: Literal["kolada"] = "kolada"
    kpi: KpiId
    by_sex: bool = True
    margin: KpiId | None = None

    @property
    def kpis(self) -> tuple[str, ...]:
        """All the key figures that are asked for."""
        return (self.kpi, self.margin) if self.margin else (self.kpi,)


class SignMeaning(StrEnum):
    """What a sign that a source writes in a cell means."""

    MISSING = "missing"  # no figure
    NOT_APPLICABLE = "not_applicable"  # there can be none
    SUPPRESSED = "suppressed"  # held back to protect people
    PRELIMINARY = "preliminary"  # a figure that may change
    ZERO = "zero"  # exactly nothing


class PxWebAsked(_Asked):
    """Cells of a table in a statistical database that speaks PxWeb.

    `address`: of the database, in version 1 with the folders that `table` lies in. `select`: for each
    variable, the codes or expressions asked for (`*`, `top(5)`, `from(2015)`); what is left out the source
    sums, where it allows.
    `codelists`: other divisions of a variable than its own. `time` and `area`: which variables these are;
    without `area` the figures are of `of_area`. `areas`: what the source's codes are called here, where
    that is not the same. `groups`: by variable and code, the group a cell is about, empty for everybody;
    variables with one code asked for need none. `areas_since`: the first year for which a code of an area
    means anything, since some sources answer 0 for years before. `signs`: what the source's signs mean, where
    that is not usual: `.` stands for not applicable, any other in a cell without a figure for missing.
    """

    kind: Literal["pxweb"] = "pxweb"
    version: Literal[1, 2] = 2
    address: Annotated[str, StringConstraints(pattern=r"^https?://")]
    table: Code
    select: Mapping[Code, tuple[Code, ...]]
    codelists: Mapping[Code, Code] = {}
    time: Code
    area: Code | None = None
    of_area: Code | None = None
    areas: Mapping[Code, Code] = {}
    groups: Mapping[Code, Mapping[Code, str]] = {}
    areas_since: Annotated[int, Field(ge=1749, le=2200)] | None = None
    signs: Mapping[str, SignMeaning] = {}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.area is None) == (self.of_area is None):
            raise ValueError("either 'area' says which variable the areas are, or 'of_area' which area it is")
        told = {"time": [self.time], "area": [self.area] if self.area else [], "groups": [*self.groups]}
        for field, variables in told.items():
            for variable in variables:
                if variable not in self.select:
                    raise ValueError(f"'{field}' tells of '{variable}', which 'select' does not ask for")
        for groups in self.groups.values():
            for written in groups.values():
                _check_group(written)
        return self


def _check_group(written: str) -> None:
    try:
        Group.parse(written)
    except InputError as error:
        raise ValueError(f"{error.what}; {error.instead}") from error


class SkolverketAsked(_Asked):
    """A column of Skolverket's files with a row for each school, one file a school year.

    The files are fetched from `addresses`, or lie in `folder` below `downloads` in the home, where a person
    has put them. `columns`: what the column is called, in one year or another; `pupils`: so for the number of
    pupils. `figures`: of each of the `schools` in the municipality, or of the pupils of all of them in the
    `city`, by provider too, which is our own calculation. `providers`: what the types of provider are called
    here.
    """

    kind: Literal["skolverket"] = "skolverket"
    addresses: tuple[Annotated[str, StringConstraints(pattern=r"^https?://")], ...] = ()
    folder: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] | None = None
    columns: Annotated[tuple[Code, ...], Field(min_length=1)]
    pupils: Annotated[tuple[Code, ...], Field(min_length=1)] = ("Antal elever",)
    municipality: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    figures: Literal["schools", "city"]
    providers: Mapping[Code, Annotated[str, StringConstraints(pattern=r"^[a-zåäö0-9_-]+$")]] = {
        "Kommunal": "municipal",
        "Enskild": "independent",
    }

    @model_validator(mode="after")
    def _lies_somewhere(self) -> Self:
        if not self.addresses and self.folder is None:
            raise ValueError("either 'addresses' says where the files are, or 'folder' where they are put")
        return self


Asked = Annotated[KoladaAsked | PxWebAsked | SkolverketAsked, Field(discriminator="kind")]
