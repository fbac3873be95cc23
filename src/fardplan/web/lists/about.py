"""What a list that is taken away as a file says of itself: its title, when it was taken, what was chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.text import Language

ABOUT, TAKEN = message("About the list"), message("Taken from Färdplan {day}.")
CHOSEN, SOUGHT = message("{found} of {total} rows, chosen by:"), message("Search")
SIMULATED = message("Simulated content.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many of the rows were chosen, and by what: words and values."""

    found: int
    total: int
    by: Sequence[tuple[str, str]]


def about_list(
    title: str, language: Language, taken: date, *, simulated: bool, chosen: Chosen | None = None
) -> tuple[str, tuple[str, ...]]:
    """The name of the sheet that tells it, and its lines."""
    return translate(ABOUT, language), tuple(_lines(title, language, taken, simulated, chosen))


def _lines(
    title: str, language: Language, taken: date, simulated: bool, chosen: Chosen | None
) -> Iterator[str]:
    yield title
    yield translate(TAKEN, language, day=date_text(taken, language))
    if chosen:
        yield translate(CHOSEN, language, found=chosen.found, total=chosen.total)
        yield from (f"{words}: {value}" for words, value in chosen.by)
    if simulated:
        yield translate(SIMULATED, language)
