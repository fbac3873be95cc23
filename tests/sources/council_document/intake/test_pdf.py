"""PDFs: what a page shows, in the order in which it is read."""

import io
import os
import re
import time
from pathlib import Path

import pypdf
import pytest

from fardplan.sources.council_document.intake.pdf import asking
from fardplan.vocabulary.errors import InputError
from tests.sources.council_document.intake.made import assembled, bare_pdf, drawn, pdf, read, told


def typeset(source: str, tmp_path: Path, *, page: str = "") -> list[str]:
    before = f'#set page(paper: "a4", {page})\n#set text(lang: "sv", size: 10pt)\n'
    return [re.sub(" {3,}", "   ", line) for line in told(read(pdf(before + source, tmp_path)))]


def test_columns_headings_heads_feet_and_notes(tmp_path: Path) -> None:
    assert typeset(
        """= Plan för Sjöby
#show heading: set block(below: 1em)
Alla som bor i Sjöby ska må bra, hela livet.#footnote[Avser 2018.] Kommunen är 30 km#super[2] stor, och
ingen ska behöva åka långt för att få det stöd som han eller hon behöver i sin vardag.
#colbreak()
== Målområde A. Barns och ungas rätt till en meningsfull fritid
Skillnaderna är stora mellan kommunens delar, och de växer för varje år som går.
*Delmål 1* Minska skillnaderna till hälften senast år 2030, räknat från 2020.

- punkt ett
- punkt två
#pagebreak()
== Uppföljning
Varje år.""",
        tmp_path,
        page="columns: 2, header: [Sjöby kommun #h(1fr) Plan], footer: context [Sida #here().page()]",
    ) == [
        "(Sjöby kommun   Plan",
        "h1 Plan för Sjöby",
        "Alla som bor i Sjöby ska må bra, hela livet.",
        "~ Kommunen är 30 km2 stor, och ingen ska behöva åka",
        "~ långt för att få det stöd som han eller hon behöver i",
        "~ sin vardag.",
        "h2 Målområde A. Barns och ungas rätt till",
        "h2 ~ en meningsfull fritid",
        "Skillnaderna är stora mellan kommunens delar, och",
        "~ de växer för varje år som går. Delmål 1 Minska",
        "~ skillnaderna till hälften senast år 2030, räknat från",
        "~ 2020.",
        "• punkt ett",
        "• punkt två",
        "[¹] (Avser 2018.",
        "(Sida 1",
        "h2 Uppföljning",
        "Varje år.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        ("segla", ". Ingen fryser.", 1),
        ("segla år 2030", ". Ingen fryser.", 1),
        ("segla år 2030", ", och bada.", 12),
        ("segla år 2030", " och bada.", 123),
        ("segla med 12 km", " till land.", 2),
    ],
)
def test_the_raised_figure_of_a_note_is_apart_from_word_year_and_stop(
    before: str, after: str, note: int, tmp_path: Path
) -> None:
    first = f"#counter(footnote).update({note - 1})\n"
    marks = str(note).translate(str.maketrans("123", "¹²³"))
    assert typeset(f"{first}Alla ska {before}#footnote[Avser hamnen.]{after}", tmp_path) == [
        f"Alla ska {before}{after}",
        f"[{marks}] (Avser hamnen.",
    ]


def test_figures_on_the_line_are_no_note(tmp_path: Path) -> None:
    text = "Alla ska segla 2030, 2031; och 2032. Viken är 30 km#super[2] stor 2033."
    assert typeset(text, tmp_path) == ["Alla ska segla 2030, 2031; och 2032. Viken är 30 km2 stor 2033."]


def test_drawn_tables_have_cells_and_go_on_over_the_page(tmp_path: Path) -> None:
    lines = typeset(
        """#v(20cm)
#table(columns: (4cm, 4cm, 4cm),
  table.header[*Mål*][*Ansvarig nämnd*][*År*],
  [Alla barn får möta kultur på lika villkor i hela kommunen], [Kulturnämnden], [2030],
  table.cell(colspan: 2)[Gemensamt], [2031],
  table.cell(rowspan: 2)[Två rader], [a], [b], [c], [d],
  [Sist], [Nämnden], [2040], [Efter], [Nämnden], [2041])
Text efter.""",
        tmp_path,
    )
    assert lines == [
        "b t0:0,0h Mål",
        "b t0:0,1h Ansvarig nämnd",
        "b t0:0,2h År",
        "t0:1,0 Alla barn får möta kultur",
        "t0:1,0 ~ på lika villkor i hela",
        "t0:1,0 ~ kommunen",
        "t0:1,1 Kulturnämnden",
        "t0:1,2 2030",
        "t0:2,0+1/2 Gemensamt",
        "t0:2,2 2031",
        "t0:3,0+2/1 Två rader",
        "t0:3,1 a",
        "t0:3,2 b",
        "t0:4,1 c",
        "t0:4,2 d",
        "t0:5,0 Sist",
        "t0:5,1 Nämnden",
        "t0:5,2 2040",
        "b (Mål",
        "b (Ansvarig nämnd",
        "b (År",
        "t0:6,0 Efter",
        "t0:6,1 Nämnden",
        "t0:6,2 2041",
        "Text efter.",
    ]


