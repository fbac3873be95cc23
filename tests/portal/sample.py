"""Made-up cities in every state a page can show: `publication()` is rich, `small(n)` has n of everything."""

from datetime import date
from typing import Any

from fardplan.portal.reports import PublishedReport, ReportKind, report_file
from fardplan.publishing.gaps import PublishedGaps
from fardplan.publishing.outlook import (
    ForecastYear,
    NoForecast,
    PathYear,
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
    PublishedDecisionPoint,
    PublishedIndicator,
    PublishedLink,
    PublishedMilestone,
    PublishedSource,
    PublishedStrategy,
    PublishedTargetArea,
    PublishedVersion,
    PublishedVision,
)
from fardplan.publishing.recalculated import PublishedRecalculation
from fardplan.vocabulary.area import Area, AreaKind, AreaVersion, Division
from fardplan.vocabulary.boundary import Boundaries, Boundary, Polygon
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.gap import GapChange, GapFigure, GapMeasure, GapReason, GapVerdict
from fardplan.vocabulary.group import EVERYBODY, Group
from fardplan.vocabulary.observation import (
    Clearance,
    Observation,
    Origin,
    Provenance,
    PublishedBasis,
    Status,
)
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.recalculated import Reason as Carried
from fardplan.vocabulary.recalculated import Recalculated
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
from fardplan.vocabulary.text import LANGUAGES, Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit

CITY = "9999"
PEOPLE = Unit(measure=Measure.COUNT, label=Text(sv="personer", en="persons"))
WIDTH = 1.5
"""How far an interval reaches on either side of a share in the sample."""


def text(swedish: str, english: str | None = None) -> Text:
    return Text(sv=swedish, en=english)


def observation(indicator: str, period: str | int, value: float | None, **changes: Any) -> Observation:
    told = {
        name: changes.pop(name)
        for name in ("origin", "via", "licence", "published_basis", "source")
        if name in changes
    }
    parsed = Period.parse(str(period))
    return Observation(
        indicator=indicator,
        area=changes.pop("area", CITY),
        period=parsed,
        value=value,
        group=changes.pop("group", EVERYBODY),
        status=changes.pop("status", Status.VALUE if value is not None else Status.MISSING),
        provenance=Provenance(
            **{
                "source": "Björkviks statistik",
                "origin": Origin.OFFICIAL,
                "loaded": date(2022, 1, 10),
                "published": date(parsed.end.year, 9, 25),
                "address": "https://example.org/tabell?a=1&b=2",
                "clearance": Clearance.PUBLISHED_BY_SOURCE,
                **told,
            }
        ),
        **changes,
    )


def series(indicator: str, values: dict[int, float | None], **changes: Any) -> list[Observation]:
    return [observation(indicator, period, value, **changes) for period, value in values.items()]


def figure(item: Observation, width: float | None = WIDTH) -> Figure:
    assert item.value is not None
    return Figure(
        period=item.period,
        value=item.value,
        lower=None if width is None else max(0.0, item.value - width),
        upper=None if width is None else item.value + width,
        interval_basis=IntervalBasis.NONE if width is None else IntervalBasis.MOVEMENT,
        origin=item.provenance.origin,
        published=item.provenance.published,
    )


def indicator(key: str, name: Text, **changes: Any) -> PublishedIndicator:
    plain: dict[str, Any] = {
        "definition": text(
            f"Så här räknas {name.sv.lower()}.", name.en and f"How {name.en.lower()} is counted."
        ),
        "population": None,
        "numerator": None,
        "denominator": None,
        "unit": PERCENT,
        "polarity": Direction.UP,
        "kind": "outcome",
        "area": CITY,
        "rounded_to": 0.1,
        "error": text("Alla räknas.", "Everybody is counted."),
        "breaks": (),
        "retired": None,
        "sources": (
            PublishedSource(
                key="bjorkvik",
                name="Tabell 1 & 2",
                publisher="Björkviks kommun",
                code="T1",
                address="https://example.org/tabell",
                ordinarily_published=text("I september", "In September"),
            ),
        ),
        "traps": (),
    }
    return PublishedIndicator(key=key, name=name, **(plain | changes))


