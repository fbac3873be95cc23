"""Proposing targets: a level and a year, a gap target, or both; each makes the next edition."""

from datetime import date

import pytest

from fardplan.roadmap.version import RoadmapVersion
from fardplan.store.models import AuditEvent
from fardplan.store.roadmaps import all_versions, version_numbered
from fardplan.usecases import roadmaps, targets
from fardplan.usecases.homes import create_home
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError
from fardplan.vocabulary.gap import GapMeasure, GapTarget
from fardplan.vocabulary.text import Text
from tests.builders import decision

DAY = date(2021, 4, 1)
KF = decision("2021-03-29", dnr="KS 2019/7")
GAP = GapTarget(measure=GapMeasure.DIFFERENCE, level=8.0, year=2030)
MADE_WITH_THE_HOME = ("create home", "bring organisations", "load public figures")


def logged() -> list[tuple[object, ...]]:
    """What was done after the home was made."""
    events = AuditEvent.objects.values_list("actor", "action", "subject", "before", "after", "why")
    return [event for event in events if event[1] not in MADE_WITH_THE_HOME]


def test_a_level_and_a_year_make_the_next_proposed_edition(home, strategist):
    before = home.city.roadmap
    made = targets.set_target(home, "betyg", level=0.0, year=2030, actor=strategist, today=DAY)
    betyg = before.milestone("betyg")
    expected = RoadmapVersion(
        **{
            **dict(before),
            "number": 2,
            "based_on": 1,
            "dated": "2021-04-01",
            "drawn_up_by": "Åsa Strateg",
            "milestones": (
                betyg.model_copy(update={"level": 0.0, "year": 2030}),
                *before.milestones[1:],
            ),
        }
    )
    assert made == expected == version_numbered(2)
    assert version_numbered(1) == before
    assert logged() == [
        (
            "Åsa Strateg",
            "set level and year",
            "milestone betyg",
            {"version": 1, "level": None, "year": None},
            {"version": 2, "level": 0.0, "year": 2030},
            None,
        )
    ]


def test_it_is_made_from_the_newest_edition_unless_another_is_named(home, strategist):
    targets.set_target(home, "betyg", level=90, year=2030, actor=strategist, today=DAY)
    third = targets.set_target(home, "trygghet", level=8, year=2028, actor=strategist, today=DAY)
    fourth = targets.set_target(home, "trygghet", level=8, year=2028, actor=strategist, today=DAY, base=1)
    told = [
        (made.based_on, [(item.level, item.year) for item in made.milestones]) for made in (third, fourth)
    ]
    assert told == [
        (2, [(90.0, 2030), (8.0, 2028), (None, None)]),
        (1, [(None, None), (8.0, 2028), (None, None)]),
    ]


def test_an_adopted_edition_is_the_base_of_a_proposed_one(home, strategist):
    roadmaps.adopt(1, KF, actor=strategist, today=DAY)
    made = targets.set_target(home, "betyg", level=90, year=2030, actor=strategist, today=DAY)
    assert (made.decision, made.based_on) == (None, 1)
    assert roadmaps.show(as_of=DAY).version.number == 1


@pytest.mark.parametrize(
    ("milestone", "level", "year", "base", "told"),
    [
        (
            "tryghet",
            8,
            2030,
            None,
            "there is no milestone 'tryghet' in version 1\n"
            "There is: betyg, bostader, trygghet. Did you mean 'trygghet'?\nNothing was changed.",
        ),
        (
            "betyg",
            100.5,
            2030,
            None,
            "the level 100.5 cannot be: 'behoriga' is in per cent\n"
            "It goes from 0 to 100.\nNothing was changed.",
        ),
        (
            "betyg",
            -1,
            2030,
            None,
            "the level −1 cannot be: 'behoriga' is in per cent\nIt goes from 0 to 100.\nNothing was changed.",
        ),
        (
            "betyg",
            float("nan"),
            2030,
            None,
            "the level nan is not a number that can be reached\nNothing was changed.",
        ),
        (
            "bostader",
            float("inf"),
            2030,
            None,
            "the level inf is not a number that can be reached\nNothing was changed.",
        ),
        (
            "betyg",
            90,
            2019,
            None,
            "the year 2019 is not between the roadmap's 2019 and the vision's 2040\nNothing was changed.",
        ),
        (
            "betyg",
            90,
            2041,
            None,
            "the year 2041 is not between the roadmap's 2019 and the vision's 2040\nNothing was changed.",
        ),
        ("betyg", 90, 2030, 7, "there is no roadmap version 7\nThere is: 1."),
        ("betyg", 90, 2030, 0, "there is no roadmap version 0\nThere is: 1."),
    ],
)
def test_what_cannot_be_is_not_proposed(home, strategist, milestone, level, year, base, told):
    with pytest.raises((RuleError, NotFoundError, InputError)) as refused:
        targets.set_target(home, milestone, level=level, year=year, actor=strategist, today=DAY, base=base)
    assert str(refused.value) == told
    assert (all_versions(), logged()) == ((home.city.roadmap,), [])


