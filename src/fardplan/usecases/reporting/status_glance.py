"""Milestones at a glance: how many stand how, a table of all of them, and what matters most."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fardplan.portal.contents import Contents
from fardplan.portal.stories import Card, card
from fardplan.portal.tables import SourceLine, source_lines
from fardplan.presentation.numbers import as_given, level
from fardplan.presentation.periods import period_text
from fardplan.presentation.phrases import development_word, needed_sentence, verdict_word
from fardplan.presentation.sentences import begun
from fardplan.presentation.story import Story, counted
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.publishing.publication import PublishedMilestone
from fardplan.reports.tree import Points, Run, Table
from fardplan.usecases.reporting.published_parts import cited, marked
from fardplan.vocabulary.observation import Observation
from fardplan.vocabulary.status import Development, Direction, MilestoneStatus, Reason, Verdict
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Unit

MOST_THAT_MATTER = 3

STANDING = {
    Verdict.REACHED: (message("One is reached."), message("{count} are reached.")),
    Verdict.ON_TRACK: (message("One is on track."), message("{count} are on track.")),
    Verdict.BEHIND: (message("One is behind."), message("{count} are behind.")),
    Verdict.CANNOT_TELL: (
        message("For one it cannot be told whether it is on track."),
        message("For {count} it cannot be told whether they are on track."),
    ),
    Verdict.NO_DATA: (message("For one there are no figures."), message("For {count} there are no figures.")),
}

MOVING = {
    Development.IMPROVING: (
        message("one moves the way the city wants"),
        message("{count} move the way the city wants"),
    ),
    Development.WORSENING: (
        message("one moves the opposite way"),
        message("{count} move the opposite way"),
    ),
    Development.NO_DETECTABLE_CHANGE: (
        message("for one no certain change can be seen"),
        message("for {count} no certain change can be seen"),
    ),
    Development.CANNOT_TELL: (
        message("for one the direction cannot be told"),
        message("for {count} the direction cannot be told"),
    ),
}
"""What is told of milestones whose level and year have not been decided."""

UNTOLD = frozenset({Verdict.CANNOT_TELL, Verdict.NO_DATA})


@dataclass(frozen=True, slots=True)
class Glance:
    """Milestones of a whole roadmap or of one target area, as the site's cards show them."""

    contents: Contents
    cards: tuple[Card, ...]
    language: Language
    whole: bool

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self.language, **values)

    def lead(self) -> str:
        """How many milestones there are, and how many stand how: all are counted, each once."""
        if not self.cards:
            return self.say("No milestone has been set in this area.")
        if len(self.cards) == 1:
            return " ".join(filter(None, (self._how_many(), *self._alone(self.cards[0].story))))
        told = Counter(item.verdict for item in self.cards)
        return " ".join((self._how_many(), *self._stand(told), *self._undecided()))

    def _alone(self, story: Story) -> tuple[str, ...]:
        """A single milestone is told, not counted."""
        return story.standing, story.course, story.why

    def _how_many(self) -> str:
        count = len(self.cards)
        said = counted(count, self.language)
        if self.whole:
            return translate_plural(
                "The roadmap has one milestone.",
                "The roadmap has {count} milestones.",
                count,
                self.language,
                count=said,
            )
        return translate_plural(
            "The target area has one milestone.",
            "The target area has {count} milestones.",
            count,
            self.language,
            count=said,
        )

    def _stand(self, told: Counter[Verdict]) -> Iterator[str]:
        for verdict, messages in STANDING.items():
            if told[verdict]:
                yield begun(self._so_many(messages, told[verdict]))

    def _undecided(self) -> Iterator[str]:
        found = [item for item in self.cards if item.verdict is Verdict.NOT_DECIDED]
        if not found:
            return
        moving = Counter(item.milestone.status.development for item in found)
        told = [
            self._so_many(messages, moving[development])
            for development, messages in MOVING.items()
            if moving[development]
        ]
        undecided = translate_plural(
            "For one, level and year have not been decided, so the direction is judged",
            "For {count}, level and year have not been decided, so the direction is judged",
            len(found),
            self.language,
            count=counted(len(found), self.language),
        )
        yield f"{undecided}: {', '.join(told)}."

    def _so_many(self, messages: tuple[str, str], count: int) -> str:
        """One of a pair of messages: for a single milestone, and for more."""
        return self.say(messages[count != 1], count=counted(count, self.language))

    def rests(self) -> str:
        """What the verdicts rest on: of when the figures are, and whether the sources have newer ones."""
        latest = [item.milestone.status.latest for item in self.cards]
        periods = sorted(figure.period for figure in latest if figure)
        if not periods:
            return ""
        first, last = (period_text(period, self.language) for period in (periods[0], periods[-1]))
        if first == last:
            told = self.say("The verdicts rest on figures for {period}.", period=first)
        else:
            told = self.say(
                "The verdicts rest on the latest figure of each milestone; the oldest is for {first}, the "
                "newest for {last}.",
                first=first,
                last=last,
            )
        newer = sum(item.milestone.status.newer_since is not None for item in self.cards)
        return f"{told} {self._newer(newer)}" if newer and len(self.cards) > 1 else told

    def _newer(self, count: int) -> str:
        return translate_plural(
            "For one of them the source ordinarily has a newer figure by now.",
            "For {count} of them the source ordinarily has a newer figure by now.",
            count,
            self.language,
            count=counted(count, self.language),
        )

    def table(self) -> Table:
        undecided = any(item.verdict is Verdict.NOT_DECIDED for item in self.cards)
        note = self.say("Where level and year have not been decided, the direction is judged.")
        return Table(
            self.say("The milestones at a glance"),
            (
                self.say("Milestone"),
                self.say("Latest figure"),
                self.say("Verdict"),
                self.say("Target"),
            ),
            tuple(self._row(item) for item in self.cards),
            notes=(note,) if undecided else (),
            source=cited(self.sources(), self.language),
        )

    def _row(self, item: Card) -> tuple[str, ...]:
        figure = f"{item.story.value} {item.story.when}" if item.has_figures else self.say("no figures")
        status = item.milestone.status
        return (
            marked(item.story.wanted, self.language, simulated=item.simulated),
            figure,
            verdict_words(status, self.language),
            target_words(status, item.indicator.unit if item.indicator else None, self.language),
        )

    def sources(self) -> tuple[SourceLine, ...]:
        """Where the latest figures come from."""
        return source_lines((one for item in self.cards for one in self._latest(item)), self.language)

    def _latest(self, item: Card) -> Iterator[Observation]:
        latest = item.milestone.status.latest
        if latest is None or item.indicator is None:
            return
        for one in self.contents.observations(item.indicator.key):
            if one.area == item.indicator.area and not one.group.categories and one.period == latest.period:
                yield one

    def matters(self) -> Points | None:
        """What matters most: what is behind, what has not been decided, and what cannot be told."""
        found = (*self._behind(), *self._to_decide(), *self._untold())
        return Points(found[:MOST_THAT_MATTER]) if found else None

    def _behind(self) -> Iterator[tuple[Run, ...]]:
        for item in self.cards:
            status = item.milestone.status
            worsens = status.development is Development.WORSENING
            if item.verdict is Verdict.BEHIND or (item.verdict is Verdict.NOT_DECIDED and worsens):
                yield self._about(item, item.story.standing, item.story.course, item.story.why)

    def _to_decide(self) -> Iterator[tuple[Run, ...]]:
        found = [item for item in self.cards if is_undecided(item.milestone.status)]
        if not found:
            return
        told = translate_plural(
            "Level and year have not been decided for one milestone.",
            "Level and year have not been decided for {count} milestones.",
            len(found),
            self.language,
            count=counted(len(found), self.language),
        )
        rest = (
            self.say("Until they are, nobody can tell whether the city is on track."),
            *self._unassigned(),
        )
        yield Run(told, strong=True), Run(f" {' '.join(rest)}")

    def _unassigned(self) -> Iterator[str]:
        count = sum(not item.milestone.status.responsible for item in self.cards)
        if count:
            yield translate_plural(
                "For one milestone nobody has been assigned responsibility.",
                "For {count} milestones nobody has been assigned responsibility.",
                count,
                self.language,
                count=counted(count, self.language),
            )

    def _untold(self) -> Iterator[tuple[Run, ...]]:
        for item in self.cards:
            cannot = item.milestone.status.development is Development.CANNOT_TELL
            if item.verdict in UNTOLD or (item.verdict is Verdict.NOT_DECIDED and cannot):
                said = "" if item.milestone.needed and not item.has_figures else item.story.standing
                yield self._about(item, said, *what_is_lacking(item.milestone, self.language))

    def _about(self, item: Card, *told: str) -> tuple[Run, ...]:
        name = marked(item.story.wanted, self.language, simulated=item.simulated)
        return Run(f"{name}.", strong=True), Run(f" {' '.join(filter(None, told))}")


