"""Horizons: how long the document is in force, when its goals are to be reached, when it is looked over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..dates import YEAR
from ..lines import Passage
from ..sentences import Sentence, plain, said
from .words import DOCUMENT

_GOALS = (
    r"(?:\w*malen|malsattning\w*|\w+mal|malomradena|malvardena|malvarden|maluppfyllelse\w*|atgarderna|insatserna|ambitionen"
    r"|malar|tidshorisont\w*|tidpunkt\w*|visionen|nivaerna|etappmal\w*)"
)
_SELF = rf"(?:{DOCUMENT}|den|det|de)"
_IN_FORCE = (
    r"(?:galler|galla|giltig\w*|omfattar|avser|stracker sig|loper|tidsperspektiv\w*|tidshorisont\w*"
    r"|planperiod\w*"
    r"|giltighetstid\w*|programperiod\w*|blickar|siktar|spanner|tidsperiod\w*)"
)
_SPAN = rf"({YEAR})\s*(?:[-/]|till och med|till|t\.?o\.?m\.?|och)\s*(?:ar\s+)?({YEAR})"
_FROM_TO = rf"fran\b.{{0,40}}?({YEAR})\b.{{0,30}}?\b(?:till|t\.?o\.?m\.?)\b.{{0,40}}?({YEAR})"
_TO = (
    rf"(?:till|langst|senast|fram till|tom|t\.?o\.?m\.?|fram emot|mot|over|for ar|under ar|for|under)\b"
    rf"(?:\s+(?:och med|ar|aren|den|slutet av|utgangen av|ar|\d{{1,2}}|\w+ber|\w+ari|mars|april|maj|juni"
    rf"|juli|augusti"
    rf"|arsskiftet|till|utgangen|av)){{0,6}}\s+({YEAR})"
)
_OUTLOOK = (
    rf"({YEAR})\s*,?\s+med\s+(?:\w+\s+)?(?:utblick|inriktning|framatblick|plan)\s+(?:mot|for|till)\s+(?:ar(?:en)?\s+)?"
    rf"(?:{YEAR}\s*[-/]\s*)?({YEAR})"
)
_ANOTHER = re.compile(
    rf"\bhar (?:en|ett)\b(?:\s+\S+){{0,3}}?\s+{DOCUMENT}\b.*\bsom\b"
    r"|\b(?:[mv]ars giltighet\w*|gallde|gick ut|lopte ut)\b"
)  # "har en plan som gäller till"
_DATES = re.compile(rf"({YEAR})-\d\d-\d\d\s*(?:-|till(?: och med)?|t\.?o\.?m\.?)\s*({YEAR})-\d\d-\d\d")
_VALID = re.compile(rf"\b{_SELF}\b.*?\b{_IN_FORCE}\b(?P<rest>.*)")
_VALID_TURNED = re.compile(r"^(?:\w+\s+)?(?:galler|giltig)\b(?P<rest>.*)")
_UNTIL_CHANGED = rf"^\s*fran\b.{{0,30}}?({YEAR})\b.*\btills vidare\b"
_SPANS = [
    re.compile(pattern)
    for pattern in (_OUTLOOK, _FROM_TO, _SPAN, _UNTIL_CHANGED, _TO, rf"^\s*(?:ar\s+)?({YEAR})\b")
]
_AIM = (
    rf"\b(?:kring|omkring|runt|fram till|fram emot|till och med|senast|innan|fore|inom|till|an|dn|mot|vid"
    rf"|under)\s+"
    rf"(?:ar\s+|[&\d]r\s+|aren\s+|slutet av\s+|utgangen av\s+|den\s+\d{{1,2}}\s+\w+\s+|arsskiftet\s+)*"
    rf"({YEAR})(?:\s*(?:[-/]|till|och)\s*({YEAR}))?"
)
_REACHED = re.compile(rf"\b{_GOALS}\b.*?{_AIM}\b")
_REACHED_TURNED = re.compile(
    rf"{_AIM}\b.*\b(?:ska|skall)\b.*\b(?:malen|\w+malen)\b|{_AIM}\b.*\bmaluppfyllelse\w*"
)
_SHALL_BY = re.compile(
    rf"\b(?:det|de|den|allt)\s+(?:ska|skall)\s+(?:vara\s+)?(?:nas|uppnas|uppna\w+|nad\w*|natt|uppfyll\w+"
    rf"|klart)\b.*?{_AIM}"
    rf"|\b{DOCUMENT}\b.*\b(?:ska|skall)\b.*\bfram (?:till|emot)\s+(?:ar\s+|[&\d]r\s+)*({YEAR})"
)
_REACHED_IN = re.compile(
    rf"\b\w*malen\s+(?:vara\s+)?(?:uppnadda|nadda|uppfyllda)\s+(?:ar\s+)?({YEAR})"
    rf"|\b\w*mal\b[^.]{{0,30}}\bska\s+vara\s+(?:uppnadda|nadda|uppfyllda)\s+(?:ar\s+)?({YEAR})"
    rf"|\b\w*malen\s+(?:avser|galler)\s+(?:utgangen av|slutet av|ar)\s+({YEAR})"
)
_GOALS_IN = re.compile(rf"\b{_GOALS}\b.{{0,30}}?\b(?:avser|galler)\s+(?:perioden|aren)\s+{_SPAN}")
_OWN_GOALS = (
    r"(?:mal|malen|\w+mal|\w+malen|\w*malsattningar(?:na)?|ataganden(?:a)?|\w*insatser(?:na)?|\w*atgarder(?:na)?"
    r"|ambitioner(?:na)?|prioriteringar(?:na)?|inriktningar(?:na)?)"
)
_WHOLE = re.compile(
    rf"\b{_OWN_GOALS}\b[^.]*?\bska(?:ll)?\b(?:\s+\w+){{0,3}}?\s+(?:vara\s+)?(?:uppnadda|nadda|uppfyllda"
    rf"|infriade|genomforda|forverkligade|klara|uppnas|nas|genomforas|forverkligas)\b[^.]*?\b({YEAR})\b"
    rf"|\b{_OWN_GOALS},?\s+som\s+(?:galler|avser)\s+(?:\w+\s+){{0,4}}?({YEAR})(?:\s*[-/]\s*({YEAR}))?"
    rf"|\bvad (?:kommunen|staden|regionen|vi|namnden) (?:vill|ska) (?:uppna|na)\b.*?{_AIM}"
)
_GOAL_YEAR = re.compile(rf"\bm\wl(?:en)?\b.*\bmalar(?:et)?\s+(?:ar\s+)?({YEAR})")
_OF_A_TABLE = re.compile(r"\b(?:kolumn\w*|tabell\w*|siffrorna)\b")
_GENERAL = re.compile(
    r"\b(?:uppnadda?|nadda?|uppfyllda?|uppnas|nas|forverkligade?|genomforda?|maluppfyllelse\w*|tidpunkt\w*"
    r"|identifiera|tidshorisont\w*|avser|galler|klara?|infriade?|satta?)\b"
)
_REVIEWS = (
    r"(?:revideras|utvarderas|aktualitetsprovas|aktualiseras|omprovas|ses over|fornyas|slututvarderas"
    r"|omarbetas)"
)
_REVIEWED = re.compile(
    rf"\b{_REVIEWS}\b[^.]*?\b({YEAR})\b(?:\s+och\s+({YEAR})\b)?"
    rf"|\bf\wljs upp\b[^.]*\bf\wrsta g\wngen\s+(?:ar\s+)?({YEAR})\b"
    rf"|\bny(?:tt|a)? {DOCUMENT} (?:ska|skall) (?:vara )?(?:antas|antag\w+|beslut\w+|tas fram)\b"
    rf"[^.]*?\b({YEAR})\b"
    rf"|\b(?:ar|under|hosten|varen|senast)\s+({YEAR}),?\s+ska(?:ll)?\b[^.]*?\b{_REVIEWS}"
    rf"|\b(?:oversyn\w*|kontrollstation\w*|halvtids\w+|avstamning\w*|utvardering\w*|slututvardering\w*"
    rf"|slutrapport\w*|aktualitetsprovning\w*|revidering\w*)\b[^.]*?"
    rf"\b(?:ska|gors|halls|sker|planeras|genomfors|kommer|redovisas|lamnas|ar planerad)\b[^.]*?\b({YEAR})\b"
    rf"|\b({YEAR})\b[^.]*?\b(?:ska|gors|halls|sker|planeras|genomfors)\b[^.]*?"
    rf"\b(?:oversyn|kontrollstation|halvtids\w+|avstamning|utvardering|aktualitetsprovning|revidering)\b"
)
_PAST = re.compile(r"\b(?:har|hade|genomfordes|gjordes|utvarderades|reviderades|holls|visade|var)\b")
_BY_FORCE, _BY_GOAL, _BY_REVIEW = 30, 20, 10


@dataclass(frozen=True, slots=True)
class Years:
    """A horizon: one year, or the first and last of a span."""

    passage: Passage
    years: tuple[int, ...]


def horizons(sentences: Sequence[Sentence]) -> list[Years]:
    """Each span once, told by the sentence that speaks of it most surely, in the order told."""
    best: dict[tuple[int, ...], tuple[int, int, Passage]] = {}
    for at, sentence in enumerate(sentences):
        text = said(sentence)
        if not re.search(YEAR, text):
            continue
        for years, worth in _told(text):
            if years not in best or worth > best[years][0]:
                best[years] = (worth, at, sentence.passage)
    ordered = sorted(best.items(), key=lambda entry: (entry[1][1], entry[0]))
    return [Years(passage, years) for years, (_, _, passage) in ordered]


def _told(text: str) -> list[tuple[tuple[int, ...], int]]:
    reviewed = [] if _PAST.search(text) else [_years(match.groups()) for match in _REVIEWED.finditer(text)]
    told = [(years, _BY_REVIEW) for years in reviewed]
    if (years := _in_force(text)) is not None:
        return [(years, _BY_FORCE), *told]
    if (match := _reached(text)) is not None:
        return [(_years(match.groups()), _BY_GOAL + len(_GENERAL.findall(text)))]
    return told


def _reached(text: str) -> re.Match[str] | None:
    """Where a sentence tells by when the goals as a whole are to be reached."""
    match = (
        _REACHED_IN.search(text)
        or _GOALS_IN.search(text)
        or _REACHED.search(text)
        or _REACHED_TURNED.search(text)
    )
    if match and _GENERAL.search(text):
        return match
    if (match := _GOAL_YEAR.search(text)) is not None:
        return match
    return _SHALL_BY.search(text) or (None if _OF_A_TABLE.search(text) else _WHOLE.search(text))


def _in_force(text: str) -> tuple[int, ...] | None:
    """The years in which the document is in force, when the sentence says so of it."""
    match = _VALID.search(text) or _VALID_TURNED.search(text)
    if match is None or _ANOTHER.search(text):
        return None
    for pattern in _SPANS:
        found = pattern.search(match["rest"])
        if found:
            return _years(found.groups())
    return None


def _years(groups: Sequence[str | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(year) for year in groups if year and year.isdigit()))


def years_in(text: str) -> tuple[int, ...] | None:
    """The years that a statement under a label is about ("2023–2027", "till och med 2026-12-31")."""
    plain_text = plain(text)
    for pattern in (_DATES, *_SPANS[:3], re.compile(rf"({YEAR})")):
        if found := pattern.search(plain_text):
            return _years(found.groups())
    return None


def span_of_name(name: Passage) -> Years | None:
    """The years for which a document is named ("Äldreplan 2025–2030"), where it names no other year."""
    found = re.search(rf"({YEAR})\s*[-/]\s*({YEAR})$", plain(name.flat))
    if found is None or len(re.findall(YEAR, name.flat)) != 2:
        return None
    return Years(name, _years(found.groups()))
