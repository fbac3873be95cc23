"""What a board hands in, for tests: the first report of 2027 while a controller writes in it."""

from datetime import date

from fardplan.boards.cycle import StepDays, StepKind
from fardplan.boards.steps import Situation, State
from tests.builders import sv

STEP = StepDays(
    "t1",
    sv("Tertialrapport 1"),
    StepKind.REPORT,
    date(2027, 4, 30),
    date(2027, 4, 15),
    date(2027, 5, 10),
    date(2027, 5, 20),
    date(2027, 5, 31),
)
BEFORE, FIRST, OPEN, LATE, LAST, LOCKED = (
    date(2027, 4, 14),
    date(2027, 4, 15),
    date(2027, 5, 3),
    date(2027, 5, 11),
    date(2027, 5, 31),
    date(2027, 6, 1),
)
WRITER, MANAGER = "Ada Lind", "Bo Ek"
NOW = Situation(State.WRITING, STEP, OPEN, hands=frozenset({WRITER}))
