"""Where in a sentence a document is named, from its first word to its last.

A name begins with a capital: a noun for documents ("Kulturplan"), an adjective before one ("Regional
kulturplan"), or what stands after "rapporten". It goes on over years, prepositions and what they govern, up
to a verb, a sign or a word that belongs to the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..about.bodies import is_body
from ..dates import YEAR
from ..fuzzy import bare, fold
from .extents import (
    GOVERNED,
    STOPS,
    Word,
    columns_apart,
    few_words,
    name_end,
    proper_end,
    run_end,
    split_words,
    years_end,
)
from .words import (
    SPAN,
    ends_name,
    is_adjective,
    is_agreement,
    is_called,
    is_definite_name,
    is_plural,
    noun_in,
    too_weak_alone,
)

_BUDGET = re.compile(
    rf"\b(?:Mål och budget|Mål- och budgetplan|Budget och verksamhetsplan|Budget|Flerårsbudget"
    rf"|Verksamhetsplan och budget"
    rf"|Mål och resursplan|Mål- och resursplan|Strategisk plan och budget|Ekonomisk flerårsplan|Resursplan)"
    rf"\s+(?:för\s+)?{YEAR}(?:\s*[-–—]\s*{YEAR})?(?:\s+med (?:plan|flerårsplan|verksamhetsplan"
    rf"|ekonomisk plan) (?:för\s+)?(?:åren\s+)?{YEAR}(?:\s*(?:[-–—]|och)\s*{YEAR})?)?"
)
_GOVERNMENT = re.compile(
    r"\b(?:[Pp]rop\.|SOU|Ds|[Ss]kr\.|[Bb]et\.)\s+(?:19"
    r"|20)\d\d(?:/\d\d)?:\w+(?:,?\s+(?P<title>[A-ZÅÄÖ][^.;()]{6,120}))?"
)
_AGENDA = re.compile(r"\bAgenda\s+2030\b")
_OWNED = re.compile(
    rf"\b[A-ZÅÄÖ][\wåäö-]+s(?:\s+(?:kommuns"
    rf"|stads))?\s+(?P<noun>[a-zåäö]\w+)\s+(?:för\s+)?{YEAR}(?:\s*[-–—]\s*{YEAR}|-\d\d-\d\d)?"
)
_LAW = re.compile(r"\b(?:[A-ZÅÄÖa-zåäö]\w*-\s?och )?[A-ZÅÄÖa-zåäö]\w{2,}(?:lagen|balken|\w{2}förordningen)\b")
_NO_LAW = re.compile(
    r"(?:för|an|av|in|upp|ut|be|till|om|ned|genom|över|miss|mot|ned)slagen$|(?:bo|by|bya|under|över|på|för|an|av)lagen$",
    re.IGNORECASE,
)
_LONGEST_LAW = 12  # words after "om"
_SOME = frozenset({"vissa", "alla", "om"})
_WITHIN_LAWS = frozenset({"om", "till", "stod", "vid", "under", "inom", "mot"})
_LAW_ON = re.compile(r"\b[Ll]ag(?:en)?\s+(?:\((?:19|20)\d\d:\d+\)\s+)?om\s")
_OWN_NAME = re.compile(
    r"\b(?:planen|programmet|strategin|policyn|vision(?:en)?), "
    rf"(?P<name>[A-ZÅÄÖ][^,.;:()]{{2,60}}?\s{YEAR}(?:\s*[-–—]\s*{YEAR})?)"
)
_RULES = (
    r"(?:(?:\w*konvention|\w*deklaration|\w*stadga|\w*direktiv|\w{4,}regler|\w*föreskrifter)\b"
    r"(?P<about>\s+(?:om|för)\s)?"
    r"|(?:allmänna råd|råd|riktlinjer|regler|\w*principer|rekommendationer|vägledning)"
    r"(?P<on>\s+(?:om|för)\s))"
)
_NATIONS = re.compile(
    r"\b(?:FN:s|EU:s|FN\'s|Europarådets|[A-ZÅÄÖ]\w+(?:styrelsens|verkets|myndighetens|departementets))"
    rf"\s+{_RULES}"
)
_AGREED = re.compile(
    r"\b(?:(?:[A-ZÅÄÖ]\w+a\s)?(?:[Kk]onventionen|[Dd]eklarationen)\s+(?:om|för)"
    r"|Överenskommelsen\s+(?:om|med|för))\s"
)
_APPOSED = re.compile(
    r"\b\w*(?:programmet|planen|policyn?|strategin|rapporten|rapport|granskning|färdplan|program|plan)"
    r"(?:\s(?:på|om|för|som)\s[^,.;:]{2,50})?,\s(?P<name>[A-ZÅÄÖ]\w+\s[^,.;:()]{2,60}),\s"
)  # "det förra programmet, Kultur på väg, antogs"
_PUBLISHED = re.compile(
    r"(?:^\s*|[.)]\s)(?:[A-ZÅÄÖ]\w*(?:\s\w*)?(?:verket|styrelsen|rådet|biblioteket|stiftelsen|myndigheten"
    r"|byrån|institutet)|SCB|SKR|Länsstyrelsen[\w\s]*)"
    r",\s(?P<name>[A-ZÅÄÖ][^,.;:()]{3,60}\s(?:19|20)\d\d)\b"
)  # a source in a note: "Kungliga biblioteket, Bibliotek 2022."
_QUOTED = re.compile(r"[”\"“»](?P<name>[A-ZÅÄÖ][^”\"“»«]{3,90})[”\"«]")


@dataclass(frozen=True, slots=True)
class Named:
    """A span of a text that names a document; `kind` tells visions apart, `title` is a vision's own name."""

    start: int
    end: int
    kind: str = "document"
    title: str | None = None


