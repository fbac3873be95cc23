"""The reading page of a document that was brought in: as its doubts are settled so far."""

from fardplan.store import case_documents as kept
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reading_page import Back, ReadingPage, reading_page
from fardplan.usecases.steering.case_rights import check_can_read_cases
from fardplan.usecases.steering.document_files import kept_paper
from fardplan.usecases.steering.documents import settled_draft
from fardplan.vocabulary.text import Language


def document_reading(home: Home, number: int, *, back: Back, language: Language, actor: Actor) -> ReadingPage:
    """The document's lines beside its draft, with the doubts that nobody has settled. Three queries.

    Raises `StorageError` when the file is gone or no longer what it was.
    """
    check_can_read_cases(actor)
    document = kept.document_numbered(number)
    draft = settled_draft(document, kept.doubts_of(number))
    paper = kept_paper(home, document)
    simulated = document.origin == "simulated"
    return reading_page(draft, paper, language=language, back=back, simulated=simulated)
