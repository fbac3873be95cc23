"""One made-up city, brought into the tables part by part, each checked by the rules that people meet."""

from datetime import UTC, date, datetime

from fardplan.boards.chain import CouncilItem, Person, PlanItem, check_can_answer, check_can_stand_under
from fardplan.boards.closing import can_close
from fardplan.boards.considered import Consideration, basis_of, check_can_answer_so
from fardplan.boards.coverage import Aim, serving
from fardplan.boards.cycle import CycleTemplate, StepDays, StepKind, check_meeting, day_of
from fardplan.boards.steps import Move, Situation, State, check
from fardplan.boards.year_target import told_target
from fardplan.roadmap.version import RoadmapVersion
from fardplan.simulation.city_at_work import (
    CityAtWork,
    Handed,
    PlanThing,
)
from fardplan.sources.city_package import CityPackage
from fardplan.store.audit import record
from fardplan.store.considerations import add_considerations
from fardplan.store.council_saves import add_council_items, adopt_budget
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.handed_in import (
    KeptFollowUp,
    KeptMove,
    KeptSubmission,
    keep_follow_ups,
    keep_submissions,
)
from fardplan.store.plan_saves import add_items
from fardplan.store.years import add_year, close_year
from fardplan.usecases.actors import SIMULATED, Actor, Role
from fardplan.usecases.people.accounts import add_person, end_person
from fardplan.usecases.people.grants import give_grant
from fardplan.usecases.working_city import working_city

WHY = "Påhittat för att ha något att visa"


