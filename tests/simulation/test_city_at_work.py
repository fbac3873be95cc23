"""A city at work: repeatable, whole, never dated ahead, by the boards' own rules, and plainly made up."""

from collections import Counter
from datetime import date, timedelta

import pytest

from fardplan.boards.chain import ANSWERS, PARENTS, PLAN_KINDS, ItemKind
from fardplan.boards.considered import NEEDS_A_REASON, Answer
from fardplan.boards.cycle import CycleTemplate, StepTemplate, year_of
from fardplan.boards.follow_up import lacking
from fardplan.boards.steps import HANDING_IN, Move, State
from fardplan.boards.subjects import ASKED_OF_BOARDS
from fardplan.simulation.city_at_work import (
    DEMO_DOMAIN,
    Body,
    CityAtWork,
    Milestone,
    PlanThing,
    Strategy,
    TargetArea,
    WorkingCity,
    city_at_work,
    counted,
)
from fardplan.simulation.city_at_work.people import shown_boards
from fardplan.vocabulary.text import Text

TODAY = date(2026, 5, 12)


def step(key: str, kind: str, *days: str, per: str | None = None) -> StepTemplate:
    opens, ready_by, decided_from, decided_by = days
    return StepTemplate.model_validate(
        {
            "key": key,
            "name": {"sv": key},
            "kind": kind,
            "per": per,
            "opens": opens,
            "ready_by": ready_by,
            "decided_from": decided_from,
            "decided_by": decided_by,
            "source": "påhittat",
        }
    )


CYCLE = CycleTemplate(
    takes_part=("board", "district_board", "company"),
    closes="30 April the year after",
    steps=(
        step(
            "vp", "plan", "1 November the year before", "30 November the year before",
            "1 December the year before", "31 January",
        ),
        step("t1", "report", "15 April", "7 May", "15 May", "15 June", per="30 April"),
        step(
            "vb", "closing", "1 December", "20 January the year after", "21 January the year after",
            "last February the year after", per="31 December",
        ),
    ),
)  # fmt: skip


def a_city(bodies: int = 12, *, ended: int | None = None) -> WorkingCity:
    """A city without words of its own: `ended` is the number of a body that ended on 31 March 2026."""
    areas = tuple(
        TargetArea(
            f"omrade-{area}",
            Text(sv=f"Område {area}"),
            None,
            (Milestone(f"etappmal-{area}", Text(sv=f"Andelen {area} ökar"), "up"),),
            tuple(
                Strategy(f"strategi-{area}-{n}", Text(sv=f"Gör {area} bättre på sätt {n}")) for n in range(3)
            ),
        )
        for area in range(2)
    )
    kinds = ("board", "district_board", "company")
    return WorkingCity(
        tuple(
            Body(f"namnd-{n}", f"Nämnd {n}", kinds[n % 3], valid_to=date(2026, 3, 31) if n == ended else None)
            for n in range(bodies)
        ),
        "kommunstyrelsen",
        areas,
        (),
        {year: year_of(CYCLE, year) for year in (2025, 2026)},
    )


@pytest.fixture(scope="module")
def work() -> CityAtWork:
    return city_at_work(a_city(), TODAY)


def test_the_same_seed_gives_the_same_city_and_another_seed_another() -> None:
    city = a_city(4)
    assert city_at_work(city, TODAY, 7) == city_at_work(city, TODAY, 7)
    assert city_at_work(city, TODAY, 7).followed != city_at_work(city, TODAY, 8).followed


def test_what_one_board_writes_does_not_hang_on_which_others_there_are() -> None:
    few, many = (city_at_work(a_city(number), TODAY) for number in (3, 12))

    def of(work: CityAtWork) -> list[object]:
        return [
            item
            for item in work.followed
            if (item.organisation, item.step, item.year) == ("namnd-1", "t1", 2025)
        ]

    assert of(few) == of(many) != []


def test_nothing_is_dated_ahead(work: CityAtWork) -> None:
    days = [
        *(item.day for item in work.considered),
        *(item.day for item in work.followed),
        *(move.day for item in work.handed for move in item.moves),
        *(person.ended for person in work.people if person.ended),
    ]
    assert max(days) <= TODAY


def test_every_plan_is_a_chain_that_the_rules_allow(work: CityAtWork) -> None:
    council = {(item.year, item.key): item for item in work.council}
    plans = {(item.organisation, item.year, item.key): item for item in work.plans}
    assert len(plans) == len(work.plans)
    for item in work.plans:
        assert item.kind in PLAN_KINDS
        parent = plans[item.organisation, item.year, item.parent] if item.parent else None
        assert (parent.kind in PARENTS[item.kind]) if parent else not PARENTS[item.kind]
        if item.answers:
            asked = council[item.year, item.answers]
            assert asked.kind in ANSWERS[item.kind]
            assert item.kind is ItemKind.BOARD_GOAL or item.organisation in asked.responsible
        else:
            assert item.kind is not ItemKind.BOARD_GOAL


def test_who_answers_for_something_works_there(work: CityAtWork) -> None:
    people = {person.key: person for person in work.people}
    for item in work.plans:
        assert item.person is None or people[item.person].organisation == item.organisation


