"""What the running text tells: mandate, preparation, earlier decisions, horizons and vision.

Each is found in sentences, in `plain` form: words of the genre as they are spelled, whatever a scan made of
them. What is found is always the sentence as it was read.
"""

from .earlier import Dated, earlier_decisions
from .headed import headings_over, prose_rows
from .horizons import Years, horizons
from .mandate import mandate
from .preparation import preparation
from .vision import Envisioned, vision

__all__ = [
    "Dated",
    "Envisioned",
    "Years",
    "earlier_decisions",
    "headings_over",
    "horizons",
    "mandate",
    "preparation",
    "prose_rows",
    "vision",
]