class Filling:
    """One city, brought into the tables part by part."""

    def __init__(
        self,
        city: CityPackage,
        cycle: CycleTemplate,
        roadmap: RoadmapVersion,
        work: CityAtWork,
        actor: Actor,
        today: date,
    ) -> None:
        self.city, self.cycle, self.work, self.actor, self.today = city, cycle, work, actor, today
        self.years = tuple(sorted({item.year for item in work.council}))
        self.steps = {
            year: {step.key: step for step in steps}
            for year, steps in working_city(city, cycle, roadmap, today).years.items()
        }
        self.aims = {
            area.key: Aim(
                area.key,
                tuple(item.key for item in roadmap.strategies_of(area.key)),
                frozenset(item.key for item in roadmap.milestones_of(area.key)),
            )
            for area in roadmap.target_areas
        }
        self.names: dict[str, Person] = {}
        self.items: dict[tuple[str, int, str], PlanItem] = {}

    def people(self) -> None:
        """Accounts with their roles, none with a password: who signs in gets one when the server starts."""
        now = datetime.now(UTC)
        first = min(step.opens for step in self.steps[self.years[0]].values())
        for person in self.work.people:
            first_name, _, last_name = person.name.partition(" ")
            made = add_person(
                first_name, last_name, person.email, actor=self.actor, at=now, demonstration=True
            ).person
            self.names[person.key] = Person(made.name, person.ended, made.number)
            for role, organisation in person.roles:
                self._grant(made.number, role, organisation, first, now)

    def _grant(self, number: int, role: str, organisation: str | None, first: date, now: datetime) -> None:
        body = self.city.organisation(organisation) if organisation else None
        begins = max(first, body.valid_from) if body and body.valid_from else first
        give_grant(
            number,
            Role(role),
            actor=self.actor,
            today=self.today,
            at=now,
            organisation=organisation,
            valid_from=begins,
            why=WHY,
        )

    def leave(self) -> None:
        """Those who have left, with what they answered for still in their name."""
        for person in self.work.people:
            account = self.names[person.key].account
            if person.ended and account:
                end_person(account, why=WHY, actor=self.actor, today=person.ended)

    def year(self, year: int) -> None:
        self._open(year)
        self._council(year)
        for organisation in dict.fromkeys(item.organisation for item in self.work.plans if item.year == year):
            self._plan(year, organisation)
        self._considered(year)
        self._hand_in(year)
        self._follow_up(year)
        self._close(year)

    def _by(self, key: str) -> str:
        return self.names[key].name

    def _record(self, action: str, subject: str, **after: object) -> None:
        record(self.actor.name, action, subject, after=after, why=WHY)

    def _open(self, year: int) -> None:
        steps = tuple(self.steps[year].values())
        opened = min(step.opens for step in steps)
        by = self._by("city:strategist")
        closes = day_of(self.cycle.closes, year)
        add_year(
            year,
            template=self.city.key,
            takes_part=self.cycle.takes_part,
            closes=closes,
            steps=steps,
            by=by,
            day=opened,
        )
        self._record("simulate year", str(year), steps=[step.key for step in steps])

    def _close(self, year: int) -> None:
        """Close the year where its day has passed and everything in it is decided."""
        closes = day_of(self.cycle.closes, year)
        states = [item.state for item in self.work.handed if item.year == year]
        if can_close(closes, sum(state is not State.DECIDED for state in states), self.today):
            close_year(year, by=self._by("city:strategist"), day=closes)
            self._record("simulate closed year", str(year), closed=closes.isoformat())

    def _council(self, year: int) -> None:
        """The year's budget, adopted where the day of it has passed."""
        budget = next((item for item in self.steps[year].values() if item.kind is StepKind.BUDGET), None)
        day = min(budget.opens if budget else date(year, 1, 1), self.today)
        items = [
            CouncilItem(
                item.key,
                year,
                item.kind,
                item.text,
                parent=item.parent,
                responsible=frozenset(item.responsible),
                targets=_targets(item.target),
                text_en=item.text_en,
                unit=item.unit,
                indicator=item.indicator,
                wanted=item.wanted,
                strategies=frozenset(item.strategies),
                milestones=frozenset(item.milestones),
                source=WHY,
            )
            for item in self.work.council
            if item.year == year
        ]
        by = self._by("city:strategist")
        add_council_items(items, by=by, day=day, origin=SIMULATED)
        self._record("simulate budget", str(year), items=len(items))
        if budget and budget.decided_by < self.today:
            decision = TakenDecision(
                "Kommunfullmäktige",
                budget.decided_by,
                "§ 3",
                f"KS {year - 1}/1",
                f"Budget {year}",
                recorded_by=by,
                origin=SIMULATED,
            )
            adopt_budget(year, record_decision(decision, by=by), by=by)
            self._record("simulate adopted budget", str(year), decision=decision.reference)

    def _plan(self, year: int, organisation: str) -> None:
        things = [item for item in self.work.plans if (item.year, item.organisation) == (year, organisation)]
        kinds = {item.key: item.kind for item in things}
        asked = {item.key: item.kind for item in self.work.council if item.year == year}
        for item in things:
            check_can_stand_under(item.kind, kinds[item.parent] if item.parent else None)
            check_can_answer(item.kind, asked[item.answers] if item.answers else None)
        step = next(item for item in self.steps[year].values() if item.kind is StepKind.PLAN)
        by = self._by(f"{organisation}:controller")
        made = add_items([self._item(item) for item in things], by=by, day=step.opens, origin=SIMULATED)
        for thing, kept in zip(things, made, strict=True):
            self.items[organisation, year, thing.key] = kept
        self._record("simulate plan", f"plan {organisation} {year}", items=len(made))

    def _item(self, thing: PlanThing) -> PlanItem:
        before = self.items.get((thing.organisation, thing.year - 1, thing.key))
        return PlanItem(
            thing.key,
            thing.organisation,
            thing.year,
            thing.kind,
            thing.text,
            parent=thing.parent,
            answers=thing.answers,
            expected_result=thing.expected or None,
            responsible=self.names[thing.person] if thing.person else None,
            starts=thing.starts,
            ends=thing.ends,
            strategies=frozenset(thing.strategies),
            milestones=frozenset(thing.milestones),
            programme=thing.programme,
            target=told_target(thing.target, None),
            unit=thing.unit,
            wanted=thing.wanted,
            carried_from=before.key if before else None,
        )

    def _considered(self, year: int) -> None:
        answers = []
        for given in self.work.considered:
            if given.year != year:
                continue
            plan = [
                item
                for (board, of, _), item in self.items.items()
                if (board, of) == (given.organisation, year)
            ]
            found = serving(plan, self.aims[given.target_area])
            check_can_answer_so(given.answer, found)
            answers.append(
                Consideration(
                    given.organisation,
                    year,
                    given.target_area,
                    None,
                    given.answer,
                    given.day,
                    self._by(given.person),
                    basis_of(found),
                    given.why or None,
                )
            )
        add_considerations(answers, origin=SIMULATED)
        self._record("simulate considered", str(year), answers=len(answers))

    def _hand_in(self, year: int) -> None:
        for key, step in self.steps[year].items():
            handed = [item for item in self.work.handed if (item.year, item.step) == (year, key)]
            kept = [self._submission(item, step) for item in handed]
            keep_submissions(kept, origin=SIMULATED, by=self.actor.name)
            if kept:
                states = {state.value: sum(item.state is state for item in kept) for state in State}
                told = {state: number for state, number in states.items() if number}
                self._record("simulate step", f"{year} {key}", **told)

    def _submission(self, handed: Handed, step: StepDays) -> KeptSubmission:
        """What a board handed in, each move checked by the rules of the day that it was made."""
        check_meeting(step, handed.meeting)
        state, hands, moves = State.NOT_BEGUN, set[str](), []
        for move in handed.moves:
            by = self._by(move.person)
            decision = self._decision(handed, move.paragraph, move.dnr, step)
            now = Situation(state, step, move.day, frozenset(hands), meeting=handed.meeting)
            end = check(move.move, now, by, comment=move.comment, decided=decision.day if decision else None)
            moves.append(KeptMove(move.move, state, end, by, move.day, move.comment, decision))
            state = end
            if move.move in (Move.WRITE, Move.MARK_READY):
                hands.add(by)
        return KeptSubmission(handed.year, handed.step, handed.organisation, handed.meeting, tuple(moves))

    def _decision(
        self, handed: Handed, paragraph: str | None, dnr: str | None, step: StepDays
    ) -> TakenDecision | None:
        if paragraph is None or dnr is None:
            return None
        body = self.city.organisation(handed.organisation)
        return TakenDecision(
            body.name.sv if body else handed.organisation,
            handed.meeting,
            paragraph,
            dnr,
            f"{step.name.sv} {handed.year}",
            handed.organisation,
            recorded_by=self._by(f"{handed.organisation}:board_secretary"),
            origin=SIMULATED,
        )

    def _follow_up(self, year: int) -> None:
        told = [
            KeptFollowUp(
                year,
                item.step,
                item.organisation,
                int(self.items[item.organisation, year, item.item].key) if item.item else None,
                item.council,
                item.told,
                item.ready,
                self._by(item.person),
                item.day,
            )
            for item in self.work.followed
            if item.year == year
        ]
        keep_follow_ups(told, origin=SIMULATED)
        self._record("simulate follow-ups", str(year), follow_ups=len(told))


def _targets(target: float | None) -> dict[str | None, str] | None:
    told = told_target(target, None)
    return None if told is None else {None: told}
