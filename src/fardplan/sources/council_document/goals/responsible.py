"""Who answers for a goal ("(socialnämnden, tekniska nämnden)", "Ansvarig: …"), and the names in it."""

import re
from collections.abc import Sequence

from ..dates import NAMED_MONTHS
from ..fuzzy import bare, fold
from ..lines import Passage, Row, parted_words_joined
from ..numerals import mark_of

_BODY = re.compile(
    r"(?:namnd(?:en|er|erna|ens)?|n.mnd(?:en|er|erna)?|styrelse[nr]?|utskott(?:et)?|beredning(?:en)?|rad(?:et)?|forvaltning(?:en|ar|arna)?"
    r"|kontor(?:et|en)?|avdelning(?:en)?|enhet(?:en|er)?|chef(?:en|er|erna)?|direktor(?:en|er)?|fullmaktige|bolag(?:et|en)?"
    r"|forbund(?:et)?|center|centret|centrum|samordnare[n]?|strateg(?:en)?|ledning(?:en)?|sektor[n]?|rektor(?:er|n)?|regionen|kommunen|staden)$"
)
_COMPANY = re.compile(r"\b(?:AB|HB|KB|Aktiebolag|Stiftelsen|Ekonomisk förening)\b")
_ENDED = re.compile(r"(?:nämnden|styrelsen)$")
_EVERYBODY = re.compile(r"^(?:samtliga|alla|berorda|respektive|varje|ovriga)\b")
_PARENTHESIS = re.compile(r"(?<!\s)\s*\((?P<inner>[^()]{3,160})\)\s*[.;,]?\s*$")
_YEARS = re.compile(
    r"[\s,;–-]{0,8}\b(?:senast\s+)?(?:Q[1-4]\s+|kv\.?\s?\d\s+)?20\d\d(?:\s*[-–/]\s*\d{2,4})?\b\s*"
)
_MONTH_ALONE = re.compile(rf"(?:{NAMED_MONTHS})\s+20\d\d", re.IGNORECASE)
_INLINE = re.compile(
    r"""[\s,.;–—-]{0,8}[(\[]?\bAnsvar(?:ig[a-zåäö]*)?(?:\s+(?:nämnd|nämnder|part|styrelse|bolag|instans))?\s*:\s*
        (?P<inner>[^()]{3,200}?)[)\]]?\s*\.?\s*$""",
    re.VERBOSE,
)
_WITH = re.compile(
    r"\s{0,8}[,;]?\s{0,8}\b(?:i|med)\s+(?:nära\s+)?(?:samverkan|samarbete|samråd|dialog|stöd|bistånd)\b.*$",
    re.IGNORECASE,
)
_NOBODY = frozenset({"lopande", "arligen", "tills vidare", "pagar", "klart", "ej aktuellt", "vid behov"})
_SPLIT = re.compile(r"\s{0,8}[,;/]\s*(?:samt\s+|och\s+)?|\s{1,8}(?:samt|och|&)\s+")
_ENDS_BODY = (
    r"(?:nämnd(?:en|er|erna)?|styrelsen|enheten|förvaltningen|kontoret|utskottet|direktören|bolaget|förbundet"
    r"|rådet)"
)
_NAMED_BODY = rf"(?:[A-ZÅÄÖa-zåäö][\wåäö-]*?(?:-\s+och\s+[\wåäö-]+?)?)?{_ENDS_BODY}"
_NAMED_COMPANY = r"(?:[A-ZÅÄÖ][\wåäö-]*\s+){1,3}(?:AB|HB)"
_SUBJECT = re.compile(
    rf"^(?=[A-ZÅÄÖ])(?P<name>(?:(?:[A-ZÅÄÖ][\wåäö-]*\s+){{0,2}}?{_NAMED_BODY}|{_NAMED_COMPANY}"
    r"|Bolaget|Styrelsen|Nämnden|Förvaltningen)"
    rf"(?:(?:,\s+|\s+(?:och|samt)\s+)(?:samtliga\s+|berörda\s+|tekniska\s+|sociala\s+)?(?:{_NAMED_BODY}|{_NAMED_COMPANY})){{0,3}})"
    r"\s+(?:ska|skall|får i uppdrag|ansvarar)\b"
)
_DURING = re.compile(
    rf"^Under (?:år )?20\d\d ska(?:ll)? (?P<name>{_NAMED_BODY}"
    rf"(?:(?:,\s+|\s+(?:och|samt)\s+){_NAMED_BODY}){{0,3}})\s"
)


