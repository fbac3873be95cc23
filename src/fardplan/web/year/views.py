"""The years, one of them at a glance, how far boards have come, opening, days and takeovers."""

from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.urls import reverse

from fardplan.boards.carrying import Coming, Doubt
from fardplan.boards.chain import PlanItem
from fardplan.boards.cycle import current_step
from fardplan.presentation.translations import message, translate
from fardplan.usecases.year.calendar import year_calendar
from fardplan.usecases.year.closing import close_year, reopen_year
from fardplan.usecases.year.merging import merge, merger
from fardplan.usecases.year.opening import change_days, open_year, opening
from fardplan.usecases.year.overview import (
    YearPage,
    all_years,
    days_of_step,
    year_page,
    year_to_close,
    year_to_reopen,
)
from fardplan.usecases.year.progress import Row, YearProgress, year_progress
from fardplan.vocabulary.text import Language, Text
from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import Listing
from fardplan.web.shell.clock import now
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message
from fardplan.web.year.forms import CloseYearForm, DaysForm, MergerForm, OpeningForm, ReopenYearForm
from fardplan.web.year.words import (
    DOUBTS,
    HANDED_IN,
    SHAPES,
    STAYS,
    cell_shape,
    cell_words,
    stands,
    stands_words,
    state_words,
)


@signed_in
def years(request: WorkRequest) -> HttpResponse:
    """Every year, and what a coordinator may do next."""
    found = all_years(request.actor, today=request.today)
    return render_page(request, "web/year/years.html", {"found": found})


@signed_in
def year(request: WorkRequest, year: int) -> HttpResponse:
    """A year at a glance: its steps with their days, and where the boards stand."""
    found = year_page(request.actor, year, today=request.today)
    steps = [
        {
            "step": item.step,
            "is_now": item.is_now,
            "states": [
                {"shape": SHAPES[state], "words": state_words(state, request.language), "count": count}
                for state, count in (item.summary.states if item.summary else ())
            ],
            "late": item.summary.late if item.summary else 0,
        }
        for item in found.steps
    ]
    values = {
        "found": found,
        "steps": steps,
        "left": _left(found, request.language),
        "simulated": found.simulated,
    }
    return render_page(request, "web/year/year.html", values)


@signed_in
def calendar(request: WorkRequest, year: int) -> HttpResponse:
    """A year's days for the person's own calendar, with the meetings of the boards that are theirs."""
    address = request.build_absolute_uri(reverse("web:year-year", args=[year]))
    content = year_calendar(request.actor, home(), year, language=request.language, address=address)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    name = f"{translate(message('calendar'), request.language)}-{year}.ics"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@signed_in
def progress(request: WorkRequest, year: int) -> HttpResponse:
    """How far every board has come: one table, organisation by step."""
    found = year_progress(request.actor, year, today=request.today)
    listing = _listing(request, found)
    if listing.wanted:
        return listing.download()
    values = {"found": found, "listing": listing, "simulated": any(row.simulated for row in found.rows)}
    return render_page(request, "web/year/progress.html", values)


def _left(found: YearPage, language: Language) -> list[tuple[Text, list[tuple[Text, str, str, str]]]]:
    """What a year waits for of each organisation: steps with an address, and the shape and words of each."""
    return [
        (
            one.organisation.name,
            [
                (
                    step.days.name,
                    reverse("web:year-handed_in", args=[step.year, step.days.key, one.organisation.key]),
                    cell_shape(cell),
                    cell_words(cell, language),
                )
                for step, cell in one.steps
            ],
        )
        for one in found.left
    ]


