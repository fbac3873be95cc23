"""Figures written out for the table behind a chart, and what their marks mean."""

from collections.abc import Iterator, Sequence

from fardplan.presentation.numbers import stepped
from fardplan.presentation.phrases import CELL_MARKS, cell_reason, cell_word, origin_word
from fardplan.presentation.translations import translate
from fardplan.vocabulary.observation import Origin, Status
from fardplan.vocabulary.text import Language


def value_cell(value: float | None, status: Status, language: Language, *, rounded_to: float) -> str:
    """A figure as its source rounds it, `~100` when it was rounded to protect, or the mark for none."""
    if value is None:
        return CELL_MARKS[status]
    written = stepped(value, language, rounded_to=rounded_to)
    return f"~{written}" if status is Status.ROUNDED else written


def interval_cell(lower: float | None, upper: float | None, language: Language, *, rounded_to: float) -> str:
    if lower is None or upper is None:
        return ""
    low, high = (stepped(end, language, rounded_to=rounded_to) for end in (lower, upper))
    return translate("{lower} to {upper}", language, lower=low, upper=high)


def remark(status: Status, origin: Origin, language: Language) -> str:
    """What a reader must know of the figure: no plain value, or not official."""
    words = [] if status is Status.VALUE else [cell_word(status, language)]
    if origin is not Origin.OFFICIAL:
        words.append(origin_word(origin, language))
    return ", ".join(words)


def mark_notes(figures: Sequence[tuple[Status, Origin]], language: Language) -> Iterator[str]:
    """A sentence for each kind of mark among the figures."""
    if any(origin is Origin.SIMULATED for _, origin in figures):
        yield translate("Hatched figures are simulated: made up, to show how it works.", language)
    for mark_of, mark in CELL_MARKS.items():
        if any(status is mark_of for status, _ in figures):
            yield f"{mark} = {cell_reason(mark_of, language)}"
