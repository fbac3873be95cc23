"""Judgements and what the figures say, in the words that the pages show."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from fardplan.boards.chain import KIND_NAMES
from fardplan.presentation.numbers import as_given, quantity, reading_step
from fardplan.presentation.periods import period_text
from fardplan.presentation.phrases import development_word, reason_sentence, verdict_word
from fardplan.presentation.translations import translate
from fardplan.roadmap.assessing import (
    JUDGEMENTS,
    STANDPOINTS,
    TOLD,
    Agreement,
    AssessedKind,
    JudgedPeriod,
    Judgement,
    Part,
)
from fardplan.usecases.steering.assessing_evidence import BoardSaid, Measure, Tally
from fardplan.usecases.steering.assessments import Assessed, AssessmentList, AssessmentPage, Judged
from fardplan.vocabulary.status import MilestoneStatus, Verdict
from fardplan.vocabulary.text import Language, Text

KINDS = {AssessedKind.MILESTONE: "etappmal", AssessedKind.COUNCIL_ITEM: "mal"}
"""What each kind is called in an address."""

SHAPES = {
    Judgement.FULLY: "decided",
    Judgement.PARTLY: "wait",
    Judgement.NOT: "cross",
    Judgement.NO_OUTCOME: "question",
}
DIFFER = (Agreement.BRIGHTER, Agreement.DARKER, Agreement.SILENT)


@dataclass(frozen=True, slots=True)
class ShownJudgement:
    """A judgement in words, and in words how it stands to the figures of its day."""

    word: str
    shape: str
    why: str
    by: str
    day: Any
    period: str
    told: str
    figures: str
    differs: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Something to judge, in a list; `told` says how the judgement stands to the figures of today."""

    title: Text
    href: str
    verdict: Verdict | None
    figures: str
    standpoint: str
    judgement: ShownJudgement | None
    told: str
    differs: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    name: str
    own: bool
    value: str
    when: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class ShownSaid:
    """What an organisation told."""

    board: Text
    kind: str
    title: Text
    word: str
    shape: str
    numbers: str
    text: str
    ready: bool
    simulated: bool


def list_values(found: AssessmentList, language: Language) -> dict[str, Any]:
    """The values of `web/assessment/list.html`."""
    rows = [item for _, items in found.areas for item in items] + list(found.goals)
    shown = {id(item): _row(item, found.period, language) for item in rows}
    return {
        "period": found.period,
        "period_words": found.period.words(language),
        "periods": tuple(
            (str(one), one.words(language), one == found.period)
            for one in sorted(
                (JudgedPeriod(year, part) for year in found.years for part in Part),
                key=lambda one: (-one.year, list(Part).index(one.part)),
            )
        ),
        "areas": tuple((area, tuple(shown[id(item)] for item in items)) for area, items in found.areas),
        "goals": tuple(shown[id(item)] for item in found.goals),
        "opened": found.opened,
        "judged": sum(item.applies is not None for item in rows),
        "total": len(rows),
        "differing": sum(shown[id(item)].differs for item in rows),
        "simulated": any(item.simulated for item in rows),
    }


def page_values(found: AssessmentPage, language: Language) -> dict[str, Any]:
    """The values of `web/assessment/one.html`."""
    about = found.about
    return {
        "about": _row(about, found.period, language),
        "is_milestone": about.kind is AssessedKind.MILESTONE,
        "key": about.key,
        "area": found.area,
        "period": str(found.period),
        "period_words": found.period.words(language),
        "evidence": _evidence(about, language),
        "measures": tuple(_measure(item, language) for item in found.measures),
        "said": tuple(_said(item, found, language) for item in found.said),
        "counted": _counted(found.said, language),
        "judgements": tuple(shown_judgement(item, language) for item in reversed(found.judgements)),
        "others": tuple(shown_judgement(item, language) for item in found.others),
        "may": found.may,
        "simulated": about.simulated or any(item.simulated for item in found.said),
    }