def test_tables_with_rules_between_rows_alone_and_text_between_two_of_them(tmp_path: Path) -> None:
    assert typeset(
        """#set table(columns: (6cm, 4cm, 3cm))
#table(stroke: (x: none, y: 0.5pt), [*Mål*], [*Ansvarig*], [*År*],
  [Alla barn får möta kultur på lika villkor i hela kommunen], [Kulturnämnden], [2030],
  [Sist], [Nämnden], [2040])
Text mellan dem.
#table(stroke: none, table.hline(), [*Mål*], [*Ansvarig*], [*År*], table.hline(),
  [Kultur], [Kulturnämnden], [2030], [Sist], [Nämnden], [2040], table.hline())
Text efter.""",
        tmp_path,
    ) == [
        "b t0:0,0h Mål",
        "b t0:0,1h Ansvarig",
        "b t0:0,2h År",
        "t0:1,0 Alla barn får möta kultur på lika",
        "t0:1,0 ~ villkor i hela kommunen",
        "t0:1,1 Kulturnämnden",
        "t0:1,2 2030",
        "t0:2,0 Sist",
        "t0:2,1 Nämnden",
        "t0:2,2 2040",
        "Text mellan dem.",
        "b t1:0,0h Mål",
        "b t1:0,1h Ansvarig",
        "b t1:0,2h År",
        "t1:1,0 Kultur",
        "t1:1,1 Kulturnämnden",
        "t1:1,2 2030",
        "t1:2,0 Sist",
        "t1:2,1 Nämnden",
        "t1:2,2 2040",
        "Text efter.",
    ]


def test_a_table_without_rules_is_shown_as_it_stands(tmp_path: Path) -> None:
    source = (
        "#table(columns: (6cm, 4cm, 3cm), stroke: none, [Mål], [Ansvarig], [År], [Ett], [Nämnden], [2030])"
    )
    lines = told(read(pdf(source, tmp_path)))
    assert [line.lstrip("~ ").split() for line in lines] == [
        ["Mål", "Ansvarig", "År"],
        ["Ett", "Nämnden", "2030"],
    ]
    assert len({line.lstrip("~ ").index(word) for line, word in zip(lines, ("År", "2030"), strict=True)}) == 1


def test_hyphens_at_line_ends_stay_and_ligatures_are_letters(tmp_path: Path) -> None:
    lines = typeset(
        "#set text(hyphenate: true)\nKommunfullmäktigeledamöter effektiva fina", tmp_path, page="width: 5cm"
    )
    assert lines[0].endswith("-")
    assert "".join(line.lstrip("~ ").rstrip("-") for line in lines).replace(" ", "") == (
        "Kommunfullmäktigeledamötereffektivafina"
    )


def test_pages_are_counted_and_open_where_they_do(tmp_path: Path) -> None:
    paper = read(pdf("Ett.\n#pagebreak()\n#pagebreak()\nTre.\n\nOch mer.", tmp_path))
    assert (paper.pages, paper.page_of) == (3, (1, 3, 3))
    assert [line.new_page for line in paper.lines] == [False, True, False]


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    turned = " ".join(
        f"BT /F 10 Tf 0 1 -1 0 {x} 50 Tm ({text}) Tj ET" for x, text in ((100, "Rad ett"), (114, "rad tva"))
    )
    assert told(read(bare_pdf([turned], page="/Rotate 90"))) == ["Rad ett", "~ rad tva"]
    stamp = "BT /F 10 Tf 0 1 -1 0 20 50 Tm (Dnr 1) Tj ET "
    assert told(read(bare_pdf([stamp + drawn((50, 700, "En hel rad text"))]))) == [
        "En hel rad text",
        "(Dnr 1",
    ]


def test_a_bullet_that_is_drawn_and_one_of_a_symbol_font() -> None:
    dot = "70 702 4 4 re f "
    assert told(read(bare_pdf([dot + drawn((80, 700, "Punkt"), (50, 650, "Text"))]))) == [
        "    • Punkt",
        "Text",
    ]


