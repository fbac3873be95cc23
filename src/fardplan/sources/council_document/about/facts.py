"""What a document states of itself under labels: "Diarienummer: KS 2021/12", "Antagen av …", "Handläggare".

A label stands first in a row, in a column of it or in a sentence. Its value stands after it, in the next
column or cell, or beneath it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ..fuzzy import bare, fold
from ..genre import canonical
from ..lines import Row

_SEPARATOR = re.compile(r"\s{2,}|\t|\s[|·•]\s|(?<=[\wåäö\d)][.;])\s+(?=[A-ZÅÄÖ])")
_AFTER_LABEL = re.compile(r"[\s:–-]*")
_UNFILLED = re.compile(r"\W*(?:klicka\b|skriv (?:in|här)\b|ange (?:datum|text|här)\b|x{3,})", re.IGNORECASE)
_BENEATH = 4  # letters that a value beneath its label may stand to either side


class Label(Enum):
    """What a label asks for."""

    NAME = "name"
    KIND = "kind"
    DECIDED = "decided"
    DECIDED_ON = "decided on"
    DATE = "date"
    DNR = "dnr"
    OFFICER = "officer"
    CONTACT = "contact"
    RESPONSIBLE = "responsible"
    VALID = "valid"
    VALID_FROM = "valid from"
    REVIEWED = "reviewed"
    REPLACES = "replaces"
    FOR_WHOM = "for whom"
    ANSWERS = "answers"
    OTHER = "other"


_LABELS: dict[Label, tuple[str, ...]] = {
    Label.NAME: (
        *("titel", "dokumentnamn", "dokumentets namn", "dokumentets titel", "dokumenttitel"),
        *("namn på dokumentet", "styrdokumentets namn", "dokumentegenskaper"),
    ),
    Label.KIND: (
        *("dokumenttyp", "typ av styrdokument", "styrdokumentets typ", "typ av dokument", "styrdokumentstyp"),
        *("dokumentkategori", "dokumentslag", "typ av handling", "dokumentets typ", "styrdokument"),
    ),
    Label.DECIDED: (
        *("antagen av", "antaget av", "antagna av", "fastställd av", "fastställt av", "fastställda av"),
        *("beslutad av", "beslutat av", "beslutade av", "godkänd av", "godkänt av", "antas av", "beslut av"),
        *("fastställs av", "beslutande instans", "beslutsinstans", "beslutande organ", "beslutsorgan"),
        *("beslutsfattare", "antagandeinstans", "fastställande instans", "antagande instans", "antagen i"),
        *("fastställd i", "beslutad i", "beslutande", "fastställare", "beslutat i", "antaget i"),
        *("dokumentet är beslutat av", "dokumentet beslutades av", "dokumentet är antaget av"),
        *("fastställelseinstans", "politisk instans", "beslutande nämnd", "fastställande organ"),
    ),
    Label.DECIDED_ON: (
        *(
            "beslutsdatum",
            "datum för beslut",
            "antagandedatum",
            "antagen",
            "antaget",
            "antagna",
            "fastställd",
        ),
        *("fastställt", "beslutad", "beslutat", "datum för antagande", "datum för fastställande", "beslut"),
        *("fastställelsedatum", "antagen den", "fastställd den", "beslutad den", "senast antagen", "godkänd"),
        *("dokumentet beslutades den", "dokumentet beslutades", "dokumentet antogs den", "dokumentet antogs"),
        *("datum för fastställelse", "fastställda", "beslutsdatum och paragraf", "beslutsdatum och §"),
    ),
    Label.DATE: ("datum", "dokumentdatum", "upprättad", "upprättad den", "daterad"),
    Label.DNR: (
        *("dnr", "diarienummer", "diarienr", "ärendenummer", "ärendenr", "ärende nr", "ärende", "beteckning"),
        *("vår beteckning", "diariebeteckning", "ärendebeteckning", "dnr nr", "diarie nr", "ärende-id"),
        *("diarienummer/beteckning", "dnr/beteckning", "dokument-id", "vår referens", "dokumentnummer"),
    ),
    Label.OFFICER: (
        *("handläggare", "ansvarig handläggare", "handläggare/författare", "tjänsteställe/handläggare"),
        *("författare", "upprättad av", "utredare", "handläggande tjänsteperson", "skriven av"),
        *("handläggande tjänsteman", "tjänsteställe, handläggare", "föredragande", "projektledare"),
        *("handläggare, titel", "framtagen av", "sammanställd av", "utarbetad av", "handläggarens namn"),
    ),
    Label.CONTACT: ("kontaktperson", "kontakt", "kontaktpersoner", "kontaktuppgifter", "frågor besvaras av"),
    Label.RESPONSIBLE: (
        *("dokumentansvarig", "dokumentansvarig tjänsteperson", "ansvarig tjänsteperson", "dokumentägare"),
        *("dokumentansvarig är", "dokumentet förvaltas av", "ansvarig för dokumentet är"),
        *("ansvarig tjänsteman", "ansvarig för dokumentet", "ansvarig för styrdokumentet", "processägare"),
        *("ansvarig för revidering", "dokumentansvarig tjänsteman", "innehållsansvarig", "dokumentansvar"),
        *(
            "ansvarig för uppföljning",
            "dokumentförvaltare",
            "tjänsteansvarig",
            "sakansvarig",
            "huvudansvarig",
        ),
    ),
    Label.VALID: (
        *("giltighetstid", "giltighet", "gäller", "gäller till", "gäller till och med"),
        *("gäller tills", "giltig till", "giltig till och med", "planperiod", "tidsperiod"),
        *("giltighetsperiod", "programperiod", "gäller under"),
        *("gäller perioden", "period", "gäller åren", "dokumentet gäller till och med"),
        *("dokumentet gäller", "dokumentet gäller till", "gäller t.o.m.", "giltig t.o.m."),
        *(
            "dokumentet gäller till den",
            "dokumentet gäller till och med den",
            "dokumentet gäller fram till",
            "dokumentet gäller tills",
        ),
        *("avser", "avser perioden", "giltig", "giltig t.o.m", "gäller t.o.m"),
    ),
    Label.VALID_FROM: (
        "gäller från",
        "giltig från",
        "gäller fr.o.m",
        "giltig fr.o.m",
        "ikraftträdande",
        "träder i kraft",
    ),
    Label.REVIEWED: (
        *("nästa revidering", "revideras", "revideras senast", "revidering senast", "ska revideras"),
        *("nästa översyn", "nästa aktualitetsprövning", "ses över", "ses över senast", "uppdateras senast"),
        *("ska revideras senast", "aktualitetsprövas", "aktualitetsprövas senast", "utvärderas"),
    ),
    Label.REPLACES: (
        *(
            "ersätter",
            "ersätter dokument",
            "ersätter tidigare",
            "tidigare version",
            "beslutad tidigare version",
            "dokumentet ersätter",
        ),
    ),
    Label.ANSWERS: ("ansvarig", "ansvarig chef"),
    Label.FOR_WHOM: (
        "dokumentet gäller för",
        "dokumentet omfattar",
        "gäller för",
        "målgrupp",
        "omfattar",
        "berörda verksamheter",
        "gäller även för",
    ),
    Label.OTHER: (
        *("telefon", "e-post", "epost", "reviderad", "revidering", "senast reviderad", "sida"),
        *("version", "versionsnummer", "till", "status", "publicerad"),
        *("relaterade dokument", "relaterade styrdokument", "uppföljning", "utgåva"),
        *("aktualitetsprövning", "senast ändrad", "postadress", "besöksadress", "bilagor", "mottagare"),
        *("uppdateras", "uppdaterad", "omfattning", "lagstöd", "telefonnummer", "fax", "webbplats", "orgnr"),
        *("organisationsnummer", "org.nr", "bankgiro", "foto", "illustration", "tryck", "grafisk form"),
        *("granskad av", "kvalitetssäkrad av", "sekretess", "informationsklass", "dokument", "ärendetyp"),
    ),
}
_OF_SOMEBODY = frozenset({Label.NAME, Label.OFFICER, Label.CONTACT, Label.RESPONSIBLE})
_SPELLED: tuple[tuple[Label, tuple[str, ...]], ...] = tuple(
    sorted(
        ((label, tuple(phrase.split())) for label, phrases in _LABELS.items() for phrase in phrases),
        key=lambda entry: -len(entry[1]),
    )
)
_WORDS = tuple(sorted({word for _, phrase in _SPELLED for word in phrase}))


@dataclass(frozen=True, slots=True)
class Slot:
    """A column, a cell or a sentence of a row: where it stands and what it says."""

    row: Row
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.row.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands under it, with the place of its row among those looked through."""

    label: Label
    value: Slot
    place: int


