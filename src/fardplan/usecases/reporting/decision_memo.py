"""The decision memo (beslutsunderlag) for a milestone's level and date, from the workbench.

The kept candidates are compared on the evidence of the day, each with its reasons. What is told of the years
to come is internal until it is released: who may not release it reads no probability and no forecast before.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from fardplan.presentation.numbers import HARD, level
from fardplan.presentation.periods import date_text, period_when
from fardplan.presentation.phrases import release_kind_word
from fardplan.presentation.sentences import begun
from fardplan.presentation.translations import translate, translate_plural
from fardplan.reports.tree import (
    Figure,
    Form,
    Head,
    Note,
    Paragraph,
    Part,
    Report,
    Run,
    Section,
    Table,
    paragraph,
    points,
)
from fardplan.reports.vector import on_paper
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.comparing import CHANCE, MARK, Side, compare
from fardplan.roadmap.workbench.kept import CandidateState, KeptCandidate
from fardplan.roadmap.workbench.obstacle import tell_obstacle
from fardplan.roadmap.workbench.reasons import reasons
from fardplan.roadmap.workbench.speech import Speech
from fardplan.roadmap.workbench.words import tell_calibration
from fardplan.store.candidates import candidates_of
from fardplan.store.releases import ReleaseEvent
from fardplan.usecases.actors import SIMULATED, Actor
from fardplan.usecases.calibration import Bench, weigh
from fardplan.usecases.homes import Home
from fardplan.usecases.release import releases_on
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.usecases.roadmaps import show
from fardplan.usecases.steering.answers import rests_on, rule_of
from fardplan.usecases.steering.desks import desk_of
from fardplan.usecases.steering.editions import milestone_in
from fardplan.usecases.steering.pictures import history
from fardplan.usecases.steering.workbench import is_simulated
from fardplan.usecases.workbench_rights import can_keep, can_weigh, check_can_weigh
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.vocabulary.release import ReleaseKind
from fardplan.vocabulary.text import Text


def subjects(home: Home, actor: Actor, day: date) -> tuple[Subject, ...]:
    """The milestones of the edition that applies; none for those who may not read the workbench."""
    del home
    if not can_weigh(actor):
        return ()
    return tuple(Subject(item.key, item.text) for item in show(as_of=day).version.milestones)


def make(home: Home, actor: Actor, order: Order) -> Report:
    """The memo for a milestone on a day. Raises `NotFoundError` for another. Constant queries."""
    check_can_weigh(actor)
    return _Writer(home, actor, order).report()


class _Writer:
    """Writes the parts of the memo in their order, in one language."""

    def __init__(self, home: Home, actor: Actor, order: Order) -> None:
        version = show(as_of=order.as_of).version
        self._home, self._order, self._language = home, order, order.language
        self._milestone = milestone_in(version, order.subject.key)
        self._desk = desk_of(home, version, self._milestone, indicator=None, day=order.as_of)
        self._office = can_keep(actor, self._milestone.target_area)
        self._released = {
            item.kind: item for item in releases_on(order.as_of) if item.milestone == self._milestone.key
        }
        self._candidates = tuple(
            item
            for item in reversed(candidates_of([self._milestone.key]))
            if item.day <= order.as_of and item.state is not CandidateState.DROPPED
        )
        self._weighed = tuple((item, self._weigh(item)) for item in self._candidates)

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def _may_tell(self, kind: ReleaseKind) -> bool:
        return self._office or kind in self._released

    def _weigh(self, item: KeptCandidate) -> Calibration | None:
        """A candidate on the day's evidence, None where it cannot be weighed so."""
        on = self._desk.bench
        if on is None or item.indicator != on.definition.key:
            return None
        try:
            return weigh(on, item.level, item.year, rule_of(item.answers))
        except (RuleError, InputError):
            return None

    def report(self) -> Report:
        order, on = self._order, self._desk.bench
        publisher = self._home.city.city.publisher.in_language(self._language)
        simulated = is_simulated(self._desk) or any(item.origin == SIMULATED for item in self._candidates)
        return Report(
            kind=KIND.key,
            title=self.say("Level and year for a milestone"),
            subtitle=self._milestone.text.in_language(self._language),
            language=self._language,
            head=Head(
                order.office or publisher,
                KIND.name.in_language(self._language),
                order.dnr,
                order.as_of,
                order.officer,
                order.phone,
            ),
            parts=tuple(self._parts()),
            as_of=order.as_of,
            form=Form.MEMO,
            simulated=simulated,
            sources=self._sources(on),
        )

    def _sources(self, on: Bench | None) -> tuple[str, ...]:
        if on is None:
            return ()
        return tuple(f"{name}, {date_text(day, self._language)}" for name, day in on.sources)

    def _parts(self) -> Iterator[Part]:
        has_figures = self._desk.bench is not None
        if has_figures and self._office and not set(ReleaseKind) <= set(self._released):
            yield Note(
                self.say("Internal"),
                self.say(
                    "Something here of the years to come has not been released. Release it, or keep the memo "
                    "within the office."
                ),
            )
        yield Section(self.say("Proposal for decision"), tuple(self._proposal()))
        yield Section(self.say("Where the city stands"), tuple(self._standing()))
        yield Section(self.say("The candidates compared"), tuple(self._compared()))
        for item, found in self._weighed:
            yield Section(self._called(item), tuple(self._candidate(item, found)), f"candidate-{item.number}")
        yield Section(self.say("What is released"), tuple(self._releases()))
        yield Section(
            self.say("The office's judgement"),
            (
                self._order.own(
                    "judgement",
                    self.say("The office's judgement"),
                    self.say("Write which level and year the office recommends, and why."),
                ),
            ),
        )

    def _proposal(self) -> Iterator[Part]:
        proposed = [item for item in self._candidates if item.state is CandidateState.PROPOSED]
        if proposed:
            yield points(
                *(
                    self.say(
                        "The level of the milestone is {level} by {year}.",
                        level=self._level(item),
                        year=item.year,
                    )
                    for item in proposed
                ),
                numbered=True,
            )
        else:
            yield paragraph(self.say("No candidate has been made a proposal yet."), key="no-proposal")
        yield self._order.own(
            "proposal", self.say("Proposal for decision"), self.say("Write what is proposed to be decided.")
        )

    def _level(self, item: KeptCandidate) -> str:
        definition = self._home.city.indicator(item.indicator)
        return level(item.level, definition.unit, self._language) if definition else f"{item.level:g}"

    def _called(self, item: KeptCandidate) -> str:
        aim = self.say("{level} by {year}", level=self._level(item), year=item.year)
        unnamed = item.name.replace(HARD, " ") == f"{self._level(item)} {item.year}".replace(HARD, " ")
        return aim if unnamed else f"{item.name}: {aim}"

    def _standing(self) -> Iterator[Part]:
        yield paragraph(self._decided(), key="decided")
        on = self._desk.bench
        if on is None:
            told = (
                tell_obstacle(self._desk.obstacle, self._milestone, self._desk.definition, self._language)
                if self._desk.obstacle
                else ()
            )
            yield paragraph(" ".join(told), key="obstacle")
            return
        speech, latest = Speech(on.evidence, on.names, self._language), on.evidence.latest
        yield paragraph(
            self.say(
                "The latest figure is {value} {when}.",
                value=speech.figure(latest.value),
                when=period_when(latest.period, self._language),
            ),
            key="latest",
        )
        drawn = history(
            on,
            None,
            self._language,
            until=max((item.year for item in self._candidates), default=self._order.as_of.year + 10),
            ahead=self._may_tell(ReleaseKind.FORECAST),
        )
        header = drawn.table.header
        source = "; ".join(self._sources(on))
        behind = Table(drawn.title, header, drawn.table.rows, frozenset(range(1, len(header))))
        yield Figure(drawn.title, on_paper(drawn), drawn.description, behind, drawn.notes, source)

    def _decided(self) -> str:
        milestone, on = self._milestone, self._desk.definition
        if milestone.level is None or milestone.year is None:
            return self.say("No level and year are decided for the milestone.")
        return self.say(
            "In the edition that applies the milestone is {level} by {year}.",
            level=level(milestone.level, on.unit, self._language) if on else f"{milestone.level:g}",
            year=milestone.year,
        )

    def _compared(self) -> Iterator[Part]:
        if not self._candidates:
            yield paragraph(self.say("No candidate has been kept."), key="no-candidates")
            yield from self._recommended()
            return
        yield paragraph(
            translate_plural(
                "One candidate has been kept.",
                "{count} candidates have been kept.",
                len(self._candidates),
                self._language,
            ),
            key="candidates",
        )
        on = self._desk.bench
        sides = [Side(self._called(item), found) for item, found in self._weighed if found is not None]
        if on is not None and sides:
            speech = Speech(on.evidence, on.names, self._language)
            for at in range(0, len(sides), MOST_BESIDE):
                yield self._table(sides[at : at + MOST_BESIDE], speech, on)
        for item, found in self._weighed:
            if found is None:
                yield paragraph(
                    self.say(
                        "{name} cannot be weighed with the milestone's own indicator on today's figures.",
                        name=self._called(item),
                    ),
                    key=f"unweighed-{item.number}",
                )
        yield from self._recommended()

    def _table(self, sides: Sequence[Side], speech: Speech, on: Bench) -> Table:
        """A row for each thing that is told of all of them, a column for each candidate."""
        internal = set() if self._may_tell(ReleaseKind.PROBABILITY) else {self.say(CHANCE), self.say(MARK)}
        columns = [
            {
                row.heading: row.first
                for row in compare(side, side, speech).rows
                if row.heading not in internal
            }
            for side in sides
        ]
        headings = dict.fromkeys(
            heading for column in columns for heading in column if heading not in internal
        )
        return Table(
            self.say("Candidates side by side"),
            (self.say("What is compared"), *(side.name for side in sides)),
            tuple((heading, *(column.get(heading, "–") for column in columns)) for heading in headings),
            source="; ".join(self._sources(on)),
        )

    def _recommended(self) -> Iterator[Part]:
        """The levels that the workbench recommends, with why; the reasons tell a probability too."""
        on = self._desk.bench
        both = self._may_tell(ReleaseKind.RECOMMENDED) and self._may_tell(ReleaseKind.PROBABILITY)
        cells = [cell for row in self._desk.rows for cell in row if cell.recommended]
        if on is None or not both or not cells:
            return
        yield Section(
            self.say("What the workbench points out"),
            (points(*(reasons(cell, on.evidence, self._language) for cell in cells)),),
            "recommended",
        )

    def _candidate(self, item: KeptCandidate, found: Calibration | None) -> Iterator[Part]:
        if item.reasons.strip():
            yield Paragraph(
                (Run(f"{self.say('Reasons')}: ", strong=True), Run(item.reasons.strip())),
                f"reasons-{item.number}",
            )
        else:
            yield paragraph(self.say("No reasons have been written."), key=f"reasons-{item.number}")
        on = self._desk.bench
        if on is None or found is None:
            return
        told = tell_calibration(found, on.evidence, on.names, self._language)
        asked, chance = told.summary
        with_chance = self._may_tell(ReleaseKind.PROBABILITY)
        yield paragraph(f"{asked} {chance}" if with_chance else asked, key=f"asked-{item.number}")
        for number, (heading, text) in enumerate(told.paragraphs):
            yield Paragraph(
                (Run(f"{heading}. ", strong=True), Run(" ".join(text.split("\n")))),
                f"told-{item.number}-{number}",
            )
        if rests_on(item.answers) != self._desk.fingerprint:
            yield paragraph(
                self.say(
                    "It was kept on {day}, on other figures than these.",
                    day=date_text(item.day, self._language),
                ),
                key=f"other-figures-{item.number}",
            )

    def _releases(self) -> Iterator[Part]:
        yield points(*(self._release(kind, self._released.get(kind)) for kind in ReleaseKind))

    def _release(self, kind: ReleaseKind, event: ReleaseEvent | None) -> str:
        words = begun(release_kind_word(kind, self._language))
        if event is None:
            return self.say("{part}: not released.", part=words)
        told = self.say(
            "{part}: released on {day} by {name}.",
            part=words,
            day=date_text(event.day, self._language),
            name=event.by,
        )
        return f"{told} {event.why}" if event.why else told


MOST_BESIDE = 3
"""Candidates in one table: more columns than that are not read on paper."""

KIND = Kind(
    "decision-memo",
    Text(sv="Beslutsunderlag", en="Decision memo"),
    Text(
        sv="Nivå och årtal för ett etappmål: kandidaterna jämförda, med skäl, förebilder och människor.",
        en="Level and year for a milestone: the candidates compared, with reasons, precedent and people.",
    ),
    subjects,
    make,
)
