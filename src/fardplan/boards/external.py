"""Plans as another management system knows them: an item of its export, whatever the layout of the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fardplan.boards.chain import ItemKind
from fardplan.presentation.translations import message


class Part(StrEnum):
    """What a column of an export holds: the place of an item in the chain, or something said of it."""

    ID = "id"
    PARENT_ID = "parent_id"
    KIND = "kind"
    ORGANISATION = "organisation"
    TITLE = "title"
    PARENT_TITLE = "parent_title"
    EXPECTED = "expected"
    RESPONSIBLE = "responsible"
    STARTS = "starts"
    ENDS = "ends"
    UNIT = "unit"
    TARGET = "target"
    OUTCOME = "outcome"
    OUTCOME_WOMEN = "outcome_women"
    OUTCOME_MEN = "outcome_men"
    STATE = "state"
    JUDGEMENT = "judgement"
    COMMENT = "comment"
    REPORTED = "reported"


PLACE = frozenset({Part.ID, Part.PARENT_ID, Part.KIND, Part.ORGANISATION, Part.TITLE, Part.PARENT_TITLE})
"""The parts that say which item it is and where it stands."""

CONTENTS = tuple(part for part in Part if part not in PLACE)
"""The parts that say something of an item, in the order they are shown."""

DAYS = frozenset({Part.STARTS, Part.ENDS})
NUMBERS = frozenset({Part.TARGET, Part.OUTCOME, Part.OUTCOME_WOMEN, Part.OUTCOME_MEN})
WORDED = frozenset({Part.STATE, Part.JUDGEMENT, Part.REPORTED})
"""Parts whose cells are words of the other system's, each with a meaning here."""

FOLLOWED_UP = frozenset(
    {Part.OUTCOME, Part.OUTCOME_WOMEN, Part.OUTCOME_MEN, Part.STATE, Part.JUDGEMENT, Part.COMMENT}
)
"""The parts that are a follow-up, not the plan itself."""

PART_NAMES = {
    Part.ID: message("the item's own number"),
    Part.PARENT_ID: message("the number of the item above"),
    Part.KIND: message("what kind of item it is"),
    Part.ORGANISATION: message("board or company"),
    Part.TITLE: message("the wording of the item"),
    Part.PARENT_TITLE: message("the wording of the item above"),
    Part.EXPECTED: message("expected result"),
    Part.RESPONSIBLE: message("who answers for it"),
    Part.STARTS: message("first day"),
    Part.ENDS: message("last day"),
    Part.UNIT: message("unit"),
    Part.TARGET: message("yearly target"),
    Part.OUTCOME: message("outcome"),
    Part.OUTCOME_WOMEN: message("outcome, women and girls"),
    Part.OUTCOME_MEN: message("outcome, men and boys"),
    Part.STATE: message("how far it has come"),
    Part.JUDGEMENT: message("judgement"),
    Part.COMMENT: message("comment"),
    Part.REPORTED: message("how far the report on it has come"),
}


@dataclass(frozen=True, slots=True)
class ExternalItem:
    """An item of another system's: a goal, an indicator, an activity or an undertaking.

    `ref` is unique among the items it stands with: a reference within a file, or the key it is kept by.
    `external_id` is the other system's own number, where it gives one. `organisation` is the key of the
    board or company; None for the council's goals. An indicator or activity of the council is an item for
    each board that has it. `parent` is the `ref` of the item above. `contents` has the parts that the file
    gives, as text: days as 2027-01-31, numbers with a decimal point, states and judgements as their meanings
    here; a part given and empty is the empty text. `lines`: where it stands.
    """

    ref: str
    kind: ItemKind
    organisation: str | None
    title: str
    parent: str | None = None
    external_id: str | None = None
    contents: Mapping[Part, str] = field(default_factory=dict)
    gone: bool = False
    lines: tuple[int, ...] = ()


COUNCILS_OWN = frozenset({ItemKind.ORIENTATION_GOAL, ItemKind.AREA_GOAL})
"""What is of no board: the council's goals."""

SHARED = frozenset({ItemKind.COUNCIL_INDICATOR, ItemKind.COUNCIL_ACTIVITY})
"""The council's items that every board concerned has a row of its own for."""


def folded(text: str) -> str:
    """A wording without what does not make it another one: case, spaces, a full stop at its end."""
    return " ".join(text.split()).rstrip(" .").casefold()
