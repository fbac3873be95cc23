"""Measures: what their own words tell, and which goal each is of."""

import pytest

from fardplan.sources.council_document.goals.found import FoundGoal, FoundMeasure
from fardplan.sources.council_document.goals.measures import measure, measured, several
from fardplan.sources.council_document.level_words import Role
from fardplan.sources.council_document.lines import Passage, Piece


def _passage(text: str) -> Passage:
    return Passage((Piece(1, text),))


def _goal(text: str, above: FoundGoal | None = None, *, role: Role = Role.GOAL, **more: str) -> FoundGoal:
    return FoundGoal(_passage(text), role, more.get("level"), number=more.get("number"), parent=above)


def _measure(text: str, near: FoundGoal | None = None, **more: object) -> FoundMeasure:
    return FoundMeasure(_passage(text), near, **more)  # type: ignore[arg-type]


def _of(measures: list[FoundMeasure], goals: list[FoundGoal]) -> list[str | None]:
    return [goal.passage.flat if goal else None for goal in measured(measures, goals)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Andel trygga [Källa: enkäten].", ("Andel trygga", "enkäten", None, None)),
        ("Andel trygga (Datakälla enkäten)", ("Andel trygga", "enkäten", None, None)),
        ("Andel trygga – Källa: enkäten", ("Andel trygga", "enkäten", None, None)),
        ("Andel trygga K4lla: enkäten.", ("Andel trygga", "enkäten", None, None)),
        ("Andel trygga (SCB, årligen)", ("Andel trygga", "SCB, årligen", None, None)),
        ("Andel trygga (trygghetsenkäten).", ("Andel trygga", "trygghetsenkäten", None, None)),
        ("Andel trygga ;,", ("Andel trygga", None, None, None)),
        ("1.2 Andel trygga", ("Andel trygga", None, None, "1.2")),
        ("Andel trygga, effektmål I a", ("Andel trygga", None, "Effektmål", "I a")),
        ("Andel trygga (avser delmål 2.1)", ("Andel trygga", None, "Delmål", "2.1")),
        ("Andel trygga, modersmål 2", ("Andel trygga, modersmål 2", None, None, None)),
    ],
)
def test_what_a_measure_tells(text, told):
    one = measure(_passage(text), None)
    assert (one.passage.flat, one.source.flat if one.source else None, one.of_level, one.of_number) == told


def test_any_parenthesis_is_a_source_where_a_table_says_so():
    found = [
        measure(_passage("Andel trygga (egen)"), None, source_in_parentheses=one) for one in (False, True)
    ]
    assert [(one.passage.flat, one.source.flat if one.source else None) for one in found] == [
        ("Andel trygga (egen)", None),
        ("Andel trygga", "egen"),
    ]


def test_facts_of_a_measure_on_its_own_row():
    one = measure(_passage("Andel trygga. Källa: SCB. Målvärde: 80 procent"), None)
    assert [part.flat if part else None for part in (one.passage, one.source, one.target)] == [
        "Andel trygga",
        "SCB",
        "80 procent",
    ]


def test_several_measures_of_a_paragraph():
    assert [
        part.flat.strip() for part in several(_passage("Andel nöjda (SCB) Antal barn (Kolada), besök (egen)"))
    ] == [
        "Andel nöjda (SCB)",
        "Antal barn (Kolada),",
        "besök (egen)",
    ]
    assert [part.flat for part in several(_passage("Andel nöjda (alla åldrar)"))] == [
        "Andel nöjda (alla åldrar)"
    ]


def test_a_number_says_which_goal_is_measured():
    over = _goal("Hela staden", number="I")
    other = _goal("Havet", number="II")
    goals = [over, other, _goal("Alla läser", over, number="a"), _goal("Alla badar", other, number="a")]
    assert _of([_measure("Antal", of_number="II a"), _measure("Antal", of_number="I a")], goals) == [
        "Alla badar",
        "Alla läser",
    ]


def test_of_two_goals_with_a_number_the_level_decides():
    goals = [_goal("Alla läser", number="1", level="Mål"), _goal("Alla badar", number="1", level="Delmål")]
    measures = [_measure("Antal", of_number="1", of_level=level) for level in ("Delmål", "Mål", "Etappmål")]
    assert _of(measures, goals) == ["Alla badar", "Alla läser", "Alla läser"]


