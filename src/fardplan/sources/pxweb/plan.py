"""What is asked of a table, known before anything is asked: the cells, and the calls that fetch them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from fardplan.presentation.sentences import Sentence, one_after_another
from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.asking.request import Answer, Asker, Request
from fardplan.sources.pxweb.cube import Cube, Dimension, not_whole
from fardplan.sources.pxweb.joining import joined
from fardplan.sources.pxweb.selecting import selected
from fardplan.sources.pxweb.table import NOTHING_ASKED, Codelist, Table, Variable
from fardplan.vocabulary.errors import RefusedError

Selection = Mapping[str, str | Sequence[str]]
"""By variable: a code or an expression, or several."""

_TOO_MUCH = (400, 403, 413, 414)
"""What servers answer when too many cells are asked for; 400 for much else, too."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked of a table: its variables with the codes that are meant, and those left out."""

    table: Table
    dimensions: tuple[Dimension, ...]
    summed: tuple[str, ...]

    @property
    def cells(self) -> int:
        return prod(len(dimension) for dimension in self.dimensions)


@dataclass(frozen=True, slots=True)
class Plan:
    """The calls that fetch what is chosen, each within the source's `limit` of cells."""

    chosen: Chosen
    requests: tuple[Request, ...]
    limit: int

    @property
    def cells(self) -> int:
        """How many cells will come."""
        return self.chosen.cells


def choose(table: Table, selection: Selection, codelists: Mapping[str, Codelist], where: str) -> Chosen:
    """The codes that are meant of every variable. Variables that are not named are left to the source to sum.

    `codelists` by the key of the variable. Raises `RefusedError` for what the table does not have, and for a
    variable that must be chosen and is not.
    """
    wanted = {table.variable(key).key: codes for key, codes in selection.items()}
    _check_once(selection, wanted, codelists, where)
    missing = [
        variable for variable in table.variables if not variable.optional and variable.key not in wanted
    ]
    if missing:
        raise RefusedError(
            Sentence(
                "nothing is said of {variables}", variables=_quoted(variable.key for variable in missing)
            ),
            where=where,
            instead=Sentence(
                "Choose codes, or * for all: the source gives no total of it. {variables}",
                variables=_told(missing),
            ),
            outcome=NOTHING_ASKED,
        )
    dimensions = tuple(
        selected_dimension(variable, wanted[variable.key], codelists.get(variable.key), where)
        for variable in table.variables
        if variable.key in wanted
    )
    if not dimensions:
        raise RefusedError(
            Sentence("no variable is chosen, and a source would answer with a selection of its own"),
            where=where,
            instead=_told(table.variables),
            outcome=NOTHING_ASKED,
        )
    summed = tuple(variable.key for variable in table.variables if variable.key not in wanted)
    return Chosen(table, dimensions, summed)


def _check_once(
    selection: Selection, wanted: Selection, codelists: Mapping[str, Codelist], where: str
) -> None:
    """Every variable is named once, and one that has a code list has codes of it."""
    without = [key for key in codelists if key not in wanted]
    if len(wanted) == len(selection) and not without:
        return
    asked = {"asked": _quoted(selection)}
    raise RefusedError(
        Sentence(
            "a code list is given for {variables}, and no codes in what is asked: {asked}",
            variables=_quoted(without),
            **asked,
        )
        if without
        else Sentence("a variable stands twice in what is asked: {asked}", **asked),
        where=where,
        instead=Sentence("Name each variable once; * takes all codes of a code list."),
        outcome=NOTHING_ASKED,
    )


def selected_dimension(
    variable: Variable, wanted: str | Sequence[str], codelist: Codelist | None, where: str
) -> Dimension:
    """The variable with the codes that are meant alone, of a code list where one is given."""
    dimension = variable.dimension
    if codelist is not None:
        dimension = replace(dimension, codes=codelist.codes, labels=codelist.labels)
    return dimension.only(selected(dimension, wanted, where))


def fetched(plan: Plan, asker: Asker, read: Callable[[Answer], Cube]) -> Cube:
    """The cube of a plan: every call is made, and the answers are put together, each cell exactly once."""
    parts = [read(_asked(plan, asker, request)) for request in plan.requests]
    known = {dimension.key for dimension in plan.chosen.dimensions}
    further = tuple(dimension for dimension in parts[0].dimensions if dimension.key not in known)
    if any(len(dimension) != 1 for dimension in further):
        keys = _quoted(dimension.key for dimension in further)
        raise not_whole(f"the source tells {keys} too, which was not asked for")
    named = (_named(dimension, parts) for dimension in plan.chosen.dimensions)
    whole = joined((*named, *further), parts)
    summed = tuple(key for key in plan.chosen.summed if key not in {one.key for one in further})
    return replace(whole, summed=summed)


def _named(dimension: Dimension, parts: Sequence[Cube]) -> Dimension:
    """The dimension with the labels that the answers give, which may know more than the metadata."""
    told = {
        code: label
        for part in parts
        for one in part.dimensions
        if one.key == dimension.key
        for code, label in zip(one.codes, one.labels, strict=True)
    }
    labels = zip(dimension.codes, dimension.labels, strict=True)
    return replace(dimension, labels=tuple(told.get(code, label) for code, label in labels))


def _asked(plan: Plan, asker: Asker, request: Request) -> Answer:
    try:
        return asker.ask(request)
    except RefusedError as error:
        if not any(f" {status} " in error.what for status in _TOO_MUCH):
            raise
        raise RefusedError(
            error.what,
            where=error.where,
            instead=one_after_another([_asked_for(plan), error.instead or ""]),
            outcome=KEPT,
        ) from error


def _asked_for(plan: Plan) -> Sentence:
    if len(plan.requests) == 1:
        return Sentence(
            "A refusal here means most often too much at once. Asked for were {cells:,} cells in one call of "
            "at most {limit:,}.",
            cells=plan.cells,
            limit=plan.limit,
        )
    return Sentence(
        "A refusal here means most often too much at once. Asked for were {cells:,} cells in {calls:,} calls "
        "of at most {limit:,}.",
        cells=plan.cells,
        calls=len(plan.requests),
        limit=plan.limit,
    )


def _told(variables: Sequence[Variable]) -> Sentence:
    return one_after_another(
        [
            Sentence(
                "'{variable}' has {count:,} codes, from '{first}' to '{last}'.",
                variable=one.key,
                count=len(one.dimension),
                first=one.dimension.codes[0],
                last=one.dimension.codes[-1],
            )
            for one in variables
            if one.dimension.codes
        ]
    )


def _quoted(keys: Iterable[str]) -> str:
    return ", ".join(f"'{key}'" for key in keys)