def test_what_is_ready_lacks_nothing(work: CityAtWork) -> None:
    plans = {(item.organisation, item.year, item.key): item for item in work.plans}
    council = {(item.year, item.key): item for item in work.council}
    for item in work.followed:
        if item.item:
            thing = plans[item.organisation, item.year, item.item]
            assert lacking(thing.kind, item.told, ends=thing.ends) == ()
        else:
            asked = council[item.year, item.council or ""]
            assert lacking(asked.kind, item.told, individual=asked.by_sex, ends=asked.ends) == ()


def test_what_is_decided_was_told_of_all_that_is_asked_for(work: CityAtWork) -> None:
    ready = {
        (item.year, item.step, item.organisation, item.item or item.council)
        for item in work.followed
        if item.ready
    }
    decided = [item for item in work.handed if item.state is State.DECIDED and item.step != "vp"]
    wanted = {
        (one.year, one.step, one.organisation, thing.key)
        for one in decided
        for thing in (*work.plans, *work.council)
        if thing.year == one.year
        and (
            thing.organisation == one.organisation
            if isinstance(thing, PlanThing)
            else thing.kind in ASKED_OF_BOARDS and one.organisation in thing.responsible
        )
    }
    assert {key for *_, key in wanted} & {item.key for item in work.council}
    assert wanted - ready == set()


def test_moves_go_the_ways_that_there_are_by_two_people_at_least(work: CityAtWork) -> None:
    for item in work.handed:
        state = State.NOT_BEGUN
        for move in item.moves:
            found = HANDING_IN.find(state, move.move)
            assert found is not None, (item, move)
            assert not found.comment or move.comment
            assert not found.decision or (move.paragraph and move.dnr)
            state = found.end
        assert state is item.state
        assert [move.day for move in item.moves] == sorted(move.day for move in item.moves)
        writers = {move.person for move in item.moves if move.move in (Move.WRITE, Move.MARK_READY)}
        assert not writers & {move.person for move in item.moves if move.move is Move.APPROVE}


def test_what_is_over_is_decided_and_what_is_under_way_is_not_everywhere(work: CityAtWork) -> None:
    there = Counter((item.year, item.step, item.state) for item in work.handed)
    assert there[2025, "t1", State.DECIDED] == 12
    assert there[2026, "vp", State.DECIDED] == 12
    assert there[2025, "vb", State.WRITING] == 1  # the one that never handed in
    assert there[2025, "vb", State.DECIDED] == 11
    under_way = {state for year, key, state in there if (year, key) == (2026, "t1")}
    assert State.RETURNED in under_way
    assert len(under_way) >= 3


def test_who_signs_in_has_something_to_write_to_approve_and_to_record(work: CityAtWork) -> None:
    boards = shown_boards(a_city(), TODAY)
    states = {item.organisation: item.state for item in work.handed if (item.year, item.step) == (2026, "t1")}
    assert [states[key] for key in boards] == [State.WRITING, State.READY, State.APPROVED]
    held = {role: [key for _, key in person.roles] for person in work.people for role, _ in person.roles
            if person.organisation == boards[0]}  # fmt: skip
    assert held == {
        "controller": [boards[0]],
        "manager": [boards[0], boards[1]],
        "board_secretary": [boards[0], boards[2]],
    }


def test_a_reason_stands_where_one_is_needed(work: CityAtWork) -> None:
    assert all(item.why for item in work.considered if item.answer in NEEDS_A_REASON)
    acting = {(item.organisation, item.year, item.target_area) for item in work.considered
              if item.answer is Answer.ACTS}  # fmt: skip
    serving = {(item.organisation, item.year, f"omrade-{strategy.split('-')[1]}") for item in work.plans
               for strategy in item.strategies}  # fmt: skip
    assert acting <= serving


def test_boards_that_ended_do_not_plan_for_the_years_after() -> None:
    found = city_at_work(a_city(ended=4), TODAY + timedelta(days=400))
    assert {item.year for item in found.plans if item.organisation == "namnd-4"} == {2025, 2026}
    assert shown_boards(a_city(ended=1), TODAY) == ("namnd-4", "namnd-7", "namnd-10")


def test_people_are_plainly_made_up_and_no_name_stands_twice(work: CityAtWork) -> None:
    assert len({person.name for person in work.people}) == len(work.people)
    assert len({person.email for person in work.people}) == len(work.people)
    assert {person.email.partition("@")[2] for person in work.people} == {DEMO_DOMAIN}
    made_up = ("Exempel", "Låtsas", "Påhitts", "Utkasts", "Förlags", "Fiktiv")
    assert all(person.name.split()[1].startswith(made_up) for person in work.people)


def test_there_is_somebody_to_sign_in_as_in_every_role(work: CityAtWork) -> None:
    roles = {role for person in work.people for role, _ in person.roles}
    assert roles == {
        "strategist", "statistician", "controller", "manager", "board_secretary", "politician", "auditor",
        "partner", "administrator",
    }  # fmt: skip


def test_what_there_is_is_counted(work: CityAtWork) -> None:
    assert counted(work) == {
        "people": len(work.people),
        "plan_items": len(work.plans),
        "activities": sum(item.kind is ItemKind.BOARD_ACTIVITY for item in work.plans),
        "follow_ups": len(work.followed),
        "answers": len(work.considered),
    }
