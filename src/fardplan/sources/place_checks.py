"""What registers and the city's sets of places contradict: a set that is not there, a code astray."""

from collections.abc import Collection, Iterator, Mapping

from fardplan.indicators.counting.placing import places_of
from fardplan.indicators.counting.register import ColumnType, RegisterDefinition, time_value
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.sources.yaml_marks import Loc
from fardplan.vocabulary.errors import known
from fardplan.vocabulary.period import PeriodKind
from fardplan.vocabulary.place import Places

Fault = tuple[Loc, str]
YEARS = (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR)
NUMBERS = (ColumnType.INTEGER, ColumnType.NUMBER)


def faults_of_place_columns(
    register: RegisterDefinition, places: Mapping[str, Places], promised: Collection[str]
) -> Iterator[Fault]:
    """What is wrong with the columns that are found from positions, and where.

    `promised`: the keys of all sets of places, those not well formed too.
    """
    for position, asked in enumerate(register.places):
        at: Loc = ("places", position)
        if asked.places not in promised:
            yield (*at, "places"), f"there is no set of places '{asked.places}'. {known(promised)}"
        for name in (asked.x, asked.y):
            yield from ((at, told) for told in _not_a(register, name, NUMBERS))
        if asked.quarter:
            yield from ((at, told) for told in _not_a(register, asked.quarter, (ColumnType.INTEGER,)))
        yield from ((at, told) for told in _not_a(register, asked.column, (ColumnType.TEXT,)))
        column = register.column(asked.column)
        if column and not column.optional:
            yield at, f"'{column.name}' is missing outside the places; write optional: true"
        if column and asked.places in places:
            codes = {item.code for item in places[asked.places].places}
            for code in sorted(codes ^ set(column.codes)):
                where = f"a place of '{asked.places}'" if code in codes else f"a category of '{column.name}'"
                yield at, f"'{code}' is {where} alone; the categories of the column are the places"


def faults_of_moves(
    definition: IndicatorDefinition, register: RegisterDefinition, places: Mapping[str, Places]
) -> Iterator[Fault]:
    """Borders that move while an indicator counts in them, in a year that it does not call a break.

    The first borders of a set are no move: before them there is nothing to compare with.
    """
    if definition.count is None:
        return
    told = {time_value(item.first, PeriodKind.YEAR) for item in definition.breaks if item.first.kind in YEARS}
    for asked in places_of(definition.count, register):
        moves = places[asked.places].changes[1:] if asked.places in places else ()
        for day in moves:
            if day.year not in told:
                what = f"the places '{asked.places}' change on {day}, and the indicator has no break then"
                yield ("breaks",), what


def _not_a(register: RegisterDefinition, name: str, types: Collection[ColumnType]) -> Iterator[str]:
    column = register.column(name)
    if column and column.type not in types:
        yield f"the column '{name}' is {column.type}; it should be {' or '.join(types)}"