def milestone(
    key: str, target_area: str, said: Text, status: MilestoneStatus, **changes: Any
) -> PublishedMilestone:
    plain: dict[str, Any] = {
        "wanted": status.wanted,
        "strength": "any",
        "rationale": text("Därför är det viktigt.", "This is why it matters."),
        "related": (),
        "indicator": PublishedLink(
            key=status.indicator, name=said, state="proposed", source="Föreslagen, inte beslutad"
        )
        if status.indicator
        else None,
        "context": (),
        "responsible": (),
        "needed": None,
    }
    return PublishedMilestone(key=key, target_area=target_area, text=said, status=status, **(plain | changes))


def judged(
    key: str,
    verdict: Verdict,
    reason: Reason,
    development: Development,
    development_reason: Reason,
    found: list[Observation],
    **changes: Any,
) -> MilestoneStatus:
    first, latest = figure(found[0]), figure(found[-1])
    plain: dict[str, Any] = {
        "wanted": Direction.UP,
        "indicator": found[0].indicator,
        "area": found[0].area,
        "latest": latest,
        "baseline": first,
        "since_baseline": Change(first=first, latest=latest),
        "in_stretch": Change(first=first, latest=latest),
        "stretch_from": first.period,
        "points": len(found),
        "yearly_trend": (0.5, 0.2, 0.8),
    }
    return MilestoneStatus(
        milestone=key,
        verdict=verdict,
        verdict_reason=reason,
        development=development,
        development_reason=development_reason,
        **(plain | changes),
    )


DISTRICTS = ("Ankdammen", "Björkhagen", "Centrum", "Dalen", "Ekbacken", "Fiskartorp")

AREAS = (
    Area(
        code=CITY,
        kind=AreaKind.CITY,
        versions=(AreaVersion(name="Björkvik"),),
    ),
    Area(code="norra", kind=AreaKind.PART, versions=(AreaVersion(name="Norra sidan"),), part_of=(CITY,)),
    *(
        Area(
            code=name.lower().replace("ö", "o"),
            kind=AreaKind.DISTRICT,
            versions=(AreaVersion(name=name),),
            part_of=(CITY,),
        )
        for name in DISTRICTS
    ),
)
DIVISION = Division(
    code="d", name="Stadsdelar", areas=tuple(item.code for item in AREAS if item.kind is AreaKind.DISTRICT)
)


DAMMHAGEN = Area(
    code="dammhagen",
    kind=AreaKind.DISTRICT,
    versions=(AreaVersion(name="Dammhagen", valid_from=date(2022, 1, 1)),),
    part_of=(CITY,),
)
TODAY = Division(
    code="nya",
    name="Nya stadsdelar",
    valid_from=date(2022, 1, 1),
    areas=("dammhagen", *DIVISION.areas[2:]),
)
"""The first two districts were put together."""


def _square(column: int, row: int) -> Polygon:
    left, bottom = column * 1_000, row * 1_000
    corners = ((0, 0), (1_000, 0), (1_000, 1_000), (0, 1_000), (0, 0))
    return (tuple((left + x, bottom + y) for x, y in corners),)


