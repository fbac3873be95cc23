"""Groups of people in words: `sex=K;provider=municipal` as a reader says it."""

from collections.abc import Mapping

from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.text import Language, Text

CATEGORIES: dict[tuple[str, str], str] = {
    ("sex", "K"): message("girls and women"),
    ("sex", "M"): message("boys and men"),
    ("provider", "municipal"): message("municipal schools"),
    ("provider", "independent"): message("independent schools"),
}

DIMENSIONS = {"sex": message("sex"), "provider": message("school provider"), "school": message("school")}

UNKNOWN = "-"
"""The category of those whose category is not known."""

Names = Mapping[tuple[str, str], Text]
"""Names of categories by dimension and code, as in a sentence; of a dimension itself by the empty code."""

NO_NAMES: Names = {}


def dimension_words(dimension: str, language: Language, names: Names = NO_NAMES) -> str:
    """What people are divided by; one that has no words stands as it is written."""
    if (dimension, "") in names:
        return names[dimension, ""].in_language(language)
    return translate(DIMENSIONS[dimension], language) if dimension in DIMENSIONS else dimension


def group_words(group: Group, language: Language, names: Names = NO_NAMES) -> str:
    """The categories in words, in order of dimension; one that has no words stands as it is written.

    `names` are those of the city's own registers; they go before the words that everybody uses.
    """
    if not group.categories:
        return translate("everybody", language)
    return ", ".join(_words(pair, language, names) for pair in group.categories)


def _words(pair: tuple[str, str], language: Language, names: Names) -> str:
    if pair in names:
        return names[pair].in_language(language)
    if pair[1] == UNKNOWN:
        dimension = dimension_words(pair[0], language, names)
        return translate("{dimension} not known", language, dimension=dimension)
    if pair in CATEGORIES:
        return translate(CATEGORIES[pair], language)
    return f"{dimension_words(pair[0], language, names)}: {pair[1]}"
