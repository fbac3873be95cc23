"""What a report's file is called: by what it is, what it is about and its day, as a secretary names it."""

import unicodedata
from datetime import date

from fardplan.presentation.translations import translate
from fardplan.usecases.reporting.order import Kind, Subject
from fardplan.vocabulary.text import Language

MOST_SIGNS = 72
"""How long the subject may be in a name."""


def file_stem(kind: Kind, subject: Subject, language: Language) -> str:
    """`lagesrapport`, `stadsdelsprofil-farsta`: the kind and the subject in letters that every system has.

    A subject that says the kind itself is enough: `skolnamnden-verksamhetsplan-2027`.
    """
    named = slug(subject.name.in_language(language), most=MOST_SIGNS) if subject.key else ""
    kinds = slug(kind.name.in_language(language))
    if kinds and f"-{kinds}-" in f"-{named}-":
        return named
    return "-".join(filter(None, (kinds, named))) or kind.key


def file_name(
    kind: Kind, subject: Subject, language: Language, day: date, ending: str, *, short: bool = False
) -> str:
    """`lagesrapport-2027-05-05.docx`, and in the form of two pages `lagesrapport-kort-2027-05-05.docx`."""
    form = slug(translate("short", language)) if short else ""
    parts = (file_stem(kind, subject, language), form, day.isoformat())
    return f"{'-'.join(filter(None, parts))}.{ending}"


def slug(words: str, *, most: int = 200) -> str:
    """Words as small letters, figures and hyphens, at most so many and never half a word."""
    words = words.replace("'", "").replace("\u2019", "")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    while len(parts) > 1 and len("-".join(parts)) > most:
        parts.pop()
    return "-".join(parts)[:most]
