"""Earlier decisions: sentences that tell what a body has decided before, with dates as far as stated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..dates import YEAR, date_in, stated_date
from ..lines import Passage
from ..sentences import Sentence, said
from .headed import headings_over
from .words import BODY

_ACTIVE = re.compile(
    r"\b(?:beslutade|beslot|antog|godkande|faststallde|uppdrog|bifoll|avslog|reviderade)\b"
    r"|\b(?:19|20)\d\d\b.*\btillstyrkte\b|\btillstyrkte\b.*\b(?:19|20)\d\d\b"
    r"|\blade\b.*\btill handlingarna\b"
    r"|\b(?:har|hade)\b(?:\s+\S+){0,8}?\s+(?:beslutat|antagit|godkant|faststallt|uppdragit)\b"
    r"|\b(?:har|hade)\b(?:\s+\S+){0,8}?\s+fattat(?:\s+\S+){0,3}?\s+beslut\b|\b(?:fattade"
    r"|tog)(?:\s+\S+){0,6}?\s+beslut\b"
)
_PASSIVE = re.compile(
    r"\b(?:antogs|godkandes|faststalldes|beslutades|reviderades)\b"
    r"|\bhar\b(?:\s+\S+){0,6}?\s+(?:antagits|godkants|faststallts|beslutats)\b|\bar\s+(?:antagen|antaget"
    r"|faststalld|faststallt) av\b"
)
_BODY = re.compile(rf"\b{BODY}\b|\b(?:kommunen|staden|regionen|kommun|stad)\s+(?:antog|beslutade)\b")
_ANNOUNCES = re.compile(r"\b(?:beslutar f\wljande|beslutar att|beslutat f\wljande|foreslar|foreslas)\b")
_BEFORE_THIS = re.compile(r"\b(?:tidigare|forra|nuvarande|gallande|forsta|ursprungliga|foregaende)\b")
_IN_PASSING = re.compile(
    rf"\b(?:som|vilka|vad|vilket)\s+{BODY}\s+(?:har\s+)?(?:beslutat|beslutade|antagit|faststallt)\b"
)
_ATTRIBUTE = re.compile(rf"\bav\s+{BODY}\s+(?:beslutade|antagna|faststallda|godkanda)\b")
_CLAUSE = re.compile(r"\d{1,2}[.)]\s+att\s")  # of a decision, or of what somebody moved
_BUDGET_YEAR = re.compile(r"\bbudget(?:en)?\s+(?:for\s+)?(?:ar\s+)?((?:19|20)\d\d)\b")
_YEAR_AFTER = re.compile(
    rf"\b(?:antog|antogs|beslutade|beslutades|godkande|godkandes|faststallde|faststalldes|fullmaktige"
    rf"|antagits)\s+({YEAR})\b"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """An earlier decision with its date as far as stated: YYYY, YYYY-MM or YYYY-MM-DD.

    `budget_year`: only the budget's year is stated, and budgets are decided before their year.
    """

    passage: Passage
    date: str | None
    budget_year: int | None = None


def earlier_decisions(sentences: Sequence[Sentence], besides: Passage | None = None) -> list[Dated]:
    """The sentences in the order told; `besides` is the mandate, which is told for itself."""
    found = []
    headings = headings_over(sentences)
    for sentence, heading in zip(sentences, headings, strict=True):
        text = said(sentence)
        if (
            sentence.passage.flat.endswith(":")
            or _CLAUSE.match(sentence.passage.flat)
            or not _decided(text, heading)
            or (besides and sentence.passage == besides)
        ):
            continue
        budget = _BUDGET_YEAR.search(text)
        date = _date(text, bool(budget))
        year = int(budget[1]) if budget and date is None else None
        found.append(Dated(sentence.passage, date, year))
    return found


def _decided(text: str, heading: str) -> bool:
    """A body that acted, or something that was adopted by one or on a day; never what is only announced."""
    if _ANNOUNCES.search(text):
        return False
    if _BEFORE_THIS.search(text) and _YEAR_AFTER.search(text):
        return True
    if (
        heading.startswith(("tidigare beslut", "tidigare behandling"))
        and _BODY.search(text)
        and date_in(text)
    ):
        return True
    text = _ATTRIBUTE.sub(" ", text)
    body = _BODY.search(text)
    if body and _ACTIVE.search(text) and not (_IN_PASSING.search(text) and len(stated_date(text) or "") <= 4):
        return True
    return bool(
        _PASSIVE.search(text) and (body or date_in(text) or re.match(r"\d{4}-", stated_date(text) or ""))
    )


def _date(text: str, budget: bool) -> str | None:
    date = stated_date(text)
    if date and len(date) == 4 and budget:
        return None
    if date is None and not budget and (match := _YEAR_AFTER.search(text)):
        return match[1]
    return date
