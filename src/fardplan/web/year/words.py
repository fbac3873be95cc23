"""How the year's states and moves are said and shown."""

from fardplan.boards.carrying import Doubt, Stays
from fardplan.boards.progress import Progress
from fardplan.boards.steps import SETTLED, STATE_NAMES, WRITABLE, Move, State
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.vocabulary.text import Language

SHAPES = {
    State.NOT_BEGUN: "empty",
    State.WRITING: "half",
    State.READY: "full",
    State.RETURNED: "back",
    State.APPROVED: "tick",
    State.DECIDED: "decided",
    State.ENDED: "cross",
}
BUTTONS = {
    Move.MARK_READY: message("Hand in for approval"),
    Move.TAKE_BACK: message("Take it back"),
    Move.APPROVE: message("Approve it"),
    Move.RETURN: message("Return it with a comment"),
    Move.DECIDE: message("Record the board's decision"),
    Move.REOPEN: message("Return it by decision"),
}
"""What is pressed to make a move."""

DONE = {
    Move.WRITE: message("began to write"),
    Move.MARK_READY: message("handed in for approval"),
    Move.TAKE_BACK: message("took back"),
    Move.APPROVE: message("approved"),
    Move.RETURN: message("returned"),
    Move.DECIDE: message("recorded the board's decision"),
    Move.REOPEN: message("returned by decision"),
    Move.END: message("ended with the board"),
}
TAKEN_IN = message("let it come late")
STAYS = {
    Stays.DROPPED: message("dropped"),
    Stays.DONE: message("done"),
    Stays.STOPPED: message("stopped"),
    Stays.PERIOD_OVER: message("set for a period that is over"),
}
DOUBTS = {
    Doubt.NO_TARGET: message("the target is set anew"),
    Doubt.PAST_END: message("its last day lies before the year"),
    Doubt.GOAL_GONE: message("the council's goal that it answers does not go on"),
}


def state_words(state: State, language: Language) -> str:
    return translate(STATE_NAMES[state], language)


def button_words(move: Move, language: Language) -> str:
    return translate(BUTTONS[move], language)


def done_words(move: str, language: Language) -> str:
    """What somebody did, as it stands after their name."""
    known = {str(key): words for key, words in DONE.items()}
    return translate(known.get(move, TAKEN_IN), language)


SHORT = {
    State.NOT_BEGUN: message("not begun"),
    State.WRITING: message("being written"),
    State.READY: message("ready"),
    State.RETURNED: message("returned"),
    State.APPROVED: message("approved"),
    State.DECIDED: message("the board has decided"),
    State.ENDED: message("ended"),
}
"""States as they fit into a cell."""


def cell_words(cell: Progress | None, language: Language) -> str:
    """Where an organisation stands, in a cell of a table."""
    if cell is None:
        return "–"
    if cell.kept_in and cell.state not in SETTLED:
        return cell.words.in_language(language)
    said = translate(SHORT[cell.state], language)
    if cell.state in WRITABLE - {State.NOT_BEGUN} and cell.items:
        said += f" {cell.ready}/{cell.items}"
    if cell.late:
        said += ", " + translate_plural("one day late", "{count} days late", cell.late, language)
    if cell.taken_in:
        said += ", " + translate("taken in late", language)
    return said


HANDED_IN, ELSEWHERE = "handed_in", "elsewhere"
STANDS = {str(state): words for state, words in STATE_NAMES.items()} | {
    HANDED_IN: message("handed in"),
    ELSEWHERE: message("kept in another system"),
}
"""What an organisation at a step can be found by."""


def stands(cell: Progress | None) -> list[str]:
    """Those of `STANDS` that hold for an organisation."""
    if cell is None:
        return []
    if cell.kept_in and not cell.handed_in:
        return [ELSEWHERE]
    return [str(cell.state), *([HANDED_IN] if cell.handed_in else [])]


def stands_words(value: str, language: Language) -> str:
    return translate(STANDS[value], language) if value in STANDS else "–"


def cell_shape(cell: Progress | None) -> str:
    if cell is None:
        return "dash"
    return "late" if cell.late else SHAPES[cell.state]
