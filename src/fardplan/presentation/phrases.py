"""Words for verdicts, origins and the like: one place, so that site, workspace and reports say the same."""

import re

from fardplan.presentation.numbers import HARD
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.gap import GapMeasure
from fardplan.vocabulary.observation import Origin, PublishedBasis, Status
from fardplan.vocabulary.recalculated import Reason as Carried
from fardplan.vocabulary.release import ReleaseKind
from fardplan.vocabulary.status import Development, Direction, IntervalBasis, Reason, Verdict
from fardplan.vocabulary.text import Language

VERDICTS = {
    Verdict.REACHED: message("reached"),
    Verdict.ON_TRACK: message("on track"),
    Verdict.BEHIND: message("behind"),
    Verdict.CANNOT_TELL: message("cannot tell"),
    Verdict.NO_DATA: message("no data"),
    Verdict.NOT_DECIDED: message("not decided"),
}

DEVELOPMENTS = {
    Development.IMPROVING: message("improving"),
    Development.WORSENING: message("worsening"),
    Development.NO_DETECTABLE_CHANGE: message("no detectable change"),
    Development.CANNOT_TELL: message("cannot tell"),
}

DIRECTIONS = {Direction.UP: message("up"), Direction.DOWN: message("down")}

REASONS = {
    Reason.TREND_BEYOND_MOVEMENT: message(
        "The change is larger than the uncertainty of the figures can explain."
    ),
    Reason.TREND_WITHIN_MOVEMENT: message("The change is within the uncertainty of the figures."),
    Reason.TOO_FEW_POINTS: message("There are too few comparable figures to judge by."),
    Reason.WITHIN_A_YEAR: message(
        "The figures are of less than two years, and the seasons of a year differ."
    ),
    Reason.NO_ERROR_KNOWN: message("The uncertainty of the figure is not known."),
    Reason.NO_OBSERVATION: message("There are no figures for this milestone yet."),
    Reason.NO_INDICATOR: message("How the milestone is to be measured has not been settled."),
    Reason.NO_DIRECTION: message("The wording does not say which way the figure is to move."),
    Reason.NO_TARGET: message("No level and year have been decided, so it is the direction that is judged."),
    Reason.BREAK_SINCE_BASELINE: message(
        "The way of measuring has changed since the baseline, so the figures cannot be compared."
    ),
    Reason.DISTRICTS_DIFFER: message(
        "The districts are not the same as at the baseline, so the gaps cannot be compared."
    ),
    Reason.NO_BASELINE: message("There is no baseline to measure the change from."),
    Reason.NOTHING_SINCE_BASELINE: message("No new figure has come since the baseline."),
    Reason.STRADDLES_PATH: message(
        "The figure is too uncertain to tell whether it keeps up with the path to the target."
    ),
    Reason.STRADDLES_LEVEL: message(
        "The figure is too uncertain to tell whether the target level is reached."
    ),
    Reason.BEYOND_LEVEL: message(
        "The target level is reached, with the uncertainty of the figure counted in."
    ),
    Reason.AHEAD_OF_PATH: message(
        "The figure keeps up with the path to the target, with its uncertainty counted in."
    ),
    Reason.SHORT_OF_PATH: message(
        "The figure falls short of the path to the target, with its uncertainty counted in."
    ),
    Reason.SHORT_OF_LEVEL: message(
        "The target year has passed and the figure falls short of the target level, "
        "with its uncertainty counted in."
    ),
}

NEEDED = {
    Reason.TOO_FEW_POINTS: message(
        "At least two comparable figures with a known margin of error are needed, or three without."
    ),
    Reason.WITHIN_A_YEAR: message("Figures for the same months of at least two years are needed."),
    Reason.NO_ERROR_KNOWN: message("A known margin of error is needed, or more comparable figures."),
    Reason.NO_DIRECTION: message("A decision on which way the figure is to move is needed."),
    Reason.BREAK_SINCE_BASELINE: message(
        "A baseline measured in the new way is needed, or older figures recalculated."
    ),
    Reason.DISTRICTS_DIFFER: message("Figures for the same districts are needed in both years."),
    Reason.NO_BASELINE: message("A baseline is needed."),
    Reason.NOTHING_SINCE_BASELINE: message("A figure for a later period is needed."),
    Reason.STRADDLES_PATH: message("More figures or a more certain measurement are needed."),
    Reason.STRADDLES_LEVEL: message("More figures or a more certain measurement are needed."),
    Reason.NO_OBSERVATION: message("Figures that measure the milestone are needed."),
    Reason.NO_INDICATOR: message("A decision on how it is to be measured is needed."),
}
"""What it would take to be able to judge."""

