"""How one milestone differs between two editions, a sentence for each thing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from fardplan.presentation.numbers import as_given
from fardplan.presentation.phrases import direction_word, link_state_word, strength_word
from fardplan.roadmap.sentences import UNDECIDED, in_words, say, swedish
from fardplan.roadmap.version import Milestone
from fardplan.vocabulary.text import LANGUAGES, Text


def milestone_differences(old: Milestone, new: Milestone) -> Iterator[Text]:
    """What changed in a milestone beside its wording and its target area; another translation does not."""
    yield from _level(old, new)
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
    for sentence, content in _CHANGED:
        if content(old) != content(new):
            yield say(
                "Etappmålet ”{text}”: {sentence}.",
                "The milestone “{text}”: {sentence}.",
                text=new.text,
                sentence=sentence,
            )


def _level(old: Milestone, new: Milestone) -> Iterator[Text]:
    if (old.level, old.year) == (new.level, new.year):
        return
    if new.level is None:
        yield say(
            "Etappmålet ”{text}” har inte längre någon nivå och något årtal; det hade {old}.",
            "The milestone “{text}” no longer has a level and a year; it had {old}.",
            text=new.text,
            old=target_in_words(old),
        )
    elif old.level is None:
        yield say(
            "Etappmålet ”{text}” har fått nivå och årtal: {new}.",
            "The milestone “{text}” has been given a level and a year: {new}.",
            text=new.text,
            new=target_in_words(new),
        )
    else:
        yield say(
            "Etappmålet ”{text}” har ny nivå eller nytt årtal: {new}; det var {old}.",
            "The milestone “{text}” has a new level or year: {new}; it was {old}.",
            text=new.text,
            new=target_in_words(new),
            old=target_in_words(old),
        )


def target_in_words(milestone: Milestone) -> Text:
    """The level and the year of a milestone that has them: `92,5 år 2030`, `92.5 by 2030`."""
    written = {language: as_given(milestone.level or 0.0, language) for language in LANGUAGES}
    return Text(sv=f"{written['sv']} år {milestone.year}", en=f"{written['en']} by {milestone.year}")


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
_CHANGED: tuple[tuple[Text, Callable[[Milestone], object]], ...] = (
    (
        Text(sv="motiveringen är ändrad", en="the rationale has changed"),
        lambda milestone: swedish(milestone.rationale),
    ),
    (
        Text(
            sv="kopplingarna till andra etappmål är ändrade", en="the links to other milestones have changed"
        ),
        lambda milestone: milestone.related,
    ),
    (
        Text(sv="indikatorerna som ger sammanhang är ändrade", en="the indicators for context have changed"),
        lambda milestone: milestone.context,
    ),
    (
        Text(sv="beskrivningen av vilka uppgifter som behövs är ändrad", en="the data needed has changed"),
        lambda milestone: swedish(milestone.needed),
    ),
)
