"""Björkvik with figures of its own: counted in a simulated register, protected, beside official ones."""

from datetime import date
from typing import Any

from fardplan.indicators.differences import gap_changes, gaps, group_gap_changes, group_gaps
from fardplan.publishing.counting import (
    PublishedCategory,
    PublishedDimension,
    PublishedOwnCount,
    PublishedRegister,
    PublishedRule,
)
from fardplan.publishing.gaps import PublishedGaps
from fardplan.publishing.outlook import ForecastYear, PublishedForecast, PublishedOutlook, PublishedPeople
from fardplan.publishing.publication import Publication
from fardplan.vocabulary.boundary import Boundary
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import Clearance, Observation, Origin, Provenance, Status
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.place import Place, Places, PlaceVersion
from fardplan.vocabulary.status import Target, Verdict
from fardplan.vocabulary.text import Text
from tests.builders import definition
from tests.portal.sample import (
    BOUNDARIES,
    CITY,
    DISTRICT_CODES,
    DIVISION,
    MILESTONES,
    MOVED,
    PEOPLE,
    Reason,
    figure,
    indicator,
    judged,
    milestone,
    text,
)
from tests.portal.sample import publication as rich

RELEASE = "9f86d081884c7d65"


def counted(
    key: str,
    period: int,
    value: float | None,
    *,
    origin: Origin = Origin.SIMULATED,
    area: str = CITY,
    group: Group = EVERYBODY,
    base: int | None = None,
) -> Observation:
    """A figure counted in the register; None is one that is protected."""
    day = date(period + 1, 2, 1)
    provenance = Provenance(
        source="Elevregistret",
        origin=origin,
        loaded=day,
        published=day,
        clearance=Clearance.PROTECTED,
        release=RELEASE,
    )
    return Observation(
        indicator=key,
        area=area,
        period=Period.of_year(period),
        value=value,
        provenance=provenance,
        group=group,
        status=Status.SUPPRESSED if value is None else Status.VALUE,
        base=base if value is not None else None,
    )


def _group(written: str) -> Group:
    return Group.parse(written)


CITY_FIGURES = {2014: 41.7, 2015: 43.3, 2016: None, 2017: 44.9, 2018: 46.6}
DISTRICT_FIGURES = {
    2017: (21.3, 33.1, None, 38.8, 47.4, 52.2),
    2018: (22.9, None, 36.4, None, 48.1, 53.7),
}
GROUP_FIGURES = {
    "sex=K": 49.4,
    "sex=M": 42.6,
    "origin=sverige": 51.8,
    "origin=utrikes": None,
    "origin=-": 31.2,
}
PLACE_FIGURES = {"focus=hamnen": 1_234.0, "focus=angen": None, "focus=berget": 2_346.0}


def own_figures(origin: Origin = Origin.SIMULATED) -> list[Observation]:
    """Every figure of the two own counts and of their ratio."""
    told: dict[str, Any] = {"origin": origin}
    key, homes = "lasning-egen", "bostader-egen"
    return [
        *(counted(key, year, value, base=4_021, **told) for year, value in CITY_FIGURES.items()),
        *(
            counted(key, year, value, area=area, base=671, **told)
            for year, values in DISTRICT_FIGURES.items()
            for area, value in zip(DISTRICT_CODES, values, strict=True)
        ),
        *(
            counted(key, 2018, value, group=_group(group), base=1_873, **told)
            for group, value in GROUP_FIGURES.items()
        ),
        *(counted(homes, 2018, value, group=_group(group), **told) for group, value in PLACE_FIGURES.items()),
        counted(homes, 2018, 5_678.0, **told),
        counted("kvot-egen", 2018, 63.9, **told),
    ]


REGISTER = PublishedRegister(
    key="elever",
    name=Text(sv="Elevregistret", en="The register of pupils"),
    row=Text(sv="elev", en="pupil"),
    sources=("Skolverket, uppgifter per elev",),
    dimensions=(
        PublishedDimension(
            key="sex",
            name=Text(sv="Kön", en="Sex"),
            categories=(
                PublishedCategory(code="K", name=Text(sv="Flickor", en="Girls")),
                PublishedCategory(code="M", name=Text(sv="Pojkar", en="Boys")),
            ),
        ),
        PublishedDimension(
            key="origin",
            name=Text(sv="Bakgrund", en="Background"),
            categories=(
                PublishedCategory(code="sverige", name=Text(sv="Född i Sverige", en="Born in Sweden")),
                PublishedCategory(code="utrikes", name=Text(sv="Född utomlands", en="Born abroad")),
            ),
        ),
    ),
    minimum=5,
    basis=Text(sv="Stadens riktlinje för utlämnande.", en="The city's guideline."),
    protection=(
        Text(sv="Antal från 1 till 4 döljs, och andra uppgifter också.", en="Counts from 1 to 4 are hidden."),
    ),
    releases=(RELEASE,),
)


def _place(code: str, name: str, left: int) -> Place:
    ring = ((left, 0), (left + 900, 0), (left + 900, 900), (left, 900), (left, 0))
    land = Boundary(area=code, polygons=((ring,),), place=(left + 450, 450))
    return Place(
        code=code, name=Text(sv=name), versions=(PlaceVersion(boundary=land, source="Översiktsplanen"),)
    )


