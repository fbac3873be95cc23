"""Answers in parts that make one whole: a source that changed between two parts is read again."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol, TypeVar

from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.asking.remembering import RecallingAsker, RememberingAsker, together
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.asking.snapshots import Snapshot
from fardplan.sources.kolada.client import KoladaClient
from fardplan.vocabulary.errors import RefusedError, SourceError, UnreachableError

MOST_READINGS = 3
MARGIN = timedelta(days=1)
"""A source may begin its days at another hour than this machine."""


class Keeping(Protocol):
    """An asker that lists the answers it gave, in order: from the network or from what is kept."""

    used: list[Snapshot]

    @property
    def recalled(self) -> list[Snapshot]: ...

    def ask(self, request: Request) -> Answer: ...

    def stand_together(self, answers: Sequence[Snapshot]) -> bool:
        """Whether the source gave all of these answers at one moment."""
        ...

    def ask_again_for(self, answers: Sequence[Snapshot], /) -> bool:
        """Recall these answers no more; whether any of them had been recalled."""
        ...


T = TypeVar("T")
OneEdition = Callable[[T, Sequence[Snapshot]], bool]
"""Whether what was read tells by itself that its answers are of one edition."""


def read_whole(
    asker: Keeping, read: Callable[[], T], is_one_edition: OneEdition[T]
) -> tuple[T, tuple[Snapshot, ...]]:
    """What `read` makes of a source's answers, and these answers, which it all gave at one moment.

    Raises `UnreachableError` where the source changes each time that it is read, and whatever `read` raises,
    but for what does not fit together since the source has changed, or is refused since it was asked for by
    what was recalled.
    """
    for _ in range(MOST_READINGS):
        first = len(asker.used)
        try:
            found = read()
        except UnreachableError:
            raise
        except RefusedError:
            if not asker.ask_again_for(asker.used[first:]):
                raise
            continue
        except SourceError:
            if asker.stand_together(asker.used[first:]):
                raise
            continue
        answers = tuple(asker.used[first:])
        if is_one_edition(found, answers) or asker.stand_together(answers):
            return found, answers
    raise _never_whole(asker)


def is_one_state_of_kolada(client: KoladaClient, asker: Keeping, kpis: Sequence[str]) -> OneEdition[object]:
    """Kolada tells of what has changed since a day, so that pages need not be asked for twice to know."""

    def is_one(_found: object, answers: Sequence[Snapshot]) -> bool:
        if together(answers):
            return True
        if not isinstance(asker, RememberingAsker):
            return False
        since = (min(one.seen for one in answers) - MARGIN).date()
        anew = asker.anew()
        if KoladaClient(anew, client.address).has_changed(kpis, since):
            return False
        asker.hold_still(answers, anew.answered)
        return True

    return is_one


def _never_whole(asker: Keeping) -> UnreachableError:
    if isinstance(asker, RecallingAsker):
        return UnreachableError(
            Sentence(
                "the answers that are kept were not given at one time, and may be of different editions"
            ),
            instead=Sentence("Ask over the network: the same without --kept."),
            outcome=KEPT,
        )
    return UnreachableError(
        Sentence("the source changed while it was read, {times} times in a row", times=MOST_READINGS),
        instead=Sentence("Ask again later: it is being updated."),
        outcome=KEPT,
    )
