"""A milestone in a status report: where it stands, what may come, and what is needed to judge it."""

from collections.abc import Iterator, Sequence

from fardplan.portal.contents import Contents
from fardplan.portal.figures import history
from fardplan.portal.gap_figures import Compared
from fardplan.portal.pages.differences import Measured
from fardplan.portal.stories import Card, ahead, gap_target
from fardplan.presentation.outlook import Ahead
from fardplan.presentation.phrases import interval_sentence, reason_sentence
from fardplan.presentation.translations import translate
from fardplan.reports.tree import Paragraph, Part, Points, Run, Section, Table, paragraph
from fardplan.usecases.reporting.published_parts import figure_of, marked
from fardplan.usecases.reporting.status_glance import is_undecided, what_is_lacking
from fardplan.vocabulary.status import IntervalBasis, Verdict
from fardplan.vocabulary.text import Language


def milestone_section(
    contents: Contents, card: Card, measured: Sequence[Measured], language: Language
) -> Section:
    """All that an edition says of a milestone. `measured`: the differences that are known in its area."""
    writer = _Writer(contents, card, language)
    title = marked(card.story.wanted, language, simulated=card.simulated)
    return Section(title, tuple(writer.parts(measured)), f"milestone-{card.milestone.key}")


class _Writer:
    def __init__(self, contents: Contents, card: Card, language: Language) -> None:
        self._contents, self._card, self._language = contents, card, language
        self._milestone, self._story = card.milestone, card.story

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def parts(self, measured: Sequence[Measured]) -> Iterator[Part]:
        yield from self._stands()
        yield from self._chart()
        yield from self._gap()
        yield from self._differences(measured)
        yield from self._ahead(ahead(self._milestone, self._card.indicator, self._language))
        yield from self._needed()

    def _key(self, what: str) -> str:
        return f"{self._milestone.key}-{what}"

    def _plain(self, key: str, *told: str) -> Iterator[Paragraph]:
        text = " ".join(filter(None, told))
        if text:
            yield paragraph(text, key=self._key(key))

    def _headed(self, key: str, heading: str, *told: str) -> Iterator[Paragraph]:
        if any(told):
            yield self._begun(f"{heading}:", key, *told)

    def _begun(self, strong: str, key: str, *told: str) -> Paragraph:
        runs = (Run(strong, strong=True), *(Run(f" {said}") for said in told if said))
        return Paragraph(runs, self._key(key))

    def _stands(self) -> Iterator[Part]:
        story = self._story
        verdict = f"{self.say('Verdict')}: {story.verdict}."
        if not self._card.has_figures:
            yield self._begun(verdict, "verdict", story.standing, story.promise, story.responsible)
            return
        promise = story.promise if self._card.verdict is not Verdict.NOT_DECIDED else ""
        why = reason_sentence(self._milestone.status.verdict_reason, self._language)
        yield self._begun(verdict, "verdict", why, promise)
        latest = f"{self.say('Latest figure')}: {story.number}."
        yield from self._plain("standing", story.standing, story.course, latest)
        yield from self._plain("grounds", story.grounds, self._interval(), story.freshness)
        yield from self._plain("responsible", story.responsible)

    def _interval(self) -> str:
        latest = self._milestone.status.latest
        if latest is None or latest.interval_basis is IntervalBasis.NONE:
            return ""
        return interval_sentence(latest.interval_basis, self._language)

    def _chart(self) -> Iterator[Part]:
        indicator = self._card.indicator
        if indicator is None:
            return
        shown = history(
            self._contents,
            indicator,
            self._language,
            id=f"history-{self._milestone.key}",
            status=self._milestone.status,
            forecast=self._milestone.ahead.forecast,
        )
        if shown:
            yield figure_of(shown, self._language)

    def _gap(self) -> Iterator[Part]:
        told = gap_target(self._milestone, self._card.indicator, self._language)
        if told:
            heading = self.say("The target for the gap")
            yield from self._headed("gap", heading, told.promise, told.standing, told.why)

    def _differences(self, measured: Sequence[Measured]) -> Iterator[Part]:
        for one in measured:
            if self._card.indicator and one.indicator.key == self._card.indicator.key:
                for compared in one.comparisons:
                    yield from self._compared(compared)

    def _compared(self, one: Compared) -> Iterator[Part]:
        story = one.story
        told = (f"{story.verdict}.", story.change, story.size, story.partial, story.sure)
        yield self._begun(f"{one.heading}.", one.id, *told)

    def _ahead(self, told: Ahead) -> Iterator[Part]:
        yield from self._headed("people", self.say("How many people it is about"), *told.people)
        yield from self._headed("path", self.say("The path that has been decided"), told.path, told.tolerance)
        if told.years:
            yield Table(
                marked(self.say("Level by year"), self._language, simulated=self._card.simulated),
                (self.say("Year"), self.say("Level on the path")),
                told.years,
                frozenset({1}),
            )
        yield from self._headed("forecast", self.say("Forecast"), told.forecast, told.probability)
        yield from self._headed("no-levels", self.say("Levels to consider"), told.no_candidates)
        if told.candidates:
            said = self.say(
                "Nobody has decided these. They would be ambitious, and others have managed as much."
            )
            yield from self._headed("levels", self.say("Levels to consider"), said)
            yield Points(tuple((Run(f"{aim}. ", strong=True), Run(why)) for aim, why in told.candidates))

    def _needed(self) -> Iterator[Part]:
        told = list(what_is_lacking(self._milestone, self._language))
        if is_undecided(self._milestone.status):
            told.append(self.say("A decision on level and year is needed."))
        yield from self._headed("needed", self.say("What is needed before it can be judged"), *told)
