"""fardplan calibrate: the milestone workbench on the command line."""

import json
from dataclasses import asdict
from enum import Enum
from typing import Annotated, Any

import typer

from fardplan.cli.session import AsOf, Json, Session, session
from fardplan.cli.tables import table
from fardplan.presentation.numbers import number, stepped
from fardplan.presentation.translations import translate
from fardplan.roadmap.workbench.choice import Cell, Mark
from fardplan.roadmap.workbench.reasons import reasons
from fardplan.roadmap.workbench.vision import VisionRule
from fardplan.roadmap.workbench.words import MARKS, tell_calibration
from fardplan.usecases.calibration import Bench, bench, lay_out, weigh
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.period import Period

SIGNS = {
    Mark.WITHIN_REACH: "·",
    Mark.AMBITIOUS_PRECEDENTED: "◆",
    Mark.UNPRECEDENTED: "△",
    Mark.CANNOT_TELL: "?",
    Mark.PASSED: "✓",
}


def calibrate(
    context: typer.Context,
    milestone: str,
    level: Annotated[float | None, typer.Option(help="The level, in the indicator's unit.")] = None,
    year: Annotated[int | None, typer.Option(help="The year to have reached it.")] = None,
    grid: Annotated[bool, typer.Option("--grid", help="Levels by years.")] = False,
    vision_level: Annotated[float | None, typer.Option(help="What the vision means, as a level.")] = None,
    vision: Annotated[VisionRule | None, typer.Option(help="What the vision means, as a rule.")] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """What a level in a year would ask: the city's record, precedent, forecast, people, gaps."""
    if (level is None) != (year is None):
        raise InputError("a candidate is a level and a year", instead="Give both --level and --year.")
    now = session(context)
    on = bench(now.home(), milestone, as_of=as_of or now.today, vision_level=vision_level, vision_rule=vision)
    if level is not None and year is not None:
        _show_candidate(now, on, level, year, as_json=as_json)
    if grid or level is None:
        _show_grid(now, on, as_json=as_json)


def _show_candidate(now: Session, on: Bench, level: float, year: int, *, as_json: bool) -> None:
    found = weigh(on, level, year)
    if as_json:
        now.tell(json.dumps(_plain(asdict(found)), ensure_ascii=False, indent=1))
        return
    told = tell_calibration(found, on.evidence, on.names, now.language)
    for line in told.summary:
        now.tell(line)
    for heading, paragraph in told.paragraphs:
        now.tell()
        now.tell(heading)
        now.tell(f"  {paragraph}")


def _show_grid(now: Session, on: Bench, *, as_json: bool) -> None:
    rows = lay_out(on, (), ())
    if as_json:
        plain = [[_plain(asdict(cell)) for cell in row] for row in rows]
        now.tell(json.dumps(plain, ensure_ascii=False, indent=1))
        return
    recommended = [cell for row in rows for cell in row if cell.recommended]
    for cell in recommended:
        now.tell(reasons(cell, on.evidence, now.language))
    if not recommended:
        now.say("No level is both ambitious and precedented, or it cannot be told.")
    now.tell()
    step = on.definition.rounded_to
    levels = [stepped(cell.candidate.level, now.language, rounded_to=step) for cell in rows[0]]
    now.tell(
        table(
            ["", *levels],
            [[str(row[0].candidate.year), *(_cell(now, cell) for cell in row)] for row in rows],
            width=140,
        )
    )
    now.say("A cell says: probability if nothing new is done, precedent, people. * is recommended.")
    for mark in Mark:
        now.tell(f"{SIGNS[mark]} {translate(MARKS[mark], now.language)}")


def _cell(now: Session, cell: Cell) -> str:
    sign = SIGNS[cell.mark] + ("*" if cell.recommended else "")
    parts = [_percent(now, cell.probability), _percent(now, cell.precedent)]
    if cell.people is not None:
        parts.append(number(round(cell.people), now.language))
    return f"{sign} {' '.join(parts)}"


def _percent(now: Session, share: float | None) -> str:
    return "?" if share is None else f"{number(100 * share, now.language)}%"


def _plain(value: Any) -> Any:
    """What JSON can hold: periods and enumerations as their text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Period | Enum):
        return str(value)
    return value