def cut_responsible(passage: Passage, *, trusted: bool) -> tuple[Passage, Passage | None]:
    """A goal's text without who is responsible at its end, and that part.

    `trusted`: the list's other items end with bodies in parentheses, so this one's parenthesis is one too.
    """
    text = passage.flat
    inline = _INLINE.search(text)
    if inline:
        return passage.slice(0, inline.start()), passage.slice(*inline.span("inner"))
    match = _PARENTHESIS.search(text)
    if match and _MONTH_ALONE.fullmatch(match["inner"].strip()):
        return passage.slice(0, match.start()), None
    if match and (trusted or names_bodies(_YEARS.sub("", match["inner"]))):
        return passage.slice(0, match.start()), passage.slice(*match.span("inner"))
    return passage, None


def ends_with_bodies(passage: Passage) -> bool:
    match = _PARENTHESIS.search(passage.flat)
    return bool(match and names_bodies(_YEARS.sub("", match["inner"])))


def ends_with_parenthesis(passage: Passage) -> bool:
    match = _PARENTHESIS.search(passage.flat)
    return bool(match) and not re.search(r"\d", _YEARS.sub("", match["inner"]))  # type: ignore[index]


_SOMEBODY = re.compile(r"[a-zåäö-]{4,}(?:et|en|na)")
_FEWEST_ENDS, _NEARLY_ALL = 4, 0.8


def items_end_with_bodies(rows: Sequence[Row]) -> bool:
    """Whether the items of a document's lists end with who is responsible, also such as are no known bodies.

    "(biblioteket, skolorna)" names somebody where "(kulturnämnden)" stands in the same place time after time.
    """
    ends = [match["inner"] for row in rows if mark_of(row) and (match := _PARENTHESIS.search(row.text))]
    parts = [[part for part in _parts(inner) if part] for inner in ends]
    known = sum(any(_is_body(part) for part in of) for of in parts)
    somebody = sum(all(_is_body(part) or _SOMEBODY.fullmatch(part) for part in of) for of in parts)
    return known >= 2 and len(parts) >= _FEWEST_ENDS and somebody >= _NEARLY_ALL * len(parts)


def names_bodies(text: str) -> bool:
    """Whether every part of a text names a body, a company or somebody who leads one."""
    parts = [part for part in _parts(text) if part]
    return bool(parts) and all(_is_body(part) for part in parts)


def _is_body(part: str) -> bool:
    said = fold(part)
    if _COMPANY.search(part) or _EVERYBODY.match(said):
        return len(part.split()) <= 8
    return len(part.split()) <= 6 and bool(_BODY.search(bare(said)))


def _parts(text: str) -> list[str]:
    """The names in a text; "Barn- och utbildningsnämnden" is one, and so is "samtliga nämnder och bolag"."""
    text = _YEARS.sub("", _WITH.sub("", " ".join(text.split()))).strip().rstrip(".")
    found: list[str] = []
    start = 0
    for match in _SPLIT.finditer(text):
        before = text[start : match.start()]
        joins = before.rstrip().endswith("-") or _EVERYBODY.match(fold(before.strip()))
        if joins and match.group().strip() in {"och", "samt", "&"}:
            continue
        if before.rstrip().endswith("-"):
            continue
        found.append(before.strip())
        start = match.end()
    found.append(text[start:].strip())
    return [one for part in found if part for one in _beneath_one_another(part)]


def _beneath_one_another(part: str) -> list[str]:
    """Those that stand beneath one another in a cell, with no sign between them."""
    words = part.split()
    at = next((place for place, word in enumerate(words[:-1], start=1) if _ENDED.search(word)), len(words))
    rest = " ".join(words[at:])
    if not rest or not _ENDED.search(rest) or not _is_body(rest):
        return [part]
    return [" ".join(words[:at]), *_beneath_one_another(rest)]


def names_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The bodies that some texts name, each once, with a capital."""
    names = [part for text in texts for part in _parts(parted_words_joined(" ".join(text.split())))]
    shown = [name[:1].upper() + name[1:] for name in names if len(name) > 1 and fold(name) not in _NOBODY]
    return tuple(dict.fromkeys(shown))


def subject_of(text: str) -> str | None:
    """The bodies that are told to do something at a text's beginning ("Socialnämnden ska …")."""
    match = _SUBJECT.match(text) or _DURING.match(text)
    return match["name"].strip() if match else None
