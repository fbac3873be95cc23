"""A board's plan (VP), its reports during the year and its annual report, from what it plans and tells.

Each is of one organisation at one step of a year, `2027/t1/skolnamnden`. What was decided is never written
over: where a decision has corrected something the report has the corrected value, and lists both.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fardplan.boards.chain import MEASURES, PROMISES, ItemKind, PlanItem
from fardplan.boards.considered import ANSWER_NAMES
from fardplan.boards.cycle import StepKind
from fardplan.boards.follow_up import ACTIVITY_NAMES, FIELD_NAMES, ActivityState, Told
from fardplan.boards.steps import STATE_NAMES, State
from fardplan.boards.subjects import Subject as ToldOf
from fardplan.boards.year_target import in_unit, shown_target
from fardplan.presentation.numbers import as_given
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import Sentence, begun, there_is
from fardplan.presentation.translations import translate, translate_plural
from fardplan.reports.tree import Head, Note, Paragraph, Part, Report, Run, Section, Table, paragraph
from fardplan.roadmap.assessing import JUDGEMENTS, Judgement
from fardplan.store.decision_records import TakenDecision
from fardplan.store.follow_ups import Corrected, FollowedUp, corrections
from fardplan.store.organisations import organisations
from fardplan.store.years import KnownStep, steps_of, years
from fardplan.usecases.actors import SIMULATED, Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.usecases.year.corrections import standing, subject_of
from fardplan.usecases.year.gathering import Entry, Gathered, gathered_one, takes_part
from fardplan.usecases.year.may import can_read_year, check
from fardplan.usecases.year.plan_page import AreaStand, PlanPage, PlanRow, board_plan
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language, Text

NONE = "–"


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing in a plan or one that is told of. `above` is what it answers, in words; `told` is None for a
    plan, and where nobody has told of it.
    """

    kind: ItemKind
    title: str
    above: str = ""
    expected: str = ""
    target: str = ""
    unit: str | None = None
    responsible: str = ""
    starts: date | None = None
    ends: date | None = None
    by_sex: bool = False
    told: Told | None = None
    source: str = ""


def subjects_of(kind: StepKind) -> Callable[[Home, Actor, date], tuple[Subject, ...]]:
    """Who hands in at the steps of a kind that had opened by a day, in the latest year that has one."""

    def subjects(home: Home, actor: Actor, day: date) -> tuple[Subject, ...]:
        del home
        if not can_read_year(actor):
            return ()
        found = _handing_in(kind, day)
        latest = max((step.year for step, _ in found), default=None)
        return tuple(item for step, item in found if step.year == latest)

    return subjects


def earlier_of(kind: StepKind) -> Callable[[Home, Actor, date, str], Subject | None]:
    """Who handed in at the steps of a kind in any year, by key."""

    def earlier(home: Home, actor: Actor, day: date, key: str) -> Subject | None:
        del home
        if not can_read_year(actor):
            return None
        return next((item for _, item in _handing_in(kind, day) if item.key == key), None)

    return earlier


def _handing_in(kind: StepKind, day: date) -> list[tuple[KnownStep, Subject]]:
    """Who hands in at each step of a kind that had opened by a day. Constant queries."""
    known, boards = {item.year: item for item in years()}, organisations()
    return [
        (step, Subject(f"{step.year}/{step.days.key}/{board.key}", _named(board.name, step)))
        for step in steps_of()
        if step.days.kind is kind and step.days.opens <= day
        for board in boards
        if takes_part(board, known[step.year], step)
    ]


def _named(board: Text, step: KnownStep) -> Text:
    return Text(
        sv=f"{board.sv}: {step.days.name.sv} {step.year}",
        en=f"{board.in_language('en')}: {step.days.name.in_language('en')} {step.year}",
    )


def maker_of(kind: StepKind, key: str) -> Callable[[Home, Actor, Order], Report]:
    """What makes the reports of a kind of step."""

    def make(home: Home, actor: Actor, order: Order) -> Report:
        del home
        check(can_read_year, actor)
        year, step, board = _asked(kind, order.subject.key)
        found = gathered_one(year, step, board, today=order.as_of)
        day = min(order.as_of, found.step.days.decided_by)
        page = board_plan(year, board, actor=actor, today=day)
        made = [item for item in corrections(year, [board]) if item.day <= order.as_of]
        return _Writer(key, order, found, page, [item for item in made if item.step == step]).report()

    return make


