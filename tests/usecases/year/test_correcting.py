"""What was decided is corrected by decision alone, in a closed year too."""

from dataclasses import replace
from datetime import date

import pytest

from fardplan.boards.follow_up import ActivityState, Told
from fardplan.roadmap.assessing import Judgement
from fardplan.store import audit
from fardplan.store.decision_records import TakenDecision
from fardplan.store.follow_ups import corrections, follow_ups
from fardplan.store.models import CycleYear
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.year.corrections import correct, standing, to_correct
from fardplan.usecases.year.steps import approve, decide, hand_in
from fardplan.usecases.year.telling import tell
from fardplan.vocabulary.errors import InputError, NotFoundError, PermissionDenied, RuleError
from tests.boards_city import IN_T1, STRATEGIST, plan

AT = (2027, "t1", "skolnamnden")
LATER = date(2028, 6, 1)
DECIDED = TakenDecision("Skolnämnden", date(2028, 5, 20), "§ 7", "SKN 2028/3")


@pytest.fixture
def decided(home: Home, controller: Actor, manager: Actor, secretary: Actor) -> str:
    """A goal that the board has decided on; its reference."""
    goal, activity = plan("skolnamnden")
    told = Told("Det går bra", judgement=Judgement.FULLY)
    tell(controller, home, *AT, f"p{goal.key}", told, revision=0, today=IN_T1, ready=True)
    under_way = Told(activity=ActivityState.UNDER_WAY)
    tell(controller, home, *AT, f"p{activity.key}", under_way, revision=0, today=IN_T1, ready=True)
    hand_in(controller, *AT, today=IN_T1)
    approve(manager, *AT, today=IN_T1)
    decision = TakenDecision("Skolnämnden", date(2027, 5, 27), "§ 4", "SKN 2027/12")
    decide(secretary, *AT, decision, today=date(2027, 5, 27))
    return f"p{goal.key}"


def test_both_values_stay_with_the_decision(home: Home, decided: str) -> None:
    CycleYear.objects.filter(year=2027).update(
        state="closed", closed_on=date(2028, 4, 30), closed_by="Åsa Strateg"
    )
    told = Told("Det går bra", judgement=Judgement.PARTLY)
    made = correct(STRATEGIST, *AT, decided, told, why="Fel i underlaget", decision=DECIDED, today=LATER)
    assert [(item.field, item.before, item.after, item.decision.reference) for item in made] == [
        ("judgement", "fully", "partly", "Skolnämnden 2028-05-20 § 7, SKN 2028/3")
    ]
    item = next(one for one in follow_ups(2027) if one.ref == decided)
    assert item.told.judgement is Judgement.FULLY
    found = standing(item, corrections(2027))
    assert (found.as_decided.judgement, found.now.judgement) == (Judgement.FULLY, Judgement.PARTLY)
    last = list(audit.entries())[-1]
    assert (last.action, last.before, last.after, last.why, last.decision) == (
        "correct",
        {"judgement": "fully"},
        {"judgement": "partly"},
        "Fel i underlaget",
        "Skolnämnden 2028-05-20 § 7, SKN 2028/3",
    )
    again = replace(told, text="Det går ganska bra")
    made = correct(STRATEGIST, *AT, decided, again, why="Ordval", decision=DECIDED, today=LATER)
    assert [item.field for item in made] == ["text"]
    seen = to_correct(STRATEGIST, *AT, decided, today=LATER)
    assert (seen.standing.now, len(seen.standing.corrections)) == (again, 2)


def test_what_cannot_be_corrected_is_told(home: Home, decided: str, controller: Actor) -> None:
    same = Told("Det går bra", judgement=Judgement.FULLY)
    with pytest.raises(InputError, match="nothing differs from what stands there"):
        correct(STRATEGIST, *AT, decided, same, why="…", decision=DECIDED, today=LATER)
    changed = replace(same, text="Annat")
    with pytest.raises(RuleError, match="it must be said why"):
        correct(STRATEGIST, *AT, decided, changed, why="", decision=DECIDED, today=LATER)
    with pytest.raises(RuleError, match="which has not come yet"):
        correct(STRATEGIST, *AT, decided, changed, why="…", decision=DECIDED, today=date(2028, 5, 1))
    with pytest.raises(PermissionDenied):
        correct(controller, *AT, decided, changed, why="…", decision=DECIDED, today=LATER)
    with pytest.raises(NotFoundError, match="nothing was told of 'p0'"):
        correct(STRATEGIST, *AT, "p0", changed, why="…", decision=DECIDED, today=LATER)


def test_what_is_not_decided_is_written_not_corrected(home: Home, controller: Actor) -> None:
    goal, _ = plan("skolnamnden")
    tell(controller, home, *AT, f"p{goal.key}", Told("…"), revision=0, today=IN_T1)
    with pytest.raises(RuleError, match="it is being written, and from there nobody can correct by decision"):
        correct(STRATEGIST, *AT, f"p{goal.key}", Told("!"), why="…", decision=DECIDED, today=LATER)
    with pytest.raises(RuleError, match="the board has not decided it yet"):
        to_correct(STRATEGIST, *AT, f"p{goal.key}", today=LATER)
