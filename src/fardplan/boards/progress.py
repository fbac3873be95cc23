"""How far every board has come with a step, for whoever coordinates the year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fardplan.boards.steps import (
    HANDED_IN,
    SETTLED,
    STATE_NAMES,
    WRITABLE,
    Situation,
    State,
    is_late,
    is_locked,
)
from fardplan.presentation.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an organisation stands in a step: `ready` of its `items` are marked ready.

    `late` counts days since it should have been further, 0 when it is not late. `taken_in`: it came late, or
    may, by the coordinator's decision.
    """

    organisation: str
    step: str
    state: State
    items: int
    ready: int
    late: int = 0
    locked: bool = False
    taken_in: bool = False
    kept_in: str | None = None

    @property
    def handed_in(self) -> bool:
        return self.state in HANDED_IN

    @property
    def not_begun(self) -> bool:
        """Whether it is still to be begun here."""
        return self.state is State.NOT_BEGUN and self.kept_in is None

    @property
    def settled(self) -> bool:
        """Whether nobody owes anything more here: it is decided, ended, or kept in another system."""
        return self.kept_in is not None or self.state in SETTLED

    @property
    def words(self) -> Sentence:
        """The state in words, with how many are ready while it is being written."""
        if self.kept_in:
            return kept_in_words(self.kept_in, self.state)
        if self.state in (State.WRITING, State.RETURNED) and self.items:
            return Sentence(
                "{state}, {ready} of {items} ready",
                state=Sentence(STATE_NAMES[self.state]),
                ready=self.ready,
                items=self.items,
            )
        return Sentence(STATE_NAMES[self.state])


def progress_of(organisation: str, now: Situation, items: int) -> Progress:
    """How far an organisation has come on the day of the situation."""
    late = 0
    if is_late(now):
        writing = now.state in (State.NOT_BEGUN, State.WRITING, State.RETURNED)
        late = (now.today - (now.last_day if writing else now.locks_after)).days
    return Progress(
        organisation,
        now.step.key,
        now.state,
        items,
        items - now.unready,
        late,
        is_locked(now) and now.state not in (State.DECIDED, State.ENDED),
        now.taken_in_until is not None,
        now.kept_in,
    )


def kept_in_words(system: str, state: State) -> Sentence:
    """Where something stands that another system keeps: what of it has been read in here."""
    if state is State.NOT_BEGUN:
        return Sentence("kept in {system}, not read in yet", system=system)
    if state in WRITABLE:
        return Sentence("read in from {system}", system=system)
    if state in SETTLED:
        return Sentence(STATE_NAMES[state])
    return Sentence("{state}, read in from {system}", state=Sentence(STATE_NAMES[state]), system=system)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many organisations stand where in a step."""

    states: tuple[tuple[State, int], ...]
    late: int
    all: int
    handed_in: int
    not_begun: int
    settled: int


def summary(rows: Iterable[Progress]) -> Summary:
    listed = list(rows)
    counted = Counter(row.state for row in listed)
    return Summary(
        tuple((state, counted[state]) for state in State if counted[state]),
        sum(1 for row in listed if row.late),
        len(listed),
        sum(1 for row in listed if row.handed_in),
        sum(1 for row in listed if row.not_begun),
        sum(1 for row in listed if row.settled),
    )
