"""fardplan status"""

import json
from typing import Any

import typer

from fardplan.cli.session import AsOf, Json, Session, session
from fardplan.cli.tables import table
from fardplan.presentation.gap_target import tell_gap_target
from fardplan.presentation.periods import date_text
from fardplan.presentation.phrases import development_word, standing_word
from fardplan.presentation.story import Story, tell
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.roadmap.version import Milestone
from fardplan.usecases.status import Internal, StatusReport
from fardplan.usecases.status import status as status_of
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.status import Change, Figure, MilestoneStatus, Verdict

COLUMNS = (
    message("Milestone"),
    message("Latest"),
    message("Development"),
    message("Verdict"),
    message("Target"),
    message("Responsible"),
)


def status(context: typer.Context, as_of: AsOf = None, as_json: Json = False) -> None:
    """Where every milestone stands: latest value, development, verdict, target, who answers."""
    now = session(context)
    report = status_of(now.home(), as_of=as_of or now.today)
    if as_json:
        now.tell(
            json.dumps([as_plain(item, report) for item in report.statuses], ensure_ascii=False, indent=1)
        )
    else:
        show_status(now, report)


def show_status(now: Session, report: StatusReport) -> None:
    """The status as a table, with the sentence of each milestone below it."""
    version = report.applying.version
    now.say(
        "{title}, version {number}: {standing}. Status on {day}.",
        title=version.title.in_language(now.language),
        number=version.number,
        standing=standing_word(report.applying.standing, now.language),
        day=date_text(report.as_of, now.language),
    )
    now.tell()
    stories = [(item, _story(now, report, item)) for item in report.statuses]
    now.tell(
        table(
            [translate(word, now.language) for word in COLUMNS],
            [_row(now, report, item, story) for item, story in stories],
        )
    )
    for item, story in stories:
        now.tell()
        now.tell(f"{item.milestone}: {story.wanted}")
        if _is_simulated(item):
            now.say("  Simulated figures: made up, to show how it works.")
        for sentence in (story.standing, story.course, story.why, story.freshness):
            if sentence:
                now.tell(f"  {sentence}")
        if internal := report.internal.get(item.milestone):
            now.tell(f"  {_held_back(now, internal)}")
        for sentence in _gap(now, report, item):
            now.tell(f"  {sentence}")
        if item.verdict is Verdict.NO_DATA and (needed := _milestone(report, item).needed):
            now.tell(f"  {needed.in_language(now.language)}")


def _row(now: Session, report: StatusReport, status: MilestoneStatus, story: Story) -> tuple[str, ...]:
    internal = report.internal.get(status.milestone)
    made_up = translate("; simulated", now.language) if _is_simulated(status) else ""
    mark = translate("; internal", now.language) if internal and internal.latest else ""
    return (
        status.milestone,
        f"{story.number}{made_up}{mark}" if story.number else "–",
        f"{_development(now, status)}{made_up}",
        f"{story.verdict}{made_up}",
        story.promise,
        story.responsible,
    )


def _is_simulated(status: MilestoneStatus) -> bool:
    return status.latest is not None and status.latest.origin is Origin.SIMULATED


def _development(now: Session, status: MilestoneStatus) -> str:
    return development_word(status.development, now.language)


def _held_back(now: Session, internal: Internal) -> str:
    if internal.latest:
        return translate_plural(
            "The latest figure is internal. In all one figure is held back when publishing.",
            "The latest figure is internal. In all {count} figures are held back when publishing.",
            internal.held_back,
            now.language,
        )
    return translate_plural(
        "One figure is internal and is held back when publishing.",
        "{count} figures are internal and are held back when publishing.",
        internal.held_back,
        now.language,
    )


def _gap(now: Session, report: StatusReport, status: MilestoneStatus) -> tuple[str, ...]:
    if status.gap is None:
        return ()
    definition = report.definitions.get(status.indicator or "")
    told = tell_gap_target(
        status.gap,
        unit=definition.unit if definition else None,
        rounded_to=definition.rounded_to if definition else None,
        language=now.language,
    )
    return (told.standing, told.promise, told.why)


def _story(now: Session, report: StatusReport, status: MilestoneStatus) -> Story:
    definition = report.definitions.get(status.indicator or "")
    milestone = report.applying.version.milestone(status.milestone)
    assert milestone is not None  # the statuses are of this version's milestones
    named = [report.organisations.get(key) for key in status.responsible]
    responsible = tuple(
        name.in_language(now.language) if name else key
        for key, name in zip(status.responsible, named, strict=True)
    )
    return tell(
        status.model_copy(update={"responsible": responsible}),
        text=milestone.text,
        unit=definition.unit if definition else None,
        rounded_to=definition.rounded_to if definition else None,
        today=report.as_of,
        language=now.language,
    )


def _milestone(report: StatusReport, status: MilestoneStatus) -> Milestone:
    milestone = report.applying.version.milestone(status.milestone)
    assert milestone is not None  # the statuses are of this version's milestones
    return milestone


def as_plain(status: MilestoneStatus, report: StatusReport) -> dict[str, Any]:
    """A status as it is written to JSON."""
    internal = report.internal.get(status.milestone)
    return {
        "milestone": status.milestone,
        "verdict": status.verdict,
        "verdict_reason": status.verdict_reason,
        "direction": status.wanted or "unclear",
        "development": status.development,
        "development_reason": status.development_reason,
        "indicator": status.indicator,
        "area": status.area,
        "latest": _figure(status.latest),
        "baseline": _figure(status.baseline),
        "target": status.target.model_dump(mode="json") if status.target else None,
        "path": status.path,
        "since_baseline": _change(status.since_baseline),
        "in_stretch": _change(status.in_stretch),
        "stretch_from": str(status.stretch_from) if status.stretch_from else None,
        "points": status.points,
        "yearly_trend": _trend(status),
        "responsible": list(status.responsible) or "not assigned",
        "days_since_published": status.days_since_published,
        "latest_is_internal": internal.latest if internal else False,
        "held_back": internal.held_back if internal else 0,
        "gap": status.gap.model_dump(mode="json") if status.gap else None,
    }


def _figure(figure: Figure | None) -> dict[str, Any] | None:
    return figure.model_dump(mode="json") if figure else None


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "from": str(change.first.period),
        "to": str(change.latest.period),
        "difference": change.difference,
    }


def _trend(status: MilestoneStatus) -> dict[str, float] | None:
    return (
        dict(zip(("lower", "slope", "upper"), status.yearly_trend, strict=True))
        if status.yearly_trend
        else None
    )
