"""fardplan compute: figures from registers, counted where they lie and protected before they are kept."""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.progress import Progress
from fardplan.cli.session import Session, session
from fardplan.cli.tables import table
from fardplan.engines.duckdb_engine import DuckDbEngine
from fardplan.engines.engine import Engine, FaultKind, Verdict
from fardplan.engines.spark_engine import SparkEngine
from fardplan.presentation.numbers import as_given
from fardplan.presentation.privacy import tell, tell_held_back, tell_losses
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.usecases.compute import ComputeReport, Explained
from fardplan.usecases.compute import compute as run
from fardplan.usecases.compute import explain as tell_plan
from fardplan.usecases.counting import Counted
from fardplan.usecases.methods import Compared, compare_methods
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.observation import Status

MEGABYTE = 1_000_000


class EngineName(StrEnum):
    DUCKDB = "duckdb"
    SPARK = "spark"


COLUMNS = (
    message("Indicator"),
    message("Figures"),
    message("Not shown"),
    message("Years"),
)
FAULTS = {
    FaultKind.DUPLICATES: message("rows that stand twice"),
    FaultKind.UNKNOWN_AREA: message("rows with an unknown area"),
    FaultKind.OTHER_DIVISION: message("rows with an area of another time"),
    FaultKind.MISSING: message("rows without a value"),
    FaultKind.UNKNOWN_CATEGORY: message("rows with an unknown category"),
    FaultKind.OUT_OF_RANGE: message("rows with an impossible value"),
}


def compute(
    context: typer.Context,
    indicators: Annotated[
        list[str] | None,
        typer.Argument(help="Indicators to count; without any, all that the registers allow."),
    ] = None,
    register: Annotated[
        list[str] | None,
        typer.Option(help="NAME=PATH: a register and its Parquet file, folder or pattern. Again for each."),
    ] = None,
    registers: Annotated[
        Path | None, typer.Option(help="A folder with a file or folder NAME.parquet for each register.")
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="What counts.")] = EngineName.DUCKDB,
    period: Annotated[
        str | None, typer.Option(help="A year or a span, such as 2015-2024; without it all years.")
    ] = None,
    memory: Annotated[int | None, typer.Option(help="Megabytes that DuckDB may use.", min=100)] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the plan and the queries; count nothing.")
    ] = False,
    methods: Annotated[
        bool, typer.Option("--methods", help="Show what each method of protection would take; keep nothing.")
    ] = False,
    privacy: Annotated[
        bool, typer.Option("--privacy", help="Tell the whole privacy report of each register. Internal.")
    ] = False,
) -> None:
    """Count indicators in registers. Only protected sums are kept, all or none."""
    now = session(context)
    files = _files(register or [], registers, now)
    span = _span(period)
    if explain:
        engine_asked = _engine(engine, memory, None)
        for one in tell_plan(now.home(), indicators or [], files, engine=engine_asked, span=span):
            _show_plan(now, one)
        return
    if methods:
        engine_asked = _engine(engine, memory, None)
        for compared in compare_methods(now.home(), indicators or [], files, engine=engine_asked, span=span):
            _show_methods(now, compared)
        return
    telling = Progress(now.language)
    report = run(
        now.home(),
        indicators or [],
        files,
        engine=_engine(engine, memory, telling),
        actor=now.actor,
        today=now.today,
        span=span,
        on_register=telling.counting,
        on_protecting=telling.protecting,
    )
    telling.end()
    show_computed(now, report, privacy=privacy)


def _show_methods(now: Session, compared: Compared) -> None:
    register = now.home().city.register(compared.register)
    name = register.name.in_language(now.language) if register else compared.register
    now.tell(f"{name}, {compared.period}")
    head, *rows = tell_losses(compared.losses, now.language)
    now.tell(table(head, [row for row in rows if len(row) == len(head)]))
    for method, why in (row for row in rows if len(row) == 2):
        now.tell(f"  {method}: {why}")
    now.tell()


def show_computed(now: Session, report: ComputeReport, *, privacy: bool = False) -> None:
    """What was counted of each register, what is wrong with its rows, and what is not shown."""
    for one in report.counted:
        _show_register(now, one)
        if privacy:
            for line in tell(one.record.report, now.language):
                now.tell(f"  {line}")
    if report.together:
        now.say(
            "Counted again with them, since figures of the same people are protected together: {indicators}.",
            indicators=", ".join(report.together),
        )
    if report.outside:
        now.say(
            "Not counted, since they have nothing for the years asked for: {registers}.",
            registers=", ".join(report.outside),
        )
    for warning in report.saved.warnings:
        typer.echo(warning, err=True)
    if not report.saved.changed_anything:
        now.say("The figures are the same as before.")


