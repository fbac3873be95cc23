"""Check: what was looked at when figures arrived, and what was found."""

from enum import StrEnum

from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text


class CheckName(StrEnum):
    RANGE = "range"
    GONE = "gone"
    ZERO_LOST = "zero_lost"
    ZEROS = "zeros"
    AREAS = "areas"
    PARTS = "parts"
    JUMP = "jump"
    INTERVAL = "interval"
    UNTOLD = "untold"
    REVISED = "revised"
    BEFORE_START = "before_start"
    POLARITY = "polarity"
    RETIRED = "retired"
    REDEFINED = "redefined"


class Severity(StrEnum):
    NOTE = "note"  # worth knowing
    WARNING = "warning"  # may be a fault, and the figures become current all the same
    STOP = "stop"  # a person must say that it is right before the figures become current


class Checked(Frozen):
    """What one check found in the figures of a series: in a sentence, and how many cells it is about."""

    name: CheckName
    severity: Severity
    text: Text
    cells: int = 0
