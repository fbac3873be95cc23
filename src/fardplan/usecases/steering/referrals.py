"""All answers to a referral together: who has answered, what they take, and what they say part by part."""

from dataclasses import dataclass
from datetime import date

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.case import State as CaseState
from fardplan.roadmap.parts import Part
from fardplan.roadmap.referral import (
    Compiled,
    Position,
    State,
    Timing,
    commented_parts,
    compiled,
    timing,
)
from fardplan.roadmap.version import RoadmapVersion
from fardplan.store import cases
from fardplan.store import referrals as kept
from fardplan.store.cases import KeptCase
from fardplan.store.organisations import KnownOrganisation, organisations
from fardplan.store.referrals import KeptAnswer
from fardplan.store.roadmaps import version_numbered
from fardplan.usecases.actors import Actor
from fardplan.usecases.steering.case_rights import (
    can_prepare,
    can_write_answer,
    check_can_read_cases,
)
from fardplan.usecases.steering.cases import words_of
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer in the compilation, with whether it came in time."""

    answer: KeptAnswer
    timing: Timing
    mine: bool


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A part of the edition that somebody spoke of: its own words, and what each organisation said."""

    part: Part
    words: str
    said: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """All answers of a case's referral of one edition. `may_ask`: more may be asked, of `not_asked`."""

    case: KeptCase
    version: RoadmapVersion
    rounds: tuple[int, ...]
    answers: tuple[Asked, ...]
    compiled: Compiled
    parts: tuple[SpokenOf, ...]
    may_ask: bool
    not_asked: tuple[KnownOrganisation, ...]


def referral_page(case: int, version: int | None, *, actor: Actor, today: date) -> ReferralPage:
    """The answers together, of the latest referral unless an edition is named. Constant queries."""
    check_can_read_cases(actor)
    found = cases.case_numbered(case)
    number = version or found.referred
    every = kept.answers_of(case)
    if number is None or not any(item.version == number for item in every):
        raise NotFoundError(
            Sentence("the case has not been sent out for comments"),
            instead=Sentence("A strategist sends out the draft when it is ready."),
        )
    edition = version_numbered(number)
    answers = tuple(item for item in every if item.version == number)
    names = {item.organisation: item.organisation_name for item in answers}
    together = compiled(edition, [item.answer for item in answers], today)
    asked = {item.organisation for item in answers}
    is_open = found.state is CaseState.REFERRED and number == found.referred
    return ReferralPage(
        case=found,
        version=edition,
        rounds=tuple(sorted({item.version for item in every})),
        answers=tuple(
            Asked(item, timing(item.answer, today), can_write_answer(actor, item.organisation))
            for item in answers
        ),
        compiled=together,
        parts=tuple(
            SpokenOf(
                item.part,
                words_of(edition, item.part),
                tuple((names[said.organisation], said.text) for said in item.said),
            )
            for item in together.by_part
        ),
        may_ask=is_open and can_prepare(actor),
        not_asked=tuple(
            item for item in organisations(day=today) if not item.is_unit and item.key not in asked
        )
        if is_open
        else (),
    )


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One thing that was said in a referral, as a row of its export."""

    organisation: Text
    position: Position | None
    timing: Timing
    answered_on: date | None
    decision: str
    part: Part | None
    words: str
    text: str


def answer_rows(page: ReferralPage) -> tuple[AnswerRow, ...]:
    """A row for each answer as a whole, and one for each comment on a part."""
    rows = []
    for item in sorted(page.answers, key=lambda item: item.answer.state is not State.ANSWERED):
        answer = item.answer
        reference = answer.decision.reference if answer.decision else ""
        handed_in = answer.state is State.ANSWERED
        said: list[tuple[Part | None, str, str]] = [(None, "", answer.text if handed_in else "")]
        if handed_in:
            said += [
                (part, words_of(page.version, part), answer.comments[str(part)])
                for part in commented_parts(page.version)
                if answer.comments.get(str(part))
            ]
        rows += [
            AnswerRow(
                answer.organisation_name,
                answer.position if handed_in else None,
                item.timing,
                answer.answered_on,
                reference,
                part,
                words,
                text,
            )
            for part, words, text in said
        ]
    return tuple(rows)