def _show_register(now: Session, one: Counted) -> None:
    language = now.language
    now.tell(one.asked.register.name.in_language(language))
    if one.inspection.simulated:
        now.say("The register is simulated: nothing in it is real, and every figure of it says so.")
    else:
        now.say("Nothing marks the register as simulated: its figures are taken as real.")
    now.say(
        "{rows} rows, of which {judged} were counted.",
        rows=as_given(one.quality.rows, language),
        judged=as_given(one.quality.judged, language),
    )
    for exclusion in one.asked.register.exclusions:
        rows = one.quality.excluded.get(exclusion.key, 0)
        if rows:
            now.tell(f"  {exclusion.text.in_language(language)}: {as_given(rows, language)}")
    for fault in one.quality.faults:
        if fault.verdict is not Verdict.FINE:
            column = f" ({fault.column})" if fault.column else ""
            codes = f": {', '.join(fault.codes)}" if fault.codes else ""
            what = translate(FAULTS[fault.kind], language)
            now.tell(f"  ! {as_given(fault.rows, language)} {what}{column}{codes}")
    for warning in one.warnings:
        now.tell(f"  ! {warning}")
    _show_untold(now, one)
    now.tell(table([translate(word, language) for word in COLUMNS], list(_rows(now, one))))
    for sentence in tell_held_back(one.record.report, language):
        now.tell(f"  ! {sentence}")
    if one.former:
        now.say(
            "Counted as well, not told: what {indicators} counted before, since readers have figures of it.",
            indicators=", ".join(one.former),
        )
    now.say(
        "Privacy report {id}: {hidden} figures are not shown, and everything shown has withstood the audit.",
        id=one.record.report.id,
        hidden=as_given(sum(item.status is Status.SUPPRESSED for item in one.observations), language),
    )
    now.tell()


def _show_untold(now: Session, one: Counted) -> None:
    for key, reasons in one.plan.untold.items():
        for reason in dict.fromkeys(reasons.values()):
            years = ", ".join(str(year) for year, told in reasons.items() if told == reason)
            now.say(
                "  {indicator} has no figure for {years}: {reason}", indicator=key, years=years, reason=reason
            )


def _rows(now: Session, one: Counted) -> Iterable[tuple[str, ...]]:
    for definition in one.asked.indicators:
        own = [item for item in one.observations if item.indicator == definition.key]
        hidden = sum(item.status is Status.SUPPRESSED for item in own)
        periods = sorted({item.period for item in own})
        years = f"{periods[0]}–{periods[-1]}" if periods else ""
        yield (definition.key, as_given(len(own), now.language), as_given(hidden, now.language), years)


def _show_plan(now: Session, one: Explained) -> None:
    now.tell(one.register)
    for line in one.lines:
        now.tell(f"  {line}")
    for query in one.queries:
        now.tell()
        now.tell(query)
    now.tell()


def _files(named: Sequence[str], folder: Path | None, now: Session) -> dict[str, list[Path]]:
    """The files of each register; one that is named by itself goes before the folder's."""
    found: dict[str, list[Path]] = {}
    for text in named:
        name, equals, path = text.partition("=")
        if not (name and equals and path):
            raise InputError(
                Sentence("'{text}' does not name a register and its files", text=text),
                instead=Sentence("Write for example --register befolkning=befolkning.parquet."),
            )
        found.setdefault(name, []).append(Path(path))
    if folder is not None:
        for key, file in _of_folder(folder, now).items():
            found.setdefault(key, [file])
    return found


def _of_folder(folder: Path, now: Session) -> dict[str, Path]:
    """The registers that lie in a folder under their names; says which other files do."""
    names = [item.key for item in now.home().city.registers]
    looked_for = Sentence(
        "Registers there are called {files}.", files=", ".join(f"{name}.parquet" for name in names)
    )
    if not folder.is_dir():
        raise InputError(Sentence("there is no such folder"), where=str(folder), instead=looked_for)
    found = {
        name: file for name in names for file in (folder / name, folder / f"{name}.parquet") if file.exists()
    }
    if not found:
        raise InputError(
            Sentence("there is no register in the folder"), where=str(folder), instead=looked_for
        )
    others = sorted(path.name for path in folder.glob("*.parquet") if path not in found.values())
    if others:
        said = message("Not read, since no register is called so: {files}.")
        typer.echo(translate(said, now.language, files=", ".join(others)), err=True)
    return found


def _span(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{4})(?:[-–](\d{4}))?", text.strip())
    if match is None:
        raise InputError(
            Sentence("'{text}' is not a span of years", text=text),
            instead=Sentence("Write for example 2015-2024, or 2024."),
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise InputError(
            Sentence("the span {text} ends before it begins", text=text),
            instead=Sentence("Write {last}-{first}.", last=last, first=first),
        )
    return first, last


def _engine(name: EngineName, memory: int | None, progress: Callable[[float], None] | None) -> Engine:
    if name is EngineName.SPARK:
        return SparkEngine()
    return DuckDbEngine(memory=memory * MEGABYTE if memory else None, progress=progress)
