"""The matter of an official report: a case as it stood at the end of a day, with what it was made from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import translate
from fardplan.roadmap.case import Move, State
from fardplan.roadmap.referral import State as AnswerState
from fardplan.roadmap.version import RoadmapVersion
from fardplan.store import cases as kept
from fardplan.store.cases import KeptCase, KeptStep
from fardplan.store.organisations import organisations
from fardplan.store.referrals import KeptAnswer, answers_of
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.actors import SIMULATED
from fardplan.usecases.reporting.order import Order
from fardplan.usecases.steering.cases import bodies
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Text


@dataclass(frozen=True)
class Matter:
    """A case on a day: its text, what it was made from and what was sent out, its steps and answers."""

    case: KeptCase
    content: RoadmapVersion
    base: RoadmapVersion | None
    referred: RoadmapVersion | None
    steps: tuple[KeptStep, ...]
    answers: tuple[KeptAnswer, ...]
    names: dict[str, Text]
    bodies: dict[str | None, str]
    day: date

    @property
    def state(self) -> State:
        return self.steps[-1].to_state if self.steps else self.case.state

    @cached_property
    def handed_in(self) -> tuple[KeptAnswer, ...]:
        """The answers that had come by the day."""
        return tuple(
            item
            for item in self.answers
            if item.state is AnswerState.ANSWERED and item.answered_on and item.answered_on <= self.day
        )

    @property
    def simulated(self) -> bool:
        return self.case.origin == SIMULATED or any(item.origin == SIMULATED for item in self.answers)


def matter_of(order: Order) -> Matter:
    """Raises `NotFoundError` for a case that is not there, or was not yet. Constant queries."""
    number = int(order.subject.key) if order.subject.key.isdigit() else 0
    case = kept.case_numbered(number)
    revision = kept.revision_on(number, order.as_of)
    if revision is None:
        raise NotFoundError(
            Sentence("case {number} was opened on {day}", number=number, day=case.opened_on),
            instead=Sentence("Choose that day or a later one."),
        )
    steps = tuple(step for step in kept.steps_of([number])[number] if step.day <= order.as_of)
    sent = [step.version for step in steps if step.move == Move.REFER]
    editions = {version.number: version for version in all_versions()}
    listed = organisations()
    return Matter(
        case,
        kept.content_at(number, revision),
        editions.get(case.based_on or 0),
        editions.get(sent[-1] or 0) if sent else None,
        steps,
        answers_of(number, sent[-1]) if sent else (),
        {item.key: item.name for item in listed},
        bodies(listed),
        order.as_of,
    )


class MatterWriter:
    """Writes some of the report's parts in their order, in one language."""

    def __init__(self, order: Order, matter: Matter) -> None:
        self._order, self._matter, self._language = order, matter, order.language

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)
