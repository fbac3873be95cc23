"""How far each board has come with each step on a day: its meeting, and the moves that led there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from fardplan.boards.cycle import FOLLOWED_UP, StepDays, StepKind
from fardplan.boards.steps import Move, State
from fardplan.simulation.city_at_work.chance import Chance
from fardplan.simulation.city_at_work.city import Body
from fardplan.simulation.city_at_work.general import RETURNS
from fardplan.simulation.city_at_work.things import Handed, Moved

DECIDED_IN_TIME = 0.93
RETURNED_ONCE = 0.12


@dataclass(frozen=True, slots=True)
class Late:
    """Bodies that something goes wrong for, so that a coordinator has something to see.

    `never`: has handed in nothing at the last step that is over. `returned`: got it back at the step that is
    under way, or else at the last. `stopped`: bodies that stay where they are after so many moves, at a step
    that is under way.
    """

    never: str | None = None
    returned: str | None = None
    stopped: Mapping[str, int] = field(default_factory=dict)


def handed_by(body: Body, year: int, step: StepDays, today: date, late: Late, seed: int) -> Handed:
    """Where a board stands with a step on `today`."""
    chance = Chance(seed, f"handed {body.key} {step.key}", year)
    meeting = _meeting(step, chance)
    dnr = f"{chance.whole(1, 9)}.{chance.whole(1, 9)}/{meeting.year}-{chance.whole(100, 999)}"
    moves = _whole_way(body.key, step, meeting, chance, dnr)
    if body.key in late.stopped:
        moves = _by(today, moves[: late.stopped[body.key]])
    elif body.key == late.never:
        moves = moves[:1]
    elif body.key == late.returned:
        moves = _by(today, _returned(body.key, moves, chance))
    elif len(moves) > 1 and chance.happens(RETURNED_ONCE):
        moves = _returned(body.key, moves, chance, and_again=True)
    done = tuple(move for move in moves if move.day <= today)
    return Handed(body.key, year, step.key, meeting, _state(done), done)


def _by(today: date, moves: Sequence[Moved]) -> tuple[Moved, ...]:
    """The same moves, all of them made by today."""
    return tuple(replace(move, day=min(move.day, today)) for move in moves)


def _meeting(step: StepDays, chance: Chance) -> date:
    """A working day while boards decide; Thursdays are the likeliest."""
    day = chance.day(step.decided_from, step.decided_by)
    thursday = day + timedelta(days=(3 - day.weekday()) % 7)
    if thursday <= step.decided_by:
        return thursday
    back = day - timedelta(days=max(0, day.weekday() - 4))
    return max(back, step.decided_from)


def _whole_way(key: str, step: StepDays, meeting: date, chance: Chance, dnr: str) -> tuple[Moved, ...]:
    """Writing, ready, approved and decided, with days between."""
    last = step.last_day(meeting)
    last = min(max(last, step.opens), meeting)
    begun = chance.day(step.opens, step.opens + (last - step.opens) / 2)
    ready = chance.day(begun, last)
    approved = chance.day(ready, min(meeting, ready + timedelta(days=6)))
    return (
        Moved(Move.WRITE, begun, f"{key}:controller"),
        Moved(Move.MARK_READY, ready, f"{key}:controller"),
        Moved(Move.APPROVE, approved, f"{key}:manager"),
        Moved(Move.DECIDE, meeting, f"{key}:board_secretary", paragraph=f"§ {chance.whole(4, 28)}", dnr=dnr),
    )


def _returned(
    key: str, moves: tuple[Moved, ...], chance: Chance, *, and_again: bool = False
) -> tuple[Moved, ...]:
    """The manager returned it once; with `and_again` it was mended the same day and went on."""
    write, ready, *rest = moves
    day = ready.day
    back = Moved(Move.RETURN, day, f"{key}:manager", comment=chance.one(RETURNS))
    if not and_again:
        return (write, ready, back)
    again = Moved(Move.MARK_READY, day, f"{key}:controller")
    return (write, ready, back, again, *rest)


def _state(moves: Sequence[Moved]) -> State:
    ends = {
        Move.WRITE: State.WRITING,
        Move.MARK_READY: State.READY,
        Move.RETURN: State.RETURNED,
        Move.APPROVE: State.APPROVED,
        Move.DECIDE: State.DECIDED,
    }
    return ends[moves[-1].move] if moves else State.NOT_BEGUN


def late_ones(
    bodies: Sequence[Body],
    years: Sequence[tuple[int, StepDays]],
    shown: Sequence[str],
    today: date,
    seed: int,
) -> dict[tuple[int, str], Late]:
    """For each step, by year and key, whom something goes wrong for, and where those shown have stopped."""
    over = [item for item in years if item[1].decided_by < today and item[1].kind in FOLLOWED_UP]
    under_way = [
        item
        for item in years
        if item[1].opens <= today <= item[1].decided_by and item[1].kind is not StepKind.BUDGET
    ]
    chance = Chance(seed, "late")
    there = [body.key for body in bodies if body.is_there(today) and body.key not in shown]
    never, returned = chance.some(there, 2) if len(there) > 1 else (None, None)
    stopped = {key: moves for moves, key in enumerate(shown, 1)}
    found: dict[tuple[int, str], Late] = {}
    if over:
        year, step = over[-1]
        found[year, step.key] = Late(never, None if under_way else returned)
    for year, step in under_way:
        found[year, step.key] = Late(None, returned, stopped)
    return found
