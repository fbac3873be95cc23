"""Each document that is named, once, by the first of its fullest namings."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..areas import same_name
from ..dates import YEAR
from ..fuzzy import fold, resembles
from ..lines import Passage
from ..sentences import Sentence, unbroken
from .names import Named, names_in

_YEARS_AT_END = re.compile(rf"[\s,]+(?:för\s+)?{YEAR}(?:\s*[-–—/]\s*(?:{YEAR}|\d\d))?$")


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named in the text."""

    kind: str
    passage: Passage
    title: str | None = None


def references(
    sentences: Sequence[Sentence], *, own: str | None = None, listed: Iterable[Passage] = ()
) -> list[Reference]:
    """Each document once, in order of appearance. `own` is the document's title, which is no other document.

    `listed` are names that stand alone, under a label or in a list of documents.
    """
    named = [Reference("document", name) for name in listed]
    found = list(named)
    for one in sentences:
        text, offsets = unbroken(one.passage)
        for name in names_in(text):
            if name.kind == "budget" and _is_column(text, name):
                continue
            part = _part(one.passage, offsets, name)
            if part:
                found.append(Reference(name.kind, part, name.title))
    kept: list[Reference] = []
    for new in found:
        other = new.kind == "law" or (new in named and own and _of_other_years(new, own))
        if other or not (own and _is_own(new, own)):
            _keep(kept, new)
    return sorted(kept, key=lambda one: one.passage.lines[0])


def _of_other_years(reference: Reference, own: str) -> bool:
    """Whether years say that it is another edition than the document itself ("Verksamhetsplan 2024")."""
    return not set(_years(_name(reference))) <= set(_years(fold(own)))


def _part(passage: Passage, offsets: Sequence[int], name: Named) -> Passage:
    return passage.slice(offsets[name.start], offsets[name.end - 1] + 1)


def _is_column(text: str, name: Named) -> bool:
    """Whether a budget's year stands alone, or with room around it: over the figures of a table."""
    return (
        name.end - name.start >= len(text.strip(" .:")) or "  " in text[max(0, name.start - 2) : name.end + 2]
    )


def _keep(kept: list[Reference], new: Reference) -> None:
    """Take note of a naming: a new document, or a fuller name of a known one."""
    for at, known in enumerate(kept):
        if _same(known, new):
            if _fuller(new, known):
                kept[at] = new
            return
    kept.append(new)


def _name(reference: Reference) -> str:
    return fold(unbroken(reference.passage)[0])


def _same(one: Reference, other: Reference) -> bool:
    left, right = _name(one), _name(other)
    if left == right:
        return True
    if (one.kind == "law") != (other.kind == "law") or not resembles(left.split()[0], right.split()[0]):
        return False
    if "vision" in {one.kind, other.kind}:
        return _same_vision(one, other)
    if _years(left) and _years(right):
        return _years(left) == _years(right) and same_name(left, right)
    short, long = sorted((left, right), key=len)
    return (long.startswith(short) and bool(_YEARS_AT_END.fullmatch(long[len(short) :]))) or (
        bool(_years(left)) == bool(_years(right)) and same_name(left, right)
    )


def _same_vision(one: Reference, other: Reference) -> bool:
    if one.kind != other.kind or _years(_name(one)) != _years(_name(other)):
        return False
    return one.title is None or other.title is None or same_name(one.title, other.title)


def _fuller(new: Reference, known: Reference) -> bool:
    return (len(_name(new)) > len(_name(known)) + 3 and not _years(_name(known))) or bool(
        new.title and not known.title
    )


def _years(text: str) -> list[str]:
    return re.findall(YEAR, text)


def _is_own(reference: Reference, own: str) -> bool:
    """Whether the document names itself, with its whole title or the beginning of it."""
    name, title = _name(reference), fold(own)
    if _years(name) and _years(title) and _years(name) != _years(title):
        return False
    if same_name(name, title) or same_name(name[: len(title)], title):
        return True
    if len(name.split()) > 2 and name in title:
        return True
    short, long = _YEARS_AT_END.sub("", name), _YEARS_AT_END.sub("", title)
    years, own_years = _years(name), _years(title)
    return (not years or years == own_years) and (same_name(short, long) or long.startswith(f"{short} "))


def disagreeing_titles(found: Sequence[Reference]) -> list[tuple[Reference, Reference]]:
    """Pairs of references to one vision under two titles."""
    visions = [one for one in found if one.kind == "vision" and one.title]
    return [
        (one, other)
        for at, one in enumerate(visions)
        for other in visions[at + 1 :]
        if _years(_name(one)) == _years(_name(other)) and not same_name(one.title or "", other.title or "")
    ]
