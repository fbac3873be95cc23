"""The forms of what is exchanged with other systems."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from fardplan.presentation.sentences import error_begun, said_in
from fardplan.presentation.translations import translate
from fardplan.usecases.exchange.forms import faults_in
from fardplan.vocabulary.errors import FardplanError
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message, spoken

LARGEST = 10 * 1024 * 1024
EXPORTS, WORKBOOKS = ".xlsx,.csv,.txt", ".xlsx"


class BroughtFile(forms.FileField):
    """A file that somebody brings: at most so large, and not empty."""

    def __init__(self, accept: str, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": accept})
        empty = {"empty": lazy_message("The file is empty."), "required": lazy_message("Choose a file.")}
        super().__init__(widget=widget, error_messages=empty, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if isinstance(found, UploadedFile) and (found.size or 0) > LARGEST:
            most = LARGEST // 1024 // 1024
            raise forms.ValidationError(
                translate("The file is larger than {most} MB.", spoken(), most=most), code="large"
            )
        return found


class ExportForm(WorkForm):
    """An export that somebody brings: from which system, and which follow-up its outcomes belong to."""

    file = BroughtFile(EXPORTS, label=lazy_message("Export, as Excel or CSV"))
    system = forms.CharField(label=lazy_message("Name of the system"), max_length=80, initial="Stratsys")
    step = forms.ChoiceField(
        label=lazy_message("Follow-up that outcomes and comments belong to"),
        required=False,
        help_text=lazy_message("Without one, plans are read in and nothing else."),
    )

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [("", translate("none", spoken())), *steps]  # type: ignore[attr-defined]


class ElsewhereForm(WorkForm):
    """Another system keeps an organisation's plan, or all plans of the year."""

    organisation = forms.ChoiceField(label=lazy_message("Whose plan"), required=False)
    system = forms.CharField(label=lazy_message("Name of the system"), max_length=80, initial="Stratsys")
    why = forms.CharField(label=lazy_message("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, boards: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = translate("all boards and companies", spoken())
        self.fields["organisation"].choices = [("", everybody), *boards]  # type: ignore[attr-defined]


class FilledForm(WorkForm):
    """A form that comes back filled in."""

    file = BroughtFile(WORKBOOKS, label=lazy_message("The form, filled in"))


def tell_faults(form: forms.Form, error: FardplanError) -> None:
    """Say in the form what is wrong with a file: place by place where the error tells so."""
    language = spoken()
    faults = [said_in(fault, language) for fault in faults_in(error)]
    if not faults:
        lines = error_begun(error, language).split("\n")
        form.add_error("file", " ".join(line if line.endswith((".", ":")) else f"{line}." for line in lines))
        return
    outcome = said_in(error.outcome, language) if error.outcome else ""
    form.add_error("file", translate("{count} places cannot be read.", language, count=len(faults)))
    for fault in faults[:50]:
        form.add_error(None, fault)
    if outcome:
        form.add_error(None, outcome)