def test_the_same_level_and_year_again_are_refused(home, strategist):
    targets.set_target(home, "betyg", level=90, year=2030, actor=strategist, today=DAY)
    with pytest.raises(RuleError) as refused:
        targets.set_target(home, "betyg", level=90, year=2030, actor=strategist, today=DAY)
    assert str(refused.value) == (
        "'betyg' has 90\u00a0per cent by 2030 already, in version 2\nNothing was changed."
    )
    assert len(all_versions()) == 2


def test_where_there_is_no_roadmap_a_level_has_nowhere_to_stand(db, city, tmp_path, strategist):
    bare = create_home(
        tmp_path / "bare", str(city), actor=strategist, today=DAY, with_roadmap=False, with_figures=False
    ).home
    with pytest.raises(NotFoundError, match="there is no roadmap yet"):
        targets.set_target(bare, "betyg", level=90, year=2030, actor=strategist, today=DAY)


# Gap targets -------------------------------------------------------------------------------------


def test_a_gap_target_makes_the_next_edition_and_touches_nothing_else(home, strategist):
    targets.set_target(home, "betyg", level=90, year=2030, actor=strategist, today=DAY)
    made = targets.set_target(home, "betyg", gap=GAP, actor=strategist, today=DAY)
    before = version_numbered(2)
    betyg = before.milestone("betyg")
    expected = before.model_copy(
        update={
            "number": 3,
            "based_on": 2,
            "milestones": (betyg.model_copy(update={"gap": GAP}), *before.milestones[1:]),
        }
    )
    assert made == expected == version_numbered(3)
    assert logged()[1:] == [
        (
            "Åsa Strateg",
            "set gap target",
            "milestone betyg",
            {"version": 2, "gap": None},
            {"version": 3, "gap": {"measure": "difference", "level": 8.0, "year": 2030}},
            None,
        )
    ]


def test_level_and_gap_are_set_in_one_edition(home, strategist):
    made = targets.set_target(home, "betyg", level=90, year=2030, gap=GAP, actor=strategist, today=DAY)
    betyg = made.milestone("betyg")
    assert (betyg.level, betyg.year, betyg.gap) == (90, 2030, GAP)
    assert [(event[1], event[3], event[4]) for event in logged()] == [
        (
            "set level and year and gap target",
            {"version": 1, "level": None, "year": None, "gap": None},
            {
                "version": 2,
                "level": 90,
                "year": 2030,
                "gap": {"measure": "difference", "level": 8.0, "year": 2030},
            },
        )
    ]
    assert roadmaps.compare(home, 1, 2) == (
        Text(
            sv="Etappmålet ”Fler elever är behöriga till gymnasiet” har fått nivå och årtal: "
            "90\u00a0procent år 2030.",
            en="The milestone “More pupils are eligible” has been given a level and a year: "
            "90\u00a0per cent by 2030.",
        ),
        Text(
            sv="Etappmålet ”Fler elever är behöriga till gymnasiet” har fått ett mål för skillnaden mellan "
            "områden: absolut skillnad högst 8\u00a0procentenheter år 2030.",
            en="The milestone “More pupils are eligible” has been given a gap target: absolute difference "
            "at most 8\u00a0percentage points by 2030.",
        ),
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (
            {},
            "no target is given\n"
            "Give --level and --year, or --gap, --gap-level and --gap-year, or all five.\n"
            "Nothing was changed.",
        ),
        (
            {"level": 90},
            "a level and a year go together, and the year is missing\nGive both --level and --year.\n"
            "Nothing was changed.",
        ),
        (
            {"year": 2030, "gap": GAP},
            "a level and a year go together, and the level is missing\nGive both --level and --year.\n"
            "Nothing was changed.",
        ),
        (
            {"gap": GAP.model_copy(update={"level": 101})},
            "the gap 101 cannot be: it is in per cent\nIt goes from 0 to 100.\nNothing was changed.",
        ),
        (
            {"gap": GAP.model_copy(update={"measure": GapMeasure.SLOPE, "level": 101})},
            "the gap 101 cannot be: it is in per cent\nIt goes from 0 to 100.\nNothing was changed.",
        ),
        (
            {"gap": GAP.model_copy(update={"year": 2041})},
            "the year 2041 is not between the roadmap's 2019 and the vision's 2040\nNothing was changed.",
        ),
        (
            {"gap": GAP.model_copy(update={"year": 2019})},
            "the year 2019 is not between the roadmap's 2019 and the vision's 2040\nNothing was changed.",
        ),
    ],
)
def test_a_gap_that_cannot_be_is_not_proposed(home, strategist, given, told):
    with pytest.raises((RuleError, InputError)) as refused:
        targets.set_target(home, "betyg", **given, actor=strategist, today=DAY)
    assert str(refused.value) == told
    assert (all_versions(), logged()) == ((home.city.roadmap,), [])