def names_in(text: str, *, opens: bool = True) -> list[Named]:
    """The names in a sentence, the longer of two that overlap. `opens`: its first word begins a sentence."""
    found = [*_fixed(text), *_worded(text, opens)]
    found.sort(key=lambda name: (name.start, -name.end))
    kept: list[Named] = []
    for name in found:
        if _is_shouted(text[name.start : name.end]):
            continue
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
        elif name.end > kept[-1].end and name.start == kept[-1].start:
            kept[-1] = name
    return kept


def _is_shouted(name: str) -> bool:
    """Whether a name is a heading in capitals and no name at all ("STRATEGIN HÖR IHOP MED")."""
    return name.isupper() and " " in name and not any(sign.isdigit() for sign in name)


def _fixed(text: str) -> Iterator[Named]:
    for match in _BUDGET.finditer(text):
        yield Named(match.start(), match.end(), "budget")
    for match in _AGENDA.finditer(text):
        yield Named(match.start(), match.end())
    for pattern in (_OWN_NAME, _APPOSED, _PUBLISHED):
        for match in pattern.finditer(text):
            yield Named(*match.span("name"))
    yield from _laws(text)
    yield from _of_authorities(text)
    for match in _OWNED.finditer(text):
        if noun_in(match["noun"]):
            yield Named(match.start(), match.end())


def _of_authorities(text: str) -> Iterator[Named]:
    """What states and authorities have agreed on, proposed or laid down."""
    for match in _AGREED.finditer(text):
        rest = text[match.end() : _governed_end(text, match.end())]
        yield Named(match.start(), match.end() + len(rest.partition(" med ")[0]))
    for match in _NATIONS.finditer(text):
        on = match["about"] or match["on"]
        yield Named(match.start(), _governed_end(text, match.end()) if on else match.end())
    for match in _GOVERNMENT.finditer(text):
        yield Named(*match.span("title" if match["title"] else 0))


def _laws(text: str) -> Iterator[Named]:
    """Laws by name ("Skollagen", "Plan- och bygglagen") and by what they are on ("lagen om …")."""
    for match in _LAW.finditer(text):
        if not _NO_LAW.search(match.group()):
            yield Named(match.start(), match.end(), "law")
    for match in _LAW_ON.finditer(text):
        yield Named(match.start(), _law_end(text, match.end()), "law")


def _law_end(text: str, start: int) -> int:
    """Where the words that a law is named by end ("… om stöd till kommersiell service")."""
    words = [word for word in split_words(text) if word.start >= start][:_LONGEST_LAW]
    end = start
    for at, word in enumerate(words):
        after = words[at + 1].text if at + 1 < len(words) else ""
        if fold(word.text) in {"och", "samt"} and (
            _LAW.match(after) or fold(after) in {"lagen", "till", "med", "i"}
        ):
            break
        some = at > 0 and fold(words[at - 1].text) in _SOME
        if at and not some and fold(bare(word.text)) not in _WITHIN_LAWS and ends_name(word.text, after):
            break
        end = word.core_end if fold(bare(word.text)) not in _WITHIN_LAWS | GOVERNED else end
        if word.stopped:
            return word.core_end
    return end


def _governed_end(text: str, start: int) -> int:
    """Where what a preposition governs ends, when it begins at `start`."""
    words = split_words(text)
    at = next((place for place, word in enumerate(words) if word.start >= start), None)
    return start if at is None else words[run_end(words, at)].core_end


def _worded(text: str, opens: bool) -> Iterator[Named]:
    words = split_words(text)
    for at, word in enumerate(words):
        core = word.text.lstrip("(”\"'«“")
        start = word.start + len(word.text) - len(core)
        if is_agreement(core):
            yield Named(start, word.core_end)
        elif fold(bare(core)) == "vision" and core[:1] == "V":
            yield from _vision(text, words, at)
        elif fold(bare(core)) in {"vision", "visionen"} and core[:1] == "v":
            yield from list(_own_vision(words, at)) or _called(text, words, at)
        elif (is_called(core) and not word.stopped) or _of_somebody(words, at):
            yield from _called(text, words, at)
        elif at and words[at - 1].text[-1:] not in ".:!?" and is_definite_name(core):
            yield Named(start, word.core_end)
        elif core[:1].isupper():
            yield from _by_noun(words, at, start, opens)


