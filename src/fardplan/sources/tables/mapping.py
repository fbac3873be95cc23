"""A mapping: what the columns of a table mean, where it comes from and whether it may be published."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from fardplan.sources.tables.cells import DecimalMark, Mark
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.observation import Clearance, Origin, PublishedBasis, Status
from fardplan.vocabulary.period import Period

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]
Dimension = Annotated[str, StringConstraints(pattern=r"^[a-zåäö0-9_-]+$")]
Category = Annotated[str, StringConstraints(pattern=r"^[^;=]+$", strip_whitespace=True)]


def _several(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]
"""One text or a list of them."""


def _several_lines(given: Any) -> Any:
    return (given,) if isinstance(given, int) and not isinstance(given, bool) else given


Lines = Annotated[tuple[Annotated[int, Field(ge=1)], ...], BeforeValidator(_several_lines)]
"""The number of a line in the file, from 1, or a list of them."""


class Looked(Frozen):
    """Where a table says something: once for all of it (`const`), or row by row in a column.

    A column is named by its heading, or by its place from the left as `#1`. `codes` translates what the
    table says. `fill_down` lets an empty cell mean what the one above it says, as merged cells do.
    """

    const: str | None = None
    column: str | None = None
    codes: dict[str, str] = Field(default_factory=dict)
    ignore: Texts = ()
    fill_down: bool = False


def _one_way(looked: Looked, ways: tuple[str, ...]) -> None:
    given = [name for name in ways if getattr(looked, name) not in (None, False)]
    if len(given) != 1:
        raise ValueError(f"give one of {', '.join(ways)}; {' and '.join(given) or 'none'} was given")


class IndicatorColumn(Looked):
    """Which indicator a row is about. `unknown`: what to do with a code that is not translated."""

    unknown: Literal["refuse", "ignore"] = "refuse"

    @model_validator(mode="after")
    def _from_one_place(self) -> "IndicatorColumn":
        _one_way(self, ("const", "column"))
        return self


class AreaColumn(Looked):
    """Which area a row is about.

    Codes and names of known areas need no translation. `pad` puts back the zeros in front of a code that
    has lost them, up to so many digits. An `unknown` area is refused, ignored, or kept by its own code,
    as for the other municipalities of a comparison.
    """

    pad: Annotated[int, Field(ge=1, le=20)] | None = None
    unknown: Literal["refuse", "ignore", "keep"] = "refuse"

    @model_validator(mode="after")
    def _from_one_place(self) -> "AreaColumn":
        _one_way(self, ("const", "column"))
        return self


class PeriodColumn(Looked):
    """Which period a row is about, or each column of it when periods stand `in_header`.

    `banner` takes it from the text after these words above the table. `school_year_as` tells whether
    2024/25 stays a school year or becomes the year it ends in.
    """

    in_header: bool = False
    banner: str | None = None
    school_year_as: Literal["school_year", "spring_year"] = "school_year"

    @model_validator(mode="after")
    def _from_one_place(self) -> "PeriodColumn":
        _one_way(self, ("const", "column", "in_header", "banner"))
        if self.const is not None:
            try:
                Period.parse(self.const)
            except InputError as error:
                raise ValueError(f"{error.what}. {error.instead}") from error
        return self


class GroupColumn(Looked):
    """Which category of a dimension a row is about; `everybody` lists what means all of them.

    With `unknown: everybody` so does whatever is not translated.
    """

    everybody: Texts = ()
    unknown: Literal["refuse", "keep", "everybody"] = "refuse"

    @model_validator(mode="after")
    def _from_one_place(self) -> "GroupColumn":
        _one_way(self, ("const", "column"))
        return self


class StatusColumn(Frozen):
    """A column of status codes; an empty code is a plain value."""

    column: str
    codes: dict[str, Status] = Field(default_factory=dict)


def _as_const(given: Any) -> Any:
    return {"const": given} if isinstance(given, str) else given


def _as_period(given: Any) -> Any:
    """A year written without quotes is a year all the same."""
    return _as_const(str(given) if isinstance(given, int) and not isinstance(given, bool) else given)


def _as_column(given: Any) -> Any:
    return {"column": given} if isinstance(given, str) else given


class Measure(Frozen):
    """A column of figures and those that belong to it.

    `column` is left out when periods stand in the header. `indicator` and `group` say what is special to
    this column. `scale` multiplies the figure, its interval too, into the indicator's unit: 100 for
    shares from 0 to 1.
    """

    column: str | None = None
    indicator: Key | None = None
    group: dict[Dimension, Category] = Field(default_factory=dict)
    base: str | None = None
    lower: str | None = None
    upper: str | None = None
    status: Annotated[StatusColumn, BeforeValidator(_as_column)] | None = None
    scale: Annotated[float, Field(gt=0)] = 1.0


MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class Published(Frozen):
    """When the source let the figures out: on one day, by a column, or by its ordinary calendar.

    `every_year` is a month and day (09-25), `years_after` how many years after the one the period ends
    in. Without any of them it is unknown, and the day of loading stands in for it.
    """

    on: date | None = None
    column: str | None = None
    every_year: MonthDay | None = None
    years_after: Annotated[int, Field(ge=0, le=20)] = 0
    basis: PublishedBasis | None = None

    @model_validator(mode="after")
    def _at_most_one(self) -> "Published":
        given = [name for name in ("on", "column", "every_year") if getattr(self, name) is not None]
        if len(given) > 1:
            raise ValueError(f"give one of on, column, every_year; {' and '.join(given)} were given")
        if self.every_year:
            date.fromisoformat(f"2024-{self.every_year}")
        if self.basis is not None and (self.basis is PublishedBasis.LOADED) is bool(given):
            raise ValueError(f"the basis '{self.basis}' contradicts the day of publication given")
        return self


class TableSource(Frozen):
    """Where the figures come from: a source of the indicator's definition by its `key`, or by `name`.

    What is given beside a key stands instead of what the definition says.
    """

    key: Key | None = None
    name: str | None = None
    publisher: str | None = None
    code: str | None = None
    address: Address | None = None
    licence: str | None = None
    via: str | None = None

    @model_validator(mode="after")
    def _names_a_source(self) -> "TableSource":
        if (self.key is None) == (self.name is None):
            raise ValueError("give either the key of a source that the definition has, or a name")
        return self


class TableMapping(Frozen):
    """Everything that must be known to read a table.

    `header` is the line of the headings, or several when they are stacked; left out it is found by the
    names of the columns. `where` keeps rows by what a column says, `skip` leaves rows out. `marks`
    explains signs of this table. `impossible_zeros` are those before an indicator or area existed.
    `extends`: the table adds to what its source has given before, instead of taking its place.
    Origin `simulated` marks figures that are not real.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = None
    header: Lines = ()
    decimal: DecimalMark | None = None
    where: dict[str, Texts] = Field(default_factory=dict)
    skip: dict[str, Texts] = Field(default_factory=dict)
    indicator: Annotated[IndicatorColumn, BeforeValidator(_as_const)] | None = None
    area: Annotated[AreaColumn, BeforeValidator(_as_const)]
    period: Annotated[PeriodColumn, BeforeValidator(_as_period)]
    groups: dict[Dimension, Annotated[GroupColumn, BeforeValidator(_as_const)]] = Field(default_factory=dict)
    values: tuple[Annotated[Measure, BeforeValidator(_as_column)], ...]
    marks: dict[str, Mark] = Field(default_factory=dict)
    impossible_zeros: Literal["refuse", "drop"] = "refuse"
    source: TableSource
    origin: Origin
    clearance: Clearance = Clearance.INTERNAL
    published: Published = Published()
    extends: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> "TableMapping":
        if not self.values:
            raise ValueError("there is no column of figures in 'values'")
        if any((measure.column is None) != self.period.in_header for measure in self.values):
            raise ValueError("a column of figures is named unless the periods stand in the header")
        if self.period.in_header and len(self.values) > 1:
            raise ValueError("with periods in the header there is one kind of figures")
        if self.indicator is None and any(measure.indicator is None for measure in self.values):
            raise ValueError("no indicator is given for some figures")
        if self.clearance is Clearance.PUBLISHED_BY_SOURCE and not (self.source.address or self.source.key):
            raise ValueError("figures published by their source need its address")
        if self.clearance is Clearance.PROTECTED:
            raise ValueError("figures are protected by being computed here; those of a table are not")
        twice = sorted({name for measure in self.values for name in measure.group} & set(self.groups))
        if twice:
            raise ValueError(f"{' and '.join(twice)} is said both by values and by groups")
        return self
