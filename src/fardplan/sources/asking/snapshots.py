"""Snapshots: what sources answered, as it came, kept so that it can be read again without asking."""

import gzip
import hashlib
import zlib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from fardplan.files.disk import (
    UNCHANGED,
    Disk,
    RealDisk,
    clear_away,
    make_folders,
    put,
    sweep,
    told_plainly,
)
from fardplan.sources.asking.request import Answer, Request
from fardplan.vocabulary.errors import StorageError
from fardplan.vocabulary.model import Frozen

PACKED = 5
"""How hard answers are packed, of 9: more takes longer and saves little."""

BODY, SAID, NEWEST = ".gz", ".json", "newest"
FORGETTING = "forgetting"
"""Lists what is being removed, so that it is removed whole."""


class Snapshot(Frozen):
    """An answer that is kept: what was asked, when, and the SHA-256 of what came.

    `asked` is when this was first answered, `seen` when the source last said the same, `since` from when on
    it said nothing else, where that is later than `asked`.
    """

    address: str
    body: str | None
    accept: str
    asked: datetime
    seen: datetime
    checksum: str
    size: int
    etag: str | None = None
    modified: str | None = None
    licence: str | None = None
    since: datetime | None = None

    @property
    def begun(self) -> datetime:
        """From when until `seen` no other answer is known of."""
        return self.since or self.asked

    @property
    def request(self) -> Request:
        """The request that it answers."""
        return Request(
            self.address, body=None if self.body is None else self.body.encode(), accept=self.accept
        )


