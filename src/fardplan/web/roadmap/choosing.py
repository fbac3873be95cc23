"""Organisations in groups, as they are chosen in a form."""

from collections.abc import Callable, Iterable

from fardplan.presentation.translations import message, translate
from fardplan.usecases.steering.choosing import KnownOrganisation
from fardplan.vocabulary.text import Language

GROUPS = (
    (("executive", "council"), message("The council and its executive board")),
    (("board",), message("Boards")),
    (("district_board",), message("District boards")),
    (("company",), message("Companies")),
    (("other",), message("Others")),
)


def grouped(
    listed: Iterable[KnownOrganisation],
    language: Language,
    note: Callable[[KnownOrganisation], str] = lambda _: "",
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices for a form: group by group, each with its name and, where there is one, a note."""
    found = []
    for kinds, words in GROUPS:
        inside = [
            (item.key, f"{item.name.in_language(language)}{_beside(note(item))}")
            for item in listed
            if item.kind in kinds
        ]
        if inside:
            found.append((translate(words, language), inside))
    return found


def _beside(note: str) -> str:
    return f" ({note})" if note else ""
