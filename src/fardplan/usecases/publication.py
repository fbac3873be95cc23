"""From decisions and cleared evidence to a publication: the one place where the two meet for the public."""

from collections.abc import Iterable, Sequence
from datetime import date

from fardplan.disclosure.clearance import clear
from fardplan.indicators.definition import IndicatorDefinition, RegisterError
from fardplan.publishing import publication as published
from fardplan.publishing.outlook import PublishedOutlook
from fardplan.roadmap.diff import differences
from fardplan.roadmap.series import figures, stretches
from fardplan.roadmap.standing import applying_on, standing_on
from fardplan.roadmap.version import IndicatorLink, Milestone, RoadmapVersion
from fardplan.roadmap.workbench.recommendation import recommended
from fardplan.sources.city_package import CityPackage
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.calibration import bench
from fardplan.usecases.differences import published_gaps
from fardplan.usecases.homes import Home
from fardplan.usecases.outlook import outlook, recommendations
from fardplan.usecases.own_counts import own_count, places, registers, shown
from fardplan.usecases.privacy_records import sentences
from fardplan.usecases.recalculations import published_recalculations
from fardplan.usecases.release import released_on
from fardplan.usecases.status import judged
from fardplan.vocabulary.boundary import Boundaries
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.release import ReleaseKind
from fardplan.vocabulary.status import Figure, MilestoneStatus
from fardplan.vocabulary.text import Text

_REGISTER = Text(
    sv="Alla räknas, så något urvalsfel finns inte. Intervallet visar hur mycket en enskild uppgift "
    "vanligen rör sig från år till år kring sin trend.",
    en="Everyone is counted, so there is no sampling error. The interval shows how much a single figure "
    "ordinarily moves about its trend from year to year.",
)
_BOUNDS = Text(
    sv="Källan döljer en del av det som räknas. Intervallet är det lägsta och det högsta som uppgiften kan "
    "vara, och säger inget om slump.",
    en="The source hides some of what is counted. The interval is the lowest and the highest that the figure "
    "can be, and says nothing of chance.",
)
_SURVEY = Text(
    sv="Uppgiften bygger på svar från ett urval. Intervallet räknas ur antalet svar där det är känt; utan "
    "det kan osäkerheten inte anges.",
    en="The figure rests on answers from a sample. The interval is computed from the number of answers "
    "where it is known; without it the uncertainty cannot be given.",
)


FEWEST_ON_A_MAP = 2
"""Areas with figures without which a map would compare nothing."""


def publication(home: Home, *, today: date) -> published.Publication:
    """Everything the public site shows, made only of figures that may leave the house.

    The statuses are judged again on those figures alone, and forecasts are made of them alone, so that
    nothing internal shows through. Of the years to come only what has been released is there.
    """
    city = home.city
    versions = all_versions()
    applying = applying_on(versions, today)
    everything = home.evidence.everything(as_of=today, public=True)
    known = {item.key for item in city.indicators}
    cleared = clear(item for key, series in everything.items() if key in known for item in series).cleared
    definitions = shown(city, cleared)
    statuses = judged(home, applying.version, as_of=today, public=True)
    released = released_on(today)
    to_come = [
        ahead_of(home, item, cleared, applying.version, released.get(item.milestone, frozenset()), today)
        for item in statuses
    ]
    history = tuple(_version(item, versions, city, today) for item in versions)
    return published.Publication(
        city=_city(city),
        vision=_vision(applying.version),
        horizon=applying.version.horizon,
        version=next(item for item in history if item.number == applying.version.number),
        history=history,
        target_areas=tuple(
            published.PublishedTargetArea(key=area.key, name=area.name, description=area.description)
            for area in applying.version.target_areas
        ),
        milestones=tuple(
            _milestone(milestone, status, applying.version, city, ahead, definitions)
            for milestone, status, ahead in zip(applying.version.milestones, statuses, to_come, strict=True)
        ),
        strategies=tuple(
            published.PublishedStrategy(
                key=item.key, target_area=item.target_area, number=item.number, text=item.text
            )
            for item in applying.version.strategies
        ),
        indicators=tuple(_indicator(item, city, cleared) for item in definitions),
        areas=city.areas,
        divisions=city.divisions,
        boundaries=_boundaries(city, cleared),
        gaps=published_gaps(city, cleared),
        recalculated=published_recalculations(city, cleared, today),
        registers=registers(city, cleared, sentences(home, cleared)),
        places=places(city, definitions),
        cleared=cleared,
    )


def _city(city: CityPackage) -> published.PublishedCity:
    return published.PublishedCity(
        key=city.key,
        name=city.city.name,
        publisher=city.city.publisher,
        home_area=city.city.home_area,
        contact=city.city.contact,
        supervisor=city.city.supervisor,
    )


def _vision(version: RoadmapVersion) -> published.PublishedVision:
    vision = version.vision
    return published.PublishedVision(
        title=vision.title, year=vision.year, text=vision.text, source=vision.source
    )


def _version(
    version: RoadmapVersion, versions: Sequence[RoadmapVersion], city: CityPackage, today: date
) -> published.PublishedVersion:
    before = next((item for item in versions if item.number == version.based_on), None)
    decision = version.decision
    return published.PublishedVersion(
        number=version.number,
        title=version.title,
        standing=standing_on(version, versions, today),
        dnr=version.dnr,
        dated=version.dated,
        drawn_up_by=version.drawn_up_by,
        source=version.source,
        based_on=version.based_on,
        why=version.why,
        decision=published.PublishedDecision(
            body=decision.body, date=decision.date, paragraph=decision.paragraph, dnr=decision.dnr
        )
        if decision
        else None,
        decision_points=tuple(
            published.PublishedDecisionPoint(
                number=point.number, text=point.text, addressee=point.addressee, force=point.force
            )
            for point in version.decision_points
        ),
        changes=differences(before, version, city.unit_of) if before else (),
    )


