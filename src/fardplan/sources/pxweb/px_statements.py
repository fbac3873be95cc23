"""The statements of a PX file: keyword, language, what it is about, and its texts."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fardplan.sources.pxweb.reading import malformed, shown

DATA = "DATA"
_HEAD = re.compile(r"([A-Z][A-Z0-9-]*)\s*(?:\[([^\]\"]+)\])?\s*(?:\(((?:[^\"()]|\"[^\"]*\")*)\))?\s*=")
_SPACE = re.compile(r"\s*")
_STOP = re.compile('[";]')
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([^"]+)"')
_CHARSET = re.compile(rb'CHARSET\s*=\s*"([^"]+)"')

Key = tuple[str, str | None, tuple[str, ...]]
"""Keyword, language (None for the file's own), and what in the table it is about."""


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of a file: `texts` by key, each a text or several; `data` is what follows `DATA=`.

    `data_line` is the line on which `data` begins.
    """

    where: str
    data: str
    texts: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    data_line: int = 1

    def all_of(self, keyword: str, language: str | None = None, *about: str) -> tuple[str, ...]:
        """The texts of a statement; none where it is not there."""
        return self.texts.get((keyword, language, about), ())

    def one(self, keyword: str, language: str | None = None, *about: str) -> str | None:
        """The first text of a statement, or None."""
        found = self.all_of(keyword, language, *about)
        return found[0] if found else None

    def about(self, keyword: str, language: str | None) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Every statement of a keyword in a language: what it is about, and its texts."""
        for (word, tongue, about), texts in self.texts.items():
            if (word, tongue) == (keyword, language):
                yield about, texts


def decoded(content: bytes, where: str) -> str:
    """The text of a PX file, in the character set that it says; without one, the first that fits of UTF-8 and
    Windows-1252.

    A file that an editor has saved again may be in UTF-8 whatever it says: no other text reads as UTF-8.
    """
    if content.startswith(codecs.BOM_UTF8):
        return content[3:].decode("utf-8")
    named = _CODEPAGE.search(content[:4000])
    charset = _CHARSET.search(content[:4000])
    dos = charset is not None and charset[1].upper() in (b"OEM", b"DOS")
    names = [named[1].decode("ascii", "replace")] if named else ["cp850"] if dos else ["cp1252"]
    for name in names if names[0].upper().startswith("UTF") else ["utf-8", *names]:
        try:
            return content.decode(name)
        except LookupError as error:
            raise malformed(where, f"the character set '{name}' is not known") from error
        except UnicodeDecodeError:
            continue
    raise malformed(where, f"the file cannot be read in the character set {' or '.join(names)}")


def statements(text: str, where: str) -> Statements:
    """The statements of a PX file. Raises `SourceError` with the line where one cannot be understood."""
    found: dict[Key, tuple[str, ...]] = {}
    at = _after_space(text, 0)
    while at < len(text):
        head = _HEAD.match(text, at)
        if head is None:
            raise _at(text, at, where, "no statement 'KEYWORD=…;' begins here")
        keyword, language, about = head.groups()
        end = _end(text, head.end(), where)
        if keyword == DATA:
            return Statements(where, text[head.end() : end], found, _line(text, head.end()))
        key = (keyword, language, tuple(_joined_texts(about or "")))
        found[key] = tuple(_told(text[head.end() : end]))
        at = _after_space(text, end + 1)
    raise malformed(where, "the file has no figures: there is no statement DATA")


def _end(text: str, at: int, where: str) -> int:
    """Where the statement ends: the next semicolon outside quotation marks."""
    beginning, quoted = at, False
    for found in _STOP.finditer(text, at):
        if found[0] == '"':
            quoted = not quoted
        elif not quoted:
            return found.start()
    raise _at(text, beginning, where, "the statement that begins here has no end")


def _told(text: str) -> list[str]:
    """The texts of a statement; what stands without quotation marks (YES, 0, TLIST(A1)) counts as a text."""
    if '"' not in text:
        return [part.strip() for part in text.split(",") if part.strip()]
    bare = [part.strip(" ,\r\n\t") for part in _TEXT.sub("\0", text).split("\0")]
    return [part for part in bare if part] + _joined_texts(text)


def _joined_texts(text: str) -> list[str]:
    """The quoted texts. Two with nothing but a line break between are one that goes on."""
    texts: list[str] = []
    end = 0
    for found in _TEXT.finditer(text):
        goes_on = bool(texts) and "," not in text[end : found.start()]
        part = found[1].replace('""', '"')
        if goes_on:
            texts[-1] += part
        else:
            texts.append(part)
        end = found.end()
    return texts


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _at(text: str, at: int, where: str, what: str) -> Exception:
    return malformed(f"{where}:{_line(text, at)}", what, instead=f"It reads {shown(text[at : at + 60])}.")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
