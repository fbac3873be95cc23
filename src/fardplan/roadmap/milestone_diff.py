"""How one milestone differs between two editions, a sentence for each thing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from fardplan.presentation.gap_target import gap_target_words
from fardplan.presentation.numbers import as_given, level
from fardplan.presentation.phrases import direction_word, link_state_word, strength_word
from fardplan.roadmap.sentences import UNDECIDED, in_words, say
from fardplan.roadmap.text_diff import keys_difference, text_difference
from fardplan.roadmap.version import Milestone
from fardplan.vocabulary.text import Language, Text
from fardplan.vocabulary.unit import Unit

UnitOf = Callable[[Milestone], Unit | None]
"""What a milestone's figures are counted in, where its indicator is known."""


def unitless(milestone: Milestone) -> Unit | None:  # noqa: ARG001, as every `UnitOf`
    return None


def milestone_differences(old: Milestone, new: Milestone, unit_of: UnitOf = unitless) -> Iterator[Text]:
    """What changed in a milestone beside its wording and its target area; another translation does not."""
    yield from _level(old, new, unit_of)
    yield from _gap(old, new, unit_of)
    for detail in _DETAILS:
        was, now = detail.said(old), detail.said(new)
        if was != now:
            yield say(
                f"Etappmålet ”{{text}}”: {{name}} är {{new}}; {detail.pronoun} var {{old}}.",
                "The milestone “{text}”: {name} is {new}; it was {old}.",
                text=new.text,
                name=detail.name,
                new=now or UNDECIDED[detail.pronoun],
                old=was or UNDECIDED[detail.pronoun],
            )
    for clause in _clauses(old, new):
        yield say(
            "Etappmålet ”{text}”: {clause}.",
            "The milestone “{text}”: {clause}.",
            text=new.text,
            clause=clause,
        )


def _clauses(old: Milestone, new: Milestone) -> Iterator[Text]:
    for name, text in _TEXTS:
        if clause := text_difference(name, text(old), text(new)):
            yield clause
    for sentence, keys in _LINKS:
        if moves := keys_difference(keys(old), keys(new)):
            yield say("{sentence}; {moves}", "{sentence}; {moves}", sentence=sentence, moves=moves)
    if _kept_sources(old, new) != _kept_sources(new, old):
        yield Text(
            sv="källan till en koppling till ett annat etappmål är en annan",
            en="the source of a link to another milestone is another",
        )


def _kept_sources(milestone: Milestone, other: Milestone) -> dict[str, str]:
    """The sources of the links that both have."""
    both = {link.milestone for link in other.related}
    return {link.milestone: link.source for link in milestone.related if link.milestone in both}


def _level(old: Milestone, new: Milestone, unit_of: UnitOf) -> Iterator[Text]:
    if (old.level, old.year) == (new.level, new.year):
        return
    if new.level is None:
        yield say(
            "Etappmålet ”{text}” har inte längre någon nivå och något årtal; det hade {old}.",
            "The milestone “{text}” no longer has a level and a year; it had {old}.",
            text=new.text,
            old=target_in_words(old, unit_of(old)),
        )
    elif old.level is None:
        yield say(
            "Etappmålet ”{text}” har fått nivå och årtal: {new}.",
            "The milestone “{text}” has been given a level and a year: {new}.",
            text=new.text,
            new=target_in_words(new, unit_of(new)),
        )
    else:
        yield say(
            "Etappmålet ”{text}” har ny nivå eller nytt årtal: {new}; det var {old}.",
            "The milestone “{text}” has a new level or year: {new}; it was {old}.",
            text=new.text,
            new=target_in_words(new, unit_of(new)),
            old=target_in_words(old, unit_of(old)),
        )


def target_in_words(milestone: Milestone, unit: Unit | None) -> Text:
    """The level and the year of a milestone that has them: `92,5 procent år 2030`."""

    def written(language: Language) -> str:
        value = milestone.level or 0.0
        return level(value, unit, language) if unit else as_given(value, language)

    return Text(sv=f"{written('sv')} år {milestone.year}", en=f"{written('en')} by {milestone.year}")


