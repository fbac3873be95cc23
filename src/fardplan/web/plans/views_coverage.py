"""Who carries which strategy: the matrix of a day, and the list of what has to be mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from fardplan.boards.considered import Drawn
from fardplan.boards.coverage import Carrying, Cell, Finding, Flaw, Row
from fardplan.presentation.translations import translate
from fardplan.usecases.exchange.lists import Heading, list_as_csv, list_as_xlsx
from fardplan.usecases.year.coverage import CoveragePage, coverage_page, current_year
from fardplan.usecases.year.told import KnownOrganisation
from fardplan.vocabulary.text import Language, Text
from fardplan.web.lists.about import about_list
from fardplan.web.lists.columns import Choice, Column, State
from fardplan.web.lists.listing import CSV, XLSX, Listing
from fardplan.web.plans.views_board import KINDS
from fardplan.web.plans.words import CELL_SHAPES, FLAW_HELP, LONG, SHORT, flaw_word
from fardplan.web.shell.clock import as_of
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.tags import SHAPES
from fardplan.web.shell.words import lazy_message


@signed_in
def now(request: WorkRequest) -> HttpResponse:
    """On to the matrix of this year."""
    year = current_year(actor=request.actor, today=request.today)
    if year is None:
        return render_page(request, "web/plans/no_year.html")
    return HttpResponseRedirect(reverse("web:plans-coverage", args=[year]))


@dataclass(frozen=True, slots=True)
class Head:
    """A strategy as the head of a column: its number, its words, and who carries it."""

    key: str
    number: str
    text: Text
    acting: int
    ordinary: int
    who: tuple[tuple[str, str], ...]
    is_carried: bool


@dataclass(frozen=True, slots=True)
class AreaHead:
    name: Text
    key: str
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation with its cells, already drawn."""

    key: str
    name: Text
    cells: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """How many of a flaw there are."""

    flaw: Flaw
    words: str
    count: int


@signed_in
def matrix(request: WorkRequest, year: int) -> HttpResponse:
    """The matrix; `?malomrade=` and `?slag=` filter it, `?program=1` is of local programmes."""
    page = _page(request, year)
    language = request.language
    rows = [row for row in page.coverage.rows if _asked(request, "malomrade", row.target_area)]
    places = [number for number, one in enumerate(page.organisations) if _asked(request, "slag", one.kind)]
    if request.GET.get("fil") in ("csv", "xlsx"):
        return _file(request, page, rows, places)
    values = {
        "page": page,
        "areas": _heads(page, rows, places, language),
        "lines": _lines(page, rows, places, language),
        "kinds": [
            (kind, translate(KINDS[kind], language))
            for kind in dict.fromkeys(one.kind for one in page.organisations)
        ],
        "chosen_area": request.GET.get("malomrade", ""),
        "chosen_kind": request.GET.get("slag", ""),
        "found": _counted(page, language),
        "legend": [
            (CELL_SHAPES[one], translate(SHORT[one], language), translate(LONG[one], language))
            for one in Carrying
        ],
        "shapes": [(name, mark_safe(SHAPES[name])) for name in CELL_SHAPES.values()],  # noqa: S308
        "simulated": page.simulated,
    }
    return render_page(request, "web/plans/coverage.html", values)


def _page(request: WorkRequest, year: int) -> CoveragePage:
    return coverage_page(
        year,
        actor=request.actor,
        today=request.today,
        as_of=as_of(request),
        programme="program" in request.GET,
    )


def _asked(request: WorkRequest, name: str, value: str) -> bool:
    return request.GET.get(name, "") in ("", value)


