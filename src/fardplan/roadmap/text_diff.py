"""How a longer text differs between two editions: quoted whole where short, else what came and went."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from fardplan.roadmap.sentences import say
from fardplan.vocabulary.text import LANGUAGES, Language, Text

SHORT = 160
"""A text of at most so many characters is quoted whole, before and after."""

QUOTED = 320
"""What was added or removed is quoted to at most so many characters."""

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")


def text_difference(name: Text, old: Text | None, new: Text | None) -> Text | None:
    """What became of the text that `name` names, as a clause; None where the Swedish says the same.

    `name` is of common gender in Swedish: motiveringen, beskrivningen.
    """
    if (old.sv if old else None) == (new.sv if new else None):
        return None
    if old is None or new is None:
        return _come_or_gone(name, old, new)
    before, after = _compared(old, new)
    if all(len(text.in_language(each)) <= SHORT for text in (before, after) for each in LANGUAGES):
        return say(
            "{name} lyder nu ”{new}”; den löd ”{old}”",
            "{name} now reads “{new}”; it read “{old}”",
            name=name,
            new=after,
            old=before,
        )
    clauses = {language: _moves(before, after, language) for language in LANGUAGES}
    return say(
        "{name} är ändrad; {moves}",
        "{name} has changed; {moves}",
        name=name,
        moves=Text(sv=clauses["sv"], en=clauses["en"]),
    )


def keys_difference(old: Sequence[str], new: Sequence[str]) -> Text | None:
    """Which keys came and went, as a clause; None where they are the same in the same order."""
    if tuple(old) == tuple(new):
        return None
    came = [key for key in new if key not in old]
    went = [key for key in old if key not in new]
    if not came and not went:
        return Text(sv="ordningen är en annan", en="the order is another")
    return Text(
        sv="; ".join(_named("tillagt", came) + _named("borttaget", went)),
        en="; ".join(_named("added", came) + _named("removed", went)),
    )


def _named(word: str, keys: Sequence[str]) -> list[str]:
    return [f"{word}: {', '.join(keys)}"] if keys else []


def _come_or_gone(name: Text, old: Text | None, new: Text | None) -> Text:
    if new is not None:
        return say("{name} är ny: ”{new}”", "{name} is new: “{new}”", name=name, new=_abridged(new))
    assert old is not None  # only one of the two is missing
    return say(
        "{name} är borttagen; den löd ”{old}”",
        "{name} is gone; it read “{old}”",
        name=name,
        old=_abridged(old),
    )


def _compared(old: Text, new: Text) -> tuple[Text, Text]:
    """The two as they are compared in each language; in English the Swedish where that tells nothing."""
    if old.en and new.en and old.en != new.en:
        return old, new
    return Text(sv=old.sv), Text(sv=new.sv)


def _moves(old: Text, new: Text, language: Language) -> str:
    added, removed = {"sv": ("tillagt", "borttaget"), "en": ("added", "removed")}[language]
    before, after = (_sentences(text.in_language(language)) for text in (old, new))
    came, went = [], []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            went += before[i1:i2]
            came += after[j1:j2]
    said = [
        f"{word}: {_quoted(_cut(' '.join(parts)), language)}"
        for word, parts in ((added, came), (removed, went))
        if parts
    ]
    return "; ".join(said) or {"sv": "bara mellanrum skiljer", "en": "only the spacing differs"}[language]


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if part]


def _quoted(text: str, language: Language) -> str:
    return f"”{text}”" if language == "sv" else f"“{text}”"


def _abridged(text: Text) -> Text:
    return Text(sv=_cut(text.sv), en=_cut(text.en) if text.en else None)


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED].rsplit(" ", 1)[0] + " …"
