"""A mapping proposed for a table that nobody has described, with what to check in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import RootModel

from fardplan.sources.tables.columns import guess_header
from fardplan.sources.tables.files import read_table
from fardplan.sources.tables.mapping import TableMapping
from fardplan.sources.tables.meaning import Catalogue
from fardplan.sources.tables.proposal import Guess, Note, listed
from fardplan.sources.tables.told_guesses import ToldGuess
from fardplan.sources.yaml_file import write_yaml
from fardplan.vocabulary.area import Area


def suggest_mapping(
    path: Path, catalogue: Catalogue, areas: Sequence[Area], *, sheet: str | None = None
) -> tuple[TableMapping, tuple[Note, ...]]:
    """Propose a mapping for the table at `path`, from its headings and contents, and what the file says.

    What is guessed, and what only a person can know, is in the notes. Raises `InputError` when nothing
    in the file looks like a column of figures.
    """
    table = read_table(path, sheet=sheet)
    header = guess_header(table)
    guess = (
        ToldGuess(table, table.told, header, catalogue, areas)
        if table.told
        else Guess(table, header, catalogue, areas)
    )
    fields: dict[str, Any] = {"sheet": sheet} if sheet else {}
    if table.told and len(table.sheets) > 1:
        fields["sheet"] = table.sheet
        guess.note(
            "sheet", f"The file also has {listed([one for one in table.sheets if one != table.sheet])}."
        )
    fields |= guess.header() | guess.area() | guess.period() | guess.sexes() | guess.values() | guess.origin()
    return TableMapping.model_validate(fields), tuple(guess.notes)


def suggestion_text(mapping: TableMapping, notes: Sequence[Note]) -> str:
    """The mapping as a YAML file, with the notes as comments above what they are about."""
    written = write_yaml(RootModel[dict[str, Any]](_plain(mapping)))
    lines: list[str] = []
    for line in written.splitlines():
        field = line.split(":")[0]
        lines += [f"# {note.text}" for note in notes if note.field == field]
        lines.append(line)
    return "\n".join(lines) + "\n"


def _plain(mapping: TableMapping) -> dict[str, Any]:
    plain: dict[str, Any] = mapping.model_dump(mode="json", exclude_defaults=True)
    # What is the default is written out where a person must decide it.
    return plain | {"clearance": mapping.clearance.value}
