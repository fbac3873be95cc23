"""Whose document it is: the municipality, region or association that is named most, and at the top."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ..fuzzy import distance, fold
from ..lines import Line
from ..wordlists import words

_CAPITAL = r"[A-ZÅÄÖÉ][\wåäöé-]+"
_NAMED = re.compile(
    rf"\b(?P<name>{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}})[ ](?P<kind>[Kk]ommuns?|[Ss]tads?|KOMMUN|STAD"
    rf"|kommunalförbunds?"
    rf"|[Rr]egions?|räddningstjänstförbund|regionförbund|landstings?|regionkommun)\b(?!-)"
)
_REGION = re.compile(
    rf"\b(?P<kind>Region|REGION|Kommunalförbundet|Landstinget|Räddningstjänstförbundet|Regionförbundet)[ ]"
    rf"(?P<name>{_CAPITAL}(?:[ ]{_CAPITAL})?(?:[ ]län)?)"
)
_GREAT_REGION = re.compile(r"\b(?P<name>Västra Götalandsregionen|[A-ZÅÄÖ]\w+regionen)s?\b")
_OPENERS = frozenset(
    words(
        """
    i for av fran inom hela den det som nar om att till hos vid alla med mellan pa denna sa aven
    varje vi en ett dar har vad var vara inte enligt genom mot men och eller under efter over
    kommunen staden svensk sveriges medlem folkhalsoprogram policy program plan
    """
    )
)
_NEAR_THE_TOP = 12
_WEIGHT_AT_TOP = 4


def municipality(lines: Sequence[Line]) -> str | None:
    """The name as it is written in the document, "Tallmo kommun" rather than "TALLMO KOMMUN"."""
    named: Counter[str] = Counter()
    for place, line in enumerate(_filled(lines)):
        weight = _WEIGHT_AT_TOP if place < _NEAR_THE_TOP else 1
        for name in _names(line.text):
            named[name] += weight
    if not named:
        return None
    groups = [group for group in _grouped(named) if _sure(group, named)]
    if not groups:
        return None
    for genitive, name in _genitives(named):
        named[name] += named[genitive]
        named[genitive] = 0
    best = max(groups, key=lambda group: (sum(named[name] for name in group), -len(group[0])))
    return _cased(max(best, key=lambda name: (not name.isupper(), named[name])))


def _genitives(named: Counter[str]) -> list[tuple[str, str]]:
    """Names of regions in the genitive, each with the name itself, however it is printed."""
    regions = {fold(name): name for name in named if fold(name).startswith("region ")}
    return [
        (name, regions[said[:-1]])
        for said, name in regions.items()
        if said.endswith("s") and said[:-1] in regions
    ]


def _sure(group: Sequence[str], named: Counter[str]) -> bool:
    """A city that is named once in running text may be a turn of phrase ("möjligheternas stad")."""
    return not group[0].endswith(("stad", "Stad")) or sum(named[name] for name in group) > 1


def _filled(lines: Iterable[Line]) -> Iterable[Line]:
    return (line for line in lines if line.text.strip())


def _names(text: str) -> Iterable[str]:
    for match in _NAMED.finditer(text):
        words = match["name"].split()
        last = max((at for at, word in enumerate(words) if fold(word) in _OPENERS), default=-1)
        words = words[last + 1 :]
        kind = match["kind"]
        kind = kind[:-1] if kind.endswith("s") else kind
        if words:
            yield f"{' '.join(words)} {kind}"
    for match in _REGION.finditer(text):
        name = match["name"]
        yield f"{match['kind']} {name}"
    for match in _GREAT_REGION.finditer(text):
        yield match["name"]


def _grouped(named: Counter[str]) -> list[list[str]]:
    """Spellings of one name together: capitals, a scan's misreadings, "Stad" and "stad"."""
    groups: list[list[str]] = []
    for name, _ in named.most_common():
        home = next((group for group in groups if _same(group[0], name)), None)
        if home is None:
            groups.append([name])
        else:
            home.append(name)
    return groups


def _same(one: str, other: str) -> bool:
    left, right = fold(one), fold(other)
    return left == right or distance(left, right, 2) <= (1 if min(len(left), len(right)) < 14 else 2)


def _cased(name: str) -> str:
    """A name that is only printed in capitals is written as names are; a genitive of a region loses its s."""
    if not name.isupper():
        return name
    words = name.split()
    kind = words[-1].lower() if words[-1] in {"KOMMUN", "STAD"} else words[-1].capitalize()
    return " ".join([*("-".join(part.capitalize() for part in word.split("-")) for word in words[:-1]), kind])
