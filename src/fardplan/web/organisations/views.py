"""The city's organisations, and the units below them that people add and end."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from fardplan.presentation.translations import message, translate
from fardplan.usecases.units import (
    ListedOrganisation,
    OrganisationPage,
    UnitLine,
    add_unit,
    check_can_keep_units,
    end_unit,
    see_organisation,
    see_organisations,
)
from fardplan.vocabulary.text import Language
from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import Listing
from fardplan.web.organisations.forms import LastDay, NewUnit
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message

KINDS = {
    "council": message("council"),
    "executive": message("executive board"),
    "board": message("board"),
    "district_board": message("district board"),
    "company": message("company"),
    "unit": message("unit"),
    "other": message("other"),
}
STATES = {"there": message("in place"), "to_come": message("to come"), "ended": message("ended")}
SHAPES = {"there": "full", "to_come": "wait", "ended": "cross"}


def _stands(row: ListedOrganisation | UnitLine, request: WorkRequest) -> str:
    one = row.organisation if isinstance(row, ListedOrganisation) else row.unit
    if one.valid_to is not None and one.valid_to < request.today:
        return "ended"
    return "there" if one.is_there(request.today) else "to_come"


def _state(row: ListedOrganisation | UnitLine, request: WorkRequest) -> State:
    stands = _stands(row, request)
    return State(SHAPES[stands], translate(STATES[stands], request.language))


@signed_in
def listed(request: WorkRequest) -> HttpResponse:
    """All organisations of the city."""
    listing = _listing(request, see_organisations(request.actor, today=request.today))
    if listing.wanted:
        return listing.download()
    return render_page(request, "web/organisations/list.html", {"listing": listing})


def _listing(request: WorkRequest, rows: tuple[ListedOrganisation, ...]) -> Listing[ListedOrganisation]:
    language = request.language
    return Listing(
        request,
        rows,
        name="organisationer",
        title=translate("Organisations", language),
        columns=(
            Column("namn", lazy_message("Organisation"), lambda row: row.organisation.name, href=_href),
            Column("slag", lazy_message("Kind"), lambda row: kind_word(row.organisation.kind, language)),
            Column("lage", lazy_message("State"), lambda row: _state(row, request)),
            Column("enheter", lazy_message("Units"), lambda row: row.units),
            Column("fran", lazy_message("From"), lambda row: row.organisation.valid_from),
            Column("till", lazy_message("To"), lambda row: row.organisation.valid_to),
            Column(
                "efter",
                lazy_message("Taken over by"),
                lambda row: ", ".join(name.in_language(language) for name in row.successors),
            ),
        ),
        choices=(
            Choice(
                "slag",
                lazy_message("Kind"),
                lambda row: row.organisation.kind,
                said=lambda kind: kind_word(kind, language),
            ),
            Choice(
                "lage",
                lazy_message("State"),
                lambda row: _stands(row, request),
                said=lambda state: translate(STATES[state], language),
            ),
        ),
        search=lambda row: f"{row.organisation.name.sv} {row.organisation.name.en or ''}",
    )


def kind_word(kind: str, language: Language) -> str:
    """A kind of organisation in words."""
    return translate(KINDS[kind], language)


def _href(row: ListedOrganisation) -> str:
    return reverse("web:organisations-one", args=[row.organisation.key])


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit on its organisation's page. `depth`: a class for how far in it stands."""

    line: UnitLine
    depth: str
    state: State
    may_end: bool


@signed_in
def organisation(request: WorkRequest, key: str) -> HttpResponse:
    """An organisation with its units."""
    page = see_organisation(key, actor=request.actor)
    values = {
        "page": page,
        "kind": kind_word(page.organisation.kind, request.language),
        "units": [_shown(line, page, request) for line in page.units],
    }
    return render_page(request, "web/organisations/one.html", values)


def _shown(line: UnitLine, page: OrganisationPage, request: WorkRequest) -> ShownUnit:
    return ShownUnit(
        line,
        f"depth-{min(line.depth, 4)}",
        _state(line, request),
        page.may_keep and line.unit.valid_to is None,
    )


@signed_in
def add(request: WorkRequest, key: str) -> HttpResponse:
    """Add a unit below an organisation or a unit."""
    page = see_organisation(key, actor=request.actor)
    check_can_keep_units(request.actor, organisation=key)
    form = NewUnit(request.POST or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            add_unit(key, **form.cleaned_data, actor=request.actor, today=request.today)
            return done(request, message("The unit is added."), "web:organisations-one", _top(page))
    return render_page(request, "web/organisations/add.html", {"form": form, "page": page, "top": _top(page)})


@signed_in
def end(request: WorkRequest, key: str) -> HttpResponse:
    """Give a unit its last day."""
    page = see_organisation(key, actor=request.actor)
    check_can_keep_units(request.actor, organisation=key)
    form = LastDay(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        with told_in(form):
            end_unit(key, sent["day"], why=sent["why"], actor=request.actor)
            return done(request, message("The unit has its last day."), "web:organisations-one", _top(page))
    return render_page(request, "web/organisations/end.html", {"form": form, "page": page, "top": _top(page)})


def _top(page: OrganisationPage) -> str:
    """The organisation that a unit belongs to, at the top."""
    return page.above[0].key if page.above else page.organisation.key
