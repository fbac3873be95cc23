"""What states, kinds of parts and fields are called on pages, and the shapes that stand beside them."""

from fardplan.presentation.phrases import FORCES, STRENGTHS
from fardplan.presentation.translations import message, translate
from fardplan.roadmap import case, referral, relaying
from fardplan.roadmap.parts import Kind, Part
from fardplan.roadmap.side_by_side import Change
from fardplan.vocabulary.text import Language
from fardplan.web.lists.columns import State

CASE_SHAPES = {
    case.State.DRAFT: "half",
    case.State.REFERRED: "wait",
    case.State.PREPARED: "half",
    case.State.PROPOSED: "full",
    case.State.COUNCIL: "full",
    case.State.ADOPTED: "decided",
    case.State.REJECTED: "cross",
    case.State.WITHDRAWN: "dash",
}
ANSWER_SHAPES = {
    referral.State.ASKED: "empty",
    referral.State.WRITING: "half",
    referral.State.ANSWERED: "tick",
}
TIMING_SHAPES = {
    referral.Timing.IN_TIME: "tick",
    referral.Timing.LATE: "late",
    referral.Timing.WAITING: "wait",
    referral.Timing.OVERDUE: "late",
}
RELAY_SHAPES = {
    relaying.State.WAITING: "empty",
    relaying.State.RELAYED: "wait",
    relaying.State.DECIDED: "decided",
    relaying.State.CONSIDERED: "tick",
    relaying.State.TAKEN_OVER: "back",
    relaying.State.RELEASED: "dash",
}
STANDING_SHAPES = {"proposed": "half", "adopted": "decided", "superseded": "dash"}
KINDS = {
    Kind.FRAME: message("Title and vision"),
    Kind.AREA: message("Target area"),
    Kind.MILESTONE: message("Milestone"),
    Kind.STRATEGY: message("Strategy"),
    Kind.POINT: message("Decision point"),
}
CHANGES = {
    Change.SAME: message("unchanged"),
    Change.CHANGED: message("changed"),
    Change.NEW: message("new"),
    Change.GONE: message("gone"),
}
FIELDS = {
    "title_sv": message("Title"),
    "title_en": message("Title in English"),
    "dnr": message("Reference number"),
    "dated": message("Dated"),
    "drawn_up_by": message("Drawn up by"),
    "why_sv": message("What is new in this edition"),
    "why_en": message("What is new, in English"),
    "horizon_from": message("Milestones are to be reached from"),
    "horizon_to": message("and by"),
    "vision_title_sv": message("Vision"),
    "vision_title_en": message("Vision in English"),
    "vision_year": message("Year of the vision"),
    "vision_text_sv": message("Text of the vision"),
    "vision_text_en": message("Text of the vision in English"),
    "name_sv": message("Name"),
    "name_en": message("Name in English"),
    "description_sv": message("Description"),
    "description_en": message("Description in English"),
    "text_sv": message("Wording"),
    "text_en": message("Wording in English"),
    "target_area": message("Target area"),
    "wanted": message("Wanted direction"),
    "strength": message("How much of a change"),
    "rationale_sv": message("Reasons"),
    "rationale_en": message("Reasons in English"),
    "indicator": message("Indicator"),
    "indicator_state": message("The indicator is"),
    "level": message("Level"),
    "year": message("Year"),
    "gap_measure": message("Measure of the gap between districts"),
    "gap_level": message("Level of the gap"),
    "gap_year": message("Year of the gap"),
    "baseline": message("Baseline"),
    "responsible": message("Responsible"),
    "needed_sv": message("What data are needed"),
    "needed_en": message("What data are needed, in English"),
    "addressee": message("To whom"),
    "force": message("How it binds"),
}
WHAT = {
    "open": message("opened"),
    "write": message("wrote"),
    "add": message("added"),
    "remove": message("took out"),
    "move": message("moved"),
    "restore": message("brought back an earlier text"),
    "target": message("gave a level and a year"),
}
STEPS = {**{move.value: words for move, words in case.MOVE_NAMES.items()}, "open": message("opened")}
RESOLUTIONS = {
    "chosen": message("chose"),
    "written": message("wrote"),
    "as_read": message("let it stand"),
    "undone": message("took it back"),
}


def case_state(state: case.State, language: Language) -> State:
    return State(CASE_SHAPES[state], translate(case.STATE_NAMES[state], language))


def answer_state(state: referral.State, timing: referral.Timing, language: Language) -> State:
    """How an answer stands, with a warning where it is or was late."""
    word = translate(referral.STATE_NAMES[state], language)
    if timing in {referral.Timing.LATE, referral.Timing.OVERDUE}:
        return State("late", f"{word}, {translate(referral.TIMING_NAMES[timing], language)}")
    return State(ANSWER_SHAPES[state], word)


def position_word(position: referral.Position | None, language: Language) -> str:
    return translate(referral.POSITION_NAMES[position], language) if position else ""


def relay_state(state: relaying.State, overdue: bool, language: Language) -> State:
    word = translate(relaying.STATE_NAMES[state], language)
    return (
        State("late", f"{word}, {translate(OVERDUE, language)}")
        if overdue
        else State(RELAY_SHAPES[state], word)
    )


OVERDUE = message("overdue")


def kind_word(part: Part, language: Language) -> str:
    word = translate(KINDS[part.kind], language)
    return f"{word} {part.key}" if part.kind is Kind.POINT else word


def field_word(name: str, language: Language) -> str:
    return translate(FIELDS.get(name, name), language)


def value_word(name: str, text: str, language: Language) -> str:
    """A field's value as it is read: words for what is kept as a code."""
    tables: dict[str, dict[str, str]] = {
        "wanted": {"up": message("up"), "down": message("down")},
        "strength": STRENGTHS,
        "force": FORCES,
        "indicator_state": {"proposed": message("proposed"), "decided": message("decided")},
    }
    found = tables.get(name, {}).get(text)
    return translate(found, language) if found else text
