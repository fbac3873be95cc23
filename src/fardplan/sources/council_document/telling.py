"""What is told of a text of a draft beside the text itself: what it is, what is known of it, and how sure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import floor

from fardplan.presentation.numbers import HARD, as_given
from fardplan.presentation.periods import partial_date_text
from fardplan.presentation.phrases import force_word
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.text import Language

from .draft import (
    Annex,
    Decision,
    Draft,
    EarlierDecision,
    Goal,
    Horizon,
    Indicator,
    Item,
    Signatory,
    Target,
    Vision,
)
from .levels import plural_of
from .since import Fate, Pair

KINDS = {
    "title": message("Title"),
    "decisions": message("Decision point"),
    "mandate": message("Mandate"),
    "preparation": message("Preparation of the matter"),
    "earlier_decisions": message("Earlier decision"),
    "vision": message("Vision"),
    "horizons": message("Time horizon"),
    "goals": message("Goal"),
    "indicators": message("Indicator"),
    "references": message("Document named"),
    "annexes": message("Annex"),
    "signatories": message("Signatory"),
}
BECOMES = {
    "target_area": message("Target area"),
    "milestone": message("Milestone"),
    "strategy": message("Strategy"),
}
DIRECTIONS = {
    "up": message("to go up"),
    "down": message("to go down"),
    "unclear": message("direction unclear"),
}
NO_PLACE = message("no place in a roadmap")
STAYS = message("has no place in a roadmap; it stays in the draft")
HEADINGS = {
    Fate.GONE: message("Gone"),
    Fate.CHANGED: message("Changed"),
    Fate.NEW: message("New"),
    Fate.MOVED: message("Moved"),
}
NAMES = {
    "kind": message("Kind of document"),
    "decided_by": message("To be decided by"),
    "dnr": message("Dnr"),
    "date": message("Date"),
    "officer": message("Officer"),
    "municipality": message("Municipality or region"),
}
VERBATIM = message("word for word")
SURE = message("{percent} sure to be word for word")


def word_for(part: str, item: Item, language: Language) -> str:
    """What a text is: the document's own word for a goal's level, with its number, else the part's word."""
    if not isinstance(item, Goal):
        return translate(KINDS[part], language)
    word = item.level or _becomes_word(item, language)
    return f"{word} {item.number}" if item.number and not word.endswith(item.number) else word


@dataclass(frozen=True, slots=True)
class Level:
    """A level of goals: the document's own word, what it becomes in a roadmap if another, and how many."""

    word: str
    becomes: str
    count: int

    @property
    def counted(self) -> str:
        """How many there are, in words: "4 målområden"."""
        word = self.word if self.count == 1 else plural_of(self.word)
        return f"{self.count} {word[:1].lower()}{word[1:]}"


def levels_of(draft: Draft, language: Language) -> tuple[Level, ...]:
    """The levels of a draft's goals in the order they are met, in the document's own words."""
    counts: dict[tuple[str, str], int] = {}
    for goal in draft.goals:
        key = (goal.level or _becomes_word(goal, language), _becomes_other(goal, language))
        counts[key] = counts.get(key, 0) + 1
    return tuple(Level(word, becomes, count) for (word, becomes), count in counts.items())


def _becomes_word(goal: Goal, language: Language) -> str:
    return translate(BECOMES.get(goal.becomes or "", KINDS["goals"]), language)


def _becomes_other(goal: Goal, language: Language) -> str:
    """What a goal becomes in a roadmap, where that is not what the document calls it."""
    if goal.becomes is None:
        return translate(NO_PLACE, language)
    if goal.level is None or goal.level.lower() == translate(BECOMES[goal.becomes], "sv").lower():
        return ""
    return _becomes_word(goal, language).lower()


def percent(share: float, language: Language) -> str:
    """A belief in per cent, never rounded up to certainty nor down to none: "87 %", "under 1 %"."""
    if 0 < share < 0.01:
        return translate("under {percent}", language, percent=f"1{HARD}%" if language == "sv" else "1%")
    number = min(floor(100 * share + 1e-9), 99) if share < 1 else 100
    return f"{number}{HARD}%" if language == "sv" else f"{number}%"


def how_sure(item: Item, language: Language) -> str:
    if item.confidence >= 1:
        return translate(VERBATIM, language)
    return translate(SURE, language, percent=percent(item.confidence, language))


