"""What kind of file it is, by how it begins, and the reader of that kind."""

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import InputError

from .paper import Paper
from .pdf import is_pdf, read_pdf
from .plain import decoded, read_text
from .refusals import (
    ANOTHER_FORM,
    MOST_BYTES,
    MOST_CHARACTERS,
    RECOGNISE,
    locked,
    refused,
    too_many_bytes,
    too_many_characters,
)
from .web_page import is_web_page, read_web_page
from .word import is_zip, read_word

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_LOCKED_INSIDE = "EncryptedPackage".encode("utf-16-le")
_PICTURE = message("this is a picture of a document, not its text")
_REFUSED = (
    (b"{\\rtf", message("this is an RTF file"), ANOTHER_FORM),
    (b"\x89PNG", _PICTURE, RECOGNISE),
    (b"\xff\xd8\xff", _PICTURE, RECOGNISE),
    (b"II*\x00", _PICTURE, RECOGNISE),
    (b"MM\x00*", _PICTURE, RECOGNISE),
    (b"GIF8", _PICTURE, RECOGNISE),
)


def read_paper(content: bytes, *, name: str) -> Paper:
    """Read a file of any kind into its lines.

    Raises InputError, saying what to do, for what is no text: pictures, old or locked files, other programs'
    files, damaged or enormous ones. `name` is used in errors alone.
    """
    try:
        return _read(content)
    except InputError as error:
        raise InputError(
            error.what, where=name or None, instead=error.instead, outcome=error.outcome
        ) from error


def _read(content: bytes) -> Paper:
    if len(content) > MOST_BYTES:
        raise too_many_bytes(len(content))
    if is_pdf(content):
        return read_pdf(content)
    if is_zip(content):
        return read_word(content)
    if content.startswith(_OLD_OFFICE):
        raise _old_office(content)
    for signature, what, instead in _REFUSED:
        if content.startswith(signature):
            raise refused(Sentence(what), instead)
    text = decoded(content)
    if len(text) > MOST_CHARACTERS:
        raise too_many_characters(len(text))
    return read_web_page(text) if is_web_page(text) else read_text(text)


def _old_office(content: bytes) -> InputError:
    if _LOCKED_INSIDE in content:
        return locked(Sentence("a document"))
    return refused(Sentence("this is a file of an old Office program, such as .doc"), ANOTHER_FORM)
