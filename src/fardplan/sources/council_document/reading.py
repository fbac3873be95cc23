"""The reader itself: text or file in, draft out."""

from pathlib import Path

from fardplan.vocabulary.errors import InputError, StorageError

from .compose import compose
from .draft import Draft
from .layout import lay_out
from .lines import split_lines
from .page_noise import clean
from .recognition import check_genre
from .repair import measure
from .sections import split_sections

MOST_BYTES = 32_000_000  # about ten thousand pages
MOST_CHARACTERS = 16_000_000
MOST_LINES = 400_000
_SIGNATURES = {
    b"%PDF": ("a PDF", "Save its text first, for instance with: pdftotext -layout FILE.pdf FILE.txt"),
    b"PK\x03\x04": ("a Word, OpenDocument or zip file", "Open it and save it as plain text (.txt, UTF-8)."),
    b"\xd0\xcf\x11\xe0": ("an old Word file (.doc)", "Open it and save it as plain text (.txt, UTF-8)."),
    b"{\\rtf": ("an RTF file", "Open it and save it as plain text (.txt, UTF-8)."),
    b"\x89PNG": ("a picture", "Run text recognition (OCR) on it and give the text."),
    b"\xff\xd8\xff": ("a picture", "Run text recognition (OCR) on it and give the text."),
    b"II*\x00": ("a picture", "Run text recognition (OCR) on it and give the text."),
    b"MM\x00*": ("a picture", "Run text recognition (OCR) on it and give the text."),
}
_NOTHING_READ = "No draft was made."


def read_document(text: str, *, name: str = "") -> Draft:
    """Read the text of a Swedish council document (tjänsteutlåtande) into a roadmap draft.

    `text` may be clean or the raw result of text recognition, with any line ends; line numbers in the draft
    count as an editor counts. `name` is kept in the draft and used in errors. The same text always gives the
    same draft. A document without areas or decisions gives a draft without them, and a doubt that says so.

    Raises InputError for an empty or enormous text, and for one that is no such document, saying what was
    looked for.
    """
    try:
        return _read(text, name)
    except InputError as error:
        if error.where or not name:
            raise
        raise InputError(error.what, where=name, instead=error.instead, outcome=error.outcome) from error


def _read(text: str, name: str) -> Draft:
    if len(text) > MOST_CHARACTERS:
        raise _too_big(f"the text has {len(text):,} characters, at most {MOST_CHARACTERS:,} are read")
    lines = split_lines(text)
    if len(lines) > MOST_LINES:
        raise _too_big(f"the text has {len(lines):,} lines, at most {MOST_LINES:,} are read")
    if not any(sign.isalpha() for line in lines for sign in line.text):
        raise InputError(
            "the text is empty: there is not one letter in it",
            instead="If it was made from a PDF, the PDF has pictures of pages and no text; text recognition "
            "(OCR) has to be run first.",
            outcome=_NOTHING_READ,
        )
    page = clean(lines)
    parts = split_sections(page.rows)
    noise = measure(row.text for row in page.rows)
    layout = lay_out(lines, page, parts, clean=noise.clean)
    check_genre(parts, page.rows, layout.head, layout.points, layout.goals_found)
    return compose(layout, noise, name)


def read_file(path: Path) -> Draft:
    """Read a text file: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252 (Latin-1).

    Raises InputError, saying what to do, for PDF, Word, pictures and other binary files, and as
    `read_document`; StorageError when the file cannot be read.
    """
    return read_document(_decoded(_bytes(path), str(path)), name=path.name)


def read_bytes(content: bytes, *, name: str) -> tuple[Draft, tuple[str, ...]]:
    """Read a file that is not on disk, and give its lines too: a doubt's line 1 is the first of them.

    Raises as `read_file`.
    """
    if len(content) > MOST_BYTES:
        what = f"the file has {len(content):,} bytes, at most {MOST_BYTES:,} are read"
        raise InputError(what, where=name, instead=_SMALLER, outcome=_NOTHING_READ)
    text = _decoded(content, name)
    return read_document(text, name=name), tuple(line.text for line in split_lines(text))


def lines_of(content: bytes, *, name: str) -> tuple[str, ...]:
    """The lines of a file that was read before, without reading it anew."""
    return tuple(line.text for line in split_lines(_decoded(content, name)))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "does not exist"
            raise InputError(f"the file {what}", where=str(path), outcome=_NOTHING_READ)
        size = path.stat().st_size
        if size > MOST_BYTES:
            what = f"the file has {size:,} bytes, at most {MOST_BYTES:,} are read"
            raise InputError(what, where=str(path), instead=_SMALLER, outcome=_NOTHING_READ)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageError(
            f"the file cannot be read: {reason}", where=str(path), outcome=_NOTHING_READ
        ) from error


def _decoded(content: bytes, where: str) -> str:
    for signature, (what, instead) in _SIGNATURES.items():
        if content.startswith(signature):
            raise InputError(
                f"this is {what}; plain text is read here",
                where=where,
                instead=instead,
                outcome=_NOTHING_READ,
            )
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise InputError(
            "this is a binary file; plain text is read here",
            where=where,
            instead="Save the document as plain text (.txt, UTF-8).",
            outcome=_NOTHING_READ,
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


_SMALLER = "Give the council document alone, without its annexes."


def _too_big(what: str) -> InputError:
    return InputError(what, instead=_SMALLER, outcome=_NOTHING_READ)
