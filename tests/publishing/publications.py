"""Publications for tests: one small and plain, and a Hypothesis strategy for any that can be."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from fardplan.disclosure.clearance import clear
from fardplan.publishing.outlook import (
    ForecastYear,
    NoForecast,
    PublishedForecast,
    PublishedOutlook,
    PublishedPeople,
    PublishedProbability,
    PublishedRecommendation,
)
from fardplan.publishing.publication import (
    Publication,
    PublishedBreak,
    PublishedCity,
    PublishedDecision,
    PublishedIndicator,
    PublishedLink,
    PublishedMilestone,
    PublishedSource,
    PublishedStrategy,
    PublishedTargetArea,
    PublishedVersion,
    PublishedVision,
)
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.boundary import Boundaries, Boundary
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    PublishedBasis,
    Status,
)
from fardplan.vocabulary.status import (
    Change,
    Development,
    Direction,
    Figure,
    IntervalBasis,
    MilestoneStatus,
    Reason,
    Target,
    Verdict,
)
from fardplan.vocabulary.unit import PERCENT, Measure, Unit
from tests.builders import CITY, observation, public, sv
from tests.strategies import keys, periods, strings, texts, unique_keys, years

SERIES = tuple(public(observation(year, value)) for year, value in ((2016, 8.5), (2017, 8.02)))


def figure(item: Observation, **changes: Any) -> Figure:
    assert item.value is not None
    plain = {
        "period": item.period,
        "value": item.value,
        "origin": item.provenance.origin,
        "published": item.provenance.published,
    }
    return Figure(**(plain | changes))


def status(**changes: Any) -> MilestoneStatus:
    plain: dict[str, Any] = {
        "milestone": "mal",
        "verdict": Verdict.NOT_DECIDED,
        "verdict_reason": Reason.NO_TARGET,
        "development": Development.IMPROVING,
        "development_reason": Reason.TREND_BEYOND_MOVEMENT,
        "wanted": Direction.DOWN,
        "indicator": "andel",
        "area": CITY,
        "latest": figure(SERIES[1], lower=7.6, upper=8.4, interval_basis=IntervalBasis.MOVEMENT),
        "in_stretch": Change(first=figure(SERIES[0]), latest=figure(SERIES[1])),
        "stretch_from": SERIES[0].period,
        "points": 2,
        "yearly_trend": (-0.9, -0.48, -0.1),
    }
    return MilestoneStatus(**(plain | changes))


def milestone(**changes: Any) -> PublishedMilestone:
    plain: dict[str, Any] = {
        "key": "mal",
        "target_area": "omrade",
        "text": sv("Andelen minskar", "The share falls"),
        "wanted": Direction.DOWN,
        "strength": "any",
        "rationale": None,
        "related": (),
        "indicator": PublishedLink(key="andel", name=sv("Andel"), state="proposed", source="förslag"),
        "context": (),
        "responsible": (),
        "needed": None,
        "status": status(),
    }
    return PublishedMilestone(**(plain | changes))


def strategy(**changes: Any) -> PublishedStrategy:
    plain: dict[str, Any] = {
        "key": "strategi",
        "target_area": "omrade",
        "number": 1,
        "text": sv("Gör mer", "Do more"),
    }
    return PublishedStrategy(**(plain | changes))


def indicator(**changes: Any) -> PublishedIndicator:
    plain: dict[str, Any] = {
        "key": "andel",
        "name": sv("Andel unga", "Share of young people"),
        "definition": sv("Andel av alla", "Share of all"),
        "population": None,
        "numerator": None,
        "denominator": None,
        "unit": PERCENT,
        "polarity": Direction.DOWN,
        "kind": "outcome",
        "area": CITY,
        "rounded_to": 0.01,
        "error": sv("Alla är räknade", "Everybody is counted"),
        "breaks": (),
        "retired": None,
        "sources": (),
        "traps": (),
    }
    return PublishedIndicator(**(plain | changes))


def version(**changes: Any) -> PublishedVersion:
    plain: dict[str, Any] = {
        "number": 1,
        "title": sv("Färdplan", "Roadmap"),
        "standing": "proposed",
        "dnr": None,
        "dated": "2018",
        "drawn_up_by": "Kansliet",
        "source": "Tjänsteutlåtande",
        "based_on": None,
        "why": None,
        "decision": None,
        "decision_points": (),
        "changes": (),
    }
    return PublishedVersion(**(plain | changes))


def publication(*observations: Observation, **changes: Any) -> Publication:
    """A city with one milestone and one indicator; `observations` stand in for its two figures."""
    plain: dict[str, Any] = {
        "city": PublishedCity(key="stad", name=sv("Staden"), publisher=sv("Staden"), home_area=CITY),
        "vision": PublishedVision(title=sv("Vision"), year=2040, text=None, source="Beslut"),
        "horizon": (2025, 2030),
        "version": version(),
        "history": (version(),),
        "target_areas": (PublishedTargetArea(key="omrade", name=sv("Område"), description=None),),
        "milestones": (milestone(),),
        "strategies": (strategy(),),
        "indicators": (indicator(),),
        "areas": (Area(code=CITY, kind=AreaKind.CITY, versions=(AreaVersion(name="Staden"),)),),
        "divisions": (),
        "cleared": clear(observations or SERIES).cleared,
    }
    return Publication(**(plain | changes))


named = strings.filter(lambda text: bool(text.strip()))
values = st.floats(-1e9, 1e9)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
units = st.builds(Unit, measure=st.sampled_from(Measure), label=texts)
groups = st.dictionaries(keys.map(lambda key: key.replace("-", "")), named, max_size=2).map(
    lambda found: Group(tuple(found.items()))
)
REAL = (Origin.OFFICIAL, Origin.OWN_CALCULATION)
SIMULATED = (Origin.SIMULATED,)


@st.composite
def provenances(draw: st.DrawFn, origins: tuple[Origin, ...]) -> Provenance:
    """Of a figure that may leave the house: published by its source, or counted here and protected."""
    origin = draw(st.sampled_from(origins))
    protected = origin is not Origin.OFFICIAL and draw(st.booleans())
    return Provenance(
        source=draw(named),
        origin=origin,
        loaded=draw(days),
        published=draw(days),
        published_basis=draw(st.sampled_from(PublishedBasis)),
        address=draw(st.none() | named if protected else named),
        via=draw(st.none() | strings),
        licence=draw(st.none() | strings),
        clearance=Clearance.PROTECTED if protected else Clearance.PUBLISHED_BY_SOURCE,
        release=draw(named) if protected else None,
    )


@st.composite
def observations(draw: st.DrawFn, indicator: str, origins: tuple[Origin, ...] = REAL) -> Observation:
    told = draw(st.sampled_from(Status))
    low, value, high = sorted(draw(st.tuples(values, values, values)))
    interval = draw(st.booleans()) and told.has_value
    return Observation(
        indicator=indicator,
        area=draw(st.sampled_from([CITY, "omr-1", "omr-2"])),
        period=draw(periods),
        group=draw(groups),
        value=value if told.has_value else None,
        status=told,
        lower=low if interval else None,
        upper=high if interval else None,
        base=draw(st.none() | st.integers(0, 10**12)),
        note=draw(st.none() | strings),
        provenance=draw(provenances(origins)),
    )


def one_a_cell(items: list[Observation]) -> tuple[Observation, ...]:
    return tuple({item.cell: item for item in items}.values())


@st.composite
def indicators(draw: st.DrawFn, key: str, series: tuple[Observation, ...]) -> PublishedIndicator:
    own = [item for item in series if _stands_for_the_city(item)]
    return PublishedIndicator(
        key=key,
        name=draw(texts),
        definition=draw(texts),
        population=draw(st.none() | texts),
        numerator=None,
        denominator=None,
        unit=draw(units),
        polarity=draw(st.none() | st.sampled_from(Direction)),
        kind="outcome",
        area=CITY,
        rounded_to=draw(st.sampled_from([0.01, 0.1, 1.0, 100.0])),
        error=draw(texts),
        breaks=tuple(draw(st.lists(breaks, max_size=2))),
        retired=draw(st.none() | texts),
        sources=tuple(draw(st.lists(sources, max_size=2))),
        traps=tuple(draw(st.lists(texts, max_size=2))),
        intervals=tuple(figure(item, lower=item.lower, upper=item.upper) for item in own),
    )


breaks = st.builds(PublishedBreak, first=periods, text=texts, areas=st.lists(strings, max_size=2).map(tuple))
sources = st.builds(
    PublishedSource,
    key=strings,
    name=strings,
    publisher=strings,
    code=st.none() | strings,
    address=st.none() | strings,
    ordinarily_published=st.none() | texts,
)


def _stands_for_the_city(item: Observation) -> bool:
    return item.value is not None and item.area == CITY and not item.group.categories


@st.composite
def milestones(
    draw: st.DrawFn, key: str, area: str, series: tuple[Observation, ...], known: list[str]
) -> PublishedMilestone:
    own = [item for item in series if _stands_for_the_city(item)]
    latest = figure(draw(st.sampled_from(own))) if own else None
    measuring = own[0].indicator if own else None
    links = st.builds(
        PublishedLink,
        key=keys,
        name=texts,
        state=strings,
        confidence=st.none() | st.floats(0, 1),
        source=strings,
    )
    link = draw(links)
    return PublishedMilestone(
        key=key,
        target_area=area,
        text=draw(texts),
        wanted=draw(st.none() | st.sampled_from(Direction)),
        strength=draw(strings),
        rationale=draw(st.none() | texts),
        related=tuple(draw(st.lists(links, max_size=2))),
        indicator=link.model_copy(update={"key": measuring}) if measuring else None,
        context=tuple(draw(st.lists(st.sampled_from(known), max_size=2))) if known else (),
        responsible=tuple(draw(st.lists(links, max_size=2))),
        needed=draw(st.none() | texts),
        status=MilestoneStatus(
            milestone=key,
            verdict=draw(st.sampled_from(Verdict)),
            verdict_reason=draw(st.sampled_from(Reason)),
            development=draw(st.sampled_from(Development)),
            development_reason=draw(st.sampled_from(Reason)),
            wanted=draw(st.none() | st.sampled_from(Direction)),
            indicator=measuring,
            area=CITY if measuring else None,
            latest=latest,
            target=draw(
                st.none() | st.builds(Target, level=values, year=years, decision=st.none() | strings)
            ),
            points=draw(st.integers(0, 40)),
            yearly_trend=draw(st.tuples(values, values, values)) if latest else None,
            responsible=tuple(draw(st.lists(strings, max_size=2))),
        ),
        ahead=draw(outlooks(own)) if own else PublishedOutlook(),
    )


@st.composite
def outlooks(draw: st.DrawFn, own: list[Observation]) -> PublishedOutlook:
    """What may be said of the years to come, resting on figures of the city for everybody."""
    sized = [item for item in own if item.base]
    first, last = draw(st.sampled_from(own)).period, draw(st.sampled_from(own)).period
    people = st.sampled_from(sized).flatmap(
        lambda item: st.builds(
            PublishedPeople,
            counted=texts,
            period=st.just(item.period),
            size=st.just(item.base),
            to_level=st.none() | values,
        )
    )
    forecasts = st.builds(
        PublishedForecast, first=st.just(first), last=st.just(last), figures=st.integers(1, 40), years=ahead
    )
    obstacles = st.builds(
        PublishedForecast,
        first=st.just(first),
        last=st.just(last),
        figures=st.integers(1, 40),
        obstacle=st.sampled_from(NoForecast),
        needed=st.none() | st.integers(1, 9),
    )
    probabilities = st.builds(
        PublishedProbability, level=values, year=years, value=st.none() | st.floats(0, 1)
    )
    recommended = st.builds(
        PublishedRecommendation,
        level=values,
        year=years,
        managed=st.integers(0, 99),
        compared=st.integers(0, 99),
        precedent=st.floats(0, 1),
        people=st.none() | values,
    )
    return PublishedOutlook(
        people=draw(st.none() | people) if sized else None,
        forecast=draw(st.none() | forecasts | obstacles),
        probability=draw(st.none() | probabilities),
        recommended=draw(st.none() | st.lists(recommended, max_size=2).map(tuple)),
    )


@st.composite
def _years_ahead(draw: st.DrawFn) -> tuple[ForecastYear, ...]:
    first = draw(years)
    found = []
    for step in range(draw(st.integers(1, 4))):
        low, low_80, value, high_80, high = sorted(draw(st.tuples(*[values] * 5)))
        found.append(ForecastYear(year=first + step, value=value, inner=(low_80, high_80), outer=(low, high)))
    return tuple(found)


ahead = _years_ahead()
positions = st.tuples(st.integers(0, 9_999), st.integers(0, 9_999))
rings = st.lists(positions, min_size=3, max_size=5).map(lambda found: (*found, found[0]))
boundaries = st.builds(
    Boundaries,
    system=strings,
    as_of=days,
    source=strings,
    licence=st.none() | strings,
    address=st.none() | strings,
    note=st.none() | texts,
    divisions=st.lists(keys, max_size=2).map(tuple),
    boundaries=st.lists(
        st.builds(Boundary, area=strings, polygons=st.tuples(st.tuples(rings)), place=positions), max_size=2
    ).map(tuple),
)

versions = st.builds(
    version,
    number=st.integers(1, 9),
    title=texts,
    standing=st.sampled_from(["proposed", "adopted", "superseded"]),
    why=st.none() | texts,
    decision=st.none()
    | st.builds(PublishedDecision, body=strings, date=days, paragraph=strings, dnr=strings),
    changes=st.lists(texts, max_size=2).map(tuple),
)


def _figures(name: str) -> st.SearchStrategy[list[Observation]]:
    """Of one indicator: all simulated, or none."""
    kinds = st.sampled_from([REAL, SIMULATED])
    return kinds.flatmap(lambda origins: st.lists(observations(name, origins), max_size=5))


@st.composite
def publications(draw: st.DrawFn) -> Publication:
    """Any publication that can be, with up to three indicators, three milestones and strategies."""
    names = draw(unique_keys(most=3))
    series = {name: one_a_cell(draw(_figures(name))) for name in names}
    area = draw(keys)
    strategies = draw(unique_keys(most=2))
    every = tuple(item for items in series.values() for item in items)
    return Publication(
        city=PublishedCity(
            key=draw(keys), name=draw(texts), publisher=draw(texts), home_area=CITY, contact=draw(strings)
        ),
        vision=draw(
            st.builds(PublishedVision, title=texts, year=years, text=st.none() | texts, source=strings)
        ),
        horizon=draw(st.none() | st.tuples(years, years)),
        version=draw(versions),
        boundaries=tuple(draw(st.lists(boundaries, max_size=2))),
        history=tuple(draw(st.lists(versions, max_size=2))),
        target_areas=(PublishedTargetArea(key=area, name=draw(texts), description=draw(st.none() | texts)),),
        milestones=tuple(
            draw(milestones(key, area, draw(st.sampled_from([(), *series.values()])), names))
            for key in draw(unique_keys(most=3))
        ),
        strategies=tuple(
            PublishedStrategy(key=key, target_area=area, number=place, text=draw(texts))
            for place, key in enumerate(strategies, start=1)
        ),
        indicators=tuple(draw(indicators(name, items)) for name, items in series.items()),
        areas=(Area(code=CITY, kind=AreaKind.CITY, versions=(AreaVersion(name=draw(strings)),)),),
        divisions=(Division(code="a", name=draw(strings), areas=(CITY,)),),
        cleared=clear(every).cleared,
    )


def internal(item: Observation) -> Observation:
    """The same figure, not cleared."""
    return replace(item, provenance=replace(item.provenance, clearance=Clearance.INTERNAL, release=None))
