"""What an address asks of the workbench, and the address of another question."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from fardplan.presentation.translations import message
from fardplan.roadmap.workbench.choice import AmbitionRule
from fardplan.roadmap.workbench.moving import Move
from fardplan.usecases.steering.workbench import Asked

LEVEL, YEAR, INDICATOR, SHOWN_NAME, MOVE = "niva", "ar", "matt", "visa", "flytta"
MOST, LEAST, POINTED = "sannolik", "forebild", "utpekad"

MOVES = {
    "niva-upp": Move.LEVEL_UP,
    "niva-ner": Move.LEVEL_DOWN,
    "ar-upp": Move.YEAR_UP,
    "ar-ner": Move.YEAR_DOWN,
}


class Shown(StrEnum):
    """Which number stands in the cells of the grid."""

    PROBABILITY = "sannolikhet"
    PRECEDENT = "forebilder"
    PEOPLE = "manniskor"


ALL = "alla"
"""Whether every municipality that is compared with is listed: hundreds of rows, which few ask for."""

SHOWN_WORDS = {
    Shown.PROBABILITY: message("Probability"),
    Shown.PRECEDENT: message("Precedent"),
    Shown.PEOPLE: message("People"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the workbench as an address holds it. `typed` is what could not be read as a number."""

    milestone: str
    asked: Asked
    shown: Shown = Shown.PROBABILITY
    listed: bool = False
    typed: tuple[tuple[str, str], ...] = ()

    def with_candidate(self, level: float | None, year: int | None) -> "Question":
        return replace(self, asked=replace(self.asked, level=level, year=year, move=None), typed=())

    def showing(self, shown: Shown) -> "Question":
        return replace(self, shown=shown)

    def listing(self, listed: bool) -> "Question":
        return replace(self, listed=listed)

    def with_indicator(self, indicator: str | None) -> "Question":
        """Another measure has another scale, so the level is left out."""
        return replace(self, asked=Asked(year=self.asked.year, indicator=indicator, rule=self.asked.rule))

    def addresses(self) -> Callable[[float, int], str]:
        """The addresses of many candidates, what they share written once."""
        here, rest = reverse("web:workbench-milestone", args=[self.milestone]), urlencode(self.carried)
        tail = f"&{rest}" if rest else ""

        def address(level: float, year: int) -> str:
            return f"{here}?{LEVEL}={level:.10g}&{YEAR}={year}{tail}"

        return address

    @property
    def address(self) -> str:
        told = urlencode(self.parameters)
        here = reverse("web:workbench-milestone", args=[self.milestone])
        return f"{here}?{told}" if told else here

    @property
    def carried(self) -> tuple[tuple[str, str], ...]:
        """What a form for level and year carries along unseen."""
        return tuple(item for item in self.parameters.items() if item[0] not in (LEVEL, YEAR))

    @property
    def unruled(self) -> tuple[tuple[str, str], ...]:
        """What a form for the rule carries along unseen."""
        return tuple(item for item in self.parameters.items() if item[0] not in (MOST, LEAST, POINTED))

    @property
    def parameters(self) -> dict[str, str]:
        """Everything that is not as usual."""
        asked, usual = self.asked, AmbitionRule()
        told = {
            LEVEL: None if asked.level is None else f"{asked.level:.10g}",
            YEAR: None if asked.year is None else str(asked.year),
            INDICATOR: asked.indicator,
            SHOWN_NAME: None if self.shown is Shown.PROBABILITY else str(self.shown),
            ALL: "1" if self.listed else None,
        }
        rules = (
            (MOST, asked.rule.most_probable, usual.most_probable),
            (LEAST, asked.rule.least_precedent, usual.least_precedent),
            (POINTED, asked.rule.recommended_precedent, usual.recommended_precedent),
        )
        told |= {name: f"{100 * now:.10g}" for name, now, before in rules if now != before}
        return {name: value for name, value in told.items() if value is not None}


def question(milestone: str, asked: QueryDict) -> Question:
    """Read an address; what is no number is left out of the question and kept as it was typed."""
    level, year = _number(asked.get(LEVEL, "")), _number(asked.get(YEAR, ""))
    typed = [(LEVEL, asked.get(LEVEL, ""))] if asked.get(LEVEL, "").strip() and level is None else []
    whole = year is not None and year == int(year) and 0 < year < 10_000
    if asked.get(YEAR, "").strip() and not whole:
        typed.append((YEAR, asked.get(YEAR, "")))
    shown = asked.get(SHOWN_NAME, "")
    return Question(
        milestone,
        Asked(
            level=level,
            year=int(year) if whole and year is not None else None,
            indicator=asked.get(INDICATOR) or None,
            move=MOVES.get(asked.get(MOVE, "")),
            rule=_rule(asked),
        ),
        Shown(shown) if shown in set(Shown) else Shown.PROBABILITY,
        asked.get(ALL) == "1",
        tuple(typed),
    )


def _rule(asked: QueryDict) -> AmbitionRule:
    usual = AmbitionRule()
    return AmbitionRule(
        most_probable=_share(asked.get(MOST, ""), usual.most_probable),
        least_precedent=_share(asked.get(LEAST, ""), usual.least_precedent),
        recommended_precedent=_share(asked.get(POINTED, ""), usual.recommended_precedent),
    )


def _share(text: str, usual: float) -> float:
    """A share of a hundred; the usual one for what is none."""
    value = _number(text)
    return usual if value is None or not 0 <= value <= 100 else value / 100


def _number(text: str) -> float | None:
    """A number with a decimal point or comma, with or without spaces; None for what is none."""
    plain = "".join(text.split()).replace("\u2212", "-").replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if isfinite(value) else None
