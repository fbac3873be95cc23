"""Laws of coverage: it is what the rows say, and a finding goes away exactly when it is mended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fardplan.boards.chain import CouncilItem, ItemKind, Person, PlanItem
from fardplan.boards.considered import Answer, Consideration, Drawn, basis_of, latest, stand_of
from fardplan.boards.coverage import (
    Aim,
    Carrying,
    Coverage,
    Finding,
    Flaw,
    Plans,
    coverage,
    day_within,
    plan_of,
    serving,
    silences,
)

DAY = date(2027, 9, 1)
AIMS = (Aim("skola", ("s1", "s2"), frozenset({"behorighet"})), Aim("arbete", ("a1",), frozenset({"uvas"})))
STRATEGIES = [strategy for aim in AIMS for strategy in aim.strategies]
THERE = ("kultur", "farsta")
BODIES = (*THERE, "norrmalm")  # which is not there any more

days = st.none() | st.integers(-40, 40).map(lambda number: DAY + timedelta(number))
people = st.none() | st.builds(Person, st.just("Kim"), left=days)


@st.composite
def plan_items(draw: st.DrawFn) -> list[PlanItem]:
    return [
        PlanItem(
            f"p{number}",
            draw(st.sampled_from(BODIES)),
            2027,
            draw(st.sampled_from([ItemKind.BOARD_GOAL, ItemKind.BOARD_ACTIVITY, ItemKind.UNDERTAKING])),
            draw(st.sampled_from(["Läxhjälp", "Öppna gården"])),
            responsible=draw(people),
            ends=draw(days),
            strategies=draw(st.frozensets(st.sampled_from(STRATEGIES), max_size=2)),
            milestones=draw(st.frozensets(st.sampled_from(["behorighet", "uvas"]), max_size=1)),
            programme=draw(st.booleans()),
            dropped=draw(days),
            finished=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 5)))
    ]


@st.composite
def answers(draw: st.DrawFn, items: list[PlanItem]) -> list[Consideration]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        aim = draw(st.sampled_from(AIMS))
        strategy = draw(st.none() | st.sampled_from(aim.strategies))
        organisation = draw(st.sampled_from(BODIES))
        now = [item for item in items if item.organisation == organisation and item.is_live(DAY)]
        of = [item for item in now if strategy in item.strategies] if strategy else serving(now, aim)
        basis = draw(st.sampled_from([basis_of(of), "0" * 64]))
        day = DAY + timedelta(draw(st.integers(-5, 2)))
        answer = draw(st.sampled_from(Answer))
        found.append(Consideration(organisation, 2027, aim.key, strategy, answer, day, "Kim", basis))
    return found


@st.composite
def worlds(draw: st.DrawFn) -> Plans:
    items = draw(plan_items())
    council = [
        CouncilItem(
            f"k{number}",
            2027,
            draw(st.sampled_from([ItemKind.COUNCIL_INDICATOR, ItemKind.COUNCIL_ACTIVITY])),
            "Andel",
            responsible=draw(st.frozensets(st.sampled_from(BODIES), max_size=2)),
            ended=draw(days),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return Plans(items, draw(answers(items)), council)


def obvious(plans: Plans) -> Iterator[tuple[str, str, Carrying]]:
    """The matrix again, one cell at a time and with no index."""
    for aim in AIMS:
        for strategy in aim.strategies:
            for organisation in THERE:
                yield strategy, organisation, said(plans, aim, strategy, organisation)


def said(plans: Plans, aim: Aim, strategy: str, organisation: str) -> Carrying:
    mine = [one for one in plans.items if one.organisation == organisation]
    living = [one for one in mine if one.dropped is None or one.dropped > DAY]
    if any(strategy in one.strategies for one in living):
        return Carrying.ACTS
    for place in (strategy, None):
        told = [
            one
            for one in plans.answers
            if (one.organisation, one.target_area, one.strategy) == (organisation, aim.key, place)
            and one.day <= DAY
        ]
        last = sorted(told, key=lambda one: one.day)[-1:]  # stable: the later of a day is last
        if place is None and serving(living, aim):
            return Carrying.ELSEWHERE
        if last and last[0].answer is not Answer.ACTS:
            return Carrying(last[0].answer.value)
    return Carrying.SILENT


def seen(plans: Plans) -> Coverage:
    return coverage(AIMS, THERE, plans, DAY)


@given(worlds())
def test_coverage_is_what_the_rows_say(plans: Plans) -> None:
    found = seen(plans)
    assert found.columns == THERE
    assert [
        (row.strategy, body, cell.carrying)
        for row in found.rows
        for body, cell in zip(found.columns, row.cells, strict=True)
    ] == list(obvious(plans))


@given(worlds(), st.randoms())
def test_the_order_of_plans_does_not_matter(plans: Plans, chance: object) -> None:
    shuffled = list(plans.items)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = seen(plans), seen(Plans(shuffled, plans.answers, plans.council))
    assert set(one.findings) == set(other.findings)
    assert [[(cell.carrying, cell.drawn) for cell in row.cells] for row in one.rows] == [
        [(cell.carrying, cell.drawn) for cell in row.cells] for row in other.rows
    ]


@given(worlds())
def test_what_nobody_has_now_is_not_looked_at(plans: Plans) -> None:
    gone = [one for one in plans.items if one.organisation in THERE and one.is_live(DAY)]
    assert seen(plans).findings == seen(Plans(gone, plans.answers, plans.council)).findings


@given(worlds(), st.data())
def test_a_finding_goes_away_when_it_is_mended_and_others_stay(plans: Plans, data: st.DataObject) -> None:
    before = seen(plans).findings
    if not before:
        return
    finding = data.draw(st.sampled_from(before))
    after = seen(mended(plans, finding)).findings
    assert finding not in after
    far = {one for one in before if is_far(one, finding, plans)}
    assert far <= set(after)
    assert {one for one in after if is_far(one, finding, plans)} == far


def is_far(one: Finding, mended_one: Finding, plans: Plans) -> bool:
    """Whether a finding has nothing to do with what was mended: another flaw, of others and of other
    things.
    """
    touched = mended_one.organisation or "kultur"
    mine = {item.key for item in plans.items if item.organisation == touched} | {"new"}
    return (
        one.organisation != touched
        and one.item not in mine
        and one.flaw is not Flaw.NOBODY_CARRIES
        and one.item != mended_one.item
    )


def mended(plans: Plans, finding: Finding) -> Plans:
    """What a person does about a finding."""
    if finding.flaw is Flaw.NOBODY_CARRIES:
        new = PlanItem(
            "new", "kultur", 2027, ItemKind.BOARD_GOAL, "Nytt", strategies=frozenset({finding.strategy or ""})
        )
        return replace(plans, items=[*plans.items, new])
    if finding.flaw in (Flaw.SILENT, Flaw.STALE):
        return replace(plans, answers=[*plans.answers, confirmed(plans, finding)])
    if finding.flaw is Flaw.INDICATOR_OF_NOBODY:
        return replace(plans, council=[with_owner(one, finding) for one in plans.council])
    return replace(plans, items=[put_right(one, finding) for one in plans.items])


def confirmed(plans: Plans, finding: Finding) -> Consideration:
    """An answer as the page would give it: that it acts where the plan says so, else the ordinary work."""
    aim = next(aim for aim in AIMS if aim.key == finding.target_area)
    mine = [one for one in plans.items if one.organisation == finding.organisation and one.is_live(DAY)]
    of = [one for one in mine if not finding.strategy or finding.strategy in one.strategies]
    of = of if finding.strategy else serving(mine, aim)
    answer = Answer.ACTS if of else Answer.ORDINARY
    return Consideration(
        finding.organisation or "", 2027, aim.key, finding.strategy, answer, DAY, "Kim", basis_of(of)
    )


def with_owner(item: CouncilItem, finding: Finding) -> CouncilItem:
    return replace(item, responsible=frozenset({"farsta"})) if item.key == finding.item else item


def put_right(item: PlanItem, finding: Finding) -> PlanItem:
    if item.key != finding.item:
        return item
    if finding.flaw is Flaw.NO_DATE:
        return replace(item, ends=DAY)
    if finding.flaw is Flaw.PAST_END:
        return replace(item, finished=True)
    return replace(item, responsible=Person("Robin"))


@given(worlds())
def test_a_confirmed_answer_is_no_longer_open(plans: Plans) -> None:
    answered = plans
    for organisation in THERE:
        for aim in AIMS:
            finding = Finding(Flaw.SILENT, aim.key, organisation=organisation)
            answered = replace(answered, answers=[*answered.answers, confirmed(answered, finding)])
    found = seen(answered)
    assert {stand.drawn for stand in found.stands.values()} <= {Drawn.CONFIRMED}
    assert Flaw.SILENT not in {one.flaw for one in found.findings}


@given(worlds())
def test_local_programmes_are_covered_by_what_is_marked_so(plans: Plans) -> None:
    found = seen(plan_of(plans, programme=True))
    acting = {
        (row.strategy, body)
        for row in found.rows
        for body, cell in zip(found.columns, row.cells, strict=True)
        if cell.items
    }
    assert acting == {
        (strategy, item.organisation)
        for item in plans.items
        if item.programme and item.organisation in THERE and item.is_live(DAY)
        for strategy in item.strategies
    }


@given(plan_items())
def test_the_basis_of_an_answer_tells_plans_apart(items: list[PlanItem]) -> None:
    assert basis_of(items) == basis_of(items[::-1])
    for item in items:
        others = [one for one in items if one is not item]
        assert basis_of(others) != basis_of(items)
        assert basis_of([*others, replace(item, title="Annat")]) != basis_of(items)
        assert basis_of([*others, replace(item, ends=DAY, responsible=None)]) == basis_of(items)


@given(plan_items(), st.sampled_from(Answer))
def test_a_stand_follows_from_the_plan_whatever_was_answered(items: list[PlanItem], answer: Answer) -> None:
    given_then = Consideration("kultur", 2027, "skola", None, answer, DAY, "Kim", basis_of(items))
    stand = stand_of(items, given_then)
    if items:
        assert stand.answer is Answer.ACTS
        assert stand.drawn is (Drawn.CONFIRMED if answer is Answer.ACTS else Drawn.STALE)
    elif answer is Answer.ACTS:
        assert (stand.answer, stand.drawn) == (None, Drawn.STALE)
    else:
        assert (stand.answer, stand.drawn) == (answer, Drawn.CONFIRMED)


def test_the_later_answer_of_a_day_applies_and_none_from_later_days() -> None:
    def said_on(day: date, answer: Answer) -> Consideration:
        return Consideration("kultur", 2027, "skola", None, answer, day, "Kim", "0" * 64)

    first, second = said_on(DAY, Answer.ORDINARY), said_on(DAY, Answer.NOT_OURS)
    later = said_on(DAY + timedelta(1), Answer.NOT_ACTING)
    assert latest([first, second, later], DAY) == {("kultur", "skola", None): second}


@given(worlds())
def test_silences_are_those_of_the_matrix(plans: Plans) -> None:
    stands = seen(plans).stands
    assert silences(AIMS, THERE, plans, DAY) == {
        body: sum(stands[body, aim.key].answer is None for aim in AIMS) for body in THERE
    }


def test_a_year_is_asked_about_on_a_day_of_its_own() -> None:
    assert [day_within(2027, day) for day in (date(2026, 11, 28), DAY, date(2028, 2, 1))] == [
        date(2027, 1, 1),
        DAY,
        date(2027, 12, 31),
    ]
