"""The city's own Word template: its styles, logo, page and headers, words to fill and a place for reports.

`{{ title }}` and its like are filled wherever they stand, also where Word has cut them in pieces. The report
is put in place of the paragraph `{{ content }}`, at the end where there is none. What a template has no word
for stands in the report itself: nothing that a report says is lost in any template.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.reports.word_file import open_word, refused, told_as_damage
from fardplan.reports.word_styles import NAMES, Styles
from fardplan.reports.word_text import own_fields
from fardplan.vocabulary.errors import InputError

CONTENT = "content"
WORDS = (
    "title",
    "subtitle",
    "kind",
    "dnr",
    "day",
    "officer",
    "phone",
    "office",
    "addressee",
    "simulated",
)
"""What a template may name between braces, besides the place of the report."""
_WORD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_STORIES = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")


@dataclass(frozen=True, slots=True)
class Template:
    """A template that can be used: the words that it fills, and what it has to be given.

    `in_body`: those of the words that stand in the running text. `missing`: the styles that reports need and
    that it lacks, by their English names.
    """

    words: frozenset[str]
    in_body: frozenset[str]
    missing: tuple[str, ...]
    has_place: bool

    @property
    def warnings(self) -> tuple[Sentence, ...]:
        return tuple(self._warned())

    def _warned(self) -> Iterator[Sentence]:
        if self.missing:
            yield Sentence(
                "The template has no styles for {styles}: they get our own look.",
                styles=", ".join(_both_names(name) for name in self.missing),
            )
        if not self.has_place:
            yield Sentence(
                "The template has no paragraph {place}: the report stands at its end.", place="{{ content }}"
            )


def _both_names(style: str) -> str:
    """A style's name in English and in Swedish: a template may have either."""
    first, *others = NAMES[style]
    return f"{first} ({', '.join(others)})" if others else first


def read_template(content: bytes, *, where: str | None = None) -> Template:
    """What is in a template. Raises `InputError` for a file that is none, or has words that are none."""
    return opened(content, where=where)[1]


def opened(content: bytes, *, where: str | None = None) -> tuple[Any, Template]:
    """The document of a template, to be filled, and what it has. Raises `InputError` as `read_template`."""
    document = open_word(content, where=where)
    with told_as_damage(where):
        return document, _found(document, where)


def _found(document: Any, where: str | None) -> Template:
    if any(True for _ in own_fields(document.element.body)):
        raise refused(
            Sentence("the template has the fields of a report that was made here"),
            Sentence("Take the report's text out of it."),
            where,
        )
    words: set[str] = set()
    in_body: set[str] = set()
    places = 0
    for story in _stories(document):
        for paragraph in story.iter(qn("w:p")):
            text = "".join(piece.text or "" for piece in _pieces(paragraph))
            found = _WORD.findall(text)
            _check_words(found, text, where)
            if CONTENT in found:
                _check_place(document, paragraph, text, where)
                places += 1
            words |= set(found)
            in_body |= set(found) if story is document.element else set()
    if places > 1:
        raise refused(
            Sentence("the template has {count} paragraphs {place}", count=places, place="{{ content }}"),
            Sentence("Leave one of them."),
            where,
        )
    return Template(
        frozenset(words - {CONTENT}), frozenset(in_body - {CONTENT}), Styles(document).missing(), places == 1
    )


def _check_words(found: Iterable[str], text: str, where: str | None) -> None:
    for word in found:
        if word not in WORDS and word != CONTENT:
            near = get_close_matches(word.lower(), [*WORDS, CONTENT], n=1)
            raise InputError(
                Sentence("the template has a word that is none: {word}", word=_braced(word)),
                where=where,
                instead=there_is(
                    [_braced(one) for one in (*WORDS, CONTENT)], asked=_braced(near[0]) if near else None
                ),
                outcome=Sentence("Nothing was read from it."),
            )
    rest = _WORD.sub("", text)
    if "{{" in rest or "}}" in rest or "{%" in rest:
        raise refused(
            Sentence("the template has braces that hold no word: {text}", text=text.strip()[:80]),
            Sentence("Write words as {word}, or take the braces away.", word=_braced("title")),
            where,
        )


def _check_place(document: Any, paragraph: Any, text: str, where: str | None) -> None:
    if _WORD.sub("", text).strip() or len(_WORD.findall(text)) > 1 or _holds_more(paragraph):
        raise refused(
            Sentence("{place} does not stand alone in its paragraph", place="{{ content }}"),
            Sentence("Give it a paragraph of its own."),
            where,
        )
    if paragraph.getparent() is not document.element.body:
        raise refused(
            Sentence(
                "{place} stands in a table, a box, a field, a header or a footer", place="{{ content }}"
            ),
            Sentence("Put it in the running text of the page."),
            where,
        )


def _holds_more(paragraph: Any) -> bool:
    return any(paragraph.find(f".//{qn(name)}") is not None for name in ("w:drawing", "w:pict", "w:object"))


def _braced(word: str) -> str:
    return f"{{{{ {word} }}}}"


def fill(document: Any, values: Mapping[str, str]) -> None:
    """Write what the words stand for, once: what a value has in braces is left as it is."""
    for story in _stories(document, kept=True):
        for paragraph in story.iter(qn("w:p")):
            _fill(paragraph, values)


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    pieces = _pieces(paragraph)
    text = "".join(piece.text or "" for piece in pieces)
    for found in reversed(list(_WORD.finditer(text))):
        if found[1] != CONTENT:
            _replace(pieces, found.start(), found.end(), values[found[1]])


def _replace(pieces: Iterable[Any], start: int, stop: int, value: str) -> None:
    """Put a value where a part of the text stands, in the first of the pieces that it is cut into."""
    at = 0
    for piece in pieces:
        words = piece.text or ""
        first, last = max(start - at, 0), min(stop - at, len(words))
        at += len(words)
        if first < last:
            piece.text = words[:first] + value + words[last:]
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            value = ""


def place_in(document: Any) -> Any:
    """The paragraph where the report is to stand; None where the template has none."""
    for paragraph in document.element.body.findall(qn("w:p")):
        if CONTENT in _WORD.findall("".join(piece.text or "" for piece in _pieces(paragraph))):
            return paragraph
    return None


def _pieces(paragraph: Any) -> list[Any]:
    """The texts of a paragraph, but for those of paragraphs in boxes within it."""
    return [
        piece
        for piece in paragraph.iter(qn("w:t"))
        if next(piece.iterancestors(qn("w:p")), None) is paragraph
    ]


def _stories(document: Any, *, kept: bool = False) -> Iterator[Any]:
    """The body, headers, footers and notes; with `kept`, what is changed in them stays."""
    for part in document.part.package.iter_parts():
        if not part.content_type.endswith(_STORIES):
            continue
        if hasattr(part, "element"):
            yield part.element
        else:
            root = parse_xml(part.blob)
            yield root
            if kept:
                part._blob = serialize_part_xml(root)
