"""A gap target in sentences: the gap, what is promised of it and by whom, and why that can be said."""

import pytest

from fardplan.presentation.gap_target import GapTargetStory, tell_gap_target
from fardplan.vocabulary.gap import GapFigure, GapMeasure, GapTarget
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import GapStatus, Reason, Verdict
from fardplan.vocabulary.unit import PERCENT

KF = "KF 2018-10-15, § 12, KS 2018/911"


def stands(
    measure: GapMeasure, level: float, latest: tuple[float, float | None, float | None] | None, **changes
) -> GapStatus:
    plain = {
        "target": GapTarget(measure=measure, level=level, year=2030),
        "decision": KF,
        "verdict": Verdict.BEHIND,
        "reason": Reason.SHORT_OF_PATH,
        "latest": latest
        and GapFigure(
            measure=measure,
            division="d",
            period=Period.of_year(2019),
            value=latest[0],
            lower=latest[1],
            upper=latest[2],
            areas=14,
            origin=Origin.OWN_CALCULATION,
        ),
    }
    return GapStatus(**(plain | changes))


def told(gap: GapStatus, language: str) -> tuple[str, str, str]:
    story = tell_gap_target(gap, unit=PERCENT, rounded_to=0.1, language=language)
    return tuple(text.replace("\u00a0", " ") for text in (story.standing, story.promise, story.why))


@pytest.mark.parametrize(
    ("gap", "swedish", "english"),
    [
        (
            stands(GapMeasure.DIFFERENCE, 8, (20.04, 17.0, 23.0)),
            (
                "Skillnaden mellan områden, absolut skillnad: 20,0 procentenheter år 2019 (17,0–23,0).",
                "Målet för skillnaden är högst 8 procentenheter senast 2030: ligger efter.",
            ),
            (
                "The gap between districts, absolute difference: 20.0 percentage points in 2019 (17.0–23.0).",
                "The gap target is at most 8 percentage points by 2030: behind.",
            ),
        ),
        (
            stands(GapMeasure.RATIO, 1.25, (2.0, 1.5, 2.5), decision=None),
            (
                "Skillnaden mellan områden, kvot: 2,0 gånger år 2019 (1,5–2,5).",
                "Föreslaget, inte beslutat: en skillnad på högst 1,25 gånger senast 2030: ligger efter.",
            ),
            (
                "The gap between districts, ratio: 2.0 times in 2019 (1.5–2.5).",
                "Proposed, not decided: a gap of at most 1.25 times by 2030: behind.",
            ),
        ),
        (
            stands(GapMeasure.BETWEEN_SHARE, 0.07, (0.1, 0.05, 0.15)),
            (
                "Skillnaden mellan områden, andel av variansen mellan områden: 10,0 procent år 2019 "
                "(5,0–15,0).",
                "Målet för skillnaden är högst 7 procent senast 2030: ligger efter.",
            ),
            (
                "The gap between districts, share of the variance between areas: 10.0 per cent in 2019 "
                "(5.0–15.0).",
                "The gap target is at most 7 per cent by 2030: behind.",
            ),
        ),
    ],
)
def test_a_gap_target_is_told_with_what_it_is_counted_in(gap, swedish, english):
    assert told(gap, "sv")[:2] == swedish
    assert told(gap, "en")[:2] == english
    assert told(gap, "en")[2] == (
        "The figure falls short of the path to the target, with its uncertainty counted in."
    )


def test_without_figures_it_is_told_what_is_needed():
    none = stands(GapMeasure.DIFFERENCE, 8, None, verdict=Verdict.NO_DATA, reason=Reason.NO_OBSERVATION)
    assert tell_gap_target(none, unit=PERCENT, rounded_to=0.1, language="sv") == GapTargetStory(
        standing="Skillnaden mellan områden: inga uppgifter finns ännu.",
        promise="Målet för skillnaden är högst 8\u00a0procentenheter senast 2030: uppgifter saknas.",
        why="Det finns inga uppgifter per område som måttet kan räknas ur. Det behövs uppgifter för varje "
        "område och hur många personer som ligger bakom dem.",
    )


def test_without_bases_it_is_told_that_they_are_needed():
    bare = stands(
        GapMeasure.DIFFERENCE,
        4,
        (6.9, None, None),
        verdict=Verdict.CANNOT_TELL,
        reason=Reason.NO_ERROR_KNOWN,
    )
    assert told(bare, "sv") == (
        "Skillnaden mellan områden, absolut skillnad: 6,9 procentenheter år 2019.",
        "Målet för skillnaden är högst 4 procentenheter senast 2030: går inte att avgöra.",
        "Hur säker skillnaden är går inte att avgöra: det behövs hur många personer som ligger bakom varje "
        "områdes uppgift, eller dess felmarginal.",
    )


def test_without_an_indicator_the_level_stands_alone():
    none = stands(GapMeasure.DIFFERENCE, 8, None, verdict=Verdict.NO_DATA, reason=Reason.NO_INDICATOR)
    assert tell_gap_target(none, unit=None, rounded_to=None, language="en") == GapTargetStory(
        standing="The gap between districts: there are no figures yet.",
        promise="The gap target is at most 8 by 2030: no data.",
        why="How the milestone is to be measured has not been settled. "
        "A decision on how it is to be measured is needed.",
    )
