"""Loading a report back that somebody has edited in Word: their own texts are taken up, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.reports.reading import Edited, ReadReport, ReadText, computed_lines, read_report
from fardplan.reports.tree import Report
from fardplan.reports.word import as_word
from fardplan.store.report_texts import OwnWords, wording_at
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.kinds import kind_named, make
from fardplan.usecases.reporting.own_texts import check_not_settled, texts_of, write_texts
from fardplan.usecases.reporting.rights import check_can_write_report
from fardplan.vocabulary.errors import EditConflict, InputError
from fardplan.vocabulary.text import Language


class Outcome(StrEnum):
    """What becomes of an own text of the file."""

    UNCHANGED = "unchanged"
    TAKEN_UP = "taken up"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    REMOVED = "removed"


OUTCOMES = {
    Outcome.UNCHANGED: message("as it was"),
    Outcome.TAKEN_UP: message("taken up"),
    Outcome.CONFLICT: message("was changed here too since the file was made"),
    Outcome.UNKNOWN: message("the report has no such place"),
    Outcome.REMOVED: message("the field is gone from the file, and the text is kept"),
}
NOT_SAVED = message("would be taken up")
"""What becomes of a text that is taken up, where nothing was saved."""


@dataclass(frozen=True, slots=True)
class LoadedText:
    """An own text: what stood in it when the file was made, what is kept now, and what the file has.

    `now_by` is who wrote what is kept. `lost`: pictures or notes in the file's text are not taken up.
    """

    key: str
    title: str
    outcome: Outcome
    made: tuple[str, ...]
    now: tuple[str, ...]
    read: tuple[str, ...]
    now_by: str = ""
    lost: bool = False

    @property
    def changed_here(self) -> bool:
        return self.now != self.made


@dataclass(frozen=True, slots=True)
class EditedHere:
    """Computed text that was edited in Word. `before` is None where it can no longer be told what it was."""

    before: tuple[str, ...] | None
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file gave. `saved`: its texts are kept now. `edited` is None where nobody can tell."""

    kind: str
    subject: str
    language: Language
    as_of: date
    title: str
    texts: tuple[LoadedText, ...]
    edited: tuple[EditedHere, ...] | None
    saved: bool = False

    def told(self, item: LoadedText) -> str:
        """What became of one of its texts, as a message."""
        waits = item.outcome is Outcome.TAKEN_UP and not self.saved
        return NOT_SAVED if waits else OUTCOMES[item.outcome]

    def of(self, outcome: Outcome) -> tuple[LoadedText, ...]:
        return tuple(item for item in self.texts if item.outcome is outcome)


def load_report(
    actor: Actor,
    home: Home,
    content: bytes,
    *,
    name: str,
    today: date,
    dry_run: bool = False,
    mine: bool = False,
) -> Loaded:
    """Take up what was written in the fields of a report that we made as Word, all of it or nothing.

    Nothing is saved where another has written in one of the places since the file was made: the texts of the
    file are then kept beside theirs, unless `mine` lets them stand instead; or with `dry_run`. The same file
    again changes nothing. `name` is the file's. Raises `InputError` for a file that we have not made, or that
    was made in another home, `NotFoundError` for a report that can no longer be made, and `RuleError` for one
    that has been decided on.
    """
    read = read_report(content, where=name)
    marks = read.marks
    language: Language = "en" if marks.language == "en" else "sv"
    kind_named(marks.kind)
    check_can_write_report(actor, marks.kind, marks.subject)
    check_not_settled(marks.kind, marks.subject)
    made = make(actor, home, marks.kind, marks.subject, as_of=marks.as_of, language=language)
    kept = texts_of(marks.kind, marks.subject, language)
    _check_from_here(read, kept, name)
    texts = tuple(_texts(read, made, kept, mine=mine))
    found = Loaded(marks.kind, marks.subject, language, marks.as_of, made.title, texts, _edited(read, made))
    if dry_run:
        return found
    return replace(found, saved=_save(actor, home, read, found, kept, name, today, mine=mine))


def _check_from_here(read: ReadReport, kept: Mapping[str, OwnWords], name: str) -> None:
    for key, revision in read.marks.texts.items():
        if revision > (kept[key].revision if key in kept else 0):
            raise InputError(
                Sentence("the report was made where '{key}' had been saved more often than here", key=key),
                where=name,
                instead=Sentence("Load it where it was made, or make the report again here."),
                outcome=Sentence("Nothing was changed."),
            )


def _texts(
    read: ReadReport, made: Report, kept: Mapping[str, OwnWords], *, mine: bool
) -> Iterator[LoadedText]:
    titles = {part.key: part.title for part in made.own_texts}
    there = {item.key for item in read.texts}
    for item in read.texts:
        yield _text(read, item, titles.get(item.key), kept.get(item.key), mine=mine)
    for key in read.marks.texts:
        if key not in there:
            now = kept[key].paragraphs if key in kept else ()
            yield LoadedText(key, titles.get(key, key), Outcome.REMOVED, _made(read, key), now, ())


def _text(
    read: ReadReport, item: ReadText, title: str | None, now: OwnWords | None, *, mine: bool
) -> LoadedText:
    made, standing = _made(read, item.key), now.paragraphs if now else ()
    if title is None or item.key not in read.marks.texts:
        outcome = Outcome.UNKNOWN
    elif item.paragraphs in (made, standing):
        outcome = Outcome.UNCHANGED
    elif mine or read.marks.texts[item.key] == (now.revision if now else 0):
        outcome = Outcome.TAKEN_UP
    else:
        outcome = Outcome.CONFLICT
    by = now.by if now else ""
    return LoadedText(item.key, title or item.key, outcome, made, standing, item.paragraphs, by, item.lost)


def _made(read: ReadReport, key: str) -> tuple[str, ...]:
    """What stood in a place when the file was made."""
    marks, revision = read.marks, read.marks.texts.get(key, 0)
    language: Language = "en" if marks.language == "en" else "sv"
    words = wording_at(marks.kind, marks.subject, language, key, revision) if revision else None
    return words.paragraphs if words else ()


def _edited(read: ReadReport, made: Report) -> tuple[EditedHere, ...] | None:
    """The computed text that was edited, with what it was as far as the same can be computed today."""
    if not read.edited:
        return None if read.edited is None else ()
    known = computed_lines(as_word(made))
    return tuple(EditedHere(_before(item, known), item.after) for item in read.edited)


def _before(item: Edited, known: Mapping[str, str]) -> tuple[str, ...] | None:
    return tuple(known[one] for one in item.before) if all(one in known for one in item.before) else None


def _save(
    actor: Actor,
    home: Home,
    read: ReadReport,
    found: Loaded,
    kept: Mapping[str, OwnWords],
    name: str,
    today: date,
    *,
    mine: bool,
) -> bool:
    """Whether the texts that were edited are kept now; where one of them is a conflict none is."""
    changes = {
        item.key: (
            item.read,
            kept[item.key].revision if mine and item.key in kept else read.marks.texts[item.key],
        )
        for item in found.texts
        if item.outcome in (Outcome.TAKEN_UP, Outcome.CONFLICT)
    }
    place = (found.kind, found.subject, found.language)
    try:
        write_texts(actor, home, *place, changes, today, as_of=found.as_of, why=name)
    except EditConflict:
        return False
    return True
