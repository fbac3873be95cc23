"""The annexes: listed under a heading or in a row, opened by a heading of their own, or only referred to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..fuzzy import fold
from ..genre import Section
from ..headings import section_heading
from ..lines import Passage, Piece, Row, passage
from ..numerals import marked
from ..sections import Part

_ENTRY = re.compile(
    r"^(?:[-–•*]\s+)?(?:[Bb]i[lI1]aga|BILAGA)\s+(?P<number>\d{1,2}|[A-ZÅÄÖ])\b\s*[.:–—-]?\s*(?P<name>.*)$"
)
_ROW = re.compile(r"^(?P<many>Bilag(?:a|or))\s*[:–-]\s*(?P<names>\S.{2,})$")
_REFERRED = re.compile(r"\b[Bb]ilag(?:a|or|an)\s+(\d{1,2}|[A-Z])\b(?:\s*[-–]\s*(\d{1,2}))?")
_NOTE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*$")
_SUFFIX = re.compile(r"\.(?:pdf|docx?|xlsx?)$", re.IGNORECASE)
_TELLS = re.compile(
    r"^(?:bilag(?:an|orna)\b|se\s|beslut\w*\s+(?:ska|skickas|exp)|expedieras|för kännedom)", re.IGNORECASE
)
_STROKES = frozenset({"I", "l", "|"})  # as a scan reads 1
_CONTENT = 2  # rows under an annex's own heading from which it counts as being there
_MOST_LISTED = 60  # rows of a list of annexes


@dataclass(frozen=True, slots=True)
class AnnexFound:
    """An annex: the number it is referred to by, what names it, and whether it is in the file.

    `lines` are all that the list says of it stands on.
    """

    number: str | None
    passage: Passage
    present: bool
    reference: Passage | None


@dataclass(slots=True)
class _Entry:
    number: str | None
    rows: list[Row]
    start: int  # offset in the first row where the name begins
    split: bool = False  # names with commas between


def annexes(
    parts: Sequence[Part], rows: Sequence[Row], stops: frozenset[int]
) -> tuple[list[AnnexFound], frozenset[int]]:
    """The annexes in the order listed, and the lines their list stands on."""
    listed, lines = _listed(parts, stops, rows)
    openings = _openings(rows, lines)
    referred = _referred(row for row in rows if row.line not in lines)
    found = [
        _found(number, name, openings, list(referred), at, referred)
        for at, (number, name) in enumerate(listed)
    ]
    known = {annex.number for annex in found}
    for number, name, _, _ in openings:
        if number and number not in known and name:
            found.append(AnnexFound(number, name, True, referred.get(number)))
            known.add(number)
    for number, reference in referred.items():
        if number not in known:
            found.append(AnnexFound(number, reference, False, reference))
    names = {fold(name.flat) for _, name in listed}
    return found, lines | {line for number, _, said, line in openings if number or said in names}


def _found(
    number: str | None,
    name: Passage,
    openings: Sequence[tuple[str | None, Passage | None, str, int]],
    numbers: Sequence[str],
    at: int,
    referred: dict[str, Passage],
) -> AnnexFound:
    known = number if number is not None else (numbers[at] if at < len(numbers) else None)
    present = any(
        (number is not None and opened == number) or said == fold(name.flat)
        for opened, _, said, _ in openings
    )
    return AnnexFound(known, name, present, referred.get(known or ""))


# --- the list ------------------------------------------------------------------------------------


def _listed(
    parts: Sequence[Part], stops: frozenset[int], body: Sequence[Row]
) -> tuple[list[tuple[str | None, Passage]], frozenset[int]]:
    kept = {row.line for row in body}
    entries: list[_Entry] = []
    for part in parts:
        if part.section is Section.ANNEXES and not entries:
            rows = [row for row in part.rows if row.line in kept]
            entries = _under_heading(rows, stops, numbered_heading(part))
    entries = entries or _in_rows(body, stops) or _in_one_row(body, stops)
    lines = frozenset(row.line for entry in entries for row in entry.rows)
    counted = any(entry.number and entry.number.isdecimal() for entry in entries)
    for entry in entries:
        if counted and entry.number in _STROKES:
            entry.number = "1"
    listed = [named for entry in entries for named in _named(entry)]
    return listed, lines


def numbered_heading(part: Part) -> bool:
    """Whether a part begins with "Bilaga 1" alone: then it is the annex, and no list of annexes."""
    return part.heading is not None and bool(re.search(r"\s\d", part.heading.flat))


def _under_heading(rows: Sequence[Row], stops: frozenset[int], numbered: bool) -> list[_Entry]:
    """The items of a list: marked, labelled or one a row, up to what is no item any more."""
    if numbered:
        return []
    entries: list[_Entry] = []
    for row in rows[:_MOST_LISTED]:
        if row.line in stops or section_heading(row.text) or _TELLS.match(row.text) or row.look.heading:
            break
        if entries and _goes_on(entries[-1], row):
            entries[-1].rows.append(row)
            continue
        entry = _entry(row)
        if entry is None or any(entry.number and entry.number == one.number for one in entries):
            break
        if entries and entry.number is None and entries[-1].number is not None:
            break
        entries.append(entry)
    return entries


def _goes_on(entry: _Entry, row: Row) -> bool:
    """Whether a row is the rest of an entry: a small letter, or an open parenthesis before it."""
    text = " ".join(one.text for one in entry.rows)
    if row.look.mark or row.look.new_block:
        return False
    return text.count("(") > text.count(")") or (
        row.text[:1].islower() and not row.open_gap and not marked(row.text)
    )


def _entry(row: Row) -> _Entry | None:
    labelled = _ENTRY.match(row.text)
    if labelled:
        return _Entry(labelled["number"], [row], labelled.start("name"))
    mark = marked(row.text, bare_numbers=True)
    number = re.sub(r"\D", "", row.look.mark) or None if row.look.mark else None
    start = len(row.text) - len(mark.text) if mark else 0
    if mark and not mark.bullet:
        number = mark.mark.strip("[]().,:")
    text = row.text[start:]
    told = len(text.split()) > (8 if text.endswith(".") else 20) or row.text[:1].islower()
    return None if told or len(text.strip()) < 3 else _Entry(number, [row], start)


def _in_rows(rows: Sequence[Row], stops: frozenset[int]) -> list[_Entry]:
    """Rows that each name an annex with its number, standing together without a heading over them."""
    for at, row in enumerate(rows):
        if row.line in stops or not _ENTRY.match(row.text) or not _lists(rows, at):
            continue
        entries: list[_Entry] = []
        for other in rows[at:]:
            match = _ENTRY.match(other.text)
            if match and not any(match["number"] == one.number for one in entries):
                entries.append(_Entry(match["number"], [other], match.start("name")))
            elif entries and _goes_on(entries[-1], other) and not match:
                entries[-1].rows.append(other)
            else:
                break
        return [entry for entry in entries if entry.rows[0].text[entry.start :].strip()]
    return []


def _lists(rows: Sequence[Row], at: int) -> bool:
    """Whether the row is one of a list: another entry follows, or nothing that could be its content."""
    following = rows[at + 1 : at + 3]
    return any(_ENTRY.match(row.text) for row in following) or len(rows) - at <= _CONTENT


def _in_one_row(rows: Sequence[Row], stops: frozenset[int]) -> list[_Entry]:
    """Annexes named in the row that announces them ("Bilagor: Ordlista, Karta")."""
    entries = []
    for at, row in enumerate(rows):
        match = _ROW.match(row.text)
        if match is None or row.line in stops:
            continue
        entry = _Entry(None, [row], match.start("names"), match["many"] == "Bilagor")
        for other in rows[at + 1 : at + 4]:
            if other.open_gap or not _goes_on(entry, other):
                break
            entry.rows.append(other)
        entries.append(entry)
    return entries


def _named(entry: _Entry) -> list[tuple[str | None, Passage]]:
    """The names of an entry without what is told of them in parentheses."""
    whole = passage(entry.rows)
    name = whole.slice(entry.start, len(whole.flat))
    if not entry.split:
        bare = _bare(name)
        return [(entry.number, bare)] if bare else []
    spans, start = [], 0
    for cut in [*re.finditer(r"[,;]\s+(?=[A-ZÅÄÖ])|\s+(?:och|samt)\s+(?=[A-ZÅÄÖ])", name.flat), None]:
        spans.append(name.slice(start, cut.start() if cut else len(name.flat)))
        start = cut.end() if cut else start
    return [(None, bare) for span in spans if (bare := _bare(span))]


def _bare(name: Passage) -> Passage:
    text = _NOTE.sub("", name.flat)
    text = _SUFFIX.sub("", text.rstrip(" .,;"))
    return name.slice(0, len(text))


# --- what is there -------------------------------------------------------------------------------


def _openings(
    rows: Sequence[Row], listed: frozenset[int]
) -> list[tuple[str | None, Passage | None, str, int]]:
    """Rows after a gap that content follows: the number and name they say, and all of it for comparing."""
    found: list[tuple[str | None, Passage | None, str, int]] = []
    last = max(listed, default=0)
    for at, row in enumerate(rows):
        if (
            row.line in listed
            or not row.open_gap
            or row.look.cell is not None
            or len(row.text) > 110
            or not _is_content(rows[at + 1 : at + 30])
        ):
            continue
        match = _ENTRY.match(row.text)
        if match:
            name = match["name"]
            piece = Passage((Piece(row.line, name),)) if name else None
            if row.line > last or not listed or row.look.heading:
                found.append(
                    (match["number"], _bare(piece) if piece else None, fold(_NOTE.sub("", name)), row.line)
                )
        elif row.line > last > 0:
            found.append((None, None, fold(row.text), row.line))
    return found


def _is_content(rows: Sequence[Row]) -> bool:
    """Whether rows are an annex itself: sentences or a table, not a list of names."""
    near = rows[:12]
    if len(near) < _CONTENT or any(_ENTRY.match(row.text) for row in near[:1]):
        return False
    sentences = sum(row.text.rstrip().endswith((".", "-")) or row.text[:1].islower() for row in near)
    tables = sum(len(re.findall(r"\s{2,}\S", row.text)) >= 2 or row.look.cell is not None for row in near)
    figures = sum(len(re.findall(r"\b\d[\d ,.]*\b", row.text)) >= 3 for row in near)
    long = sum(len(row.text.split()) > 14 for row in near)
    return sentences + long >= min(3, len(near) - 1) or tables >= 2 or figures >= 2


def _referred(rows: Iterable[Row]) -> dict[str, Passage]:
    found: dict[str, Passage] = {}
    for row in rows:
        for match in _REFERRED.finditer(row.text):
            first, last = match[1], match[2]
            numbers = (
                [str(number) for number in range(int(first), min(int(last), int(first) + 20) + 1)]
                if last and first.isdigit()
                else [first]
            )
            for number in numbers:
                found.setdefault(number, passage([row]).slice(match.start(), match.end()))
    return found
