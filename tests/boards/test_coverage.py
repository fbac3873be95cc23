"""Coverage by example: one city of two boards, what each cell says and what has to be mended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fardplan.boards.chain import CouncilItem, ItemKind, Person, PlanItem
from fardplan.boards.considered import Answer, Consideration, Drawn, Stand, basis_of
from fardplan.boards.coverage import (
    Aim,
    Carrying,
    Cell,
    Finding,
    Flaw,
    Plans,
    Row,
    coverage,
    flaws,
    plan_of,
)

DAY = date(2027, 9, 1)
BEFORE = DAY - timedelta(1)
SCHOOL = Aim("skola", ("s1", "s2", "s3"), frozenset({"behorighet"}))
WORK = Aim("arbete", ("a1", "a2"))
KIM = Person("Kim")

READING = PlanItem(
    *("p1", "kultur", 2027, ItemKind.BOARD_ACTIVITY, "Läsning"),
    responsible=KIM,
    ends=DAY,
    strategies=frozenset({"s1"}),
)
ELIGIBLE = PlanItem(
    *("p2", "farsta", 2027, ItemKind.BOARD_GOAL, "Behöriga"), milestones=frozenset({"behorighet"})
)


def said(
    organisation: str,
    area: str,
    answer: Answer,
    *rests_on: PlanItem,
    strategy: str | None = None,
    **more: object,
) -> Consideration:
    basis = basis_of(rests_on)
    return Consideration(organisation, 2027, area, strategy, answer, BEFORE, "Kim", basis, **more)  # type: ignore[arg-type]


ANSWERS = (
    said("kultur", "skola", Answer.ACTS, READING),
    said("kultur", "skola", Answer.ORDINARY, strategy="s2", why="aldrig visat"),
    said("kultur", "arbete", Answer.NOT_ACTING, why="Pengarna räcker inte."),
    said("kultur", "arbete", Answer.NOT_OURS, READING, strategy="a2"),
)
PLANS = Plans((READING, ELIGIBLE), ANSWERS)


def test_every_cell_and_what_has_to_be_mended() -> None:
    found = coverage((SCHOOL, WORK), ("kultur", "farsta"), PLANS, DAY)
    elsewhere = Cell(Carrying.ELSEWHERE, Drawn.PLAN)
    silent = Cell(Carrying.SILENT, Drawn.NOTHING)
    assert found.columns == ("kultur", "farsta")
    assert found.rows == (
        Row("skola", "s1", (Cell(Carrying.ACTS, Drawn.CONFIRMED, ("p1",)), elsewhere)),
        Row("skola", "s2", (Cell(Carrying.ORDINARY, Drawn.CONFIRMED, (), "aldrig visat"), elsewhere)),
        Row("skola", "s3", (Cell(Carrying.ELSEWHERE, Drawn.CONFIRMED), elsewhere)),
        Row(
            "arbete",
            "a1",
            (Cell(Carrying.NOT_ACTING, Drawn.CONFIRMED, (), "Pengarna räcker inte."), silent),
        ),
        Row("arbete", "a2", (Cell(Carrying.NOT_OURS, Drawn.STALE), silent)),
    )
    assert found.stands == {
        ("kultur", "skola"): Stand(Answer.ACTS, Drawn.CONFIRMED, ANSWERS[0], ("p1",)),
        ("farsta", "skola"): Stand(Answer.ACTS, Drawn.PLAN, None, ("p2",)),
        ("kultur", "arbete"): Stand(Answer.NOT_ACTING, Drawn.CONFIRMED, ANSWERS[2]),
        ("farsta", "arbete"): Stand(None, Drawn.NOTHING),
    }
    assert found.findings == (
        Finding(Flaw.NOBODY_CARRIES, "skola", "s3"),
        Finding(Flaw.NOBODY_CARRIES, "arbete", "a1"),
        Finding(Flaw.NOBODY_CARRIES, "arbete", "a2"),
        Finding(Flaw.STALE, "arbete", "a2", "kultur"),
        Finding(Flaw.SILENT, "arbete", organisation="farsta"),
    )
    assert [(row.acting, row.in_ordinary_work, row.is_carried) for row in found.rows] == [
        (1, 0, True),
        (0, 1, True),
        (0, 0, False),
        (0, 0, False),
        (0, 0, False),
    ]
    assert found.cell("s1", "kultur") == Cell(Carrying.ACTS, Drawn.CONFIRMED, ("p1",))
    assert found.cell("s2", "farsta") == elsewhere


def test_a_plan_that_has_changed_makes_the_answer_of_its_area_stale_and_tells_it_once() -> None:
    changed = replace(READING, title="Mer läsning")
    answers = (*ANSWERS, said("kultur", "skola", Answer.ACTS, READING, strategy="s1"))
    found = coverage((SCHOOL,), ("kultur",), Plans((changed,), answers), DAY)
    assert found.findings == (
        Finding(Flaw.NOBODY_CARRIES, "skola", "s3"),
        Finding(Flaw.STALE, "skola", organisation="kultur"),
    )
    assert found.cell("s1", "kultur") == Cell(Carrying.ACTS, Drawn.STALE, ("p1",))


def test_who_acts_by_a_strategy_is_told_no_reason_for_not_acting() -> None:
    given = said("kultur", "skola", Answer.NOT_ACTING, strategy="s1", why="Förra året.")
    found = coverage((SCHOOL,), ("kultur",), Plans((READING,), (given,)), DAY)
    assert found.cell("s1", "kultur") == Cell(Carrying.ACTS, Drawn.STALE, ("p1",))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, ()),
        ({"ends": None}, (Flaw.NO_DATE,)),
        ({"ends": BEFORE}, (Flaw.PAST_END,)),
        ({"ends": BEFORE, "moved_to": DAY}, ()),
        ({"ends": None, "moved_to": BEFORE}, (Flaw.PAST_END,)),
        ({"responsible": None}, (Flaw.NO_OWNER,)),
        ({"responsible": Person("Kim", DAY)}, (Flaw.OWNER_LEFT,)),
        ({"responsible": Person("Kim", DAY + timedelta(1))}, ()),
        ({"ends": None, "responsible": None}, (Flaw.NO_DATE, Flaw.NO_OWNER)),
        ({"ends": None, "responsible": None, "finished": True}, ()),
        ({"ends": None, "responsible": None, "kind": ItemKind.BOARD_GOAL}, ()),
        ({"ends": None, "responsible": None, "kind": ItemKind.BOARD_INDICATOR}, ()),
        ({"ends": None, "kind": ItemKind.UNDERTAKING}, (Flaw.NO_DATE,)),
    ],
)
def test_what_is_missing_in_a_promise(changes: dict[str, object], found: tuple[Flaw, ...]) -> None:
    item = replace(READING, **changes)  # type: ignore[arg-type]
    assert flaws(item, DAY) == found
    seen = coverage((), ("kultur",), Plans((item,)), DAY).findings
    assert seen == tuple(Finding(flaw, organisation="kultur", item="p1") for flaw in found)


@pytest.mark.parametrize(
    ("changes", "flawed"),
    [
        ({}, False),
        ({"responsible": frozenset()}, True),
        ({"responsible": frozenset({"norrmalm"})}, True),
        ({"responsible": frozenset({"norrmalm", "kultur"})}, False),
        ({"responsible": frozenset(), "ended": DAY}, False),
        ({"responsible": frozenset(), "ended": DAY + timedelta(1)}, True),
        ({"responsible": frozenset(), "kind": ItemKind.COUNCIL_ACTIVITY}, False),
    ],
)
def test_an_indicator_has_somebody_who_is_there(changes: dict[str, object], flawed: bool) -> None:
    asked = CouncilItem("k1", 2027, ItemKind.COUNCIL_INDICATOR, "Andel", responsible=frozenset({"kultur"}))
    council = (replace(asked, **changes),)  # type: ignore[arg-type]
    told = (Finding(Flaw.INDICATOR_OF_NOBODY, item="k1"),) if flawed else ()
    assert coverage((), ("kultur",), Plans((), (), council), DAY).findings == told


def test_what_concerns_local_programmes_is_told_apart() -> None:
    local, council = replace(ELIGIBLE, programme=True), (CouncilItem("k1", 2027, ItemKind.AREA_GOAL, "Mål"),)
    of_local = said("farsta", "skola", Answer.ACTS, local, programme=True)
    every = Plans((READING, local), (*ANSWERS, of_local), council)
    assert plan_of(every, programme=False) == Plans((READING, local), list(ANSWERS), council)
    assert plan_of(every, programme=True) == Plans([local], [of_local])
