"""The difference between two editions in words: every kind of change, both languages, whole sentences."""

from typing import Any

import pytest
from hypothesis import given, settings

from fardplan.roadmap.diff import differences
from fardplan.roadmap.version import (
    DecisionPoint,
    Force,
    IndicatorLink,
    LinkState,
    Milestone,
    RelatedMilestone,
    Responsibility,
    RoadmapVersion,
    Strategy,
    Strength,
    TargetArea,
    Vision,
)
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Measure, Unit
from tests.builders import decision, milestone, sv, version
from tests.strategies import roadmap_versions

AREA = TargetArea(key="omrade", name=sv("Område", "Area"))
OTHER = TargetArea(key="annat", name=sv("Annat område", "Other area"))
STRATEGY = Strategy(key="strategi", target_area="omrade", number=1, text=sv("Gör mer", "Do more"))
POINT = DecisionPoint(number=1, text=sv("Godkänns.", "Approved."), addressee=None, force=Force.APPROVED)
NEW_POINT = DecisionPoint(number=2, text=sv("KS ska.", "KS shall."), addressee="KS", force=Force.SHALL)
SAME = milestone()
NEW_MILESTONE = milestone(key="nytt", text=sv("Nytt mål", "New goal"))


def edition(**changes: Any) -> RoadmapVersion:
    plain: dict[str, Any] = {
        "horizon": (2025, 2030),
        "target_areas": (AREA, OTHER),
        "milestones": (SAME,),
        "strategies": (STRATEGY,),
        "decision_points": (POINT,),
    }
    return version(**(plain | changes))


def aimed(**changes: Any) -> RoadmapVersion:
    return edition(milestones=(milestone(**changes),))


def said(part: Any, **changes: Any) -> Any:
    return part.model_copy(update=changes)


BASE = edition()
GAP = GapTarget(measure=GapMeasure.DIFFERENCE, level=8.0, year=2030)
TO_NEW = RelatedMilestone(milestone="nytt", source="s")
DECIDED = aimed(level=90.0, year=2030)
NAME_SV, NAME_EN = "Etappmålet ”Andelen ökar”", "The milestone “The share increases”"

