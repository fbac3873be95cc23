"""The log of who did what: read with filters, proved whole, taken along."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.utils.timezone import make_aware
from django.views.decorators.http import require_POST

from fardplan.presentation.log_words import ACTIONS, action_word, changes, subject_words
from fardplan.presentation.translations import message, translate
from fardplan.usecases import audit
from fardplan.usecases.exchange.lists import Heading, list_as_xlsx
from fardplan.vocabulary.audit import CHANGED, DETACHED, MISSING, AuditEntry, Verification
from fardplan.web.lists.about import about_list
from fardplan.web.people.forms import DayField
from fardplan.web.shell.forms import WorkForm, told_in
from fardplan.web.shell.page import render_page, signed_in
from fardplan.web.shell.request import WorkRequest
from fardplan.web.shell.words import lazy_message, spoken

REMEMBERED = "fardplan_log"
"""The cookie in which an auditor's browser, outside of the database, keeps the last entry that was proved."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHY_BROKEN = {
    MISSING: message("entry {number} is missing, or its number is there twice"),
    CHANGED: message("entry {number} is not as it was written"),
    DETACHED: message("the entry before {number} is not the one that it was written after"),
}


class Filter(forms.Form):
    """Which entries."""

    av = forms.CharField(label=lazy_message("By"), required=False, max_length=150)
    vad = forms.ChoiceField(label=lazy_message("What"), required=False)
    om = forms.CharField(label=lazy_message("About"), required=False, max_length=160)
    fran = DayField(label=lazy_message("From"), required=False)
    till = DayField(label=lazy_message("To"), required=False)

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        words = sorted(((key, action_word(key, spoken())) for key in ACTIONS), key=lambda pair: pair[1])
        field = self.fields["vad"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", str(lazy_message("everything"))), *words]

    def wanted(self) -> audit.Wanted:
        asked = self.cleaned_data if self.is_valid() else {}
        first, last = asked.get("fran"), asked.get("till")
        return audit.Wanted(
            actor=asked.get("av") or None,
            action=asked.get("vad") or None,
            subject=asked.get("om") or None,
            since=make_aware(datetime.combine(first, time())) if first else None,
            before=make_aware(datetime.combine(last + timedelta(days=1), time())) if last else None,
        )


class Remembered(WorkForm):
    remembered = forms.CharField(
        label=lazy_message("An entry that was written down once"),
        help_text=lazy_message("Its number, a colon and its seal, as the last proof gave them."),
        required=False,
        max_length=90,
    )


@signed_in
def log(request: WorkRequest) -> HttpResponse:
    """The log, the newest first."""
    form = Filter(request.GET)
    wanted = form.wanted()
    if request.GET.get("fil") == "xlsx":
        return _workbook(request, audit.listed_log(request.actor, wanted))
    asked = request.GET.get("sida", "1")
    page = audit.see_log(
        request.actor, wanted, page=int(asked) if asked.isdecimal() and len(asked) < 9 else 1
    )
    values = {
        "filter": form,
        "page": page,
        "rows": [_row(item, request) for item in page.entries],
        "filtered": wanted != audit.Wanted(),
        "proof": Remembered(),
        "remembered": _remembered(request),
    }
    return render_page(request, "web/audit/log.html", values)


def _row(item: AuditEntry, request: WorkRequest) -> dict[str, Any]:
    return {
        "entry": item,
        "action": action_word(item.action, request.language),
        "subject": subject_words(item.subject, request.language),
    }


def _workbook(request: WorkRequest, found: list[AuditEntry]) -> HttpResponse:
    language = request.language
    words = ("Entry", "When", "Who", "What", "About", "Why", "Decision", "Changed")
    columns = [Heading(translate(word, language), "whole" if word == "Entry" else "text") for word in words]
    rows = [
        (
            item.number,
            f"{item.at.astimezone():%Y-%m-%d %H:%M:%S}",
            item.actor,
            action_word(item.action, language),
            subject_words(item.subject, language),
            item.why,
            item.decision,
            "\n".join(
                f"{change.field}: {change.before or '–'} → {change.after or '–'}"
                for change in changes(item.before, item.after, language)
            ),
        )
        for item in found
    ]
    title = translate("Log", language)
    about = about_list(title, language, request.today, simulated=False)
    answer = HttpResponse(list_as_xlsx(title, columns, rows, about=about), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="logg.xlsx"'
    return answer


@signed_in
def entry(request: WorkRequest, number: int) -> HttpResponse:
    """One entry: what was before and what is, field by field."""
    found = audit.see_entry(request.actor, number)
    values = {**_row(found, request), "changes": changes(found.before, found.after, request.language)}
    return render_page(request, "web/audit/entry.html", values)


@require_POST
@signed_in
def verify(request: WorkRequest) -> HttpResponse:
    """Prove that the log is whole, and that the entry that was remembered is still there."""
    form = Remembered(request.POST)
    found: Verification | None = None
    broken = ""
    if form.is_valid():
        with told_in(form):
            remembered = form.cleaned_data["remembered"] or _remembered(request)
            found = audit.verify_log(request.actor, remembered=remembered or None)
            if found.broken:
                broken = translate(WHY_BROKEN[found.broken.why], request.language, number=found.broken.number)
    last = f"{found.last}:{found.seal}" if found and not broken else ""
    values = {
        "form": form,
        "found": found,
        "broken": broken,
        "was_remembered": _remembered(request),
        "last": last,
    }
    answer = render_page(request, "web/audit/verified.html", values)
    if last:
        answer.set_signed_cookie(
            REMEMBERED,
            last,
            max_age=10 * 365 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return answer


def _remembered(request: WorkRequest) -> str:
    try:
        return str(request.get_signed_cookie(REMEMBERED, default=""))
    except BadSignature:
        return ""


@signed_in
def export(request: WorkRequest) -> HttpResponse:
    """The log as JSON, an entry a line, with the filter of the page it was asked from."""
    lines = audit.exported_log(request.actor, Filter(request.GET).wanted())
    answer = HttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="logg.jsonl"'
    return answer
