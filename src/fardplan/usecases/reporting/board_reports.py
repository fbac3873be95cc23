"""A board's plan (VP), its reports during the year and its annual report, from what it plans and tells.

Each is of one organisation at one step of a year, `2027/t1/skolnamnden`. What was decided is never written
over: where a decision has corrected something the report has the corrected value, and lists both.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from fardplan.boards.chain import MEASURES
from fardplan.boards.cycle import StepKind
from fardplan.boards.steps import STATE_NAMES, State
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.presentation.translations import translate, translate_plural
from fardplan.reports.tree import Head, Note, Paragraph, Part, Report, Run, Section, paragraph
from fardplan.store.decision_records import TakenDecision
from fardplan.store.follow_ups import Corrected, corrections
from fardplan.store.organisations import organisations
from fardplan.store.years import KnownStep, steps_of, submission, years
from fardplan.usecases.actors import SIMULATED, Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.board_tables import BoardTables
from fardplan.usecases.reporting.board_things import ACTIVITIES, GOALS, OWN, Thing, by_goal, planned, told_of
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.usecases.year.gathering import Gathered, gathered_one, takes_part
from fardplan.usecases.year.may import can_read_year, check
from fardplan.usecases.year.plan_page import PlanPage, board_plan
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Text


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
        self._tables = BoardTables(self._language, is_plan=self._is_plan)
        self._things = (
            tuple(planned(row, self._language) for row in page.rows)
            if self._is_plan
            else tuple(told_of(entry, made, self._language) for entry in found.entries)
        )

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
        yield Section(self.say("The roadmap"), tuple(self._tables.considered(self._page.stands)))
        if self._made:
            yield Section(
                self.say("Corrected by decision"), (self._tables.corrected(self._found.entries, self._made),)
            )
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
        prompt = self.say("Sum up the year for the board.")
        if self._found.step.days.kind is StepKind.REPORT:
            prompt = self.say("Sum up the year so far for the board.")
        yield self._order.own("summary", self.say("Summary"), prompt)

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

    def _council(self, things: Sequence[Thing]) -> Iterator[Part]:
        yield from self._tables.of(things, "council", self.say("The council"))
        for number, item in enumerate(item for item in things if item.kind in GOALS):
            yield Section(item.title, tuple(self._goal(item, f"council-{number}")), f"council-{number}")

    def _goals(self, things: Sequence[Thing]) -> Iterator[Part]:
        groups = list(by_goal(things))
        if not groups:
            yield paragraph(self.say("The board has no goals of its own in the plan."), key="no-goals")
        for number, (goal, below) in enumerate(groups):
            title = goal.title if goal else self.say("Without a goal above")
            parts = (*(self._goal(goal, f"goal-{number}") if goal else ()),)
            yield Section(title, (*parts, *self._tables.of(below, f"goal-{number}", title)), f"goal-{number}")

    def _goal(self, goal: Thing, key: str) -> Iterator[Part]:
        """What a goal answers, what is expected of it, and how it went."""
        if goal.above:
            words = self.say("Answers the goal") if goal.kind in OWN else self.say("Belongs to the goal")
            yield Paragraph((Run(f"{words}: ", strong=True), Run(goal.above)), f"{key}-answers")
        if goal.expected:
            yield Paragraph(
                (Run(f"{self.say('Expected result')}: ", strong=True), Run(goal.expected)), f"{key}-expected"
            )
        if goal.told:
            judged = self._tables.judged(goal.told.judgement)
            words = f" {goal.told.text.strip()}" if goal.told.text.strip() else ""
            yield Paragraph((Run(f"{judged}.", strong=True), Run(words)), f"{key}-told")
        elif not self._is_plan:
            yield paragraph(self.say("Nothing has been told of it."), key=f"{key}-untold")


def _kind(key: str, step: StepKind, name: Text, about: Text) -> Kind:
    return Kind(
        key,
        name,
        about,
        subjects_of(step),
        maker_of(step, key),
        organisation_of=_board,
        unlisted=earlier_of(step),
        settled=_settled,
    )


def _settled(subject: str) -> Text | None:
    """What the board has decided on it, while that stands."""
    year, _, rest = subject.partition("/")
    step, _, board = rest.partition("/")
    found = submission(int(year), step, board)
    if found.decision is None or found.state is not State.DECIDED:
        return None
    return Text(sv=found.decision.in_language("sv"), en=found.decision.in_language("en"))


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
