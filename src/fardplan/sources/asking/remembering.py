"""Asking with a memory: what was just answered is not asked again, and everything that comes is kept."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.asking.snapshots import Snapshot, SnapshotStore
from fardplan.vocabulary.errors import StorageError, UnreachableError


class Network(Protocol):
    """Whoever asks the sources themselves, see `HttpAsker`."""

    def ask(self, request: Request, known: Answer | None = None) -> Answer: ...


@dataclass
class RememberingAsker:
    """Asks a source, unless an answer not older than `fresh` is kept, and keeps what comes.

    So what was interrupted goes on where it stopped. An older answer is shown to the source, which need not
    send it again where it still holds. `used` lists what answered, in the order it was asked, `recalled` what
    of it was not asked for now.
    """

    network: Network
    snapshots: SnapshotStore
    now: datetime
    fresh: timedelta = timedelta()
    licence: str | None = None
    used: list[Snapshot] = field(default_factory=list)
    recalled: list[Snapshot] = field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        kept = self._kept(request)
        if kept and self.now - kept[0].seen < self.fresh:
            self.used.append(kept[0])
            self.recalled.append(kept[0])
            return kept[1]
        answer = self.network.ask(request, kept[1] if kept else None)
        self.used.append(self.snapshots.keep(answer, self.licence))
        return answer

    def _kept(self, request: Request) -> tuple[Snapshot, Answer] | None:
        """What is kept of a request; nothing where it is damaged, since it can be asked for again."""
        try:
            found = self.snapshots.newest(request)
            return (found, self.snapshots.answer(request, found)) if found else None
        except StorageError:
            return None


@dataclass
class RecallingAsker:
    """Answers from what is kept alone: for reading again what was answered, with the network or without."""

    snapshots: SnapshotStore
    used: list[Snapshot] = field(default_factory=list)

    @property
    def recalled(self) -> list[Snapshot]:
        return self.used

    def ask(self, request: Request) -> Answer:
        """The newest answer that is kept. Raises `UnreachableError` where there is none."""
        kept = self.snapshots.newest(request)
        if kept is None:
            raise UnreachableError(
                f"{request.host} has never answered this",
                where=request.full_address[:300],
                instead="Ask it over the network first.",
                outcome=KEPT,
            )
        self.used.append(kept)
        return self.snapshots.answer(request, kept)