CASES: list[tuple[RoadmapVersion, RoadmapVersion, list[tuple[str, str]]]] = [
    (
        BASE,
        edition(vision=Vision(title=sv("Vision 2050", "Vision 2050"), year=2050, source="KF")),
        [
            (
                "Visionen är ”Vision 2050” (år 2050); den var ”Vision 2040” (år 2040).",
                "The vision is “Vision 2050” (year 2050); it was “Vision 2040” (year 2040).",
            )
        ],
    ),
    (
        BASE,
        edition(horizon=(2030, 2035)),
        [
            (
                "Etappmålens tidshorisont är 2030–2035; den var 2025–2030.",
                "The milestones' horizon is 2030–2035; it was 2025–2030.",
            )
        ],
    ),
    (
        BASE,
        edition(horizon=None),
        [
            (
                "Etappmålens tidshorisont är inte bestämd; den var 2025–2030.",
                "The milestones' horizon is not decided; it was 2025–2030.",
            )
        ],
    ),
    (
        BASE,
        edition(target_areas=(AREA,)),
        [("Målområdet ”Annat område” har utgått.", "The target area “Other area” is gone.")],
    ),
    (
        edition(target_areas=(AREA,)),
        BASE,
        [("Nytt målområde: ”Annat område”.", "New target area: “Other area”.")],
    ),
    (
        BASE,
        edition(target_areas=(AREA, said(OTHER, name=sv("Nytt namn", "New name")))),
        [
            (
                "Målområdet ”Annat område” har ny lydelse: ”Nytt namn”.",
                "The target area “Other area” has a new wording: “New name”.",
            )
        ],
    ),
    (
        BASE,
        edition(milestones=(NEW_MILESTONE,)),
        [
            (f"{NAME_SV} har utgått.", f"{NAME_EN} is gone."),
            ("Nytt etappmål: ”Nytt mål”.", "New milestone: “New goal”."),
        ],
    ),
    (
        BASE,
        aimed(text=sv("Andelen ökar tydligt", "The share clearly increases")),
        [
            (
                f"{NAME_SV} har ny lydelse: ”Andelen ökar tydligt”.",
                f"{NAME_EN} has a new wording: “The share clearly increases”.",
            )
        ],
    ),
    (
        BASE,
        DECIDED,
        [
            (
                f"{NAME_SV} har fått nivå och årtal: 90 år 2030.",
                f"{NAME_EN} has been given a level and a year: 90 by 2030.",
            )
        ],
    ),
    (
        DECIDED,
        aimed(level=92.555, year=2031),
        [
            (
                f"{NAME_SV} har ny nivå eller nytt årtal: 92,555 år 2031; det var 90 år 2030.",
                f"{NAME_EN} has a new level or year: 92.555 by 2031; it was 90 by 2030.",
            )
        ],
    ),
    (
        DECIDED,
        BASE,
        [
            (
                f"{NAME_SV} har inte längre någon nivå och något årtal; det hade 90 år 2030.",
                f"{NAME_EN} no longer has a level and a year; it had 90 by 2030.",
            )
        ],
    ),
    (
        BASE,
        aimed(level=0.0, year=2030),
        [
            (
                f"{NAME_SV} har fått nivå och årtal: 0 år 2030.",
                f"{NAME_EN} has been given a level and a year: 0 by 2030.",
            )
        ],
    ),
    (
        aimed(level=0.0, year=2030),
        aimed(level=222249.0, year=2030),
        [
            (
                f"{NAME_SV} har ny nivå eller nytt årtal: 222\u202f249 år 2030; det var 0 år 2030.",
                f"{NAME_EN} has a new level or year: 222,249 by 2030; it was 0 by 2030.",
            )
        ],
    ),
    (
        BASE,
        aimed(gap=GAP),
        [
            (
                f"{NAME_SV} har fått ett mål för skillnaden mellan områden: "
                "absolut skillnad högst 8 år 2030.",
                f"{NAME_EN} has been given a gap target: absolute difference at most 8 by 2030.",
            )
        ],
    ),
    (
        aimed(gap=GAP),
        aimed(gap=GapTarget(measure=GapMeasure.RATIO, level=1.25, year=2035)),
        [
            (
                f"{NAME_SV} har ett nytt mål för skillnaden mellan områden: "
                "kvot högst 1,25 år 2035; det var absolut skillnad högst 8 år 2030.",
                f"{NAME_EN} has a new gap target: ratio at most 1.25 by 2035; "
                "it was absolute difference at most 8 by 2030.",
            )
        ],
    ),
    (
        aimed(gap=GapTarget(measure=GapMeasure.BETWEEN_SHARE, level=0.05, year=2030)),
        aimed(gap=GapTarget(measure=GapMeasure.SLOPE, level=0.0, year=2030)),
        [
            (
                f"{NAME_SV} har ett nytt mål för skillnaden mellan områden: lutningsindex högst 0 år 2030; "
                "det var andel av variansen mellan områden högst 5 procent år 2030.",
                f"{NAME_EN} has a new gap target: slope index at most 0 by 2030; "
                "it was share of the variance between areas at most 5 per cent by 2030.",
            )
        ],
    ),
    (
        aimed(gap=GAP),
        BASE,
        [
            (
                f"{NAME_SV} har inte längre något mål för skillnaden mellan områden; "
                "det hade absolut skillnad högst 8 år 2030.",
                f"{NAME_EN} no longer has a gap target; it had absolute difference at most 8 by 2030.",
            )
        ],
    ),
    (
        aimed(rationale=sv("Därför", "Because")),
        aimed(rationale=sv("Därför att", "Because of")),
        [
            (
                f"{NAME_SV}: motiveringen lyder nu ”Därför att”; den löd ”Därför”.",
                f"{NAME_EN}: the rationale now reads “Because of”; it read “Because”.",
            )
        ],
    ),
    (
        edition(milestones=(said(SAME, related=(TO_NEW,)), NEW_MILESTONE)),
        edition(milestones=(said(SAME, related=(said(TO_NEW, source="KF"),)), NEW_MILESTONE)),
        [
            (
                f"{NAME_SV}: källan till en koppling till ett annat etappmål är en annan.",
                f"{NAME_EN}: the source of a link to another milestone is another.",
            )
        ],
    ),
    (
        BASE,
        aimed(wanted=Direction.DOWN),
        [
            (
                f"{NAME_SV}: önskad riktning är ner; den var upp.",
                f"{NAME_EN}: the wanted direction is down; it was up.",
            )
        ],
    ),
    (
        BASE,
        aimed(wanted=None),
        [
            (
                f"{NAME_SV}: önskad riktning är inte bestämd; den var upp.",
                f"{NAME_EN}: the wanted direction is not decided; it was up.",
            )
        ],
    ),
    (
        BASE,
        aimed(strength=Strength.CLEAR),
        [
            (
                f"{NAME_SV}: önskad styrka är en tydlig förändring; den var en förändring.",
                f"{NAME_EN}: the wanted strength is a clear change; it was any change.",
            )
        ],
    ),
    (
        BASE,
        aimed(indicator=IndicatorLink(indicator="andel", state=LinkState.DECIDED, source="KF")),
        [
            (
                f"{NAME_SV}: indikatorn är andel (beslutad); den var andel (föreslagen).",
                f"{NAME_EN}: the indicator is andel (decided); it was andel (proposed).",
            )
        ],
    ),
    (
        BASE,
        aimed(rationale=sv("Därför")),
        [
            (
                f"{NAME_SV}: motiveringen är ny: ”Därför”.",
                f"{NAME_EN}: the rationale is new: “Därför”.",
            )
        ],
    ),
    (
        BASE,
        aimed(needed=sv("Svar per stadsdel")),
        [
            (
                f"{NAME_SV}: beskrivningen av vilka uppgifter som behövs är ny: ”Svar per stadsdel”.",
                f"{NAME_EN}: the description of the data needed is new: “Svar per stadsdel”.",
            )
        ],
    ),
    (
        BASE,
        aimed(context=("antal",)),
        [
            (
                f"{NAME_SV}: indikatorerna som ger sammanhang är ändrade; tillagt: antal.",
                f"{NAME_EN}: the indicators for context have changed; added: antal.",
            )
        ],
    ),
    (
        edition(milestones=(SAME, NEW_MILESTONE)),
        edition(
            milestones=(
                said(SAME, related=(RelatedMilestone(milestone="nytt", source="s"),)),
                NEW_MILESTONE,
            )
        ),
        [
            (
                f"{NAME_SV}: kopplingarna till andra etappmål är ändrade; tillagt: nytt.",
                f"{NAME_EN}: the links to other milestones have changed; added: nytt.",
            )
        ],
    ),
    (
        BASE,
        edition(vision=said(BASE.vision, text=sv("En stad som håller samman"))),
        [
            (
                "Visionens text är ny: ”En stad som håller samman”.",
                "The text of the vision is new: “En stad som håller samman”.",
            )
        ],
    ),
    (
        BASE,
        edition(target_areas=(said(AREA, description=sv("Om barn")), OTHER)),
        [
            (
                "Målområdet ”Område”: beskrivningen är ny: ”Om barn”.",
                "The target area “Area”: the description is new: “Om barn”.",
            )
        ],
    ),
    (
        BASE,
        edition(decision_points=(said(POINT, addressee="KS", force=Force.SHALL),)),
        [
            (
                "Beslutspunkt 1 gäller nu KS (ska); den gällde ingen utpekad (godkänns).",
                "Decision point 1 now concerns KS (shall); it concerned nobody named (is approved).",
            )
        ],
    ),
    (
        BASE,
        aimed(indicator=IndicatorLink(indicator="annan-andel", source="s")),
        [
            (
                f"{NAME_SV}: indikatorn är annan-andel (föreslagen); den var andel (föreslagen).",
                f"{NAME_EN}: the indicator is annan-andel (proposed); it was andel (proposed).",
            )
        ],
    ),
    (
        aimed(indicator=None),
        BASE,
        [
            (
                f"{NAME_SV}: indikatorn är andel (föreslagen); den var inte bestämd.",
                f"{NAME_EN}: the indicator is andel (proposed); it was not decided.",
            )
        ],
    ),
    (
        BASE,
        aimed(baseline=Period.parse("2017/18")),
        [
            (
                f"{NAME_SV}: utgångsläget är 2017/18; det var den senast kända uppgiften vid beslutet.",
                f"{NAME_EN}: the baseline is 2017/18; it was the latest figure known at the decision.",
            )
        ],
    ),
    (
        BASE,
        aimed(
            responsible=(
                Responsibility(organisation="a", source="s"),
                Responsibility(organisation="b", source="s"),
            )
        ),
        [
            (
                f"{NAME_SV}: ansvaret är a, b; det var inte bestämt.",
                f"{NAME_EN}: the responsibility is a, b; it was not decided.",
            )
        ],
    ),
    (
        BASE,
        aimed(target_area="annat"),
        [
            (
                f"{NAME_SV} hör till ”Annat område”; det hörde till ”Område”.",
                f"{NAME_EN} belongs to “Other area”; it belonged to “Area”.",
            )
        ],
    ),
    (
        BASE,
        edition(strategies=()),
        [("Strategin ”Gör mer” har utgått.", "The strategy “Do more” is gone.")],
    ),
    (edition(strategies=()), BASE, [("Ny strategi: ”Gör mer”.", "New strategy: “Do more”.")]),
    (
        BASE,
        edition(strategies=(said(STRATEGY, text=sv("Gör mindre", "Do less")),)),
        [
            (
                "Strategin ”Gör mer” har ny lydelse: ”Gör mindre”.",
                "The strategy “Do more” has a new wording: “Do less”.",
            )
        ],
    ),
    (
        BASE,
        edition(strategies=(said(STRATEGY, number=2, target_area="annat"),)),
        [
            (
                "Strategin ”Gör mer” är nummer 2 i Annat område; den var nummer 1 i Område.",
                "The strategy “Do more” is number 2 in Other area; it was number 1 in Area.",
            )
        ],
    ),
    (BASE, edition(decision_points=()), [("Beslutspunkt 1 har utgått.", "Decision point 1 is gone.")]),
    (
        BASE,
        edition(decision_points=(POINT, NEW_POINT)),
        [("Beslutspunkt 2 är ny: ”KS ska.”.", "Decision point 2 is new: “KS shall.”.")],
    ),
    (
        BASE,
        edition(decision_points=(said(POINT, text=sv("Bifalles.", "Granted.")),)),
        [("Beslutspunkt 1 lyder nu: ”Bifalles.”.", "Decision point 1 now reads: “Granted.”.")],
    ),
]


