"""A referral (remiss): who was asked, what each answered, and all answers put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.state_machine import StateMachine, Transition
from fardplan.presentation.translations import message
from fardplan.roadmap import case
from fardplan.roadmap.parts import Kind, Part, has
from fardplan.roadmap.version import Decision, RoadmapVersion
from fardplan.vocabulary.errors import FardplanError, InputError, RuleError


class State(StrEnum):
    ASKED = "asked"
    WRITING = "writing"
    ANSWERED = "answered"


class Position(StrEnum):
    SUPPORTS = "supports"
    SUPPORTS_WITH_COMMENTS = "supports_with_comments"
    REJECTS = "rejects"
    ABSTAINS = "abstains"


STATE_NAMES = {
    State.ASKED: message("asked, not begun"),
    State.WRITING: message("being written"),
    State.ANSWERED: message("answered"),
}
POSITION_NAMES = {
    Position.SUPPORTS: message("supports the proposal"),
    Position.SUPPORTS_WITH_COMMENTS: message("supports the proposal with comments"),
    Position.REJECTS: message("rejects the proposal"),
    Position.ABSTAINS: message("abstains from taking a position"),
}


class Move(StrEnum):
    WRITE = "write"
    HAND_IN = "hand_in"
    REOPEN = "reopen"


MOVE_NAMES = {
    Move.WRITE: message("write"),
    Move.HAND_IN: message("hand in the answer"),
    Move.REOPEN: message("open the answer anew"),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the rules ask about an answer: where it stands, and the case that it was asked for in."""

    state: State
    case: case.State


def _rule(
    move: Move, now: Situation, *, position: Position | None = None, comment: str = ""
) -> Transition[State, Move] | FardplanError:
    """Answers are taken in as long as the referral is open, after the last day too: they are then marked
    late.
    """
    nothing = Sentence("Nothing was changed.")
    if now.case is not case.State.REFERRED:
        return RuleError(
            Sentence("the referral is closed"),
            instead=Sentence("Send what you want to say to the city executive office."),
            outcome=nothing,
        )
    found = ANSWER.find(now.state, move)
    if found is None:
        return RuleError(
            ANSWER.refusal(now.state, move),
            instead=Sentence("An answer that was handed in can be opened anew, with a reason."),
            outcome=nothing,
        )
    if found.comment and not comment.strip():
        return InputError(Sentence("say why"), outcome=nothing)
    if move is Move.HAND_IN and position is None:
        return InputError(
            Sentence("the answer takes no position"),
            where="position",
            instead=Sentence("Choose one; to abstain is one too."),
            outcome=Sentence("The answer is kept and not handed in."),
        )
    return found


ANSWER = StateMachine(
    STATE_NAMES,
    MOVE_NAMES,
    (
        Transition(State.ASKED, Move.WRITE, State.WRITING),
        Transition(State.WRITING, Move.WRITE, State.WRITING),
        Transition(State.WRITING, Move.HAND_IN, State.ANSWERED),
        Transition(State.ASKED, Move.HAND_IN, State.ANSWERED),
        Transition(State.ANSWERED, Move.REOPEN, State.WRITING, comment=True),
    ),
    message("the answer is “{state}”, and from there one cannot {move}"),
    _rule,
)
"""A board decides on its answer; the decision is recorded with it or later."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an organisation was asked and answers. `comments` are keyed by part: `milestone:behorighet`."""

    organisation: str
    state: State
    last_day: date
    position: Position | None = None
    text: str = ""
    comments: Mapping[str, str] | None = None
    answered_on: date | None = None
    decision: Decision | None = None


class Timing(StrEnum):
    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"


TIMING_NAMES = {
    Timing.IN_TIME: message("in time"),
    Timing.LATE: message("after the last day"),
    Timing.WAITING: message("awaited"),
    Timing.OVERDUE: message("overdue"),
}


def timing(answer: Answer, today: date) -> Timing:
    """Whether an answer came in time; the last day itself is in time."""
    if answer.answered_on is not None:
        return Timing.IN_TIME if answer.answered_on <= answer.last_day else Timing.LATE
    return Timing.OVERDUE if today > answer.last_day else Timing.WAITING


@dataclass(frozen=True, slots=True)
class Said:
    """What one organisation said on one part."""

    organisation: str
    text: str


@dataclass(frozen=True, slots=True)
class OnPart:
    part: Part
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """All answers of a referral. `positions`: how many took each; `by_part`: the parts somebody spoke of."""

    positions: Mapping[Position, int]
    timings: Mapping[Timing, int]
    by_part: tuple[OnPart, ...]


def compiled(version: RoadmapVersion, answers: Sequence[Answer], today: date) -> Compiled:
    """Answers put together, those handed in alone; parts in the order of the document."""
    handed_in = [answer for answer in answers if answer.state is State.ANSWERED]
    return Compiled(
        positions={item: sum(answer.position is item for answer in handed_in) for item in Position},
        timings={item: sum(timing(answer, today) is item for answer in answers) for item in Timing},
        by_part=tuple(
            OnPart(part, said)
            for part in commented_parts(version)
            if (said := tuple(_said(handed_in, str(part))))
        ),
    )


def _said(answers: Iterable[Answer], part: str) -> Iterable[Said]:
    for answer in answers:
        text = (answer.comments or {}).get(part, "").strip()
        if text:
            yield Said(answer.organisation, text)


def commented_parts(version: RoadmapVersion) -> tuple[Part, ...]:
    """The parts that an answer may speak of, area by area, the decision points last."""
    parts: list[Part] = []
    for area in version.target_areas:
        parts.append(Part(Kind.AREA, area.key))
        parts += [Part(Kind.MILESTONE, item.key) for item in version.milestones_of(area.key)]
        parts += [Part(Kind.STRATEGY, item.key) for item in version.strategies_of(area.key)]
    parts += [Part(Kind.POINT, str(point.number)) for point in version.decision_points]
    return tuple(parts)


def check_comments(version: RoadmapVersion, comments: Mapping[str, str]) -> dict[str, str]:
    """Comments without the empty ones; raises `NotFoundError` for one on what the edition does not have."""
    kept = {}
    for name, text in comments.items():
        part = Part.parse(name)
        if not has(version, part):
            raise InputError(Sentence("the edition has no part “{part}”", part=name))
        if text.strip():
            kept[name] = text.strip()
    return kept
