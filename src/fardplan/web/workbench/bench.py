"""The page of a milestone on the workbench, made of what the use case found."""

from dataclasses import dataclass
from typing import Any

from fardplan.presentation.charts.grid_model import GridMark
from fardplan.presentation.numbers import as_given
from fardplan.presentation.periods import date_text, period_text
from fardplan.presentation.sentences import error_begun
from fardplan.presentation.translations import translate
from fardplan.roadmap.workbench.kept import CandidateState, KeptCandidate
from fardplan.roadmap.workbench.obstacle import tell_obstacle
from fardplan.roadmap.workbench.speech import Speech
from fardplan.roadmap.workbench.words import MARKS, tell_calibration
from fardplan.usecases.calibration import Bench
from fardplan.usecases.steering.pictures import history
from fardplan.usecases.steering.workbench import IndicatorChoice, Workbench
from fardplan.vocabulary.text import Language
from fardplan.web.workbench.asking import LEVEL, SHOWN_WORDS, YEAR, Question
from fardplan.web.workbench.basis import basis
from fardplan.web.workbench.grid import grid, shape
from fardplan.web.workbench.sections import sections
from fardplan.web.workbench.tiles import tiles


@dataclass(frozen=True, slots=True)
class Control:
    """A number field with its range; `value` is what stands in it."""

    value: str
    least: str
    most: str
    step: str
    unit: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A link among several; `href` is empty where `why_not` says what stands in the way."""

    words: str
    href: str
    chosen: bool
    why_not: str = ""


def bench_page(found: Workbench, question: Question, language: Language) -> dict[str, Any]:
    """The values of `web/workbench/milestone.html`."""
    on, told = found.desk.bench, dict(question.typed)
    page: dict[str, Any] = {
        "milestone": found.milestone,
        "area": found.target_area,
        "version": found.version,
        "stands": found.stands,
        "question": question,
        "simulated": found.simulated,
        "choices": _choices(found, question, language),
        "candidates": _kept(found.candidates, dropped=False),
        "dropped": _kept(found.candidates, dropped=True),
        "released": found.released,
        "may": found.may,
        "obstacle": (),
        "weighed": None,
        "refused": "",
        "typed": tuple(told.values()),
    }
    if on is None or found.desk.obstacle is not None:
        if found.desk.obstacle is not None:
            page["obstacle"] = tell_obstacle(
                found.desk.obstacle, found.milestone, found.desk.definition, language
            )
        return page
    return page | _weighable(found, on, question, told, language)


def _weighable(
    found: Workbench, on: Bench, question: Question, typed: dict[str, str], language: Language
) -> dict[str, Any]:
    speech = Speech(on.evidence, on.names, language)
    until = found.desk.years[-1] if found.desk.years else int(on.evidence.latest.period.position)
    return {
        "on": on,
        "measure": on.definition.name.in_language(language),
        "latest": speech.figure(on.evidence.latest.value),
        "latest_when": period_text(on.evidence.latest.period, language),
        "level": _level(found, on, typed, language),
        "year": _year(found, on, typed),
        "refused": error_begun(found.refused, language) if found.refused else "",
        "grid": grid(found.rows, question, on.evidence, language),
        "shown": tuple(
            Choice(translate(words, language), question.showing(one).address, one is question.shown)
            for one, words in SHOWN_WORDS.items()
        ),
        "shown_words": translate(SHOWN_WORDS[question.shown], language),
        "rule": _rule(found),
        "picture": history(on, found.found, language, until=until),
        "basis": basis(found.desk, on, language),
        "today_words": date_text(found.desk.day, language),
        "weighed": _weighed(found, on, question, speech) if found.found else None,
    }


def _weighed(found: Workbench, on: Bench, question: Question, speech: Speech) -> dict[str, Any]:
    assert found.found is not None
    told = tell_calibration(found.found, on.evidence, on.names, speech.language)
    mark = found.found.mark
    words = speech.say(MARKS[mark])
    year = found.found.candidate.year
    return {
        "sentence": told.summary[0],
        "year_has_come": year <= found.desk.day.year,
        "chance": told.summary[1],
        "mark": mark.value,
        "mark_words": f"{words[:1].upper()}{words[1:]}",
        "shape": shape(GridMark(mark.value)),
        "tiles": tiles(found.found, speech),
        "sections": sections(on, found.found, told, speech.language, listed=question.listed),
        "all_href": question.listing(not question.listed).address,
        "name": f"{as_given(found.found.candidate.level, speech.language)}"
        f" {on.definition.unit.label.in_language(speech.language)} {found.found.candidate.year}",
    }


def _level(found: Workbench, on: Bench, typed: dict[str, str], language: Language) -> Control:
    unit, level = on.definition.unit, found.asked.level
    return Control(
        value=typed.get(LEVEL, "" if level is None else f"{level:.10g}"),
        least="" if unit.floor is None else f"{unit.floor:.10g}",
        most="" if unit.ceiling is None else f"{unit.ceiling:.10g}",
        step=as_given(found.desk.step, language),
        unit=unit.label.in_language(language),
    )


def _year(found: Workbench, on: Bench, typed: dict[str, str]) -> Control:
    year = found.asked.year
    return Control(
        value=typed.get(YEAR, "" if year is None else str(year)),
        least=str(int(on.evidence.latest.period.position) + 1),
        most="" if on.evidence.last_year is None else str(on.evidence.last_year),
        step="1",
        unit="",
    )


def _rule(found: Workbench) -> dict[str, str]:
    rule = found.asked.rule
    return {
        "most": f"{100 * rule.most_probable:.10g}",
        "least": f"{100 * rule.least_precedent:.10g}",
        "pointed": f"{100 * rule.recommended_precedent:.10g}",
    }


def _choices(found: Workbench, question: Question, language: Language) -> tuple[Choice, ...]:
    """The milestone's own measure and those for context, each a link or why it cannot be weighed with."""
    weighed = found.desk.definition.key if found.desk.definition else None
    return tuple(_choice(item, weighed, found, question, language) for item in found.choices)


def _choice(
    item: IndicatorChoice, weighed: str | None, found: Workbench, question: Question, language: Language
) -> Choice:
    name = item.definition.name.in_language(language)
    words = translate("{name} (the milestone's own)", language, name=name) if item.own else name
    chosen = item.definition.key == weighed
    if item.obstacle is not None and not chosen:
        told = tell_obstacle(item.obstacle, found.milestone, item.definition, language)
        return Choice(words, "", chosen, told[0])
    target = question.with_indicator(None if item.own else item.definition.key)
    return Choice(words, target.address, chosen)


def _kept(candidates: tuple[KeptCandidate, ...], *, dropped: bool) -> tuple[KeptCandidate, ...]:
    return tuple(item for item in candidates if (item.state is CandidateState.DROPPED) == dropped)
