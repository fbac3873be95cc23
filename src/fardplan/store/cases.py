"""Cases (ärenden) that lead to an edition: the draft with every state it has had, and the steps it took."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.case import State
from fardplan.roadmap.version import RoadmapVersion
from fardplan.store import models
from fardplan.store.decision_records import TakenDecision, taken
from fardplan.vocabulary.errors import NotFoundError

_SEEN_WITH = ("based_on", "referred", "proposed", "document")


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A case without its text. Editions are told by their numbers, the document by its own.

    `referred` is the edition that was sent out last, `proposed` the one that was laid before a body last.
    """

    number: int
    title: str
    dnr: str | None
    state: State
    revision: int
    based_on: int | None
    referred: int | None
    proposed: int | None
    referral_last_day: date | None
    opened_on: date
    opened_by: str
    updated_by: str
    origin: str
    document: int | None

    @property
    def latest_edition(self) -> int | None:
        """The edition made of it last; a proposal comes after a referral unless it was sent out anew."""
        return max(filter(None, (self.referred, self.proposed)), default=None)


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step that a case took; `version` is the edition it froze or rested on."""

    move: str
    from_state: State | None
    to_state: State
    version: int | None
    decision: TakenDecision | None
    why: str | None
    day: date
    by: str


@dataclass(frozen=True, slots=True)
class DraftChange:
    """What was done to a draft in one save."""

    revision: int
    what: str
    part: str
    why: str | None
    day: date
    by: str


def _cases() -> QuerySet[models.RoadmapCase]:
    return models.RoadmapCase.objects.select_related(*_SEEN_WITH).defer("content", "document__draft")


def cases(states: Collection[State] | None = None) -> tuple[KeptCase, ...]:
    """The cases, the newest first, of these states or of all. One query."""
    found = _cases() if states is None else _cases().filter(state__in=states)
    return tuple(map(_kept, found))


def case_numbered(number: int) -> KeptCase:
    """Raises `NotFoundError` where there is none of that number."""
    row = _cases().filter(pk=number).first()
    if row is None:
        raise NotFoundError(Sentence("there is no case {number}", number=number))
    return _kept(row)


def content_of(number: int) -> RoadmapVersion:
    """The draft as it stands. Raises `NotFoundError`."""
    row = models.RoadmapCase.objects.filter(pk=number).values_list("content", flat=True).first()
    if row is None:
        raise NotFoundError(Sentence("there is no case {number}", number=number))
    return RoadmapVersion.model_validate(row)


def content_at(number: int, revision: int) -> RoadmapVersion:
    """The draft as it stood after a save. Raises `NotFoundError`."""
    found = models.CaseRevision.objects.filter(case_id=number, revision=revision)
    row = found.values_list("content", flat=True).first()
    if row is None:
        raise NotFoundError(
            Sentence(
                "the draft of case {number} has no revision {revision}", number=number, revision=revision
            )
        )
    return RoadmapVersion.model_validate(row)


def changes_of(number: int) -> tuple[DraftChange, ...]:
    """What was done to a draft, the latest first. One query."""
    rows = models.CaseRevision.objects.filter(case_id=number).defer("content").order_by("-revision")
    return tuple(DraftChange(row.revision, row.what, row.part, row.why, row.day, row.by) for row in rows)


def revision_on(number: int, day: date) -> int | None:
    """The draft's revision at the end of a day, None before it was opened."""
    rows = models.CaseRevision.objects.filter(case_id=number, day__lte=day).order_by("-revision")
    return rows.values_list("revision", flat=True).first()


def steps_of(numbers: Collection[int]) -> dict[int, tuple[KeptStep, ...]]:
    """The steps of some cases, the first one first. One query."""
    rows = models.CaseStep.objects.filter(case_id__in=numbers).select_related(
        "version", "decision__organisation"
    )
    found: dict[int, list[KeptStep]] = {number: [] for number in numbers}
    for row in rows:
        found[row.case_id].append(_step(row))
    return {number: tuple(steps) for number, steps in found.items()}


def steps_with_editions() -> dict[int, tuple[int, KeptStep]]:
    """For each edition that a case made, the case and its last step with that edition. One query.

    The edition that a case was opened from was made by another.
    """
    taken = models.CaseStep.objects.filter(version__isnull=False, from_state__isnull=False)
    rows = taken.select_related("version", "decision__organisation")
    return {row.version.number: (row.case_id, _step(row)) for row in rows if row.version}


def doubts_left(number: int) -> int:
    """How many doubts of the case's document nobody has settled. One query."""
    doubts = models.DocumentDoubt.objects.filter(document__case_id=number).prefetch_related("rulings")
    return sum(not _is_ruled(doubt) for doubt in doubts)


def _is_ruled(doubt: models.DocumentDoubt) -> bool:
    rulings = list(doubt.rulings.all())
    return bool(rulings) and rulings[-1].resolution != "undone"