def test_signatures_beside_each_other_keep_their_room() -> None:
    page = drawn((50, 100, "Anna Ek"), (300, 100, "Bo Al"), (50, 88, "Direktor"), (300, 88, "Chef"))
    lines = told(read(bare_pdf([drawn((50, 700, "Text av flera ord.")) + " " + page])))
    assert [line.split("   ")[0] for line in lines] == ["Text av flera ord.", "Anna Ek", "~ Direktor"]
    assert all("   " in line for line in lines[1:])


def test_an_open_file_with_an_owners_password_opens_and_a_locked_one_does_not() -> None:
    assert told(read(_locked("", "agare"))) == ["En plan"]
    with pytest.raises(InputError) as error:
        read(_locked("hemligt", "agare"))
    assert error.value.what == "this is a PDF that is locked with a password"


def _locked(user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(bare_pdf([drawn((50, 700, "En plan"))])))
    writer.encrypt(user, owner, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_picture_of_a_page_is_refused_with_what_to_do() -> None:
    picture = "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q"
    with pytest.raises(InputError) as error:
        read(bare_pdf([picture]))
    assert error.value.what == "the PDF has pictures of pages and no text"
    assert "OCR" in str(error.value.instead)


FULL = drawn(*((50, 800 - 14 * at, f"Rad {at} med flera ord om vad kommunen ska gora") for at in range(50)))
FONT = "/F{} << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
FONTS = f"/Resources << /Font << {' '.join(FONT.format(at) for at in range(5000))} >> >>"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (bare_pdf([drawn((50, 700, "En plan"))], box="0 0 14400000 14400000"), ["En plan"]),
        (bare_pdf([drawn((-500, -700, "En plan"))], box="-1e9 -1e9 1e9 1e9"), ["En plan"]),
        (
            bare_pdf(
                [drawn((50, 700, "En plan"))],
                extra="/OpenAction << /S /JavaScript /JS (x\\(\\)) >> /AcroForm << /Fields [] /XFA () >>",
            ),
            ["En plan"],
        ),
        (b"skrap\n" + bare_pdf([drawn((50, 700, "En plan"))]), ["En plan"]),
        (bare_pdf([drawn((50, 700, "En plan"), font="F1999")], page=FONTS), ["En plan"]),
    ],
    ids=["wide", "beyond", "scripts", "rubbish before", "thousands of fonts"],
)
def test_odd_files_are_read(content: bytes, lines: list[str]) -> None:
    start = time.perf_counter()
    assert told(read(content))[: len(lines)] == lines
    assert time.perf_counter() - start < 20


def test_what_takes_too_long_or_has_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_SECONDS", 1)
    with pytest.raises(InputError) as error:
        read(bare_pdf([FULL] * 2900))
    assert error.value.what == "the PDF cannot be read within 1 seconds and the memory there is"
    with pytest.raises(InputError) as error:
        read(bare_pdf([""] * 3001))
    assert error.value.what == "the PDF has 3001 pages, at most 3000 are read"


def _forms_within_forms(deep: int) -> bytes:
    """Each form draws the next four times: a small file that means four to the power of `deep` texts."""
    form = "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {} >> /Length {} >>"
    form += "\nstream\n{}\nendstream"
    forms = [
        form.format(f"/XObject << /X {6 + at} 0 R >>", 23, " ".join(["/X Do"] * 4)) for at in range(deep)
    ]
    font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    last = drawn((50, 50, "text"))
    return assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
            "<< /Type /Page /Parent 2 0 R /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>",
            "<< /Length 5 >>\nstream\n/X Do\nendstream",
            *forms,
            form.format(font, len(last), last),
        ]
    )


def test_a_file_that_unfolds_without_end_is_refused_in_bounded_time_and_memory() -> None:
    start = time.perf_counter()
    with pytest.raises(InputError) as error:
        read(_forms_within_forms(22))
    assert error.value.what == "the PDF cannot be read within 50 seconds and the memory there is"
    assert time.perf_counter() - start < 60


def _work() -> float:
    """Seconds that processors have worked for this process and those it waited for, whatever else runs."""
    return sum(os.times()[:4])


def test_two_thousand_pages_are_read_in_bounded_time() -> None:
    start = _work()
    paper = read(bare_pdf([FULL] * 2000))
    assert (paper.pages, len(paper.lines)) == (2000, 80_002)  # the first and last five lines come back
    assert _work() - start < 60
