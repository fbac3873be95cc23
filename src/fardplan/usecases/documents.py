"""Reading a council document, and showing the reading beside it."""

from dataclasses import dataclass
from pathlib import Path

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.sources.council_document import (
    Draft,
    Paper,
    from_yaml,
    paper_of,
    read_file,
    read_lines,
    to_yaml,
)
from fardplan.sources.yaml_file import read_text
from fardplan.usecases.files import write_text
from fardplan.usecases.reading_page import is_reading_page, reading_page
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.text import Language

_YAML = frozenset({".yaml", ".yml"})
_NOTHING_WRITTEN = message("The document was read; nothing was written.")


@dataclass(frozen=True, slots=True)
class Reading:
    """A council document as it was read: where it lies, its lines, and the draft that they hold."""

    path: Path
    paper: Paper
    draft: Draft


def read_document(path: Path, *, out: Path | None = None, overwrite: bool = False) -> Reading:
    """Read the draft of a roadmap that a council document holds; written to `out` as YAML when given.

    Raises `InputError` when the file is no such document, saying what was looked for, and `RuleError`
    when `out` holds something else, which a person may have corrected, and `overwrite` is not said.
    """
    paper = paper_of(path)
    draft = read_lines(paper, name=path.name)
    if out is not None:
        _check_not_the_document(out, path)
        text = to_yaml(draft)
        if out.is_file() and not overwrite and out.read_bytes() != text.encode():
            raise RuleError(
                Sentence(
                    "the file is there already and says something else; it may have been corrected by hand"
                ),
                where=str(out),
                instead=Sentence("Choose another name, or say --overwrite."),
                outcome=Sentence(_NOTHING_WRITTEN),
            )
        write_text(out, text)
    return Reading(path, paper, draft)


def _check_not_the_document(out: Path, document: Path) -> None:
    if out.exists() and out.samefile(document):
        raise RuleError(
            Sentence("what was read would be written over the document itself"),
            where=str(out),
            instead=Sentence("Choose another name."),
            outcome=Sentence(_NOTHING_WRITTEN),
        )


def earlier_draft(path: Path) -> Draft:
    """The draft of an earlier edition: a DRAFT.yaml, corrected by hand or not, or a document to read anew."""
    if path.suffix.lower() in _YAML:
        return from_yaml(read_text(path), where=str(path))
    return read_file(path)


def write_reading_page(
    reading: Reading, out: Path, *, language: Language, since: Draft | None = None, overwrite: bool = False
) -> None:
    """Write the reading page of a document, one HTML file that stands alone.

    `since` is an earlier edition's draft, whose differences it tells. A reading page that is at `out` is
    replaced, since it can always be made again. Raises `RuleError` for the document itself, and for any other
    file unless `overwrite` is said.
    """
    _check_not_the_document(out, reading.path)
    if out.is_file() and not overwrite and not is_reading_page(out):
        raise RuleError(
            Sentence("the file is there already and is no reading page"),
            where=str(out),
            instead=Sentence("Choose another name, or say --overwrite."),
            outcome=Sentence(_NOTHING_WRITTEN),
        )
    page = reading_page(reading.draft, reading.paper, language=language, since=since)
    write_text(out, page.html)
