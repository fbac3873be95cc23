"""Council documents brought in through the browser: kept by their hash, read, and their doubts settled."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from pydantic import ValidationError

from fardplan.presentation.sentences import Sentence
from fardplan.sources.council_document import Doubt, Draft, doubt_sentence, read_lines, read_paper
from fardplan.sources.council_document.aligning import ShownLine, passages
from fardplan.sources.council_document.resolving import Choice, Ruling, asked, resolved
from fardplan.store import case_documents as kept
from fardplan.store.audit import record
from fardplan.store.case_documents import KeptDocument, KeptDoubt, KeptRuling
from fardplan.store.cases import open_case
from fardplan.store.roadmaps import all_versions
from fardplan.store.turns import Turn, take_turn
from fardplan.usecases.actors import Actor
from fardplan.usecases.drafts import version_of_draft
from fardplan.usecases.homes import Home
from fardplan.usecases.steering.case_rights import (
    can_prepare,
    check_can_prepare,
    check_can_read_cases,
)
from fardplan.usecases.steering.document_files import keep_file, kept_paper, read_back
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError
from fardplan.vocabulary.text import Text

NOTHING = Sentence("Nothing was changed.")


def bring_document(home: Home, content: bytes, *, name: str, actor: Actor, today: date) -> int:
    """Keep a council document under its hash and read it; gives its number.

    Raises `InputError`, saying what to do, for what is no such document; it is then not kept.
    """
    check_can_prepare(actor)
    plain = Path(name.replace("\\", "/")).name[:200] or "dokument.txt"
    draft = read_lines(read_paper(content, name=plain), name=plain)
    digest = keep_file(home, content)
    with transaction.atomic():
        take_turn(Turn.CASES)
        number = kept.add_document(
            sha256=digest,
            name=plain,
            size=len(content),
            draft=draft.model_copy(update={"doubts": ()}).to_json(),
            doubts=[doubt.model_dump(mode="json") for doubt in draft.doubts],
            day=today,
            by=actor.name,
        )
        record(
            actor.name,
            "bring document",
            f"document {number}",
            after={"name": plain, "sha256": digest, "bytes": len(content), "doubts": len(draft.doubts)},
        )
    return number


@dataclass(frozen=True, slots=True)
class ListedDocument:
    document: KeptDocument
    doubts: int


def list_documents(*, actor: Actor) -> tuple[ListedDocument, ...]:
    """Every document with how many doubts are left. Three queries."""
    check_can_read_cases(actor)
    left = kept.open_doubts()
    return tuple(ListedDocument(item, left.get(item.number, 0)) for item in kept.documents())


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """An answer that takes one click: its name in a form, and whether it is the reader's or the person's."""

    name: str
    label: Text
    taken: bool
    ruled: bool


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """A doubt as it is asked: its sentence, the passages, the answers, and what was said of it before."""

    number: int
    sentence: Text
    passages: tuple[tuple[ShownLine, ...], ...]
    choices: tuple[ShownChoice, ...]
    writes: Text | None
    written: str | None
    ruling: KeptRuling | None
    rulings: tuple[KeptRuling, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with its doubts and the draft as they are settled so far."""

    document: KeptDocument
    doubts: tuple[ShownDoubt, ...]
    draft: Draft
    left: int
    may_rule: bool
    matches: int

    @property
    def next_open(self) -> int | None:
        """The first doubt that is not settled."""
        return next((item.number for item in self.doubts if item.ruling is None), None)


def document_page(home: Home, number: int, *, actor: Actor) -> DocumentPage:
    """A document to settle. Constant queries."""
    check_can_read_cases(actor)
    document = kept.document_numbered(number)
    doubts = kept.doubts_of(number)
    draft = _draft(document, doubts)
    lines = kept_paper(home, document).texts
    return DocumentPage(
        document,
        tuple(_shown(item, lines) for item in doubts),
        resolved(draft, _rulings(doubts)),
        left=sum(item.ruling is None for item in doubts),
        may_rule=can_prepare(actor) and document.case is None,
        matches=len(doubts),
    )


def _draft(document: KeptDocument, doubts: tuple[KeptDoubt, ...]) -> Draft:
    return Draft.model_validate({**document.draft, "doubts": [item.doubt for item in doubts]})


def settled_draft(document: KeptDocument, doubts: tuple[KeptDoubt, ...]) -> Draft:
    """The draft as it is settled so far, with the doubts that are left."""
    draft = resolved(_draft(document, doubts), _rulings(doubts))
    left = tuple(doubt for doubt, item in zip(draft.doubts, doubts, strict=True) if item.ruling is None)
    return draft.model_copy(update={"doubts": left})


def _rulings(doubts: tuple[KeptDoubt, ...]) -> dict[int, Ruling]:
    return {item.number: _as_ruling(item.ruling) for item in doubts if item.ruling}


def _as_ruling(ruling: KeptRuling) -> Ruling:
    if ruling.resolution == "as_read":
        return Ruling("as_read")
    return Ruling("chosen" if ruling.resolution == "chosen" else "written", ruling.reading)


