"""Different persons over time, linked to nothing: told of a register that tells nothing else."""

from fardplan.indicators.counting.earlier import CountedDefinition, covering
from fardplan.indicators.counting.plan import CountingPlan
from fardplan.usecases.published_before import PublishedBefore
from fardplan.vocabulary.errors import RuleError


def check_alone(plan: CountingPlan, before: PublishedBefore) -> None:
    """Raises `RuleError` where different values are counted, or were, beside anything else of the register.

    Of 100 in one year, 100 in the next and 103 different ones in both, three left and three came; the number
    of different women beside a number of women that is hidden tells it. Such numbers do not add up, so that
    neither the suppression nor the audit sees what they tell together with others.
    """
    now = [CountedDefinition.of(item) for item in plan.indicators]
    then = {item.key: item for item, period in before.definitions() if covering(now, item, period) is None}
    together = [*now, *then.values()]
    distinct = next((item for item in together if item.count.measure.kind == "distinct"), None)
    if distinct is None or len(together) == 1:
        return
    other = next(item for item in together if item is not distinct)
    were = " that were published" if distinct in then.values() or other in then.values() else ""
    raise RuleError(
        f"'{distinct.indicator}' counts different persons, and '{other.indicator}' counts in the same "
        f"register{were}: what both tell together cannot be protected",
        where=f"register '{plan.register.key}'",
        instead="Tell different persons of a register that nothing else is told of, with one indicator and "
        "one number of years.",
        outcome="Nothing was counted; the figures that were there stay.",
    )
