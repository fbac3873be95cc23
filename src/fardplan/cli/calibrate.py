"""fardplan calibrate: the milestone workbench on the command line."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from fardplan.cli.session import AsOf, Json, Session, session
from fardplan.cli.tables import table
from fardplan.presentation.charts.grid_words import count_cell, share_cell
from fardplan.presentation.charts.standalone import standalone
from fardplan.presentation.numbers import as_given
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import translate
from fardplan.roadmap.workbench.choice import AmbitionRule, Cell, Mark
from fardplan.roadmap.workbench.picture import grid_picture
from fardplan.roadmap.workbench.recommendation import recommended_of
from fardplan.roadmap.workbench.vision import VisionRule
from fardplan.roadmap.workbench.words import MARKS, tell_calibration
from fardplan.usecases.calibration import Bench, bench, lay_out, weigh
from fardplan.usecases.calibration_plain import plain_bench, plain_calibration, plain_grid
from fardplan.usecases.files import write_text
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.gap import GapMeasure
from fardplan.vocabulary.observation import Origin

SIGNS = {
    Mark.WITHIN_REACH: "○",
    Mark.AMBITIOUS_PRECEDENTED: "◆",
    Mark.UNPRECEDENTED: "△",
    Mark.CANNOT_TELL: "?",
    Mark.PASSED: "✓",
}

USUAL = AmbitionRule()

Rows = Sequence[Sequence[Cell]]


def calibrate(
    context: typer.Context,
    milestone: str,
    level: Annotated[float | None, typer.Option(help="The level, in the indicator's unit.")] = None,
    year: Annotated[int | None, typer.Option(help="The year to have reached it.")] = None,
    indicator: Annotated[
        str | None, typer.Option(help="Weigh with one of the milestone's context indicators instead.")
    ] = None,
    gap: Annotated[GapMeasure | None, typer.Option(help="Tell of this gap between districts alone.")] = None,
    vision_level: Annotated[float | None, typer.Option(help="What the vision means, as a level.")] = None,
    vision: Annotated[VisionRule | None, typer.Option(help="What the vision means, as a rule.")] = None,
    grid: Annotated[bool, typer.Option("--grid", help="Levels by years.")] = False,
    levels: Annotated[str | None, typer.Option(help="The grid's levels, such as 85,87.5,90.")] = None,
    years: Annotated[str | None, typer.Option(help="The grid's years, such as 2025,2030.")] = None,
    picture: Annotated[Path | None, typer.Option(help="Write the grid as a picture (SVG).")] = None,
    most_probable: Annotated[
        float, typer.Option(help="Ambitious: doing nothing new reaches it with at most this probability.")
    ] = USUAL.most_probable,
    least_precedent: Annotated[
        float, typer.Option(help="Precedented: at least this share of comparable municipalities did it.")
    ] = USUAL.least_precedent,
    recommended_precedent: Annotated[
        float, typer.Option(help="Recommended: the furthest that at least this share did.")
    ] = USUAL.recommended_precedent,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """What a level in a year would ask: the city's record, precedent, forecast, people, gaps."""
    if (level is None) != (year is None):
        raise InputError(
            Sentence("a candidate is a level and a year"), instead=Sentence("Give both --level and --year.")
        )
    if gap is not None and level is None:
        raise InputError(
            Sentence("a gap is told of a candidate"), instead=Sentence("Give --level and --year as well.")
        )
    rule = AmbitionRule(most_probable, least_precedent, recommended_precedent)
    now = session(context)
    on = bench(
        now.home(),
        milestone,
        as_of=as_of or now.today,
        indicator=indicator,
        vision_level=vision_level,
        vision_rule=vision,
    )
    found = None if level is None or year is None else weigh(on, level, year, rule)
    wants_grid = grid or found is None or bool(picture or levels or years)
    rows = lay_out(on, _numbers(levels), _years(years), rule) if wants_grid else ()
    if picture:
        write_text(
            picture,
            standalone(grid_picture(rows, on.evidence, now.language, title=_title(on, now), id="grid")),
        )
    if as_json:
        told: dict[str, Any] = plain_bench(on, rule)
        told |= {"candidate": plain_calibration(found)} if found else {}
        told |= {"grid": plain_grid(rows, on, rule)} if wants_grid else {}
        now.tell(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if on.evidence.latest.origin is Origin.SIMULATED:
        now.tell(_made_up(now))
    if found:
        words = tell_calibration(found, on.evidence, on.names, now.language, measure=gap)
        _show_candidate(now, on, words.summary, words.paragraphs)
    if wants_grid:
        if found:
            now.tell()
        _show_grid(now, on, rows, rule)
    if picture:
        now.say("The picture is in {path}.", path=picture)


def _show_candidate(
    now: Session, on: Bench, summary: Sequence[str], paragraphs: Sequence[tuple[str, str]]
) -> None:
    for line in summary:
        now.tell(line)
    for heading, paragraph in (*_caution(now, on), *paragraphs):
        now.tell()
        now.tell(heading)
        for line in filter(None, paragraph.splitlines()):
            now.tell(f"  {line}")


def _caution(now: Session, on: Bench) -> tuple[tuple[str, str], ...]:
    """That another indicator than the milestone's own is weighed with, and what it measures."""
    if not on.by_context:
        return ()
    name = on.definition.name.in_language(now.language)
    own = on.instead_of
    told = (
        translate("Weighed with: {name}. The milestone has no indicator of its own.", now.language, name=name)
        if own is None
        else translate(
            "Weighed with: {name}. It is not the milestone's own indicator ({own}), so a level here is no "
            "level for the milestone.",
            now.language,
            name=name,
            own=own.name.in_language(now.language),
        )
    )
    traps = [trap.in_language(now.language) for trap in on.definition.traps]
    return ((translate("Another indicator", now.language), "\n".join([told, *traps])),)


def _made_up(now: Session) -> str:
    return translate("  Simulated figures: made up, to show how it works.", now.language).strip()


def _title(on: Bench, now: Session) -> str:
    title = f"{on.milestone.text.in_language(now.language)} ({on.definition.name.in_language(now.language)})"
    return f"{title}. {_made_up(now)}" if on.evidence.latest.origin is Origin.SIMULATED else title


def _show_grid(now: Session, on: Bench, rows: Rows, rule: AmbitionRule) -> None:
    found = recommended_of(rows, on.evidence, rule)
    for item in found:
        now.tell(item.reasons.in_language(now.language))
    if not found:
        now.tell(_why_none(now, rows))
    for heading, paragraph in _caution(now, on):
        now.tell(f"{heading}: {paragraph.splitlines()[0]}")
    now.tell()
    levels = [as_given(cell.candidate.level, now.language) for cell in rows[0]]
    body = [[str(row[0].candidate.year), *(_cell(now, cell) for cell in row)] for row in rows]
    now.tell(table(["", *levels], body, width=200))
    now.say(
        "Levels in {unit}. A cell says: probability if nothing new is done, precedent with chance taken off, "
        "people. * is recommended.",
        unit=on.definition.unit.label.in_language(now.language),
    )
    now.say(
        "A longer time rests on other years and fewer municipalities, so precedent can fall as years are "
        "added."
    )
    for mark in Mark:
        now.tell(f"{SIGNS[mark]} {translate(MARKS[mark], now.language)}")


def _why_none(now: Session, rows: Rows) -> str:
    marks = {cell.mark for row in rows for cell in row}
    if marks <= {Mark.CANNOT_TELL, Mark.PASSED}:
        return translate("Which level would be ambitious yet precedented cannot be told.", now.language)
    if Mark.CANNOT_TELL in marks:
        return translate(
            "No level in the grid is both ambitious and precedented; some of them cannot be told.",
            now.language,
        )
    return translate("No level in the grid is both ambitious and precedented.", now.language)


def _cell(now: Session, cell: Cell) -> str:
    sign = SIGNS[cell.mark] + ("*" if cell.recommended else "")
    parts = [share_cell(cell.probability, now.language), share_cell(cell.precedent, now.language)]
    if cell.people is not None:
        parts.append(count_cell(cell.people, now.language))
    return f"{sign} {' '.join(parts)}"


def _numbers(text: str | None) -> tuple[float, ...]:
    """Numbers parted by commas, with a point for decimals; each once, in the order given."""
    try:
        return tuple(dict.fromkeys(float(part) for part in (text or "").split(",") if part.strip()))
    except ValueError as error:
        raise InputError(
            Sentence("'{text}' is not a list of levels", text=text),
            instead=Sentence("Part them by commas: 85,87.5,90."),
        ) from error


def _years(text: str | None) -> tuple[int, ...]:
    try:
        return tuple(dict.fromkeys(int(part) for part in (text or "").split(",") if part.strip()))
    except ValueError as error:
        raise InputError(
            Sentence("'{text}' is not a list of years", text=text),
            instead=Sentence("Part them by commas: 2025,2030."),
        ) from error
