"""The steps of a case as a time line."""

from collections.abc import Collection, Sequence

from django.urls import reverse

from fardplan.presentation.phrases import paragraph_text
from fardplan.presentation.translations import translate
from fardplan.roadmap.case import STATE_NAMES
from fardplan.usecases.steering.versions import KeptStep
from fardplan.vocabulary.text import Language
from fardplan.web.roadmap.words import CASE_SHAPES
from fardplan.web.shell.parts import Event


def events(
    steps: Sequence[KeptStep], language: Language, editions: Collection[int] | None = None
) -> tuple[Event, ...]:
    """What happened, the newest last: the state it came to, the decision, the reason, the edition.

    `editions`: those that the reader may open; None: all of them.
    """
    return tuple(
        Event(
            when=step.day,
            what=_what(step, language),
            who=step.by,
            note=_note(step),
            shape=CASE_SHAPES[step.to_state],
            href=reverse("web:roadmap-version", args=[step.version])
            if step.version and (editions is None or step.version in editions)
            else "",
        )
        for step in steps
    )


def _what(step: KeptStep, language: Language) -> str:
    if step.from_state is None:
        return _begun(step, language)
    word = translate(STATE_NAMES[step.to_state], language)
    word = word[:1].upper() + word[1:]
    if not step.version:
        return word
    return translate("{state}, edition {number}", language, state=word, number=step.version)


def _begun(step: KeptStep, language: Language) -> str:
    if not step.version:
        return translate("Opened", language)
    return translate("Opened from edition {number}", language, number=step.version)


def _note(step: KeptStep) -> str:
    decision = step.decision
    if decision is None:
        return step.why or ""
    taken = f"{decision.body} {paragraph_text(decision.paragraph)}, {decision.dnr}"
    return "\n".join(filter(None, (taken, decision.text, step.why)))
