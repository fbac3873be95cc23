"""A gap target in sentences: how large the gap is, what is promised of it, and what can be said."""

from dataclasses import dataclass

from fardplan.presentation.gaps import gap_interval, gap_value
from fardplan.presentation.numbers import HARD, as_given, difference_unit
from fardplan.presentation.periods import period_when
from fardplan.presentation.phrases import (
    gap_measure_word,
    needed_sentence,
    reason_sentence,
    verdict_word,
)
from fardplan.presentation.translations import translate
from fardplan.vocabulary.gap import GapFigure, GapMeasure, GapTarget
from fardplan.vocabulary.status import GapStatus, Reason, Verdict
from fardplan.vocabulary.text import Language
from fardplan.vocabulary.unit import Unit


@dataclass(frozen=True, slots=True)
class GapTargetStory:
    """Finished sentences in one language: the gap, the target with its verdict, and why."""

    standing: str
    promise: str
    why: str


def tell_gap_target(
    gap: GapStatus, *, unit: Unit | None, rounded_to: float | None, language: Language
) -> GapTargetStory:
    """Tell where a gap target stands. `unit` and `rounded_to` are None where no indicator measures it."""
    return GapTargetStory(
        standing=_standing(gap.latest, unit, rounded_to, language),
        promise=_promise(gap, unit, language),
        why=_why(gap, language),
    )


def _standing(
    latest: GapFigure | None, unit: Unit | None, rounded_to: float | None, language: Language
) -> str:
    if latest is None or unit is None or rounded_to is None:
        return translate("The gap between districts: there are no figures yet.", language)
    said = translate(
        "The gap between districts, {measure}: {value} {when}",
        language,
        measure=gap_measure_word(latest.measure, language),
        value=gap_value(latest.measure, latest.value, unit, language, rounded_to),
        when=period_when(latest.period, language),
    )
    interval = gap_interval(latest, unit, language, rounded_to)
    return f"{said} ({interval})." if interval else f"{said}."


def _why(gap: GapStatus, language: Language) -> str:
    """The reason, with what would be needed; for a gap it takes more than for a level."""
    if gap.reason is Reason.NO_OBSERVATION:
        return translate(
            "No figures for districts that this measure can be made of are known. Figures for every "
            "district, with the number of people behind them, are needed.",
            language,
        )
    if gap.reason is Reason.NO_ERROR_KNOWN:
        return translate(
            "How sure the gap is cannot be told: the number of people behind each district's figure, or its "
            "margin of error, is needed.",
            language,
        )
    undecided = gap.verdict in (Verdict.CANNOT_TELL, Verdict.NO_DATA)
    needed = needed_sentence(gap.reason, language) if undecided else ""
    return f"{reason_sentence(gap.reason, language)} {needed}".strip()


def _promise(gap: GapStatus, unit: Unit | None, language: Language) -> str:
    values = {
        "level": gap_aim(gap.target, unit, language),
        "year": gap.target.year,
        "verdict": verdict_word(gap.verdict, language),
    }
    if gap.decision is None:
        return translate(
            "Proposed, not decided: a gap of at most {level} by {year}: {verdict}.", language, **values
        )
    return translate("The gap target is at most {level} by {year}: {verdict}.", language, **values)


def gap_aim(target: GapTarget, unit: Unit | None, language: Language) -> str:
    """The level as it was decided, never rounded, in what the measure is counted in."""
    if target.measure is GapMeasure.RATIO:
        return translate("{times} times", language, times=as_given(target.level, language))
    if target.measure is GapMeasure.BETWEEN_SHARE:
        return translate(
            "{share} per cent", language, share=as_given(round(target.level * 100, 10), language)
        )
    written = as_given(target.level, language)
    return f"{written}{HARD}{difference_unit(unit, language)}" if unit else written


def gap_target_words(target: GapTarget, unit: Unit | None, language: Language) -> str:
    """A gap target as it was decided: `absolut skillnad högst 8 procentenheter år 2030`."""
    is_ratio = target.measure is GapMeasure.RATIO
    return translate(
        "{measure} at most {level} by {year}",
        language,
        measure=gap_measure_word(target.measure, language),
        level=as_given(target.level, language) if is_ratio else gap_aim(target, unit, language),
        year=target.year,
    )
