"""The component gallery: each component in its states, with made-up content that says so."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse, QueryDict

from fardplan.presentation.sentences import Sentence, error_begun
from fardplan.presentation.translations import message, translate
from fardplan.vocabulary.errors import EditConflict, FieldConflict
from fardplan.web.gallery.forms import Sample
from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import Listing
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.parts import Event, Tab
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import spoken

SHAPES = (
    ("empty", message("not begun")),
    ("half", message("under way")),
    ("full", message("ready")),
    ("tick", message("approved")),
    ("decided", message("decided by the board")),
    ("back", message("returned")),
    ("late", message("late")),
    ("cross", message("stopped")),
    ("lock", message("locked")),
    ("wait", message("waiting for others")),
    ("question", message("unclear")),
    ("dash", message("nothing")),
)
NOTES = (
    ("info", message("Note."), message("Something that is good to know here.")),
    ("uncertain", message("Uncertain."), message("The margin of error is wider than the change.")),
    ("partial", message("Partial."), message("Three of thirteen boards have answered so far.")),
    ("simulated", message("Simulated."), message("These figures are made up.")),
    ("suppressed", message("Protected."), message("Too few persons: the figure is not shown.")),
    ("stale", message("Old."), message("The newest figure is two years old.")),
    ("error", message("Error."), message("The figure could not be read. The last one stands.")),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up row."""

    title: str
    board: str
    state: str
    due: date | None
    share: float


@dataclass(frozen=True, slots=True)
class Changed:
    label: str
    before: str
    after: str


@signed_in
def gallery(request: WorkRequest) -> HttpResponse:
    listing = _listing(request)
    if listing.wanted:
        return listing.download()
    language = request.language
    values = {
        "simulated": True,
        "tabs": (
            Tab(translate("Goals", language), "?", current=True, count=4),
            Tab(translate("Indicators", language), "?#lists", count=12),
            Tab(translate("Activities", language), "?#forms", count=0),
        ),
        "shapes": [(shape, translate(word, language)) for shape, word in SHAPES],
        "notes": [
            {"kind": kind, "title": translate(title, language), "text": translate(text, language)}
            for kind, title, text in NOTES
        ],
        "form": Sample(prefix="new"),
        "faulty": Sample(QueryDict("wrong-title=&wrong-text=A+text+that+was+typed"), prefix="wrong"),
        "met": _met(),
        "events": _events(request),
        "changes": [Changed(translate("Expected result", language), "80", "85")],
        "listing": listing,
    }
    return render_page(request, "web/gallery/gallery.html", values, status=200)


def _listing(request: WorkRequest) -> Listing[Made]:
    words = dict(SHAPES)
    rows = [
        Made(
            f"{translate('Undertaking', request.language)} {number}",
            f"Nämnd {number % 3 + 1}",
            shape,
            due,
            number / 2,
        )
        for number, (shape, due) in enumerate(
            zip(("half", "late", "full", "empty", "tick") * 13, (request.today, None) * 33, strict=False),
            start=1,
        )
    ]
    return Listing(
        request,
        rows,
        name="galleri",
        title=translate("A list", request.language),
        columns=(
            Column(
                "namn",
                translate("Undertaking", request.language),
                lambda row: row.title,
                href=lambda _: "#lists",
            ),
            Column("namnd", translate("Board", request.language), lambda row: row.board),
            Column(
                "lage",
                translate("State", request.language),
                lambda row: State(row.state, translate(words[row.state], request.language)),
            ),
            Column("senast", translate("Last day", request.language), lambda row: row.due),
            Column("andel", translate("Share", request.language), lambda row: row.share),
        ),
        choices=(
            Choice("namnd", translate("Board", request.language), lambda row: row.board),
            Choice(
                "lage",
                translate("State", request.language),
                lambda row: row.state,
                said=lambda shape: translate(words[shape], request.language),
            ),
        ),
        search=lambda row: row.title,
        simulated=lambda row: row.share < 2,
    )


def _met() -> Sample:
    form = Sample(
        QueryDict("met-title=Min+rubrik&met-text=Min+text&met-state=done&met-area=skola&met-revision=3"),
        prefix="met",
    )
    form.is_valid()
    conflict = EditConflict(
        Sentence("Bo Ek saved this while you were writing"),
        fields=(
            FieldConflict("title", "Rubrik", "Bos rubrik", "Min rubrik"),
            FieldConflict("text", "Text", "Bos text,\npå två rader", "Min text"),
        ),
        revision=4,
        by="Bo Ek",
    )
    form.add_error(None, error_begun(conflict, spoken()))
    form.meet(conflict)
    return form


def _events(request: WorkRequest) -> tuple[Event, ...]:
    language, today = request.language, request.today
    return (
        Event(today - timedelta(30), translate("Made ready", language), who="Åsa Berg", shape="full"),
        Event(
            today - timedelta(20),
            translate("Returned", language),
            who="Bo Ek",
            note=translate("The outcome is missing.", language),
            shape="back",
        ),
        Event(today, translate("Approved", language), who="Bo Ek", shape="tick", simulated=True),
        Event(None, translate("The board decides", language), shape="empty"),
    )
