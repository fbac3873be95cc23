"""What organisations were asked in referrals, and their answers with every state they have had."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.referral import Answer, Position, State
from fardplan.roadmap.version import Decision
from fardplan.store import models
from fardplan.store.decision_records import TakenDecision, taken
from fardplan.store.organisations import organisation_ids
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Text


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it stands: of which case and edition, by whom, and what it says."""

    number: int
    case: int
    version: int
    organisation: str
    organisation_name: Text
    asked_on: date
    last_day: date
    state: State
    position: Position | None
    text: str
    comments: Mapping[str, str]
    decision: TakenDecision | None
    answered_on: date | None
    revision: int
    updated_by: str
    origin: str

    @property
    def answer(self) -> Answer:
        """The answer as the rules and the compilation see it."""
        decision = self.decision
        return Answer(
            organisation=self.organisation,
            state=self.state,
            last_day=self.last_day,
            position=self.position,
            text=self.text,
            comments=self.comments,
            answered_on=self.answered_on,
            decision=Decision(
                body=decision.body, date=decision.day, paragraph=decision.paragraph, dnr=decision.dnr
            )
            if decision
            else None,
        )


_WITH = ("organisation", "version", "decision__organisation")


def answers_of(case: int, version: int | None = None) -> tuple[KeptAnswer, ...]:
    """The answers of a case's referral of an edition, or of all its referrals, in the order of the boards."""
    found = models.ReferralAnswer.objects.filter(case_id=case).select_related(*_WITH)
    if version is not None:
        found = found.filter(version__number=version)
    return tuple(map(_kept, found.order_by("version__number", "organisation__position", "organisation__key")))


def answer_numbered(number: int) -> KeptAnswer:
    """Raises `NotFoundError` where there is none of that number."""
    row = models.ReferralAnswer.objects.filter(pk=number).select_related(*_WITH).first()
    if row is None:
        raise NotFoundError(Sentence("there is no referral answer {number}", number=number))
    return _kept(row)


def answers_asked_of(organisations: Collection[str]) -> tuple[KeptAnswer, ...]:
    """What some organisations have been asked in referrals that are open, the earliest last day first."""
    rows = models.ReferralAnswer.objects.filter(organisation__key__in=organisations, case__state="referred")
    return tuple(map(_kept, rows.select_related(*_WITH).order_by("last_day", "id")))


def ask(
    case: int,
    version: int,
    organisations: Collection[str],
    *,
    day: date,
    last_day: date,
    by: str,
    origin: str,
) -> None:
    """Ask organisations about an edition; those that were asked about it already are left as they are."""
    ids = organisation_ids(organisations)
    edition = models.RoadmapVersion.objects.get(number=version)
    there = set(
        models.ReferralAnswer.objects.filter(case_id=case, version=edition).values_list(
            "organisation_id", flat=True
        )
    )
    now = datetime.now(UTC)
    models.ReferralAnswer.objects.bulk_create(
        models.ReferralAnswer(
            case_id=case,
            version=edition,
            organisation_id=ids[key],
            asked_on=day,
            last_day=last_day,
            state=State.ASKED,
            origin=origin,
            updated_by=by,
            updated_at=now,
        )
        for key in organisations
        if ids[key] not in there
    )


def move_last_day(case: int, version: int, last_day: date) -> None:
    """Give everybody who has not answered another last day."""
    models.ReferralAnswer.objects.filter(case_id=case, version__number=version).exclude(
        state=State.ANSWERED
    ).update(last_day=last_day)
    models.RoadmapCase.objects.filter(pk=case).update(referral_last_day=last_day)


def save_answer(
    number: int,
    *,
    revision: int,
    state: State,
    position: Position | None,
    text: str,
    comments: Mapping[str, str],
    answered_on: date | None,
    decision: int | None,
    day: date,
    by: str,
) -> bool:
    """Save an answer that was read at `revision`; False when somebody has saved it since."""
    now = datetime.now(UTC)
    changes: dict[str, Any] = {
        "state": state,
        "position": position,
        "text": text,
        "comments": dict(comments),
        "answered_on": answered_on,
        "decision_id": decision,
    }
    stamped = {**changes, "revision": revision + 1, "updated_by": by, "updated_at": now}
    if not models.ReferralAnswer.objects.filter(pk=number, revision=revision).update(**stamped):
        return False
    content = {**changes, "answered_on": answered_on.isoformat() if answered_on else None}
    models.AnswerRevision.objects.create(
        answer_id=number, revision=revision + 1, content=content, day=day, by=by, at=now
    )
    return True


def answer_content_at(number: int, revision: int) -> Mapping[str, Any] | None:
    """What an answer said after a save; None where that is not kept (nothing had been written)."""
    found = models.AnswerRevision.objects.filter(answer_id=number, revision=revision)
    content: Mapping[str, Any] | None = found.values_list("content", flat=True).first()
    return content


def _kept(row: models.ReferralAnswer) -> KeptAnswer:
    return KeptAnswer(
        number=row.pk,
        case=row.case_id,
        version=row.version.number,
        organisation=row.organisation.key,
        organisation_name=Text(sv=row.organisation.name_sv, en=row.organisation.name_en),
        asked_on=row.asked_on,
        last_day=row.last_day,
        state=State(row.state),
        position=Position(row.position) if row.position else None,
        text=row.text,
        comments=row.comments,
        decision=taken(row.decision) if row.decision else None,
        answered_on=row.answered_on,
        revision=row.revision,
        updated_by=row.updated_by,
        origin=row.origin,
    )
