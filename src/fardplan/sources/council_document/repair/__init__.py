"""Repair of scan noise: words of the dictionary that the known confusions of scans lead to, with doubts."""

from ..confusions import neighbours
from .figures import number_read
from .judge import Finding, Judged
from .noise import CLEAN, Noise, measure
from .text import Flag, Repaired, begins_with_imperative, repair

__all__ = [
    "CLEAN",
    "Finding",
    "Flag",
    "Judged",
    "Noise",
    "Repaired",
    "begins_with_imperative",
    "measure",
    "neighbours",
    "number_read",
    "repair",
]
