"""fardplan evidence …"""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from fardplan.cli.recalculated import show_recalculated
from fardplan.cli.session import AsOf, Json, Session, session
from fardplan.cli.tables import table
from fardplan.evidence.manifest import Vintage
from fardplan.evidence.report import Outcome
from fardplan.presentation.numbers import stepped
from fardplan.presentation.phrases import CELL_MARKS, cell_reason, origin_word
from fardplan.presentation.translations import message, translate
from fardplan.usecases import evidence as use
from fardplan.vocabulary.observation import Clearance, Observation, PublishedBasis

OUTCOMES = {
    Outcome.NEW: message("new"),
    Outcome.UNCHANGED: message("unchanged"),
    Outcome.REVISED: message("revised"),
}

EDITION_COLUMNS = (
    message("Indicator"),
    message("Source"),
    message("Edition"),
    message("Figures"),
    message("Published"),
    message("Loaded"),
    message("Standing"),
)
FIGURE_COLUMNS = (
    message("Period"),
    message("Area"),
    message("Group"),
    message("Value"),
    message("Base"),
    message("Origin"),
    message("Published"),
    message("Source"),
)
PUBLISHED = {
    PublishedBasis.STATED: message("stated"),
    PublishedBasis.CALENDAR: message("ordinary day"),
    PublishedBasis.NO_LATER_THAN: message("no later than"),
    PublishedBasis.LOADED: message("unknown, loaded"),
}
EDITION_FIELDS = ("source", "id", "rows", "published_first", "published_last", "loaded", "current")

evidence = typer.Typer(no_args_is_help=True, help="Evidence: figures with source, edition and doubts.")


@evidence.command()
def load(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A table: CSV, Excel, PX, JSON-stat or SDMX-CSV.")],
    mapping: Annotated[
        Path | None, typer.Option(help="How to read it (YAML); by default FILE.map.yaml beside it.")
    ] = None,
    suggest_mapping: Annotated[
        bool, typer.Option("--suggest-mapping", help="Print a mapping to correct; load nothing.")
    ] = False,
) -> None:
    """Load a table, all of it or nothing; the same content again changes nothing."""
    now = session(context)
    home = now.home()
    if suggest_mapping:
        now.tell(use.suggest(home, file))
        return
    report = use.load(home, file, mapping=mapping, actor=now.actor, today=now.today)
    for warning in report.warnings:
        typer.echo(warning, err=True)
    for item in report.saved.series:
        now.say(
            "{indicator}: {outcome}; {rows} figures, {added} new, {changed} changed, {withdrawn} withdrawn.",
            indicator=item.indicator,
            outcome=translate(OUTCOMES[item.outcome], now.language),
            rows=item.rows,
            added=item.added,
            changed=item.changed,
            withdrawn=item.withdrawn,
        )


@evidence.command(name="list")
def list_(context: typer.Context, as_json: Json = False) -> None:
    """Every indicator, with the editions of its figures."""
    now = session(context)
    found = use.listed(now.home(), today=now.today)
    if as_json:
        plain = [
            {
                "indicator": item.definition.key,
                "editions": [_edition(edition) for edition in item.vintages],
                "newer_since": item.newer_since,
            }
            for item in found
        ]
        now.tell(json.dumps(plain, ensure_ascii=False, indent=1, default=str))
        return
    header = [translate(word, now.language) for word in EDITION_COLUMNS]
    rows = []
    for item in found:
        rows += [
            (
                item.definition.key,
                edition.source,
                edition.id[:12],
                str(edition.rows),
                f"{edition.published_first} – {edition.published_last}",
                str(edition.loaded),
                _standing(now, edition, item.newer_since),
            )
            for edition in item.vintages
        ] or [(item.definition.key, translate("no figures", now.language), "", "0", "", "", "")]
    now.tell(table(header, rows, width=140))


def _standing(now: Session, edition: Vintage, newer_since: date | None) -> str:
    """Whether an edition is the current one, and whether there ought to be a newer."""
    if not edition.current:
        return ""
    if newer_since is None:
        return translate("current", now.language)
    return translate("current; newer ordinarily out since {date}", now.language, date=newer_since)


def _edition(edition: Vintage) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in EDITION_FIELDS}


@evidence.command()
def show(
    context: typer.Context,
    indicator: str,
    as_of: AsOf = None,
    as_json: Json = False,
    division: Annotated[
        str | None, typer.Option(help="Recalculate figures of older districts to this division.")
    ] = None,
) -> None:
    """An indicator's figures with their source, as known on a day."""
    now = session(context)
    if division is not None:
        show_recalculated(now, indicator, division, as_of, as_json=as_json)
        return
    found = use.series(now.home(), indicator, as_of=as_of)
    if as_json:
        now.tell(json.dumps([_plain(item) for item in found.observations], ensure_ascii=False, indent=1))
        return
    now.tell(found.definition.name.in_language(now.language))
    now.tell(found.definition.definition.in_language(now.language))
    now.tell()
    if not found.observations:
        now.say("No figures are known.")
        return
    header = [translate(word, now.language) for word in FIGURE_COLUMNS]
    rows = [_row(now, item, found.definition.rounded_to) for item in found.observations]
    now.tell(table(header, rows, width=150))
    for status in dict.fromkeys(item.status for item in found.observations):
        if status in CELL_MARKS:
            now.tell(f"{CELL_MARKS[status]} = {cell_reason(status, now.language)}")


@evidence.command()
def verify(context: typer.Context) -> None:
    """Check every edition against its checksum; exit code 1 when a file is damaged, absent or unknown."""
    now = session(context)
    found = use.verify(now.home())
    for problem in found.problems:
        now.tell(problem)
    if found.problems:
        raise typer.Exit(1)
    now.say("{editions} editions are as they were written.", editions=found.editions)


def _row(now: Session, item: Observation, rounded_to: float) -> tuple[str, ...]:
    provenance = item.provenance
    source = provenance.source + (f", {provenance.via}" if provenance.via else "")
    if provenance.clearance is Clearance.INTERNAL:
        source += f" ({translate('internal', now.language)})"
    elif provenance.release:
        source += f" ({translate('privacy report {id}', now.language, id=provenance.release)})"
    basis = translate(PUBLISHED[provenance.published_basis], now.language)
    return (
        str(item.period),
        item.area,
        str(item.group),
        _value(now, item, rounded_to),
        str(item.base or ""),
        origin_word(provenance.origin, now.language),
        f"{provenance.published} ({basis})",
        source,
    )


def _value(now: Session, item: Observation, rounded_to: float) -> str:
    """The value with its interval where it has one, or the mark for why there is none."""
    if item.value is None:
        return CELL_MARKS[item.status]
    value = stepped(item.value, now.language, rounded_to=rounded_to)
    if item.lower is None or item.upper is None:
        return value
    ends = (stepped(end, now.language, rounded_to=rounded_to) for end in (item.lower, item.upper))
    return f"{value} ({'–'.join(ends)})"


def _plain(item: Observation) -> dict[str, Any]:
    provenance = item.provenance
    return {
        "indicator": item.indicator,
        "area": item.area,
        "group": str(item.group),
        "period": str(item.period),
        "value": item.value,
        "lower": item.lower,
        "upper": item.upper,
        "base": item.base,
        "status": item.status,
        "note": item.note,
        "source": provenance.source,
        "origin": provenance.origin,
        "address": provenance.address,
        "via": provenance.via,
        "licence": provenance.licence,
        "clearance": provenance.clearance,
        "release": provenance.release,
        "published": provenance.published.isoformat(),
        "published_basis": provenance.published_basis,
        "loaded": provenance.loaded.isoformat(),
    }