def _milestone(
    milestone: Milestone,
    status: MilestoneStatus,
    version: RoadmapVersion,
    city: CityPackage,
    ahead: PublishedOutlook,
    definitions: Sequence[IndicatorDefinition],
) -> published.PublishedMilestone:
    responsible = tuple(
        published.PublishedLink(
            key=item.organisation,
            name=_organisation(item.organisation, city),
            state="decided",
            source=item.source,
        )
        for item in milestone.responsible
    )
    return published.PublishedMilestone(
        key=milestone.key,
        target_area=milestone.target_area,
        text=milestone.text,
        wanted=milestone.wanted,
        strength=milestone.strength,
        rationale=milestone.rationale,
        related=tuple(_related(milestone, version)),
        indicator=_measured_by(milestone.indicator, city),
        context=tuple(key for key in milestone.context if key in {item.key for item in definitions}),
        responsible=responsible,
        needed=milestone.needed,
        ahead=ahead,
        # Freshness in days would change the publication every day; the day itself is there.
        status=status.model_copy(
            update={"days_since_published": None, "responsible": tuple(item.name.sv for item in responsible)}
        ),
    )


def ahead_of(
    home: Home,
    status: MilestoneStatus,
    cleared: Cleared,
    version: RoadmapVersion,
    released: frozenset[ReleaseKind],
    today: date,
) -> PublishedOutlook:
    """The years to come of a milestone as the public sees them when `released` is."""
    told = outlook(
        status,
        home.city.indicator(status.indicator) if status.indicator else None,
        [item for item in cleared if item.indicator == status.indicator],
        released=released,
        until=version.horizon[1] if version.horizon else None,
    )
    if ReleaseKind.RECOMMENDED not in released or status.latest is None or status.wanted is None:
        return told
    on = bench(home, status.milestone, as_of=today, public=True)
    return told.model_copy(update={"recommended": recommendations(recommended(on.evidence))})


def _boundaries(city: CityPackage, cleared: Cleared) -> tuple[Boundaries, ...]:
    """The borders of every area of those divisions that have figures to be shown on a map."""
    with_figures = {item.area for item in cleared}
    shown = [item for item in city.divisions if len(with_figures.intersection(item.areas)) >= FEWEST_ON_A_MAP]
    areas = {code for item in shown for code in item.areas}
    codes = {item.code for item in shown}
    maps = (
        item.model_copy(
            update={
                "boundaries": tuple(one for one in item.boundaries if one.area in areas),
                "divisions": tuple(code for code in item.divisions if code in codes),
            }
        )
        for item in city.boundaries
    )
    return tuple(item for item in maps if item.boundaries)


def _related(milestone: Milestone, version: RoadmapVersion) -> Iterable[published.PublishedLink]:
    for link in milestone.related:
        other = version.milestone(link.milestone)
        if other:
            yield published.PublishedLink(key=other.key, name=other.text, state="decided", source=link.source)


def _measured_by(link: IndicatorLink | None, city: CityPackage) -> published.PublishedLink | None:
    definition = city.indicator(link.indicator) if link else None
    if link is None or definition is None:
        return None
    return published.PublishedLink(
        key=definition.key,
        name=definition.name,
        state=link.state,
        confidence=link.confidence,
        source=link.source,
    )


def _organisation(key: str, city: CityPackage) -> Text:
    organisation = city.organisation(key)
    return organisation.name if organisation else Text(sv=key)


def _indicator(
    definition: IndicatorDefinition, city: CityPackage, cleared: Cleared
) -> published.PublishedIndicator:
    return published.PublishedIndicator(
        key=definition.key,
        name=definition.name,
        definition=definition.definition,
        population=definition.population,
        numerator=definition.numerator,
        denominator=definition.denominator,
        unit=definition.unit,
        polarity=definition.polarity,
        kind=definition.kind,
        area=definition.area,
        rounded_to=definition.rounded_to,
        error=_error(definition),
        breaks=tuple(
            published.PublishedBreak(first=item.first, text=item.text, areas=item.areas)
            for item in definition.breaks
        ),
        retired=definition.retired.text if definition.retired else None,
        sources=tuple(
            published.PublishedSource(**source.model_dump(exclude={"asks"})) for source in definition.sources
        ),
        traps=definition.traps,
        intervals=tuple(_intervals(definition, cleared)),
        persons=definition.persons,
        own=own_count(definition, city),
    )


def _intervals(definition: IndicatorDefinition, cleared: Cleared) -> Iterable[Figure]:
    series = (item for item in cleared if item.indicator == definition.key)
    for stretch in stretches(series, definition, definition.area):
        yield from figures(stretch, definition)


def _error(definition: IndicatorDefinition) -> Text:
    error = definition.error
    if not isinstance(error, RegisterError):
        return _SURVEY
    if error.bounds:
        return _BOUNDS
    if error.movement is None:
        return _REGISTER
    source = error.movement.source
    return Text(
        sv=f"{_REGISTER.sv} {source.sv}",
        en=f"{_REGISTER.en} {source.en}" if source.en else _REGISTER.en,
    )
