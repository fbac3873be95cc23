"""Many reports at once: every subject of some kinds into a folder, with a list of what is there.

One after the other: a report takes a tenth of a second to gather and a tenth to write, which threads do not
share and a second process does not win back for a city's sixty (`make bench-reports`).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from fardplan.presentation.sentences import said_in
from fardplan.presentation.translations import message, translate
from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Report
from fardplan.reports.workbook import as_workbook
from fardplan.sources.workbooks.lists import Heading, Value, text_of_list
from fardplan.usecases.actors import Actor
from fardplan.usecases.files import write_bytes
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.file_names import file_name, slug
from fardplan.usecases.reporting.kinds import kind_named, make
from fardplan.usecases.reporting.order import Kind, Subject
from fardplan.usecases.reporting.templates import in_word
from fardplan.vocabulary.errors import FardplanError, StorageError
from fardplan.vocabulary.text import Language

INDEX = "index.csv"


class Form(StrEnum):
    """What a report is written as; the value is the ending of its file."""

    WORD = "docx"
    PDF = "pdf"
    EXCEL = "xlsx"


WRITERS: Mapping[Form, Callable[[Home, Report], bytes]] = {
    Form.WORD: in_word,
    Form.PDF: lambda _, report: as_pdf(report),
    Form.EXCEL: lambda _, report: as_workbook(report),
}
"""How a report is written in each form."""

COLUMNS = (
    Heading(message("File")),
    Heading(message("Kind of report")),
    Heading(message("Subject's key")),
    Heading(message("Subject")),
    Heading(message("Day"), "day"),
    Heading(message("Published edition")),
    Heading(message("Simulated")),
    Heading(message("Bytes"), "whole"),
    Heading("SHA-256"),
)


class Became(StrEnum):
    """What a file became: it was not there, it said something else, or it is as it was."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of a report, with what it became in its folder."""

    name: str
    kind: str
    subject: Subject
    report: Report
    size: int
    sha256: str
    became: Became


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that could not be made, or a kind of which there is nothing: why, in words."""

    kind: str
    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a batch: everything that was asked for is in one of them."""

    files: tuple[MadeFile, ...]
    failed: tuple[Failed, ...]

    def count(self, became: Became) -> int:
        return sum(item.became is became for item in self.files)


Progress = Callable[[int, int], None]
"""How many reports are done, and how many there are."""


def make_many(
    actor: Actor,
    home: Home,
    kinds: Sequence[str],
    folder: Path,
    *,
    as_of: date,
    language: Language = "sv",
    forms: Sequence[Form] = (Form.WORD, Form.PDF),
    progress: Progress = lambda _done, _of: None,
) -> Outcome:
    """Make the reports of some kinds of all that they can be made of on a day, each file whole or not at all.

    A file that would be the same is left alone, so that it can be done again after what failed is mended. A
    report that cannot be made does not stop the others. Raises `NotFoundError` for a kind that is not there,
    before anything is made, and `StorageError` where the folder cannot be written to.
    """
    chosen = [kind_named(key) for key in dict.fromkeys(kinds)]
    ordered = [(kind, kind.subjects(home, actor, as_of)) for kind in chosen]
    failed = [Failed(kind.key, "", _nothing(language)) for kind, subjects in ordered if not subjects]
    wanted = [(kind, subject) for kind, subjects in ordered for subject in subjects]
    names = _stems(wanted, language, as_of)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[MadeFile] = []
    progress(0, len(wanted))
    for done, (kind, subject) in enumerate(wanted, start=1):
        try:
            report = make(actor, home, kind.key, subject.key, as_of=as_of, language=language)
            written = {form: WRITERS[form](home, report) for form in forms}
        except StorageError:
            raise
        except FardplanError as error:
            failed.append(Failed(kind.key, subject.key, told_in(error, language)))
        else:
            stem = names[kind.key, subject.key]
            files += [
                _put(folder, f"{stem}.{form}", content, kind, subject, report)
                for form, content in written.items()
            ]
        progress(done, len(wanted))
    _place(folder / INDEX, text_of_list(_headings(language), [_row(item, language) for item in files]))
    return Outcome(tuple(files), tuple(failed))


def told_in(error: FardplanError, language: Language) -> str:
    """An error on one line, as a reader of a language is told it."""
    parts = [said_in(part, language) for part in (error.what, error.instead) if part]
    told = " ".join(" ".join(part.split()) for part in parts)
    return f"{error.where}: {told}" if error.where else told


def _nothing(language: Language) -> str:
    return translate("There is nothing yet that it can be made of.", language)


def _stems(
    wanted: Iterable[tuple[Kind, Subject]], language: Language, day: date
) -> dict[tuple[str, str], str]:
    """A name of its own for each report; those that would share one have the subject's key in it."""
    items = list(wanted)
    names = [file_name(kind, subject, language, day, "") for kind, subject in items]
    found = {}
    for (kind, subject), name in zip(items, names, strict=True):
        stem = name.removesuffix(".")
        found[kind.key, subject.key] = (
            stem if names.count(name) == 1 else f"{stem}-{slug(subject.key) or 'x'}"
        )
    return found


def _put(folder: Path, name: str, content: bytes, kind: Kind, subject: Subject, report: Report) -> MadeFile:
    became = _place(folder / name, content)
    checksum = hashlib.sha256(content).hexdigest()
    return MadeFile(name, kind.key, subject, report, len(content), checksum, became)


def _place(path: Path, content: bytes) -> Became:
    """Write a file where it is not there as it is."""
    before = path.read_bytes() if path.is_file() else None
    if before == content:
        return Became.UNCHANGED
    write_bytes(path, content)
    return Became.NEW if before is None else Became.CHANGED


def _headings(language: Language) -> tuple[Heading, ...]:
    return tuple(Heading(translate(item.text, language), item.kind) for item in COLUMNS)


def _row(item: MadeFile, language: Language) -> Sequence[Value]:
    return (
        item.name,
        item.kind,
        item.subject.key,
        item.subject.name.in_language(language),
        item.report.as_of,
        item.report.edition,
        translate("yes" if item.report.simulated else "no", language),
        item.size,
        item.sha256,
    )
