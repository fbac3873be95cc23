"""What is marked as new in a report, what is told as gone, and that nothing else of it changes."""

import io
from dataclasses import replace
from datetime import date

from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from fardplan.reports.changes import KEY, since
from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import (
    Figure,
    Head,
    Paragraph,
    Part,
    Points,
    Report,
    Run,
    Section,
    Table,
    paragraph,
    points,
    walk,
)
from fardplan.reports.web import as_web
from fardplan.reports.word import as_word
from tests.portal.markup import read

EARLIER, NOW = date(2027, 3, 1), date(2027, 5, 3)


def report(*parts: Part, day: date = NOW) -> Report:
    return Report("status", "Läget", "sv", Head("Stadsledningskontoret", "Lägesrapport"), parts, day)


def told(before: Report, now: Report) -> list[object]:
    """The parts with what is new within stars, and cells that are new with their place."""
    found: list[object] = []
    for part in walk(since(now, before).parts):
        if isinstance(part, Section):
            found.append(f"# {part.title}")
        elif isinstance(part, Paragraph):
            found.append(starred(part.runs))
        elif isinstance(part, Points):
            found.append([starred(item) for item in part.items])
        elif isinstance(part, Table):
            found.append(sorted(part.new))
        elif isinstance(part, Figure) and part.table:
            found.append(sorted(part.table.new))
    return found


def starred(runs: tuple[Run, ...]) -> str:
    return "".join(f"*{run.text}*" if run.new else run.text for run in runs)


def test_only_the_sentences_that_are_others_are_marked() -> None:
    before = report(paragraph("Andelen ökar. Den är 88,1 procent. Det räcker inte.", key="a"), day=EARLIER)
    now = report(paragraph("Andelen ökar. Den är 88,9 procent. Det räcker inte.", key="a"))
    assert told(before, now) == [
        "# Vad som har ändrats",
        "Det som är nytt eller ändrat sedan rapporten den 1\N{NO-BREAK SPACE}mars 2027 är markerat.",
        "Andelen ökar. *Den är 88,9 procent.* Det räcker inte.",
    ]


def test_what_is_added_is_marked_whole_and_what_is_gone_is_told() -> None:
    before = report(paragraph("Ett.", key="a"), paragraph("Två."), points("tre", "fyra"), day=EARLIER)
    now = report(paragraph("Två."), points("tre", "fem"), paragraph("Sex.", key="b"))
    assert told(before, now) == [
        "# Vad som har ändrats",
        "Det som är nytt eller ändrat sedan rapporten den 1\N{NO-BREAK SPACE}mars 2027 är markerat.",
        "Detta stod i rapporten den 1\N{NO-BREAK SPACE}mars 2027 och finns inte längre med:",
        ["Ett.", "fyra"],
        "Två.",
        ["tre", "*fem*"],
        "*Sex.*",
    ]


def test_a_paragraph_of_several_runs_is_marked_as_one() -> None:
    before = report(Paragraph((Run("Skäl: ", strong=True), Run("ett")), "a"), day=EARLIER)
    now = report(Paragraph((Run("Skäl: ", strong=True), Run("två")), "a"))
    assert told(before, now)[-1] == "*Skäl: **två*"


