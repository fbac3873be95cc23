"""A report with one of everything, and with words that break careless writers."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from fardplan.presentation.charts import LineChart, Point, Series, line_chart
from fardplan.presentation.charts.model import Drawing
from fardplan.reports.tree import (
    Figure,
    Head,
    Note,
    OwnText,
    Paragraph,
    Points,
    Report,
    Run,
    Section,
    Table,
    paragraph,
    points,
)
from fardplan.reports.vector import on_paper
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.text import Text
from fardplan.vocabulary.unit import Measure, Unit

AS_OF = date(2027, 5, 3)
AWKWARD = 'Bostad & bygd <b>fet</b> {{ x }} #show \\ "citat" 😀 שלום مرحبا'
LONG = "Nämnden för " + "mycket långa namn " * 11
RATE = Unit(measure=Measure.RATE, label=Text(sv="per 1 000", en="per 1,000"))


def drawing() -> Drawing:
    values = [80 + step * 1.2 for step in range(9)]
    city = tuple(
        Point(Period.of_year(2015 + at), value, value - 1, value + 1) for at, value in enumerate(values)
    )
    country = tuple(Point(point.period, (point.value or 0) - 3) for point in city)
    chart = LineChart("Behörighet", RATE, 0.1, (Series("Staden", city), Series("Riket", country)))
    return line_chart(chart, "sv", id="a")


def figure() -> Figure:
    drawn = drawing()
    return Figure(drawn.title, on_paper(drawn), drawn.description, behind(drawn), drawn.notes, "Kolada")


def behind(drawn: Drawing) -> Table:
    header = drawn.table.header
    return Table(drawn.title, header, drawn.table.rows, frozenset(range(1, len(header))), source="Kolada")


def report(*, rows: int = 3, sections: int = 1) -> Report:
    table = Table(
        "Områden",
        ("Område", "Antal", "Andel"),
        tuple((LONG if at == 1 else f"Område {at}", str(at), "1 000,5") for at in range(rows)),
        frozenset({1, 2}),
        ("Talen är avrundade.",),
        "Områdesfakta",
    )
    return Report(
        "status",
        "Lägesrapport för alla",
        "sv",
        Head("Stadsledningskontoret", "Rapport", "KS 2018/911", AS_OF, "Åsa Ek", "08-508 29 000", "KS"),
        (
            Section("Förslag till beslut", (points("Godkänna rapporten.", AWKWARD, numbered=True),)),
            *(
                Section(
                    f"Sammanfattning {number}",
                    (
                        paragraph("Läget i korthet.", lead=True),
                        Paragraph(
                            (
                                Run("Det ökar", new=True),
                                Run(" mycket", strong=True),
                                Run(" här", href="https://a.example/"),
                            )
                        ),
                        Note("Att veta", AWKWARD),
                        figure(),
                        Section(
                            "Kontorets synpunkter",
                            (
                                OwnText(f"view-{number}", "Synpunkter", (AWKWARD, "Andra stycket.")),
                                OwnText(f"empty-{number}", "Samråd", prompt="Skriv hur ärendet har beretts."),
                                Points(((Run("En punkt"),), (Run("En till"),))),
                                table,
                            ),
                        ),
                    ),
                    new_page=number > 0,
                )
                for number in range(sections)
            ),
        ),
        AS_OF,
        subtitle="Våren 2027",
        simulated=True,
        sources=("Kolada N15436, 2026-04-15",),
        signatures=(("Åsa Ek", "Stadsdirektör"),),
    )


UNTOLD = frozenset({"svg", "key", "language", "form", "edition", "subject", "href"})
"""What of a report nobody reads as words."""


def reworded(told: Any, change: Callable[[str], str]) -> Any:
    """The same with every text in it changed, but for those that are empty."""
    if isinstance(told, str):
        return change(told) if told else told
    if isinstance(told, tuple):
        return tuple(reworded(one, change) for one in told)
    if not is_dataclass(told) or isinstance(told, type):
        return told
    names = (one.name for one in fields(told) if one.name not in UNTOLD)
    return replace(told, **{name: reworded(getattr(told, name), change) for name in names})