ORIGINS = {
    Origin.OFFICIAL: message("official statistics"),
    Origin.OWN_CALCULATION: message("own calculation"),
    Origin.SIMULATED: message("simulated"),
}

CELLS = {
    Status.VALUE: message("a figure"),
    Status.ROUNDED: message("rounded by the source to protect individuals"),
    Status.PRELIMINARY: message("preliminary"),
    Status.SUPPRESSED: message("protected"),
    Status.NOT_APPLICABLE: message("not applicable"),
    Status.MISSING: message("no figure"),
}

CELL_REASONS = {
    Status.SUPPRESSED: message("protected: too few persons, or else another figure could be worked out"),
}
"""Why, where a word does not say it. A hidden figure has one reason, so that none tells how small it is."""

RECALCULATED = {
    Carried.UNCHANGED: message("as published: the area was the same then"),
    Carried.WHOLE_AREAS: message("recalculated: whole areas put together"),
    Carried.DIVIDED: message("recalculated: an area was cut, and its figure shared out by where people live"),
    Carried.BASES_UNKNOWN: message("recalculated: put together by number of residents"),
    Carried.NO_KEY: message("not recalculated: an area was cut, and nothing tells how"),
    Carried.NOT_RESIDENTS: message("not recalculated: an area was cut, and those counted do not live there"),
    Carried.NO_BASE: message(
        "not recalculated: an area was cut, and for how many its figure holds in the parts is not known"
    ),
    Carried.OUTSIDE: message("not recalculated: a part lay in no area of the older division"),
    Carried.MISSING: message("not recalculated: the figure of an older area is missing"),
    Carried.NO_WEIGHT: message("not recalculated: nothing tells how the older areas are to be weighed"),
    Carried.NO_ERROR: message("not recalculated: the margin of error in the older areas is not known"),
}
"""How a figure for an area of another division was made, or why it was not."""

CELL_MARKS = {Status.SUPPRESSED: "..", Status.NOT_APPLICABLE: ".", Status.MISSING: "–"}
"""What stands in a cell without a value."""

PUBLISHED = {
    PublishedBasis.STATED: message("The day of publication is stated by the source."),
    PublishedBasis.CALENDAR: message("The day of publication is the source's ordinary day for this series."),
    PublishedBasis.NO_LATER_THAN: message(
        "The exact day of publication is not known; the figure was public by this day."
    ),
    PublishedBasis.LOADED: message(
        "The day of publication is not known; the day the figure was loaded stands in."
    ),
}

INTERVALS = {
    IntervalBasis.SOURCE: message("The margin of error is the source's own (95 per cent)."),
    IntervalBasis.SAMPLING: message(
        "The interval is the margin of error that comes of asking a sample (95 per cent)."
    ),
    IntervalBasis.CHANCE: message(
        "Everybody is counted. The interval shows how far chance can move a figure of so many (95 per cent)."
    ),
    IntervalBasis.MOVEMENT: message(
        "Everybody is counted. The interval shows how much the figure ordinarily moves "
        "from year to year (95 per cent)."
    ),
    IntervalBasis.BOUNDS: message(
        "The source hides some of what is counted. The interval is the lowest and the highest that the "
        "figure can be; it says nothing of chance."
    ),
    IntervalBasis.NONE: message("The uncertainty of the figure is not known."),
}

GAP_MEASURES = {
    GapMeasure.DIFFERENCE: message("absolute difference"),
    GapMeasure.RATIO: message("ratio"),
    GapMeasure.SLOPE: message("slope index"),
    GapMeasure.BETWEEN_SHARE: message("share of the variance between areas"),
}
"""The measures of a gap as a decision names them; `gaps` tells what each means."""

RELEASE_KINDS = {
    ReleaseKind.FORECAST: message("the forecast"),
    ReleaseKind.PROBABILITY: message("the probability"),
    ReleaseKind.RECOMMENDED: message("the recommended levels"),
}

