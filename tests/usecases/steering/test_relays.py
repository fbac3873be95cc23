"""Decision points sent to bodies, passed on by a company, decided, considered, inherited, and remembered."""

from datetime import date

import pytest

from fardplan.roadmap.relaying import Move, State
from fardplan.roadmap.version import Decision, DecisionPoint, Force
from fardplan.store.organisations import KnownOrganisation
from fardplan.store.roadmaps import save_decision, save_version, version_numbered
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.steering.case_moves import GivenDecision
from fardplan.usecases.steering.relay_pages import one_relay, relay_page, reminders, send_page
from fardplan.usecases.steering.relays import move_relay, open_relays_of, send, take_over_all
from fardplan.vocabulary.errors import EditConflict, InputError, NotFoundError, PermissionDenied, RuleError
from tests.builders import sv

ADOPTED = date(2021, 3, 1)
TODAY = date(2021, 3, 10)
DUE = date(2021, 6, 1)
AFTER_MERGER = date(2021, 7, 5)
POINTS = (
    DecisionPoint(number=1, text=sv("Färdplanen godkänns."), addressee=None, force=Force.APPROVED),
    DecisionPoint(
        number=2, text=sv("Kommunstyrelsen ska beakta den."), addressee="Kommunstyrelsen", force=Force.SHALL
    ),
    DecisionPoint(
        number=3, text=sv("Samtliga nämnder ska."), addressee="Samtliga nämnder", force=Force.SHALL
    ),
    DecisionPoint(
        number=4,
        text=sv("Stadshus AB uppmanas att ge samtliga bolagsstyrelser i uppdrag."),
        addressee="Lillköpings Stadshus AB",
        force=Force.URGED,
    ),
)


@pytest.fixture
def adopted(home: Home, bodies: tuple[KnownOrganisation, ...]) -> int:
    version = version_numbered(1).model_copy(
        update={"number": 2, "decision_points": POINTS, "dated": "2021-02-01"}
    )
    save_version(version)
    save_decision(2, Decision(body="Kommunfullmäktige", date=ADOPTED, paragraph="§ 1", dnr="KS 1"))
    return 2


def states(
    version: int, actor: Actor, today: date = TODAY, as_of: date | None = None
) -> dict[tuple[str, int], State]:
    page = relay_page(version, actor=actor, today=today, as_of=as_of)
    cells = [(row.organisation.key, cell) for row in page.rows for cell in row.cells if cell]
    return {(key, cell.relay.point): cell.state for key, cell in cells}


def said(day: date = TODAY, paragraph: str = "§ 7") -> GivenDecision:
    return GivenDecision(day, paragraph, "SKN 2021/3", "Nämnden beslutar.")


def sent(adopted: int, strategist: Actor) -> None:
    for point in (2, 3, 4):
        page = send_page(adopted, point, actor=strategist, today=TODAY)
        chosen = [item.organisation.key for item in page.bodies if item.suggested]
        send(adopted, point, chosen, due=DUE, note="", actor=strategist, today=TODAY)


def number_of(adopted: int, strategist: Actor, body: str, point: int, today: date = TODAY) -> int:
    page = relay_page(adopted, actor=strategist, today=today)
    return next(
        cell.relay.number
        for row in page.rows
        for cell in row.cells
        if cell and (row.organisation.key, cell.relay.point) == (body, point)
    )


def test_points_go_to_whom_they_bind(adopted: int, strategist: Actor) -> None:
    sent(adopted, strategist)
    assert states(adopted, strategist) == {
        ("ks", 2): State.RELAYED,
        ("skolnamnden", 3): State.RELAYED,
        ("fritid", 3): State.RELAYED,
        ("kultur", 3): State.RELAYED,
        ("stadshus", 4): State.RELAYED,
        ("bostader", 4): State.WAITING,
    }
    page = relay_page(adopted, actor=strategist, today=TODAY)
    assert [(item.bodies, item.done, item.overdue) for item in page.points] == [
        (0, 0, 0),
        (1, 0, 0),
        (3, 0, 0),
        (2, 0, 0),
    ]
    assert send(adopted, 3, ["skolnamnden", "brand"], due=None, note="", actor=strategist, today=TODAY) == 1
    assert send_page(adopted, 3, actor=strategist, today=TODAY).bodies[2].sent


def test_a_company_passes_on_what_it_has_decided(adopted: int, strategist: Actor) -> None:
    sent(adopted, strategist)
    number = number_of(adopted, strategist, "stadshus", 4)
    state = move_relay(number, Move.DECIDE, revision=1, actor=strategist, today=TODAY, decision=said())
    assert state is State.DECIDED
    assert states(adopted, strategist)["bostader", 4] is State.RELAYED
    page = one_relay(number, actor=strategist, today=TODAY)
    assert page.relay.decision is not None
    assert page.relay.decision.reference == "Lillköpings Stadshus AB 2021-03-10 § 7, SKN 2021/3"
    assert [item.state for item in page.history] == [State.RELAYED, State.DECIDED]
    assert page.moves == ()


def test_the_budget_considers_and_boards_do_not(adopted: int, strategist: Actor) -> None:
    sent(adopted, strategist)
    executive = number_of(adopted, strategist, "ks", 2)
    assert (
        move_relay(executive, Move.CONSIDER, revision=1, actor=strategist, today=TODAY, decision=said())
        is State.CONSIDERED
    )
    board = number_of(adopted, strategist, "skolnamnden", 3)
    with pytest.raises(RuleError, match="only the executive board considers"):
        move_relay(board, Move.CONSIDER, revision=1, actor=strategist, today=TODAY, decision=said())