def _asked(kind: StepKind, key: str) -> tuple[int, str, str]:
    """Year, step and organisation of a subject's key. Raises `NotFoundError` where it is none of the kind."""
    year, _, rest = key.partition("/")
    step, _, board = rest.partition("/")
    there = [item for item in steps_of() if item.days.kind is kind]
    if not any((str(item.year), item.days.key) == (year, step) for item in there):
        raise NotFoundError(
            Sentence("there is no such step of a year: '{key}'", key=key),
            instead=there_is([f"{item.year}/{item.days.key}/…" for item in there]),
        )
    return int(year), step, board


class _Writer:
    """Writes the parts of the report in their order, in one language."""

    def __init__(
        self, key: str, order: Order, found: Gathered, page: PlanPage, made: Sequence[Corrected]
    ) -> None:
        self._key, self._order, self._language = key, order, order.language
        self._found, self._page, self._made = found, page, made
        self._is_plan = found.step.days.kind is StepKind.PLAN
        self._things = tuple(self._planned() if self._is_plan else self._told())

    def say(self, text: str, /, **values: object) -> str:
        return translate(text, self._language, **values)

    def report(self) -> Report:
        order, found, decision = self._order, self._found, self._decision()
        board = found.organisation.name.in_language(self._language)
        step = f"{found.step.days.name.in_language(self._language)} {found.year.year}"
        return Report(
            kind=self._key,
            title=step,
            subtitle=board,
            language=self._language,
            head=Head(
                order.office or board,
                step,
                order.dnr or (decision.dnr if decision else ""),
                order.as_of,
                order.officer,
                order.phone,
                board,
            ),
            parts=tuple(self._parts()),
            as_of=order.as_of,
            simulated=self._simulated(),
        )

    def _simulated(self) -> bool:
        things = self._page.rows if self._is_plan else ()
        told = [entry.now for entry in self._found.entries if entry.now]
        return (
            self._found.submitted.origin == SIMULATED
            or any(row.item.simulated for row in things)
            or any(entry.subject.simulated for entry in self._found.entries)
            or any(item.origin == SIMULATED for item in told)
            or any(area.stand.given.simulated for area in self._page.stands if area.stand.given)
        )

    def _decision(self) -> TakenDecision | None:
        """What its board had decided on it by the day."""
        decision = self._found.submitted.decision
        return decision if decision and decision.day <= self._order.as_of else None

    def _parts(self) -> Iterator[Part]:
        if self._found.elsewhere:
            yield Note(
                self.say("Kept in another system"),
                self.say(
                    "{system} keeps the organisation's plan and follow-ups. Only what has been read in from "
                    "it is told here.",
                    system=self._found.elsewhere.system,
                ),
            )
        yield Section(self.say("Summary"), tuple(self._summary()))
        council = [item for item in self._things if item.kind not in OWN]
        if council:
            yield Section(self.say("What the council asks"), tuple(self._council(council)))
        own = [item for item in self._things if item.kind in OWN]
        yield Section(self.say("The board's goals"), tuple(self._goals(own)))
        yield Section(self.say("The roadmap"), tuple(self._considered()))
        if self._made:
            yield Section(self.say("Corrected by decision"), (self._corrected(),))
        yield Section(
            self.say("The board's own analysis"),
            (
                self._order.own(
                    "analysis",
                    self.say("The board's own analysis"),
                    self.say("Write what the board makes of it, and what comes next."),
                ),
            ),
        )

    def _summary(self) -> Iterator[Part]:
        yield paragraph(f"{self._counted()} {self._where()}", key="in-short", lead=True)
        text = self._found.submitted.text.strip()
        for number, words in enumerate(filter(None, text.splitlines())):
            yield paragraph(words, key=f"text-{number}")
        yield self._order.own("summary", self.say("Summary"), self.say("Sum up the year for the board."))

    def _counted(self) -> str:
        """How much there is: of the plan, or of what is told of."""
        goals = sum(item.kind in GOALS for item in self._things)
        measures = sum(item.kind in MEASURES for item in self._things)
        promises = sum(item.kind in ACTIVITIES for item in self._things)
        if not self._things:
            return (
                self.say("Nothing has been planned for {year}.", year=self._found.year.year)
                if self._is_plan
                else self.say("There is nothing to tell of.")
            )
        language = self._language
        values = {
            "goals": translate_plural("one goal", "{count} goals", goals, language)
            if goals
            else self.say("no goals"),
            "measures": translate_plural("one indicator", "{count} indicators", measures, language)
            if measures
            else self.say("no indicators"),
            "promises": translate_plural("one activity", "{count} activities", promises, language)
            if promises
            else self.say("no activities"),
        }
        if self._is_plan:
            return self.say("The plan has {goals}, {measures} and {promises}.", **values)
        told = sum(item.told is not None for item in self._things)
        return " ".join(
            (
                self.say("The report tells of {goals}, {measures} and {promises}.", **values),
                self.say("All of them have been told of.")
                if told == len(self._things)
                else translate_plural(
                    "One of {all} has been told of.",
                    "{count} of {all} have been told of.",
                    told,
                    self._language,
                    all=len(self._things),
                ),
            )
        )

    def _where(self) -> str:
        decision = self._decision()
        if decision is not None:
            return self.say(
                "Decided by the board: {reference}.", reference=decision.in_language(self._language)
            )
        state = self._found.submitted.state
        if state is State.DECIDED:
            return self.say("The board had not decided it on this day.")
        return self.say("The board has not decided it: {state}.", state=self.say(STATE_NAMES[state]))

    def _planned(self) -> Iterator[_Thing]:
        for row in self._page.rows:
            yield self._of_plan(row)

    def _of_plan(self, row: PlanRow) -> _Thing:
        item = row.item
        unit = row.of_unit.name.in_language(self._language) if row.of_unit else ""
        return _Thing(
            item.kind,
            f"{item.title} ({unit})" if unit else item.title,
            above=row.answers.words.in_language(self._language) if row.answers else "",
            expected=item.expected_result or "",
            target=shown_target(item.target, item.unit, self._language),
            unit=item.unit,
            responsible=item.responsible.name if item.responsible else "",
            starts=item.starts,
            ends=item.last_day,
            by_sex=item.by_sex,
        )

    def _told(self) -> Iterator[_Thing]:
        for entry in self._found.entries:
            yield self._of_entry(entry)

    def _of_entry(self, entry: Entry) -> _Thing:
        subject, now = entry.subject, entry.now
        return _Thing(
            subject.kind,
            _title(subject, self._language),
            above=subject.above or "",
            expected=subject.expected or "",
            target=shown_target(subject.target, subject.unit, self._language),
            unit=subject.unit,
            responsible=subject.responsible.name if subject.responsible else "",
            ends=subject.ends,
            by_sex=subject.by_sex,
            told=standing(now, tuple(self._made)).now if now else None,
            source=_source(now),
        )

    def _council(self, things: Sequence[_Thing]) -> Iterator[Part]:
        yield from self._tables(things, "council", self.say("The council"))
        for number, item in enumerate(item for item in things if item.kind in GOALS):
            yield Section(item.title, tuple(self._goal(item, f"council-{number}")), f"council-{number}")

    def _goals(self, things: Sequence[_Thing]) -> Iterator[Part]:
        groups = list(_by_goal(things))
        if not groups:
            yield paragraph(self.say("The board has no goals of its own in the plan."), key="no-goals")
        for number, (goal, below) in enumerate(groups):
            title = goal.title if goal else self.say("Without a goal above")
            parts = (*(self._goal(goal, f"goal-{number}") if goal else ()),)
            yield Section(title, (*parts, *self._tables(below, f"goal-{number}", title)), f"goal-{number}")

    def _goal(self, goal: _Thing, key: str) -> Iterator[Part]:
        """What a goal answers, what is expected of it, and how it went."""
        if goal.above:
            words = self.say("Answers the goal") if goal.kind in OWN else self.say("Belongs to the goal")
            yield Paragraph((Run(f"{words}: ", strong=True), Run(goal.above)), f"{key}-answers")
        if goal.expected:
            yield Paragraph(
                (Run(f"{self.say('Expected result')}: ", strong=True), Run(goal.expected)), f"{key}-expected"
            )
        if goal.told:
            judged = self._judged(goal.told.judgement)
            words = f" {goal.told.text.strip()}" if goal.told.text.strip() else ""
            yield Paragraph((Run(f"{judged}.", strong=True), Run(words)), f"{key}-told")
        elif not self._is_plan:
            yield paragraph(self.say("Nothing has been told of it."), key=f"{key}-untold")

    def _tables(self, things: Sequence[_Thing], key: str, title: str) -> Iterator[Part]:
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

    def _measures(self, things: Sequence[_Thing], title: str) -> Table:
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

    def _measure(self, item: _Thing, *, sexes: bool) -> tuple[str, ...]:
        plain = (item.title, item.target or self.say("Not decided"))
        if self._is_plan:
            return plain
        told = item.told or Told()
        by_sex = (self._value(told.women, item.unit), self._value(told.men, item.unit)) if sexes else ()
        return (*plain, self._value(told.outcome, item.unit), *by_sex, self._judged(told.judgement))

    def _value(self, value: float | None, unit: str | None) -> str:
        return NONE if value is None else in_unit(as_given(value, self._language), unit)

    def _judged(self, judgement: Judgement | None) -> str:
        return begun(self.say(JUDGEMENTS[judgement])) if judgement else self.say("Not assessed")

    def _promises(self, things: Sequence[_Thing], title: str) -> Table:
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

    def _promise(self, item: _Thing, *, own: bool) -> tuple[str, ...]:
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

    def _considered(self) -> Iterator[Part]:
        stands = self._page.stands
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
        why = stand.given.why if stand.given and stand.given.why else NONE
        count = len(item.items)
        there = translate_plural("one thing", "{count} things", count, self._language) if count else NONE
        return item.name.in_language(self._language), answer, there, why

    def _corrected(self) -> Table:
        titles = {
            subject_of(entry.now): _title(entry.subject, self._language)
            for entry in self._found.entries
            if entry.now
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
                for item in self._made
            ),
        )

    def _written(self, field: str, value: Any) -> str:
        """A value of a field as JSON has it, as a reader writes it."""
        if value is None or value == "":
            return NONE
        if field == "judgement":
            return self._judged(Judgement(value))
        if field == "activity":
            return self._stands(ActivityState(value))
        if field == "new_end":
            return self._day(date.fromisoformat(value))
        return as_given(value, self._language) if isinstance(value, int | float) else str(value)