def target_words(target: Target, language: Language) -> str:
    """ "minst 90 procent senast 2027", as far as it is said."""
    said = _level(target, language)
    if target.year is None:
        return said
    year = str(target.year)
    return (
        translate("{level} no later than {year}", language, level=said, year=year)
        if said
        else translate("by {year}", language, year=year)
    )


def _level(target: Target, language: Language) -> str:
    if target.value is None:
        return ""
    level = as_given(target.value, language) + (f"{HARD}{target.unit}" if target.unit else "")
    if target.relative:
        said = {"up": message("an increase of {level}"), "down": message("a decrease of {level}")}
    else:
        said = {"up": message("at least {level}"), "down": message("at most {level}")}
    return translate(said[target.direction], language, level=level) if target.direction else level


def facts_of(item: Item, language: Language) -> tuple[str, ...]:
    """What the reading knows of a text besides its words, each a few words."""
    teller = _TELLERS.get(type(item))
    return tuple(filter(None, teller(item, language))) if teller else ()


def _decision(item: Decision, language: Language) -> list[str]:
    addressee = item.addressee and translate("to {addressee}", language, addressee=item.addressee)
    return [force_word(item.force, language), addressee or ""]


def _earlier(item: EarlierDecision, language: Language) -> list[str]:
    return [day_words(item.date, language) if item.date else translate("no date stated", language)]


def day_words(day: str, language: Language) -> str:
    """A day as far as it is stated; as it stands where a hand has written something else."""
    try:
        return partial_date_text(day, language)
    except ValueError:
        return day


def _horizon(item: Horizon, _: Language) -> list[str]:
    return ["–".join(map(str, item.years))]


def _vision(item: Vision, language: Language) -> list[str]:
    return [translate("by {year}", language, year=str(item.year))] if item.year else []


def _goal(item: Goal, language: Language) -> list[str]:
    target = target_words(item.target, language) if item.target else ""
    milestone, told = item.becomes == "milestone", item.target is not None
    directed = milestone or told if item.direction != "unclear" else milestone and not told
    return [
        target,
        translate(DIRECTIONS[item.direction], language) if directed else "",
        _responsible(item.responsible, language),
        translate(STAYS, language) if item.becomes is None else "",
    ]


def _responsible(names: tuple[str, ...], language: Language) -> str:
    return translate("responsible: {names}", language, names=", ".join(names)) if names else ""


def _indicator(item: Indicator, language: Language) -> list[str]:
    return [
        target_words(item.target, language) if item.target else "",
        translate("source: {source}", language, source=item.source)
        if item.source
        else translate("no source stated", language),
    ]


def _signatory(item: Signatory, _: Language) -> list[str]:
    return [item.role or ""]


def _annex(item: Annex, language: Language) -> list[str]:
    number = translate("annex {number}", language, number=item.number) if item.number is not None else ""
    said = message("is in the file") if item.present else message("is not in the file")
    return [number, translate(said, language)]


_TELLERS: dict[type, Callable[..., list[str]]] = {
    Decision: _decision,
    EarlierDecision: _earlier,
    Horizon: _horizon,
    Vision: _vision,
    Goal: _goal,
    Indicator: _indicator,
    Signatory: _signatory,
    Annex: _annex,
}


def differences_of(pair: Pair, language: Language) -> tuple[str, ...]:
    """What differs between two editions of a text beside its words: where it stands, and its facts."""
    return tuple(_differences(pair, language))


def _differences(pair: Pair, language: Language) -> Iterator[str]:
    if not pair.old or not pair.new:
        return
    was, now = _number(pair.old), _number(pair.new)
    if was != now:
        yield translate("number {new}, was {old}", language, new=now or "–", old=was or "–")
    elif pair.moved:
        yield translate("stands elsewhere than before", language)
    before, after = facts_of(pair.old, language), facts_of(pair.new, language)
    if before != after:
        yield translate(
            "now {new}; was {old}",
            language,
            new=", ".join(fact for fact in after if fact not in before) or translate("not stated", language),
            old=", ".join(fact for fact in before if fact not in after) or translate("not stated", language),
        )


def _number(item: Item) -> str | None:
    return item.number if isinstance(item, Goal) else None
