"""What Skolverket's files with a row for each school say of what the city's definitions ask."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote

from fardplan.indicators.asked import SkolverketAsked
from fardplan.indicators.source_words import SourceWords
from fardplan.presentation.sentences import Sentence
from fardplan.sources.asking.refusals import KEPT
from fardplan.sources.asking.request import Answer, Request
from fardplan.sources.asking.snapshots import Snapshot
from fardplan.sources.skolverket.observing import ForIndicator, observations_of
from fardplan.sources.skolverket.school_file import SchoolFile
from fardplan.sources.tables.raw import WORKBOOKS
from fardplan.usecases.arrivals import Arrived, Failed, Wanted
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import SourceError

ACCEPT = "text/csv, */*"
READ = frozenset({".csv", ".txt", *WORKBOOKS})
NOT_OURS = (".", "~")
"""How the names begin of files that programs leave beside those that are open in them."""


class NothingPlaced(SourceError):
    """A series waits for a file that a person has to put in the home."""


class _Listing(Protocol):
    """An asker that lists what answered, in order."""

    used: list[Snapshot]

    def ask(self, request: Request) -> Answer: ...


def ask_skolverket(
    home: Home, wanted: Sequence[Wanted], asker: _Listing, now: datetime
) -> Iterator[Arrived | Failed]:
    """Read the files of every series that asks for some; what is asked for over the network is asked once.

    Files that a person has put in the home are kept as answers are, so that it can be told what figures rest
    on when the file is no longer there. `now` has a time zone.
    """
    read: dict[tuple[str, str], SchoolFile] = {}
    for one in wanted:
        asked = one.source.asks
        if not isinstance(asked, SkolverketAsked):
            continue
        first = len(asker.used)
        try:
            files = [_file(answer, read) for answer in _answers(home, asked, asker, now)]
            yield _arrived(one, asked, files, tuple(asker.used[first:]), now)
        except SourceError as error:
            yield Failed(one, error)


def _answers(home: Home, asked: SkolverketAsked, asker: _Listing, now: datetime) -> list[Answer]:
    answers = [asker.ask(Request(address, accept=ACCEPT)) for address in asked.addresses]
    placed = _placed(home, asked.folder, now) if asked.folder else []
    asker.used += [home.snapshots.keep(answer) for answer in placed]
    if not answers and not placed:
        raise NothingPlaced(
            Sentence("no file has been put here yet"),
            where=str(home.downloads / (asked.folder or "")),
            instead=Sentence("Download Skolverket's file with a row for each school, and put it there."),
            outcome=KEPT,
        )
    return [*answers, *placed]


def _placed(home: Home, folder: str, now: datetime) -> list[Answer]:
    """The files in a folder below `downloads`, in order of name, as if each had been answered."""
    try:
        paths = [
            path
            for path in sorted((home.downloads / folder).glob("*"))
            if path.suffix.casefold() in READ and not path.name.startswith(NOT_OURS)
        ]
        return [
            Answer(Request(f"file://downloads/{folder}/{quote(path.name)}"), path.read_bytes(), now)
            for path in paths
        ]
    except OSError as error:
        raise SourceError(
            Sentence("the file could not be read: {error}", error=error.strerror),
            where=str(error.filename),
            outcome=KEPT,
        ) from error


def _file(answer: Answer, read: dict[tuple[str, str], SchoolFile]) -> SchoolFile:
    """What stands in a file, read once however many series it is for."""
    name = _name(answer.request)
    found = read.get((name, answer.checksum))
    if found is None:
        found = read[name, answer.checksum] = SchoolFile.read(name, answer.body)
    return found


def _name(request: Request) -> str:
    """How a file is called: one that was put in the home by its own name, another by its address."""
    placed = request.address.startswith("file:")
    return unquote(Path(request.address).name) if placed else request.address


def _arrived(
    one: Wanted,
    asked: SkolverketAsked,
    files: Sequence[SchoolFile],
    answers: tuple[Snapshot, ...],
    now: datetime,
) -> Arrived:
    of = ForIndicator(one.definition, asked, one.name, _seen_at(one, asked))
    observations, early = observations_of(files, of, now.astimezone().date())
    words = _words(max(files, key=lambda file: file.period), asked)
    return Arrived(one, observations, (one.definition.area,), words, early, answers)


def _seen_at(one: Wanted, asked: SkolverketAsked) -> str:
    address = one.source.address or next(iter(asked.addresses), None)
    if address is None:
        raise SourceError(
            Sentence(
                "nothing says where {publisher} publishes what is put in '{folder}'",
                publisher=one.source.publisher,
                folder=asked.folder,
            ),
            where=f"{one.definition.key}, {one.source.key}",
            instead=Sentence("Give the address of the page in 'address'."),
            outcome=KEPT,
        )
    return address


def _words(file: SchoolFile, asked: SkolverketAsked) -> SourceWords:
    """What the newest file says that it is, and what its column is called."""
    column = file.column(asked.columns)
    return SourceWords(column, file.title, f"{file.title}: {column}")
