"""Figures of an older division recalculated to another, where that can be stood for; else why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fardplan.geography.carrying import Carried, carry_counts, carry_means, carry_shares
from fardplan.geography.crosswalk import Crosswalk
from fardplan.geography.history import AreaHistory
from fardplan.indicators.definition import IndicatorDefinition, SurveyError
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Observation, Origin, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.recalculated import Reason, Recalculated
from fardplan.vocabulary.unit import Measure, Unit

Told = Mapping[str, Observation]
"""The figures of one period and group, by area."""

SEVERAL = 2
EXACT = (Status.VALUE, Status.PRELIMINARY)
"""What can be calculated with: a figure that the source rounded to protect people is none to add up."""


@dataclass(frozen=True, slots=True)
class _From:
    """What is carried: the figures of a period, their meaning, and how their areas lie in the target's."""

    definition: IndicatorDefinition
    told: Told
    crosswalk: Crosswalk
    period: Period
    group: Group


def recalculated(
    definition: IndicatorDefinition, found: Iterable[Observation], target: Division, history: AreaHistory
) -> tuple[Recalculated, ...]:
    """The figures of an indicator in the areas of `target`, of every period told for an older division.

    In order of period, group and the target's own areas, those without a number among them. Periods told for
    `target` itself are left out, and nothing is recalculated of an index or of what is counted here, which is
    counted for each division.
    """
    if definition.unit.measure is Measure.INDEX or definition.count or definition.ratio:
        return ()
    rivals = history.rivals(target)
    areas = {code for item in rivals for code in item.areas}
    by_time: dict[tuple[Period, Group], dict[str, Observation]] = {}
    for item in found:
        if item.area in areas:
            by_time.setdefault((item.period, item.group), {})[item.area] = item
    made: list[Recalculated] = []
    for (period, group), told in sorted(by_time.items()):
        source = _division_of(told, rivals, target, period)
        if source is not None:
            crosswalk = history.crosswalk(source, target, period.end)
            made += _of_period(_From(definition, told, crosswalk, period, group), target)
    return tuple(made)


def _division_of(
    told: Told, rivals: tuple[Division, ...], target: Division, period: Period
) -> Division | None:
    """The division that figures are told for; None where that is the target, or nothing tells which."""
    if set(target.areas) <= told.keys():
        return None
    shared = {item.code: len(told.keys() & set(item.areas)) for item in rivals}
    source = max(rivals, key=lambda item: (shared[item.code], item.holds_on(period.end)))
    return None if source.code == target.code or shared[source.code] < SEVERAL else source


def _of_period(given: _From, target: Division) -> list[Recalculated]:
    carried, positions = _carried(given), {code: at for at, code in enumerate(given.crosswalk.targets)}
    return [
        _figure(given, area, _pieces(given.crosswalk, positions[area]), carried[area])
        if area in positions
        else _figure(given, area, (), Carried(area, None, None, None, Reason.OUTSIDE))
        for area in target.areas
    ]


def _pieces(crosswalk: Crosswalk, target: int) -> tuple[str, ...]:
    return tuple(crosswalk.sources[number] for number in crosswalk.touches[:, target].nonzero()[0])


def _carried(given: _From) -> dict[str, Carried]:
    unit, definition = given.definition.unit, given.definition
    values = {
        code: item.value if _is_exact(item, unit) else None
        for code, item in given.told.items()
        if code in given.crosswalk.sources
    }
    if unit.measure is Measure.COUNT:
        return _widened(_counts(given, values), given)
    if unit.measure is Measure.RATE:
        return _widened(carry_means(given.crosswalk, values), given)
    shares = {code: None if value is None else value / 100 for code, value in values.items()}
    bases = None if isinstance(definition.error, SurveyError) else _bases(given, values)
    found = _shares(given, shares, bases)
    return {area: _in_per_cent(item) for area, item in found.items()}


def _is_exact(item: Observation, unit: Unit) -> bool:
    return item.value is not None and item.status in EXACT and unit.contains(item.value)


def _counts(given: _From, values: Mapping[str, float | None]) -> dict[str, Carried]:
    try:
        return carry_counts(given.crosswalk, values, of_people=given.definition.of_residents)
    except InputError:  # more are counted than live there: then they are not some of those people
        return carry_counts(given.crosswalk, values, of_people=False)


