"""What is said of a file that is not read: what it is, what to do instead, and that no draft was made."""

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import InputError

MOST_BYTES = 32_000_000  # about ten thousand pages of text
MOST_CHARACTERS = 16_000_000
MOST_LINES = 400_000

SMALLER = message("Give the council document alone, without its annexes.")
ANOTHER_FORM = message("Open it and save it as a Word document (.docx) or a PDF.")
RECOGNISE = message(
    "Run text recognition (OCR) on it first: most scanners and PDF programs can, and so can the free "
    "OCRmyPDF."
)
SAVE_ANEW = message("Open it in the program it was made with, and save it anew.")


def refused(what: Sentence, instead: str) -> InputError:
    """The error of a file that cannot be read; `instead` is one of the messages."""
    return InputError(what, instead=Sentence(instead), outcome=Sentence("No draft was made."))


def too_many_bytes(size: int) -> InputError:
    what = Sentence(
        "the file has {size} bytes, at most {most} are read", size=f"{size:,}", most=f"{MOST_BYTES:,}"
    )
    return refused(what, SMALLER)


def too_many_characters(count: int) -> InputError:
    what = Sentence(
        "the text has {count} characters, at most {most} are read",
        count=f"{count:,}",
        most=f"{MOST_CHARACTERS:,}",
    )
    return refused(what, SMALLER)


def too_many_lines(count: int) -> InputError:
    what = Sentence(
        "the text has {count} lines, at most {most} are read", count=f"{count:,}", most=f"{MOST_LINES:,}"
    )
    return refused(what, SMALLER)


def nested_too_deeply() -> InputError:
    return refused(Sentence("its parts lie inside one another too deeply to be read"), SAVE_ANEW)


def damaged(kind: Sentence) -> InputError:
    """Of a file that begins as its kind does and then is no such file."""
    return refused(Sentence("this is {kind} that is damaged", kind=kind), SAVE_ANEW)


def locked(kind: Sentence) -> InputError:
    what = Sentence("this is {kind} that is locked with a password", kind=kind)
    return refused(what, _UNLOCK)


_UNLOCK = message("Open it with its password, save it without, and give that.")


def picture(what: Sentence) -> InputError:
    """Of a file that shows text and has none."""
    return refused(what, RECOGNISE)
