"""What a report can be taken away as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Report
from fardplan.reports.workbook import as_workbook
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.templates import in_word
from fardplan.web.lists.listing import XLSX
from fardplan.web.shell.home import home

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a report: its name, its content type, and what writes it in a city's home."""

    words: str
    kind: str
    write: Callable[[Home, Report], bytes]


FORMATS: Mapping[str, Format] = {
    "docx": Format("Word", WORD, in_word),
    "pdf": Format("PDF", "application/pdf", lambda _, report: as_pdf(report)),
    "xlsx": Format("Excel", XLSX, lambda _, report: as_workbook(report)),
}


def attached(report: Report, ending: str, name: str) -> HttpResponse:
    """The report as a file that the browser keeps under a name."""
    chosen = FORMATS[ending]
    return file_answer(chosen.write(home(), report), chosen.kind, name)


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file that the browser keeps under a name."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
