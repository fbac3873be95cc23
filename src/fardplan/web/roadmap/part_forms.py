"""Forms of a draft's parts: the fields that each kind of part has, and a new part's first words."""

from typing import Any

from django import forms

from fardplan.presentation.phrases import FORCES, GAP_MEASURES, STRENGTHS
from fardplan.presentation.translations import message, translate
from fardplan.roadmap.parts import NAMES, Kind
from fardplan.usecases.steering.case_editing import PartPage
from fardplan.vocabulary.text import Language
from fardplan.web.roadmap.choosing import grouped
from fardplan.web.roadmap.forms import Tick, ticked
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