def test_a_ratio_may_be_more_than_the_scale(home, strategist):
    ratio = GapTarget(measure=GapMeasure.RATIO, level=101, year=2030)
    assert (
        targets.set_target(home, "betyg", gap=ratio, actor=strategist, today=DAY).milestone("betyg").gap
        == ratio
    )


def test_the_same_targets_again_are_refused(home, strategist):
    targets.set_target(home, "betyg", level=90, year=2030, gap=GAP, actor=strategist, today=DAY)
    with pytest.raises(RuleError) as refused:
        targets.set_target(home, "betyg", level=90, year=2030, gap=GAP, actor=strategist, today=DAY)
    assert str(refused.value) == (
        "'betyg' has 90\u00a0per cent by 2030 and absolute difference at most 8\u00a0percentage points "
        "by 2030 already, in version 2\n"
        "Nothing was changed."
    )


def test_what_stays_is_not_recorded_as_set(home, strategist):
    targets.set_target(home, "betyg", level=90, year=2030, actor=strategist, today=DAY)
    targets.set_target(home, "betyg", level=90, year=2030, gap=GAP, actor=strategist, today=DAY)
    assert [event[1] for event in logged()] == ["set level and year", "set gap target"]


@pytest.mark.parametrize(
    ("given", "made"),
    [((None, None, None), None), ((GapMeasure.DIFFERENCE, 8, 2030), GAP)],
)
def test_a_gap_target_is_whole_or_none(given, made):
    assert targets.gap_target(*given) == made


@pytest.mark.parametrize(
    ("given", "told"),
    [
        *(
            (
                part,
                "a gap target has a measure, a level and a year, and one of them is missing\n"
                "Give --gap, --gap-level and --gap-year.\nNothing was changed.",
            )
            for part in ((GapMeasure.RATIO, None, None), (None, 8.0, 2030), (GapMeasure.RATIO, 2.0, None))
        ),
        (
            (GapMeasure.RATIO, 0.5, 2030),
            "such a gap cannot be: a ratio of the highest to the lowest is 1 or more, not 0.5\n"
            "Nothing was changed.",
        ),
        (
            (GapMeasure.DIFFERENCE, -1.0, 2030),
            "such a gap cannot be: Input should be greater than or equal to 0\nNothing was changed.",
        ),
    ],
)
def test_a_gap_target_that_cannot_be_is_told_so(given, told):
    with pytest.raises(InputError) as refused:
        targets.gap_target(*given)
    assert str(refused.value) == told


def test_an_edition_written_before_there_were_gap_targets_still_reads(home, strategist, tmp_path):
    """Its file has no word of a gap; what is read is what was there."""
    old = "\n".join(
        line for line in roadmaps.export_version(1, as_of=DAY).splitlines() if line.strip() != "gap: null"
    )
    assert "gap" not in old
    path = tmp_path / "old.yaml"
    path.write_text(old, "utf-8")
    report = roadmaps.import_file(home, path, actor=strategist, today=DAY)
    assert (report.created, report.version) == (False, home.city.roadmap)


def test_counts_have_no_gap_target(db, tmp_path, strategist):
    stockholm = create_home(
        tmp_path / "stockholm", "stockholm", actor=strategist, today=DAY, with_figures=False
    ).home
    with pytest.raises(RuleError) as refused:
        targets.set_target(stockholm, "arbetsplatser", gap=GAP, actor=strategist, today=DAY)
    assert str(refused.value) == (
        "'dagbefolkning' counts persons working there, and counts are not compared between districts: "
        "they follow from how large a district was drawn\n"
        "Set a gap target where a share or a rate measures the milestone.\nNothing was changed."
    )
