"""What plans say with a word and a shape."""

from fardplan.boards.chain import KIND_NAMES, ItemKind
from fardplan.boards.changes import State
from fardplan.boards.considered import ANSWER_NAMES, Answer, Drawn, Stand
from fardplan.boards.coverage import FLAW_NAMES, Carrying, Flaw
from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.text import Language

SHORT = {
    Carrying.ACTS: message("acts"),
    Carrying.ORDINARY: message("routine"),
    Carrying.ELSEWHERE: message("other"),
    Carrying.NOT_ACTING: message("no"),
    Carrying.NOT_OURS: message("not ours"),
    Carrying.SILENT: message("silent"),
}
"""What a cell of the matrix has room for."""

LONG = {
    Carrying.ACTS: message("Acts: something in the plan serves the strategy"),
    Carrying.ORDINARY: message("In the ordinary work"),
    Carrying.ELSEWHERE: message("Acts in the target area, by other strategies"),
    Carrying.NOT_ACTING: message("Has considered it and does not act"),
    Carrying.NOT_OURS: message("Not ours"),
    Carrying.SILENT: message("Has said nothing, and the plan is silent"),
}
CELL_SHAPES = {
    Carrying.ACTS: "full",
    Carrying.ORDINARY: "half",
    Carrying.ELSEWHERE: "empty",
    Carrying.NOT_ACTING: "cross",
    Carrying.NOT_OURS: "dash",
    Carrying.SILENT: "question",
}
_ANSWER_SHAPES = {
    Answer.ACTS: "full",
    Answer.ORDINARY: "half",
    Answer.NOT_ACTING: "cross",
    Answer.NOT_OURS: "dash",
}
FLAW_HELP = {
    Flaw.NOBODY_CARRIES: message("No organisation acts, or has it in its ordinary work."),
    Flaw.SILENT: message("Nothing in the plan serves the target area, and nothing was answered."),
    Flaw.STALE: message(
        "The plan has changed since the organisation answered, which may no longer be right."
    ),
    Flaw.NO_DATE: message("A promise without a last day."),
    Flaw.NO_OWNER: message("A promise that nobody answers for."),
    Flaw.OWNER_LEFT: message("The account of whoever answered for it is ended."),
    Flaw.PAST_END: message("Its last day has gone, and no follow-up says that it is finished."),
    Flaw.INDICATOR_OF_NOBODY: message("No organisation that is there answers for the council's indicator."),
}
_STATES = {
    State.PROPOSED: "wait",
    State.COLLECTED: "half",
    State.APPROVED: "decided",
    State.DECLINED: "cross",
    State.WITHDRAWN: "back",
}


def kind_word(kind: ItemKind, language: Language) -> str:
    return translate(KIND_NAMES[kind], language)


def flaw_word(flaw: Flaw, language: Language) -> str:
    return translate(FLAW_NAMES[flaw], language)


def stand_word(stand: Stand, language: Language) -> tuple[str, str]:
    """How a stand is shown: its shape and its word."""
    if stand.answer is None:
        return "question", translate("not answered", language)
    return _ANSWER_SHAPES[stand.answer], answer_word(stand.answer, language)


def drawn_words(stand: Stand, language: Language) -> str:
    """How certain a stand is, in a few words."""
    if stand.drawn is Drawn.PLAN:
        return translate("follows from the plan, not confirmed", language)
    if stand.drawn is Drawn.STALE:
        return translate("the plan has changed since it was answered", language)
    if stand.given and stand.drawn is Drawn.CONFIRMED:
        return translate(
            "answered {day} by {name}",
            language,
            day=date_text(stand.given.day, language),
            name=stand.given.by,
        )
    return ""


def answer_word(answer: Answer, language: Language) -> str:
    return translate(ANSWER_NAMES[answer], language)


def state_shape(state: State) -> str:
    return _STATES[state]