OWN = frozenset(
    {ItemKind.BOARD_GOAL, ItemKind.BOARD_INDICATOR, ItemKind.BOARD_ACTIVITY, ItemKind.UNDERTAKING}
)
GOALS = frozenset({ItemKind.BOARD_GOAL, ItemKind.AREA_GOAL, ItemKind.ORIENTATION_GOAL})
ACTIVITIES = PROMISES | {ItemKind.COUNCIL_ACTIVITY}


def _title(subject: ToldOf, language: Language) -> str:
    return subject.title_en if language == "en" and subject.title_en else subject.title


def _by(items: Sequence[PlanItem]) -> str:
    """What serves a strategy: the goals, or what there is where no goal does."""
    goals = [item for item in items if item.kind in GOALS]
    return "; ".join(item.title for item in goals or items)


def _source(now: FollowedUp | None) -> str:
    """Where an outcome was taken from, where it is still that figure."""
    evidence = now.evidence if now else None
    if not now or not evidence or evidence.get("value") != now.told.outcome:
        return ""
    return f"{evidence['source']}, {evidence['period']}"


def _by_goal(things: Iterable[_Thing]) -> Iterator[tuple[_Thing | None, list[_Thing]]]:
    """Each goal with what stands beneath it; first what has none above, where there is such."""
    goal: _Thing | None = None
    below: list[_Thing] = []
    for item in things:
        if item.kind is ItemKind.BOARD_GOAL:
            if goal or below:
                yield goal, below
            goal, below = item, []
        else:
            below.append(item)
    if goal or below:
        yield goal, below


