"""A report as it is read on its page, written in there, and taken away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.safestring import mark_safe

from fardplan.presentation.sentences import error_begun
from fardplan.presentation.translations import message
from fardplan.reports.finished import finished
from fardplan.reports.tree import Report
from fardplan.reports.web import OwnWriter, as_web
from fardplan.usecases.reporting.desk import Desk, desk_for, write_in_report
from fardplan.usecases.reporting.file_names import file_name
from fardplan.usecases.reporting.kinds import make, subject_named
from fardplan.usecases.reporting.order import Kind
from fardplan.usecases.reporting.own_texts import texts_of
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.text import Language
from fardplan.web.reports.formats import FORMATS, attached
from fardplan.web.reports.forms import HEAD, OrderForm
from fardplan.web.reports.writing import OwnTextsForm, offered_in_place
from fardplan.web.shell.forms import told_in
from fardplan.web.shell.home import home
from fardplan.web.shell.page import done, render_page
from fardplan.web.shell.request import WorkRequest

FILE, WRITES = "fil", "skriv"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a report of a subject, and how it is made."""

    request: WorkRequest
    kind: Kind
    subject: str
    form: OrderForm

    @property
    def language(self) -> Language:
        language: Language = self.form.cleaned_data["language"]
        return language

    @property
    def day(self) -> date:
        day: date = self.form.cleaned_data["as_of"]
        return day

    def address(self, **changes: str) -> str:
        """This page's address with some of it changed; what is empty is left out, but for the subject."""
        query = QueryDict(mutable=True)
        query["for"] = self.subject
        kept = {
            name: value for name, value in self.request.GET.items() if value and name not in (FILE, WRITES)
        }
        for name, value in {**kept, **changes}.items():
            query[name] = str(value)
        return f"{self.request.path}?{query.urlencode()}"


def read(request: WorkRequest, kind: Kind) -> HttpResponse:
    """The report that the address asks for, as a page or a file, or with its own texts to write in."""
    form = OrderForm(request.GET, today=request.today, has_short=kind.has_short)
    asked = Asked(request, kind, request.GET.get("for", ""), form)
    report = _made(asked) if form.is_valid() else None
    if report is None:
        return _page(asked, None)
    ending = request.GET.get(FILE, "")
    if ending in FORMATS:
        return attached(report, ending, _name(asked, ending))
    return _opened(asked, report)


def _made(asked: Asked) -> Report | None:
    """The report; None where there is none of a day that was asked for, which the form then tells.

    Raises `NotFoundError` for what no report is made of on any day.
    """
    order = asked.form.cleaned_data
    try:
        return make(
            asked.request.actor,
            home(),
            asked.kind.key,
            asked.subject,
            as_of=asked.day,
            language=asked.language,
            short=order.get("short", False),
            since=order["since"],
            **{name: order[name] for name in HEAD},
        )
    except (NotFoundError, InputError) as error:
        if asked.day == asked.request.today and order["since"] is None:
            raise
        subject_named(home(), asked.request.actor, asked.kind.key, asked.subject, asked.request.today)
        field = "as_of" if order["since"] is None else "since"
        asked.form.add_error(field, error_begun(error, asked.request.language))
        return None


def _name(asked: Asked, ending: str) -> str:
    subject = subject_named(home(), asked.request.actor, asked.kind.key, asked.subject, asked.day)
    short = asked.form.cleaned_data.get("short", False)
    return file_name(asked.kind, subject, asked.language, asked.day, ending, short=short)


def _opened(asked: Asked, report: Report) -> HttpResponse:
    """The page of a report, and what was written on it."""
    request = asked.request
    desk = desk_for(request.actor, asked.kind.key, asked.subject, asked.language)
    sends = request.method == "POST" and desk.settled is not None
    if not (desk.may_write or sends) or not report.own_texts or WRITES not in request.GET:
        return _page(asked, report, desk)
    form = OwnTextsForm(request.POST or None, report.own_texts)
    if request.method == "POST" and form.is_valid():
        with told_in(form):
            write_in_report(
                request.actor,
                home(),
                asked.kind.key,
                asked.subject,
                asked.language,
                form.changes,
                today=request.today,
            )
            return done(request, message("The texts are saved."), asked.address())
    if form.conflict:
        form.stand_on(texts_of(asked.kind.key, asked.subject, asked.language))
    return _page(asked, report, desk, form)


def _page(
    asked: Asked, report: Report | None, desk: Desk | None = None, writes: OwnTextsForm | None = None
) -> HttpResponse:
    values: dict[str, Any] = {
        "kind": asked.kind,
        "subject": asked.subject,
        "form": asked.form,
        "files": [(one.words, asked.address(fil=ending)) for ending, one in FORMATS.items()],
        "report": None,
        "writes": writes,
        "write_here": asked.address(skriv="1"),
        "read_here": asked.address(),
        "settled": desk.settled if desk and report and report.own_texts else None,
        "may_write": bool(report and report.own_texts and desk and desk.may_write),
    }
    if report is not None:
        writable = writes is not None or (desk is not None and desk.may_write)
        shown = as_web(report if writable else finished(report), own=_own(asked, report, desk, writes))
        values |= {"report": shown, "body": mark_safe(shown.body)}  # noqa: S308 - the report's writer escapes
    return render_page(asked.request, "web/reports/report.html", values)


def _own(asked: Asked, report: Report, desk: Desk | None, writes: OwnTextsForm | None) -> OwnWriter:
    if writes is not None:
        return writes.in_place
    if desk is None or not desk.may_write:
        return lambda _, words: words
    return offered_in_place(report.own_texts, desk.beside, asked.address(skriv="1"), asked.request.language)
