"""Reading a council document."""

from pathlib import Path

from fardplan.presentation.sentences import Sentence
from fardplan.sources.council_document import Draft, read_file, to_yaml
from fardplan.usecases.files import write_text
from fardplan.vocabulary.errors import RuleError


def read_document(path: Path, *, out: Path | None = None, overwrite: bool = False) -> Draft:
    """The draft of a roadmap that a council document holds; written to `out` as YAML when given.

    Raises `InputError` when the file is no such document, saying what was looked for, and `RuleError`
    when `out` holds something else, which a person may have corrected, and `overwrite` is not said.
    """
    draft = read_file(path)
    if out is not None:
        text = to_yaml(draft)
        if out.is_file() and not overwrite and out.read_bytes() != text.encode():
            raise RuleError(
                Sentence(
                    "the file is there already and says something else; it may have been corrected by hand"
                ),
                where=str(out),
                instead=Sentence("Choose another name, or say --overwrite."),
                outcome=Sentence("The document was read; nothing was written."),
            )
        write_text(out, text)
    return draft
