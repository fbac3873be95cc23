"""Forms of the roadmap: parts of a draft, steps of a case, answers, decisions, documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from fardplan.presentation.phrases import FORCES, GAP_MEASURES, STRENGTHS
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.parts import NAMES, Kind
from fardplan.roadmap.referral import POSITION_NAMES, Position
from fardplan.usecases.steering.case_editing import PartPage
from fardplan.usecases.steering.case_moves import GivenDecision
from fardplan.vocabulary.text import Language
from fardplan.web.roadmap.choosing import grouped
from fardplan.web.roadmap.words import FIELDS
from fardplan.web.shell.forms import WorkForm
from fardplan.web.shell.words import lazy_message

LONG = {"why", "vision_text", "description", "rationale", "needed"}
TEXTS = LONG | {"text"}
NUMBERS = {"level", "gap_level"}
YEARS = {"year", "gap_year", "vision_year", "horizon_from", "horizon_to"}


HELPS = {
    "level": message("For example 92,5. Level and year go together: give both or neither."),
    "baseline": message("The period to measure the change from, as 2019; empty: the latest known figure."),
    "dated": message("A year, a month or a day: 2027, 2027-03 or 2027-03-01."),
    "addressee": message("The body in the words of the decision; empty where it only approves."),
}


def day_field(**options: Any) -> forms.DateField:
    """A day, as the browser's own field for days gives it."""
    return forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": lazy_message("Write the day as 2027-05-01.")},
        **options,
    )


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick."""

    value: str
    label: str
    id: str
    chosen: bool


def ticked(
    field: forms.BoundField, choices: list[tuple[str, list[tuple[str, str]]]]
) -> list[tuple[str, list[Tick]]]:
    """The boxes of a field, group by group, as they are ticked: as sent, or as suggested."""
    chosen = set(field.value() or ())
    return [
        (group, [Tick(key, words, f"{field.auto_id}-{key}", key in chosen) for key, words in options])
        for group, options in choices
    ]


class BodiesForm(WorkForm):
    """A form in which bodies are ticked, group by group; `bodies_field` is the name of that field."""

    bodies_field = "bodies"

    def __init__(
        self, choices: list[tuple[str, list[tuple[str, str]]]], data: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self._choices = choices
        self.fields[self.bodies_field].choices = choices  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[str, list[Tick]]]:
        return ticked(self[self.bodies_field], self._choices)


class PartForm(WorkForm):
    """A part of a draft, with the fields that its kind has; they are kept as texts, whatever they hold."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, page: PartPage, language: Language, data: Any = None) -> None:
        super().__init__(data, initial={**page.fields, "revision": page.case.revision})
        self.page, self.language = page, language
        for name in NAMES[page.part.kind]:
            self.fields[name] = self._field(name)
        if page.part.kind is Kind.MILESTONE:
            self.initial["responsible"] = page.fields["responsible"].split()
        if page.amends:
            self.fields["why"] = forms.CharField(
                label=lazy_message("Who changes it, and why"),
                help_text=lazy_message(
                    "The proposal lies before a body: its text changes as the body changes it."
                ),
            )

    def _field(self, name: str) -> forms.Field:
        stem = name.removesuffix("_sv").removesuffix("_en")
        label = translate(FIELDS[name], self.language)
        required = name in {
            "title_sv",
            "name_sv",
            "text_sv",
            "vision_title_sv",
            "dated",
            "drawn_up_by",
            "vision_year",
        }
        choices = self._choices(name)
        if name == "responsible":
            return forms.MultipleChoiceField(
                label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple
            )
        if choices:
            must = name in {"target_area", "strength", "force"}
            return forms.ChoiceField(label=label, required=must, choices=choices)
        if stem in TEXTS:
            rows = 3 if stem == "text" else 4
            return forms.CharField(
                label=label, required=required, widget=forms.Textarea(attrs={"rows": rows})
            )
        attributes = (
            {"inputmode": "decimal" if name in NUMBERS else "numeric"} if name in NUMBERS | YEARS else {}
        )
        return forms.CharField(
            label=label,
            required=required,
            widget=forms.TextInput(attrs=attributes),
            help_text=self._help(name),
        )

    def _help(self, name: str) -> str:
        return translate(HELPS[name], self.language) if name in HELPS else ""

    def _choices(self, name: str) -> list[tuple[str, str]]:
        page, nothing = self.page, ("", "–")
        if name == "target_area":
            return [(area.key, area.name.in_language(self.language)) for area in page.content.target_areas]
        if name == "wanted":
            return [
                ("", translate("not decided", self.language)),
                ("up", translate("up", self.language)),
                ("down", translate("down", self.language)),
            ]
        if name == "indicator":
            known = [(item.key, item.name.in_language(self.language)) for item in page.indicators]
            return self._with_own(name, [nothing, *sorted(known, key=lambda pair: pair[1])])
        if name == "responsible":
            listed = [(item.key, item.name.in_language(self.language)) for item in page.organisations]
            there = {key for key, _ in listed}
            return listed + [(key, key) for key in page.fields["responsible"].split() if key not in there]
        if name == "indicator_state":
            return [
                ("", "–"),
                ("proposed", translate("proposed", self.language)),
                ("decided", translate("decided", self.language)),
            ]
        tables: dict[str, tuple[dict[Any, str], list[tuple[str, str]]]] = {
            "strength": (dict(STRENGTHS), []),
            "force": (dict(FORCES), []),
            "gap_measure": ({key.value: word for key, word in GAP_MEASURES.items()}, [nothing]),
        }
        if name not in tables:
            return []
        words, first = tables[name]
        return [*first, *((key, translate(word, self.language)) for key, word in words.items())]

    def _with_own(self, name: str, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """A value that the draft has and nobody knows stays one that can be chosen."""
        own = self.page.fields[name]
        return choices if not own or any(key == own for key, _ in choices) else [*choices, (own, own)]

    @property
    def groups(self) -> list[tuple[str, list[Tick]]]:
        """The organisations that may answer for a milestone; none for other parts."""
        if "responsible" not in self.fields:
            return []
        listed = grouped(self.page.organisations, self.language)
        known = {key for _, options in listed for key, _ in options}
        others = [(key, key) for key in self.page.fields["responsible"].split() if key not in known]
        return ticked(self["responsible"], [*listed, *([("–", others)] if others else [])])

    @property
    def answering(self) -> list[str]:
        """The names of those that are ticked."""
        return [tick.label for _, ticks in self.groups for tick in ticks if tick.chosen]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What is written most: it stands open."""
        return [self[name] for name in self.fields if name not in {*self._more, "responsible", "revision"}]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The English, and what is written seldom: it is folded."""
        return [self[name] for name in self.fields if name in self._more]

    @property
    def more_has_errors(self) -> bool:
        return any(field.errors for field in self.more_fields)

    @property
    def more_words(self) -> str:
        if self.page.part.kind is Kind.MILESTONE:
            return translate("In English, the gap between districts, the baseline, data", self.language)
        return translate("In English", self.language)

    @property
    def _more(self) -> set[str]:
        seldom = {"gap_measure", "gap_level", "gap_year", "baseline", "needed_sv"}
        return {name for name in self.fields if name.endswith("_en") or name in seldom}

    @property
    def written(self) -> dict[str, str]:
        """The fields as texts."""
        plain = {name: self.cleaned_data[name] for name in NAMES[self.page.part.kind]}
        if "responsible" in plain:
            plain["responsible"] = " ".join(plain["responsible"])
        return plain

    @property
    def why(self) -> str | None:
        return self.cleaned_data.get("why") or None


class AddForm(WorkForm):
    """A new part's first words."""

    text = forms.CharField(label=lazy_message("Wording"), widget=forms.Textarea(attrs={"rows": 3}))
    why = forms.CharField(label=lazy_message("Who changes it, and why"), required=False)


class OpenForm(WorkForm):
    """A new case that begins as an edition."""

    edition = forms.ChoiceField(label=lazy_message("Begin from"))
    title = forms.CharField(
        label=lazy_message("Title"), required=False, help_text=lazy_message("Empty: the edition's own.")
    )
    why = forms.CharField(
        label=lazy_message("What is to be new"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, editions: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["edition"].choices = editions  # type: ignore[attr-defined]


class DecisionFields(WorkForm):
    """A decision: its day, paragraph and reference number, and what it says."""

    day = day_field(label=lazy_message("Day of the decision"))
    paragraph = forms.CharField(label=lazy_message("Paragraph"), help_text=lazy_message("For example § 12."))
    dnr = forms.CharField(
        label=lazy_message("Reference number"), help_text=lazy_message("For example KS 2027/911.")
    )
    text = forms.CharField(
        label=lazy_message("What was decided"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=lazy_message("In the words of the minutes."),
    )

    @property
    def decision(self) -> GivenDecision | None:
        """The decision, None where its fields were left empty and may be."""
        data = self.cleaned_data
        if not (data.get("day") or data.get("paragraph") or data.get("dnr")):
            return None
        day: date = data.get("day") or date.max
        return GivenDecision(day, data.get("paragraph", ""), data.get("dnr", ""), data.get("text", ""))


class CommentForm(WorkForm):
    """A step that needs no decision; a reason where one has to be given."""

    comment = forms.CharField(
        label=lazy_message("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecidedForm(DecisionFields):
    """A step that rests on a decision."""

    comment = forms.CharField(
        label=lazy_message("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReferForm(BodiesForm):
    """Who is asked, until when, and what they are told."""

    bodies_field = "asked"

    last_day = day_field(label=lazy_message("Last day for answers"))
    asked = forms.MultipleChoiceField(
        label=lazy_message("Who is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": lazy_message("Choose the boards, companies and partners that are to answer.")
        },
    )
    comment = forms.CharField(
        label=lazy_message("To those who are asked"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(DecisionFields):
    """An organisation's answer: a position, a text, comments on parts, and the board's decision."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    position = forms.ChoiceField(
        label=lazy_message("Position"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(position.value, lazy_message(POSITION_NAMES[position])) for position in Position],
    )
    text = forms.CharField(
        label=lazy_message("Answer"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    day = day_field(label=lazy_message("Day of the board's decision"), required=False)
    paragraph = forms.CharField(label=lazy_message("Paragraph"), required=False)
    dnr = forms.CharField(label=lazy_message("Reference number"), required=False)

    def __init__(self, parts: Iterable[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.comment_names = []
        for part, words in parts:
            name = f"on:{part}"
            self.comment_names.append(name)
            self.fields[name] = forms.CharField(
                label=words, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    @property
    def comments(self) -> dict[str, str]:
        return {name.removeprefix("on:"): self.cleaned_data[name] for name in self.comment_names}

    @property
    def decision(self) -> GivenDecision | None:
        found = super().decision
        return GivenDecision(found.day, found.paragraph, found.dnr) if found else None


class WhyForm(WorkForm):
    why = forms.CharField(label=lazy_message("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class LastDayForm(WorkForm):
    last_day = day_field(label=lazy_message("New last day"))
    why = forms.CharField(label=lazy_message("Reason"), required=False)


class UploadForm(WorkForm):
    """A council document, as text."""

    document = forms.FileField(
        label=lazy_message("Council document"),
        help_text=lazy_message("A text file (.txt). Of a PDF, save the text first."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,text/plain"}),
    )


class DraftForm(WorkForm):
    """From a document to a draft."""

    dated = forms.CharField(
        label=lazy_message("Dated"),
        required=False,
        help_text=lazy_message("Where the document does not say: 2027, 2027-03 or 2027-03-01."),
    )
    accept_matches = forms.BooleanField(
        label=lazy_message("Link the indicators that the wording suggests, as proposed"), required=False
    )


class SendForm(BodiesForm):
    """Which bodies a decision point goes to."""

    due = day_field(label=lazy_message("Last day to decide"), required=False)
    bodies = forms.MultipleChoiceField(
        label=lazy_message("Bodies"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy_message("Choose at least one body.")},
    )
    note = forms.CharField(
        label=lazy_message("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RelayForm(DecidedForm):
    """What a body did with a decision point: its own decision."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class RelayNoteForm(CommentForm):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    due = day_field(label=lazy_message("Last day to decide"), required=False)