def _kind(key: str, step: StepKind, name: Text, about: Text) -> Kind:
    return Kind(
        key,
        name,
        about,
        subjects_of(step),
        maker_of(step, key),
        organisation_of=_board,
        unlisted=earlier_of(step),
    )


def _board(subject: str) -> str:
    return subject.rpartition("/")[2]


PLAN = _kind(
    "board-plan",
    StepKind.PLAN,
    Text(sv="Verksamhetsplan", en="Board's plan"),
    Text(
        sv="En nämnds plan för året: mål, indikatorer med årsmål, aktiviteter och svar på färdplanen.",
        en="A board's plan for the year: goals, indicators with targets, activities, answers to the roadmap.",
    ),
)
REPORT = _kind(
    "board-report",
    StepKind.REPORT,
    Text(sv="Tertialrapport", en="Board's report during the year"),
    Text(
        sv="En nämnds uppföljning under året: utfall mot årsmål, var aktiviteterna står och rättelser.",
        en="A board's follow-up during the year: outcome and targets, where activities stand, corrections.",
    ),
)
ANNUAL = _kind(
    "board-annual",
    StepKind.CLOSING,
    Text(sv="Verksamhetsberättelse", en="Board's annual report"),
    Text(
        sv="En nämnds uppföljning av hela året: utfall mot årsmål, vad som blev gjort och rättelser.",
        en="A board's follow-up of the whole year: outcome and targets, what was done, corrections.",
    ),
)