def test_a_measure_of_an_action_is_of_the_goal_above_it():
    goal = _goal("Alla läser")
    action = _goal("Köp böcker", _goal("Bygg bibliotek", goal, role=Role.ACTION), role=Role.ACTION)
    assert _of([_measure("Antal", action, sure=True)], [goal, action]) == ["Alla läser"]
    alone = _goal("Köp böcker", role=Role.ACTION)
    assert _of([_measure("Antal", alone, sure=True)], [goal, alone]) == ["Köp böcker"]


def test_measures_that_stand_each_beneath_its_goal_are_of_it():
    area = _goal("Hav", role=Role.AREA)
    goals = [area, _goal("Alla simmar", area), _goal("Alla dyker", area)]
    assert _of([_measure("Antal som dyker", goals[1]), _measure("Antal som simmar", goals[2])], goals) == [
        "Alla simmar",
        "Alla dyker",
    ]


def test_the_words_decide_among_the_goals_of_an_area():
    hav, land = _goal("Hav", role=Role.AREA), _goal("Land", role=Role.AREA)
    goals = [
        hav,
        land,
        _goal("Barnen simmar", hav),
        _goal("Båtarna seglar", hav),
        _goal("Barnen vandrar", land),
    ]
    measures = [
        _measure("Båtar som seglar", hav),
        _measure("Andel barn som simmar", hav),
        _measure("Barnen", land),
    ]
    assert _of(measures, goals) == ["Båtarna seglar", "Barnen simmar", "Barnen vandrar"]


def test_as_many_measures_as_goals_keep_step():
    hav = _goal("Hav", role=Role.AREA)
    goals = [hav, _goal("Alla simmar", hav), _goal("Ingen drunknar", hav)]
    assert _of([_measure("Xx", hav), _measure("Yy", hav)], goals) == ["Alla simmar", "Ingen drunknar"]
    assert _of([_measure("Xx", hav)], goals) == [None]
    assert _of([_measure("Simmare", hav), _measure("Yy", hav), _measure("Zz", hav)], goals) == [
        "Alla simmar",
        "Alla simmar",
        "Alla simmar",
    ]


def test_goals_that_have_goals_beneath_them_are_not_measured():
    over = _goal("Alla simmar i havet")
    assert _of([_measure("Andel som simmar i havet")], [over, _goal("Alla simmar", over)]) == ["Alla simmar"]
    assert _of([_measure("Andel som simmar")], []) == [None]


def test_the_first_target_of_a_measure_counts():
    one = measure(_passage("Andel trygga. Målvärde: 80 procent. Målvärde: 90 procent"), None)
    assert one.target is not None
    assert one.target.flat.rstrip(".") == "80 procent"


def test_measures_of_one_list_may_be_of_any_goal():
    hav, land = _goal("Hav", role=Role.AREA), _goal("Land", role=Role.AREA)
    goals = [hav, land, _goal("Båtarna seglar", hav), _goal("Hästarna galopperar", land)]
    assert _of([_measure("Hästar", hav, group=1)], goals) == ["Hästarna galopperar"]
    parted = [_measure("Hästar", hav, group=1), _measure("Hästar", hav, group=2)]
    assert _of(parted, goals) == [None, None]
    assert _of([_measure("Hästar")], goals) == ["Hästarna galopperar"]


def test_an_area_without_goals_to_reach_is_measured_with_those_of_others():
    hav, land = _goal("Hav", role=Role.AREA), _goal("Land", role=Role.AREA)
    goal = _goal("Hästarna galopperar", land)
    assert _of([_measure("Hästar", hav)], [hav, land, goal]) == ["Hästarna galopperar"]
    assert _of([_measure("Hav", hav)], [hav]) == ["Hav"]
    assert _of([_measure("Hästar", goal)], [land, goal]) == ["Hästarna galopperar"]


def test_a_number_that_no_goal_has_leaves_the_words_to_decide():
    goals = [_goal("Alla läser", number="1"), _goal("Alla badar", number="2")]
    assert _of([_measure("Badande", of_number="7"), _measure("Andel som läser", of_number="I 1")], goals) == [
        "Alla badar",
        "Alla läser",
    ]
