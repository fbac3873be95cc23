from datetime import date

import pytest

from fardplan.boards.chain import ItemKind, PlanItem
from fardplan.boards.merging import Body, Handed, Takeover, handed_over, successors_waiting, takeover
from fardplan.vocabulary.errors import RuleError

ENDED, DAY = date(2023, 6, 30), date(2023, 7, 1)
JARVA = (
    Body("rinkeby-kista", date(2007, 1, 1), ENDED, ("jarva",)),
    Body("spanga-tensta", date(2007, 1, 1), ENDED, ("jarva",)),
    Body("jarva", DAY),
    Body("bromma", date(2007, 1, 1)),
)


def test_a_successor_takes_over_all_that_ended_into_it() -> None:
    assert takeover(JARVA, "jarva", DAY) == Takeover("jarva", ("rinkeby-kista", "spanga-tensta"), ENDED)


def test_a_board_that_goes_on_can_take_over_another() -> None:
    bodies = (Body("small", None, ENDED, ("large",)), Body("large", date(2007, 1, 1)))
    assert takeover(bodies, "large", DAY) == Takeover("large", ("small",), ENDED)


@pytest.mark.parametrize(
    ("bodies", "successor", "day", "told"),
    [
        (JARVA, "jarva", ENDED, "the boards that 'jarva' takes over end on 2023-06-30"),
        (JARVA, "bromma", DAY, "'bromma' takes over from no other board"),
        (JARVA, "norra", DAY, "there is no board 'norra'"),
        (
            (Body("a", None, ENDED, ("b", "c")), Body("b"), Body("c")),
            "b",
            DAY,
            "'a' was split: c take over parts of it too",
        ),
        (
            (Body("a", None, None, ("b",)), Body("b")),
            "b",
            DAY,
            "'a' has no last day, so it cannot be taken over",
        ),
        (
            (Body("a", None, ENDED, ("b",)), Body("b", date(2023, 8, 1))),
            "b",
            DAY,
            "'b' is not there on 2023-07-01",
        ),
    ],
)
def test_what_is_not_as_simple_is_told_of(
    bodies: tuple[Body, ...], successor: str, day: date, told: str
) -> None:
    with pytest.raises(RuleError) as refused:
        takeover(bodies, successor, day)
    assert (refused.value.what, refused.value.outcome) == (told, "Nothing was changed.")


@pytest.mark.parametrize(
    ("taken", "day", "waiting"),
    [
        ((), ENDED, ()),
        ((), DAY, ("jarva",)),
        (("rinkeby-kista",), DAY, ("jarva",)),
        (("rinkeby-kista", "spanga-tensta"), DAY, ()),
    ],
)
def test_who_has_not_taken_over_yet(taken: tuple[str, ...], day: date, waiting: tuple[str, ...]) -> None:
    assert successors_waiting(JARVA, taken, day) == waiting


@pytest.mark.parametrize(
    ("first", "last", "there"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY, DAY, True),
        (None, ENDED, False),
        (date(2023, 7, 2), None, False),
    ],
)
def test_a_board_is_there_from_its_first_day_to_its_last(
    first: date | None, last: date | None, there: bool
) -> None:
    assert Body("jarva", first, last).is_there(DAY) is there


def test_a_board_that_goes_on_takes_over_the_day_after() -> None:
    bodies = (Body("small", None, ENDED, ("large",)), Body("large"))
    assert [successors_waiting(bodies, (), day) for day in (ENDED, DAY)] == [(), ("large",)]


def item(key: str, organisation: str, parent: str | None = None, **more: object) -> PlanItem:
    kind = ItemKind.BOARD_ACTIVITY if parent else ItemKind.BOARD_GOAL
    return PlanItem(key, organisation, 2023, kind, key, parent=parent, **more)  # type: ignore[arg-type]


def test_what_is_open_goes_on_with_what_stands_above_it_and_the_rest_ends() -> None:
    goal, done_goal = item("g", "rinkeby-kista"), item("h", "spanga-tensta", finished=True)
    open_one = item("a", "rinkeby-kista", "g")
    done, dropped = (
        item("b", "rinkeby-kista", "g", finished=True),
        item("c", "rinkeby-kista", "g", dropped=ENDED),
    )
    under_done = item("d", "spanga-tensta", "h")
    plans = {
        "rinkeby-kista": (goal, open_one, done, dropped),
        "spanga-tensta": (done_goal, under_done),
        "bromma": (item("g", "bromma"),),
    }
    found = handed_over(plans, takeover(JARVA, "jarva", DAY))
    assert found == Handed((goal, open_one, done_goal, under_done), (done, dropped))


def test_of_boards_that_have_no_plan_nothing_is_handed_over() -> None:
    goal = item("g", "spanga-tensta")
    assert handed_over({"spanga-tensta": (goal,)}, takeover(JARVA, "jarva", DAY)) == Handed((goal,), ())
