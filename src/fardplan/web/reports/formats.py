"""What a report can be taken away as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from fardplan.reports.pdf import as_pdf
from fardplan.reports.tree import Report
from fardplan.reports.word import as_word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a report: its name, its content type, and what writes it."""

    words: str
    kind: str
    write: Callable[[Report], bytes]


FORMATS: Mapping[str, Format] = {
    "docx": Format("Word", WORD, as_word),
    "pdf": Format("PDF", "application/pdf", as_pdf),
}


def attached(report: Report, ending: str, name: str) -> HttpResponse:
    """The report as a file that the browser keeps under a name."""
    chosen = FORMATS[ending]
    answer = HttpResponse(chosen.write(report), content_type=chosen.kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
