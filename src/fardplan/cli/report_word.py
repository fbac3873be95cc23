"""fardplan report load …, fardplan report template …: reports as somebody edits them in Word."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from fardplan.cli.session import Session, session
from fardplan.presentation.periods import date_text
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.reports.template import read_template
from fardplan.reports.word_file import MOST_BYTES
from fardplan.usecases.files import read_bytes
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.kinds import kind_named
from fardplan.usecases.reporting.reading_back import (
    EditedHere,
    Loaded,
    LoadedText,
    Outcome,
    load_report,
)
from fardplan.usecases.reporting.templates import drop_template, keep_template, kept_template, template_path
from fardplan.vocabulary.errors import RuleError

MANY = 12
"""Of how many edited places each is shown."""
BEFORE, IN_FILE = message("Before:"), message("In the file:")
HERE, WAS = message("Here, by {person}:"), message("Was:")


def template_for(now: Session, file: Path | None) -> bytes | None:
    """The template that somebody names for a report, checked, with what it lacks told."""
    if file is None:
        return None
    content = read_bytes(file, most=MOST_BYTES)
    for warning in read_template(content, where=file.name).warnings:
        now.tell(warning.in_language(now.language))
    return content


def load(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A report that was made as Word, and edited.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be taken up, and stop.")
    ] = False,
    mine: Annotated[
        bool,
        typer.Option(
            "--mine", help="Where a text has changed since the file was made: let the file's stand."
        ),
    ] = False,
) -> None:
    """Take up what was written in the fields of a report in Word; figures and computed text are not."""
    now = session(context)
    found = load_report(
        now.actor,
        now.home(),
        read_bytes(file, most=MOST_BYTES),
        name=file.name,
        today=now.today,
        dry_run=dry_run,
        mine=mine,
    )
    now.tell(
        f"{kind_named(found.kind).name.in_language(now.language)}: {found.title}, "
        f"{date_text(found.as_of, now.language)}"
    )
    for item in found.texts:
        _tell_text(now, item, found.told(item))
    _tell_edited(now, found.edited)
    _tell_outcome(now, found, dry_run=dry_run)


def _tell_text(now: Session, item: LoadedText, became: str) -> None:
    now.tell(f"{item.title} ({item.key}): {translate(became, now.language)}")
    if item.outcome in (Outcome.TAKEN_UP, Outcome.CONFLICT):
        _tell_words(now, HERE if item.changed_here else BEFORE, item.now, person=item.now_by)
        _tell_words(now, IN_FILE, item.read)
    elif item.outcome is Outcome.UNKNOWN:
        _tell_words(now, IN_FILE, item.read)
    if item.lost:
        now.say("  Pictures, tables and notes in it are not taken up, but for the words of tables.")


def _tell_words(now: Session, heading: str, paragraphs: Iterable[str], **values: object) -> None:
    lines = [line for words in paragraphs for line in words.split("\n")] or [
        translate("nothing", now.language)
    ]
    now.tell(f"  {translate(heading, now.language, **values)} {lines[0]}")
    for line in lines[1:]:
        now.tell(f"    {line}")


def _tell_edited(now: Session, edited: tuple[EditedHere, ...] | None) -> None:
    if edited is None:
        now.say("Whether computed text was edited cannot be told: the file has lost what it was.")
        return
    if not edited:
        return
    now.tell(
        translate_plural(
            "Computed text was edited in one place, which is not taken up:",
            "Computed text was edited in {count} places, which is not taken up:",
            len(edited),
            now.language,
        )
    )
    for item in edited[:MANY]:
        if item.before is None:
            now.say("  What stood there can no longer be told.")
        else:
            _tell_words(now, WAS, item.before)
        _tell_words(now, IN_FILE, item.after)
    if len(edited) > MANY:
        now.tell("  …")


def _tell_outcome(now: Session, found: Loaded, *, dry_run: bool) -> None:
    taken, met = found.of(Outcome.TAKEN_UP), found.of(Outcome.CONFLICT)
    if met:
        raise RuleError(
            Sentence("what stands in the same place has changed since the file was made"),
            instead=Sentence(
                "Write both together in the file and load it with --mine, or leave what stands."
            ),
            outcome=Sentence("Nothing was taken up.")
            if dry_run
            else Sentence("Nothing was taken up; the texts of the file are kept beside those that stand."),
        )
    if not taken:
        now.say("There is nothing new in it.")
    elif dry_run:
        now.tell(
            translate_plural(
                "One text would be taken up.", "{count} texts would be taken up.", len(taken), now.language
            )
        )
    else:
        now.tell(
            translate_plural(
                "One text was taken up.", "{count} texts were taken up.", len(taken), now.language
            )
        )


def template(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="The city's template as a Word document (.docx).")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Give reports our own look again.")] = False,
) -> None:
    """Keep the city's Word template, which reports are then made in; or tell whether one is kept."""
    now = session(context)
    home = now.home()
    if remove:
        gone = drop_template(now.actor, home)
        if gone:
            now.say("The template is gone: reports have our own look.")
        else:
            now.say("No template is kept.")
    elif file is None:
        _tell_kept(now, home)
    else:
        found = keep_template(now.actor, home, read_bytes(file, most=MOST_BYTES), name=file.name)
        for warning in found.warnings:
            now.tell(warning.in_language(now.language))
        now.say("The template is kept, and reports are made in it.")


def _tell_kept(now: Session, home: Home) -> None:
    if kept_template(home) is None:
        now.say("No template is kept.")
    else:
        now.say("Reports are made in {path}.", path=template_path(home))