@pytest.mark.parametrize(("old", "new", "sentences"), CASES, ids=[case[2][0][1][:60] for case in CASES])
def test_every_kind_of_change_has_its_sentence(old, new, sentences):
    assert differences(old, new) == tuple(Text(sv=swedish, en=english) for swedish, english in sentences)


def test_changes_come_in_the_order_of_the_document():
    new = edition(
        vision=Vision(title=sv("Vision 2050"), year=2050, source="KF"),
        milestones=(said(SAME, level=90.0, year=2030, target_area="annat"), NEW_MILESTONE),
        strategies=(),
        decision_points=(),
        target_areas=(said(AREA, name=sv("Nytt namn")), OTHER),
    )
    assert [text.sv.split(" ")[0] for text in differences(BASE, new)] == [
        "Visionen",
        "Målområdet",
        "Nytt",
        "Etappmålet",
        "Etappmålet",
        "Strategin",
        "Beslutspunkt",
    ]


def test_a_text_without_a_translation_stands_in_swedish():
    assert differences(BASE, edition(milestones=(SAME, milestone(key="b", text=sv("Nytt mål"))))) == (
        Text(sv="Nytt etappmål: ”Nytt mål”.", en="New milestone: “Nytt mål”."),
    )


def test_another_translation_is_no_other_content():
    retold = edition(
        milestones=(said(SAME, text=sv("Andelen ökar", "The share grows")),),
        decision_points=(said(POINT, text=sv("Godkänns.", "Is approved.")),),
        strategies=(said(STRATEGY, text=sv("Gör mer", "Do even more")),),
        target_areas=(said(AREA, name=sv("Område", "Field")), OTHER),
    )
    assert differences(BASE, retold) == ()


