"""fardplan roadmap …"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import AsOf, Json, Session, day_named, session
from fardplan.presentation.gap_target import gap_target_words
from fardplan.presentation.periods import date_text, partial_date_text
from fardplan.presentation.phrases import (
    direction_word,
    force_word,
    link_state_word,
    paragraph_text,
    standing_word,
)
from fardplan.presentation.translations import translate, translate_plural
from fardplan.roadmap.milestone_diff import target_in_words
from fardplan.roadmap.standing import Applying
from fardplan.roadmap.version import Decision, Milestone, RoadmapVersion
from fardplan.sources.council_document import Indicator
from fardplan.sources.council_document.telling import facts_of, word_for
from fardplan.usecases import roadmaps, targets
from fardplan.usecases.files import write_text
from fardplan.usecases.roadmaps import ImportReport
from fardplan.vocabulary.gap import GapMeasure
from fardplan.vocabulary.unit import Unit

MOST_LEFT = 12
"""So many goals and indicators that were left out are named; the others are counted."""

roadmap = typer.Typer(no_args_is_help=True, help="The roadmap: its editions, decisions and differences.")


@roadmap.command()
def show(context: typer.Context, as_of: AsOf = None, as_json: Json = False) -> None:
    """The edition that applies: target areas, milestones, strategies, decision points."""
    now = session(context)
    now.home()
    applying = roadmaps.show(as_of=as_of or now.today)
    if as_json:
        plain = {"standing": applying.standing, **applying.version.model_dump(mode="json")}
        now.tell(json.dumps(plain, ensure_ascii=False, indent=1))
    else:
        _show(now, applying)


@roadmap.command()
def history(context: typer.Context, as_of: AsOf = None) -> None:
    """Every edition with its decision."""
    now = session(context)
    now.home()
    for item in roadmaps.history(as_of=as_of or now.today):
        now.tell(f"{item.version.number}  {_headline(now, item.version, item.standing)}")


@roadmap.command()
def diff(context: typer.Context, old: int, new: int) -> None:
    """How two editions differ, in words."""
    now = session(context)
    found = roadmaps.compare(now.home(), old, new)
    for text in found:
        now.tell(text.in_language(now.language))
    if not found:
        now.say("Version {old} and version {new} say the same.", old=old, new=new)


@roadmap.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write the YAML; - for the terminal.")],
    version: Annotated[int | None, typer.Option(help="Which edition; the one that applies.")] = None,
    as_of: AsOf = None,
) -> None:
    """Write an edition as YAML, which import reads back exactly."""
    now = session(context)
    now.home()
    text = roadmaps.export_version(version, as_of=as_of or now.today)
    if str(file) == "-":
        typer.echo(text, nl=False)
    else:
        write_text(file, text)
        now.say("Written: {path}", path=file)


@roadmap.command(name="import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A draft of a document, or an exported roadmap, as YAML.")],
    accept_matches: Annotated[
        bool, typer.Option("--accept-matches", help="Record the proposed indicators as proposed links.")
    ] = False,
    dated: Annotated[
        str | None, typer.Option(help="The document's date (2018, 2018-06 or a day) when it does not say.")
    ] = None,
) -> None:
    """Make a proposed edition of a file; milestones without an indicator get proposals."""
    now = session(context)
    report = roadmaps.import_file(
        now.home(), file, actor=now.actor, today=now.today, accept_matches=accept_matches, dated=dated
    )
    show_import(now, report)


def show_import(now: Session, report: ImportReport) -> None:
    """What an import made, and which indicators it proposes."""
    version = report.version
    if report.created:
        now.say("Version {number} was made: {title}.", number=version.number, title=version.title.sv)
    else:
        now.say("This is version {number}, which is here already.", number=version.number)
    for milestone in version.milestones:
        if milestone.key not in report.proposed:
            continue
        found = report.proposed[milestone.key]
        if found:
            best = found[0]
            now.tell(
                f"  {milestone.key}: {best.indicator} "
                f"({round(100 * best.confidence)} %: {', '.join(best.words)})"
            )
        else:
            now.tell(f"  {milestone.key}: {translate('no indicator matches', now.language)}")
    if report.proposed and not report.accepted:
        now.say("The indicators are proposals and not recorded; --accept-matches records them.")
    if report.doubts:
        now.say(
            "Doubts of the reading left: {doubts}. `fardplan document read` lists them.", doubts=report.doubts
        )
    if report.left:
        _show_left(now, report)
    _show_not_taken(now, report)


def _show_left(now: Session, report: ImportReport) -> None:
    """What of the document an edition has no place for: nothing is lost in silence."""
    now.tell(
        translate_plural(
            "{count} goal or indicator has no place in a roadmap; it stays in the draft:",
            "{count} goals and indicators have no place in a roadmap; they stay in the draft:",
            len(report.left),
            now.language,
        )
    )
    for item in report.left[:MOST_LEFT]:
        part = "indicators" if isinstance(item, Indicator) else "goals"
        now.tell(f"  {word_for(part, item, now.language)}: {item.text}")
    if len(report.left) > MOST_LEFT:
        now.say("  and {count} more", count=len(report.left) - MOST_LEFT)


def _show_not_taken(now: Session, report: ImportReport) -> None:
    """What a document states and an edition does not take over, or takes from the home instead."""
    if report.stated:
        now.say(
            "The document states levels, years or who is responsible. They are not decided by an import and "
            "stay in the draft; `fardplan roadmap set` proposes a level and a year:"
        )
    for goal in report.stated[:MOST_LEFT]:
        facts = "; ".join(fact for fact in facts_of(goal, now.language) if fact)
        now.tell(f"  {word_for('goals', goal, now.language)}: {goal.text} [{facts}]")
    if len(report.stated) > MOST_LEFT:
        now.say("  and {count} more", count=len(report.stated) - MOST_LEFT)
    if report.undated:
        now.say("The document has no date; {day} stands in its place.", day=report.version.dated)
    if report.other_city:
        now.say(
            "The document is of {municipality}, and the vision, indicators and figures are those of this "
            "home.",
            municipality=report.other_city,
        )


@roadmap.command()
def adopt(
    context: typer.Context,
    version: int,
    body: Annotated[str, typer.Option(help="Who decided: KF, KS, a board.")],
    date: Annotated[str, typer.Option(help="The day of the decision.", metavar="DATE")],
    paragraph: Annotated[str, typer.Option(help="The paragraph of the minutes, for example § 12.")],
    dnr: Annotated[str, typer.Option(help="The diarienummer.")],
) -> None:
    """Record the decision that adopts an edition; it can then no longer be changed."""
    now = session(context)
    now.home()
    decision = Decision(body=body, date=day_named(date), paragraph=paragraph, dnr=dnr)
    adopted = roadmaps.adopt(version, decision, actor=now.actor, today=now.today)
    now.say(
        "Version {number} is adopted: {body} {day}, {paragraph}, {dnr}.",
        number=adopted.number,
        body=body,
        day=date_text(decision.date, now.language),
        paragraph=paragraph_text(paragraph),
        dnr=dnr,
    )
    unmeasured = [item.key for item in adopted.milestones if item.indicator is None]
    if unmeasured:
        now.say("No indicator measures: {milestones}.", milestones=", ".join(unmeasured))


@roadmap.command(name="set")
def set_(
    context: typer.Context,
    milestone: str,
    level: Annotated[float | None, typer.Option(help="The level to reach, in the indicator's unit.")] = None,
    year: Annotated[int | None, typer.Option(help="The year to have reached it.")] = None,
    gap: Annotated[
        GapMeasure | None, typer.Option(help="How the gap between districts is measured, for a gap target.")
    ] = None,
    gap_level: Annotated[float | None, typer.Option(help="The gap to come down to.")] = None,
    gap_year: Annotated[int | None, typer.Option(help="The year to have come down to it.")] = None,
    base: Annotated[int | None, typer.Option("--from", help="The edition to begin from; the newest.")] = None,
) -> None:
    """Propose a level and a year, a gap target, or both: makes the next proposed edition."""
    now = session(context)
    home = now.home()
    made = targets.set_target(
        home,
        milestone,
        level=level,
        year=year,
        gap=targets.gap_target(gap, gap_level, gap_year),
        actor=now.actor,
        today=now.today,
        base=base,
    )
    now.say("Version {number} was made, proposed, not adopted:", number=made.number)
    for text in roadmaps.compare(home, made.based_on or made.number, made.number):
        now.tell(f"  {text.in_language(now.language)}")


def _show(now: Session, applying: Applying) -> None:
    version, city = applying.version, now.home().city
    numbered = translate("version {number}", now.language, number=version.number)
    now.tell(f"{_headline(now, version, applying.standing)}, {numbered}")
    now.tell(f"{version.vision.title.in_language(now.language)}, {version.vision.year}")
    for area in version.target_areas:
        now.tell()
        now.tell(area.name.in_language(now.language).upper())
        for milestone in version.milestones_of(area.key):
            now.tell(f"  {milestone.key}: {milestone.text.in_language(now.language)}")
            for line in _promised(now, milestone, city.unit_of(milestone)):
                now.tell(f"    {line}")
        for strategy in version.strategies_of(area.key):
            now.tell(f"  {strategy.number}. {strategy.text.in_language(now.language)}")
    if version.decision_points:
        now.tell()
        now.say("Decision points:")
    for point in version.decision_points:
        addressee = f"{point.addressee}: " if point.addressee else ""
        force = force_word(point.force, now.language)
        now.tell(f"  {point.number}. {point.text.in_language(now.language)} ({addressee}{force})")


def _headline(now: Session, version: RoadmapVersion, standing: str) -> str:
    decision = version.decision
    parts = (
        (
            f"{decision.body} {date_text(decision.date, now.language)}",
            paragraph_text(decision.paragraph),
            decision.dnr,
        )
        if decision
        else (version.dnr, partial_date_text(version.dated, now.language))
    )
    decided = ", ".join(filter(None, parts))
    title = version.title.in_language(now.language)
    return f"{title} ({standing_word(standing, now.language)}; {decided})"


def _promised(now: Session, milestone: Milestone, unit: Unit | None) -> Iterator[str]:
    """What is wanted, by when, for which gap, and what measures it."""
    yield _wanted(now, milestone, unit)
    if milestone.gap:
        target = gap_target_words(milestone.gap, unit, now.language)
        yield translate("gap between districts: {target}", now.language, target=target)
    link = milestone.indicator
    if link is None:
        yield translate("no indicator measures it", now.language)
    else:
        state = link_state_word(link.state, now.language)
        yield translate(
            "measured by: {indicator} ({state})", now.language, indicator=link.indicator, state=state
        )
    if milestone.context:
        yield translate("context: {indicators}", now.language, indicators=", ".join(milestone.context))


def _wanted(now: Session, milestone: Milestone, unit: Unit | None) -> str:
    direction = (
        direction_word(milestone.wanted, now.language)
        if milestone.wanted
        else translate("no direction stated", now.language)
    )
    if milestone.level is None:
        return f"{direction}; {translate('level and year not decided', now.language)}"
    return f"{direction}; {target_in_words(milestone, unit).in_language(now.language)}"
