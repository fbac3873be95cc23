"""A milestone's story: whole sentences for everything that can be said of it, in both languages."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.presentation.story import Story, tell
from fardplan.vocabulary.observation import Origin, PublishedBasis
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import (
    Change,
    Development,
    Direction,
    Figure,
    MilestoneStatus,
    Reason,
    Target,
    Verdict,
)
from fardplan.vocabulary.text import LANGUAGES, Language, Text
from fardplan.vocabulary.unit import PERCENT, Measure, Unit

TEXT = Text(sv="Andelen unga som varken arbetar eller studerar har minskat", en="The share has fallen")
PEOPLE = Unit(measure=Measure.COUNT, label=Text(sv="personer", en="persons"))
UP, DOWN = Direction.UP, Direction.DOWN


def figure(period: str | int, value: float, lower: float | None = None, upper: float | None = None) -> Figure:
    return Figure(
        period=Period.parse(str(period)),
        value=value,
        lower=lower,
        upper=upper,
        origin=Origin.OFFICIAL,
        published=date(2019, 5, 15),
    )


FIRST, LATEST = figure(2007, 8.99), figure(2017, 8.02, 7.61, 8.43)


def status(**changes: Any) -> MilestoneStatus:
    """A share that has fallen over ten years, as the city wants, with nothing decided."""
    plain: dict[str, Any] = {
        "milestone": "uvas",
        "verdict": Verdict.NOT_DECIDED,
        "verdict_reason": Reason.NO_TARGET,
        "development": Development.IMPROVING,
        "development_reason": Reason.TREND_BEYOND_MOVEMENT,
        "wanted": DOWN,
        "indicator": "uvas-17-24",
        "area": "0180",
        "latest": LATEST,
        "in_stretch": Change(first=FIRST, latest=LATEST),
        "stretch_from": FIRST.period,
        "points": 11,
        "yearly_trend": (-0.15, -0.1, -0.05),
    }
    return MilestoneStatus(**(plain | changes))


def story(told: MilestoneStatus, language: Language = "sv", **changes: Any) -> Story:
    plain: dict[str, Any] = {"text": TEXT, "unit": PERCENT, "rounded_to": 0.01, "today": None}
    return tell(told, language=language, **(plain | changes))


def test_a_whole_story_in_swedish() -> None:
    assert story(status()) == Story(
        wanted="Andelen unga som varken arbetar eller studerar har minskat",
        standing="Andelen har minskat, från 9,0 till 8,0\u00a0procent på tio år.",
        course="Det är åt det håll staden vill.",
        number="8,0\u00a0procent år 2017 (mellan 7,6 och 8,5 procent)",
        value="8,0\u00a0procent",
        when="år 2017",
        interval="mellan 7,6 och 8,5 procent",
        promise="Nivå och årtal är inte beslutade.",
        verdict="inte beslutat",
        why="Nivå och årtal är inte beslutade, så det är riktningen som bedöms.",
        grounds=(
            "Förändringen är större än vad osäkerheten i uppgifterna kan förklara. "
            "Bedömningen bygger på elva jämförbara uppgifter, den första för 2007."
        ),
        responsible="Ansvarig är inte utsedd.",
        freshness="Uppgiften gäller 2017 och publicerades 15\u00a0maj 2019.",
    )


def test_a_whole_story_in_english() -> None:
    assert story(status(), "en") == Story(
        wanted="The share has fallen",
        standing="The share has fallen, from 9.0 to 8.0\u00a0per cent in ten years.",
        course="That is the way the city wants.",
        number="8.0\u00a0per cent in 2017 (between 7.6 and 8.5 per cent)",
        value="8.0\u00a0per cent",
        when="in 2017",
        interval="between 7.6 and 8.5 per cent",
        promise="Level and year have not been decided.",
        verdict="not decided",
        why="No level and year have been decided, so it is the direction that is judged.",
        grounds=(
            "The change is larger than the uncertainty of the figures can explain. "
            "The judgement rests on eleven comparable figures, the first for 2007."
        ),
        responsible="Nobody has been assigned responsibility.",
        freshness="The figure is for 2017 and was published on 15\u00a0May 2019.",
    )


@pytest.mark.parametrize("reason", [Reason.NO_OBSERVATION, Reason.NO_INDICATOR])
def test_a_milestone_without_figures(reason: Reason) -> None:
    told = MilestoneStatus(
        milestone="fortroende",
        verdict=Verdict.NO_DATA,
        verdict_reason=reason,
        development=Development.CANNOT_TELL,
        development_reason=reason,
        wanted=DOWN,
    )
    why = {
        Reason.NO_OBSERVATION: (
            "Det behövs uppgifter som mäter etappmålet.",
            "Figures that measure the milestone are needed.",
        ),
        Reason.NO_INDICATOR: (
            "Det är inte bestämt hur etappmålet ska mätas. Det behövs ett beslut om hur det ska mätas.",
            "How the milestone is to be measured has not been settled. "
            "A decision on how it is to be measured is needed.",
        ),
    }
    swedish = Story(
        wanted=TEXT.sv,
        standing="Inga uppgifter finns ännu.",
        course="",
        number="",
        value="",
        when="",
        interval="",
        promise="Nivå och årtal är inte beslutade.",
        verdict="uppgifter saknas",
        why=why[reason][0],
        grounds="",
        responsible="Ansvarig är inte utsedd.",
        freshness="",
    )
    assert story(told, unit=None, rounded_to=None) == swedish
    assert story(told) == swedish
    english = story(told, "en", unit=None, rounded_to=None)
    assert (english.standing, english.verdict, english.why) == (
        "There are no figures yet.",
        "no data",
        why[reason][1],
    )


MOVED = {
    "development_reason": Reason.TREND_BEYOND_MOVEMENT,
    "points": 11,
}
GREW = {"in_stretch": Change(first=LATEST, latest=figure(2027, 8.99)), "yearly_trend": (0.05, 0.1, 0.15)}


@pytest.mark.parametrize(
    ("changes", "swedish", "english"),
    [
        (
            {"development": Development.IMPROVING, "wanted": UP, **GREW},
            (
                "Andelen har ökat, från 8,0 till 9,0\u00a0procent på tio år.",
                "Det är åt det håll staden vill.",
            ),
            (
                "The share has risen, from 8.0 to 9.0\u00a0per cent in ten years.",
                "That is the way the city wants.",
            ),
        ),
        (
            {"development": Development.WORSENING, "wanted": DOWN, **GREW},
            (
                "Andelen har ökat, från 8,0 till 9,0\u00a0procent på tio år.",
                "Det är tvärtemot vad staden vill.",
            ),
            (
                "The share has risen, from 8.0 to 9.0\u00a0per cent in ten years.",
                "That is the opposite of what the city wants.",
            ),
        ),
        (
            {"development": Development.IMPROVING, "wanted": DOWN},
            (
                "Andelen har minskat, från 9,0 till 8,0\u00a0procent på tio år.",
                "Det är åt det håll staden vill.",
            ),
            (
                "The share has fallen, from 9.0 to 8.0\u00a0per cent in ten years.",
                "That is the way the city wants.",
            ),
        ),
        (
            {"development": Development.WORSENING, "wanted": UP},
            (
                "Andelen har minskat, från 9,0 till 8,0\u00a0procent på tio år.",
                "Det är tvärtemot vad staden vill.",
            ),
            (
                "The share has fallen, from 9.0 to 8.0\u00a0per cent in ten years.",
                "That is the opposite of what the city wants.",
            ),
        ),
        (
            {
                "development": Development.NO_DETECTABLE_CHANGE,
                "development_reason": Reason.TREND_WITHIN_MOVEMENT,
            },
            ("Sedan 2007 syns ingen säker förändring.", ""),
            ("Since 2007 no certain change can be seen.", ""),
        ),
        (
            {
                "development": Development.NO_DETECTABLE_CHANGE,
                "development_reason": Reason.TREND_WITHIN_MOVEMENT,
                "stretch_from": Period.parse("2012/13"),
            },
            ("Sedan läsåret 2012/13 syns ingen säker förändring.", ""),
            ("Since the school year 2012/13 no certain change can be seen.", ""),
        ),
        (
            {
                "development": Development.NO_DETECTABLE_CHANGE,
                "development_reason": Reason.TREND_WITHIN_MOVEMENT,
                "stretch_from": None,
            },
            ("Ingen säker förändring syns.", ""),
            ("No certain change can be seen.", ""),
        ),
        (
            {
                "development": Development.CANNOT_TELL,
                "development_reason": Reason.WITHIN_A_YEAR,
                "yearly_trend": None,
                "points": 4,
            },
            (
                "Vi kan inte avgöra om andelen ökar eller minskar: uppgifterna täcker mindre än två år, och "
                "årstider skiljer sig åt.",
                "",
            ),
            (
                "We cannot tell whether the share is rising or falling: the figures are of less than two "
                "years, and the seasons of a year differ.",
                "",
            ),
        ),
        (
            {
                "development": Development.CANNOT_TELL,
                "development_reason": Reason.TOO_FEW_POINTS,
                "in_stretch": None,
                "yearly_trend": None,
                "points": 1,
            },
            ("Vi kan inte avgöra om andelen ökar eller minskar: det finns en jämförbar uppgift.", ""),
            ("We cannot tell whether the share is rising or falling: there is one comparable figure.", ""),
        ),
        (
            {
                "development": Development.CANNOT_TELL,
                "development_reason": Reason.TOO_FEW_POINTS,
                "yearly_trend": None,
                "points": 2,
            },
            (
                "Vi kan inte avgöra om andelen ökar eller minskar: det finns två jämförbara uppgifter, "
                "och det behövs minst tre.",
                "",
            ),
            (
                "We cannot tell whether the share is rising or falling: there are two comparable figures, "
                "and at least three are needed.",
                "",
            ),
        ),
        (
            {
                "development": Development.CANNOT_TELL,
                "development_reason": Reason.NO_ERROR_KNOWN,
                "yearly_trend": None,
                "points": 2,
            },
            (
                "Vi kan inte avgöra om andelen ökar eller minskar: det finns två jämförbara uppgifter "
                "utan känd felmarginal, och då behövs minst tre.",
                "",
            ),
            (
                "We cannot tell whether the share is rising or falling: there are two comparable figures "
                "without a known margin of error, and then at least three are needed.",
                "",
            ),
        ),
        (
            {
                "development": Development.CANNOT_TELL,
                "development_reason": Reason.NO_ERROR_KNOWN,
                "yearly_trend": None,
                "points": 5,
            },
            ("Vi kan inte avgöra om andelen ökar eller minskar: felmarginalen är inte känd.", ""),
            (
                "We cannot tell whether the share is rising or falling: the margin of error is not known.",
                "",
            ),
        ),
        (
            {
                "development": Development.CANNOT_TELL,
                "development_reason": Reason.NO_DIRECTION,
                "wanted": None,
            },
            ("Andelen har minskat, från 9,0 till 8,0\u00a0procent på tio år.", ""),
            ("The share has fallen, from 9.0 to 8.0\u00a0per cent in ten years.", ""),
        ),
        (
            # The ends say one thing, the trend of all figures another: the trend is what was judged.
            {"in_stretch": Change(first=figure(2007, 7.9), latest=LATEST)},
            (
                "Andelen har minskat sedan 2007, med omkring 0,10\u00a0procentenheter om året.",
                "Det är åt det håll staden vill.",
            ),
            (
                "The share has fallen since 2007, by about 0.10\u00a0percentage points a year.",
                "That is the way the city wants.",
            ),
        ),
        (
            # Ends that are written alike cannot be told as a movement from one to the other.
            {
                "in_stretch": Change(first=figure(2007, 8.04), latest=LATEST),
                **{"wanted": UP},
                "development": Development.WORSENING,
            },
            (
                "Andelen har minskat sedan 2007, med omkring 0,10\u00a0procentenheter om året.",
                "Det är tvärtemot vad staden vill.",
            ),
            (
                "The share has fallen since 2007, by about 0.10\u00a0percentage points a year.",
                "That is the opposite of what the city wants.",
            ),
        ),
        (
            {"in_stretch": None, "yearly_trend": None, "stretch_from": None},
            ("Andelen minskar.", "Det är åt det håll staden vill."),
            ("The share is falling.", "That is the way the city wants."),
        ),
        (
            {"in_stretch": None, "yearly_trend": None, "stretch_from": None, "wanted": UP},
            ("Andelen ökar.", "Det är åt det håll staden vill."),
            ("The share is rising.", "That is the way the city wants."),
        ),
    ],
)
def test_where_it_stands(changes: dict, swedish: tuple[str, str], english: tuple[str, str]) -> None:
    told = status(**changes)
    for language, said in (("sv", swedish), ("en", english)):
        found = story(told, language)
        assert (found.standing, found.course) == said


@pytest.mark.parametrize(
    ("first", "latest", "time"),
    [
        ("2016", "2017", ("på ett år", "in one year")),
        ("2005", "2017", ("på tolv år", "in twelve years")),
        ("1999", "2017", ("på 18 år", "in 18 years")),
        (
            "2014-HT",
            "2018-VT",
            ("mellan hösten 2014 och våren 2018", "between autumn 2014 and spring 2018"),
        ),
        (
            "2016-03",
            "2016-09",
            ("mellan mars 2016 och september 2016", "between March 2016 and September 2016"),
        ),
    ],
)
def test_how_long_it_took(first: str, latest: str, time: tuple[str, str]) -> None:
    change = Change(first=figure(first, 9.0), latest=figure(latest, 8.0))
    told = status(latest=change.latest, in_stretch=change, stretch_from=change.first.period)
    assert story(told).standing == f"Andelen har minskat, från 9,0 till 8,0\u00a0procent {time[0]}."
    assert story(told, "en").standing == (f"The share has fallen, from 9.0 to 8.0\u00a0per cent {time[1]}.")


@pytest.mark.parametrize(
    ("unit", "swedish", "english"),
    [
        (
            PEOPLE,
            "Antalet har minskat, från 222\u202f782 till 222\u202f249\u00a0personer på ett år.",
            "The number has fallen, from 222,782 to 222,249\u00a0persons in one year.",
        ),
        (
            Unit(measure=Measure.RATE, label=Text(sv="per 1 000", en="per 1,000")),
            "Nivån har minskat, från 222\u202f782 till 222\u202f249\u00a0per 1 000 på ett år.",
            "The rate has fallen, from 222,782 to 222,249\u00a0per 1,000 in one year.",
        ),
        (
            Unit(measure=Measure.INDEX, label=Text(sv="enheter", en="points")),
            "Indexet har minskat, från 222\u202f782 till 222\u202f249\u00a0enheter på ett år.",
            "The index has fallen, from 222,782 to 222,249\u00a0points in one year.",
        ),
    ],
)
def test_what_moves_is_named_by_its_measure(unit: Unit, swedish: str, english: str) -> None:
    change = Change(first=figure(2015, 222782), latest=figure(2016, 222249))
    told = status(latest=change.latest, in_stretch=change)
    assert story(told, unit=unit, rounded_to=1).standing == swedish
    assert story(told, "en", unit=unit, rounded_to=1).standing == english


@pytest.mark.parametrize(
    ("verdict", "reason", "swedish", "english"),
    [
        (
            Verdict.REACHED,
            Reason.BEYOND_LEVEL,
            ("uppnått", "Målnivån är nådd, även när osäkerheten i uppgiften räknas in."),
            ("reached", "The target level is reached, with the uncertainty of the figure counted in."),
        ),
        (
            Verdict.ON_TRACK,
            Reason.AHEAD_OF_PATH,
            ("på väg", "Uppgiften håller takten mot målet, även när osäkerheten räknas in."),
            (
                "on track",
                "The figure keeps up with the path to the target, with its uncertainty counted in.",
            ),
        ),
        (
            Verdict.BEHIND,
            Reason.SHORT_OF_PATH,
            ("ligger efter", "Uppgiften håller inte takten mot målet, även när osäkerheten räknas in."),
            (
                "behind",
                "The figure falls short of the path to the target, with its uncertainty counted in.",
            ),
        ),
        (
            Verdict.BEHIND,
            Reason.SHORT_OF_LEVEL,
            (
                "ligger efter",
                "Målåret har passerat och målnivån är inte nådd, även när osäkerheten räknas in.",
            ),
            (
                "behind",
                "The target year has passed and the figure falls short of the target level, "
                "with its uncertainty counted in.",
            ),
        ),
        (
            Verdict.CANNOT_TELL,
            Reason.STRADDLES_PATH,
            (
                "går inte att avgöra",
                "Uppgiften är för osäker för att avgöra om takten räcker för att nå målet. "
                "Det behövs fler uppgifter eller en säkrare mätning.",
            ),
            (
                "cannot tell",
                "The figure is too uncertain to tell whether it keeps up with the path to the target. "
                "More figures or a more certain measurement are needed.",
            ),
        ),
        (
            Verdict.CANNOT_TELL,
            Reason.STRADDLES_LEVEL,
            (
                "går inte att avgöra",
                "Uppgiften är för osäker för att avgöra om målnivån är nådd. "
                "Det behövs fler uppgifter eller en säkrare mätning.",
            ),
            (
                "cannot tell",
                "The figure is too uncertain to tell whether the target level is reached. "
                "More figures or a more certain measurement are needed.",
            ),
        ),
        (
            Verdict.CANNOT_TELL,
            Reason.NO_ERROR_KNOWN,
            (
                "går inte att avgöra",
                "Hur osäker uppgiften är vet vi inte. "
                "Det behövs en känd felmarginal, eller fler jämförbara uppgifter.",
            ),
            (
                "cannot tell",
                "The uncertainty of the figure is not known. "
                "A known margin of error is needed, or more comparable figures.",
            ),
        ),
        (
            Verdict.CANNOT_TELL,
            Reason.NO_BASELINE,
            (
                "går inte att avgöra",
                "Det finns inget utgångsläge att mäta förändringen från. Det behövs ett utgångsläge.",
            ),
            (
                "cannot tell",
                "There is no baseline to measure the change from. A baseline is needed.",
            ),
        ),
        (
            Verdict.CANNOT_TELL,
            Reason.BREAK_SINCE_BASELINE,
            (
                "går inte att avgöra",
                "Sättet att mäta har ändrats sedan utgångsläget, så uppgifterna kan inte jämföras. "
                "Det behövs ett utgångsläge mätt på det nya sättet, eller äldre uppgifter omräknade.",
            ),
            (
                "cannot tell",
                "The way of measuring has changed since the baseline, so the figures cannot be compared. "
                "A baseline measured in the new way is needed, or older figures recalculated.",
            ),
        ),
        (
            Verdict.CANNOT_TELL,
            Reason.NOTHING_SINCE_BASELINE,
            (
                "går inte att avgöra",
                "Ingen ny uppgift har kommit sedan utgångsläget. Det behövs en uppgift för en senare tid.",
            ),
            (
                "cannot tell",
                "No new figure has come since the baseline. A figure for a later period is needed.",
            ),
        ),
        (
            Verdict.CANNOT_TELL,
            Reason.NO_DIRECTION,
            (
                "går inte att avgöra",
                "Ordalydelsen säger inte åt vilket håll uppgiften ska röra sig. "
                "Det behövs ett beslut om åt vilket håll uppgiften ska röra sig.",
            ),
            (
                "cannot tell",
                "The wording does not say which way the figure is to move. "
                "A decision on which way the figure is to move is needed.",
            ),
        ),
    ],
)
def test_the_verdict_and_why(
    verdict: Verdict, reason: Reason, swedish: tuple[str, str], english: tuple[str, str]
) -> None:
    told = status(verdict=verdict, verdict_reason=reason, target=Target(level=5, year=2028, decision="KF"))
    for language, said in (("sv", swedish), ("en", english)):
        found = story(told, language)
        assert (found.verdict, found.why) == said


@pytest.mark.parametrize(
    ("wanted", "decision", "swedish", "english"),
    [
        (
            UP,
            "KF",
            "Målet är minst 5\u00a0procent senast 2028.",
            "The target is at least 5\u00a0per cent by 2028.",
        ),
        (
            DOWN,
            "KF",
            "Målet är högst 5\u00a0procent senast 2028.",
            "The target is at most 5\u00a0per cent by 2028.",
        ),
        (None, "KF", "Målet är 5\u00a0procent senast 2028.", "The target is 5\u00a0per cent by 2028."),
        (
            UP,
            None,
            "Föreslaget, inte beslutat: minst 5\u00a0procent senast 2028.",
            "Proposed, not decided: at least 5\u00a0per cent by 2028.",
        ),
        (
            DOWN,
            None,
            "Föreslaget, inte beslutat: högst 5\u00a0procent senast 2028.",
            "Proposed, not decided: at most 5\u00a0per cent by 2028.",
        ),
        (
            None,
            None,
            "Föreslaget, inte beslutat: 5\u00a0procent senast 2028.",
            "Proposed, not decided: 5\u00a0per cent by 2028.",
        ),
    ],
)
def test_the_promise(wanted: Direction | None, decision: str | None, swedish: str, english: str) -> None:
    told = status(wanted=wanted, target=Target(level=5, year=2028, decision=decision))
    assert story(told).promise == swedish
    assert story(told, "en").promise == english


def test_zero_is_a_value() -> None:
    told = status(latest=figure(2017, 0.0, 0.0, 0.0), target=Target(level=0, year=2028, decision="KF"))
    found = story(told)
    assert (found.number, found.promise) == (
        "0,0\u00a0procent år 2017",
        "Målet är högst 0\u00a0procent senast 2028.",
    )


def test_who_is_responsible() -> None:
    told = status(responsible=("Utbildningsnämnden", "Arbetsmarknadsnämnden"))
    assert story(told).responsible == "Ansvarig: Utbildningsnämnden, Arbetsmarknadsnämnden."
    assert story(told, "en").responsible == "Responsible: Utbildningsnämnden, Arbetsmarknadsnämnden."


@pytest.mark.parametrize(
    ("basis", "swedish", "english"),
    [
        (
            PublishedBasis.STATED,
            "Uppgiften gäller 2017 och publicerades 15\u00a0maj 2019.",
            "The figure is for 2017 and was published on 15\u00a0May 2019.",
        ),
        (
            PublishedBasis.CALENDAR,
            "Uppgiften gäller 2017 och publicerades enligt källans kalender 15\u00a0maj 2019.",
            "The figure is for 2017 and was published by the source's calendar on 15\u00a0May 2019.",
        ),
        (
            PublishedBasis.NO_LATER_THAN,
            "Uppgiften gäller 2017 och var publicerad senast 15\u00a0maj 2019.",
            "The figure is for 2017 and was published no later than 15\u00a0May 2019.",
        ),
        (
            PublishedBasis.LOADED,
            "Uppgiften gäller 2017. När den publicerades är inte känt; den lästes in 15\u00a0maj 2019.",
            "The figure is for 2017. When it was published is not known; it was loaded on 15\u00a0May 2019.",
        ),
    ],
)
def test_how_fresh_it_is(basis: PublishedBasis, swedish: str, english: str) -> None:
    latest = LATEST.model_copy(update={"published_basis": basis})
    assert story(status(latest=latest)).freshness == swedish
    assert story(status(latest=latest), "en").freshness == english


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (date(2019, 5, 16), "Den är mindre än en månad gammal."),
        (date(2019, 6, 20), "Den är omkring en månad gammal."),
        (date(2019, 12, 1), "Den är omkring 6 månader gammal."),
        (date(2023, 5, 15), "Den är omkring 4 år gammal."),
    ],
)
def test_how_old_it_is_where_today_is_known(today: date, age: str) -> None:
    assert story(status(), today=today).freshness == (
        f"Uppgiften gäller 2017 och publicerades 15\u00a0maj 2019. {age}"
    )


def test_nothing_is_said_of_the_age_of_a_figure_whose_publication_is_unknown() -> None:
    latest = LATEST.model_copy(update={"published_basis": PublishedBasis.LOADED})
    found = story(status(latest=latest), today=date(2030, 1, 1))
    assert found.freshness == (
        "Uppgiften gäller 2017. När den publicerades är inte känt; den lästes in 15\u00a0maj 2019."
    )


developments = st.sampled_from(
    [
        (Development.IMPROVING, Reason.TREND_BEYOND_MOVEMENT),
        (Development.WORSENING, Reason.TREND_BEYOND_MOVEMENT),
        (Development.NO_DETECTABLE_CHANGE, Reason.TREND_WITHIN_MOVEMENT),
        (Development.CANNOT_TELL, Reason.TOO_FEW_POINTS),
        (Development.CANNOT_TELL, Reason.NO_ERROR_KNOWN),
        (Development.CANNOT_TELL, Reason.NO_DIRECTION),
    ]
)
values = st.floats(0, 100)


@given(
    developments,
    st.sampled_from(Verdict),
    st.sampled_from(Reason),
    st.sampled_from([None, UP, DOWN]),
    values,
    values,
    st.none() | st.tuples(st.floats(-5, 5), st.booleans()),
    st.sampled_from(LANGUAGES),
)
def test_every_sentence_is_whole(
    development: tuple[Development, Reason],
    verdict: Verdict,
    reason: Reason,
    wanted: Direction | None,
    first: float,
    latest: float,
    trend: tuple[float, bool] | None,
    language: Language,
) -> None:
    change = Change(first=figure(2012, first), latest=figure(2017, latest))
    told = status(
        development=development[0],
        development_reason=development[1],
        verdict=verdict,
        verdict_reason=reason,
        wanted=wanted,
        latest=change.latest,
        in_stretch=change if trend and trend[1] else None,
        yearly_trend=(trend[0] - 1, trend[0], trend[0] + 1) if trend else None,
    )
    found = asdict(story(told, language))
    for name in ("standing", "promise", "why", "grounds", "responsible", "freshness"):
        text = found[name]
        assert text.endswith(".")
        assert text[0].isupper()
        assert not set(text) & set("{}")
        assert ".." not in text.replace("...", "")


@given(values, values, st.sampled_from(LANGUAGES))
def test_up_and_down_are_mirror_images(first: float, latest: float, language: Language) -> None:
    """What is better for one who wants more is worse for one who wants less, told in the same words."""
    change = Change(first=figure(2012, first), latest=figure(2017, latest))
    trend = (latest - first) / 5
    told = {"latest": change.latest, "in_stretch": change, "yearly_trend": (trend - 1, trend, trend + 1)}
    more = story(status(**told, wanted=UP, development=Development.IMPROVING), language)
    less = story(status(**told, wanted=DOWN, development=Development.WORSENING), language)
    assert more.standing == less.standing
    assert more.course != less.course
