"""Reading a council document."""

from pathlib import Path

from fardplan.sources.council_document import Draft, read_file, to_yaml
from fardplan.vocabulary.errors import StorageError


def read_document(path: Path, *, out: Path | None = None) -> Draft:
    """The draft of a roadmap that a council document holds; written to `out` as YAML when given.

    Raises `InputError` when the file is no such document, saying what was looked for.
    """
    draft = read_file(path)
    if out is not None:
        try:
            out.write_text(to_yaml(draft), "utf-8")
        except OSError as error:
            raise StorageError(
                f"the draft could not be written: {error.strerror}",
                where=str(out),
                outcome="The document was read; nothing was written.",
            ) from error
    return draft
