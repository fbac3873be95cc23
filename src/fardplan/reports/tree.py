"""What a report says, whatever it is written as: sections of paragraphs, tables and figures.

A report is whole when it is made: a figure has words for those who do not see it, a table as many cells in
each row as it has headings, and every key stands for one part. A heading has no level of its own: its section
lies so and so deep, and none is skipped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph. `new`: it was not there in the version before."""

    text: str
    strong: bool = False
    new: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `key` names it from one version to the next."""

    runs: tuple[Run, ...]
    key: str = ""
    lead: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text that an officer writes and that stays when the figures are made anew.

    `title` says what is to be written, `prompt` what stands there until somebody has; in Word it is a field
    of its own, which can be read back. `revision` says which save of it this is, 0 where it has not been.
    """

    key: str
    title: str
    paragraphs: tuple[str, ...] = ()
    prompt: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Points:
    """A list; `numbered` where its items are referred to, as proposals for decision are."""

    items: tuple[tuple[Run, ...], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Figures or words in rows; the first cell of a row heads it. `numeric` columns stand to the right.

    `notes` explain signs and reservations, `source` says where the figures come from. `new`: row and column
    of the cells that are others than in the version before, counted from 0.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    source: str = ""
    new: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header):
                raise RuleError(
                    Sentence(
                        "row {number} of '{title}' has {cells} cells, and the table {columns} columns",
                        number=number,
                        title=self.title,
                        cells=len(row),
                        columns=len(self.header),
                    )
                )


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its words. `svg` is whole in itself, `alt` says what is seen, `table` its figures."""

    title: str
    svg: str
    alt: str
    table: Table | None = None
    notes: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise RuleError(
                Sentence("the figure '{title}' has no words for those who do not see it", title=self.title)
            )


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the reader must know before reading on; `title` names it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    parts: "tuple[Part, ...]" = ()
    key: str = ""
    new_page: bool = False


Part = Paragraph | OwnText | Points | Table | Figure | Note | Section


class Form(StrEnum):
    """How a report is laid out."""

    REPORT = "report"
    MEMO = "memo"
    ONE_PAGE = "one_page"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top of an official document: whose it is, of what kind, to whom and from whom."""

    office: str
    kind: str
    dnr: str = ""
    day: date | None = None
    officer: str = ""
    phone: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report in one language. `simulated`: something in it is made up, which every page says.

    `as_of` is the day on which what it tells was known, `edition` the published data that it was made from,
    `subject` the key of what it was made of.
    """

    kind: str
    title: str
    language: Language
    head: Head
    parts: tuple[Part, ...]
    as_of: date
    form: Form = Form.REPORT
    subtitle: str = ""
    edition: str = ""
    simulated: bool = False
    sources: tuple[str, ...] = ()
    signatures: tuple[tuple[str, str], ...] = field(default=())
    subject: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise RuleError(Sentence("a report needs a title"))
        seen: set[str] = set()
        for part in walk(self.parts):
            key = part.key if isinstance(part, Paragraph | OwnText | Section) else ""
            if key in seen:
                raise RuleError(Sentence("two parts of the report are named '{key}'", key=key))
            if key:
                seen.add(key)

    @property
    def own_texts(self) -> tuple[OwnText, ...]:
        return tuple(part for part in walk(self.parts) if isinstance(part, OwnText))


def walk(parts: Iterable[Part]) -> Iterator[Part]:
    """Every part of a report in the order in which it is read."""
    for part in parts:
        yield part
        if isinstance(part, Section):
            yield from walk(part.parts)


def paragraph(text: str, *, key: str = "", lead: bool = False) -> Paragraph:
    """Plain words as a paragraph."""
    return Paragraph((Run(text),), key, lead)


def points(*items: str, numbered: bool = False) -> Points:
    return Points(tuple((Run(item),) for item in items), numbered)
