"""The reader itself: text or file in, draft out."""

from pathlib import Path

from fardplan.presentation.sentences import Sentence
from fardplan.vocabulary.errors import InputError, StorageError

from .compose import compose
from .contents import without_contents
from .draft import Draft
from .intake import Paper, read_paper, read_text
from .intake.refusals import (
    MOST_BYTES,
    MOST_CHARACTERS,
    RECOGNISE,
    refused,
    too_many_bytes,
    too_many_characters,
)
from .layout import lay_out
from .page_noise import clean
from .recognition import check_genre
from .repair import measure
from .sections import split_sections


def read_document(text: str, *, name: str = "") -> Draft:
    """Read the text of a Swedish council document (tjänsteutlåtande) into a roadmap draft.

    `text` may be clean or the raw result of text recognition, with any line ends; line numbers in the draft
    count as an editor counts. `name` is kept in the draft and used in errors. The same text always gives the
    same draft. A document without areas or decisions gives a draft without them, and a doubt that says so.

    Raises InputError for an empty or enormous text, and for one that is no such document, saying what was
    looked for.
    """
    if len(text) > MOST_CHARACTERS:
        raise _of_file(too_many_characters(len(text)), name)
    return read_lines(read_text(text), name=name)


def read_lines(paper: Paper, *, name: str = "") -> Draft:
    """The draft of a document that has come in as lines. Raises as `read_document`."""
    try:
        return _read(paper, name)
    except InputError as error:
        raise _of_file(error, name) from error


def _of_file(error: InputError, name: str) -> InputError:
    where = error.where or name or None
    return InputError(error.what, where=where, instead=error.instead, outcome=error.outcome)


def _read(paper: Paper, name: str) -> Draft:
    lines = paper.lines
    if not any(sign.isalpha() for line in lines for sign in line.text):
        raise refused(Sentence("the text is empty: there is not one letter in it"), RECOGNISE)
    page = without_contents(clean(lines, paper.aside))
    parts = split_sections(page.rows)
    noise = measure(row.text for row in page.rows)
    layout = lay_out(lines, page, parts, clean=noise.clean)
    check_genre(parts, page.rows, layout.head, layout.points, layout.goals_found)
    return compose(layout, noise, name)


def read_file(path: Path) -> Draft:
    """Read a text (UTF-8, UTF-16 with BOM, else Windows-1252), a web page, a Word document or a PDF.

    The file is what it holds, whatever its name ends in. Raises InputError, saying what to do, for pictures,
    old, locked, damaged and enormous files, and as `read_document`; StorageError when it cannot be read.
    """
    return read_lines(paper_of(path), name=path.name)


def paper_of(path: Path) -> Paper:
    """The lines of a file, for `read_lines` and for showing them beside the draft. Raises as `read_file`."""
    return read_paper(_bytes(path), name=str(path))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            folder, absent = Sentence("the file is a folder"), Sentence("the file does not exist")
            raise InputError(folder if path.is_dir() else absent, where=str(path), outcome=_nothing_read())
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _of_file(too_many_bytes(size), str(path))
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        what = Sentence("the file cannot be read: {reason}", reason=reason)
        raise StorageError(what, where=str(path), outcome=_nothing_read()) from error


def _nothing_read() -> Sentence:
    return Sentence("No draft was made.")
