"""Addresses that only tests have: views that raise, and a form that a use case refuses."""

from django import forms
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from fardplan.config import urls
from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message
from fardplan.vocabulary.errors import (
    EditConflict,
    FardplanError,
    FieldConflict,
    InputError,
    NotCleared,
    NotFoundError,
    PermissionDenied,
    RuleError,
    SourceError,
    StorageError,
)
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest

KINDS: dict[str, type[Exception]] = {
    kind.__name__: kind
    for kind in (
        *(PermissionDenied, NotFoundError, RuleError, InputError, NotCleared, StorageError, SourceError),
        *(FardplanError, OperationalError, ZeroDivisionError),
    )
}
SAVED: list[dict[str, object]] = []


class Words(WorkForm):
    title = forms.CharField(label="Rubrik")
    text = forms.CharField(label="Text", widget=forms.Textarea)
    revision = forms.IntegerField(widget=forms.HiddenInput)


@signed_in
def raises(request: WorkRequest, kind: str) -> HttpResponse:
    del request
    chosen = KINDS[kind]
    if issubclass(chosen, FardplanError):
        raise chosen(
            Sentence("{name} may not write for this organisation", name="<b>Åsa</b>"),
            where="Skolnämnden 2027",
            instead=Sentence("Its controller may."),
            outcome=Sentence("Nothing was changed."),
        )
    raise chosen("internal words that nobody outside should read")


@signed_in
def saves(request: WorkRequest) -> HttpResponse:
    """Refuses the title 'refuse'; says that somebody else saved where the revision is 1."""
    form = Words(request.POST or None, initial={"title": "Rubrik", "text": "Text", "revision": 1})
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            _save(form.cleaned_data)
            return done(request, message("The change is saved."), "web:shell-start")
    return render_page(request, "tests/saves.html", {"form": form})


def _save(told: dict[str, object]) -> None:
    if told["title"] == "refuse":
        raise RuleError(Sentence("Nothing was changed."), instead=Sentence("Its controller may."))
    if told["revision"] == 1:
        raise EditConflict(
            Sentence("Nothing was changed."),
            fields=(
                FieldConflict("title", "Rubrik", "Deras rubrik", str(told["title"])),
                FieldConflict("text", "Text", "Deras <text>\nmed rader", str(told["text"])),
            ),
            revision=2,
            by="Bo Ek",
        )
    SAVED.append(dict(told))


urlpatterns = [
    path("arbete/prov/sent/", require_POST(raises)),
    path("arbete/prov/<str:kind>/", raises),
    path("arbete/prov-spara/", saves),
    *urls.urlpatterns,
]
handler404 = urls.handler404
handler500 = urls.handler500