def open_case(
    *,
    title: str,
    dnr: str | None,
    content: RoadmapVersion,
    based_on: int | None,
    document: int | None,
    day: date,
    by: str,
    origin: str = "entered",
) -> int:
    """Open a case with its first text; gives its number."""
    now = datetime.now(UTC)
    plain = content.model_dump(mode="json")
    row = models.RoadmapCase.objects.create(
        title=title,
        dnr=dnr,
        state=State.DRAFT,
        content=plain,
        based_on=_edition(based_on),
        opened_on=day,
        opened_by=by,
        origin=origin,
        updated_by=by,
        updated_at=now,
    )
    models.CaseRevision.objects.create(
        case=row, revision=row.revision, content=plain, what="open", day=day, by=by, at=now
    )
    models.CaseStep.objects.create(
        case=row, move="open", to_state=State.DRAFT, version=row.based_on, day=day, by=by, at=now
    )
    if document is not None:
        models.CaseDocument.objects.filter(pk=document).update(case=row)
    return row.pk


def save_content(
    number: int,
    content: RoadmapVersion,
    *,
    revision: int,
    what: str,
    part: str,
    why: str | None,
    day: date,
    by: str,
) -> bool:
    """Save a draft that was read at `revision`; False when somebody has saved it since."""
    now = datetime.now(UTC)
    plain = content.model_dump(mode="json")
    changes: dict[str, Any] = {
        "content": plain,
        "title": content.title.sv,
        "dnr": content.dnr,
        "revision": revision + 1,
        "updated_by": by,
        "updated_at": now,
    }
    if not models.RoadmapCase.objects.filter(pk=number, revision=revision).update(**changes):
        return False
    models.CaseRevision.objects.create(
        case_id=number,
        revision=revision + 1,
        content=plain,
        what=what,
        part=part,
        why=why,
        day=day,
        by=by,
        at=now,
    )
    return True


def save_step(
    number: int,
    step: KeptStep,
    *,
    decision: int | None = None,
    referred: int | None = None,
    proposed: int | None = None,
    referral_last_day: date | None = None,
) -> bool:
    """Move a case, and keep the step; False when it is no longer in the state that the step began from.

    `decision` is the number of its record. `referred` and `proposed` are editions; None leaves what is there.
    """
    now = datetime.now(UTC)
    changes: dict[str, Any] = {"state": step.to_state, "updated_by": step.by, "updated_at": now}
    if referred is not None:
        changes |= {"referred": _edition(referred), "referral_last_day": referral_last_day}
    if proposed is not None:
        changes["proposed"] = _edition(proposed)
    if not models.RoadmapCase.objects.filter(pk=number, state=step.from_state).update(**changes):
        return False
    models.CaseStep.objects.create(
        case_id=number,
        move=step.move,
        from_state=step.from_state,
        to_state=step.to_state,
        version=_edition(step.version),
        decision_id=decision,
        why=step.why,
        day=step.day,
        by=step.by,
        at=now,
    )
    return True


def _edition(number: int | None) -> models.RoadmapVersion | None:
    return None if number is None else models.RoadmapVersion.objects.get(number=number)


def _number(row: models.RoadmapVersion | None) -> int | None:
    return row.number if row else None


def _kept(row: models.RoadmapCase) -> KeptCase:
    document = getattr(row, "document", None)
    return KeptCase(
        number=row.pk,
        title=row.title,
        dnr=row.dnr,
        state=State(row.state),
        revision=row.revision,
        based_on=_number(row.based_on),
        referred=_number(row.referred),
        proposed=_number(row.proposed),
        referral_last_day=row.referral_last_day,
        opened_on=row.opened_on,
        opened_by=row.opened_by,
        updated_by=row.updated_by,
        origin=row.origin,
        document=document.pk if document else None,
    )


def _step(row: models.CaseStep) -> KeptStep:
    return KeptStep(
        move=row.move,
        from_state=State(row.from_state) if row.from_state else None,
        to_state=State(row.to_state),
        version=_number(row.version),
        decision=taken(row.decision) if row.decision else None,
        why=row.why,
        day=row.day,
        by=row.by,
    )


def referral_counts() -> dict[int, tuple[int, int]]:
    """For each case how many answers its latest referral asked for, and how many have come. One query."""
    rows = (
        models.ReferralAnswer.objects.order_by()
        .values_list("case_id", "version_id", "case__referred_id")
        .annotate(asked=Count("id"), come=Count("id", filter=Q(state="answered")))
    )
    return {case: (asked, come) for case, version, latest, asked, come in rows if version == latest}


def open_case_numbers() -> Iterator[int]:
    """The cases that are not closed, the newest first."""
    closed = (State.ADOPTED, State.REJECTED, State.WITHDRAWN)
    yield from models.RoadmapCase.objects.exclude(state__in=closed).values_list("pk", flat=True)
