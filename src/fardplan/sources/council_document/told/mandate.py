"""The mandate: the sentences that tell on whose assignment the document was made."""

import re
from collections.abc import Sequence

from ..lines import Passage
from ..sentences import Sentence, said
from .words import BODY, DOCUMENT, MADE_LATER

_GIVEN = re.compile(
    rf"\b(?:gavs|fick|har fatt|uppdrogs|tilldelades)\b(?=.*(?:{BODY}|kontoret|forvaltningen|uppdrag"
    rf"|direktoren|gruppen))"
    rf"|{BODY}.*\b(?:gavs?|fick|uppdrog|har fatt)\b"
    rf"|\bhar\b(?:\s+\S+){{0,8}}?\s+(?:gett|givit|uppdragit|lamnat)\b.*(?:{BODY}|uppdrag|direktor"
    rf"|forvaltning|kontor|\bat\b)"
    rf"|\b(?:gav|uppdrog)\b.*(?:{BODY}|uppdrag)"
    rf"|\b(?:beslutade|beslot|har beslutat)\b.*\batt\s+(?:uppdra\b|ge\s.*\buppdrag)"
    rf"|\b(?:beslutade|beslot|har beslutat)\b.*\batt\s+(?:\S+\s+){{1,4}}(?:skulle|ska|skall)\s+{MADE_LATER}\b"
    rf"|\b(?:beslutade|beslot|har beslutat)\b.*\batt\s+(?:\S+\s+){{0,3}}?{DOCUMENT}\s+(?:skulle|ska"
    rf"|skall)\s+(?:tas fram|utarbetas|arbetas fram|upprattas)\b"
    rf"|{BODY}\s+(?:bestallde|beslutade att bestalla)\s+(?:\S+\s+){{0,2}}?{DOCUMENT}\b"
    rf"|{BODY}\s+har\s+(?:\w+\s+)?i uppdrag att\b"
    rf"|\bpa uppdrag av\s+(?:\w+\s+)?{BODY}|\bpa {BODY} uppdrag\b|\bhar haft i uppdrag att\b"
    rf"|\b(?:tagits|togs) fram efter en motion\b.*{BODY}"
)
_TASK = re.compile(r"\b(?:i uppdrag|uppdraget|uppdrag|uppdra|uppdrog)\b")
_MAKES = re.compile(rf"\b{MADE_LATER}\b")
_DOCUMENT = re.compile(rf"\b{DOCUMENT}\b")
_BODY = re.compile(BODY)
_MANDATED = re.compile(rf"^enligt\s+uppdraget\s+(?:ska|skall|skulle)\s+(?:den|det|(?:\w+\s+)?{DOCUMENT})\b")
_SPOKEN_OF = re.compile(r"\benligt\s+uppdraget\b|\buppdraget (?:ar att|ska|innebar|bestar|var att)\b")
_LAW = re.compile(
    rf"^enligt\s.*\bska\s+(?:varje|alla|kommunen|regionen|namnden|namnderna|kommunerna)\b.*"
    rf"\b(?:besluta om|anta|ha|uppratta|ta fram|faststalla)\b.*\b{DOCUMENT}\b"
)
_PROPOSED = re.compile(r"\b(?:foreslas|foreslar|f\wljande uppdrag|uppdrag f\wr)\b")
_ENOUGH = 4


def mandate(sentences: Sequence[Sentence]) -> Passage | None:
    """The sentence that says who gave the task, and what the document is to be by it ("Enligt uppdraget ska
    programmet …"); the best such place.

    Where no one is said to have given it, the rule that asks for such a document; else None.
    """
    texts = [said(sentence) for sentence in sentences]
    best: tuple[int, int, int] = (0, 0, 0)
    for at, text in enumerate(texts):
        worth, last = _worth(text), at
        following = texts[at + 1] if at + 1 < len(texts) else ""
        if worth and _MANDATED.search(following):
            worth, last = worth + 2, at + 1
        if worth > best[0]:
            best = (worth, at, last)
    if best[0] >= _ENOUGH:
        return sentences[best[1]].through(sentences[best[2]])
    law = next((at for at, text in enumerate(texts) if _LAW.search(text)), None)
    return None if law is None else sentences[law].passage


def _worth(text: str) -> int:
    """How surely a sentence gives the task: given by somebody, named a task, of making, of a document."""
    if _PROPOSED.search(text):
        return 0
    if not _GIVEN.search(text):
        return 3 if _SPOKEN_OF.search(text) else 0
    marks = (_TASK, _BODY, _MAKES, _DOCUMENT)
    return 2 + sum(bool(mark.search(text)) for mark in marks) + bool(_MAKES.search(text))
