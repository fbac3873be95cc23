"""The tables of a board's plan and reports: indicators, activities, answers to the roadmap, corrections."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from fardplan.boards.chain import MEASURES, PlanItem
from fardplan.boards.considered import ANSWER_NAMES
from fardplan.boards.follow_up import ACTIVITY_NAMES, FIELD_NAMES, ActivityState, Told
from fardplan.boards.year_target import in_unit
from fardplan.presentation.numbers import as_given
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import begun
from fardplan.presentation.translations import translate, translate_plural
from fardplan.reports.tree import Paragraph, Part, Run, Table, paragraph
from fardplan.roadmap.assessing import JUDGEMENTS, Judgement
from fardplan.store.follow_ups import Corrected
from fardplan.usecases.reporting.board_things import ACTIVITIES, GOALS, OWN, Thing, title_of
from fardplan.usecases.year.corrections import subject_of
from fardplan.usecases.year.gathering import Entry
from fardplan.usecases.year.plan_page import AreaStand
from fardplan.vocabulary.text import Language

NONE = "–"


class BoardTables:
    """Writes them in one language: of a plan, or of what is told of one."""

    def __init__(self, language: Language, *, is_plan: bool) -> None:
        self._language, self._is_plan = language, is_plan

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def of(self, things: Sequence[Thing], key: str, title: str) -> Iterator[Part]:
        measures = [item for item in things if item.kind in MEASURES]
        promises = [item for item in things if item.kind in ACTIVITIES]
        if measures:
            yield self._measures(measures, title)
        if promises:
            yield self._promises(promises, title)
        for number, item in enumerate((*measures, *promises)):
            if item.told and item.told.text.strip():
                yield Paragraph(
                    (Run(f"{item.title}: ", strong=True), Run(item.told.text.strip())),
                    f"{key}-text-{number}",
                )

    def _measures(self, things: Sequence[Thing], title: str) -> Table:
        sexes = not self._is_plan and any(item.by_sex for item in things)
        header = [self.say("Indicator"), self.say("Yearly target")]
        if not self._is_plan:
            by_sex = [self.say("Women"), self.say("Men")] if sexes else []
            header += [self.say("Outcome"), *by_sex, self.say("Assessment")]
        return Table(
            self.say("Indicators: {title}", title=title),
            tuple(header),
            tuple(self._measure(item, sexes=sexes) for item in things),
            notes=tuple(
                self.say("{title}: no outcome. {why}", title=item.title, why=item.told.missing_why)
                for item in things
                if item.told and item.told.missing_why.strip()
            ),
            source="; ".join(dict.fromkeys(item.source for item in things if item.source)),
        )

    def _measure(self, item: Thing, *, sexes: bool) -> tuple[str, ...]:
        plain = (item.title, item.target or self.say("Not decided"))
        if self._is_plan:
            return plain
        told = item.told or Told()
        by_sex = (self._value(told.women, item.unit), self._value(told.men, item.unit)) if sexes else ()
        return (*plain, self._value(told.outcome, item.unit), *by_sex, self.judged(told.judgement))

    def _value(self, value: float | None, unit: str | None) -> str:
        return NONE if value is None else in_unit(as_given(value, self._language), unit)

    def judged(self, judgement: Judgement | None) -> str:
        return begun(self.say(JUDGEMENTS[judgement])) if judgement else self.say("Not assessed")

    def _promises(self, things: Sequence[Thing], title: str) -> Table:
        """Activities; the council's have nobody named and no day."""
        own = any(item.kind in OWN for item in things)
        header = [self.say("Activity")]
        header += [self.say("Responsible")] if own else []
        header += [self.say("First day")] if self._is_plan else []
        header += [self.say("Last day")] if own else []
        header += [] if self._is_plan else [self.say("Where it stands")]
        return Table(
            self.say("Activities: {title}", title=title),
            tuple(header),
            tuple(self._promise(item, own=own) for item in things),
            notes=tuple(
                self.say("{title}: stopped. {why}", title=item.title, why=item.told.stopped_why)
                for item in things
                if item.told and item.told.stopped_why.strip()
            ),
        )

    def _promise(self, item: Thing, *, own: bool) -> tuple[str, ...]:
        told = item.told
        last = self._day(told.new_end if told and told.new_end else item.ends)
        who = item.responsible or self.say("Nobody named")
        if self._is_plan:
            return item.title, who, self._day(item.starts), last
        state = self._stands(told.activity if told else None)
        return (item.title, who, last, state) if own else (item.title, state)

    def _day(self, day: date | None) -> str:
        return date_text(day, self._language) if day else NONE

    def _stands(self, state: ActivityState | None) -> str:
        return begun(self.say(ACTIVITY_NAMES[state])) if state else self.say("Not told of")

    def considered(self, stands: Sequence[AreaStand]) -> Iterator[Part]:
        if not stands:
            yield paragraph(self.say("The roadmap has no target areas."), key="no-areas")
            return
        yield Table(
            self.say("What the board says of the roadmap's target areas"),
            (self.say("Target area"), self.say("Answer"), self.say("In the plan"), self.say("Reason")),
            tuple(self._area(item) for item in stands),
        )
        served = [item for area in stands for item in area.strategies if item.items]
        if served:
            yield Table(
                self.say("Strategies that the plan serves"),
                (self.say("Strategy"), self.say("By what in the plan")),
                tuple((item.text.in_language(self._language), _by(item.items)) for item in served),
            )

    def _area(self, item: AreaStand) -> tuple[str, ...]:
        stand = item.stand
        answer = begun(self.say(ANSWER_NAMES[stand.answer])) if stand.answer else self.say("Has not answered")
        count = len(item.items)
        there = translate_plural("one thing", "{count} things", count, self._language) if count else NONE
        return item.name.in_language(self._language), answer, begun(there), stand.why or NONE

    def corrected(self, entries: Iterable[Entry], made: Iterable[Corrected]) -> Table:
        titles = {
            subject_of(entry.now): title_of(entry.subject, self._language) for entry in entries if entry.now
        }
        return Table(
            self.say("What decisions have corrected since"),
            (
                self.say("What"),
                self.say("Was"),
                self.say("Is"),
                self.say("Decision"),
                self.say("Reason"),
            ),
            tuple(
                (
                    f"{titles.get(item.subject, item.subject)}: {self.say(FIELD_NAMES[item.field])}",
                    self._written(item.field, item.before),
                    self._written(item.field, item.after),
                    item.decision.in_language(self._language),
                    item.why,
                )
                for item in made
            ),
        )

    def _written(self, field: str, value: Any) -> str:
        """A value of a field as JSON has it, as a reader writes it."""
        if value is None or value == "":
            return NONE
        if field == "judgement":
            return self.judged(Judgement(value))
        if field == "activity":
            return self._stands(ActivityState(value))
        if field == "new_end":
            return self._day(date.fromisoformat(value))
        return as_given(value, self._language) if isinstance(value, int | float) else str(value)


def _by(items: Sequence[PlanItem]) -> str:
    """What serves a strategy: the goals, or what there is where no goal does."""
    goals = [item for item in items if item.kind in GOALS]
    return "; ".join(item.title for item in goals or items)