STANDINGS = {
    "proposed": message("proposed, not adopted"),
    "adopted": message("adopted"),
    "superseded": message("superseded"),
}

FORCES = {
    "godkänns": message("is approved"),
    "ska": message("shall"),
    "uppmanas": message("is urged"),
    "unclear": message("the force is unclear"),
}

STRENGTHS = {"any": message("any change"), "clear": message("a clear change")}

LINK_STATES = {"proposed": message("proposed"), "decided": message("decided")}


def verdict_word(verdict: Verdict, language: Language) -> str:
    return translate(VERDICTS[verdict], language)


def development_word(development: Development, language: Language) -> str:
    """Better or worse for what the city wants, which is not the same as up or down."""
    return translate(DEVELOPMENTS[development], language)


def direction_word(direction: Direction, language: Language) -> str:
    return translate(DIRECTIONS[direction], language)


def reason_sentence(reason: Reason, language: Language) -> str:
    return translate(REASONS[reason], language)


def needed_sentence(reason: Reason, language: Language) -> str:
    """What would be needed to judge, for reasons why nothing can be judged; else empty."""
    return translate(NEEDED[reason], language) if reason in NEEDED else ""


def origin_word(origin: Origin, language: Language) -> str:
    return translate(ORIGINS[origin], language)


def cell_word(status: Status, language: Language) -> str:
    """What the mark in a cell means, in a word or two: `..` is protected."""
    return translate(CELLS[status], language)


def cell_reason(status: Status, language: Language) -> str:
    """What the mark in a cell means, with the reason where there is one; for the key of a table or chart."""
    return translate(CELL_REASONS.get(status, CELLS[status]), language)


def published_basis_sentence(basis: PublishedBasis, language: Language) -> str:
    return translate(PUBLISHED[basis], language)


def interval_sentence(basis: IntervalBasis, language: Language) -> str:
    """What an interval holds; a survey's margin of error and a register's movement are two things."""
    return translate(INTERVALS[basis], language)


def gap_measure_word(measure: GapMeasure, language: Language) -> str:
    return translate(GAP_MEASURES[measure], language)


def release_kind_word(kind: ReleaseKind, language: Language) -> str:
    return translate(RELEASE_KINDS[kind], language)


def standing_word(standing: str, language: Language) -> str:
    """How a roadmap version stands: proposed, adopted, superseded. Raises `KeyError` for another word."""
    return translate(STANDINGS[standing], language)


def force_word(force: str, language: Language) -> str:
    """How strongly a decision point binds. Raises `KeyError` for another word."""
    return translate(FORCES[force], language)


def strength_word(strength: str, language: Language) -> str:
    """How much of a change a milestone asks for. Raises `KeyError` for another word."""
    return translate(STRENGTHS[strength], language)


def link_state_word(state: str, language: Language) -> str:
    """Whether a link is proposed or decided. Raises `KeyError` for another word."""
    return translate(LINK_STATES[state], language)


_SIGNED = re.compile(
    r"(?P<sign>§+|paragraf(?:en|er|erna)?|paragraphs?)?\s*(?P<number>\d.*)", re.IGNORECASE | re.DOTALL
)
_SIGN_LAST = re.compile(r"(?P<number>\d+(?:\s?[a-z])?)\s*(?P<sign>§+)", re.IGNORECASE)
_SEVERAL = re.compile(r"\d+(?:\s?[a-z])?\s*(?:[-\N{EN DASH},]|och|and)\s*\d", re.IGNORECASE)


def paragraph_text(typed: str) -> str:
    """A paragraph of the minutes as it stands in a text, in either language: `§ 7`, `§§ 7-9`.

    However it was typed: `7`, `§7`, `7 §` and `paragraf 7` too. What is no paragraph with a number stays as
    it is.
    """
    words = " ".join(typed.split())
    found = _SIGN_LAST.fullmatch(words) or _SIGNED.fullmatch(words)
    if found is None:
        return words
    sign, number = found["sign"] or "", found["number"]
    if not sign.startswith("§"):
        sign = "§§" if _SEVERAL.match(number) else "§"
    return f"{sign}{HARD}{number}"
