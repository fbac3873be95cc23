"""What a board answers of target areas and strategies: confirm with one click, or say otherwise."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from fardplan.boards.chain import PlanItem
from fardplan.boards.considered import Answer, Consideration, basis_of, check_can_answer_so, reason_for
from fardplan.boards.coverage import serving
from fardplan.presentation.sentences import Sentence, there_is
from fardplan.store.audit import record
from fardplan.store.considerations import add_considerations
from fardplan.store.organisations import organisations
from fardplan.store.plan_items import plans_of
from fardplan.store.years import year_of
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.roadmaps import show
from fardplan.usecases.year.plan_page import aims_of, found_in
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied, RuleError

NOTHING = Sentence("The answer is as it was.")


def can_consider(actor: Actor, organisation: str, target_area: str) -> bool:
    """May answer for an organisation: its controller, also one who has the target area alone."""
    return actor.holds(Role.CONTROLLER, organisation=organisation, target_area=target_area)


def check_can_consider(actor: Actor, organisation: str, target_area: str) -> None:
    if not can_consider(actor, organisation, target_area):
        raise PermissionDenied(
            Sentence("{name} may not answer for this organisation", name=actor.name),
            instead=Sentence("Its controller may."),
            outcome=NOTHING,
        )


def consider(
    year: int,
    organisation: str,
    target_area: str,
    answer: Answer,
    *,
    strategy: str | None = None,
    why: str | None = None,
    programme: bool = False,
    actor: Actor,
    today: date,
) -> Consideration:
    """Answer for an organisation what it does of a target area, or of one of its strategies.

    The plan goes first: `RuleError` where the answer contradicts it, or the year is closed; `InputError`
    for not acting without a reason. A later answer takes the place of an earlier one, which is kept.
    """
    check_can_consider(actor, organisation, target_area)
    with transaction.atomic():
        found_in(organisations(), organisation)
        if year_of(year).is_closed:
            raise RuleError(
                Sentence("the year is closed"),
                instead=Sentence("What was answered stays; answer in the year that is open."),
                outcome=NOTHING,
            )
        of = _of_plan(year, organisation, target_area, strategy, today, programme=programme)
        check_can_answer_so(answer, of)
        given = Consideration(
            organisation,
            year,
            target_area,
            strategy,
            answer,
            today,
            actor.name,
            basis_of(of),
            reason_for(answer, why),
            programme,
        )
        add_considerations([given])
        place = " ".join(filter(None, (str(year), organisation, target_area, strategy)))
        record(
            actor.name,
            "consider",
            f"considered {place}",
            after={"answer": answer.value, "basis": given.basis, "programme": programme},
            why=given.why,
        )
    return given


def _of_plan(
    year: int, organisation: str, target_area: str, strategy: str | None, today: date, *, programme: bool
) -> Sequence[PlanItem]:
    """The living things of the plan that serve what is asked about. Raises `NotFoundError` for what is not
    there.
    """
    aims = {aim.key: aim for aim in aims_of(show(as_of=today).version)}
    if target_area not in aims:
        raise NotFoundError(
            Sentence("the roadmap has no target area '{key}'", key=target_area),
            instead=there_is(aims, asked=target_area),
            outcome=NOTHING,
        )
    aim = aims[target_area]
    if strategy and strategy not in aim.strategies:
        raise NotFoundError(
            Sentence("the target area has no strategy '{key}'", key=strategy),
            instead=there_is(aim.strategies, asked=strategy),
            outcome=NOTHING,
        )
    living = [
        item
        for item in plans_of(year, today, [organisation])
        if item.is_live(today) and (item.programme or not programme)
    ]
    return [item for item in living if strategy in item.strategies] if strategy else serving(living, aim)
