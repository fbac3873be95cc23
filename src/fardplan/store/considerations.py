"""What organisations answered that they considered; rows are added, never changed."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from fardplan.boards.considered import Answer, Consideration
from fardplan.store import models
from fardplan.store.kept import Rests, kept


def considerations_of(year: int, organisations: Collection[str] | None = None) -> tuple[Consideration, ...]:
    """Every answer of a year, or of some organisations, in the order in which they were given; one query."""
    return _considerations(year, None if organisations is None else frozenset(organisations))


@kept(Rests.PLANS)
def _considerations(year: int, organisations: frozenset[str] | None) -> tuple[Consideration, ...]:
    rows = models.Consideration.objects.filter(year__year=year)
    if organisations is not None:
        rows = rows.filter(organisation__key__in=organisations)
    found = rows.order_by("pk").values_list(
        "organisation__key",
        "target_area",
        "strategy",
        "answer",
        "day",
        "by",
        "basis",
        "why",
        "programme",
        "origin",
    )
    return tuple(
        Consideration(
            board,
            year,
            area,
            strategy or None,
            Answer(answer),
            day,
            by,
            basis,
            why or None,
            programme,
            origin == "simulated",
        )
        for board, area, strategy, answer, day, by, basis, why, programme, origin in found
    )


def add_considerations(answers: Iterable[Consideration], *, origin: str = "entered") -> None:
    """Keep answers, in the order given."""
    listed = list(answers)
    years = dict(models.CycleYear.objects.values_list("year", "pk"))
    boards = dict(models.Organisation.objects.values_list("key", "pk"))
    moment = datetime.now(UTC)
    models.Consideration.objects.bulk_create(
        models.Consideration(
            year_id=years[answer.year],
            organisation_id=boards[answer.organisation],
            target_area=answer.target_area,
            strategy=answer.strategy or "",
            answer=answer.answer.value,
            why=answer.why or "",
            basis=answer.basis,
            programme=answer.programme,
            day=answer.day,
            by=answer.by,
            at=moment,
            origin=origin,
        )
        for answer in listed
    )