def _of_somebody(words: list[Word], at: int) -> bool:
    """Whether a noun for documents stands after an owner, before its name ("regionens plan Hela livet")."""
    core = words[at].text
    owned = at > 0 and not words[at - 1].stopped and len(words[at - 1].text) > 4
    return (
        owned
        and words[at - 1].text.endswith("s")
        and core.islower()
        and not words[at].stopped
        and noun_in(core) is not None
    )


def _by_noun(words: list[Word], at: int, start: int, opens: bool) -> Iterator[Named]:
    """A name that begins with a noun for documents, or an adjective and one."""
    first = words[at]
    core = bare(first.text)
    noun = at
    if first.text.endswith("-") and at + 2 < len(words) and fold(words[at + 1].text) == "och":
        noun = at + 2  # "Klimat- och energistrategi"
        if noun_in(bare(words[noun].text)) is None:
            return
    elif noun_in(core) is None:
        follows = at + 1 < len(words) and not first.stopped and words[at + 1].text[:1].islower()
        if not (follows and is_adjective(core) and noun_in(bare(words[at + 1].text))):
            return
        noun = at + 1
    initial = opens and all(word.text[:1].isdigit() for word in words[:at])
    end = name_end(words, noun)
    bare_noun = end == noun
    if bare_noun and noun == at and (too_weak_alone(core) or (initial and is_plural(core))):
        return
    if initial and not _is_told_of(words, end):
        return
    yield Named(start, words[end].core_end)


def _is_told_of(words: list[Word], end: int) -> bool:
    """At the beginning of a sentence a capital says nothing: a verb must follow that says something of it."""
    if end + 1 >= len(words):
        return False
    following = words[end + 1]
    after = words[end + 2].text if end + 2 < len(words) else ""
    return words[end].stopped or ends_name(following.text, after)


def _vision(text: str, words: list[Word], at: int) -> Iterator[Named]:
    """ "Vision 2040 – En stad för alla", "Vision Tallmo 2035"."""
    if at + 1 >= len(words) or words[at].stopped or not words[at].text[:1].isupper():
        return
    following = words[at + 1]
    if SPAN.match(following.text.rstrip(STOPS)):
        end = years_end(words, at + 1)
        if end == at + 1 and not words[end].stopped and _named_after(words, end + 1):
            end = run_end(words, end + 1)
        title = text[words[at + 3].start : words[end].core_end] if end > at + 2 else None
        yield Named(words[at].start, words[end].core_end, "vision", title)
    elif following.text[:1].isupper():
        end = proper_end(words, at + 1)
        if SPAN.match(words[end].text.rstrip(STOPS)):
            yield Named(words[at].start, words[end].core_end)


def _own_vision(words: list[Word], at: int) -> Iterator[Named]:
    """ "kommunens vision Björksunda 2035", "visionen, Bredåsa 2035 – nära till allt": by its own name."""
    if at + 1 >= len(words) or words[at].text[-1:] in ".:;!?" or not words[at + 1].text[:1].isupper():
        return
    end = proper_end(words, at + 1)
    if any(SPAN.match(word.text.rstrip(STOPS)) for word in words[at + 1 : end + 1]):
        yield Named(words[at + 1].start, words[end].core_end)


def _named_after(words: list[Word], at: int) -> bool:
    """Whether a vision's own name follows its year without a dash ("Vision 2040 Möjligheternas stad")."""
    follows = at < len(words) and not columns_apart(words, at - 1) and words[at].text[:1].isupper()
    return follows and not is_body(words[at].text)


def _called(text: str, words: list[Word], at: int) -> Iterator[Named]:
    """What stands after "rapporten", "undersökningen": a capital, or between quotation marks."""
    if at + 1 >= len(words) or columns_apart(words, at):
        return
    following = words[at + 1]
    quoted = _QUOTED.match(text, following.start)
    if quoted:
        yield Named(*quoted.span("name"))
        return
    if not following.text[:1].isupper() or len(bare(following.text)) < 2:
        return
    if fold(following.text).startswith(fold(bare(words[at].text))):
        return  # the heading has ended: "… av strategin Strategins genomförande …"
    end = run_end(words, at + 1, titled=True)
    if words[end].text.endswith(","):
        end = few_words(words, end + 1) or end
    while end > at + 1 and fold(bare(words[end].text)) in GOVERNED | {"och", "samt"}:
        end -= 1
    if end > at and at and words[at].text[:1].isupper() and not words[at - 1].stopped:
        yield Named(words[at].start, words[end].core_end)
        return
    single = end == at + 1 and noun_in(bare(following.text)) is None
    if end > at and not single:
        yield Named(following.start, words[end].core_end)
