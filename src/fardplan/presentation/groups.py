"""Groups of people in words: `sex=K;provider=municipal` as a reader says it."""

from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.text import Language

CATEGORIES: dict[tuple[str, str], str] = {
    ("sex", "K"): message("girls and women"),
    ("sex", "M"): message("boys and men"),
    ("provider", "municipal"): message("municipal schools"),
    ("provider", "independent"): message("independent schools"),
}

DIMENSIONS = {"sex": message("sex"), "provider": message("school provider")}


def dimension_words(dimension: str, language: Language) -> str:
    """What people are divided by; one that has no words stands as it is written."""
    return translate(DIMENSIONS[dimension], language) if dimension in DIMENSIONS else dimension


def group_words(group: Group, language: Language) -> str:
    """The categories in words, in order of dimension; one that has no words stands as it is written."""
    if not group.categories:
        return translate("everybody", language)
    return ", ".join(_words(pair, language) for pair in group.categories)


def _words(pair: tuple[str, str], language: Language) -> str:
    return translate(CATEGORIES[pair], language) if pair in CATEGORIES else f"{pair[0]}: {pair[1]}"