def test_cells_are_compared_by_row_and_column_of_the_same_name() -> None:
    def table(header: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
        return Table("Läget", header, rows)

    before = table(("Område", "2026"), ("Kista", "1"), ("Farsta", "2"), ("Kista", "3"))
    now = table(("Område", "2027", "2026"), ("Farsta", "5", "2"), ("Kista", "6", "1"), ("Kista", "7", "4"))
    new = [(0, 1), (1, 1), (2, 1), (2, 2)]
    assert told(report(before, day=EARLIER), report(now))[-1] == new
    drawing = Figure("Bild", "<svg/>", "En bild", now)
    assert told(report(replace(drawing, table=before), day=EARLIER), report(drawing))[-1] == new
    assert told(report(day=EARLIER), report(now))[-1] == [
        (row, column) for row in range(3) for column in range(3)
    ]


def test_where_nothing_has_changed_that_is_said() -> None:
    parts = (Section("Ett", (paragraph("Två.", key="a"), points("tre")), "s"),)
    assert told(report(*parts, day=EARLIER), report(*parts)) == [
        "# Vad som har ändrats",
        "Inget har ändrats sedan rapporten den 1\N{NO-BREAK SPACE}mars 2027.",
        "# Ett",
        "Två.",
        ["tre"],
    ]


def test_where_something_is_only_gone_nothing_is_said_to_be_marked() -> None:
    before = report(paragraph("Ett.", key="a"), day=EARLIER)
    assert told(before, report()) == [
        "# Vad som har ändrats",
        "Detta stod i rapporten den 1\N{NO-BREAK SPACE}mars 2027 och finns inte längre med:",
        ["Ett."],
    ]


def test_what_is_marked_is_compared_by_what_it_says_when_it_is_marked_again() -> None:
    before, now = report(paragraph("Ett.", key="a"), day=EARLIER), report(paragraph("Två.", key="a"))
    once = since(now, before)
    assert [part.key for part in walk(since(now, once).parts) if isinstance(part, Paragraph)] == [KEY, "a"]


TEXTS = st.lists(st.text("ab. ", min_size=1, max_size=12), min_size=1, max_size=5)


@given(TEXTS, TEXTS)
def test_no_word_is_lost_and_all_that_is_unmarked_stood_there(old: list[str], new: list[str]) -> None:
    before = report(*(paragraph(text, key=f"p{at}") for at, text in enumerate(old)), day=EARLIER)
    now = report(*(paragraph(text, key=f"p{at}") for at, text in enumerate(new)))
    marked = since(now, before)
    kept = [part for part in marked.parts if isinstance(part, Paragraph)]
    assert [part.text for part in kept] == new
    for at, part in enumerate(kept):
        for run in part.runs:
            assert run.new or (at < len(old) and run.text.strip() in old[at])
    assert since(now, replace(now, as_of=EARLIER)).parts[1:] == now.parts


TABLE = Table("Läget", ("Område", "2027"), (("Farsta", "5"), ("Kista", "6")), frozenset({1}))
CHANGED = since(
    report(paragraph("Två. Tre.", key="a"), TABLE),
    report(
        paragraph("Ett. Tre.", key="a"), replace(TABLE, rows=(("Farsta", "4"), ("Kista", "6"))), day=EARLIER
    ),
)


def test_on_a_page_what_is_new_is_said_in_words() -> None:
    page = read(f"<!doctype html>\n<main>{as_web(CHANGED).body}</main>")
    assert [one.text for one in page.all("ins")] == ["ändrat: Två.", "ändrat: 5"]


def test_in_word_what_is_new_is_underlined() -> None:
    document = Document(io.BytesIO(as_word(CHANGED)))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    runs = [
        run for one in (*document.paragraphs, *(cell.paragraphs[0] for cell in cells)) for run in one.runs
    ]
    assert [run.text for run in runs if run.underline] == ["Två.", "5"]


def test_in_pdf_what_is_new_is_underlined() -> None:
    """The drawn lines: two more than in the same report with nothing marked."""
    plain = replace(CHANGED, parts=(CHANGED.parts[0], paragraph("Två. Tre.", key="a"), TABLE))
    assert as_pdf(CHANGED) != as_pdf(plain)


def test_figures_behind_a_drawing_that_are_others_are_news() -> None:
    drawn = Figure("Läget", "<svg/>", "Två områden", TABLE)
    other = replace(drawn, table=replace(TABLE, rows=(("Farsta", "4"), ("Kista", "6"))))
    assert told(report(other, day=EARLIER), report(drawn))[1:] == [
        "Det som är nytt eller ändrat sedan rapporten den 1\N{NO-BREAK SPACE}mars 2027 är markerat.",
        [(0, 1)],
    ]
