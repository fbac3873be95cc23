"""Sweden's municipalities by code, so that a comparison can say who they were.

Source: Statistics Sweden's municipality codes, as Kolada lists them (2026).
"""

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("municipalities.csv")


@cache
def municipality_names() -> dict[str, str]:
    """The name of each of the 290 municipalities by its four-digit code."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