class SnapshotStore:
    """Snapshots in a folder, one folder for each request. What came is never changed, or removed by itself.

    A request's folder holds each different answer once, packed, with what is said of it beside, and which is
    the newest. Raises `StorageError` when the disk will not, or when a file is not what it was when written.
    """

    def __init__(self, folder: Path, *, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or RealDisk()

    def newest(self, request: Request) -> Snapshot | None:
        """What is kept of the newest answer to a request."""
        path = self._of(request) / NEWEST
        return _read_said(path) if path.exists() else None

    def history(self, request: Request) -> tuple[Snapshot, ...]:
        """Every different answer to a request, the oldest first."""
        found = [_read_said(path) for path in self._of(request).glob(f"*{SAID}")]
        return tuple(sorted(found, key=lambda item: (item.asked, item.checksum)))

    def answer(self, request: Request, snapshot: Snapshot) -> Answer:
        """The answer itself, as it came."""
        path = self._of(request) / f"{snapshot.checksum}{BODY}"
        try:
            body = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise _damaged(path) from error
        if hashlib.sha256(body).hexdigest() != snapshot.checksum:
            raise _damaged(path)
        return Answer(request, body, snapshot.seen, snapshot.etag, snapshot.modified)

    def keep(self, answer: Answer, licence: str | None = None) -> Snapshot:
        """Keep an answer as the newest of its request; what is there already is only noted as seen again."""
        folder = self._of(answer.request)
        with told_plainly(folder):
            make_folders(self._disk, folder)
            snapshot = self._first(answer, licence)
            before = _readable(folder / NEWEST)
            since = answer.asked
            if before is not None and before.checksum == snapshot.checksum:
                since = before.begun
            elif before is not None:
                self._note_last_seen(before)
            snapshot = snapshot.model_copy(update={"since": None if since == snapshot.asked else since})
            self._put_newest(snapshot)
        return snapshot

    def seen_again(self, snapshot: Snapshot, when: datetime) -> Snapshot:
        """Note of the newest answer to a request that it still holds, as the source says in another way."""
        again = snapshot.model_copy(update={"seen": when})
        with told_plainly(self._of(snapshot.request)):
            self._put_newest(again)
        return again

    def _note_last_seen(self, before: Snapshot) -> None:
        """Beside the answer itself, since it is no longer the newest; not where that is damaged."""
        said = self._of(before.request) / f"{before.checksum}{SAID}"
        first = _readable(said)
        if first is not None:
            noted = first.model_copy(update={"seen": before.seen})
            put(self._disk, said, noted.model_dump_json(indent=1).encode())

    def _put_newest(self, snapshot: Snapshot) -> None:
        content = snapshot.model_dump_json(indent=1).encode()
        put(self._disk, self._of(snapshot.request) / NEWEST, content)

    def make(self) -> None:
        """Make the folder where it is not there."""
        make_folders(self._disk, self.folder)

    def sweep(self) -> None:
        """Remove what an interrupted refresh left unfinished, and finish forgetting what was to be forgotten.

        Only for who holds the lock.
        """
        sweep(self._disk, self.folder)
        listed = self.folder / FORGETTING
        if listed.exists():
            with told_plainly(self.folder):
                self._remove([self.folder / name for name in listed.read_text("utf-8").splitlines()])
        bodies = (path for path in self.folder.glob(f"*/*/*{BODY}") if not path.with_suffix(SAID).exists())
        clear_away(self._disk, bodies)

    def everything(self) -> tuple[Snapshot, ...]:
        """Every different answer to every request, with when it was last seen."""
        return tuple(snapshot for snapshot, _ in self._places())

    def last_seen(self) -> dict[str, datetime]:
        """When each answer was last seen, by the SHA-256 of what came; without what is damaged."""
        found: dict[str, datetime] = {}
        for folder in self._folders():
            for path in (*folder.glob(f"*{SAID}"), folder / NEWEST):
                said = _readable(path)
                if said is not None:
                    found[said.checksum] = max(said.seen, found.get(said.checksum, said.seen))
        return found

    def size(self, snapshots: Collection[Snapshot]) -> int:
        """How many bytes of the disk these answers take."""
        wanted = {(one.request.key, one.checksum) for one in snapshots}
        paths = [path for one, path in self._places() if (one.request.key, one.checksum) in wanted]
        both = [path for said in paths for path in (said, said.with_suffix(BODY))]
        return sum(path.stat().st_size for path in both if path.exists())

    def forget(self, snapshots: Collection[Snapshot]) -> None:
        """Remove these answers, all of them or none: what is cut off is finished by `sweep`.

        Only for who holds the lock.
        """
        wanted = {(one.request.key, one.checksum) for one in snapshots}
        gone: list[Path] = []
        for one, said in self._places():
            if (one.request.key, one.checksum) in wanted:
                newest = _readable(said.with_name(NEWEST))
                if newest is not None and newest.checksum == one.checksum:
                    gone.append(said.with_name(NEWEST))
                gone += [said, said.with_suffix(BODY)]
        names = "\n".join(path.relative_to(self.folder).as_posix() for path in gone)
        with told_plainly(self.folder, self._how_far):
            put(self._disk, self.folder / FORGETTING, names.encode())
            self._remove(gone)

    def _remove(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self._disk.remove(path)
        for folder in {path.parent for path in paths}:
            if folder.is_dir():
                self._disk.sync_folder(folder)
        self._disk.remove(self.folder / FORGETTING)
        self._disk.sync_folder(self.folder)

    def _how_far(self) -> str:
        begun = "Some are forgotten; the next refresh, or the same again, forgets the rest."
        return begun if (self.folder / FORGETTING).exists() else UNCHANGED

    def _folders(self) -> list[Path]:
        """One for each request."""
        return sorted(path for path in self.folder.glob("*/*") if path.is_dir())

    def _places(self) -> Iterator[tuple[Snapshot, Path]]:
        """Every answer that is kept, and where it is said what it is."""
        for folder in self._folders():
            newest = _read_said(folder / NEWEST) if (folder / NEWEST).exists() else None
            for path in sorted(folder.glob(f"*{SAID}")):
                said = _read_said(path)
                same = newest is not None and newest.checksum == said.checksum
                yield (newest if newest is not None and same else said), path

    def problems(self) -> tuple[str, ...]:
        """Every answer that is not as it was written, in a sentence."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[str]:
        for path in sorted(self.folder.glob(f"*/*/*{SAID}")):
            try:
                said = _read_said(path)
                self.answer(said.request, said)
            except StorageError as error:
                yield f"{error.where}: {error.what}"

    def _first(self, answer: Answer, licence: str | None) -> Snapshot:
        """The snapshot of an answer: as it was kept the first time, seen now, or written now."""
        folder = self._of(answer.request)
        said = folder / f"{answer.checksum}{SAID}"
        if said.exists():
            kept = {"seen": answer.asked, "etag": answer.etag, "modified": answer.modified}
            return _read_said(said).model_copy(update=kept)
        body = answer.request.body
        snapshot = Snapshot(
            address=answer.request.full_address,
            body=None if body is None else body.decode("utf-8"),
            accept=answer.request.accept,
            asked=answer.asked,
            seen=answer.asked,
            checksum=answer.checksum,
            size=len(answer.body),
            etag=answer.etag,
            modified=answer.modified,
            licence=licence,
        )
        put(self._disk, folder / f"{answer.checksum}{BODY}", gzip.compress(answer.body, PACKED, mtime=0))
        put(self._disk, said, snapshot.model_dump_json(indent=1).encode())
        return snapshot

    def _of(self, request: Request) -> Path:
        return self.folder / request.host.replace(":", "-") / request.key[:32]


def _read_said(path: Path) -> Snapshot:
    try:
        return Snapshot.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(path) from error


def _readable(path: Path) -> Snapshot | None:
    """What is said of an answer; None where that is damaged or not there."""
    try:
        return _read_said(path)
    except StorageError:
        return None


def _damaged(path: Path) -> StorageError:
    return StorageError(
        "what a source answered is not as it was written: the file is damaged or absent",
        where=str(path),
        instead="Put the file back from a backup, or remove its folder and ask the source again.",
        outcome="The figures themselves are as they were.",
    )
