"""The case number, in any of the many forms that registries give it."""

import re
from collections.abc import Iterable, Sequence

from ..dates import date_in
from ..lines import Line
from ..repair import number_read
from .facts import Fact, Label

_CODE = r"[A-ZÅÄÖ]{1,8}"
_NUMBER = re.compile(
    rf"""(?:{_CODE}[ ]?[/.-]?[ ]?|[a-zåäö]{{2,4}}[/-])?   # KS 2021/12, KS-2021/12, ks/2017:589
        (?:\d[\w./:–-]*\d|\d)                        # 2021/12, 2023/KS0418, 1.2.1-388/2016, 18KS123
        (?:\s[-–]\s\d[\d./:-]*)?                     # 4.1.2 - 56/2020
        (?:\s\d{{3}}(?![\d/:-]|\.\d))?                    # and the plan code 013
        (?:\s(?:{_CODE})\b(?!\s?\d))?                # 2018:123 KS
    """,
    re.VERBOSE,
)
_CODE_INSIDE = re.compile(rf"\d{{2,4}}[/-]{_CODE}\s\d{{3,5}}(?:\s\d{{3}}\b)?")
_LOOSE = re.compile(rf"\b{_CODE}[ /-]?(?:19|20)\d\d[-/:.]\d[\d.-]*\d?\b|\b(?:19|20)\d\d/{_CODE}\s?\d+\b")
_LABEL_ANYWHERE = re.compile(
    r"\b(?:[Dd]nr|DNR|[Dd]iarienummer|[Dd]iarienr|[Dd]iarie-?nr|[Ää]rendenummer|[Ää]rendenr)\b[.:]*\s*(?=\S)"
)
_TOP = 120  # lines in which a case number is looked for


def case_number(stated: Iterable[Fact], lines: Sequence[Line]) -> str | None:
    """The number that is labelled so; else the first that stands after such a word, else that looks so."""
    for fact in stated:
        if fact.label is Label.DNR and (number := number_in(fact.value.text)):
            return number
    top = [line.text for line in [*lines[:_TOP], *lines[-_TOP:]]]
    for text in top:
        for label in _LABEL_ANYWHERE.finditer(text):
            if number := number_in(text[label.end() :]):
                return number
    found = (match for text in top[:40] if (match := _LOOSE.search(text)) and not _of_another(text, match))
    return next((match.group().rstrip(".-") for match in found), None)


def _of_another(text: str, number: re.Match[str]) -> bool:
    """Whether a number stands in parentheses, within a sentence, after what it is of."""
    return text[: number.start()].endswith("(") and len(text[: number.start()].split()) > 1


def number_in(text: str) -> str | None:
    """The case number that a text begins with: it has a digit, and a sign or a code beside it."""
    text = text.lstrip()
    match = _CODE_INSIDE.match(text) or _NUMBER.match(text)
    if match is None:
        return None
    number = number_read(match.group().strip().rstrip(".-:/"))
    digits = sum(sign.isdigit() for sign in number)
    told = any(sign in number for sign in "/:-.–") or any(sign.isalpha() for sign in number)
    return number if digits >= 3 and told and not date_in(number) else None
