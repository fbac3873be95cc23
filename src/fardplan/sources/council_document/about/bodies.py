"""Who decides: bodies of municipalities, regions, associations and companies, as they are written."""

import re

from ..fuzzy import bare, fold
from ..genre import canonical
from ..wordlists import words

_BODY_WORDS = words(
    """
    kommunfullmäktige regionfullmäktige förbundsfullmäktige fullmäktige stadsfullmäktige
    landstingsfullmäktige kommunstyrelsen regionstyrelsen stadsstyrelsen styrelsen bolagsstyrelsen
    förbundsstyrelsen landstingsstyrelsen direktionen förbundsdirektionen bolagsstämman
    arbetsutskottet stadsdelsnämnden stadsdelsnämnd nämnden socialnämnden utbildningsnämnden
    kommunstyrelsens beredningen demokratiberedningen landstinget förbundsstämman kommundirektören
    stadsdirektören regiondirektören årsstämman
    """
)
ABBREVIATED = {
    "KF": "Kommunfullmäktige",
    "KS": "Kommunstyrelsen",
    "RF": "Regionfullmäktige",
    "RS": "Regionstyrelsen",
    "FF": "Förbundsfullmäktige",
    "KSAU": "Kommunstyrelsens arbetsutskott",
}
_ENDINGS = words(
    """
    namnden namnd fullmaktige styrelsen styrelse utskottet utskott direktionen beredningen stamman
    forvaltningen kontoret direktoren namnderna radet chefen
    """
)
_CUT = re.compile(
    r"(?:[,;(§]|\bden\b|\bvid\b|\bi\s+\w+\s+\d{4}|\d|\bgenom\b|\bfrån\b|\boch gäller\b|\bsom\b|$"
    r"|\bmed\b|\batt\b|\bhar\b|\bbeslut\w*|\bföreslår\b|\btill\b)",
    re.IGNORECASE,
)


def body_in(text: str) -> tuple[int, int] | None:
    """Where the body stands that a text begins with ("Kommunfullmäktige 2021-02-01, § 4"), or None."""
    cut = _CUT.search(text)
    end = cut.start() if cut else len(text)
    named = text[:end].strip(" .:").split()
    if not 0 < len(named) <= 6:
        return None
    if named[0] in ABBREVIATED:
        return 0, len(named[0])
    if not any(is_body(word) for word in named):
        return None
    return 0, len(text[:end].rstrip(" .:"))


def is_body(word: str) -> bool:
    """Whether a word names a body that can decide: "kultur- och fritidsnämnden" by its last word."""
    read = fold(bare(word))
    if read.endswith(_ENDINGS) or bare(word) in ABBREVIATED:
        return True
    return len(read) >= 7 and (canonical(word, _BODY_WORDS) is not None or "namnd" in read[-9:])
