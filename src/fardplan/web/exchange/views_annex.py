"""The budget's annex: the council's indicators with yearly targets, and what the roadmap proposes."""

from django.http import Http404, HttpResponse

from fardplan.boards.year_target import read_target
from fardplan.presentation.translations import message, translate
from fardplan.usecases.exchange.annex import AnnexRow, annex, annex_file
from fardplan.web.lists.columns import Choice, Column
from fardplan.web.lists.listing import CSV, XLSX, Listing
from fardplan.web.shell.home import home
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message

PROPOSED, IN_BUDGET = message("proposed from the roadmap"), message("in the council's budget")


def _target(row: AnnexRow) -> float | str | None:
    number, words = read_target(row.target, row.unit)
    return words if number is None else number


@signed_in
def page(request: WorkRequest, year: int) -> HttpResponse:
    """The annex as a list."""
    found = annex(request.actor, home(), year, today=request.today)
    language = request.language

    def origin(row: AnnexRow) -> str:
        return translate(PROPOSED if row.proposed else IN_BUDGET, language)

    listing = Listing(
        request,
        found.rows,
        name=f"kf-indikatorer-{year}",
        title=translate("The council's indicators {year}", language, year=year),
        columns=(
            Column("indikator", lazy_message("The council's indicator"), lambda row: row.indicator),
            Column("mal", lazy_message("The council's goal"), lambda row: row.goal or None),
            Column("enhet", lazy_message("Unit"), lambda row: row.unit or None),
            Column("arsmal", lazy_message("Yearly target"), _target),
            Column(
                "organisation",
                lazy_message("Board or company"),
                lambda row: row.name or translate("the whole city", language),
            ),
            Column(
                "ursprung",
                lazy_message("Where it comes from"),
                origin,
                note=lambda row: f"{row.milestone} ({row.level})" if row.proposed else "",
            ),
        ),
        choices=(Choice("ursprung", lazy_message("Where it comes from"), origin),),
        search=lambda row: f"{row.indicator} {row.goal} {row.name}",
        simulated=lambda row: row.simulated,
    )
    if listing.wanted:
        return listing.download()
    simulated = any(row.simulated for row in found.rows)
    values = {"found": found, "listing": listing, "simulated": simulated}
    return render_page(request, "web/exchange/annex.html", values)


@signed_in
def file(request: WorkRequest, year: int, kind: str) -> HttpResponse:
    """The annex in the columns and words of the other system's export."""
    if kind not in ("xlsx", "csv"):
        raise Http404
    found = annex(request.actor, home(), year, today=request.today)
    content = annex_file(found, request.language, as_text=kind == "csv")
    answer = HttpResponse(content, content_type=CSV if kind == "csv" else XLSX)
    answer["Content-Disposition"] = f'attachment; filename="kf-indikatorer-{year}-bilaga.{kind}"'
    return answer
