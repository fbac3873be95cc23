"""Equity in words: the gap between districts today, and what each way of reaching the mean makes of it."""

from collections.abc import Iterator

from fardplan.presentation.numbers import number
from fardplan.presentation.translations import message
from fardplan.roadmap.workbench.equity import Equity, Lift, Outcome
from fardplan.roadmap.workbench.speech import Speech
from fardplan.vocabulary.gap import GapMeasure, GapTarget

LIFTS = {
    Lift.CLOSEST: message("if those closest are lifted"),
    Lift.ALL_ALIKE: message("if all are lifted alike"),
    Lift.FURTHEST: message("if those furthest behind are lifted"),
}
MEASURES = {
    GapMeasure.DIFFERENCE: message("Difference between highest and lowest"),
    GapMeasure.RATIO: message("Ratio of highest to lowest"),
    GapMeasure.SLOPE: message("Slope index, from worst-off to best-off"),
    GapMeasure.BETWEEN_SHARE: message("Share of the variance that lies between districts"),
}
LACKING = {
    GapMeasure.RATIO: message("The ratio is not defined where the lowest is 0."),
    GapMeasure.SLOPE: message(
        "The slope index needs an order of the districts from worst-off to best-off, made of "
        "another indicator."
    ),
    GapMeasure.BETWEEN_SHARE: message(
        "The share of the variance is not defined where all or none are counted."
    ),
}


def tell_equity(equity: Equity | None, speech: Speech, measure: GapMeasure | None = None) -> str:
    """Each gap measure on a line of its own, then what becomes of the milestone's gap target."""
    if equity is None:
        return speech.say(
            "There are no figures by district with their size, so the gap cannot be told. Needed are the "
            "same indicator and the number of persons for the districts of one division."
        )
    return "\n".join(_lines(equity, speech, measure))


def _lines(equity: Equity, speech: Speech, measure: GapMeasure | None) -> Iterator[str]:
    yield speech.say(
        "{count} districts in {period}; their mean, weighted by size, is {mean}. Gaps are as measured, "
        "chance is not taken off.",
        count=len(equity.outcomes[0].shares),
        period=speech.evidence.districts_period or speech.evidence.latest.period,
        mean=speech.figure(equity.mean),
    )
    if equity.passed:
        yield speech.say("The districts' mean is at the level already, so nobody need be lifted.")
    for one in (measure,) if measure else tuple(GapMeasure):
        if one in equity.today:
            yield _measured(equity, one, speech)
        elif measure:
            yield speech.say(LACKING[one])
    yield from _out_of_reach(equity, speech)
    if not equity.passed and _all_at_the_level(equity):
        yield speech.say(
            "The level lies beyond every district. Nobody is lifted past it, so it is reached on average "
            "only when all have reached it; lifting those closest further still would leave a gap."
        )
    if equity.target:
        yield _target(equity, equity.target, speech)


def _measured(equity: Equity, measure: GapMeasure, speech: Speech) -> str:
    today = _gap(equity.today[measure], measure, speech)
    said = speech.say("{measure}: {gap} today", measure=speech.say(MEASURES[measure]), gap=today)
    if equity.passed:
        return f"{said}."
    ways = ", ".join(
        f"{_gap(outcome.gaps[measure], measure, speech)} {speech.say(LIFTS[outcome.lift])}"
        for outcome in equity.outcomes
        if measure in outcome.gaps
    )
    return f"{said}; {ways}."


def _all_at_the_level(equity: Equity) -> bool:
    """Whether even lifting the closest ends with all districts alike, which is no choice of those closest."""
    closest = next(outcome for outcome in equity.outcomes if outcome.lift is Lift.CLOSEST)
    return closest.reached and max(closest.shares) - min(closest.shares) < 1e-6


def _out_of_reach(equity: Equity, speech: Speech) -> Iterator[str]:
    short = [outcome for outcome in equity.outcomes if not outcome.reached]
    if short:
        ways = speech.listed(speech.say(LIFTS[outcome.lift]) for outcome in short)
        yield speech.say("The level is not reached {ways}.", ways=ways)


def _target(equity: Equity, target: GapTarget, speech: Speech) -> str:
    wanted = speech.say(
        "The milestone's own target for the gap, {measure} at most {level} by {year}",
        measure=_lower(speech.say(MEASURES[target.measure])),
        level=_gap(target.level, target.measure, speech),
        year=target.year,
    )
    told = [outcome for outcome in equity.outcomes if outcome.meets_target is not None]
    if not told:
        return f"{wanted}: {_lower(speech.say('It cannot be told.'))}"
    met = [outcome for outcome in told if outcome.meets_target]
    if not met:
        return f"{wanted}: {speech.say('it is not met in any of the ways.')}"
    return f"{wanted}: {_met(met, len(told), speech)}"


def _met(met: list[Outcome], ways: int, speech: Speech) -> str:
    if len(met) == ways:
        return speech.say("it is met in all of the ways.")
    return speech.say("it is met {ways}.", ways=speech.listed(speech.say(LIFTS[item.lift]) for item in met))


def _gap(value: float, measure: GapMeasure, speech: Speech) -> str:
    if measure is GapMeasure.RATIO:
        return speech.say("{times} times", times=number(value, speech.language, decimals=2))
    if measure is GapMeasure.BETWEEN_SHARE:
        return speech.say("{count} per cent", count=number(100 * value, speech.language, decimals=1))
    # A slope may run either way, so its sign is told where it is not the usual one.
    return speech.size(value) if value >= 0 else speech.change(value)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
