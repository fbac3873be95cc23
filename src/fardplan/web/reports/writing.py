"""An officer's own texts, written in their places in the report."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from fardplan.presentation.periods import date_text
from fardplan.presentation.translations import translate
from fardplan.reports.own import paragraphs_in
from fardplan.reports.tree import OwnText
from fardplan.reports.web import OwnWriter
from fardplan.usecases.reporting.own_texts import Changes
from fardplan.usecases.reporting.told import BesideWords, OwnWords
from fardplan.vocabulary.text import Language
from fardplan.web.shell.forms import WorkForm

SEEN = "sett-"
"""How the names of the fields begin that say which save of a text somebody writes on top of."""

ROWS = 8
LINK = (
    '<p class="report-write"><a class="ds-link" href="{}#egen-{}">{}<span class="unseen">: {}</span></a></p>'
)
FOLDED = '<details class="ds-details"><summary>{}</summary><div>{}</div></details>'


class OwnTextsForm(WorkForm):
    """The own texts of a report, each by its key, on top of the save that the person saw."""

    def __init__(self, data: Any, texts: Sequence[OwnText]) -> None:
        said = {item.key: "\n\n".join(item.paragraphs) for item in texts}
        seen = {SEEN + item.key: item.revision for item in texts}
        super().__init__(data, initial=said | seen, auto_id="falt-%s")
        self._keys = tuple(said)
        for item in texts:
            self.fields[item.key] = forms.CharField(
                label=item.title,
                help_text=item.prompt,
                required=False,
                widget=forms.Textarea(attrs={"rows": ROWS}),
            )
            self.fields[SEEN + item.key] = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def changes(self) -> Changes:
        """What is to be saved: paragraphs and the save they were written on, by their keys."""
        return {
            key: (paragraphs_in(self.cleaned_data[key]), self.cleaned_data[SEEN + key]) for key in self._keys
        }

    def stand_on(self, standing: Mapping[str, OwnWords]) -> None:
        """Let the next save be on top of what stands now, where the person has been shown it."""
        sent: Any = self.data
        sent = sent.copy()
        for item in self.conflict.differences if self.conflict else ():
            sent[SEEN + item.name] = str(standing[item.name].revision)
        self.data = sent

    def in_place(self, key: str, words: str) -> str:
        """The field of a text, where it stands in the report."""
        return f"{self[key].as_field_group()}{self[SEEN + key]}" if key in self._keys else words


def offered_in_place(
    texts: Sequence[OwnText], beside: Sequence[BesideWords], href: str, language: Language
) -> OwnWriter:
    """A way to write, after each text, and what was written beside it by somebody else at the same time."""
    titles = {item.key: item.title for item in texts}

    def shown(key: str, words: str) -> str:
        write = translate("Write", language)
        link = format_html(LINK, href, key, write, titles.get(key, ""))
        return f"{words}{_beside([item for item in beside if item.key == key], language)}{link}"

    return shown


def _beside(kept: Sequence[BesideWords], language: Language) -> SafeString:
    parts = []
    for item in kept:
        day = date_text(item.at.date(), language)
        said = translate("{name} wrote at the same time, {day}", language, name=item.by, day=day)
        words = format_html_join("", "<p>{}</p>", ((text,) for text in item.paragraphs))
        parts.append(format_html(FOLDED, said, words))
    return mark_safe("".join(parts))  # noqa: S308 - each part has been escaped above
