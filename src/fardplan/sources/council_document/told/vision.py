"""The vision: the sentence that says what the city wants to be, and by which year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..dates import YEAR
from ..fuzzy import fold
from ..lines import Passage
from ..sentences import Sentence, said
from .headed import headings_over, is_heading

_IS_VISION = re.compile(
    r"^(?:\w+\s+){0,3}?(?:vision|visionen|malbild|malbilden)(?:\s+(?:for|om)\s+(?:\S+\s+){1,6}?)?\s*(?:ar"
    r"|lyder|:|-)\s+(?:att\s+|ett?\s+|en\s+)"
)
_LABELLED = re.compile(r"^(?:\w+s?\s+)?vision(?:en)?\s*:\s+\S+\s+\S+", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"^(?:sa|den|det|detta|denna|orden|formuleringen|visionen|meningen)\b.*\b(?:vision|visionen|visions\w*"
    r"|malbild|malbilden|framtidsbild\w*)\b"
)
_BACK = re.compile(
    r"^(?:sa\s+(?:ar|lyder|beskrivs|star|formuleras|uttrycks|sammanfattas|heter)"
    r"|den\s+\w*\s*formulering\w*|det\s+ar"
    r"|detta\s+ar|den\s+visionen|visionen\s+(?:ar|har)\s+(?:hamtad|formulerad|antagen|antagits|beslutad)"
    r"|orden\s)"
)
_ANNOUNCES = re.compile(r"\b(?:vision|visionen|malbild|malbilden|bild|bilden|framtidsbild\w*)\b[^.]*:$")
_PICTURE = re.compile(
    rf"^(?:ar|senast(?: ar)?|i|till(?: ar)?|vid|om)\s+{YEAR}\s+(?:ar|har|lever|finns|kan|praglas|bor"
    rf"|kannetecknas|ska|vill|mar|star)\b"
    rf"|^(?:\S+\s+){{1,4}}{YEAR}\s+(?:ar|dr)\s+(?:en|ett|platsen|den|kommunen|staden)\b"
    rf"|^i\s+(?:\S+\s+){{1,2}}{YEAR}\s+(?:kan|vill|\w+r)\b|^(?:\S+\s+){{1,3}}ar\s+ar\s+{YEAR}\s+(?:en|ett)\b"
    rf"|\b(?:ska|skall|vill)\s+(?:\S+\s+){{0,3}}?ar\s+{YEAR}\s+vara\b|\bska\s+vara\b.*\bar\s+{YEAR}$"
)
_FORECAST = re.compile(
    r"\b(?:prognos\w*|beraknas|berakningar|vantas|bedoms|uppskattas|procent|statistik\w*)\b"
)
_OVER = re.compile(
    r"^(?:\S+\s+){0,3}(?:vision\w*|malbild\w*|framtidsbild\w*|onskat lage|vart vi ar pa vag|dit vill vi"
    r"|vart vill vi)\b"
)
_SAID_ELSEWHERE = re.compile(
    r"\bvision\b.*\bar\b.*\bledstjarna\b"
    r"|\b(?:visionen|den)\s+(?:ar|har)\s+(?:hamtad|antag\w+|beslutad\w*|utgangspunkt\w*|en utgangspunkt"
    r"|formulerad|beskriv\w+)"
)
_INLINE = re.compile(
    r"[^:.]*\b[Vv]ision(?:en)?\b[^:.]*\b(?:f\S{1,2}ljande|lyder|tydlig|s\S{1,2}"
    r"|s\S{1,2} h\S{1,2}r|framg\S{1,2}r)\s*:\s+"
    r"|[^:.]*\ben\s+[Vv]ision\s*:\s+|Den lyder\s*:\s+"
)
_TELLS = re.compile(
    r"\b(?:ar|har|ska|skall|kan|vill|far|mar|blir|lever|finns|vaxer|bor|trivs|vagar|tar|ger|gor|skapar|bygger"
    r"|utvecklar|moter|kanner|formar|praglas|valjer|arbetar|star|vara|bli|leva)\b"
)
_QUOTED = re.compile(r"[^:”\"“]*\b[Vv]ision\w*[^:”\"“]*:\s+[”\"“]")
_YEAR = re.compile(YEAR)
_BACKED, _DIRECT, _PICTURED, _HEADED, _ALONE = 4, 4, 2, 2, 1
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Envisioned:
    """The sentence and its year, which may be named beside it ("Vision 2040")."""

    passage: Passage
    year: int | None


def vision(sentences: Sequence[Sentence]) -> Envisioned | None:
    """The best such sentence, the first of equals; None when nothing is told as a vision."""
    texts = [said(sentence) for sentence in sentences]
    headings = headings_over(sentences)
    best: tuple[int, int] | None = None
    for at, sentence in enumerate(sentences):
        worth = _worth(sentences, texts, headings, at)
        if worth >= _ENOUGH and not is_heading(sentence) and (best is None or worth > best[0]):
            best = (worth, at)
    if best is None:
        return _named(sentences)
    at = best[1]
    return Envisioned(_without_label(sentences[at].passage), _year(texts, at))


_NAMED = re.compile(
    r"\b[Vv]ision(?:en)?(?:\s+(?:är|heter|lyder|om))?,?\s+[”\"“](?P<vision>[A-ZÅÄÖ][^”\"“]{10,140})[”\"“]"
)


def _named(sentences: Sequence[Sentence]) -> Envisioned | None:
    """A vision that is only named between quotation marks ("visionen ”Norrvik 2040 – en stad för alla”")."""
    for sentence in sentences:
        match = _NAMED.search(sentence.passage.flat)
        if match is not None:
            year = _YEAR.search(match["vision"])
            return Envisioned(
                sentence.passage.slice(*match.span("vision")), int(year.group()) if year else None
            )
    return None


def _worth(sentences: Sequence[Sentence], texts: Sequence[str], headings: Sequence[str], at: int) -> int:
    text = texts[at]
    if _FORECAST.search(text) or _SAID_ELSEWHERE.search(text) or len(text.split()) < 5:
        return 0
    after = texts[at + 1] if at + 1 < len(texts) else ""
    backed = bool(_BACK.search(after) and _POINTS_BACK.search(after))
    direct = bool(_IS_VISION.search(text) or _LABELLED.search(sentences[at].passage.flat)) or _announced(
        sentences, at
    )
    direct = direct or bool(_INLINE.match(sentences[at].passage.flat))
    pictured = bool(_PICTURE.search(text))
    first = at > 0 and is_heading(sentences[at - 1])
    headed = bool(_OVER.search(headings[at])) and (pictured or (first and bool(_TELLS.search(text))))
    alone = sentences[at].whole.flat == sentences[at].passage.flat
    worth = _BACKED * backed + _DIRECT * direct + _PICTURED * pictured + _HEADED * headed
    return worth + _ALONE * alone if worth else 0


def _announced(sentences: Sequence[Sentence], at: int) -> bool:
    """Whether the sentence before ends by announcing the vision ("Kommunens vision lyder:")."""
    return bool(at and _ANNOUNCES.search(fold(sentences[at - 1].passage.flat)))


def _year(texts: Sequence[str], at: int) -> int | None:
    for near in (at, at + 1, at - 1):
        speaks = 0 <= near < len(texts) and (near == at or re.search(r"vision|malbild", texts[near]))
        match = _YEAR.search(texts[near]) if speaks else None
        if match:
            return int(match.group())
    return None


def _without_label(found: Passage) -> Passage:
    label = re.match(r"(?:\w+s?\s+)?[Vv]ision(?:en)?\s*:\s+", found.flat) or _QUOTED.match(found.flat)
    label = label or _INLINE.match(found.flat)
    if label is None:
        return found
    said = found.flat[label.end() :].rstrip(' ”"“')
    return found.slice(label.end(), label.end() + len(said))
