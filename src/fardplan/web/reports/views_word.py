"""Reports in Word: loaded back when somebody has edited one, and the city's template."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_POST

from fardplan.presentation.sentences import Sentence
from fardplan.presentation.translations import message, translate
from fardplan.reports.template import WORDS
from fardplan.usecases.reporting.desk import may_load, template_page
from fardplan.usecases.reporting.kinds import kind_named
from fardplan.usecases.reporting.reading_back import Loaded, LoadedText, Outcome, load_report
from fardplan.usecases.reporting.templates import drop_template, keep_template
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language
from fardplan.web.exchange.forms import BroughtFile
from fardplan.web.reports.addresses import address_of
from fardplan.web.reports.formats import WORD, file_answer
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message

DOCUMENTS = ".docx"
MANY = 12
"""Of how many edited places each is shown."""

SHAPES = {
    Outcome.UNCHANGED: "dash",
    Outcome.TAKEN_UP: "tick",
    Outcome.CONFLICT: "late",
    Outcome.UNKNOWN: "question",
    Outcome.REMOVED: "dash",
}


class LoadForm(WorkForm):
    """A report that comes back from Word."""

    file = BroughtFile(DOCUMENTS, label=lazy_message("The report, edited in Word"))
    look = forms.BooleanField(
        label=lazy_message("Show what would be taken up, and save nothing"), required=False
    )
    mine = forms.BooleanField(
        label=lazy_message("Let the file's text stand where a text has changed since the file was made"),
        required=False,
    )


class TemplateForm(WorkForm):
    """The city's template."""

    file = BroughtFile(DOCUMENTS, label=lazy_message("The template, a Word document"))


@signed_in
def load(request: WorkRequest) -> HttpResponse:
    """Load a report back, and see what became of each of its texts."""
    form = LoadForm(request.POST or None, request.FILES or None)
    found: Loaded | None = None
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            found = _loaded(request, form.cleaned_data)
    values: dict[str, Any] = {"form": form, "found": found, "may_load": may_load(request.actor)}
    if found is not None:
        values |= _told(found, request.language) | {"looked": form.cleaned_data["look"]}
    return render_page(request, "web/reports/load.html", values)


def _loaded(request: WorkRequest, sent: Mapping[str, Any]) -> Loaded:
    brought = sent["file"]
    return load_report(
        request.actor,
        home(),
        brought.read(),
        name=brought.name,
        today=request.today,
        dry_run=sent["look"],
        mine=sent["mine"],
    )


def _told(found: Loaded, language: Language) -> dict[str, Any]:
    return {
        "kind": kind_named(found.kind).name,
        "address": address_of(found.kind, found.subject, language=found.language),
        "texts": [_text(item, found.told(item), language) for item in found.texts],
        "edited": (found.edited or ())[:MANY],
        "more_edited": len(found.edited or ()) > MANY,
        "cannot_tell": found.edited is None,
        "taken": len(found.of(Outcome.TAKEN_UP)),
        "met": bool(found.of(Outcome.CONFLICT)),
    }


def _text(item: LoadedText, became: str, language: Language) -> dict[str, Any]:
    return {
        "text": item,
        "word": translate(became, language),
        "shape": SHAPES[item.outcome],
        "both": item.outcome in (Outcome.TAKEN_UP, Outcome.CONFLICT),
        "alone": item.outcome is Outcome.UNKNOWN,
    }


@signed_in
def template(request: WorkRequest) -> HttpResponse:
    """The city's template: what it is, and for those who may, another."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data["file"]
        with told_in(form):
            keep_template(request.actor, home(), brought.read(), name=brought.name)
            return done(
                request,
                message("The template is kept, and reports are made in it."),
                "web:reports-template",
            )
    found = template_page(request.actor, home(), request.language)
    values = {"found": found, "form": form, "words": ", ".join(WORDS)}
    return render_page(request, "web/reports/template.html", values)


@require_POST
@signed_in
def drop(request: WorkRequest) -> HttpResponse:
    """Give reports our own look again."""
    drop_template(request.actor, home())
    return done(request, message("The template is gone: reports have our own look."), "web:reports-template")


@require_GET
@signed_in
def fetch(request: WorkRequest) -> HttpResponse:
    """The template itself."""
    found = template_page(request.actor, home(), request.language)
    if not found.content:
        raise NotFoundError(
            Sentence("no template of reports is kept"), instead=Sentence("Reports have our own look.")
        )
    name = translate("report-template", request.language)
    return file_answer(found.content, WORD, f"{name}.docx")
