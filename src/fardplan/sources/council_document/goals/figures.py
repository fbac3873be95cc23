"""Numbers as Swedish writes them, in digits and in words, and the units that they are counted in."""

import re

_SMALL = "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton"
_TEENS = "fjorton femton sexton sjutton arton nitton"
_TENS = "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio"
_WORDS: dict[str, float] = (
    {word: float(value) for value, word in enumerate(f"{_SMALL} {_TEENS}".split())}
    | {word: 10.0 * value for value, word in enumerate(_TENS.split(), start=2)}
    | {"ett": 1.0, "hundra": 100.0, "tusen": 1000.0}
)
NUMBER = (
    r"(?:(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+)(?:,\d+)?"
    rf"|\b(?:{'|'.join(_WORDS)})\b)"
)
"""A number, as a part of a pattern (which is to ignore case)."""

UNITS = (
    r"(?:procentenhet(?:er)?|procent|%|promille|[kMG]Wh(?:\s+per\s+\w+)?|[kMG]bit/s"
    r"|gram\s+per\s+\w+|kg\s+\w+(?:\s+per\s+\w+(?:\s+\w+)?)?|kilo\s+per\s+\w+|ton\s+(?:per\s+(?!år\s+20)\w+|(?!per\b)\w+(?:\s+per\s+\w+)?)"
    r"|(?:miljoner|miljarder)\s+kronor|mnkr|tkr|kronor|kilometer|km|mil|meter|hektar|kvadratmeter"
    r"|dagar|\w+dagar|dygn|timmar|timme|minuter|veckor|vecka|månader|månad|år|poäng|personer)"
)
"""A unit that is known as one, as a part of a pattern (which is to ignore case)."""

_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_KNOWN = re.compile(rf"(?P<unit>{UNITS})s?(?!\w)", re.IGNORECASE)
_A_YEAR = re.compile(r"år\s+20\d\d")
_DESCRIBING = re.compile(r"nya|professionella|gemensamma|olika|procent|\w+(?:ella|ala|iga|iska|ade)")
_THING = re.compile(r"[a-zåäö-]{3,}")
_GROUPED = re.compile(r"[ \u00a0\u202f.]")
_SMALL_WORDS = "per till och som med för ska har är att inom varje under av den det de vid senast från"
_NO_UNITS = frozenset(_SMALL_WORDS.split())


def number(text: str) -> float:
    """A number as Swedish writes it, in digits or as a word."""
    word = _WORDS.get(text.lower())
    return word if word is not None else float(_GROUPED.sub("", text).replace(",", "."))


def first_number(text: str) -> float | None:
    """The first number of a text, in digits or as a word."""
    match = _NUMBER.search(text)
    return number(match.group()) if match else None


def unit_after_number(text: str) -> str | None:
    """The unit that stands after the first number of a text."""
    match = _NUMBER.search(text)
    return unit_at(text[match.end() :]) if match else None


def unit_at(rest: str) -> str | None:
    """The unit with which a text begins, after a number: a known one, or the thing counted."""
    rest = rest.lstrip()
    known = _KNOWN.match(rest)
    if known:
        return None if _A_YEAR.match(rest) else unit_name(known["unit"])
    words = rest.split(maxsplit=8)
    thing = next((word for word in words if not _DESCRIBING.fullmatch(word)), "").strip(".,;:()")
    return thing if _THING.fullmatch(thing) and thing not in _NO_UNITS else None


def unit_name(unit: str) -> str:
    """A unit as it is named: "%" is "procent", and only what is an abbreviation keeps its capitals."""
    unit = " ".join(unit.split())
    return "procent" if unit == "%" else unit if unit[:1].isupper() or "Wh" in unit else unit.lower()
