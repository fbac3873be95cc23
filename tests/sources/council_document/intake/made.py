"""Files of every kind, made for these tests: Word parts by hand, PDFs by typst or byte by byte."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import typst

from fardplan.sources.council_document.intake import Paper, read_paper
from fardplan.sources.council_document.lines import Look

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PARTS = ("styles", "numbering", "footnotes", "header", "footer")


def xml(root: str, inside: str) -> str:
    return f'<w:{root} xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}">{inside}</w:{root}>'


def word(body: str, **parts: str) -> bytes:
    """A Word file of a body and other parts, each the inside of its root."""
    roots = {"header": "hdr", "footer": "ftr"}
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{name}" Target="{name}.xml"/>' for name in parts
    )
    first = f'<Relationship Id="a" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    files = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{first}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>',
        "word/document.xml": xml("document", f"<w:body>{body}</w:body>"),
    }
    files |= {f"word/{name}.xml": xml(roots.get(name, name), inside) for name, inside in parts.items()}
    return packed(files)


def packed(files: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    before = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{before}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def pdf(source: str, tmp_path: Path) -> bytes:
    """A PDF that typst sets."""
    path = tmp_path / "source.typ"
    path.write_text(source, encoding="utf-8")
    return typst.compile(str(path))


def bare_pdf(pages: Sequence[str], *, box: str = "0 0 595 842", extra: str = "", page: str = "") -> bytes:
    """A PDF of pages given by what is drawn on them, in Helvetica as /F and Helvetica-Bold as /B."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    fonts = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
    fonts += "/B << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [{box}] >>",
        "<< >>",
    ]
    for at, drawn in enumerate(pages):
        resources = "" if "/Resources" in page else f"/Resources << {fonts} >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * at} 0 R {page} >>")
        size = len(drawn.encode("cp1252"))
        objects.append(f"<< /Length {size} >>\nstream\n{drawn}\nendstream")
    return assembled(objects)


def assembled(objects: Sequence[str]) -> bytes:
    """A PDF of numbered objects, the first of them its catalogue."""
    pieces = [b"%PDF-1.7\n"]
    places = [0]
    for number, text in enumerate(objects, start=1):
        places.append(places[-1] + len(pieces[-1]))
        pieces.append(f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252"))
    content = b"".join(pieces)
    table = "".join(f"{place:010d} 00000 n \n" for place in places[1:])
    count = len(objects) + 1
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\n"
    return content + f"{tail}startxref\n{len(content)}\n%%EOF\n".encode()


def drawn(*lines: tuple[float, float, str], font: str = "F", size: float = 10) -> str:
    """Lines of text at places of a page."""
    return " ".join(f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, text in lines)


def read(content: bytes | str, name: str = "plan") -> Paper:
    return read_paper(content if isinstance(content, bytes) else content.encode(), name=name)


def told(paper: Paper) -> list[str]:
    """Each line as heading level, mark, depth, cell and so on before its text; plain text alone as it is."""
    aside = paper.aside or frozenset()
    return [f"{_shown(line.look)}{'(' if line.number in aside else ''}{line.text}" for line in paper.lines]


def _shown(look: Look) -> str:
    parts = [f"h{look.heading}"] if look.heading else []
    parts += [f"[{look.mark}]"] if look.mark else []
    parts += [f"d{look.depth}"] if look.depth else []
    parts += ["b"] if look.bold and not look.heading else []
    if look.cell:
        cell = look.cell
        span = f"+{cell.rows}/{cell.columns}" if (cell.rows, cell.columns) != (1, 1) else ""
        parts.append(f"t{cell.table}:{cell.row},{cell.column}{'h' if cell.head else ''}{span}")
    parts += ["~"] if not look.new_block else []
    return " ".join(parts) + (" " if parts else "")