BOUNDARIES = Boundaries(
    system="SWEREF 99 18 00",
    as_of=date(2018, 3, 1),
    source="Björkviks karta",
    licence="CC0",
    address="https://example.org/karta",
    note=text("Stränderna är rätade.", "The shores are straightened."),
    divisions=("d",),
    boundaries=tuple(
        Boundary(
            area=code,
            polygons=(_square(at % 3, at // 3),),
            place=(at % 3 * 1_000 + 500, at // 3 * 1_000 + 500),
        )
        for at, code in enumerate(DIVISION.areas)
    ),
)
DISTRICT_CODES = tuple(area.code for area in AREAS if area.kind is AreaKind.DISTRICT)

LASNING = series(
    "lasning", {2012: 78.0, 2013: 79.4, 2014: 80.1, 2015: 81.9, 2016: 82.2, 2017: 84.0, 2018: 85.3}
)
ARBETE = series("arbete", {2014: 70.2, 2015: 70.9, 2016: 72.4, 2017: 73.0, 2018: 74.1})
SIMNING = series("simning", {2014: 92.0, 2015: 91.0, 2016: 90.2, 2017: 88.9, 2018: 88.0}, base=1_210)
PLATSER = series("platser", {2015: 12_450.0, 2016: 12_310.0}, area="norra")
OTRYGGA = series("otrygga", {2014: 14.0, 2017: 13.0, 2020: 13.0}, base=1_204)
LEKAR = series("lekar", {2016: 40.0, 2017: 44.0, 2018: 47.0}, origin=Origin.SIMULATED, source="Påhittade tal")


def _districts() -> list[Observation]:
    before = dict(zip(DISTRICT_CODES, (70.1, 75.0, 88.2, 81.0, 79.9), strict=False))
    latest = dict(zip(DISTRICT_CODES, (71.4, 75.0, 89.0, 83.2, None, None), strict=True))
    states = {DISTRICT_CODES[4]: Status.SUPPRESSED, DISTRICT_CODES[5]: Status.NOT_APPLICABLE}
    return [
        *(observation("lasning", 2017, value, area=area) for area, value in before.items()),
        *(
            observation(
                "lasning",
                2018,
                value,
                area=area,
                status=states.get(area, Status.PRELIMINARY if area == DISTRICT_CODES[0] else Status.VALUE),
                lower=None if value is None else value - 4,
                upper=None if value is None else value + 4,
                base=None if value is None else 310,
            )
            for area, value in latest.items()
        ),
        observation("lasning", 2018, 86.0, group=Group((("sex", "K"),))),
        observation("lasning", 2018, 84.5, group=Group((("sex", "M"),))),
        observation("lasning", 2018, 61.0, group=Group((("språk", "annat"),)), note="Liten grupp"),
    ]


OTHERS = [
    observation("oro", 2017, 21.0, via="En lokaltidning <2018>", published_basis=PublishedBasis.LOADED),
    observation("oro", 2020, 19.0, published_basis=PublishedBasis.NO_LATER_THAN, licence="CC0"),
    observation("oro", 2020, 25.0, area=DISTRICT_CODES[0], published_basis=PublishedBasis.CALENDAR),
    observation("andel-platser", 2016, 34.0, origin=Origin.OWN_CALCULATION, note="12 310 av 36 200"),
]

INDICATORS = (
    indicator(
        "lasning",
        text("Läskunnighet i årskurs 3", "Reading in grade 3"),
        population=text("Elever i årskurs 3", "Pupils in grade 3"),
        numerator=text("Elever som läser säkert", "Pupils who read well"),
        denominator=text("Alla elever", "All pupils"),
        breaks=(
            PublishedBreak(first=Period.of_year(2014), text=text("Nytt prov.", "A new test."), areas=()),
            PublishedBreak(
                first=Period.of_year(2016), text=text("Ny gräns.", "A new border."), areas=("norra",)
            ),
        ),
        traps=(text("Provet är frivilligt.", "The test is voluntary."), text("Bara på svenska.")),
        intervals=tuple(figure(item) for item in LASNING),
    ),
    indicator("arbete", text("Unga i arbete", "Young people at work"), intervals=tuple(map(figure, ARBETE))),
    indicator("simning", text("Simkunniga", "Can swim"), intervals=tuple(map(figure, SIMNING))),
    indicator(
        "platser",
        text("Arbetsplatser i norr", "Workplaces in the north"),
        unit=PEOPLE,
        area="norra",
        rounded_to=1,
    ),
    indicator(
        "otrygga",
        text("Otrygga i sitt område", "Unsafe in their area"),
        polarity=Direction.DOWN,
        rounded_to=1,
        intervals=tuple(map(figure, OTRYGGA)),
        retired=text("Frågan ställs inte längre.", "The question is no longer asked."),
    ),
    indicator("fortroende", text("Lågt förtroende"), polarity=Direction.DOWN),
    indicator("lekar", text("Lekplatser i skick", "Playgrounds in order")),
    indicator("oro", text("Orolig för brott", "Worried about crime"), rounded_to=1, kind="context"),
    indicator("andel-platser", text("Andel arbetsplatser i norr", "Share of workplaces in the north")),
)

MOVED = (Development.IMPROVING, Reason.TREND_BEYOND_MOVEMENT)
TARGET = Target(level=84.0, year=2019, decision="Kommunfullmäktige 2016-05-23 § 12")

MILESTONES = (
    milestone(
        "lasning",
        "skola",
        text("Fler barn läser säkert & gärna", "More children read well & gladly"),
        judged(
            "lasning",
            Verdict.REACHED,
            Reason.BEYOND_LEVEL,
            *MOVED,
            LASNING,
            target=TARGET,
            responsible=("Skolnämnden",),
        ),
        responsible=(
            PublishedLink(key="skolnamnden", name=text("Skolnämnden"), state="decided", source="Budget 2016"),
        ),
        context=("oro",),
    ),
    milestone(
        "arbete",
        "arbete",
        text("Fler unga har arbete", "More young people have work"),
        judged(
            "arbete",
            Verdict.ON_TRACK,
            Reason.AHEAD_OF_PATH,
            *MOVED,
            ARBETE,
            target=Target(level=80.0, year=2025),
            path=73.0,
        ),
        ahead=PublishedOutlook(
            forecast=PublishedForecast(
                first=Period.of_year(2014),
                last=Period.of_year(2018),
                figures=5,
                obstacle=NoForecast.TOO_SHORT,
                needed=6,
            ),
            probability=PublishedProbability(level=80.0, year=2025, value=None),
            recommended=(),
        ),
        related=(
            PublishedLink(
                key="lasning", name=text("Fler barn läser", "More read"), state="proposed", source="Avsnitt 2"
            ),
        ),
    ),
    milestone(
        "simning",
        "skola",
        text("Fler kan simma", "More people can swim"),
        judged(
            "simning",
            Verdict.BEHIND,
            Reason.SHORT_OF_PATH,
            Development.WORSENING,
            Reason.TREND_BEYOND_MOVEMENT,
            SIMNING,
            target=Target(level=98.0, year=2025, decision="Kommunfullmäktige 2016-05-23 § 12"),
            path=94.0,
            yearly_trend=(-1.0, -1.3, -0.7),
        ),
        ahead=PublishedOutlook(
            path=tuple(
                PathYear(year=year, level=92.0 + (year - 2014) * 6 / 11) for year in range(2019, 2026)
            ),
            people=PublishedPeople(
                counted=text("elever", "pupils"), period=Period.of_year(2018), size=1_210, to_level=121.0
            ),
            forecast=PublishedForecast(
                first=Period.of_year(2014),
                last=Period.of_year(2018),
                figures=5,
                years=tuple(
                    ForecastYear(
                        year=2018 + ahead,
                        value=88.0 - 0.6 * ahead,
                        inner=(88.0 - 1.6 * ahead, 88.0 + 0.2 * ahead),
                        outer=(88.0 - 2.2 * ahead, 88.0 + 0.7 * ahead),
                    )
                    for ahead in range(1, 8)
                ),
            ),
            probability=PublishedProbability(level=98.0, year=2025, value=0.02),
            recommended=(
                PublishedRecommendation(
                    level=90.0, year=2022, managed=4, compared=31, precedent=0.12, people=24.0
                ),
                PublishedRecommendation(level=91.0, year=2025, managed=1, compared=30, precedent=0.1),
            ),
        ),
    ),
    milestone(
        "otrygga",
        "trygghet",
        text("Färre känner sig otrygga", "Fewer feel unsafe"),
        judged(
            "otrygga",
            Verdict.CANNOT_TELL,
            Reason.STRADDLES_PATH,
            Development.NO_DETECTABLE_CHANGE,
            Reason.TREND_WITHIN_MOVEMENT,
            OTRYGGA,
            wanted=Direction.DOWN,
            target=Target(level=11.0, year=2025, decision="Kommunfullmäktige 2016-05-23 § 12"),
            path=12.5,
            yearly_trend=(-0.2, -0.6, 0.3),
        ),
        context=("oro",),
    ),
    milestone(
        "fortroende",
        "trygghet",
        text("Färre har lågt förtroende"),
        MilestoneStatus(
            milestone="fortroende",
            verdict=Verdict.NO_DATA,
            verdict_reason=Reason.NO_OBSERVATION,
            development=Development.CANNOT_TELL,
            development_reason=Reason.NO_OBSERVATION,
            wanted=Direction.DOWN,
            indicator="fortroende",
            area=CITY,
        ),
        needed=text("Svar per område, från kommunen.", "Answers by area, from the municipality."),
    ),
    milestone(
        "platser",
        "arbete",
        text("Fler arbetsplatser i norr", "More workplaces in the north"),
        judged(
            "platser",
            Verdict.NOT_DECIDED,
            Reason.NO_TARGET,
            Development.CANNOT_TELL,
            Reason.TOO_FEW_POINTS,
            PLATSER,
            yearly_trend=None,
            stretch_from=PLATSER[0].period,
        ),
        context=("andel-platser",),
        rationale=None,
    ),
    milestone(
        "lekar",
        "trygghet",
        text("Fler lekplatser är i skick", "More playgrounds are in order"),
        judged("lekar", Verdict.NOT_DECIDED, Reason.NO_TARGET, *MOVED, LEKAR),
        ahead=PublishedOutlook(
            forecast=PublishedForecast(
                first=Period.of_year(2016),
                last=Period.of_year(2018),
                figures=3,
                years=tuple(
                    ForecastYear(year=year, value=48.0, inner=(40.0, 56.0), outer=(36.0, 60.0))
                    for year in (2019, 2020, 2021)
                ),
            ),
        ),
    ),
    milestone(
        "lust",
        "skola",
        text("Fler lär sig med lust", "More learn with joy"),
        MilestoneStatus(
            milestone="lust",
            verdict=Verdict.NO_DATA,
            verdict_reason=Reason.NO_INDICATOR,
            development=Development.CANNOT_TELL,
            development_reason=Reason.NO_INDICATOR,
            wanted=None,
        ),
        rationale=None,
    ),
)

STRATEGIES = (
    PublishedStrategy(key="las-ihop", target_area="skola", number=1, text=text("Läs ihop", "Read together")),
    PublishedStrategy(key="bocker", target_area="skola", number=2, text=text("Köp böcker")),
    PublishedStrategy(key="simma", target_area="skola", number=3, text=text("Simma mer", "Swim more")),
    PublishedStrategy(
        key="praktik", target_area="arbete", number=1, text=text("Ordna praktik", "Give work experience")
    ),
)

TARGET_AREAS = (
    PublishedTargetArea(
        key="skola",
        name=text("Skola", "School"),
        description=text("Alla barn lär sig.", "All children learn."),
    ),
    PublishedTargetArea(key="arbete", name=text("Arbete", "Work"), description=None),
    PublishedTargetArea(key="trygghet", name=text("Trygghet"), description=text("Ingen ska vara rädd.")),
    PublishedTargetArea(key="miljo", name=text("Miljö", "Environment"), description=None),
)


def version(number: int, standing: str, **changes: Any) -> PublishedVersion:
    plain: dict[str, Any] = {
        "title": text("Färdplan för Björkvik", "Roadmap for Björkvik"),
        "dnr": "KS 2016/1",
        "dated": "2016-04",
        "drawn_up_by": "Kommunkontoret",
        "source": "Tjänsteskrivelse KS 2016/1",
        "based_on": None,
        "why": None,
        "decision": None,
        "decision_points": (),
        "changes": (),
    }
    return PublishedVersion(number=number, standing=standing, **(plain | changes))


ADOPTED = version(
    1,
    "superseded",
    decision=PublishedDecision(
        body="Kommunfullmäktige", date=date(2016, 5, 23), paragraph="12", dnr="KS 2016/1"
    ),
    decision_points=(
        PublishedDecisionPoint(
            number=1,
            text=text("Färdplanen godkänns.", "The roadmap is approved."),
            addressee=None,
            force="godkänns",
        ),
        PublishedDecisionPoint(
            number=2, text=text("Nämnderna ska följa upp."), addressee="Nämnderna", force="ska"
        ),
    ),
)
PROPOSED = version(
    2,
    "proposed",
    dnr=None,
    dated="2018-06-14",
    based_on=1,
    why=text("Nya mål behövs.", "New targets are needed."),
    changes=(
        text("Nivån för simning sätts till 98 procent.", "The level for swimming is set to 98 per cent."),
        text("Ett nytt etappmål."),
    ),
)


def _gap(measure: GapMeasure, year: int, value: float, margin: float | None, **changes: Any) -> GapFigure:
    plain: dict[str, Any] = {
        "division": "d",
        "areas": 5 if year == 2017 else 3,
        "highest": "centrum",
        "lowest": "ankdammen" if year == 2017 else "bjorkhagen",
        "origin": Origin.OWN_CALCULATION,
        "lower": None if margin is None else value - margin,
        "upper": None if margin is None else value + margin,
    }
    return GapFigure(measure=measure, period=Period.of_year(year), value=value, **(plain | changes))


def _gaps() -> PublishedGaps:
    """Districts with intervals in the latest year, whose change cannot be told; two groups in one year."""
    whole = {"highest": None, "lowest": None}
    before = _gap(GapMeasure.DIFFERENCE, 2017, 18.1, None)
    latest = _gap(GapMeasure.DIFFERENCE, 2018, 13.2, 4.5)
    sexes = {"division": "sex", "areas": 2, "highest": "sex=K", "lowest": "sex=M"}
    between_sexes = _gap(GapMeasure.DIFFERENCE, 2018, 1.5, None, **sexes)
    return PublishedGaps(
        indicator="lasning",
        districts=(
            before,
            latest,
            _gap(GapMeasure.RATIO, 2018, 1.19, 0.06),
            _gap(GapMeasure.SLOPE, 2018, 12.0, 3.0, **whole),
            _gap(GapMeasure.BETWEEN_SHARE, 2018, 0.021, 0.01, **whole),
        ),
        district_changes=(
            GapChange(
                latest=latest,
                first=before,
                verdict=GapVerdict.CANNOT_TELL,
                reason=GapReason.NO_ERROR_KNOWN,
            ),
        ),
        groups=(between_sexes,),
        group_changes=(
            GapChange(latest=between_sexes, verdict=GapVerdict.CANNOT_TELL, reason=GapReason.ONE_PERIOD),
        ),
        standing="arbete",
        bases_are_people=True,
    )


def _recalculated() -> PublishedRecalculation:
    """A merged district with bounds in two years, those as published, and one without a number."""
    given = {(item.area, item.period): item for item in _districts()}
    made = []
    for period in sorted({item.period for item in _districts()}, key=lambda one: one.end):
        for area in TODAY.areas:
            parts = DISTRICT_CODES[:2] if area == "dammhagen" else (area,)
            found = [given[part, period] for part in parts if (part, period) in given]
            values = [item.value for item in found if item.value is not None]
            reason = Carried.MISSING if len(values) < len(parts) else Carried.UNCHANGED
            merged = area == "dammhagen"
            made.append(
                Recalculated(
                    area=area,
                    period=period,
                    value=sum(values) / len(values) if reason is not Carried.MISSING else None,
                    lowest=min(values) if merged else None,
                    highest=max(values) if merged else None,
                    reason=Carried.BASES_UNKNOWN if merged else reason,
                    made_of=parts,
                    origin=Origin.OWN_CALCULATION if merged else Origin.OFFICIAL,
                    preliminary=merged,
                    source="Kolada",
                )
            )
    return PublishedRecalculation(indicator=_districts()[0].indicator, division="nya", figures=tuple(made))


def publication(**changes: Any) -> Publication:
    """A city with eight milestones in every state, districts, groups, breaks and simulated figures."""
    plain: dict[str, Any] = {
        "city": PublishedCity(
            key="bjorkvik",
            name=text("Björkviks kommun", "Municipality of Björkvik"),
            publisher=text("Björkviks kommun", "Municipality of Björkvik"),
            home_area=CITY,
            contact=None,
            supervisor=text(
                "Myndigheten för digital förvaltning (Digg)", "Agency for Digital Government (Digg)"
            ),
        ),
        "vision": PublishedVision(
            title=text("Björkvik 2040", "Björkvik 2040"),
            year=2040,
            text=text("En stad för alla.", "A town for all."),
            source="Visionen",
        ),
        "horizon": (2020, 2025),
        "version": PROPOSED,
        "history": (ADOPTED, PROPOSED),
        "target_areas": TARGET_AREAS,
        "milestones": MILESTONES,
        "strategies": STRATEGIES,
        "indicators": INDICATORS,
        "areas": (*AREAS, DAMMHAGEN),
        "divisions": (DIVISION, TODAY),
        "boundaries": (BOUNDARIES,),
        "gaps": () if "cleared" in changes else (_gaps(),),
        "recalculated": ()
        if changes.keys() & {"cleared", "divisions", "indicators", "areas"}
        else (_recalculated(),),
        "cleared": Cleared((*LASNING, *_districts(), *ARBETE, *SIMNING, *PLATSER, *OTRYGGA, *LEKAR, *OTHERS)),
    }
    return Publication(**(plain | changes))


def reports() -> tuple[PublishedReport, ...]:
    """Two kinds, of the whole and of a target area, in both languages; one of them has simulated figures."""
    status = ReportKind("status", text("Lägesrapport", "Status report"), text("Läget nu.", "The state now."))
    profile = ReportKind("profile", text("Profil", "Profile"), text("En sida var.", "A page each."))
    area = TARGET_AREAS[0]
    made = []
    for kind, key, name, simulated in (
        (status, "", text("Hela färdplanen", "The whole roadmap"), True),
        (status, area.key, area.name, False),
        (profile, DISTRICT_CODES[0], text("Norra & södra", "North & south"), False),
    ):
        for language in LANGUAGES:
            stem = f"{kind.key}-{key}".strip("-")
            files = (
                report_file(stem, language, "pdf", b"%PDF" + stem.encode()),
                report_file(stem, language, "docx", b"PK" + stem.encode()),
            )
            made.append(PublishedReport(kind, key, name, language, files, simulated))
    return tuple(made)


def small(rows: int) -> Publication:
    """A city with `rows` of everything: an adopted roadmap, nothing simulated, everything translated."""
    numbers = range(1, rows + 1)
    found = {n: series(f"matt-{n}", {2010 + year: 50.0 + n + year for year in range(rows)}) for n in numbers}
    adopted = ADOPTED.model_copy(update={"standing": "adopted"})
    return publication(
        version=adopted,
        history=(adopted,),
        horizon=None,
        gaps=(),
        city=publication().city.model_copy(update={"contact": "mål@example.org", "supervisor": None}),
        target_areas=tuple(
            PublishedTargetArea(key=f"omrade-{n}", name=text(f"Område {n}", f"Area {n}"), description=None)
            for n in numbers
        ),
        milestones=tuple(
            milestone(
                f"mal-{n}",
                f"omrade-{n}",
                text(f"Mål {n} ökar", f"Target {n} rises"),
                judged(
                    f"mal-{n}",
                    Verdict.NOT_DECIDED,
                    Reason.NO_TARGET,
                    Development.CANNOT_TELL,
                    Reason.TOO_FEW_POINTS,
                    found[n],
                    baseline=None,
                    since_baseline=None,
                    yearly_trend=None,
                ),
            )
            for n in numbers
        ),
        strategies=tuple(
            PublishedStrategy(
                key=f"gor-{n}", target_area="omrade-1", number=n, text=text(f"Gör {n}", f"Do {n}")
            )
            for n in numbers
        ),
        indicators=tuple(
            indicator(f"matt-{n}", text(f"Mått {n}", f"Measure {n}"), intervals=tuple(map(figure, found[n])))
            for n in numbers
        ),
        divisions=(),
        boundaries=(),
        cleared=Cleared(tuple(item for items in found.values() for item in items)),
    )
