"""What changed since the last edition, in plain words."""

from collections.abc import Callable, Iterator

from fardplan.presentation.numbers import as_given, level, number, stepped
from fardplan.presentation.periods import period_text
from fardplan.presentation.phrases import CELL_MARKS, cell_word, development_word, standing_word, verdict_word
from fardplan.presentation.story import counted
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.publishing.differences import Differences, FigureDifferences, differences
from fardplan.publishing.publication import (
    Publication,
    PublishedIndicator,
    PublishedMilestone,
    PublishedStrategy,
    PublishedVersion,
)
from fardplan.vocabulary.observation import Observation, Status
from fardplan.vocabulary.status import Target
from fardplan.vocabulary.text import Language, Text

LISTED = 3
"""So many revised figures are told one by one; more are counted."""

Say = Callable[[Language], str]


def describe_differences(old: Publication | None, new: Publication) -> tuple[Text, ...]:
    """One sentence for each change from `old` to `new`; nothing when they are the same."""
    if old is None:
        return (_both(lambda language: translate("This is the first edition.", language)),)
    told = tuple(_both(say) for say in _sentences(differences(old, new), new))
    if not told and old != new:
        return (_both(lambda language: translate("Descriptions or sources have changed.", language)),)
    return told


def _both(told: Say) -> Text:
    return Text(sv=told("sv"), en=told("en"))


def _sentences(found: Differences, new: Publication) -> Iterator[Say]:
    if found.version:
        yield from _version(*found.version)
    for added in found.milestones_added:
        yield _named(message("A milestone has been added: {text}"), added.text)
    for removed in found.milestones_removed:
        yield _named(message("A milestone has been taken away: {text}"), removed.text)
    for before, after in found.milestones_kept:
        yield from _milestone(before, after, new)
    yield from _strategies(found)
    yield from _indicators(found)
    for figures in found.figures:
        yield from _figures(figures, new)


def _named(template: str, text: Text) -> Say:
    return lambda language: translate(template, language, text=text.in_language(language))


def _version(before: PublishedVersion, after: PublishedVersion) -> Iterator[Say]:
    if before.number != after.number:
        yield lambda language: translate(
            "Edition {new} of the roadmap applies ({standing}), after edition {old}.",
            language,
            new=after.number,
            old=before.number,
            standing=standing_word(after.standing, language),
        )
    elif before.standing != after.standing:
        yield lambda language: translate(
            "The roadmap is now {standing}; it was {before}.",
            language,
            standing=standing_word(after.standing, language),
            before=standing_word(before.standing, language),
        )


def _milestone(before: PublishedMilestone, after: PublishedMilestone, new: Publication) -> Iterator[Say]:
    if before.text != after.text:
        yield _named(message("A milestone has a new wording: {text}"), after.text)
    old, now = before.status, after.status
    if old.verdict != now.verdict:
        yield lambda language: translate(
            "“{text}”: the verdict is now “{new}”; it was “{old}”.",
            language,
            text=after.text.in_language(language),
            new=verdict_word(now.verdict, language),
            old=verdict_word(old.verdict, language),
        )
    if old.development != now.development:
        yield lambda language: translate(
            "“{text}”: the development is now “{new}”; it was “{old}”.",
            language,
            text=after.text.in_language(language),
            new=development_word(now.development, language),
            old=development_word(old.development, language),
        )
    if _level(old.target) != _level(now.target):
        yield _target(after, new)
    if before.responsible != after.responsible:
        yield _named(message("“{text}”: who is responsible has changed."), after.text)
    for name, (there, gone) in RELEASED.items():
        had, has = (getattr(edition.ahead, name) is not None for edition in (before, after))
        if had != has:
            yield _named(there if has else gone, after.text)


RELEASED = {
    "forecast": (
        message("“{text}”: the forecast is published."),
        message("“{text}”: the forecast is no longer published."),
    ),
    "probability": (
        message("“{text}”: the probability of reaching the level is published."),
        message("“{text}”: the probability of reaching the level is no longer published."),
    ),
    "recommended": (
        message("“{text}”: recommended levels are published."),
        message("“{text}”: recommended levels are no longer published."),
    ),
}
"""What is told when a part of an outlook comes or goes, by its name there."""


