"""How another management system's export is read in a year: which column is what, which word means what.

A person confirms it; it is kept, and the next year's begins from it.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from pydantic import Field, model_validator

from fardplan.boards.chain import MEASURES, PROMISES, ItemKind
from fardplan.boards.external import Part, folded
from fardplan.presentation.translations import message
from fardplan.vocabulary.model import Frozen

GOALS = frozenset({ItemKind.ORIENTATION_GOAL, ItemKind.AREA_GOAL, ItemKind.BOARD_GOAL})
DONE_THINGS = PROMISES | {ItemKind.COUNCIL_ACTIVITY}
"""What somebody does: it has days and a state."""

_ALL = frozenset(ItemKind)
ACCEPTED: Mapping[Part, frozenset[ItemKind]] = {
    Part.EXPECTED: GOALS,
    Part.RESPONSIBLE: _ALL,
    Part.STARTS: DONE_THINGS,
    Part.ENDS: DONE_THINGS,
    Part.UNIT: MEASURES,
    Part.TARGET: MEASURES,
    Part.OUTCOME: MEASURES,
    Part.OUTCOME_WOMEN: MEASURES,
    Part.OUTCOME_MEN: MEASURES,
    Part.STATE: DONE_THINGS,
    Part.JUDGEMENT: GOALS | MEASURES,
    Part.COMMENT: _ALL,
    Part.REPORTED: _ALL,
}
"""Which kinds of items a part says something of: a yearly target belongs to an indicator."""

State = Literal["not_begun", "under_way", "done", "delayed", "stopped"]
JudgementWord = Literal["fully", "partly", "not", "no_outcome"]
ReportedWord = Literal["writing", "ready", "approved"]

SKIPPED = ""
"""The meaning of a word or name whose rows are left out."""


class Level(Frozen):
    """A column of an export with a column for every level of the chain: its heading, and the kind in it."""

    heading: str
    kind: ItemKind


class ExportMapping(Frozen):
    """What a person has said of an export. Headings and words are kept as they stand in the file.

    Either every row is an item, with its kind in a column; or there is a column for each level of the chain
    (`levels`, from the top), and a row holds one item of each. `kinds` and `organisations` say `""` for what
    is left out. `organisation` is the key of the only one where the file has no column for it.
    """

    system: str
    sheet: str | None = None
    columns: dict[Part, str] = Field(default_factory=dict)
    levels: tuple[Level, ...] = ()
    kinds: dict[str, ItemKind | Literal[""]] = Field(default_factory=dict)
    organisations: dict[str, str] = Field(default_factory=dict)
    organisation: str | None = None
    states: dict[str, State] = Field(default_factory=dict)
    judgements: dict[str, JudgementWord] = Field(default_factory=dict)
    reported: dict[str, ReportedWord] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> "ExportMapping":
        for what in problems(self):
            raise ValueError(what)
        return self

    def words_of(self, part: Part) -> Mapping[str, str]:
        """What the words in a column mean, by the words folded."""
        found: Mapping[Part, Mapping[str, str]] = {
            Part.KIND: {word: str(kind) for word, kind in self.kinds.items()},
            Part.ORGANISATION: self.organisations,
            Part.STATE: dict(self.states),
            Part.JUDGEMENT: dict(self.judgements),
            Part.REPORTED: dict(self.reported),
        }
        return {folded(word): meaning for word, meaning in found.get(part, {}).items()}


def problems(mapping: ExportMapping) -> Iterable[str]:
    """What keeps a mapping from being whole, a sentence each."""
    headings = [*mapping.columns.values(), *(level.heading for level in mapping.levels)]
    if len({folded(heading) for heading in headings}) != len(headings):
        yield message("a column is one thing only")
    if mapping.levels:
        if Part.KIND in mapping.columns or Part.TITLE in mapping.columns:
            yield message(
                "there is a column for each level, or one for the kind and one for the wording, not both"
            )
        if len({level.kind for level in mapping.levels}) != len(mapping.levels):
            yield message("each level is of a kind of its own")
    else:
        if not {Part.KIND, Part.TITLE} <= mapping.columns.keys():
            yield message("a column must say what kind of item a row is, and one its wording")
        if not {Part.PARENT_ID, Part.PARENT_TITLE} & mapping.columns.keys():
            yield message("a column must say which item stands above, by its number or its wording")
        if Part.PARENT_ID in mapping.columns and Part.ID not in mapping.columns:
            yield message("items above are told by number, and no column has the items' own numbers")
    if Part.ORGANISATION not in mapping.columns and not mapping.organisation:
        yield message("a column must say which board or company an item is of, or the whole file is of one")
