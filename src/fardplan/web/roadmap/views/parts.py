"""Writing in a draft: a part, a new part, taking out and moving."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fardplan.presentation.sentences import Sentence, said_in
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.parts import Kind
from fardplan.usecases.steering.case_editing import add_part, move_part, part_page, remove_part, save_part
from fardplan.usecases.steering.cases import case_page
from fardplan.vocabulary.errors import EditConflict, InputError, NotFoundError
from fardplan.web.roadmap.part_forms import AddForm, PartForm
from fardplan.web.roadmap.words import KINDS, field_word, kind_word
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest


@require_http_methods(["GET", "POST"])
@signed_in
def part(request: WorkRequest, number: int, part: str) -> HttpResponse:
    """A part of the draft to write in."""
    found = part_page(home().city, number, part, actor=request.actor, today=request.today)
    form = PartForm(found, request.language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form), told_by_its_field(form):
            save_part(
                number,
                part,
                form.written,
                revision=form.cleaned_data["revision"],
                why=form.why,
                actor=request.actor,
                today=request.today,
            )
            said = message("“{part}” is saved.")
            return _back(request, number, part, said, kind_word(found.part, request.language))
    values = {
        "page": found,
        "case": found.case,
        "form": form,
        "kind": kind_word(found.part, request.language),
        "milestone": found.part.kind is Kind.MILESTONE,
        "removable": found.part.kind is not Kind.FRAME,
    }
    return render_page(request, "web/roadmap/part.html", values)


@contextmanager
def told_by_its_field(form: PartForm) -> Iterator[None]:
    """What cannot be in a field is told beside it; what is of the whole, above the form."""
    try:
        yield
    except InputError as error:
        if error.where not in form.fields:
            raise
        told = (said_in(text, form.language) for text in (error.what, error.instead) if text)
        form.add_error(error.where, ". ".join(text.rstrip(".") for text in told) + ".")


def _back(request: WorkRequest, number: int, part: str, said: str, words: str) -> HttpResponse:
    """To the case, at the part that was written in."""
    answer = done(request, said, "web:roadmap-case", number, part=words)
    anchor = part.replace(":", "-")
    return HttpResponseRedirect(f"{answer['Location']}#{anchor}")


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: WorkRequest, number: int, kind: str) -> HttpResponse:
    """A new part's first words."""
    if kind not in {item.value for item in Kind} - {Kind.FRAME}:
        raise NotFoundError(Sentence("a roadmap has no part '{kind}'", kind=kind))
    area = request.GET.get("omrade") or None
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            made = add_part(
                number,
                kind,
                form.cleaned_data["text"],
                target_area=area,
                why=form.cleaned_data["why"] or None,
                actor=request.actor,
                today=request.today,
            )
            return done(
                request,
                message("It is added: go on with the rest of it."),
                "web:roadmap-part",
                number,
                str(made),
            )
    found = case_page(number, actor=request.actor)
    if not found.amends:
        del form.fields["why"]
    home_area = next((item.area for item in found.areas if item.area.key == area), None)
    return render_page(
        request,
        "web/roadmap/add.html",
        {
            "case": found.case,
            "form": form,
            "kind": translate(KINDS[Kind(kind)], request.language),
            "area": home_area,
        },
    )


@require_POST
@signed_in
def remove(request: WorkRequest, number: int, part: str) -> HttpResponse:
    """Take a part out of the draft."""
    revision = request.POST.get("revision", "")
    try:
        remove_part(
            number,
            part,
            revision=int(revision) if revision.isdecimal() else 0,
            why=request.POST.get("why") or None,
            actor=request.actor,
            today=request.today,
        )
    except EditConflict as error:
        found = case_page(number, actor=request.actor)
        differences = [(field_word(item.name, request.language), item.theirs or "") for item in error.fields]
        return render_page(
            request,
            "web/roadmap/not_removed.html",
            {"case": found.case, "part": part, "error": error, "differences": differences},
            status=409,
        )
    return done(
        request, message("The part is taken out. The history has it still."), "web:roadmap-case", number
    )


@require_POST
@signed_in
def move(request: WorkRequest, number: int, part: str) -> HttpResponse:
    """Move a part one place up or down."""
    up = request.POST.get("vart") == "upp"
    move_part(
        number,
        part,
        "up" if up else "down",
        why=request.POST.get("why") or None,
        actor=request.actor,
        today=request.today,
    )
    anchor = part.replace(":", "-")
    return HttpResponseRedirect(f"{reverse('web:roadmap-case', args=[number])}#{anchor}")