def _level(target: Target | None) -> tuple[float, int] | None:
    return (target.level, target.year) if target else None


def _target(after: PublishedMilestone, new: Publication) -> Say:
    target, indicator = after.status.target, new.indicator(after.status.indicator or "")
    if target is None:
        return _named(message("“{text}”: level and year are no longer stated."), after.text)

    def say(language: Language) -> str:
        said = as_given(target.level, language)
        return translate(
            "“{text}”: the level is now {level} by {year}.",
            language,
            text=after.text.in_language(language),
            level=level(target.level, indicator.unit, language) if indicator else said,
            year=target.year,
        )

    return say


def _strategies(found: Differences) -> Iterator[Say]:
    for added in found.strategies_added:
        yield _named(message("A strategy has been added: {text}"), added.text)
    for removed in found.strategies_removed:
        yield _named(message("A strategy has been taken away: {text}"), removed.text)
    for _, after in _reworded(found):
        yield _named(message("A strategy has a new wording: {text}"), after.text)


def _reworded(found: Differences) -> list[tuple[PublishedStrategy, PublishedStrategy]]:
    return [(before, after) for before, after in found.strategies_kept if before.text != after.text]


def _indicators(found: Differences) -> Iterator[Say]:
    for added in found.indicators_added:
        yield _named(message("A new indicator is followed: {text}."), added.name)
    for removed in found.indicators_removed:
        yield _named(message("An indicator is no longer followed: {text}."), removed.name)
    for before, after in found.indicators_kept:
        if before.definition != after.definition:
            yield _named(message("An indicator has a new definition: {text}."), after.name)


def _figures(found: FigureDifferences, new: Publication) -> Iterator[Say]:
    if found.new:
        yield _new(found)
    if len(found.revised) <= LISTED:
        for before, after in found.revised:
            yield _revised(found.indicator, before, after, new)
    else:
        yield _counted_figures("revised", found)
    if found.withdrawn:
        yield _counted_figures("withdrawn", found)


def _new(found: FigureDifferences) -> Say:
    latest = max(item.period for item in found.new)
    return lambda language: translate_plural(
        "{name}: one new figure, for {period}.",
        "{name}: {count} new figures, the latest for {period}.",
        len(found.new),
        language,
        count=counted(len(found.new), language),
        name=found.indicator.name.in_language(language),
        period=period_text(latest, language),
    )


def _counted_figures(what: str, found: FigureDifferences) -> Say:
    def say(language: Language) -> str:
        name = found.indicator.name.in_language(language)
        if what == "revised":
            many = number(len(found.revised), language)
            return translate("{name}: {count} figures have been revised.", language, name=name, count=many)
        return translate_plural(
            "{name}: one figure has been withdrawn.",
            "{name}: {count} figures have been withdrawn.",
            len(found.withdrawn),
            language,
            count=counted(len(found.withdrawn), language),
            name=name,
        )

    return say


def _revised(indicator: PublishedIndicator, before: Observation, after: Observation, new: Publication) -> Say:
    area = new.area(after.area)

    def say(language: Language) -> str:
        what = {
            "name": indicator.name.in_language(language),
            "area": area.name if area else after.area,
            "period": period_text(after.period, language),
        }
        if after.status is Status.SUPPRESSED:
            return translate(
                "{name}, {area}, {period}: the figure is protected from now on.", language, **what
            )
        return translate(
            "{name}, {area}, {period}: the figure has been revised from {old} to {new}.",
            language,
            old=_cell(before, indicator, language),
            new=_cell(after, indicator, language),
            **what,
        )

    return say


def _cell(item: Observation, indicator: PublishedIndicator, language: Language) -> str:
    if item.value is None:
        return f"{CELL_MARKS[item.status]} ({cell_word(item.status, language)})"
    return stepped(item.value, language, rounded_to=indicator.rounded_to)
