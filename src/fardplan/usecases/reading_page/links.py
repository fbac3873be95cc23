"""Sentences whose lines are links to the lines."""

import re
from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe

from fardplan.sources.council_document import Doubt, doubt_sentence
from fardplan.sources.council_document.doubts import MOST_SHOWN, lines_in_words
from fardplan.usecases.reading_page.lines_html import printable
from fardplan.vocabulary.text import Language

_PLACE = re.compile(r"(\d+)(?:–\d+)?")


def told(doubt: Doubt, language: Language) -> SafeString:
    """A doubt's sentence, escaped."""
    return mark_safe(escape(printable(doubt_sentence(doubt, language))))  # noqa: S308


def told_with_links(doubt: Doubt, shown: Collection[int], language: Language) -> SafeString:
    """A doubt's sentence in which each place leads to its first line; `shown` are those on the page."""
    sentence = doubt_sentence(doubt, language)
    words = lines_in_words(doubt.lines, language)
    before, met, after = sentence.partition(words)
    if not met or not doubt.lines:
        return told(doubt, language)
    parts = (escape(printable(before)), _linked(words, shown), escape(printable(after)))
    return mark_safe("".join(parts))  # noqa: S308 - every part has been escaped


def _linked(words: str, shown: Collection[int]) -> str:
    """ "rad 3–5 och 9" with links from 3–5 and from 9; a number of more places, which comes last, is none."""

    def link(met: re.Match[str]) -> str:
        return f'<a href="#line-{met[1]}">{met[0]}</a>' if int(met[1]) in shown else met[0]

    return _PLACE.sub(link, escape(words), count=MOST_SHOWN)
