"""An export of the other management system: brought, its columns and words told, its changes looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fardplan.boards.cycle import FOLLOWED_UP
from fardplan.boards.matching import How
from fardplan.presentation.sentences import said_in
from fardplan.presentation.translations import message, translate
from fardplan.usecases.exchange.changes import TakingIn
from fardplan.usecases.exchange.exports import (
    bring_export,
    confirm_mapping,
    mapping_page,
    words_to_say,
)
from fardplan.usecases.exchange.forms import faults_in
from fardplan.usecases.exchange.mastery import exchange_page
from fardplan.usecases.exchange.shown import CHANGE_NAMES, Shown, counted, shown
from fardplan.usecases.exchange.taking_in import look_at_export, take_in_export
from fardplan.vocabulary.errors import InputError, RuleError
from fardplan.web.exchange.forms import ExportForm, tell_faults
from fardplan.web.exchange.mapping_form import (
    Option,
    asked_columns,
    asked_words,
    board_options,
    page_mark,
    proposed,
    said,
    said_columns,
)
from fardplan.web.lists.columns import Choice, Column
from fardplan.web.lists.listing import Listing
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message


@signed_in
def bring(request: WorkRequest, year: int) -> HttpResponse:
    """Bring an export; nothing of it is loaded yet."""
    page = exchange_page(request.actor, year)
    steps = [
        (one.days.key, one.days.name.in_language(request.language))
        for one in page.steps
        if one.days.kind in FOLLOWED_UP
    ]
    form = ExportForm(request.POST or None, request.FILES or None, steps=steps)
    if request.method == "POST" and form.is_valid():
        told, brought = form.cleaned_data, form.cleaned_data["file"]
        try:
            number = bring_export(
                request.actor,
                year,
                brought.read(),
                brought.name,
                system=told["system"],
                step=told["step"] or None,
                today=request.today,
            )
        except (InputError, RuleError) as error:
            tell_faults(form, error)
        else:
            return HttpResponseRedirect(reverse("web:exchange-export", args=[number]))
    return render_page(request, "web/exchange/bring.html", {"page": page, "form": form})


class MappingForm(WorkForm):
    """A yes to a mapping; what was said of columns and words is read by `mapping_form`."""


@signed_in
def mapping(request: WorkRequest, number: int) -> HttpResponse:
    """Say what the columns and words of an export are."""
    page = mapping_page(request.actor, number)
    form = MappingForm(request.POST or None)
    if request.method == "POST":
        bare = proposed(page)
        chosen = type(bare)(said_columns(page, request.POST), {}, None, bare.sheet)
        words = words_to_say(request.actor, number, chosen)
        meant = said(page, request.POST, words)
        if form.is_valid() and "visa" not in request.POST:
            with told_in(form):
                confirm_mapping(
                    request.actor, number, meant, revision=_revision(request), today=request.today
                )
                return done(request, message("The mapping is kept."), "web:exchange-export", number)
    else:
        meant, words = proposed(page), dict(page.proposal.words)
    language = request.language
    values = {
        "page": page,
        "form": form,
        "columns": asked_columns(page, meant, language),
        "words": asked_words(page, meant, words, language),
        "marks": [(part.value, page_mark(found)) for part, found in words.items()],
        "changes": [said_in(change, language) for change in page.proposal.changes],
        "boards": [Option(key, name, key == meant.organisation) for key, name in board_options(page)],
        "revision": page.revision,
    }
    return render_page(request, "web/exchange/mapping.html", values)


def _revision(request: WorkRequest) -> int:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else 0


class TakeInForm(WorkForm):
    """A yes to what an export would change."""


@signed_in
def look(request: WorkRequest, number: int) -> HttpResponse:
    """What an export would change, and a yes to it."""
    apart = frozenset(request.GET.getlist("olika") + request.POST.getlist("olika"))
    form = TakeInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            taken = take_in_export(
                request.actor, number, seen=request.POST.get("seen", ""), today=request.today, apart=apart
            )
            said_done = message("The export is taken in.") if taken.run else message("It changed nothing.")
            return done(request, said_done, "web:exchange-export", number)
    found = look_at_export(request.actor, number, today=request.today, apart=apart)
    if found.mapping is None:
        return HttpResponseRedirect(reverse("web:exchange-mapping", args=[number]))
    language = request.language
    rows = shown(found, language)
    listing = _listing(request, found, rows)
    if listing.wanted:
        return listing.download()
    refused = found.refused
    values = {
        "found": found,
        "form": form,
        "listing": listing,
        "counts": [
            (count, translate(CHANGE_NAMES[change], language)) for change, count in counted(rows).items()
        ],
        "faults": [said_in(one, language) for one in faults_in(refused)] if refused else [],
        "refused": [said_in(one, language) for one in (refused.what, refused.instead) if one]
        if refused
        else [],
        "doubtful": [
            Doubtful(name, had.title, read.title, translate(HOWS[how], language), name in apart)
            for name, had, read, how in found.doubtful
        ],
        "apart": sorted(apart),
        "kept_here": [found.export.names.get(key, key) for key in found.kept_here],
        "decided": [found.export.names.get(key, key) for key in found.decided],
        "unknown": [item.title for item in found.unknown[:20]],
    }
    return render_page(request, "web/exchange/export.html", values)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Two items that may be the same: what one was called and is called now, and why they may be."""

    name: str
    before: str
    after: str
    why: str
    apart: bool


HOWS = {
    How.MOVED_PARENT: message("the same wording beneath another item"),
    How.MOVED_ORGANISATION: message("the same wording of another board or company"),
    How.MOVED_BOTH: message("the same wording elsewhere"),
    How.REWORDED: message("nearly the same wording in the same place"),
}


def _listing(request: WorkRequest, found: TakingIn, rows: Sequence[Shown]) -> Listing[Shown]:
    language = request.language
    year = found.export.file.year

    def change(row: Shown) -> str:
        return translate(CHANGE_NAMES[row.change], language)

    return Listing(
        request,
        rows,
        name=f"skillnader-{year}",
        title=translate("What the export changes, {year}", language, year=year),
        columns=(
            Column("punkt", lazy_message("Item"), lambda row: row.title, note=lambda row: row.kind),
            Column("organisation", lazy_message("Board or company"), lambda row: row.organisation or None),
            Column("andring", lazy_message("Kind of change"), change),
            Column("falt", lazy_message("What"), lambda row: row.part or None),
            Column("fore", lazy_message("As it was"), lambda row: row.before or None),
            Column("efter", lazy_message("As it becomes"), lambda row: row.after or None),
        ),
        choices=(
            Choice("andring", lazy_message("Kind of change"), change),
            Choice("organisation", lazy_message("Board or company"), lambda row: row.organisation or None),
        ),
        search=lambda row: f"{row.title} {row.before} {row.after}",
    )
