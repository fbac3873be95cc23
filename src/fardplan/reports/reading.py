"""Officers' own texts read out of a Word file that we made and that somebody has edited.

What changes have taken out is not read, what they have put in is. Paragraphs and line breaks are kept, lists
and tables as their words; what is bold or red is not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn

from fardplan.presentation.sentences import Sentence
from fardplan.reports.own import paragraphs_of
from fardplan.reports.word_file import open_word, refused, told_as_damage
from fardplan.reports.word_lists import Signs
from fardplan.reports.word_marks import OWN, Marks, marks_of, sum_of, tag_of
from fardplan.reports.word_text import as_text, left_behind, lines_of, own_fields, text_of

EMPTIED = frozenset(
    {
        "Klicka eller tryck här för att ange text.",
        "Klicka här för att ange text.",
        "Click or tap here to enter text.",
        "Click here to enter text.",
    }
)
"""What Word shows in a field that somebody has emptied. How it looks is not asked: what is written beside a
prompt may look like it, and none of that may be lost.
"""


@dataclass(frozen=True, slots=True)
class ReadText:
    """What stands in an own text's field. `lost`: pictures or notes stand there too, which are not read."""

    key: str
    paragraphs: tuple[str, ...]
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """Computed paragraphs that were edited: the sums of what stood there, and what stands there now."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a file says of itself and what was written in it. `edited` is None where nobody can tell."""

    marks: Marks
    texts: tuple[ReadText, ...]
    edited: tuple[Edited, ...] | None


def read_report(content: bytes, *, where: str | None = None) -> ReadReport:
    """Raises `InputError` for a file that is no Word file, or none that we made."""
    document = open_word(content, where=where)
    with told_as_damage(where):
        return _read(document, where)


def _read(document: Any, where: str | None) -> ReadReport:
    marks = marks_of(document)
    if marks is None:
        raise refused(
            Sentence("the file is no report that was made here"),
            Sentence("Make the report as Word, write in that file and load it."),
            where,
        )
    body = document.element.body
    fields = list(own_fields(body))
    lines = [line.text for line in lines_of(body, frozenset(field for field, _ in fields))]
    return ReadReport(marks, tuple(_texts(document, marks, fields, where)), _edited(marks.made, lines))


def _texts(
    document: Any, marks: Marks, fields: list[tuple[Any, str]], where: str | None
) -> Iterator[ReadText]:
    """The texts by key. LibreOffice may cut a field in two: what stands in one after another is one."""
    keys = {tag_of(key): key for key in marks.texts}
    signs = Signs(document)
    found: dict[str, list[Any]] = {}
    for field, tag in fields:
        found.setdefault(keys.get(tag, tag.removeprefix(OWN)), []).append(field)
    for key, pieces in found.items():
        read = [_paragraphs(field, signs) for field in pieces]
        apart = len(pieces) > 1 and not _side_by_side(pieces)
        if apart and len(set(read)) > 1:
            raise refused(
                Sentence("the field '{key}' stands in several places, with different texts", key=key),
                Sentence("Leave one of them."),
                where,
            )
        paragraphs = read[0] if apart else tuple(words for one in read for words in one)
        written = _without_prompt(paragraphs, marks.prompts.get(key))
        yield ReadText(key, written, any(map(left_behind, pieces)))


def _without_prompt(paragraphs: tuple[str, ...], prompt: str | None) -> tuple[str, ...]:
    """What was written before or after what stood there until somebody had."""
    return tuple(words for words in paragraphs if prompt is None or sum_of(words) != prompt)


def _side_by_side(fields: list[Any]) -> bool:
    return all(first.getnext() is second for first, second in pairwise(fields))


def _paragraphs(field: Any, signs: Signs) -> tuple[str, ...]:
    content = field.find(qn("w:sdtContent"))
    if content is None:
        return ()
    within = any(above.tag == qn("w:p") for above in field.iterancestors())
    read = paragraphs_of([text_of(content)] if within else as_text(lines_of(content), signs))
    return () if set(read) <= EMPTIED else read


def _edited(made: tuple[str, ...] | None, lines: list[str]) -> tuple[Edited, ...] | None:
    """Where computed paragraphs differ from those that were made; empty ones count for nothing."""
    if made is None:
        return None
    now = [words for words in lines if words.strip()]
    sums = [sum_of(words) for words in now]
    empty = {sum_of("")}
    old = [one for one in made if one not in empty]
    matcher = SequenceMatcher(None, old, sums, autojunk=False)
    return tuple(
        Edited(tuple(old[start:stop]), tuple(now[first:last]))
        for tag, start, stop, first, last in matcher.get_opcodes()
        if tag != "equal"
    )


def computed_lines(content: bytes) -> Mapping[str, str]:
    """The computed paragraphs of a file that we made, by their sums."""
    body = open_word(content).element.body
    fields = frozenset(field for field, _ in own_fields(body))
    return {sum_of(line.text): line.text for line in lines_of(body, fields)}
