"""The roadmap's own way in a made-up city: played through the use cases that people meet, in their roles."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import cycle

from fardplan.boards.chain import Person
from fardplan.roadmap.assessing import JudgedPeriod, Part, agreement_of
from fardplan.roadmap.case import Body, Move
from fardplan.roadmap.relaying import OPEN, suggested
from fardplan.roadmap.relaying import Move as RelayMove
from fardplan.roadmap.workbench.kept import CandidateMove
from fardplan.simulation.city_at_work import BodyDecision, MadeUpAnswer, Steering
from fardplan.simulation.city_at_work.general import (
    AS_FIGURES_SAY,
    CANDIDATE_REASONS,
    JUDGED,
    OTHERWISE,
)
from fardplan.store.organisations import organisations
from fardplan.store.referrals import KeptAnswer, answers_of
from fardplan.store.relays import relay_numbered, relays_of
from fardplan.usecases.actors import SIMULATED, Actor, Grant, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.roadmaps import show
from fardplan.usecases.steering.answering import save_answer
from fardplan.usecases.steering.assessments import Assessed, assess, assessment_list
from fardplan.usecases.steering.candidates import keep_candidate, move_candidate, propose_candidate
from fardplan.usecases.steering.case_moves import GivenDecision, move_case
from fardplan.usecases.steering.cases import bodies, open_from_edition
from fardplan.usecases.steering.desks import Desk, desk_of
from fardplan.usecases.steering.relay_pages import body_of
from fardplan.usecases.steering.relays import move_relay, send
from fardplan.usecases.steering.workbench import Asked

WHY = "Påhittat för att ha något att visa"
MARK = "påhittat exempel"
"""Stands in every title and reference number, since editions tell them where no mark is shown."""


class FillingSteering:
    """A case that led to adoption and was relayed, a revision that is out on referral, and judgements."""

    def __init__(self, home: Home, told: Steering, names: Mapping[str, Person], today: date) -> None:
        self.home, self.told, self.names, self.today = home, told, names, today
        self.office = self._somebody("city:strategist", Role.STRATEGIST)

    def fill(self) -> None:
        """All of it, where the city has the bodies that decide."""
        if {Body.EXECUTIVE, Body.COUNCIL} <= bodies(organisations(day=self.told.opened)).keys():
            self._relayed(self._adopted())
            self._referred(self._revised())
        self._judged()

    def _somebody(self, key: str, role: Role, organisation: str | None = None) -> Actor:
        """Somebody made up, with a role for an organisation or for the whole city."""
        person = self.names[key]
        grants = {Grant(role, frozenset({organisation}))} if organisation else set[Grant]()
        roles = set[Role]() if organisation else {role}
        return Actor(person.name, frozenset(roles), frozenset(grants), person.account, origin=SIMULATED)

    def _of(self, organisation: str, role: Role) -> Actor:
        """Whoever has a role in an organisation, the office where nobody has."""
        key = f"{organisation}:{role}"
        return self._somebody(key, role, organisation) if key in self.names else self.office

    def _move(self, case: int, move: Move, day: date, paragraph: str = "", comment: str = "") -> int | None:
        decision = GivenDecision(day, paragraph, f"KS {day.year}/0, {MARK}") if paragraph else None
        return move_case(case, move, actor=self.office, today=day, comment=comment, decision=decision).edition

    def _opened(self, what: str, day: date) -> int:
        title = f"{show(as_of=day).version.title.sv.partition(' (')[0]} ({MARK}: {what})"
        return open_from_edition(None, title=title, why=WHY, actor=self.office, today=day)

    def _adopted(self) -> int:
        """The edition that the council adopted, word for word what the roadmap says."""
        told = self.told
        case = self._opened("antagen", told.opened)
        self._move(case, Move.PROPOSE, told.laid_before, comment="Remissen hölls innan exemplet börjar.")
        self._move(case, Move.SUBMIT, told.executive, "§ 14")
        edition = self._move(case, Move.ADOPT, told.council, "§ 7")
        assert edition is not None
        return edition

    def _relayed(self, edition: int) -> None:
        told = self.told
        there = [body_of(item) for item in organisations(day=told.relayed)]
        decided = {item.organisation: item for item in told.decisions}
        for point in show(as_of=told.relayed).version.decision_points:
            found = suggested(point, there, told.relayed)
            if found:
                keys = [item.body for item in found]
                send(
                    edition, point.number, keys, due=told.due, note="", actor=self.office, today=told.relayed
                )
            for key in {item.through for item in found if item.through} & decided.keys():
                decided[key] = replace(decided[key], day=told.passed_on)
        kinds = {item.key: item.kind for item in there}
        for relay in relays_of(edition):
            if relay.organisation in decided and relay.state in OPEN:
                considers = kinds[relay.organisation] == Body.EXECUTIVE
                self._decided(relay.number, decided[relay.organisation], considers=considers)

    def _decided(self, number: int, told: BodyDecision, *, considers: bool) -> None:
        relay = relay_numbered(number)
        move_relay(
            relay.number,
            RelayMove.CONSIDER if considers else RelayMove.DECIDE,
            revision=relay.revision,
            actor=self._of(relay.organisation, Role.BOARD_SECRETARY),
            today=told.day,
            decision=GivenDecision(told.day, told.paragraph, f"{told.dnr}, {MARK}"),
        )

    def _revised(self) -> int:
        """The case of the next edition, with a level and a year weighed on the workbench."""
        case = self._opened("revidering", self.told.revised)
        day = self.told.weighed
        version = show(as_of=day).version
        for milestone in version.milestones:
            desk = desk_of(self.home, version, milestone, indicator=None, day=day)
            if desk.bench is not None and len(desk.levels) > 2 and len(desk.years) > 2:
                self._weighed(milestone.key, desk)
                break
        return case

    def _weighed(self, milestone: str, desk: Desk) -> None:
        """Three candidates: one made a proposal, one that waits, one put aside."""
        day, home = self.told.weighed, self.home
        places = ((len(desk.levels) * part // 4, len(desk.years) * part // 4) for part in (1, 2, 3))
        kept = [
            keep_candidate(
                home,
                milestone,
                Asked(desk.levels[level], desk.years[year]),
                name="",
                reasons=reasons,
                actor=self.office,
                today=day,
            )
            for (level, year), reasons in zip(places, CANDIDATE_REASONS, strict=True)
        ]
        first, _, last = kept
        move_candidate(
            milestone,
            last.number,
            CandidateMove.DROP,
            revision=last.revision,
            actor=self.office,
            today=day,
        )
        propose_candidate(
            home, milestone, first.number, revision=first.revision, actor=self.office, today=day
        )

    def _referred(self, case: int) -> None:
        told = self.told
        move_case(
            case,
            Move.REFER,
            actor=self.office,
            today=told.referred,
            asked=told.asked,
            last_day=told.last_day,
        )
        asked = {item.organisation: item for item in answers_of(case)}
        milestones = [item.key for item in show(as_of=self.today).version.milestones]
        for item in told.answers:
            on = milestones[item.place % len(milestones)] if milestones and item.on_milestone else None
            self._answered(asked[item.organisation], item, on)

    def _answered(self, asked: KeptAnswer, told: MadeUpAnswer, on: str | None) -> None:
        day = told.handed_in or told.begun
        save_answer(
            asked.number,
            revision=asked.revision,
            position=told.position,
            text=told.text,
            comments={f"milestone:{on}": told.on_milestone} if on else {},
            actor=self._of(told.organisation, Role.MANAGER if told.handed_in else Role.CONTROLLER),
            today=day,
            hand_in=told.handed_in is not None,
        )

    def _judged(self) -> None:
        """The latest period that has ended, half of it not as the figures say; the year before as they do."""
        latest = JudgedPeriod.ended_on(self.today)
        before = JudgedPeriod(self.today.year - 1, Part.YEAR)
        found = assessment_list(self.home, latest, actor=self.office, today=self.today)
        agrees = cycle((True, False))
        for _, milestones in found.areas:
            for item in milestones[:1]:
                self._judge(item, latest, agrees=next(agrees))
        for item in found.goals[:-1]:
            self._judge(item, latest, agrees=next(agrees))
        if before != latest:
            earlier = assessment_list(self.home, before, actor=self.office, today=self.today)
            for item in earlier.goals:
                self._judge(item, before, agrees=True)

    def _judge(self, about: Assessed, period: JudgedPeriod, *, agrees: bool) -> None:
        judgement = (AS_FIGURES_SAY if agrees else OTHERWISE)[about.standpoint]
        assess(
            self.home,
            about.kind,
            about.key,
            period,
            judgement=judgement,
            why=JUDGED[agreement_of(judgement, about.standpoint)],
            actor=self.office,
            today=self.today,
        )