def slots(row: Row) -> list[Slot]:
    """The columns of a row, sentences parted too."""
    found: list[Slot] = []
    start = 0
    for match in [*_SEPARATOR.finditer(row.text), None]:
        end = match.start() if match else len(row.text)
        if row.text[start:end].strip():
            found.append(Slot(row, start, end))
        start = match.end() if match else end
    return found


def facts(rows: Sequence[Row]) -> list[Fact]:
    """Every labelled statement of the rows, in their order."""
    split = [slots(row) for row in rows]
    found: list[Fact] = []
    for place, row_slots in enumerate(split):
        for at, slot in enumerate(row_slots):
            labelled = label_of(slot.text)
            if labelled is None:
                continue
            value = _value(split, place, at, labelled[1])
            unfilled = labelled[0] in _OF_SOMEBODY and value is not None and _UNFILLED.match(value.text)
            if value is not None and not unfilled:
                found.append(Fact(labelled[0], value, place))
    return found


def label_of(text: str) -> tuple[Label, int] | None:
    """The label that a text begins with, and where what it labels begins."""
    tokens = list(re.finditer(r"[^\s:]+:?", text))[:5]
    for label, phrase in _SPELLED:
        size = len(phrase)
        if size <= len(tokens) and all(_said(tokens[at].group(), word) for at, word in enumerate(phrase)):
            ended = tokens[size - 1].end()
            gap = _AFTER_LABEL.match(text, ended)
            start = gap.end() if gap else ended
            if _plausible(label, phrase, text, ended, start):
                return label, start
    return None