def glance(
    contents: Contents, milestones: Sequence[PublishedMilestone], language: Language, *, whole: bool
) -> Glance:
    return Glance(contents, tuple(card(contents, item, language) for item in milestones), language, whole)


def verdict_words(status: MilestoneStatus, language: Language) -> str:
    """The verdict in words; the direction where that is all that can be judged."""
    if status.verdict is not Verdict.NOT_DECIDED:
        return verdict_word(status.verdict, language)
    if status.development is Development.CANNOT_TELL:
        return translate("the direction cannot be told", language)
    return development_word(status.development, language)


def is_undecided(status: MilestoneStatus) -> bool:
    return status.target is None or status.target.decision is None


def target_words(status: MilestoneStatus, unit: Unit | None, language: Language) -> str:
    """Level and year as they were decided, or that nobody has."""
    target = status.target
    if target is None:
        return translate("not decided", language)
    aim = level(target.level, unit, language) if unit else as_given(target.level, language)
    if status.wanted is Direction.UP:
        aim = translate("at least {level}", language, level=aim)
    elif status.wanted is Direction.DOWN:
        aim = translate("at most {level}", language, level=aim)
    told = translate("{target} by {year}", language, target=aim, year=target.year)
    return told if target.decision else translate("{target} (proposed)", language, target=told)


def what_is_lacking(milestone: PublishedMilestone, language: Language) -> tuple[str, ...]:
    """What figures would be needed before the milestone can be judged, in sentences; none where it can."""
    status = milestone.status
    if status.latest is None and milestone.needed:
        return (milestone.needed.in_language(language),)
    reasons: list[Reason] = []
    if status.verdict in UNTOLD:
        reasons.append(status.verdict_reason)
    if status.development is Development.CANNOT_TELL:
        reasons.append(status.development_reason)
    told = (needed_sentence(reason, language) for reason in dict.fromkeys(reasons))
    return tuple(dict.fromkeys(filter(None, told)))
