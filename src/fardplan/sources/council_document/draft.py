"""The draft: what was read from a council document, every text with where it stands and how sure it is.

The shapes of `fardplan document read --json` and of DRAFT.yaml. All are frozen, refuse unknown fields, and
go to JSON and back unchanged. Lists are in the order of the document.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Force = Literal["godkänns", "ska", "uppmanas", "unclear"]
Direction = Literal["up", "down", "unclear"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Frozen):
    """A text of the document.

    `text` is repaired, `as_read` stands literally in the file: one line of it for each of `lines`, without
    the item's mark and without page noise. `lines` count from 1. `confidence` (0-1) is the belief that
    `text` is word for word what was printed.
    """

    text: str
    as_read: str
    lines: tuple[int, ...]
    confidence: float = Field(ge=0.0, le=1.0)


class Decision(Item):
    """A decision point. `addressee` is who is to act, null when the deciding body itself acts."""

    addressee: str | None
    force: Force


class EarlierDecision(Item):
    """What was decided before; `date` as far as stated: YYYY, YYYY-MM or YYYY-MM-DD, else null."""

    date: str | None


class Horizon(Item):
    """When something is to be reached: one year, or the first and the last of a span."""

    years: tuple[int, ...]


class Milestone(Item):
    """A milestone; `direction` is which way its words point."""

    direction: Direction


class Strategy(Item):
    """A strategy; `number` is its number in the list of its area."""

    number: int


class TargetArea(_Frozen):
    """A target area with its goals. `as_read` and `lines` are the best place that names it.

    An empty name means that the document lists goals and names no area for them.
    """

    name: str
    as_read: str
    lines: tuple[int, ...]
    confidence: float = Field(ge=0.0, le=1.0)
    milestones: tuple[Milestone, ...]
    strategies: tuple[Strategy, ...]


class Signatory(Item):
    """Who signed; the role is repaired, the name never."""

    role: str | None


class Annex(Item):
    """An annex that the document lists or refers to, and whether it is in the file."""

    number: int | None
    present: bool


class Doubt(_Frozen):
    """What a person should look at. `readings` are the possible readings, the one taken first."""

    kind: str
    message: str
    lines: tuple[int, ...]
    as_read: str | None
    readings: tuple[str, ...]


class About(_Frozen):
    """What the document says of itself; null where it does not. `name` is the file's or source's name.

    `decided_by` is the body that is to decide; `noise` the share of words that the scan has garbled (0-1).
    """

    name: str
    kind: str | None
    dnr: str | None
    date: str | None
    decided_by: str | None
    noise: float = Field(ge=0.0, le=1.0)


class Draft(_Frozen):
    """A roadmap draft: what one council document decides and sets out, with the doubts of the reading."""

    document: About
    title: Item | None
    decisions: tuple[Decision, ...]
    mandate: Item | None
    earlier_decisions: tuple[EarlierDecision, ...]
    horizons: tuple[Horizon, ...]
    target_areas: tuple[TargetArea, ...]
    signatories: tuple[Signatory, ...]
    annexes: tuple[Annex, ...]
    references: tuple[Item, ...]
    doubts: tuple[Doubt, ...]

    def to_json(self) -> dict[str, Any]:
        """The draft as plain lists, dicts, texts and numbers."""
        return self.model_dump(mode="json")

    def items(self) -> list[Item]:
        """Every text of the draft but the areas' names, in no promised order."""
        goals = [goal for area in self.target_areas for goal in (*area.milestones, *area.strategies)]
        single = [one for one in (self.title, self.mandate) if one is not None]
        return [
            *single,
            *self.decisions,
            *self.earlier_decisions,
            *self.horizons,
            *goals,
            *self.signatories,
            *self.annexes,
            *self.references,
        ]
