"""The reports that are published with an edition of the site: their files, and what each is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fardplan.portal.downloads import Download
from fardplan.vocabulary.text import Language, Text

FOLDER = "reports"


WORDS = {"pdf": "PDF", "docx": "Word"}
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class ReportFile(Download):
    """A report in a format that people know by its name."""

    @property
    def words(self) -> str:
        return WORDS[self.format]

    @property
    def content_type(self) -> str:
        return TYPES[self.format]


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of report, as readers choose among them."""

    key: str
    name: Text
    about: Text


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A report in one language. `subject` is the key of what it is about, empty for the whole; `files` are
    the same report in each format.
    """

    kind: ReportKind
    subject: str
    name: Text
    language: Language
    files: tuple[ReportFile, ...]
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class OfferedKind:
    """A kind of report with those there are of it in a language."""

    kind: ReportKind
    reports: tuple[PublishedReport, ...]


def report_file(name: str, language: Language, ending: str, content: bytes) -> ReportFile:
    """A file of a report at its place in the site: `reports/sv/lagesrapport.pdf`."""
    return ReportFile(f"{FOLDER}/{language}/{name}.{ending}", ending, content)


def by_kind(reports: Iterable[PublishedReport], language: Language) -> tuple[OfferedKind, ...]:
    """Those in a language, kind by kind, in the order in which they were made."""
    found: dict[str, list[PublishedReport]] = {}
    for item in reports:
        if item.language == language:
            found.setdefault(item.kind.key, []).append(item)
    return tuple(OfferedKind(items[0].kind, tuple(items)) for items in found.values())


def about(
    reports: Iterable[PublishedReport], subjects: Sequence[str], language: Language
) -> tuple[PublishedReport, ...]:
    """Those in a language that are about one of some subjects."""
    return tuple(item for item in reports if item.language == language and item.subject in subjects)
