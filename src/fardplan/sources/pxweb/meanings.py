"""What a definition says that codes mean, held against the table before any figure is asked for."""

from collections.abc import Iterable, Mapping

from fardplan.indicators.asked import PxWebAsked
from fardplan.presentation.sentences import Sentence
from fardplan.sources.pxweb.cube import Dimension
from fardplan.sources.pxweb.plan import Chosen
from fardplan.sources.pxweb.selecting import unknown_code
from fardplan.sources.pxweb.table import NOTHING_ASKED, Codelist
from fardplan.vocabulary.errors import RefusedError


def check_meanings(
    chosen: Chosen, codelists: Mapping[str, Codelist | None], asked: PxWebAsked, where: str
) -> None:
    """Every code that is given a meaning is there, and every code that is asked for has one.

    `codelists` by the key of the variable, those whose codes stand in for its own; None where the source does
    not tell which they are. Raises `RefusedError` with the variable, the code and what is nearest.
    """
    dimensions = {dimension.key: dimension for dimension in chosen.dimensions}
    meanings: dict[str, Iterable[str]] = dict(asked.groups)
    if asked.area is not None:
        meanings[asked.area] = asked.areas
    for key, codes in meanings.items():
        own = chosen.table.variable(key).key
        offered = _offered(chosen, own, codelists)
        there = offered.positions if offered else codes
        for code in codes:
            if offered and code not in there:
                raise unknown_code(offered, code, where)
        if key in asked.groups:
            _check_told(dimensions[own], asked.groups[key], where)


def _offered(chosen: Chosen, key: str, codelists: Mapping[str, Codelist | None]) -> Dimension | None:
    dimension = chosen.table.variable(key).dimension
    if key not in codelists:
        return dimension
    listed = codelists[key]
    if listed is None:
        return None
    return Dimension(key, dimension.label, listed.codes, listed.labels, dimension.role)


def _check_told(dimension: Dimension, groups: Mapping[str, str], where: str) -> None:
    for code in dimension.codes:
        if code not in groups:
            raise RefusedError(
                Sentence(
                    "'groups' says nothing of code '{code}' of variable '{variable}'",
                    code=code,
                    variable=dimension.key,
                ),
                where=where,
                instead=Sentence("It tells of: {listed}.", listed=", ".join(groups)),
                outcome=NOTHING_ASKED,
            )
