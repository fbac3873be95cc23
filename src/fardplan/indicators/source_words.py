"""What a source says of its own figures, held against the definition: polarity, end and change of meaning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fardplan.indicators.definition import IndicatorDefinition
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.check import Checked, CheckName, Severity
from fardplan.vocabulary.text import Text

OPPOSITES = (
    ("otrygg", "trygg"),
    ("obehörig", "behörig"),
    ("missnöjd", "nöjd"),
    ("arbetslös", "sysselsatt"),
    ("lågt förtroende", "högt förtroende"),
    ("misstro", "tillit"),
    ("ohälsa", "hälsa"),
)
"""Words for the same thing seen from either side. The one that is given first holds the other, or says no."""

ASKED = re.compile(r"på frågan|dividera[td]")
"""What follows is a question with both words in it, or what is divided by; what is counted stands before."""

ENDED = re.compile(r"\b(avslutad|utgår|utgått|ersatts|upphört)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A source's title and description of its figures; `before`: the description when it was last asked."""

    code: str
    title: str
    description: str
    before: str | None = None


def check_words(definition: IndicatorDefinition, words: SourceWords | None, code: str) -> tuple[Checked, ...]:
    """What there is to say of a source's words. `words` is None where the source no longer has the code."""
    if words is None:
        return (_checked(CheckName.RETIRED, message("The source no longer has {code}."), code=code),)
    return tuple(_checks(definition, words))


def _checks(definition: IndicatorDefinition, words: SourceWords) -> Iterator[Checked]:
    if side := _other_side(words.title, words.description):
        yield _checked(
            CheckName.POLARITY,
            message(
                "{code} is called “{title}”, but its description speaks of the opposite, “{word}”. See "
                "which of them the figures are."
            ),
            code=words.code,
            title=words.title,
            word=side,
        )
    if definition.retired is None and (ENDED.search(words.title) or ENDED.search(words.description)):
        yield _checked(
            CheckName.RETIRED,
            message("The source says that {code} has ended: “{title}”."),
            code=words.code,
            title=words.title,
        )
    if words.before is not None and _plain(words.before) != _plain(words.description):
        yield _checked(
            CheckName.REDEFINED,
            message("The source describes {code} in other words than before: “{new}” instead of “{old}”."),
            code=words.code,
            new=words.description,
            old=words.before,
        )


def _other_side(title: str, description: str) -> str | None:
    """The word of a description that is the opposite of a word of its title, if the two never agree."""
    named, said = title.lower(), ASKED.split(description.lower())[0]
    for negative, positive in OPPOSITES:
        here, there = _side(named, negative, positive), _side(said, negative, positive)
        if here and there and here != there:
            return there
    return None


def _side(text: str, negative: str, positive: str) -> str | None:
    """Which of two opposite words a text has; None where it has neither or both."""
    without = text.replace(negative, " ")
    has_negative, has_positive = negative in text, positive in without
    if has_negative == has_positive:
        return None
    return negative if has_negative else positive


def _plain(text: str) -> str:
    return " ".join(text.split())


def _checked(name: CheckName, said: str, **values: str) -> Checked:
    text = Text(sv=translate(said, "sv", **values), en=translate(said, "en", **values))
    return Checked(name=name, severity=Severity.STOP, text=text)
