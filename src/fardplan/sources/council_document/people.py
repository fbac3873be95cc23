"""Names of people and the roles that they sign in, told by their look and by how Swedish roles are named."""

import re
from functools import lru_cache

from .fuzzy import bare, fold
from .genre import ROLES, canonical
from .wordlists import words

_CAPITAL = r"[A-ZÅÄÖÉÜØČĆŠŽ][\w'’-]*"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_CAPITAL}\.?|von|af|de|van|der|al|el|ibn))+")
_SURNAME = re.compile(r"[A-ZÅÄÖÉÜØČĆŠŽ][\w'’-]*[a-zåäöéü]")
_ROLE_ENDINGS = words(
    """
    chef direktor ordforande strateg samordnare ledare handlaggare utredare sekreterare justerare controller
    planerare koordinator ekonom jurist arkitekt ingenjor utvecklare rad inspektor konsulent rektor
    administrator analytiker specialist registrator intendent samordnaren pedagog bibliotekarie
    kommunikator radgivare notarie kanslist assistent forestandare overlakare sakkunnig antikvarie
    ekolog geograf statistiker konsult projektor landstingsrad vd kurator overinspektor
    """
)
_ROLE_STARTS = frozenset(
    words(
        """
    tf tillforordnad bitradande vice t.f verkstallande forste forste senior 1:e 2:e forsta andre
    avgaende stf stallforetradande ansvarig strategisk administrativ teknisk social ekonomisk
    kommunikativ operativ juridisk
    """
    )
)
_NOT_ROLES = frozenset({"omrad", "forad", "tillrad", "rad", "monstrad", "resultatrad", "kontrad", "parad"})
_LONGEST_ROLE = 7  # words
_MOST_WORDS = 5  # of a name


@lru_cache(maxsize=16384)
def is_name(text: str) -> bool:
    """Whether a text looks like the name of a person and is not a role or a body."""
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or not _NAME.fullmatch(text.strip()):
        return False
    return bool(_SURNAME.fullmatch(words[-1])) and not any(is_role_word(word) for word in words)


def name_at_start(text: str) -> int:
    """How long the name of a person is that a text begins with; 0 for none."""
    match = _NAME.match(text)
    if match is None:
        return 0
    words = match.group().split()
    while len(words) > 1:
        name = " ".join(words)
        if len(words) <= _MOST_WORDS and is_name(name):
            found = re.match(r"\s+".join(map(re.escape, words)), text)
            return found.end() if found else 0
        words.pop()
    return 0


@lru_cache(maxsize=16384)
def is_role_word(word: str) -> bool:
    """Whether a word says what somebody is employed or elected as ("utvecklingsledare")."""
    read = fold(bare(word))
    if read in _NOT_ROLES or len(read) < 4 or read.endswith("omrad"):
        return read == "vd"
    if read.endswith(_ROLE_ENDINGS):
        return not (
            read.endswith("rad") and not read.endswith(("alrad", "arrad", "regionrad", "landstingsrad"))
        )
    known = canonical(word, ROLES)
    return known is not None and len(fold(known)) == len(read)  # a "strategi" is no "strateg"


@lru_cache(maxsize=16384)
def is_role(text: str) -> bool:
    """Whether a text is a role and nothing else: "Kommunfullmäktiges ordförande", "Tf. avdelningschef"."""
    words = text.strip(" .,").split()
    if not words or len(words) > _LONGEST_ROLE or text.rstrip()[-1:] in ":;":
        return False
    if canonical(" ".join(words), ROLES):
        return True
    at = next((place for place, word in enumerate(words) if is_role_word(word)), None)
    if at is None:
        return False
    before, after = words[:at], words[at + 1 :]
    led = all(fold(bare(word)) in _ROLE_STARTS or fold(bare(word)).endswith("s") for word in before)
    joined = (
        not after
        or fold(after[0]) in {"i", "for", "pa", "vid", "och", "med", "inom"}
        or is_role_word(after[0])
    )
    return (led or words[0].endswith("-")) and joined and not text.rstrip().endswith(".")
