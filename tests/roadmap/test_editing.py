"""Editing a draft: parts as fields and back, adding, taking out, moving, and merging two people's texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.roadmap.editing import added, merged, merged_part, moved, removed
from fardplan.roadmap.parts import FRAME, NAMES, Fields, Kind, Part, fields_of, find, has
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
    TargetArea,
)
from fardplan.roadmap.written_parts import with_fields
from fardplan.vocabulary.errors import FieldConflict, InputError, NotFoundError, RuleError
from fardplan.vocabulary.status import Direction
from tests.builders import milestone, sv, version
from tests.strategies import roadmap_versions

FIRST, SECOND = TargetArea(key="skola", name=sv("Skola")), TargetArea(key="jobb", name=sv("Jobb"))
GOAL = milestone(key="behorighet", target_area="skola", indicator=None)
OTHER = milestone(
    key="unga", target_area="skola", related=(RelatedMilestone(milestone="behorighet", source="x"),)
)


def draft() -> RoadmapVersion:
    return version(
        target_areas=(FIRST, SECOND),
        milestones=(GOAL, milestone(key="arbete", target_area="jobb"), OTHER),
        strategies=(
            Strategy(key="en", target_area="skola", number=1, text=sv("En")),
            Strategy(key="tre", target_area="jobb", number=1, text=sv("Tre")),
            Strategy(key="tva", target_area="skola", number=2, text=sv("Två")),
        ),
        decision_points=(
            DecisionPoint(number=1, text=sv("Godkänns."), addressee=None, force=Force.APPROVED),
            DecisionPoint(number=2, text=sv("KS ska."), addressee="KS", force=Force.SHALL),
        ),
    )


def parts(of: RoadmapVersion) -> list[Part]:
    return [
        FRAME,
        *(Part(Kind.AREA, item.key) for item in of.target_areas),
        *(Part(Kind.MILESTONE, item.key) for item in of.milestones),
        *(Part(Kind.STRATEGY, item.key) for item in of.strategies),
        *(Part(Kind.POINT, str(item.number)) for item in of.decision_points),
    ]


# Fields -----------------------------------------------------------------------


def test_every_part_has_its_fields_and_gets_them_back() -> None:
    whole = draft()
    for part in parts(whole):
        fields = fields_of(whole, part)
        assert tuple(fields) == NAMES[part.kind]
        assert with_fields(whole, part, fields) == whole
        assert Part.parse(str(part)) == part


def _is_writable(text: str) -> bool:
    """What a form can hold: no blanks at its ends, and something where something must be."""
    return text == text.strip()


@settings(max_examples=25)
@given(roadmap_versions())
def test_fields_of_any_roadmap_go_back_as_they_came(of: RoadmapVersion) -> None:
    for part in parts(of):
        fields = fields_of(of, part)
        required = [name for name in ("text_sv", "name_sv", "title_sv", "vision_title_sv") if name in fields]
        alone = any(fields[f"{name[:-3]}_en"] and not fields[name] for name in fields if name.endswith("_sv"))
        if alone or not all(map(_is_writable, fields.values())) or not all(fields[name] for name in required):
            continue
        assert fields_of(with_fields(of, part, fields), part) == fields


def test_the_fields_of_a_milestone() -> None:
    whole = version(
        milestone(
            level=92.5,
            year=2030,
            indicator=IndicatorLink(indicator="andel", state=LinkState.DECIDED, source="beslut"),
            responsible=(Responsibility(organisation="skolnamnd", source="beslut"),),
        )
    )
    fields = fields_of(whole, Part(Kind.MILESTONE, "mal"))
    assert {name: value for name, value in fields.items() if value} == {
        "text_sv": "Andelen ökar",
        "text_en": "The share increases",
        "target_area": "omrade",
        "wanted": "up",
        "strength": "any",
        "indicator": "andel",
        "indicator_state": "decided",
        "level": "92,5",
        "year": "2030",
        "responsible": "skolnamnd",
    }


def test_what_a_person_writes_in_a_milestone() -> None:
    whole = with_fields(
        draft(),
        Part(Kind.MILESTONE, "behorighet"),
        {
            "text_sv": " Alla når behörighet ",
            "level": "9 250,5",
            "year": "2032",
            "wanted": "down",
            "indicator": "andel",
            "responsible": "skolnamnd  fritidsnamnd skolnamnd",
            "gap_measure": "difference",
            "gap_level": "8",
            "gap_year": "2030",
            "baseline": "2019",
        },
    )
    made = find(whole, Part(Kind.MILESTONE, "behorighet"))
    assert isinstance(made, Milestone)
    assert (made.text.sv, made.level, made.year, made.wanted) == (
        "Alla når behörighet",
        9250.5,
        2032,
        Direction.DOWN,
    )
    assert [link.organisation for link in made.responsible] == ["skolnamnd", "fritidsnamnd"]
    assert made.gap is not None
    assert str(made.baseline) == "2019"
    assert made.indicator == IndicatorLink(indicator="andel", source="Färdplanens utkast")


@pytest.mark.parametrize(
    ("part", "fields", "where"),
    [
        (Part(Kind.MILESTONE, "behorighet"), {"text_sv": " "}, "text_sv"),
        (Part(Kind.MILESTONE, "behorighet"), {"level": "hög", "year": "2030"}, "level"),
        (Part(Kind.MILESTONE, "behorighet"), {"year": "snart"}, "year"),
        (Part(Kind.MILESTONE, "behorighet"), {"gap_level": "8"}, "gap_level"),
        (Part(Kind.MILESTONE, "behorighet"), {"wanted": "bort"}, "wanted"),
        (Part(Kind.POINT, "2"), {"force": "kanske"}, None),
        (FRAME, {"horizon_from": "2025", "horizon_to": ""}, "horizon_to"),
        (FRAME, {"dated": "i går"}, "dated"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(part: Part, fields: Fields, where: str | None) -> None:
    with pytest.raises((InputError, ValueError)) as caught:
        with_fields(draft(), part, fields)
    if where:
        assert isinstance(caught.value, InputError)
        assert caught.value.where == where


def test_a_level_without_a_year_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="has only one of level and year; give both or neither"):
        with_fields(draft(), Part(Kind.MILESTONE, "behorighet"), {"level": "90"})


def test_a_milestone_goes_to_another_area() -> None:
    whole = with_fields(draft(), Part(Kind.MILESTONE, "behorighet"), {"target_area": "jobb"})
    assert [item.key for item in whole.milestones_of("jobb")] == ["behorighet", "arbete"]
    with pytest.raises(InputError, match="is no target area here"):
        with_fields(draft(), Part(Kind.MILESTONE, "behorighet"), {"target_area": "borta"})


def test_an_unknown_field_and_an_unknown_part_are_refused() -> None:
    with pytest.raises(InputError, match="there is no field “farg” in this part"):
        with_fields(draft(), FRAME, {"farg": "röd"})
    with pytest.raises(NotFoundError, match="the part “strategy:borta” is not in this text"):
        fields_of(draft(), Part(Kind.STRATEGY, "borta"))
    with pytest.raises(NotFoundError, match="a roadmap has no part “kapitel:1”"):
        Part.parse("kapitel:1")


# Parts come, go and move ------------------------------------------------------


def test_new_parts_stand_last_under_keys_of_their_own() -> None:
    whole, area = added(draft(), Kind.AREA, "Trygghet")
    whole, goal = added(whole, Kind.MILESTONE, "Unga", target_area="trygghet")
    whole, strategy = added(whole, Kind.STRATEGY, "Gör mer", target_area="skola")
    whole, point = added(whole, Kind.POINT, "Nämnderna ska")
    assert [str(part) for part in (area, goal, strategy, point)] == [
        "area:trygghet",
        "milestone:unga-2",
        "strategy:gor-mer",
        "point:3",
    ]
    assert [item.number for item in whole.strategies_of("skola")] == [1, 2, 3]
    assert all(has(whole, part) for part in (area, goal, strategy, point))


@pytest.mark.parametrize(
    ("kind", "text", "area", "told"),
    [
        (Kind.AREA, "  ", None, "the text is empty"),
        (Kind.MILESTONE, "Mål", None, "it belongs to no target area of this text"),
        (Kind.STRATEGY, "Gör", "borta", "it belongs to no target area of this text"),
    ],
)
def test_what_cannot_be_added(kind: Kind, text: str, area: str | None, told: str) -> None:
    with pytest.raises(InputError, match=told):
        added(draft(), kind, text, target_area=area)


def test_taking_out_closes_the_gaps() -> None:
    whole = removed(draft(), Part(Kind.STRATEGY, "en"))
    assert [(item.key, item.number) for item in whole.strategies] == [("tre", 1), ("tva", 1)]
    whole = removed(draft(), Part(Kind.POINT, "1"))
    assert [(item.number, item.text.sv) for item in whole.decision_points] == [(1, "KS ska.")]
    whole = removed(draft(), Part(Kind.MILESTONE, "behorighet"))
    assert [(item.key, item.related) for item in whole.milestones] == [("arbete", ()), ("unga", ())]


def test_an_area_goes_last() -> None:
    with pytest.raises(RuleError, match="2 milestones and strategies belong to the target area"):
        removed(draft(), Part(Kind.AREA, "jobb"))
    empty = removed(removed(draft(), Part(Kind.MILESTONE, "arbete")), Part(Kind.STRATEGY, "tre"))
    assert [item.key for item in removed(empty, Part(Kind.AREA, "jobb")).target_areas] == ["skola"]
    with pytest.raises(RuleError, match="the frame cannot be taken out"):
        removed(draft(), FRAME)


def test_parts_move_within_their_area_and_stop_at_the_ends() -> None:
    whole = moved(draft(), Part(Kind.MILESTONE, "unga"), "up")
    assert [item.key for item in whole.milestones] == ["unga", "arbete", "behorighet"]
    assert moved(whole, Part(Kind.MILESTONE, "unga"), "up") == whole
    whole = moved(draft(), Part(Kind.STRATEGY, "en"), "down")
    assert [(item.key, item.number) for item in whole.strategies_of("skola")] == [("tva", 1), ("en", 2)]
    whole = moved(draft(), Part(Kind.AREA, "skola"), "down")
    assert [item.key for item in whole.target_areas] == ["jobb", "skola"]
    whole = moved(draft(), Part(Kind.POINT, "2"), "up")
    assert [(item.number, item.text.sv) for item in whole.decision_points] == [
        (1, "KS ska."),
        (2, "Godkänns."),
    ]
    assert moved(draft(), Part(Kind.POINT, "2"), "down") == draft()


# Two people at once -----------------------------------------------------------

NAMES_OF_FIELDS = st.sampled_from(["a", "b", "c"])
FIELDS = st.fixed_dictionaries({name: st.sampled_from(["", "x", "y", "z"]) for name in "abc"})


@given(FIELDS, FIELDS, FIELDS)
def test_merging_loses_nothing_that_anybody_changed(base: Fields, theirs: Fields, yours: Fields) -> None:
    result = merged(base, theirs, yours)
    conflicting = {item.name for item in result.conflicts}
    for name in base:
        changed_by_them, changed_by_you = theirs[name] != base[name], yours[name] != base[name]
        assert (name in conflicting) == (changed_by_them and changed_by_you and theirs[name] != yours[name])
        if name not in conflicting:
            assert result.fields[name] == (yours[name] if changed_by_you else theirs[name])


@given(FIELDS, FIELDS)
def test_nobody_else_no_conflict(base: Fields, yours: Fields) -> None:
    assert merged(base, base, yours).conflicts == ()
    assert merged(base, base, yours).fields == yours
    assert merged(base, yours, yours).conflicts == ()


def test_without_a_base_every_difference_is_a_conflict() -> None:
    assert merged(None, {"a": "x", "b": "y"}, {"a": "z", "b": "y"}).conflicts == (
        FieldConflict(name="a", base=None, theirs="x", yours="z"),
    )


def test_two_people_in_different_fields_both_get_theirs() -> None:
    base, part = draft(), Part(Kind.MILESTONE, "behorighet")
    theirs = with_fields(base, part, {"level": "90", "year": "2030"})
    result = merged_part(base, theirs, part, {"text_sv": "Nytt", "level": "", "year": ""})
    assert result.conflicts == ()
    assert (result.fields["text_sv"], result.fields["level"]) == ("Nytt", "90")


def test_a_part_that_was_taken_out_is_a_conflict_of_all_that_was_changed() -> None:
    base, part = draft(), Part(Kind.STRATEGY, "en")
    result = merged_part(base, removed(base, part), part, {"text_sv": "En bättre", "target_area": "skola"})
    assert result.conflicts == (FieldConflict(name="text_sv", base="En", theirs=None, yours="En bättre"),)
