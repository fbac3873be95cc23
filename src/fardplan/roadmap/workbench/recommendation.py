"""The recommended candidates of a milestone, with reasons: what the workbench would bring to a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass

from fardplan.roadmap.workbench.calibration import Evidence, calibrate_grid
from fardplan.roadmap.workbench.candidate import Candidate
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell
from fardplan.roadmap.workbench.reasons import reasons
from fardplan.roadmap.workbench.usual import usual_levels, usual_years
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A level and a year that are ambitious yet precedented, and why; nobody has decided them.

    `probability` (0 to 1) of reaching it if nothing new is done; `precedent` (0 to 1) the share of the
    reference class that made such a change, chance movement taken off; `counted` how many of how many did
    as measured; `people` how many persons it means, None where the group is not known.
    """

    candidate: Candidate
    probability: float
    precedent: float
    counted: tuple[int, int]
    people: float | None
    reasons: Text


def recommended(
    evidence: Evidence,
    *,
    levels: Sequence[float] = (),
    years: Sequence[int] = (),
    rule: AmbitionRule | None = None,
) -> tuple[Recommendation, ...]:
    """The recommended candidate of each year of the grid that has one, the nearest year first.

    Without `levels` and `years` the usual ones are laid out. Empty where nothing is both ambitious and
    precedented, or it cannot be told.
    """
    rows = calibrate_grid(
        evidence, levels or usual_levels(evidence), years or usual_years(evidence), rule or AmbitionRule()
    )
    return recommended_of(rows, evidence, rule)


def recommended_of(
    rows: Sequence[Sequence[Cell]], evidence: Evidence, rule: AmbitionRule | None = None
) -> tuple[Recommendation, ...]:
    """The recommended candidates of a grid that has been laid out."""
    cells = (cell for row in rows for cell in row if cell.recommended)
    return tuple(_recommendation(cell, evidence, rule or AmbitionRule()) for cell in cells)


def _recommendation(cell: Cell, evidence: Evidence, rule: AmbitionRule) -> Recommendation:
    # Only cells with both are ever marked as ambitious yet precedented.
    assert cell.probability is not None
    assert cell.precedent is not None
    assert cell.counted is not None
    told = Text(sv=reasons(cell, evidence, "sv", rule), en=reasons(cell, evidence, "en", rule))
    return Recommendation(cell.candidate, cell.probability, cell.precedent, cell.counted, cell.people, told)
