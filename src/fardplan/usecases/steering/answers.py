"""The workbench's answers of a day, as they are kept with a candidate: plain JSON, numbers and words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.choice import AmbitionRule
from fardplan.roadmap.workbench.words import Told, tell_calibration
from fardplan.usecases.calibration import Bench
from fardplan.usecases.calibration_plain import plain_bench, plain_calibration
from fardplan.vocabulary.text import LANGUAGES, Language

FORMAT = 1

Answers = Mapping[str, Any]
"""What `answers_of` gives; read it with the functions here."""


def answers_of(
    on: Bench, found: Calibration, *, rule: AmbitionRule, fingerprint: str, day: date
) -> dict[str, Any]:
    """Everything that was told of a candidate on `day`, with the name of the evidence that it rests on."""
    return {
        "format": FORMAT,
        "day": day.isoformat(),
        "evidence": fingerprint,
        **plain_bench(on, rule),
        "candidate": plain_calibration(found),
        "told": {language: _words(on, found, language) for language in LANGUAGES},
    }


def told_in(answers: Answers, language: Language) -> Told:
    """What was told that day, word for word."""
    words = answers["told"][language]
    return Told(tuple(words["summary"]), tuple((heading, text) for heading, text in words["paragraphs"]))


def rests_on(answers: Answers) -> str:
    """The name of the evidence; another one today means that figures have come or changed."""
    return str(answers["evidence"])


def is_by_context(answers: Answers) -> bool:
    """Whether it was weighed with another indicator than the milestone's own."""
    return bool(answers["by_context"])


def rule_of(answers: Answers) -> AmbitionRule:
    """The rule that it was weighed by."""
    return AmbitionRule(**answers["rule"])


def _words(on: Bench, found: Calibration, language: Language) -> dict[str, Any]:
    told = tell_calibration(found, on.evidence, on.names, language)
    return {"summary": list(told.summary), "paragraphs": [list(pair) for pair in told.paragraphs]}
