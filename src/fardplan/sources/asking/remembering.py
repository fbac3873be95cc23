"""Asking with a memory: what was just answered is not asked again, and everything that comes is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.asking.snapshots import Snapshot, SnapshotStore
from fardplan.vocabulary.errors import StorageError, UnreachableError


class Network(Protocol):
    """Whoever asks the sources themselves, see `HttpAsker`."""

    def ask(self, request: Request, known: Answer | None = None) -> Answer: ...


def together(answers: Sequence[Snapshot]) -> bool:
    """Whether there was a moment at which the source gave all of these answers."""
    return not answers or max(one.begun for one in answers) <= min(one.seen for one in answers)


@dataclass
class RememberingAsker:
    """Asks a source, unless an answer not older than `fresh` is kept, and keeps what comes.

    So what was interrupted goes on where it stopped. An older answer is shown to the source, which need not
    send it again where it still holds. What it has asked for itself it does not ask for twice. `used` lists
    what answered, in the order it was asked, `recalled` what of it was not asked for now.
    """

    network: Network
    snapshots: SnapshotStore
    now: datetime
    fresh: timedelta = timedelta()
    licence: str | None = None
    used: list[Snapshot] = field(default_factory=list)
    recalled: list[Snapshot] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    _outdated: set[str] = field(default_factory=set)

    def ask(self, request: Request) -> Answer:
        kept = self._kept(request)
        if kept and self._may_recall(request, kept[0]):
            self.used.append(kept[0])
            if request.key not in self._asked:
                self.recalled.append(kept[0])
            return kept[1]
        answer, snapshot = self._ask_and_keep(request, kept)
        self.used.append(snapshot)
        return answer

    def _may_recall(self, request: Request, kept: Snapshot) -> bool:
        recent = request.key in self._asked or self.now - kept.seen < self.fresh
        return recent and request.key not in self._outdated

    def _ask_and_keep(
        self, request: Request, kept: tuple[Snapshot, Answer] | None
    ) -> tuple[Answer, Snapshot]:
        answer = self.network.ask(request, kept[1] if kept else None)
        self._asked.add(request.key)
        self.recalled = [one for one in self.recalled if one.request.key != request.key]
        self._outdated.discard(request.key)
        return answer, self.snapshots.keep(answer, self.licence)

    def stand_together(self, answers: Sequence[Snapshot]) -> bool:
        """Whether a source that is asked in parts gave one whole, and did not change between two of them.

        Those that came before another had begun to hold are asked for again, until one has changed. Whoever
        then reads it all again is told what the source says now.
        """
        latest = max((one.begun for one in answers), default=self.now)
        if all(self._holds(one) for one in answers if one.seen < latest):
            return True
        self._outdated |= {one.request.key for one in answers}
        return False

    def ask_again_for(self, answers: Sequence[Snapshot], /) -> bool:
        """Recall these no more; whether any of them had been, so that asking may tell something else."""
        recalled = {one.request.key for one in answers} - self._asked
        self._outdated |= recalled
        return bool(recalled)

    def _holds(self, one: Snapshot) -> bool:
        _, now = self._ask_and_keep(one.request, self._kept(one.request))
        return now.checksum == one.checksum

    def anew(self) -> "AskedAnew":
        """Whoever asks the source itself, and keeps nothing."""
        return AskedAnew(self.network)

    def hold_still(self, answers: Sequence[Snapshot], when: datetime | None) -> None:
        """Note that the source has said that nothing of these answers had changed until then."""
        for one in answers:
            if when and one.seen < when:
                self.snapshots.seen_again(one, when)

    def _kept(self, request: Request) -> tuple[Snapshot, Answer] | None:
        """What is kept of a request; nothing where it is damaged, since it can be asked for again."""
        try:
            found = self.snapshots.newest(request)
            return (found, self.snapshots.answer(request, found)) if found else None
        except StorageError:
            return None


@dataclass
class AskedAnew:
    """Asks a source itself and keeps nothing. `answered`: when it answered first."""

    network: Network
    answered: datetime | None = None

    def ask(self, request: Request) -> Answer:
        answer = self.network.ask(request)
        self.answered = self.answered or answer.asked
        return answer


@dataclass
class RecallingAsker:
    """Answers from what is kept alone: for reading again what was answered, with the network or without."""

    snapshots: SnapshotStore
    used: list[Snapshot] = field(default_factory=list)

    @property
    def recalled(self) -> list[Snapshot]:
        return self.used

    def stand_together(self, answers: Sequence[Snapshot]) -> bool:
        """Whether the answers that are kept are of one moment, see `RememberingAsker.stand_together`."""
        return together(answers)

    def ask_again_for(self, _answers: Sequence[Snapshot], /) -> bool:
        """Nobody is asked."""
        return False

    def ask(self, request: Request) -> Answer:
        """The newest answer that is kept. Raises `UnreachableError` where there is none."""
        kept = self.snapshots.newest(request)
        if kept is None:
            raise UnreachableError(
                Sentence("{host} has never answered this", host=request.host),
                where=request.full_address[:300],
                instead=Sentence("Ask it over the network first."),
                outcome=KEPT,
            )
        self.used.append(kept)
        return self.snapshots.answer(request, kept)
