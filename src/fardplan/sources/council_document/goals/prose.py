"""Goals that stand as sentences in running text: "Senast 2026 ska samtliga entréer …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..fuzzy import fold
from ..lines import Passage
from .targets import to_reach

_END = re.compile(r"(?<!\b[A-ZÅÄÖ])(?<!\bkap)(?<!\bca)(?<!\bbl\.a)[.!?]\s+(?=[A-ZÅÄÖ])")
_STATES = re.compile(
    r"^(?:Minst|Högst|Lägst|Andelen|Antalet|Senast|Alla|Samtliga|Ingen|Inga|Inget|Varje|Väntetiden|Skillnaden"
    r"|Till (?:år |utgången av |och med )?20\d\d|I varje|Från och med 20\d\d)\b.*\b(?:ska|skall)\b"
)
_IS_THE_GOAL = re.compile(
    r"^(?:(?:Det|Kommunens|Stadens|Regionens|Nämndens|Vårt) (?:övergripande |långsiktiga |gemensamma )?målet?"
    r"|Målet|För [\w -]{3,40} är målet)\b.{0,40}?\b(?:är )?att\b"
    r"|^(?:Programmets|Strategins|Planens|Policyns) övergripande mål är att\b"
    r"|^Vi åtar oss(?: också| även)? att\b"
    r"|^[A-ZÅÄÖ]\w+ (?:fastställer|anger|slår fast) (?:ett|det) (?:\w+ )?mål(?:et)? (?:om )?att\b"
)
_OVER_ALL = re.compile(
    r"^(?:Det|[A-ZÅÄÖ]\w+s) övergripande mål(?:et)? är att\b"
    r"|^[A-ZÅÄÖ]\w+ (?:fastställer|anger|slår fast) (?:ett|det) (?:\w+ )?mål(?:et)? (?:om )?att\b"
)
_AIMS_AT = re.compile(
    r"^(?:Därför är målet att|(?:Ett|Vårt) (?:annat|viktigt|första|andra) mål är att|Ett mål är att"
    r"|[A-ZÅÄÖ]\w*(?: och \w+)? har som mål att|Programmets mål är att)\b"
)
_IS_TO_DO = re.compile(
    r"^[A-ZÅÄÖ][\wåäö-]*(?:(?:-?,? och)? [\wåäö-]+)?(?:nämnden|styrelsen|förvaltningen|kontoret|bolaget)"
    r"\s+ska(?:ll)?\s+(?:senast|under)\s"
)
_OF_OTHERS = re.compile(r"\b(?:enligt|lagen|riksdag\w*|regering\w*|nationell\w*|i riket|agenda 2030|eu)\b")
_ABOUT_GOALS = re.compile(
    r"\b(?:delm\Sl\w*|etappm\Sl\w*|m\Slen|indikator\w*|strategin|programmet|planen|policyn)\b"
)
_RESPONSIBLE = re.compile(r"^Ansvariga?\s+(?:nämnd\s+)?för\s+(?:\w+\s+){0,3}?\w+\s+är\s+(?P<who>[^,.]{4,80})")


@dataclass(frozen=True, slots=True)
class Stated:
    """A goal that a sentence states, and who the next sentence says is responsible for it."""

    passage: Passage
    responsible: Passage | None


def stated_in(paragraph: Passage, *, alone: bool = False) -> list[Stated]:
    """The goals that the sentences of a paragraph state: what is to be, how much or by when.

    `alone`: the document sets out its goals in no other way, so that more ways of stating them are known.
    """
    found: list[Stated] = []
    for sentence in _sentences(paragraph):
        text = sentence.flat
        who = _RESPONSIBLE.match(text)
        if who and found:
            found[-1] = Stated(found[-1].passage, sentence.slice(*who.span("who")))
        elif _states_a_goal(text) or (alone and (_AIMS_AT.match(text) or _IS_TO_DO.match(text))):
            found.append(Stated(sentence, None))
    return found


def over_all(stated: Stated) -> bool:
    """Whether a goal says that it is the one over all others ("Det övergripande målet är att …")."""
    return bool(_OVER_ALL.match(stated.passage.flat))


def _states_a_goal(text: str) -> bool:
    if _OF_OTHERS.search(fold(text)):
        return False
    if _IS_THE_GOAL.match(text):
        return True
    return bool(_STATES.match(text)) and not _ABOUT_GOALS.search(fold(text)) and to_reach(text) is not None


def _sentences(paragraph: Passage) -> Iterator[Passage]:
    text = paragraph.flat
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.start() + 1 if match else len(text)
        yield paragraph.slice(start, end)
        start = match.end() if match else end