def shown_judgement(item: Judged, language: Language) -> ShownJudgement:
    one = item.assessment
    return ShownJudgement(
        word=translate(JUDGEMENTS[one.judgement], language),
        shape=SHAPES[one.judgement],
        why=one.why,
        by=one.by,
        day=one.day,
        period=one.period.words(language),
        told=translate(TOLD[item.agreement], language) if item.agreement else "",
        figures=translate(STANDPOINTS[item.standpoint], language) if item.standpoint else "",
        differs=item.agreement in DIFFER,
        simulated=one.origin == "simulated",
    )


def _row(item: Assessed, period: JudgedPeriod, language: Language) -> Row:
    agreement = item.agreement
    return Row(
        title=item.title,
        href=reverse("web:assessment-one", args=[str(period), KINDS[item.kind], item.key]),
        verdict=item.status.verdict if item.status else None,
        figures=_figures(item, language),
        standpoint=translate(STANDPOINTS[item.standpoint], language),
        judgement=shown_judgement(item.applies, language) if item.applies else None,
        told=translate(TOLD[agreement], language) if agreement else "",
        differs=agreement in DIFFER,
        simulated=item.simulated,
    )


def _figures(item: Assessed, language: Language) -> str:
    """What is computed, in a line."""
    if item.status is not None:
        words = verdict_word(item.status.verdict, language)
        return f"{words[:1].upper()}{words[1:]}; {development_word(item.status.development, language)}"
    return _tally(item.tally, language) if item.tally else ""


def _tally(tally: Tally, language: Language) -> str:
    if not tally.wanted:
        return translate("No yearly targets in numbers stand under it.", language)
    return translate(
        "{reached} of {known} outcomes that boards have told reach the yearly target; {wanted} are asked "
        "for.",
        language,
        reached=tally.reached,
        known=tally.known,
        wanted=tally.wanted,
    )


def _evidence(about: Assessed, language: Language) -> tuple[str, ...]:
    if about.status is None:
        return (_tally(about.tally, language),) if about.tally else ()
    return tuple(dict.fromkeys(_reasons(about.status, language)))


def _reasons(status: MilestoneStatus, language: Language) -> tuple[str, ...]:
    return (
        reason_sentence(status.verdict_reason, language),
        reason_sentence(status.development_reason, language),
    )


def _measure(item: Measure, language: Language) -> ShownMeasure:
    latest, definition = item.latest, item.definition
    value = when = ""
    if latest is not None:
        step = reading_step(definition.unit, definition.rounded_to)
        value = quantity(latest.value, definition.unit, language, rounded_to=step)
        when = period_text(latest.period, language)
    return ShownMeasure(
        name=definition.name.in_language(language),
        own=item.own,
        value=value,
        when=when,
        simulated=latest is not None and latest.origin == "simulated",
    )


def _said(item: BoardSaid, found: AssessmentPage, language: Language) -> ShownSaid:
    numbers = ""
    if item.target and item.outcome is not None:
        numbers = translate(
            "outcome {outcome}, yearly target {target}",
            language,
            outcome=as_given(item.outcome, language),
            target=item.target,
        )
    return ShownSaid(
        board=found.names.get(item.organisation, Text(sv=item.organisation)),
        kind=translate(KIND_NAMES[item.kind], language),
        title=item.title,
        word=translate(JUDGEMENTS[item.judgement], language) if item.judgement else "",
        shape=SHAPES[item.judgement] if item.judgement else "dash",
        numbers=numbers,
        text=item.text,
        ready=item.ready,
        simulated=item.simulated,
    )


def _counted(said: tuple[BoardSaid, ...], language: Language) -> tuple[tuple[str, str, int], ...]:
    """How many of what boards told was judged each way: word, shape and count."""
    judged = [item.judgement for item in said if item.judgement]
    return tuple(
        (translate(words, language), SHAPES[one], judged.count(one))
        for one, words in JUDGEMENTS.items()
        if one in judged
    )
