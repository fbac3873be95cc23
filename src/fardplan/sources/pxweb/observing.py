"""Cells of a PxWeb table as observations of an indicator."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from fardplan.indicators.asked import PxWebAsked, SignMeaning
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.pxweb.cube import Cell, Cube
from fardplan.sources.pxweb.divisions import NOT_THERE, DivisionYears, without_areas_that_were_not_there
from fardplan.vocabulary.errors import InputError, SourceError
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    Status,
)
from fardplan.vocabulary.period import Period

USUAL = {".": SignMeaning.NOT_APPLICABLE}
_MONTH = re.compile(r"(\d{4})M(\d{2})", re.I)
_TWO_YEARS = re.compile(r"(\d{4})-(\d{4})")


@dataclass(frozen=True, slots=True)
class ForIndicator:
    """What cells become observations of: the indicator, what it asks, and under which name of a source.

    `address` is where the table can be seen, `licence` under which the source lets it be used. `areas` are
    the codes that areas may have here.
    """

    definition: IndicatorDefinition
    asked: PxWebAsked
    source: str
    address: str
    licence: str | None
    areas: Collection[str]


def observations_of(cube: Cube, wanted: ForIndicator, loaded: date) -> tuple[tuple[Observation, ...], int]:
    """The observations of an indicator, and how many values lay before its series begins.

    Left out are areas in years before they existed. Raises `SourceError` for a period that is none here, an
    area or a category that the definition gives no meaning, and two cells for one figure.
    """
    asked = wanted.asked
    _check_variables(cube, wanted)
    told = _without_areas_before(cube, asked)
    found: dict[tuple[str, Group, Period], Observation] = {}
    early = 0
    for cell in told.cells():
        if cell.mark == NOT_THERE:
            continue
        item = _observation(cell, told, wanted, loaded)
        if wanted.definition.first and item.period < wanted.definition.first:
            early += item.value is not None
            continue
        other = found.setdefault((item.area, item.group, item.period), item)
        if other is not item:
            raise _wrong(
                wanted, Sentence("two cells of the table are one figure: {figure}", figure=item.what)
            )
    return tuple(found.values()), early


def areas_of(cube: Cube, asked: PxWebAsked) -> tuple[str, ...]:
    """The areas here that a table was asked for."""
    if asked.area is None:
        return (asked.of_area or "",)
    return tuple(dict.fromkeys(asked.areas.get(code, code) for code in cube.dimension(asked.area).codes))


def _without_areas_before(cube: Cube, asked: PxWebAsked) -> Cube:
    if asked.area is None or asked.areas_since is None:
        return cube
    since = DivisionYears(first=asked.areas_since)
    years = dict.fromkeys(cube.dimension(asked.area).codes, since)
    return without_areas_that_were_not_there(cube, years, asked.area, asked.time)


def _check_variables(cube: Cube, wanted: ForIndicator) -> None:
    """The variables that the definition names are there, and of others there is one code alone."""
    asked = wanted.asked
    keys = [dimension.key for dimension in cube.dimensions]
    named = {asked.time, *asked.groups, *([asked.area] if asked.area else [])}
    for name in named - set(keys):
        what = Sentence("the table was not told by a variable '{variable}'", variable=name)
        raise _wrong(wanted, what, there_is(keys, asked=name))
    for dimension in cube.dimensions:
        if len(dimension) > 1 and dimension.key not in named:
            raise _wrong(
                wanted,
                Sentence(
                    "{count} codes of variable '{variable}' are asked for, and nothing says what each of "
                    "them is here",
                    count=len(dimension),
                    variable=dimension.key,
                ),
                Sentence("Ask for one of them, or say in 'groups' which group each is about."),
            )


def _observation(cell: Cell, cube: Cube, wanted: ForIndicator, loaded: date) -> Observation:
    period = _period(cell.codes[wanted.asked.time], wanted)
    value, status = _figure(cell, wanted.asked)
    published, basis = wanted.asked.public_from(period, loaded, cube.updated_on)
    return Observation(
        indicator=wanted.definition.key,
        area=_area(cell, wanted),
        period=period,
        value=value,
        group=_group(cell, wanted),
        status=status,
        note=cell.mark,
        provenance=Provenance(
            source=wanted.source,
            origin=Origin.OFFICIAL,
            loaded=loaded,
            published=published,
            published_basis=basis,
            address=wanted.address,
            licence=wanted.licence,
            clearance=Clearance.PUBLISHED_BY_SOURCE,
        ),
    )


def _figure(cell: Cell, asked: PxWebAsked) -> tuple[float | None, Status]:
    """The value and what it is; a sign beside a value that nothing is said of leaves it a plain value."""
    meaning = asked.signs.get(cell.mark or "", USUAL.get(cell.mark or ""))
    if cell.value is not None:
        return cell.value, Status.PRELIMINARY if meaning is SignMeaning.PRELIMINARY else Status.VALUE
    if meaning is SignMeaning.ZERO:
        return 0.0, Status.VALUE
    if meaning is None or meaning is SignMeaning.PRELIMINARY:
        return None, Status.MISSING
    return None, Status(meaning.value)


def _area(cell: Cell, wanted: ForIndicator) -> str:
    asked = wanted.asked
    code = cell.codes[asked.area] if asked.area else asked.of_area or ""
    area = asked.areas.get(code, code) if asked.area else code
    if area not in wanted.areas:
        raise _wrong(
            wanted,
            Sentence("the table has the area '{area}', which is none here", area=area),
            Sentence("Say in 'areas' what it is called here, or ask for fewer."),
        )
    return area


def _group(cell: Cell, wanted: ForIndicator) -> Group:
    """The people a cell is about: the groups of all its variables together."""
    parts = list(_groups(cell, wanted))
    try:
        return Group(tuple(pair for part in parts for pair in part.categories)) if parts else EVERYBODY
    except InputError as error:
        raise _wrong(wanted, error.what) from error


def _groups(cell: Cell, wanted: ForIndicator) -> Iterator[Group]:
    for variable, groups in wanted.asked.groups.items():
        code = cell.codes[variable]
        if code not in groups:
            raise _wrong(
                wanted,
                Sentence(
                    "'groups' says nothing of code '{code}' of variable '{variable}'",
                    code=code,
                    variable=variable,
                ),
                Sentence("It tells of: {listed}.", listed=", ".join(groups)),
            )
        yield Group.parse(groups[code])


def _period(code: str, wanted: ForIndicator) -> Period:
    """A period as sources write it: 2019, 2019M05, 2018/19, 2018/2019 or 2018-2019, a school year."""
    text = _TWO_YEARS.sub(r"\1/\2", _MONTH.sub(r"\1-\2", code.strip()))
    try:
        return Period.parse(text)
    except InputError as error:
        raise _wrong(
            wanted,
            Sentence(
                "'{code}' of variable '{variable}' is no period here",
                code=code,
                variable=wanted.asked.time,
            ),
            error.instead,
        ) from error


def _wrong(wanted: ForIndicator, what: str, instead: str | None = None) -> SourceError:
    return SourceError(
        what,
        where=f"{wanted.asked.table}, for {wanted.definition.key}",
        instead=instead,
        outcome=KEPT,
    )
