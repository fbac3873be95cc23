"""Editions: which applies on a day, the list, one of them, two beside each other."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from fardplan.presentation.phrases import paragraph_text, standing_word
from fardplan.presentation.translations import translate
from fardplan.usecases.steering.overview import overview
from fardplan.usecases.steering.versions import (
    ListedVersion,
    comparison,
    version_list,
    version_page,
    version_yaml,
)
from fardplan.vocabulary.text import Language
from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import Listing
from fardplan.web.roadmap.shown import shown_areas, shown_points
from fardplan.web.roadmap.steps import events
from fardplan.web.roadmap.words import (
    CHANGES,
    STANDING_SHAPES,
    answer_state,
    case_state,
    field_word,
    kind_word,
    value_word,
)
from fardplan.web.shell.clock import as_of
from fardplan.web.shell.home import home
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message


def standing(word: str, language: Language) -> State:
    return State(STANDING_SHAPES[word], standing_word(word, language))


@require_GET
@signed_in
def index(request: WorkRequest) -> HttpResponse:
    """What applies on the day asked about, what is on its way, what waits for the one who looks."""
    asked = as_of(request)
    found = overview(actor=request.actor, today=request.today, as_of=asked or request.today)
    values = {
        "page": found,
        "asked": asked,
        "day": asked or request.today,
        "standing": standing(found.version.standing, request.language) if found.version else None,
        "cases": [(item, case_state(item.case.state, request.language)) for item in found.cases],
        "mine": [
            (item, answer_state(item.answer.state, item.timing, request.language)) for item in found.asked
        ],
    }
    return render_page(request, "web/roadmap/index.html", values)


@require_GET
@signed_in
def listed(request: WorkRequest) -> HttpResponse:
    """Every edition with its decision."""
    day = as_of(request) or request.today
    found = version_list(actor=request.actor, as_of=day)
    language = request.language
    listing = Listing[ListedVersion](
        request,
        found.listed,
        name="fardplanens-utgavor",
        title=translate("Editions of the roadmap", language),
        columns=(
            Column("nummer", lazy_message("Roadmap edition"), lambda row: row.version.number, href=_edition),
            Column("titel", lazy_message("Title"), lambda row: row.version.title, href=_edition),
            Column(
                "lage",
                lazy_message("Standing"),
                lambda row: standing(row.standing, language),
                note=lambda row: translate("applies", language) if row.applies else "",
            ),
            Column("daterad", lazy_message("Dated"), lambda row: row.version.dated),
            Column(
                "organ",
                lazy_message("Decided by"),
                lambda row: row.version.decision.body if row.version.decision else None,
            ),
            Column(
                "beslutad",
                lazy_message("Decided"),
                lambda row: row.version.decision.date if row.version.decision else None,
            ),
            Column(
                "paragraf",
                lazy_message("Paragraph"),
                lambda row: paragraph_text(row.version.decision.paragraph) if row.version.decision else None,
            ),
            Column(
                "dnr",
                lazy_message("Reference number"),
                lambda row: row.version.decision.dnr if row.version.decision else row.version.dnr,
            ),
            Column(
                "arende",
                lazy_message("Case"),
                lambda row: row.case,
                href=lambda row: (
                    reverse("web:roadmap-case", args=[row.case])
                    if row.case and found.may_read_cases
                    else None
                ),
            ),
        ),
        choices=(
            Choice("lagefilter", lazy_message("Standing"), lambda row: standing_word(row.standing, language)),
        ),
        search=lambda row: f"{row.version.title.sv} {row.version.source}",
    )
    if listing.wanted:
        return listing.download()
    return render_page(request, "web/roadmap/versions.html", {"listing": listing, "page": found, "day": day})


def _edition(row: ListedVersion) -> str:
    return reverse("web:roadmap-version", args=[row.version.number])


@require_GET
@signed_in
def version(request: WorkRequest, number: int) -> HttpResponse:
    """An edition whole."""
    asked = as_of(request)
    found = version_page(
        number, actor=request.actor, as_of=asked or request.today, unit_of=home().city.unit_of
    )
    values = {
        "page": found,
        "areas": shown_areas(found.areas, found.names, request.language),
        "points": shown_points(found.version),
        "standing": standing(found.standing, request.language),
        "events": events(found.steps, request.language, {number, *found.others}),
        "asked": asked,
        "day": asked or request.today,
    }
    return render_page(request, "web/roadmap/version.html", values)


@require_GET
@signed_in
def as_yaml(request: WorkRequest, number: int) -> HttpResponse:
    """An edition as the file that the command line writes and reads."""
    text = version_yaml(number, actor=request.actor)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="fardplan-{number}.yaml"'
    return response


@dataclass(frozen=True, slots=True)
class ShownText:
    name: str
    old: tuple[tuple[str, bool], ...]
    new: tuple[tuple[str, bool], ...]


@require_GET
@signed_in
def compare(request: WorkRequest) -> HttpResponse:
    """Two editions beside each other, in words and with both texts."""
    old, new = request.GET.get("gammal", ""), request.GET.get("ny", "")
    if not (old.isdecimal() and new.isdecimal()):
        return HttpResponseRedirect(reverse("web:roadmap-versions"))
    everything = "alla" in request.GET
    found = comparison(
        int(old), int(new), actor=request.actor, all_parts=everything, unit_of=home().city.unit_of
    )
    language = request.language
    parts = [
        (
            item.words,
            kind_word(item.both.part, language),
            translate(CHANGES[item.both.change], language),
            item.both.change,
            [
                ShownText(
                    field_word(one.name, language),
                    tuple((value_word(one.name, run.text, language), run.changed) for run in one.old),
                    tuple((value_word(one.name, run.text, language), run.changed) for run in one.new),
                )
                for one in item.both.texts
            ],
        )
        for item in found.parts
    ]
    return render_page(
        request, "web/roadmap/compare.html", {"page": found, "parts": parts, "everything": everything}
    )
