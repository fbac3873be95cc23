"""Reading a council document."""

from pathlib import Path

from fardplan.sources.council_document import Draft, read_file, to_yaml
from fardplan.usecases.files import write_text


def read_document(path: Path, *, out: Path | None = None) -> Draft:
    """The draft of a roadmap that a council document holds; written to `out` as YAML when given.

    Raises `InputError` when the file is no such document, saying what was looked for.
    """
    draft = read_file(path)
    if out is not None:
        write_text(out, to_yaml(draft))
    return draft