def test_who_may_record(adopted: int, strategist: Actor, secretary: Actor, politician: Actor) -> None:
    sent(adopted, strategist)
    own = number_of(adopted, strategist, "skolnamnden", 3)
    other = number_of(adopted, strategist, "kultur", 3)
    assert [relay.organisation for relay, _ in open_relays_of(secretary)] == ["skolnamnden"]
    assert open_relays_of(strategist) == ()
    assert one_relay(own, actor=secretary, today=TODAY).moves == (Move.DECIDE,)
    assert one_relay(own, actor=politician, today=TODAY).moves == ()
    for number, actor in ((other, secretary), (own, politician)):
        with pytest.raises(PermissionDenied):
            move_relay(number, Move.DECIDE, revision=1, actor=actor, today=TODAY, decision=said())
    with pytest.raises(PermissionDenied):
        move_relay(own, Move.RELEASE, revision=1, actor=secretary, today=TODAY, comment="Nej")
    with pytest.raises(PermissionDenied):
        send(adopted, 3, ["brand"], due=None, note="", actor=secretary, today=TODAY)
    move_relay(own, Move.DECIDE, revision=1, actor=secretary, today=TODAY, decision=said())
    assert states(adopted, strategist)["skolnamnden", 3] is State.DECIDED


def test_what_is_missing_or_late_is_told(adopted: int, strategist: Actor) -> None:
    sent(adopted, strategist)
    number = number_of(adopted, strategist, "skolnamnden", 3)
    with pytest.raises(InputError, match="no paragraph or no reference number"):
        move_relay(
            number, Move.DECIDE, revision=1, actor=strategist, today=TODAY, decision=said(paragraph=" ")
        )
    with pytest.raises(EditConflict, match="has recorded something here"):
        move_relay(number, Move.DECIDE, revision=9, actor=strategist, today=TODAY, decision=said())
    for bodies, due in (([], None), (["brand"], date(2021, 1, 1))):
        with pytest.raises(InputError):
            send(adopted, 3, bodies, due=due, note="", actor=strategist, today=TODAY)
    with pytest.raises(RuleError, match="version 1 has not been adopted"):
        send(1, 1, ["ks"], due=None, note="", actor=strategist, today=TODAY)
    with pytest.raises(NotFoundError, match="has no decision point 9"):
        send_page(adopted, 9, actor=strategist, today=TODAY)


def test_overdue_points_are_listed_latest_first(adopted: int, strategist: Actor) -> None:
    sent(adopted, strategist)
    send(adopted, 3, ["brand"], due=date(2021, 3, 20), note="", actor=strategist, today=TODAY)
    found = reminders(adopted, actor=strategist, today=date(2021, 6, 2))
    assert [(item.organisation.key, item.point.number, item.days_late) for item in found][:2] == [
        ("brand", 3, 74),
        ("fritid", 3, 1),
    ]
    assert len(found) == 7


def test_when_boards_merge_the_successor_takes_over(adopted: int, strategist: Actor) -> None:
    sent(adopted, strategist)
    decided = number_of(adopted, strategist, "kultur", 3)
    move_relay(decided, Move.DECIDE, revision=1, actor=strategist, today=TODAY, decision=said())
    page = relay_page(adopted, actor=strategist, today=AFTER_MERGER)
    assert page.to_hand_over == 1
    assert take_over_all(adopted, actor=strategist, today=AFTER_MERGER) == 1
    now = states(adopted, strategist, AFTER_MERGER)
    assert (now["fritid", 3], now["kultur", 3], now["fritid-kultur", 3]) == (
        State.TAKEN_OVER,
        State.DECIDED,
        State.RELAYED,
    )
    heir = number_of(adopted, strategist, "fritid-kultur", 3, AFTER_MERGER)
    relay = one_relay(heir, actor=strategist, today=AFTER_MERGER).relay
    assert (relay.through, relay.due) == ("fritid", DUE)
    assert take_over_all(adopted, actor=strategist, today=AFTER_MERGER) == 0


def test_as_of_an_earlier_day(adopted: int, strategist: Actor) -> None:
    sent(adopted, strategist)
    number = number_of(adopted, strategist, "skolnamnden", 3)
    later = date(2021, 4, 1)
    move_relay(number, Move.DECIDE, revision=1, actor=strategist, today=later, decision=said(later))
    assert states(adopted, strategist, later)["skolnamnden", 3] is State.DECIDED
    assert states(adopted, strategist, later, as_of=TODAY)["skolnamnden", 3] is State.RELAYED
    assert states(adopted, strategist, later, as_of=date(2021, 3, 2)) == {}
    with pytest.raises(NotFoundError, match="no edition of the roadmap has been adopted by 2021-02-28"):
        relay_page(None, actor=strategist, today=TODAY, as_of=date(2021, 2, 28))


def test_a_body_that_is_not_concerned_is_released_and_taken_back(adopted: int, strategist: Actor) -> None:
    sent(adopted, strategist)
    number = number_of(adopted, strategist, "kultur", 3)
    move_relay(number, Move.RELEASE, revision=1, actor=strategist, today=TODAY, comment="Berörs inte")
    page = relay_page(adopted, actor=strategist, today=TODAY)
    assert page.points[2].bodies == 2
    move_relay(number, Move.REOPEN, revision=2, actor=strategist, today=TODAY, comment="Jo")
    assert states(adopted, strategist)["kultur", 3] is State.WAITING