PLACES = Places(
    key="fokus",
    name=Text(sv="Fokusområden", en="Focus areas"),
    system="SWEREF 99 18 00",
    as_of=date(2018, 6, 1),
    source="Översiktsplanen",
    note=Text(sv="Gränserna är vår tolkning.", en="The borders are our interpretation."),
    places=(
        _place("hamnen", "Hamnen", 0),
        _place("angen", "Ängen", 2_000),
        _place("berget", "Berget", 4_000),
        _place("viken", "Viken", 6_000),
    ),
)

OWN = PublishedOwnCount(
    register_key="elever",
    rules=(
        PublishedRule(part="population", first=None, when="graded", text=None),
        PublishedRule(
            part="numerator",
            first=Period.of_year(2012),
            when="reading >= 3",
            text=Text(sv="Den som läser säkert.", en="Who reads well."),
        ),
    ),
    variant_of="lasning",
    differs=Text(sv="Egen räkning tar med fler skolor.", en="The own count includes more schools."),
)


def own_indicators(figures: list[Observation]) -> tuple[Any, ...]:
    city = [
        item
        for item in figures
        if item.indicator == "lasning-egen"
        and item.area == CITY
        and not item.group.categories
        and item.value is not None
    ]
    return (
        indicator(
            "lasning-egen",
            text("Läskunnighet, egen räkning", "Reading, own count"),
            intervals=tuple(figure(item, 0.7) for item in city),
            own=OWN,
        ),
        indicator(
            "bostader-egen",
            text("Påbörjade bostäder, egen räkning", "Dwellings begun, own count"),
            unit=PEOPLE,
            rounded_to=1,
            own=OWN.model_copy(
                update={"variant_of": None, "differs": None, "places": "fokus", "place_column": "focus"}
            ),
        ),
        indicator(
            "kvot-egen",
            text("Läsare per bostad", "Readers per dwelling"),
            own=PublishedOwnCount(register_key=None, of="lasning-egen", per="bostader-egen"),
        ),
    )


def _gaps(figures: list[Observation]) -> PublishedGaps:
    """As they are measured in earnest, over the districts and groups that have a figure to be seen."""
    meaning, home = definition(key="lasning-egen"), CITY
    return PublishedGaps(
        indicator="lasning-egen",
        districts=gaps(figures, meaning, (DIVISION,)),
        district_changes=gap_changes(figures, meaning, (DIVISION,)),
        groups=group_gaps(figures, meaning, home),
        group_changes=group_gap_changes(figures, meaning, home),
        bases_are_people=True,
    )


def _milestones(figures: list[Observation]) -> tuple[Any, ...]:
    """The official ones, the first with own counts beside it, and one that is judged by an own count."""
    ends = [item for item in figures if item.indicator == "lasning-egen" and item.area == CITY][:5]
    shown = [item for item in ends if item.value is not None]
    first = MILESTONES[0].model_copy(update={"context": ("oro", "lasning-egen", "bostader-egen")})
    period = shown[-1].period
    made = milestone(
        "egen",
        "skola",
        text("Fler läser, egen räkning", "More read, own count"),
        judged(
            "egen",
            Verdict.ON_TRACK,
            Reason.AHEAD_OF_PATH,
            *MOVED,
            shown,
            target=Target(level=57.5, year=2022, decision="Kommunfullmäktige 2016-05-23 § 12"),
            path=45.2,
        ),
        ahead=PublishedOutlook(
            people=PublishedPeople(
                counted=text("elever", "pupils"), period=period, size=4_021, to_level=438.0
            ),
            forecast=PublishedForecast(
                first=shown[0].period,
                last=period,
                figures=len(shown),
                years=tuple(
                    ForecastYear(year=year, value=48.4, inner=(40.4, 56.4), outer=(36.6, 60.6))
                    for year in (2019, 2020, 2021)
                ),
            ),
        ),
    )
    return (first, made, *MILESTONES[1:])


def publication(origin: Origin = Origin.SIMULATED, **changes: Any) -> Publication:
    """Own counts of a simulated register (or a real one, by `origin`), beside the rich sample's figures."""
    figures = own_figures(origin)
    others = rich()
    plain: dict[str, Any] = {
        "indicators": (*others.indicators, *own_indicators(figures)),
        "milestones": _milestones(figures),
        "boundaries": (BOUNDARIES,),
        "gaps": (*others.gaps, _gaps(figures)),
        "registers": (REGISTER,),
        "places": (PLACES,),
    }
    if changes.keys() & {"cleared", "indicators", "divisions"}:
        plain["recalculated"] = ()
    everything = {name: getattr(others, name) for name in type(others).model_fields} | plain
    return Publication(**(everything | {"cleared": Cleared((*others.cleared, *figures))} | changes))


def simulated_alone() -> Publication:
    """Nothing but the own counts: every figure on every page is simulated."""
    figures = own_figures()
    return publication(
        cleared=Cleared(tuple(figures)),
        indicators=tuple(
            item.model_copy(
                update={"own": item.own.model_copy(update={"variant_of": None, "differs": None})}
                if item.own
                else {}
            )
            for item in own_indicators(figures)
        ),
        milestones=tuple(
            item.model_copy(update={"context": ("bostader-egen",)})
            for item in _milestones(figures)
            if item.key == "egen"
        ),
        gaps=(_gaps(figures),),
    )