def _listing(request: WorkRequest, found: YearProgress) -> Listing[Row]:
    language, number = request.language, found.year.year

    def said(row: Row, place: int) -> State:
        return State(cell_shape(row.cells[place]), cell_words(row.cells[place], language))

    def address(row: Row, place: int) -> str | None:
        cell = row.cells[place]
        return reverse("web:year-handed_in", args=[number, cell.step, cell.organisation]) if cell else None

    steps = [
        Column[Row](
            item.days.key,
            item.days.name.in_language(language),
            value=lambda row, place=place: said(row, place),  # type: ignore[misc]
            href=lambda row, place=place: address(row, place),  # type: ignore[misc]
            order=lambda row, place=place: _place(row, place),  # type: ignore[misc]
        )
        for place, item in enumerate(found.steps)
    ]
    keys = [item.days.key for item in found.steps]
    names = {item.days.key: item.days.name.in_language(language) for item in found.steps}
    now = current_step([item.days for item in found.steps], request.today)
    asked = request.GET.get("steg", "")
    at = next((keys.index(key) for key in (asked, now.key if now else "") if key in names), 0)

    def is_late(row: Row) -> bool:
        cell = row.cells[at] if asked in names else None
        return bool(cell.late) if cell else asked not in names and row.is_late

    return Listing(
        request,
        found.rows,
        name=f"lage-{number}",
        title=translate("How far boards have come, {year}", language, year=number),
        columns=(
            Column("namnd", lazy_message("Organisation"), lambda row: row.organisation.name),
            *steps,
            Column(
                "kontakt",
                lazy_message("To ask"),
                lambda row: ", ".join(contact.name for contact in row.contacts) or None,
                note=lambda row: ", ".join(contact.email for contact in row.contacts if contact.email),
            ),
            Column(
                "epost",
                lazy_message("E-mail"),
                lambda row: ", ".join(contact.email for contact in row.contacts),
                file_only=True,
            ),
        ),
        choices=(
            Choice(
                "steg",
                lazy_message("Step"),
                lambda row: [cell.step for cell in row.cells if cell],
                said=lambda value: names.get(value, value),
                first=tuple(keys),
            ),
            Choice(
                "sen",
                lazy_message("Late"),
                lambda row: "ja" if is_late(row) else "nej",
                said=lambda value: (
                    translate(message("late"), language)
                    if value == "ja"
                    else translate(message("in time"), language)
                ),
            ),
            Choice(
                "lage",
                names[keys[at]] if keys else "",
                lambda row: stands(row.cells[at]),
                said=lambda value: stands_words(value, language),
                first=(HANDED_IN,),
            ),
        ),
        simulated=lambda row: row.simulated,
        search=lambda row: f"{row.organisation.name.sv} {row.organisation.name.en or ''}",
    )


def _place(row: Row, place: int) -> tuple[int, int] | None:
    """Rows that are furthest behind first."""
    cell = row.cells[place]
    if cell is None:
        return None
    return -cell.late, list(SHAPES).index(cell.state)


@signed_in
def open_(request: WorkRequest, year: int) -> HttpResponse:
    """What opening a year would do, and doing it."""
    found = opening(request.actor, home(), year, today=request.today)
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            opened = open_year(
                request.actor,
                home(),
                year,
                today=request.today,
                with_council=form.cleaned_data["council"],
                with_plans=form.cleaned_data["plans"],
            )
            told = message(
                "{year} is open. {council} things of the council's and {plans} of plans came along."
            )
            return done(
                request, told, "web:year-year", year, year=year, council=opened.council, plans=opened.plans
            )
    carry = found.carry
    values = {
        "found": found,
        "form": form,
        "coming": _by_organisation(request, carry.plans, found.names) if carry else (),
        "council": [(item.item, _doubts(request, item.doubts)) for item in carry.council] if carry else (),
        "staying": [(item, translate(STAYS[why], request.language)) for item, why in carry.plans_stay]
        if carry
        else (),
        "council_staying": [
            (item, translate(STAYS[why], request.language)) for item, why in carry.council_stays
        ]
        if carry
        else (),
    }
    return render_page(request, "web/year/open.html", values)


def _doubts(request: WorkRequest, doubts: Iterable[Doubt]) -> str:
    return ", ".join(translate(DOUBTS[doubt], request.language) for doubt in doubts)


