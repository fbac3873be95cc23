"""How long a report takes: a document of 40 pages in each form, what each kind of a city takes, and a batch.

The 40 pages are a made tree with a chart, tables and text in every section, other words and figures each
time, since the typesetter remembers what it has set; the kinds and the batch are those of a city of 40 boards
that has steered for ten years. Run: make bench-reports (HOME_FOLDER=path measures a copy of a home that is
there, with district profiles where it has published).
"""

import argparse
import io
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from _workspace_city import TODAY, fill

PAGES, SECONDS = 40, 2.0
"""A report of so many pages is to be made, in Word and PDF together, within so many seconds."""

BATCH = ("district-profile", "board-report")
"""The kinds of a batch, those of them that there are: profiles of districts, and the boards' reports."""


def main() -> int:
    """Print the processor's seconds of each beside the goal; 1 where it is missed."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="fardplan-bench-") as folder:
        place = Path(folder) / "home"
        if asked.home:
            shutil.copytree(asked.home, place)
        os.environ["FARDPLAN_HOME"] = str(place)
        os.environ["DJANGO_SETTINGS_MODULE"] = "fardplan.config.settings"
        os.environ.setdefault("FARDPLAN_SECRET_KEY", "measured, never served " * 3)
        import django

        django.setup()
        if not asked.home:
            fill(place)
        met = _forty_pages(asked.times)
        _of_the_city(place, asked.day)
        _batch(place, Path(folder) / "out", asked.day)
    print(f"goal {PAGES} pages as Word and PDF within {SECONDS:g} s: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="measure a copy of this home")
    parser.add_argument("--day", type=date.fromisoformat, default=TODAY, help="of what was known on this day")
    parser.add_argument("--times", type=int, default=5, help="how often each is made; the median is told")
    return parser.parse_args()


def _seconds(make: Callable[[], object], times: int = 1) -> tuple[float, Any]:
    """The median of the processor's seconds, and what was made last."""
    taken, made = [], None
    for _ in range(times):
        began = time.process_time()
        made = make()
        taken.append(time.process_time() - began)
    return median(taken), made


def _forty_pages(times: int) -> bool:
    from fardplan.reports.pdf import as_pdf
    from fardplan.reports.word import as_word
    from fardplan.reports.workbook import as_workbook

    sections = 1
    while _pages(as_pdf(_tree(sections, 0))) < PAGES:
        sections += 1
    trees = []
    tree, _ = _seconds(lambda: trees.append(_tree(sections, len(trees) + 1)), 3 * times)
    reports = iter(trees)
    pdf, content = _seconds(lambda: as_pdf(next(reports)), times)
    word, document = _seconds(lambda: as_word(next(reports)), times)
    excel, workbook = _seconds(lambda: as_workbook(next(reports)), times)
    print(f"{_pages(content)} pages, {sections} charts and {2 * sections} tables; median of {times}")
    for name, seconds, size in (
        ("tree", tree, 0),
        ("PDF", pdf, len(content)),
        ("Word", word, len(document)),
        ("Excel", excel, len(workbook)),
    ):
        print(f"  {name:<8}{seconds:7.2f} s" + (f"{size / 1024:9.0f} kB" if size else ""))
    print(f"  {'whole':<8}{tree + pdf + word:7.2f} s as Word and PDF")
    return tree + pdf + word < SECONDS


def _pages(content: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(content)).pages)


def _tree(sections: int, turn: int) -> Any:
    from fardplan.reports.tree import Head, Report

    head = Head("Stadsledningskontoret", "Rapport", "KS 2027/1", TODAY, "Åsa Ek")
    parts = tuple(_section(number, turn) for number in range(sections))
    return Report("bench", "Lägesrapport", "sv", head, parts, TODAY, simulated=True)


def _section(number: int, turn: int) -> Any:
    from fardplan.presentation.charts import LineChart, Point, Series, line_chart
    from fardplan.reports.tree import Figure, Section, Table, paragraph
    from fardplan.reports.vector import on_paper
    from fardplan.vocabulary.period import Period
    from fardplan.vocabulary.text import Text
    from fardplan.vocabulary.unit import Measure, Unit

    unit = Unit(measure=Measure.RATE, label=Text(sv="per 1 000", en="per 1,000"))
    values = [80 + number + turn / 10 + step * 1.2 for step in range(15)]
    line = tuple(
        Point(Period.of_year(2012 + at), value, value - 1, value + 1) for at, value in enumerate(values)
    )
    chart = LineChart(f"Mått {number}", unit, 0.1, (Series("Staden", line),))
    drawn = line_chart(chart, "sv", id=f"m{number}")
    behind = Table(drawn.title, drawn.table.header, drawn.table.rows, frozenset({1, 2}), source="Kolada")
    areas = Table(
        f"Områden {number}",
        ("Område", "Antal", "Andel"),
        tuple((f"Område {at}", f"{at}", f"{at},{turn}") for at in range(14)),
        frozenset({1, 2}),
        ("Talen är avrundade.",),
        "Områdesfakta",
    )
    said = tuple(paragraph(f"Stycke {at}. " + f"Ord {turn} i en mening om staden. " * 20) for at in range(4))
    figure = Figure(drawn.title, on_paper(drawn), drawn.description, behind, drawn.notes, "Kolada")
    return Section(f"Avsnitt {number}", (*said, figure, areas))


def _of_the_city(place: Path, day: date) -> None:
    """The first subject of each kind, as Word and PDF."""
    from fardplan.reports.pdf import as_pdf
    from fardplan.reports.word import as_word
    from fardplan.usecases.actors import Actor
    from fardplan.usecases.homes import open_home
    from fardplan.usecases.reporting.kinds import KINDS, make

    actor, home = Actor.operator("bench"), open_home(place)
    print(f"{'of each kind the first':<24}{'tree':>8}{'PDF':>8}{'Word':>8}{'pages':>8}")
    for key, kind in KINDS.items():
        for subject in kind.subjects(home, actor, day)[:1]:
            tree, report = _seconds(lambda: make(actor, home, key, subject.key, as_of=day))  # noqa: B023
            pdf, content = _seconds(lambda: as_pdf(report))  # noqa: B023
            word, _ = _seconds(lambda: as_word(report))  # noqa: B023
            print(f"  {key:<22}{tree:8.2f}{pdf:8.2f}{word:8.2f}{_pages(content):8}")


def _batch(place: Path, out: Path, day: date) -> None:
    from fardplan.usecases.actors import Actor
    from fardplan.usecases.homes import open_home
    from fardplan.usecases.reporting.batch import Became, make_many
    from fardplan.usecases.reporting.kinds import KINDS

    kinds = [key for key in BATCH if key in KINDS]
    for words in ("made", "made again"):
        order = (Actor.operator("bench"), open_home(place), kinds, out)
        taken, found = _seconds(lambda: make_many(*order, as_of=day))  # noqa: B023
        new, same = found.count(Became.NEW), found.count(Became.UNCHANGED)
        print(f"batch of {' and '.join(kinds)} {words}: {taken:.1f} s, {new} new files, {same} as they were")
        for one in found.failed:
            print(f"  {one.kind} {one.subject}: {one.why}")


if __name__ == "__main__":
    sys.exit(main())