def _shares(
    given: _From, shares: Mapping[str, float | None], bases: Mapping[str, float] | None
) -> dict[str, Carried]:
    step = given.definition.rounded_to / 100
    if bases is not None:
        try:
            return carry_shares(given.crosswalk, shares, bases, rounded_to=step)
        except InputError:  # a base is larger than the people of a cut area: it is of others
            pass
    found = carry_shares(given.crosswalk, shares, rounded_to=step)
    return {area: _without_base(item) for area, item in found.items()}


def _without_base(item: Carried) -> Carried:
    """A part may have nearly all that a share is of, or nearly nothing: then nothing is known of it."""
    return _hindered(item, Reason.NO_BASE) if item.reason is Reason.DIVIDED else item


def _hindered(item: Carried, reason: Reason) -> Carried:
    return replace(item, value=None, lowest=None, highest=None, reason=reason)


def _bases(given: _From, values: Mapping[str, float | None]) -> dict[str, float] | None:
    """What every share is a share of, where that is told for all of them."""
    bases = {code: given.told[code].base for code, value in values.items() if value is not None}
    told = {code: float(base) for code, base in bases.items() if base is not None}
    return told if len(told) == len(bases) else None


def _widened(found: dict[str, Carried], given: _From) -> dict[str, Carried]:
    """The same with bounds wider by half a step for each figure that was rounded to more than a whole."""
    step = given.definition.rounded_to
    if given.definition.unit.measure is Measure.COUNT and step <= 1:
        return found
    wider = {}
    for position, (area, item) in enumerate(found.items()):
        parts = (
            len(_pieces(given.crosswalk, position)) if given.definition.unit.measure is Measure.COUNT else 1
        )
        half = step * parts / 2
        wider[area] = (
            replace(item, lowest=max(0.0, item.lowest - half), highest=item.highest + half)
            if item.lowest is not None and item.highest is not None
            else item
        )
    return wider


def _in_per_cent(item: Carried) -> Carried:
    value, lowest, highest = (
        None if number is None else 100 * number for number in (item.value, item.lowest, item.highest)
    )
    return replace(item, value=value, lowest=lowest, highest=highest)


def _figure(given: _From, area: str, pieces: tuple[str, ...], carried: Carried) -> Recalculated:
    parts = [given.told[code] for code in pieces if code in given.told]
    if pieces == (area,) and carried.is_exact and parts:
        return _as_published(given, parts[0])
    carried = _allowed(given, pieces, carried)
    known = parts if carried.value is not None else []
    simulated = any(item.provenance.origin is Origin.SIMULATED for item in parts)
    return Recalculated(
        area=area,
        group=str(given.group),
        period=given.period,
        value=carried.value,
        lowest=carried.lowest,
        highest=carried.highest,
        reason=carried.reason,
        made_of=pieces,
        origin=Origin.SIMULATED if simulated else Origin.OWN_CALCULATION,
        preliminary=any(item.status is Status.PRELIMINARY for item in known),
        source="; ".join(dict.fromkeys(item.provenance.source for item in parts)),
        address=next((item.provenance.address for item in parts if item.provenance.address), None),
        published=max((item.provenance.published for item in parts), default=None),
    )


def _as_published(given: _From, item: Observation) -> Recalculated:
    return Recalculated(
        area=item.area,
        group=str(given.group),
        period=given.period,
        value=item.value,
        reason=Reason.UNCHANGED,
        made_of=(item.area,),
        origin=item.provenance.origin,
        preliminary=item.status is Status.PRELIMINARY,
        source=item.provenance.source,
        address=item.provenance.address,
        published=item.provenance.published,
    )


def _allowed(given: _From, pieces: tuple[str, ...], carried: Carried) -> Carried:
    """The figure, or none where its error cannot be told."""
    if carried.value is None:
        return carried
    if carried.reason is Reason.DIVIDED and not given.definition.of_residents:
        return _hindered(carried, Reason.NOT_RESIDENTS)
    if isinstance(given.definition.error, SurveyError):
        return _of_answers(given, pieces, carried)
    return carried


def _of_answers(given: _From, pieces: tuple[str, ...], carried: Carried) -> Carried:
    """With the sampling errors of the parts: what is put together lies between their outermost ends."""
    lower = [given.told[code].lower for code in pieces]
    upper = [given.told[code].upper for code in pieces]
    ends = [end for end in (*lower, *upper) if end is not None]
    if len(ends) < 2 * len(pieces) or carried.reason is Reason.DIVIDED:
        return _hindered(carried, Reason.NO_ERROR)
    assert carried.lowest is not None
    assert carried.highest is not None
    return replace(carried, lowest=min([carried.lowest, *ends]), highest=max([carried.highest, *ends]))