def test_title_date_and_decision_are_not_content():
    assert differences(BASE, edition(title=sv("Annat"), dated="2020", decision=decision())) == ()


@settings(max_examples=40)
@given(roadmap_versions(), roadmap_versions())
def test_an_edition_does_not_differ_from_itself(one, two):
    assert differences(one, one) == ()
    assert isinstance(differences(one, two), tuple)


def test_a_milestone_is_named_once_for_each_thing_that_changed():
    new = milestone(wanted=Direction.DOWN, level=5.0, year=2030, indicator=None)
    found = differences(edition(milestones=(Milestone(**dict(SAME)),)), edition(milestones=(new,)))
    assert len(found) == 3


def test_a_level_and_a_gap_stand_in_what_the_milestone_is_measured_in() -> None:
    share = Unit(label=Text(sv="procent", en="per cent"), measure=Measure.SHARE)
    gap = GapTarget(measure=GapMeasure.DIFFERENCE, level=8, year=2030)
    old, new = BASE, aimed(level=90.0, year=2030, gap=gap)
    assert differences(old, new, lambda _: share) == (
        Text(
            sv=f"{NAME_SV} har fått nivå och årtal: 90\u00a0procent år 2030.",
            en=f"{NAME_EN} has been given a level and a year: 90\u00a0per cent by 2030.",
        ),
        Text(
            sv=f"{NAME_SV} har fått ett mål för skillnaden mellan områden: "
            "absolut skillnad högst 8\u00a0procentenheter år 2030.",
            en=f"{NAME_EN} has been given a gap target: "
            "absolute difference at most 8\u00a0percentage points by 2030.",
        ),
    )