def _heads(page: CoveragePage, rows: Iterable[Row], places: list[int], language: Language) -> list[AreaHead]:
    shown = {row.strategy: row for row in rows}
    found = []
    for number, area in enumerate(page.roadmap.target_areas, 1):
        heads = []
        for strategy in page.roadmap.strategies_of(area.key):
            row = shown.get(strategy.key)
            if row is None:
                continue
            cells = [(page.organisations[place], row.cells[place]) for place in places]
            heads.append(
                Head(
                    strategy.key,
                    f"{number}.{strategy.number}",
                    strategy.text,
                    sum(cell.carrying is Carrying.ACTS for _, cell in cells),
                    sum(cell.carrying is Carrying.ORDINARY for _, cell in cells),
                    _who(cells, language),
                    row.is_carried,
                )
            )
        if heads:
            found.append(AreaHead(area.name, area.key, tuple(heads)))
    return found


def _who(cells: Iterable[tuple[KnownOrganisation, Cell]], language: Language) -> tuple[tuple[str, str], ...]:
    """Everybody by what they do of a strategy."""
    names: dict[Carrying, list[str]] = {one: [] for one in Carrying}
    for body, cell in cells:
        names[cell.carrying].append(body.name.in_language(language))
    return tuple((translate(LONG[one], language), ", ".join(who)) for one, who in names.items() if who)


def _lines(page: CoveragePage, rows: list[Row], places: list[int], language: Language) -> list[Line]:
    drawn = _Drawn(language)
    found = []
    for place in places:
        body = page.organisations[place]
        where = reverse("web:plans-board", args=[page.year.year, body.key])
        considered = reverse("web:plans-considered", args=[page.year.year, body.key])
        if page.programme:
            where = reverse("web:plans-programme", args=[page.year.year, body.key])
            considered += "?program=1"
        cells = [drawn.cell(row.cells[place], where, f"{considered}#{row.target_area}") for row in rows]
        found.append(Line(body.key, body.name, mark_safe("".join(cells))))  # noqa: S308 - each was escaped
    return found


class _Drawn:
    """Cells as markup: a shape, its word unseen, and where it leads. Each kind is made once a page."""

    def __init__(self, language: Language) -> None:
        self._inside = {
            (carrying, drawn): self._made(carrying, drawn, language)
            for carrying in Carrying
            for drawn in Drawn
        }

    @staticmethod
    def _made(carrying: Carrying, drawn: Drawn, language: Language) -> SafeString:
        open_ = drawn in (Drawn.PLAN, Drawn.STALE) and carrying is not Carrying.SILENT
        word = translate("unconfirmed", language)
        mark = format_html('<span class="cover-open">, {}</span>', word) if open_ else ""
        return format_html(
            '<svg aria-hidden="true"><use href="#cell-{}"/></svg><span class="unseen">{}{}</span>',
            CELL_SHAPES[carrying],
            translate(SHORT[carrying], language),
            mark,
        )

    def cell(self, cell: Cell, plan: str, considered: str) -> str:
        """Markup: the addresses are ours, and need no escaping; a reason does."""
        where = f"{plan}#punkt-{cell.items[0]}" if cell.items else considered
        why = f' title="{escape(cell.why)}"' if cell.why else ""
        inside = self._inside[cell.carrying, cell.drawn]
        return f'<td class="cover-cell is-{cell.carrying}"><a href="{where}"{why}>{inside}</a></td>'


def _counted(page: CoveragePage, language: Language) -> list[Found]:
    counts = dict.fromkeys(Flaw, 0)
    for finding in page.coverage.findings:
        counts[finding.flaw] += 1
    return [Found(flaw, flaw_word(flaw, language), count) for flaw, count in counts.items() if count]


