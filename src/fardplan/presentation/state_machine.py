"""State machines as data: which move leads from which state to which, and what must be given with it.

Rules and refusals are read from them, and the documentation draws them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Concatenate, Generic, ParamSpec, Protocol, TypeVar

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import FardplanError

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Transition(Generic[S, M]):
    """From a state by a move to a state: whether a reason and a decision must be given.

    `by` is the role that makes the move or, with a decision, the body that decides it; None where the rule
    on permission alone says who.
    """

    start: S
    move: M
    end: S
    by: str | None = None
    comment: bool = False
    decision: bool = False


class Situation(Protocol):
    """What is asked about, on a day: whatever a machine's rules ask, and where it stands."""

    @property
    def state(self) -> StrEnum: ...


N = TypeVar("N", bound=Situation)


@dataclass(frozen=True, slots=True)
class StateMachine(Generic[S, M, N, P]):
    """The states and the moves with their names, in the order in which they are drawn, and every transition.

    `no_way` is the message for a move that there is none of from a `{state}` by a `{move}`. `rule` answers
    for a move, a situation and what a person gives: with the transition, or with what hinders it.
    """

    states: Mapping[S, str]
    moves: Mapping[M, str]
    transitions: tuple[Transition[S, M], ...]
    no_way: str
    rule: Callable[Concatenate[M, N, P], Transition[S, M] | FardplanError]

    def find(self, state: S, move: M) -> Transition[S, M] | None:
        """The transition from a state by a move, None where there is none."""
        return next((item for item in self.after(state) if item.move == move), None)

    def after(self, state: S) -> tuple[Transition[S, M], ...]:
        """Those that lead on from a state."""
        return tuple(item for item in self.transitions if item.start == state)

    def refusal(self, state: S, move: M) -> Sentence:
        """That there is no transition from a state by a move, in words."""
        return Sentence(self.no_way, state=Sentence(self.states[state]), move=Sentence(self.moves[move]))

    def one_can(self, moves: Iterable[M]) -> Sentence:
        """Moves in words, one after another."""
        names = {f"m{number}": Sentence(self.moves[move]) for number, move in enumerate(moves)}
        return Sentence(", ".join(f"{{{name}}}" for name in names), **names)

    def why_not(self, move: M, now: N, *args: P.args, **given: P.kwargs) -> FardplanError | None:
        """What hinders a move, None where nothing does."""
        found = self.rule(move, now, *args, **given)
        return found if isinstance(found, FardplanError) else None

    def can(self, move: M, now: N, *args: P.args, **given: P.kwargs) -> bool:
        """Whether a move can be made, with what is given."""
        return self.why_not(move, now, *args, **given) is None

    def check(self, move: M, now: N, *args: P.args, **given: P.kwargs) -> S:
        """The state that a move leads to; raises what hinders it."""
        found = self.rule(move, now, *args, **given)
        if isinstance(found, FardplanError):
            raise found
        return found.end