def _by_organisation(
    request: WorkRequest, coming: Iterable[Coming], names: Mapping[str, Text]
) -> list[tuple[str, list[tuple[PlanItem, str]]]]:
    """What comes along, under the names of the organisations whose plans it is from."""
    found: dict[str, list[tuple[PlanItem, str]]] = {}
    for one in coming:
        name = names[one.item.organisation].in_language(request.language)
        found.setdefault(name, []).append((one.item, _doubts(request, one.doubts)))
    return list(found.items())


@signed_in
def days(request: WorkRequest, year: int, step: str) -> HttpResponse:
    """The days of a step, set anew with a reason."""
    found = days_of_step(request.actor, year, step)
    was = found.days
    initial = {name: getattr(was, name) for name in DaysForm.base_fields if name != "why"}
    form = DaysForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            given = form.days(was)
            change_days(request.actor, year, given, why=form.cleaned_data["why"], today=request.today)
            return done(request, message("The days are changed."), "web:year-year", year)
    return render_page(request, "web/year/days.html", {"found": found, "form": form})


@signed_in
def close(request: WorkRequest, year: int) -> HttpResponse:
    """Close a year; where something in it was never decided, saying why it is closed all the same."""
    found = year_to_close(request.actor, year, today=request.today)
    form = CloseYearForm(request.POST or None)
    if request.method == "POST" and (not found.left or form.is_valid()):
        with told_in(form):
            close_year(request.actor, year, today=request.today, why=request.POST.get("why", ""))
            return done(request, message("{year} is closed."), "web:year-year", year, year=year)
    values = {"found": found, "form": form, "left": _left(found, request.language)}
    return render_page(request, "web/year/close.html", values)


@signed_in
def reopen(request: WorkRequest, year: int) -> HttpResponse:
    """Open a closed year again, by decision."""
    page = year_to_reopen(request.actor, year)
    form = ReopenYearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            why = form.cleaned_data["why"]
            reopen_year(request.actor, year, form.decision, why=why, today=request.today)
            return done(request, message("{year} is open again."), "web:year-year", year, year=year)
    return render_page(request, "web/year/reopen.html", {"year": page, "form": form})


@signed_in
def takeover(request: WorkRequest, key: str) -> HttpResponse:
    """What a board takes over from those that ended into it, and letting it."""
    found = merger(request.actor, key, today=request.today)
    form = MergerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            merged = merge(
                request.actor,
                key,
                form.decision,
                today=request.today,
                at=now(),
                with_grants=form.cleaned_data["grants"],
                with_council=form.cleaned_data["council"],
            )
            told = message(
                "{items} things go on with {name}, {endings} ended, {grants} roles were given, and {asked} "
                "things that the council asks are asked of it now."
            )
            return done(
                request,
                told,
                "web:year-years",
                name=found.successor.name.in_language(request.language),
                items=merged.items,
                endings=merged.endings,
                grants=merged.grants,
                asked=merged.asked,
            )
    names = {one.key: one.name.in_language(request.language) for one in found.predecessors}
    values = {
        "found": found,
        "form": form,
        "going": _by_board(names, {year: handed.goes_on for year, handed in found.plans.items()}),
        "ending": _by_board(names, {year: handed.ends for year, handed in found.plans.items()}),
        "undecided": [(names[one.submitted.organisation], one.step) for one in found.endings],
        "asked": sorted({item.text for items in found.asked_of_none.values() for item in items}),
        "people": [(one.name, names[one.organisation]) for one in found.people],
    }
    return render_page(request, "web/year/takeover.html", values)


def _by_board(
    names: Mapping[str, str], plans: Mapping[int, Iterable[PlanItem]]
) -> list[tuple[str, int, list[PlanItem]]]:
    """Things of plans for each board that ended and each year."""
    grouped = [
        (name, year, [item for item in items if item.organisation == board])
        for board, name in names.items()
        for year, items in sorted(plans.items())
    ]
    return [(name, year, items) for name, year, items in grouped if items]
