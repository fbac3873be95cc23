"""Taking a case from one state to the next, each with its decision, its reason and its frozen edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.case import CASE, FREEZES, Move, State
from fardplan.roadmap.version import Decision, RoadmapVersion
from fardplan.store import cases as kept
from fardplan.store.audit import record
from fardplan.store.cases import KeptCase, KeptStep
from fardplan.store.decision_records import TakenDecision, record_decision
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.referrals import ask, move_last_day
from fardplan.store.roadmaps import next_number, save_decision, save_version, version_numbered
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.roadmaps import check_can_adopt
from fardplan.usecases.steering.case_rights import check_can_move_case, check_can_prepare
from fardplan.usecases.steering.cases import bodies, situation_of
from fardplan.vocabulary.errors import InputError, RuleError


@dataclass(frozen=True, slots=True)
class GivenDecision:
    """What a person writes of a decision: day, paragraph, reference number and, if they like, its text."""

    day: date
    paragraph: str
    dnr: str
    text: str = ""

    def taken_by(self, body: str, organisation: str, origin: str) -> TakenDecision:
        """The decision as an organisation's, to be kept."""
        return TakenDecision(
            body=body,
            day=self.day,
            paragraph=self.paragraph.strip(),
            dnr=self.dnr.strip(),
            text=self.text.strip() or None,
            organisation=organisation,
            origin=origin,
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a case came to; `edition` is the one that the step froze or adopted."""

    state: State
    edition: int | None


def move_case(
    number: int,
    move: Move,
    *,
    actor: Actor,
    today: date,
    day: date | None = None,
    comment: str = "",
    decision: GivenDecision | None = None,
    asked: Sequence[str] = (),
    last_day: date | None = None,
) -> Moved:
    """Take a case along a way. `day` is when it happened, today unless given; a decision brings its own.

    To refer: `asked` are the organisations, `last_day` the last for their answers. Raises as the rules do.
    """
    with transaction.atomic():
        take_turn(Turn.CASES)
        case, content = kept.case_numbered(number), kept.content_of(number)
        found, listed = CASE.find(case.state, move), organisations()
        body = bodies(listed).get(found.by) if found else None
        taken = _taken(decision, body, listed)
        happened = taken.date if taken else (day or today)
        if found:
            check_can_move_case(actor, found, body)
        else:
            check_can_prepare(actor)
        end = CASE.check(
            move, situation_of(case, content, today), day=happened, comment=comment, decision=taken
        )
        if move is Move.REFER:
            _check_referral(asked, last_day, happened, listed)
        edition = _frozen(case, content, happened) if move in FREEZES else case.latest_edition
        record_number = _recorded(decision, taken, body, actor)
        if move is Move.ADOPT and edition and taken:
            _adopt(edition, taken, today)
        _save(case, move, end, edition, happened, comment, record_number, last_day, actor)
        if move is Move.REFER and edition and last_day:
            ask(number, edition, asked, day=happened, last_day=last_day, by=actor.name, origin=case.origin)
        record(
            actor.name,
            f"{move.replace('_', ' ')} case",
            f"case {number}",
            before={"state": case.state},
            after={
                "state": end,
                "edition": edition,
                "day": happened.isoformat(),
                **({"asked": list(asked), "last_day": str(last_day)} if move is Move.REFER else {}),
            },
            why=comment.strip() or None,
            decision=_reference(taken) if taken else None,
        )
    return Moved(end, edition)


def _taken(
    decision: GivenDecision | None, body: str | None, listed: tuple[KnownOrganisation, ...]
) -> Decision | None:
    if decision is None or body is None:
        return None
    name = next(item.name.sv for item in listed if item.key == body)
    return Decision(
        body=name, date=decision.day, paragraph=decision.paragraph.strip(), dnr=decision.dnr.strip()
    )


def _reference(taken: Decision) -> str:
    return f"{taken.body} {taken.date} {taken.paragraph}, {taken.dnr}"


def _recorded(
    decision: GivenDecision | None, taken: Decision | None, body: str | None, actor: Actor
) -> int | None:
    if decision is None or taken is None:
        return None
    return record_decision(
        TakenDecision(
            body=taken.body,
            day=taken.date,
            paragraph=taken.paragraph,
            dnr=taken.dnr,
            text=decision.text.strip() or None,
            organisation=body,
            origin=actor.origin,
        ),
        by=actor.name,
    )


def _check_referral(
    asked: Sequence[str], last_day: date | None, day: date, listed: tuple[KnownOrganisation, ...]
) -> None:
    nothing = Sentence("Nothing was changed.")
    if not asked:
        raise InputError(
            Sentence("nobody is asked"),
            where="asked",
            instead=Sentence("Choose the boards, companies and partners that are to answer."),
            outcome=nothing,
        )
    if last_day is None or last_day <= day:
        raise InputError(
            Sentence("the last day for answers does not lie after {day}", day=day),
            where="last_day",
            outcome=nothing,
        )
    there = {item.key for item in listed if item.is_there(day)}
    gone = [key for key in asked if key not in there]
    if gone:
        raise RuleError(
            Sentence("the organisation “{key}” is not there on {day}", key=gone[0], day=day), outcome=nothing
        )


def _frozen(case: KeptCase, content: RoadmapVersion, day: date) -> int:
    """The edition that says what the draft says: the latest where nothing changed since, else a new one."""
    earlier = version_numbered(case.latest_edition) if case.latest_edition else None
    if earlier and _says_the_same(earlier, content):
        return earlier.number
    number = next_number()
    based_on = earlier.number if earlier else case.based_on
    save_version(
        content.model_copy(
            update={
                "number": number,
                "based_on": based_on if based_on and based_on < number else None,
                "dated": day.isoformat() if earlier else content.dated,
                "decision": None,
            }
        )
    )
    return number


def _says_the_same(one: RoadmapVersion, other: RoadmapVersion) -> bool:
    aside = {"number": 1, "based_on": None, "dated": "2000", "decision": None}
    return one.model_copy(update=aside) == other.model_copy(update=aside)


def _adopt(edition: int, taken: Decision, today: date) -> None:
    check_can_adopt(version_numbered(edition), taken, today)
    save_decision(edition, taken)


def _save(
    case: KeptCase,
    move: Move,
    end: State,
    edition: int | None,
    day: date,
    comment: str,
    decision: int | None,
    last_day: date | None,
    actor: Actor,
) -> None:
    proposes = move in FREEZES and move is not Move.REFER
    saved = kept.save_step(
        case.number,
        KeptStep(
            move=move,
            from_state=case.state,
            to_state=end,
            version=edition,
            decision=None,
            why=comment.strip() or None,
            day=day,
            by=actor.name,
        ),
        decision=decision,
        referred=edition if move is Move.REFER else None,
        proposed=edition if proposes else None,
        referral_last_day=last_day,
    )
    if not saved:
        raise RuleError(
            Sentence("somebody else has taken the case further since you opened the page"),
            instead=Sentence("Open it anew to see where it stands."),
            outcome=Sentence("Nothing was changed."),
        )


def change_last_day(number: int, last_day: date, *, why: str, actor: Actor, today: date) -> None:
    """Give those who have not answered a referral another last day."""
    check_can_prepare(actor)
    with transaction.atomic():
        take_turn(Turn.CASES)
        case = kept.case_numbered(number)
        if case.state is not State.REFERRED or case.referred is None:
            raise RuleError(Sentence("the referral is closed"), outcome=Sentence("Nothing was changed."))
        if last_day < today:
            raise InputError(
                Sentence("the last day {day} has passed already", day=last_day),
                where="last_day",
                outcome=Sentence("Nothing was changed."),
            )
        move_last_day(number, case.referred, last_day)
        record(
            actor.name,
            "move last day",
            f"case {number}",
            before={"last_day": str(case.referral_last_day)},
            after={"last_day": str(last_day)},
            why=why.strip() or None,
        )


def ask_more(number: int, asked: Sequence[str], *, actor: Actor, today: date) -> None:
    """Ask more organisations about what is out for comments, with the same last day."""
    check_can_prepare(actor)
    with transaction.atomic():
        take_turn(Turn.CASES)
        case = kept.case_numbered(number)
        if case.state is not State.REFERRED or case.referred is None or case.referral_last_day is None:
            raise RuleError(Sentence("the referral is closed"), outcome=Sentence("Nothing was changed."))
        _check_referral(asked, case.referral_last_day, today, organisations())
        ask(
            number,
            case.referred,
            asked,
            day=today,
            last_day=case.referral_last_day,
            by=actor.name,
            origin=case.origin,
        )
        record(actor.name, "ask more", f"case {number}", after={"asked": list(asked)})