def _plausible(label: Label, phrase: tuple[str, ...], text: str, ended: int, start: int) -> bool:
    """A label of one word needs a colon, a number, a capital or nothing after it; "Beslut om …" is none."""
    if not text[:1].isupper() and label is not Label.DNR:
        return False
    if ":" in text[ended - 1 : start] or start >= len(text):
        return True
    if label in {Label.DECIDED, Label.REPLACES, Label.VALID, Label.VALID_FROM}:
        return True
    if label is Label.DECIDED_ON:
        return len(phrase) > 1 or bool(re.match(r"\d|[A-ZÅÄÖ]|den\s+\d|av\s|i\s", text[start:]))
    return len(phrase) == 1 and (text[start].isdigit() or text[start].isupper())


@lru_cache(maxsize=16384)
def _said(token: str, word: str) -> bool:
    read = fold(bare(token))
    if read == fold(word):
        return True
    return len(word) >= 6 and canonical(token, _WORDS) == word


def _value(split: Sequence[Sequence[Slot]], place: int, at: int, start: int) -> Slot | None:
    slot = split[place][at]
    if slot.start + start < slot.end:
        return Slot(slot.row, slot.start + start, slot.end)
    for candidate in _candidates(split, place, at):
        if label_of(candidate.text) is None:
            return candidate
        return None
    return None


def _candidates(split: Sequence[Sequence[Slot]], place: int, at: int) -> Iterator[Slot]:
    """Where the value of a label that stands alone may be: to the right, in the next cell, or beneath."""
    slot = split[place][at]
    cell = slot.row.look.cell
    if cell is None and at + 1 < len(split[place]) and slot.text.rstrip().endswith(":"):
        yield split[place][at + 1]
    if cell is not None:
        yield from _next_cells(split, place)
        return
    beneath = split[place + 1] if place + 1 < len(split) else ()
    column = slot.row.indent + slot.start
    under = [one for one in beneath if abs(one.row.indent + one.start - column) <= _BENEATH]
    if (at + 1 < len(split[place]) and not under) or (
        at + 1 < len(split[place]) and not _heads(split[place])
    ):
        yield split[place][at + 1]
    yield from under


def _heads(row_slots: Sequence[Slot]) -> bool:
    """Whether a row is labels alone, with what they label beneath them."""
    return len(row_slots) > 1 and all(label_of(slot.text) for slot in row_slots)


def _next_cells(split: Sequence[Sequence[Slot]], place: int) -> Iterator[Slot]:
    cell = split[place][0].row.look.cell
    assert cell is not None
    for later in split[place + 1 : place + 12]:
        other = later[0].row.look.cell if later else None
        if other is None or other.table != cell.table:
            return
        if other.row == cell.row and other.column > cell.column:
            yield later[0]
            return
        if cell.head and other.row == cell.row + 1 and other.column == cell.column:
            yield later[0]
            return
