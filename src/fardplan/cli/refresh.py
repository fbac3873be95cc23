"""fardplan evidence refresh, panel, waiting, approve and decline."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer

from fardplan.cli.session import Session, session
from fardplan.evidence.report import SeriesReport
from fardplan.presentation.sentences import error_in, said_in
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.network import network_of
from fardplan.sources.kolada.client import ADDRESS as KOLADA
from fardplan.usecases import approvals
from fardplan.usecases import refresh as use
from fardplan.usecases.refresh import Sources
from fardplan.usecases.refreshed import Refreshed, RefreshReport, SeriesRefreshed
from fardplan.vocabulary.check import Checked, Severity
from fardplan.vocabulary.text import Language

OUTCOMES = {
    Refreshed.NEW: message("new figures"),
    Refreshed.REVISED: message("revised"),
    Refreshed.UNCHANGED: message("unchanged"),
    Refreshed.WAITING: message("waits for approval"),
    Refreshed.DECLINED: message("declined before"),
    Refreshed.OLDER: message("older than what is known"),
    Refreshed.REFUSED: message("no figures"),
    Refreshed.UNREACHABLE: message("could not be reached"),
    Refreshed.UNPLACED: message("waits for a file"),
}
COUNTED: dict[Refreshed, Callable[[int, Language], str]] = {
    Refreshed.NEW: lambda count, language: translate_plural(
        "{count} has new figures", "{count} have new figures", count, language
    ),
    Refreshed.REVISED: lambda count, language: translate_plural(
        "{count} is revised", "{count} are revised", count, language
    ),
    Refreshed.UNCHANGED: lambda count, language: translate_plural(
        "{count} is unchanged", "{count} are unchanged", count, language
    ),
    Refreshed.WAITING: lambda count, language: translate_plural(
        "{count} waits for approval", "{count} wait for approval", count, language
    ),
    Refreshed.DECLINED: lambda count, language: translate_plural(
        "{count} was declined before", "{count} were declined before", count, language
    ),
    Refreshed.OLDER: lambda count, language: translate_plural(
        "{count} is older than what is known", "{count} are older than what is known", count, language
    ),
    Refreshed.REFUSED: lambda count, language: translate_plural(
        "{count} has no figures", "{count} have no figures", count, language
    ),
    Refreshed.UNREACHABLE: lambda count, language: translate_plural(
        "{count} was not reached", "{count} were not reached", count, language
    ),
    Refreshed.UNPLACED: lambda count, language: translate_plural(
        "{count} waits for a file", "{count} wait for files", count, language
    ),
}
"""So many series with an outcome, in words."""

SEVERITIES = {Severity.NOTE: "", Severity.WARNING: "! ", Severity.STOP: "!! "}
FAILURES = (Refreshed.UNREACHABLE, Refreshed.REFUSED)

Why = Annotated[str | None, typer.Option(help="Why, kept with the decision.")]
Indicators = Annotated[
    list[str] | None, typer.Argument(help="Indicators; all that can be asked for if none.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Ask and tell what is new; make nothing current.")]
Kept = Annotated[bool, typer.Option("--kept", help="Read again what sources answered before; ask nobody.")]
Again = Annotated[bool, typer.Option("--again", help="Also ask for what was answered within the hour.")]
KoladaAddress = Annotated[
    str,
    typer.Option("--kolada", envvar="FARDPLAN_KOLADA", help="Where Kolada answers, for trying on a fake."),
]


def refresh(
    context: typer.Context,
    indicators: Indicators = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Only this kind of source: kolada, pxweb, skolverket.")
    ] = None,
    dry_run: DryRun = False,
    kept: Kept = False,
    again: Again = False,
    kolada: KoladaAddress = KOLADA,
) -> None:
    """Ask the sources for new figures; exit code 1 when one gave none."""
    with _reached(kolada, kept=kept, again=again) as reached:
        _refresh(session(context), indicators or [], source or [], reached, panel=False, trial=dry_run)


def panel(
    context: typer.Context,
    indicators: Indicators = None,
    dry_run: DryRun = False,
    kept: Kept = False,
    again: Again = False,
    kolada: KoladaAddress = KOLADA,
) -> None:
    """Ask for the figures of every municipality, whom the workbench compares with."""
    with _reached(kolada, kept=kept, again=again) as reached:
        _refresh(session(context), indicators or [], ["kolada"], reached, panel=True, trial=dry_run)


@contextmanager
def _reached(kolada: str, *, kept: bool, again: bool) -> Iterator[Sources]:
    """How the sources are reached, by the settings of the machine."""
    with closing(HttpAsker(network=network_of(os.environ))) as asker:
        yield Sources(None if kept else asker, kolada, again)


def _refresh(
    now: Session,
    indicators: Sequence[str],
    kinds: Sequence[str],
    sources: Sources,
    *,
    panel: bool,
    trial: bool,
) -> None:
    report = use.refresh(
        now.home(),
        sources=sources,
        actor=now.actor,
        now=datetime.now(UTC),
        indicators=indicators,
        kinds=kinds,
        panel=panel,
        trial=trial,
    )
    _show(now, report)
    if any(report.of(outcome) for outcome in FAILURES):
        raise typer.Exit(1)


def _show(now: Session, report: RefreshReport) -> None:
    for why, items in _by_reason(report.series, now.language):
        for item in items:
            _show_series(now, item)
        for line in why.splitlines():
            now.tell(f"  {line}")
    counts = ", ".join(
        told(len(found), now.language) for outcome, told in COUNTED.items() if (found := report.of(outcome))
    )
    now.tell()
    now.say("Series: {counts}.", counts=counts)
    if report.recalled:
        now.say(
            "Some answers came {time} and were not asked for again; --again asks for them.",
            time=f"{report.recalled.astimezone():%Y-%m-%d %H:%M}",
        )
    if not report.saved:
        now.say("This was a trial: nothing has become current.")
    if report.of(Refreshed.WAITING) and report.saved:
        now.say("See what waits: fardplan evidence waiting")


def _by_reason(
    series: Sequence[SeriesRefreshed], language: Language
) -> list[tuple[str, list[SeriesRefreshed]]]:
    """Series with why there is nothing of them, empty for the others: one reason of many is told once."""
    told: list[tuple[str, list[SeriesRefreshed]]] = []
    of_reason: dict[str, list[SeriesRefreshed]] = {}
    for item in series:
        why = error_in(item.error, language) if item.error else said_in(item.why or "", language)
        if why in of_reason:
            of_reason[why].append(item)
            continue
        told.append((why, [item]))
        if why:
            of_reason[why] = told[-1][1]
    return told


def _show_series(now: Session, item: SeriesRefreshed) -> None:
    now.tell(f"{item.indicator}: {translate(OUTCOMES[item.outcome], now.language)}")
    now.tell(f"  {item.source}")
    if item.report and item.outcome is not Refreshed.UNCHANGED:
        _show_figures(now, item.report)
    if item.outcome is not Refreshed.UNCHANGED:
        _show_checks(now, item.checks)


def _show_figures(now: Session, report: SeriesReport) -> None:
    told = translate_plural(
        "  {count} figure, {added} new, {changed} changed, {withdrawn} withdrawn.",
        "  {count} figures, {added} new, {changed} changed, {withdrawn} withdrawn.",
        report.rows,
        now.language,
        added=report.added,
        changed=report.changed,
        withdrawn=report.withdrawn,
    )
    now.tell(told)


def _show_checks(now: Session, checks: Sequence[Checked]) -> None:
    for check in checks:
        now.tell(f"  {SEVERITIES[check.severity]}{check.text.in_language(now.language)}")


def waiting(context: typer.Context) -> None:
    """Figures that have arrived and that a statistician must approve first."""
    now = session(context)
    found = approvals.waiting(now.home())
    if not found:
        now.say("No figures wait.")
    for one in found:
        now.tell(f"{one.vintage.indicator}: {one.vintage.source}, {one.vintage.loaded}")
        _show_figures(now, one.report)
        _show_checks(now, one.vintage.checks)
    if found:
        now.say("Approve: fardplan evidence approve INDICATOR. Decline: fardplan evidence decline INDICATOR")


def approve(context: typer.Context, indicator: str, why: Why = None) -> None:
    """Make figures that wait current."""
    now = session(context)
    approvals.approve(now.home(), indicator, actor=now.actor, today=now.today, why=why)
    now.say("The figures of {indicator} are current.", indicator=indicator)


def decline(context: typer.Context, indicator: str, why: Why = None) -> None:
    """Say no to figures that wait; the same figures will not wait again."""
    now = session(context)
    approvals.decline(now.home(), indicator, actor=now.actor, today=now.today, why=why)
    now.say("The figures of {indicator} have been declined.", indicator=indicator)
