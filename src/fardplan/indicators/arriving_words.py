"""How the checks of figures that arrive are told."""

from collections.abc import Callable, Mapping

from fardplan.presentation.translations import translate_plural
from fardplan.vocabulary.check import CheckName
from fardplan.vocabulary.text import Language

SAID: Mapping[CheckName, Callable[[int, Language, str], str]] = {
    CheckName.RANGE: lambda count, language, first: translate_plural(
        "A figure is outside what it can be: {first}.",
        "{count} figures are outside what they can be, the first {first}.",
        count,
        language,
        first=first,
    ),
    CheckName.ZERO_LOST: lambda count, language, first: translate_plural(
        "A figure that was 0 is no longer there: {first}. No figure is not the same as 0.",
        "{count} figures that were 0 are no longer there, the first {first}. No figure is not the same as 0.",
        count,
        language,
        first=first,
    ),
    CheckName.GONE: lambda count, language, first: translate_plural(
        "A figure that was there is no longer: {first}.",
        "{count} figures that were there are no longer, the first {first}.",
        count,
        language,
        first=first,
    ),
    CheckName.ZEROS: lambda count, language, first: translate_plural(
        "A figure is 0 that may stand for no figure: {first}.",
        "{count} figures are 0 that may stand for no figure, the first {first}.",
        count,
        language,
        first=first,
    ),
    CheckName.PARTS: lambda count, language, first: translate_plural(
        "A figure of all does not agree with those of women and men: {first}.",
        "{count} figures of all do not agree with those of women and men, the first {first}.",
        count,
        language,
        first=first,
    ),
    CheckName.INTERVAL: lambda count, language, first: translate_plural(
        "A figure has an interval that tells nearly nothing, or is far wider than the others: {first}.",
        "{count} figures have intervals that tell nearly nothing, or are far wider than the others, the "
        "first {first}.",
        count,
        language,
        first=first,
    ),
    CheckName.UNTOLD: lambda count, language, first: translate_plural(
        "Too little is known to tell whether a figure is unusual: {first}.",
        "Too little is known to tell whether {count} figures are unusual, the first {first}.",
        count,
        language,
        first=first,
    ),
    CheckName.REVISED: lambda count, language, first: translate_plural(
        "A figure that was known has been revised: {first}.",
        "{count} figures that were known have been revised, the first {first}.",
        count,
        language,
        first=first,
    ),
}
"""How each check tells of so many figures, the first of them in words."""
