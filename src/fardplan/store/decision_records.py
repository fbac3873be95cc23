"""Decisions that bodies have taken, in and out of the table; rows are added, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fardplan.presentation.numbers import HARD
from fardplan.presentation.periods import date_text
from fardplan.presentation.phrases import paragraph_text
from fardplan.presentation.sentences import Sentence
from fardplan.store import models
from fardplan.store.kept import Rests, kept
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class TakenDecision:
    """A body decided on a day: its paragraph, its registration number (dnr) and what it says.

    `organisation` is the key of the body where it is one of the city's organisations. `number` is its own in
    the table, 0 before it is recorded.
    """

    body: str
    day: date
    paragraph: str
    dnr: str
    text: str | None = None
    organisation: str | None = None
    recorded_by: str = ""
    origin: str = "entered"
    number: int = 0

    @property
    def reference(self) -> str:
        """As the log refers to it: `Kulturnämnden 2027-05-20 § 4, KUN 2027/12`."""
        return f"{self.body} {self.day} {paragraph_text(self.paragraph)}, {self.dnr}".replace(HARD, " ")

    def in_language(self, language: Language) -> str:
        """As pages refer to it: `Kulturnämnden 20 maj 2027, § 4, KUN 2027/12`."""
        return f"{self.body} {date_text(self.day, language)}, {paragraph_text(self.paragraph)}, {self.dnr}"


def record_decision(decision: TakenDecision, *, by: str) -> int:
    """Keep a decision; gives its number. Raises `NotFoundError` where its organisation is not there."""
    organisation = None
    if decision.organisation:
        organisation = models.Organisation.objects.filter(key=decision.organisation).first()
        if organisation is None:
            raise NotFoundError(
                Sentence("there is no organisation '{organisation}'", organisation=decision.organisation),
                outcome=Sentence("Nothing was changed."),
            )
    return models.DecisionRecord.objects.create(
        body=decision.body,
        organisation=organisation,
        date=decision.day,
        paragraph=decision.paragraph,
        dnr=decision.dnr,
        text=decision.text,
        recorded_by=by,
        recorded_at=datetime.now(UTC),
        origin=decision.origin,
    ).pk


def decision_of(number: int) -> TakenDecision:
    """The decision with this number. Raises `NotFoundError`."""
    found = decisions_of(frozenset({number}))
    if number not in found:
        raise NotFoundError(Sentence("there is no decision number {number}", number=number))
    return found[number]


@kept(Rests.FRAME)
def decisions_of(numbers: frozenset[int]) -> Mapping[int, TakenDecision]:
    """The decisions with these numbers; one query, none where there are no numbers."""
    if not numbers:
        return {}
    rows = models.DecisionRecord.objects.filter(pk__in=numbers).select_related("organisation")
    return {row.pk: taken(row) for row in rows}


def taken(row: models.DecisionRecord) -> TakenDecision:
    """A row of the table as a decision; its organisation should be selected with it."""
    return TakenDecision(
        row.body,
        row.date,
        row.paragraph,
        row.dnr,
        row.text,
        row.organisation.key if row.organisation else None,
        row.recorded_by,
        row.origin,
        row.pk,
    )