def _shown(item: KeptDoubt, lines: tuple[str, ...]) -> ShownDoubt:
    doubt = Doubt.model_validate(item.doubt)
    question = asked(doubt)
    said = _as_ruling(item.ruling) if item.ruling else None
    return ShownDoubt(
        item.number,
        Text(sv=doubt_sentence(doubt, "sv"), en=doubt_sentence(doubt, "en")),
        passages(lines, doubt),
        tuple(
            ShownChoice(_name(place), choice.label, choice.taken, ruled=choice.ruling == said)
            for place, choice in enumerate(question.choices)
        ),
        question.writes,
        said.reading if said and said.resolution == "written" else None,
        item.ruling,
        item.rulings,
    )


def _name(place: int) -> str:
    return f"choice-{place}"


WRITTEN = "written"
UNDO = "undo"


def settle(number: int, doubt: int, answer: str, *, written: str, actor: Actor, today: date) -> None:
    """Settle a doubt: `answer` is the name of a choice, or `written` with a text, or `undo`.

    Raises `RuleError` when a case has been opened from the document: its text is then mended in the draft.
    """
    check_can_prepare(actor)
    with transaction.atomic():
        take_turn(Turn.CASES)
        document = kept.document_numbered(number)
        if document.case is not None:
            raise RuleError(
                Sentence("case {number} has been opened from this document", number=document.case),
                instead=Sentence("Write in its draft instead."),
                outcome=NOTHING,
            )
        item = next((item for item in kept.doubts_of(number) if item.number == doubt), None)
        if item is None:
            raise NotFoundError(Sentence("the document has no doubt {number}", number=doubt))
        resolution, reading = _answered(item, answer, written)
        kept.rule(number, doubt, resolution=resolution, reading=reading, day=today, by=actor.name)
        record(
            actor.name,
            "settle doubt" if resolution != "undone" else "take back settling",
            f"document {number} doubt {doubt}",
            before=_plain(item.ruling),
            after={"resolution": resolution, "reading": reading},
        )


def _plain(ruling: KeptRuling | None) -> dict[str, str | None] | None:
    return {"resolution": ruling.resolution, "reading": ruling.reading} if ruling else None


def _answered(item: KeptDoubt, answer: str, written: str) -> tuple[str, str | None]:
    if answer == UNDO:
        if item.ruling is None:
            raise RuleError(Sentence("the doubt is not settled"), outcome=NOTHING)
        return "undone", None
    question = asked(Doubt.model_validate(item.doubt))
    if answer == WRITTEN:
        if question.writes is None or not written.strip():
            raise InputError(
                Sentence("nothing is written"),
                where="written",
                instead=Sentence("Write what it should say, or choose one of the answers."),
                outcome=NOTHING,
            )
        return WRITTEN, written.strip()
    choices: dict[str, Choice] = {_name(place): choice for place, choice in enumerate(question.choices)}
    if answer not in choices:
        raise InputError(Sentence("the doubt has no such answer"), outcome=NOTHING)
    ruling = choices[answer].ruling
    return ruling.resolution, ruling.reading


def open_from_document(
    home: Home, number: int, *, dated: str, accept_matches: bool, actor: Actor, today: date
) -> int:
    """Open a case whose draft is what the document says, once all doubts are settled; gives its number.

    `dated` stands in where the document does not say its date. With `accept_matches` the indicators that the
    milestones' wording suggests are linked as proposed.
    """
    check_can_prepare(actor)
    with transaction.atomic():
        take_turn(Turn.CASES)
        document = kept.document_numbered(number)
        doubts = kept.doubts_of(number)
        left = sum(item.ruling is None for item in doubts)
        check_can_open(document, left)
        draft = resolved(_draft(document, doubts), _rulings(doubts))
        versions = all_versions()
        try:
            version, _ = version_of_draft(
                draft,
                home.city,
                versions[-1] if versions else None,
                name=document.name,
                dated=dated.strip() or today.isoformat(),
                accept_matches=accept_matches,
            )
        except ValidationError as error:
            told = "; ".join(item["msg"].removeprefix("Value error, ") for item in error.errors())
            raise InputError(told, where="dated", outcome=Sentence("No case was opened.")) from error
        case = open_case(
            title=version.title.sv,
            dnr=version.dnr,
            content=version,
            based_on=version.based_on,
            document=number,
            day=today,
            by=actor.name,
            origin=document.origin,
        )
        record(
            actor.name,
            "open case",
            f"case {case}",
            after={"title": version.title.sv, "document": document.sha256, "settled": len(doubts)},
        )
    return case


def why_not_open(document: KeptDocument, left: int) -> RuleError | None:
    """What hinders a case from being opened from a document, None where nothing does."""
    if document.case is not None:
        return RuleError(
            Sentence("case {number} has been opened from this document", number=document.case),
            outcome=Sentence("No case was opened."),
        )
    if left:
        return RuleError(
            Sentence("{count} doubts are not settled", count=left),
            instead=Sentence("Settle them first: one click each."),
            outcome=Sentence("No case was opened."),
        )
    return None


def can_open(document: KeptDocument, left: int) -> bool:
    return why_not_open(document, left) is None


def check_can_open(document: KeptDocument, left: int) -> None:
    hindrance = why_not_open(document, left)
    if hindrance:
        raise hindrance


def document_file(home: Home, number: int, *, actor: Actor) -> tuple[KeptDocument, bytes]:
    """The document as it came, to read or to keep elsewhere."""
    check_can_read_cases(actor)
    document = kept.document_numbered(number)
    return document, read_back(home, document)