def _file(request: WorkRequest, page: CoveragePage, rows: list[Row], places: list[int]) -> HttpResponse:
    """The matrix as a workbook or text: strategies down, organisations across, a word in every cell."""
    language = request.language
    bodies = [page.organisations[place] for place in places]
    headings = [
        Heading(translate("Target area", language)),
        Heading(translate("Strategy", language)),
        *(Heading(body.name.in_language(language)) for body in bodies),
    ]
    table: list[list[str]] = [
        [
            page.area_names[row.target_area].in_language(language),
            page.strategy_names[row.strategy].in_language(language),
            *(translate(LONG[row.cells[place].carrying], language) for place in places),
        ]
        for row in rows
    ]
    name = f"tackning-{page.year.year}-{page.day}"
    if request.GET["fil"] == "xlsx":
        title = translate("Who carries what {year}", language, year=page.year.year)
        about = about_list(title, language, request.today, simulated=page.simulated)
        return _attached(list_as_xlsx(title, headings, table, about=about), XLSX, f"{name}.xlsx")
    return _attached(list_as_csv(headings, table), CSV, f"{name}.csv")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
def findings(request: WorkRequest, year: int) -> HttpResponse:
    """What has to be mended, each with a link to where."""
    page = _page(request, year)
    language = request.language
    listing = Listing(
        request,
        page.coverage.findings,
        name=f"atgarda-{year}",
        title=translate("To mend {year}", language, year=year),
        columns=(
            Column("brist", lazy_message("What"), lambda row: State("late", flaw_word(row.flaw, language))),
            Column(
                "vad", lazy_message("Where"), lambda row: _about(row, page), href=lambda row: _mend(row, page)
            ),
            Column(
                "organisation",
                lazy_message("Organisation"),
                lambda row: page.names.get(row.organisation or ""),
            ),
            Column(
                "malomrade",
                lazy_message("Target area"),
                lambda row: ", ".join(
                    page.area_names[key].in_language(language) for key in sorted(page.area_of(row))
                ),
            ),
            Column(
                "varfor",
                lazy_message("What it means"),
                lambda row: translate(FLAW_HELP[row.flaw], language),
                sorts=False,
                file_only=True,
            ),
        ),
        choices=(
            Choice(
                "typ",
                lazy_message("What"),
                lambda row: row.flaw.value,
                said=lambda flaw: flaw_word(Flaw(flaw), language),
                first=tuple(flaw.value for flaw in Flaw),
            ),
            Choice(
                "namnd",
                lazy_message("Organisation"),
                lambda row: row.organisation,
                said=lambda key: _named(key, page.names, language),
            ),
            Choice(
                "malomrade",
                lazy_message("Target area"),
                lambda row: sorted(page.area_of(row)),
                said=lambda key: (
                    page.area_names[key].in_language(language) if key in page.area_names else key
                ),
            ),
        ),
        search=lambda row: _words(_about(row, page), language),
    )
    if listing.wanted:
        return listing.download()
    return render_page(
        request, "web/plans/findings.html", {"page": page, "listing": listing, "simulated": page.simulated}
    )


def _named(key: str, names: Mapping[str, Text], language: Language) -> str:
    return names[key].in_language(language) if key in names else key


def _words(value: Text | str, language: Language) -> str:
    return value if isinstance(value, str) else value.in_language(language)


def _about(finding: Finding, page: CoveragePage) -> Text | str:
    """What a finding is about: a strategy, a thing in a plan, an indicator, or a target area."""
    if finding.strategy:
        return page.strategy_names[finding.strategy]
    key = finding.item or ""
    if key in page.items:
        return page.items[key].title
    if key in page.council:
        return page.council[key].words
    return page.area_names.get(finding.target_area or "", Text(sv=""))


def _mend(finding: Finding, page: CoveragePage) -> str:
    """Where a finding is mended."""
    year = page.year.year
    if finding.flaw is Flaw.INDICATOR_OF_NOBODY:
        return reverse("web:plans-council-item", args=[year, finding.item])
    if finding.item:
        return reverse("web:plans-item", args=[finding.item])
    if finding.organisation:
        where = reverse("web:plans-considered", args=[year, finding.organisation])
        return f"{where}{'?program=1' if page.programme else ''}#{finding.target_area}"
    return f"{reverse('web:plans-coverage', args=[year])}#strategi-{finding.strategy}"
