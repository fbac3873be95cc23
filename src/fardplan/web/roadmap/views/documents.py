"""Council documents: bringing one in, its doubts one click each, and making it a draft."""

from dataclasses import dataclass
from pathlib import PurePath

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fardplan.presentation.translations import message, translate
from fardplan.usecases.reading_page import Back
from fardplan.usecases.reading_page.shown import tree_of
from fardplan.usecases.steering.document_reading import document_reading
from fardplan.usecases.steering.documents import (
    ShownDoubt,
    bring_document,
    document_file,
    document_page,
    list_documents,
    open_from_document,
    settle,
)
from fardplan.web.roadmap.forms import DraftForm, UploadForm
from fardplan.web.roadmap.words import RESOLUTIONS
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest


@require_http_methods(["GET", "POST"])
@signed_in
def listed(request: WorkRequest) -> HttpResponse:
    """Documents that were brought in, and bringing in another."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        with told_in(form):
            sent = form.cleaned_data["document"]
            number = bring_document(
                home(), sent.read(), name=sent.name, actor=request.actor, today=request.today
            )
            said = message("The document is read: settle what it left in doubt.")
            return done(request, said, "web:roadmap-document", number)
    found = list_documents(actor=request.actor)
    return render_page(request, "web/roadmap/documents.html", {"form": form, "documents": found})


@dataclass(frozen=True, slots=True)
class Asked:
    """A doubt as the page shows it, with the words of what was said of it."""

    doubt: ShownDoubt
    said: tuple[tuple[str, str, str, object], ...]
    first: tuple[object, ...]
    more: tuple[object, ...]


MOST_SHOWN = 2
"""So many places of a doubt stand open; the rest is folded."""


@require_GET
@signed_in
def document(request: WorkRequest, number: int) -> HttpResponse:
    """A document's doubts beside its text, and the draft as they are settled so far."""
    return _page(request, number, DraftForm())


def _page(request: WorkRequest, number: int, form: DraftForm) -> HttpResponse:
    found = document_page(home(), number, actor=request.actor)
    language = request.language
    asked = [
        Asked(
            doubt=item,
            said=tuple(
                (
                    translate(RESOLUTIONS[ruling.resolution], language),
                    ruling.reading or "",
                    ruling.by,
                    ruling.day,
                )
                for ruling in item.rulings
            ),
            first=item.passages[:MOST_SHOWN],
            more=item.passages[MOST_SHOWN:],
        )
        for item in found.doubts
    ]
    values = {
        "page": found,
        "document": found.document,
        "asked": asked,
        "form": form,
        "settled": len(found.doubts) - found.left,
        "simulated": found.document.origin == "simulated",
        "tree": tree_of(found.draft, language),
    }
    return render_page(request, "web/roadmap/document.html", values)


@require_POST
@signed_in
def ruling(request: WorkRequest, number: int, doubt: int) -> HttpResponse:
    """Settle a doubt, or take back how it was settled, and go on to the next that is open."""
    settle(
        number,
        doubt,
        request.POST.get("svar", ""),
        written=request.POST.get("written", ""),
        actor=request.actor,
        today=request.today,
    )
    return HttpResponseRedirect(f"{reverse('web:roadmap-document', args=[number])}#tvekan-{doubt}")


@require_POST
@signed_in
def to_draft(request: WorkRequest, number: int) -> HttpResponse:
    """Open a case whose draft is what the document says."""
    form = DraftForm(request.POST)
    if form.is_valid():
        with told_in(form):
            case = open_from_document(
                home(),
                number,
                dated=form.cleaned_data["dated"],
                accept_matches=form.cleaned_data["accept_matches"],
                actor=request.actor,
                today=request.today,
            )
            return done(request, message("The draft is made: go on writing in it."), "web:roadmap-case", case)
    return _page(request, number, form)


@require_GET
@signed_in
def reading(request: WorkRequest, number: int) -> HttpResponse:
    """The document's own lines beside the roadmap read from them: a page that stands alone."""
    back = Back(
        reverse("web:roadmap-document", args=[number]), translate("Back to the workspace", request.language)
    )
    page = document_reading(home(), number, back=back, language=request.language, actor=request.actor)
    response = HttpResponse(page.html)
    response["Content-Security-Policy"] = f"{page.policy}; frame-ancestors 'none'"
    return response


TYPES = {
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
UNNAMED = "application/octet-stream"
"""What a browser is told of any other file, a web page too: to keep it, not to show it."""


@require_GET
@signed_in
def file(request: WorkRequest, number: int) -> HttpResponse:
    """The document as it came."""
    found, content = document_file(home(), number, actor=request.actor)
    response = HttpResponse(content, content_type=TYPES.get(PurePath(found.name).suffix.lower(), UNNAMED))
    plain = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in found.name
    )
    response["Content-Disposition"] = f'attachment; filename="{plain}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
