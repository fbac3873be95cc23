"""What happens to a board's year when the board ends and another takes over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fardplan.boards.chain import PlanItem
from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import RuleError


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as it stands in time: its first and last day and who takes over."""

    key: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()

    def is_there(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Takeover:
    """A successor and those whose plans it takes over, from a day on."""

    successor: str
    predecessors: tuple[str, ...]
    day: date


def takeover(bodies: Iterable[Body], successor: str, today: date) -> Takeover:
    """What a successor takes over. Raises `RuleError` where it is not as simple as that, and says why.

    Those that ended with this one as their only successor are taken over together, from the day after they
    ended. A board that was split between several, one that has not ended yet and a successor that is not
    there on the day are told of: a person decides item by item then.
    """
    there = {body.key: body for body in bodies}
    gone = [body for body in there.values() if successor in body.successors]
    _check_successor(there.get(successor), successor, gone)
    split = sorted(body.key for body in gone if len(body.successors) > 1)
    if split:
        others = sorted(key for key in there[split[0]].successors if key != successor)
        raise RuleError(
            Sentence(
                "'{board}' was split: {others} take over parts of it too",
                board=split[0],
                others=", ".join(others),
            ),
            instead=Sentence("Move its items one by one to the board that carries each on."),
            outcome=Sentence("Nothing was changed."),
        )
    days = {body.valid_to for body in gone}
    day = max(item for item in days if item)
    if day >= today:
        raise RuleError(
            Sentence("the boards that '{board}' takes over end on {day}", board=successor, day=day),
            instead=Sentence("What they have written is taken over the day after."),
            outcome=Sentence("Nothing was changed."),
        )
    if not there[successor].is_there(today):
        raise RuleError(
            Sentence("'{board}' is not there on {day}", board=successor, day=today),
            outcome=Sentence("Nothing was changed."),
        )
    return Takeover(successor, tuple(sorted(body.key for body in gone)), day)


def _check_successor(found: Body | None, successor: str, gone: list[Body]) -> None:
    if found is None:
        raise RuleError(
            Sentence("there is no board '{board}'", board=successor), outcome=Sentence("Nothing was changed.")
        )
    if not gone:
        raise RuleError(
            Sentence("'{board}' takes over from no other board", board=successor),
            instead=Sentence("Which board takes over from which stands in the city's list of organisations."),
            outcome=Sentence("Nothing was changed."),
        )
    endless = sorted(body.key for body in gone if body.valid_to is None)
    if endless:
        raise RuleError(
            Sentence("'{board}' has no last day, so it cannot be taken over", board=endless[0]),
            instead=Sentence("Give its last day in the city's list of organisations."),
            outcome=Sentence("Nothing was changed."),
        )


def successors_waiting(bodies: Iterable[Body], taken: Iterable[str], today: date) -> tuple[str, ...]:
    """The boards whose predecessors have ended and that have not taken over yet; `taken` have been."""
    listed, done = list(bodies), set(taken)
    ended = [body for body in listed if body.valid_to and body.valid_to < today and body.key not in done]
    there = {body.key for body in listed if body.is_there(today)}
    return tuple(sorted({key for body in ended for key in body.successors if key in there}))


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed over of the predecessors' plans: what goes on, and what ends with them."""

    goes_on: tuple[PlanItem, ...]
    ends: tuple[PlanItem, ...]


def handed_over(plans: Mapping[str, Iterable[PlanItem]], what: Takeover) -> Handed:
    """The items that a successor carries on: those that are neither finished nor dropped on the day.

    What stands above an open item goes with it, so that nothing hangs in the air.
    """
    listed = [item for key in what.predecessors for item in plans.get(key, ())]
    by_key: dict[tuple[str, str | None], PlanItem] = {(item.organisation, item.key): item for item in listed}
    open_keys: set[tuple[str, str]] = set()
    for item in listed:
        if item.finished or not item.is_live(what.day):
            continue
        step: PlanItem | None = item
        while step is not None and (step.organisation, step.key) not in open_keys:
            open_keys.add((step.organisation, step.key))
            step = by_key.get((step.organisation, step.parent))
    goes = tuple(item for item in listed if (item.organisation, item.key) in open_keys)
    return Handed(goes, tuple(item for item in listed if (item.organisation, item.key) not in open_keys))
