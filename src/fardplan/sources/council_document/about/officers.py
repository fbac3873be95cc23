"""Who wrote it or answers for it: the officer named under a label, or at the top with an address beside."""

import re
from collections.abc import Sequence

from ..fuzzy import fold
from ..lines import Row
from ..people import is_name, is_role, name_at_start
from .facts import Fact, Label, slots

_BY_WORTH = (Label.OFFICER, Label.CONTACT, Label.RESPONSIBLE)
_ADDRESS = re.compile(r"(?<![\w.-])([\w.-]+)@[\w.-]+\w")
_WORDS_BEFORE = re.compile(r"(?:\S+\s+){1,3}?(?=[A-ZÅÄÖ])")
_TITLE_BEFORE = re.compile(r"(?:^|[,:]\s*)(?:\w+\s)?(?:\w+)[,:]\s+(?=[A-ZÅÄÖ])")  # "Utredare: Anna Ek"
_TITLES = re.compile(r"^(?:Fil\. dr|Dr|Docent|Prof\.)\s+")


_PAPER = re.compile(r"^(?:[•–-]\s+)?(?:\w+s\s)?(?:[Tt]jänsteskrivelse|[Tt]jänsteutlåtande)\b[^,]*,\s*")


def officer(stated: Sequence[Fact], head: Sequence[Row], rows: Sequence[Row] = ()) -> str | None:
    """The name of the officer, without role; None where only an office or a role is named.

    `rows` are those of the whole document: in an extract of minutes the paper that the decision rests on
    names who wrote it.
    """
    for label in _BY_WORTH:
        for fact in stated:
            if fact.label is label and (name := _named(fact.value.text)):
                return name
    answers = (fact for fact in stated if fact.label is Label.ANSWERS and fact.place < len(head))
    papers = (row.text[paper.end() :] for row in rows if (paper := _PAPER.match(row.text)))
    return (
        _with_address(head)
        or next((name for fact in answers if (name := _named(fact.value.text))), None)
        or next((name for text in papers if (name := _named(text))), None)
    )


def _named(text: str) -> str | None:
    lead = _TITLES.match(text)
    text = text[lead.end() :] if lead else text
    if size := name_at_start(text):
        return text[:size]
    words = _WORDS_BEFORE.match(text)
    if words and is_role(words.group()) and (size := name_at_start(text[words.end() :])):
        return text[words.end() : words.end() + size]
    after = _TITLE_BEFORE.search(text)
    if after and (size := name_at_start(text[after.end() :])):
        return text[after.end() : after.end() + size]
    return None


def _with_address(head: Sequence[Row]) -> str | None:
    """A name whose parts are those of an e-mail address a few rows below it."""
    names = [(at, slot.text.split(",")[0].strip()) for at, row in enumerate(head) for slot in slots(row)]
    for at, row in enumerate(head):
        for address in _ADDRESS.finditer(row.text):
            local = fold(address[1]).replace("-", "")
            for place, name in names:
                if 0 <= at - place <= 6 and is_name(name) and _in_address(name, local):
                    return name
    return None


def _in_address(name: str, local: str) -> bool:
    words = fold(name).replace("-", "").split()
    return words[0] in local and words[-1] in local
