"""The preparation: the first sentence that tells how the document was made."""

import re
from collections.abc import Sequence

from ..lines import Passage
from ..sentences import Sentence, said
from .headed import headings_over, is_heading
from .words import DOCUMENT

_DONE = (
    r"(?:beretts|utforts|genomforts av|tagits fram|utarbetats|arbetats fram|framtagits|upprattats"
    r"|formulerats|bedrivits|skrivits av|vaxt fram"
    r"|framarbetats"
    r"|vuxit fram|handlagts|forberetts|tillkommit|skett i samverkan|skett genom|skett i samrad|beretts av"
    r"|drivits|letts av)"
)
_MADE = re.compile(
    rf"\b(?:framtagandet|processen|arbetet)\b.*\b(?:leddes|drevs|inleddes|har letts|skedde|genomfordes)\b"
    rf"|\b(?:arendet|arbetet|det har \w+|denna|den|detta)\b.*\bhar\s+(?:\w+\s+){{0,6}}?{_DONE}\b"
    rf"|^(?:den|det|detta)\s+ar\s+framtag(?:en|et)\b"
    rf"|\b{DOCUMENT}\b.*?\b(?:har|ar)\s+(?:\w+\s+){{0,4}}?"
    rf"(?:{_DONE}|framtag(?:en|et|na)|framarbeta[dt]\w*|utarbeta[dt]\w*|(?:ett )?resultat(?:et)? av)\b"
    rf"|\b{DOCUMENT}\b.*?\b(?:togs fram|arbetades fram|utarbetades|bereddes|upprattades|har vuxit fram)\b"
    rf"|\bhar\s+(?:\w+\s+){{0,3}}?(?:tagit fram|utarbetat|arbetat fram|berett"
    rf"|upprattat)\b.*\b(?:{DOCUMENT}|arendet)\b"
    rf"|\b(?:{DOCUMENT}|texten)\b(?: \w+){{0,2}} (?:bygger|vilar) pa (?:\w+ ){{0,3}}?"
    rf"(?:samtal\w*|besok\w*|enkat\w*|dialog\w*|moten\w*|intervju\w*|synpunkt\w*|workshop\w*|radslag\w*|medborgar\w+|samrad\w*)\b"
    rf"|\btexten har (?:vuxit|arbetats|tagits)\b|\bhar lett arbetet\b"
    rf"|\b(?:projekt|arbets|styr|referens)grupp(?:en)?\b.*\bhar (?:traffats|lett|arbetat|samlat)\b"
    rf"|\bberedningen har (?:\w+ ){{0,3}}(?:traffat|intervjuat|besokt|bjudit)\b"
    rf"|\barbetet med (?:att ta fram )?.*\b{DOCUMENT}\b.*\bhar\b"
)
_NOT_OF_THIS = re.compile(
    r"\b(?:ska|skall|bor|kommer att)\s+(?:\w+\s+){0,2}(?:tas|utarbetas|arbetas)\b|\barbetats om\b"
    r"|\bvi\s+(?:\w+\s+)?tagit\b|\bhar vi\b"
)
_OVER = re.compile(
    r"beredning|tagits fram|tillkomst|framtagande|arbetets gang|\bprocess|sa har .* (?:till|fram)\b"
    r"|arbetssatt|genomforande av arbetet"
    r"|handlaggning|sa togs|sa arbetade|sa gjorde"
)
_BY_SENTENCE, _BY_HEADING, _FIRST = 3, 2, 1


def preparation(sentences: Sequence[Sentence], besides: Passage | None = None) -> Passage | None:
    """The sentence, best under a heading of preparation; `besides` is the mandate, which is another thing."""
    headings = headings_over(sentences)
    taken = set(besides.lines) if besides else set()
    best: tuple[int, int] | None = None
    for at, sentence in enumerate(sentences):
        if is_heading(sentence) or (besides and sentence.passage.flat in besides.flat and taken):
            continue
        worth = _worth(sentence, headings[at], first=at == 0 or is_heading(sentences[at - 1]))
        if worth and (best is None or worth > best[0]):
            best = (worth, at)
    return sentences[best[1]].passage if best else None


def _worth(sentence: Sentence, heading: str, *, first: bool) -> int:
    text = said(sentence)
    made = bool(_MADE.search(text)) and not _NOT_OF_THIS.search(text)
    over = bool(_OVER.search(heading))
    if made:
        return _BY_SENTENCE + _BY_HEADING * over + _FIRST * first * over
    return _BY_HEADING if over and first and heading.startswith(("arendets bered", "bered")) else 0