def _gap(old: Milestone, new: Milestone, unit_of: UnitOf) -> Iterator[Text]:
    if old.gap == new.gap:
        return
    if new.gap is None:
        yield say(
            "Etappmålet ”{text}” har inte längre något mål för skillnaden mellan områden; det hade {old}.",
            "The milestone “{text}” no longer has a gap target; it had {old}.",
            text=new.text,
            old=_gap_in_words(old, unit_of(old)),
        )
    elif old.gap is None:
        yield say(
            "Etappmålet ”{text}” har fått ett mål för skillnaden mellan områden: {new}.",
            "The milestone “{text}” has been given a gap target: {new}.",
            text=new.text,
            new=_gap_in_words(new, unit_of(new)),
        )
    else:
        yield say(
            "Etappmålet ”{text}” har ett nytt mål för skillnaden mellan områden: {new}; det var {old}.",
            "The milestone “{text}” has a new gap target: {new}; it was {old}.",
            text=new.text,
            new=_gap_in_words(new, unit_of(new)),
            old=_gap_in_words(old, unit_of(old)),
        )


def _gap_in_words(milestone: Milestone, unit: Unit | None) -> Text:
    gap = milestone.gap
    assert gap is not None  # asked only of those that have one
    return in_words(lambda target, language: gap_target_words(target, unit, language), gap)


@dataclass(frozen=True, slots=True)
class _Detail:
    """Something a milestone has one of, with its Swedish pronoun; `said` is None where it has none."""

    name: Text
    pronoun: Literal["den", "det"]
    said: Callable[[Milestone], Text | None]


_LATEST_KNOWN = Text(
    sv="den senast kända uppgiften vid beslutet", en="the latest figure known at the decision"
)


def _direction(milestone: Milestone) -> Text | None:
    return in_words(direction_word, milestone.wanted) if milestone.wanted else None


def _strength(milestone: Milestone) -> Text:
    return in_words(strength_word, milestone.strength)


def _indicator(milestone: Milestone) -> Text | None:
    link = milestone.indicator
    if link is None:
        return None
    return say(
        "{key} ({state})", "{key} ({state})", key=link.indicator, state=in_words(link_state_word, link.state)
    )


def _baseline(milestone: Milestone) -> Text:
    return Text(sv=str(milestone.baseline)) if milestone.baseline else _LATEST_KNOWN


def _responsible(milestone: Milestone) -> Text | None:
    names = ", ".join(item.organisation for item in milestone.responsible)
    return Text(sv=names) if names else None


_DETAILS = (
    _Detail(Text(sv="önskad riktning", en="the wanted direction"), "den", _direction),
    _Detail(Text(sv="önskad styrka", en="the wanted strength"), "den", _strength),
    _Detail(Text(sv="indikatorn", en="the indicator"), "den", _indicator),
    _Detail(Text(sv="utgångsläget", en="the baseline"), "det", _baseline),
    _Detail(Text(sv="ansvaret", en="the responsibility"), "det", _responsible),
)
_TEXTS: tuple[tuple[Text, Callable[[Milestone], Text | None]], ...] = (
    (Text(sv="motiveringen", en="the rationale"), lambda milestone: milestone.rationale),
    (
        Text(sv="beskrivningen av vilka uppgifter som behövs", en="the description of the data needed"),
        lambda milestone: milestone.needed,
    ),
)
_LINKS: tuple[tuple[Text, Callable[[Milestone], tuple[str, ...]]], ...] = (
    (
        Text(
            sv="kopplingarna till andra etappmål är ändrade", en="the links to other milestones have changed"
        ),
        lambda milestone: tuple(link.milestone for link in milestone.related),
    ),
    (
        Text(sv="indikatorerna som ger sammanhang är ändrade", en="the indicators for context have changed"),
        lambda milestone: milestone.context,
    ),
)
