"""What the workbench's answers rest on: figures, sources, days, the rule, and what they cannot tell."""

from dataclasses import dataclass

from fardplan.presentation.numbers import number
from fardplan.presentation.periods import date_text, period_text
from fardplan.presentation.phrases import origin_word
from fardplan.presentation.translations import translate, translate_plural
from fardplan.roadmap.workbench.speech import Speech
from fardplan.usecases.calibration import Bench
from fardplan.usecases.steering.desks import Desk
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class Basis:
    """Sentences by what they are about, and the short name of the evidence that everything rests on."""

    figures: tuple[str, ...]
    sources: tuple[str, ...]
    cautions: tuple[str, ...]
    evidence: str


def basis(desk: Desk, on: Bench, language: Language) -> Basis:
    return Basis(
        figures=tuple(_figures(on, language)),
        sources=tuple(
            translate("{source}, published {day}", language, source=source, day=date_text(day, language))
            for source, day in on.sources
        ),
        cautions=(
            *_other_measure(on, language),
            *(item.in_language(language) for item in on.definition.traps),
        ),
        evidence=desk.fingerprint[:10],
    )


def _figures(on: Bench, language: Language) -> list[str]:
    evidence, speech = on.evidence, Speech(on.evidence, on.names, language)
    told = [
        translate(
            "The latest figure is {value}, {period} ({origin}).",
            language,
            value=speech.figure(evidence.latest.value),
            period=period_text(evidence.latest.period, language),
            origin=origin_word(evidence.latest.origin, language),
        ),
        translate_plural(
            "No other figure of the city can be compared with it.",
            "{count} figures of the city can be compared with one another, the latest among them.",
            len(evidence.own[-1]),
            language,
        ),
    ]
    told.append(
        translate_plural(
            "The figures of one other municipality are there to compare with.",
            "The figures of {count} other municipalities are there to compare with.",
            len(evidence.panel),
            language,
            count=number(len(evidence.panel), language),
        )
        if evidence.panel
        else translate("There are no figures of other municipalities to compare with.", language)
    )
    if evidence.districts:
        told.append(
            translate(
                "{count} districts have figures in {period}.",
                language,
                count=len(evidence.districts),
                period=period_text(evidence.districts_period or evidence.latest.period, language),
            )
        )
    return told


def _other_measure(on: Bench, language: Language) -> tuple[str, ...]:
    """That another indicator than the milestone's own is weighed with."""
    if not on.by_context:
        return ()
    name = on.definition.name.in_language(language)
    own = on.instead_of
    if own is None:
        return (
            translate(
                "Weighed with: {name}. The milestone has no indicator of its own.", language, name=name
            ),
        )
    return (
        translate(
            "Weighed with: {name}. It is not the milestone's own indicator ({own}), so a level here is no "
            "level for the milestone.",
            language,
            name=name,
            own=own.name.in_language(language),
        ),
    )
