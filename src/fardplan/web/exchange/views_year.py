"""What is exchanged in a year: whose plans are kept where, which exports came, forms and the annex."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fardplan.boards.cycle import FOLLOWED_UP, StepKind
from fardplan.boards.mastery import Mastery
from fardplan.presentation.ordering import swedish_order
from fardplan.presentation.translations import message, translate
from fardplan.usecases.exchange.mastery import (
    ExchangePage,
    exchange_page,
    exchange_year,
    keep_elsewhere,
    keep_here,
)
from fardplan.vocabulary.text import Text
from fardplan.web.exchange.forms import ElsewhereForm
from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import Listing
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message


@signed_in
def index(request: WorkRequest) -> HttpResponse:
    """On to this year's."""
    year = exchange_year(request.actor, today=request.today)
    if year is None:
        return render_page(request, "web/exchange/no_year.html")
    return HttpResponseRedirect(reverse("web:exchange-year", args=[year]))


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation with where its plan is kept."""

    key: str
    name: Text
    elsewhere: Mastery | None
    own: bool
    """Whether that is said of it alone, and not of all."""
    mine: bool


@signed_in
def year_page(request: WorkRequest, year: int) -> HttpResponse:
    page = exchange_page(request.actor, year)
    listing = _listing(request, page)
    if listing.wanted:
        return listing.download()
    return render_page(request, "web/exchange/year.html", _values(request, page, listing))


def _values(request: WorkRequest, page: ExchangePage, listing: Listing[Row]) -> dict[str, object]:
    language = request.language
    names = {one.key: one.name.in_language(language) for one in page.boards}
    return {
        "page": page,
        "listing": listing,
        "whole": page.masters.get(None),
        "masters": [(key, names.get(key or "", key)) for key in page.masters],
        "boards": [(one.key, one.name.in_language(language)) for one in page.boards if one.key in page.mine],
        "form_steps": [
            one for one in page.steps if one.days.kind is StepKind.PLAN or one.days.kind in FOLLOWED_UP
        ],
        "elsewhere": ElsewhereForm(boards=_boards(page, request)),
    }


def _boards(page: ExchangePage, request: WorkRequest) -> list[tuple[str, str]]:
    names = [(one.key, one.name.in_language(request.language)) for one in page.boards]
    return sorted(names, key=lambda pair: swedish_order(pair[1]))


def _listing(request: WorkRequest, page: ExchangePage) -> Listing[Row]:
    language = request.language
    rows = [
        Row(one.key, one.name, page.keeper_of(one.key), one.key in page.masters, one.key in page.mine)
        for one in page.boards
    ]

    def where(row: Row) -> str:
        return row.elsewhere.system if row.elsewhere else translate("here", language)

    return Listing(
        request,
        sorted(rows, key=lambda row: not row.mine),
        name=f"utbyte-{page.year.year}",
        title=translate("Where plans are kept, {year}", language, year=page.year.year),
        columns=(
            Column(
                "organisation",
                lazy_message("Board or company"),
                lambda row: row.name,
                href=lambda row: reverse("web:plans-board", args=[page.year.year, row.key]),
            ),
            Column(
                "fors",
                lazy_message("The plan is kept"),
                lambda row: State("lock" if row.elsewhere else "full", where(row)),
            ),
            Column(
                "sedan", lazy_message("Since"), lambda row: row.elsewhere.since if row.elsewhere else None
            ),
            Column("av", lazy_message("Said by"), lambda row: row.elsewhere.by if row.elsewhere else None),
        ),
        choices=(Choice("var", lazy_message("The plan is kept"), where),),
        search=lambda row: f"{row.name.sv} {row.name.en or ''}",
    )


@signed_in
def elsewhere(request: WorkRequest, year: int) -> HttpResponse:
    """Say that another system keeps a plan."""
    page = exchange_page(request.actor, year)
    form = ElsewhereForm(request.POST or None, boards=_boards(page, request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with told_in(form):
            keep_elsewhere(
                request.actor,
                year,
                told["organisation"] or None,
                system=told["system"],
                why=told["why"],
                today=request.today,
            )
            return done(
                request,
                message("The plan is kept in {system} now."),
                "web:exchange-year",
                year,
                system=told["system"],
            )
    return render_page(request, "web/exchange/elsewhere_form.html", {"page": page, "form": form})


@require_POST
@signed_in
def here(request: WorkRequest, year: int) -> HttpResponse:
    """Say that a plan is kept here again."""
    organisation = request.POST.get("organisation") or None
    keep_here(request.actor, year, organisation, why=request.POST.get("why", ""), today=request.today)
    return done(request, message("The plan is kept here again."), "web:exchange-year", year)
