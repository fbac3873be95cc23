"""The pages of kept candidates: one with its reasons and what has changed, and two side by side."""

from typing import Any

from fardplan.presentation.sentences import said_in
from fardplan.presentation.translations import translate
from fardplan.roadmap.case import STATE_NAMES
from fardplan.roadmap.workbench.comparing import Side, compare, then_and_now
from fardplan.roadmap.workbench.kept import CandidateMove, can_move, can_propose
from fardplan.roadmap.workbench.speech import Speech
from fardplan.roadmap.workbench.words import Told, tell_calibration
from fardplan.usecases.steering.answers import rests_on, told_in
from fardplan.usecases.steering.candidate_pages import Compared, OnePage, Weighed
from fardplan.usecases.steering.candidates import Proposed
from fardplan.usecases.steering.workbench import Asked, is_simulated
from fardplan.vocabulary.text import Language
from fardplan.web.workbench.asking import Question
from fardplan.web.workbench.forms import EditForm


def candidate_page(found: OnePage, form: EditForm | None, language: Language) -> dict[str, Any]:
    """The values of `web/workbench/candidate.html`; `form` is one that could not be saved."""
    kept, on = found.candidate, found.desk.bench
    initial = {"name": kept.name, "reasons": kept.reasons, "revision": kept.revision}
    editable = found.may.keep and can_move(kept.state, CandidateMove.EDIT)
    now: Told | None = None
    if on is not None and found.found is not None:
        now = tell_calibration(found.found, on.evidence, on.names, language)
    return {
        "milestone": found.milestone,
        "kept": kept,
        "form": form or (EditForm(initial=initial) if editable else None),
        "then": told_in(kept.answers, language),
        "now": now,
        "rows": _moved(found, language),
        "obstacle": said_in(found.obstacle, language) if found.obstacle else "",
        "same_evidence": rests_on(kept.answers) == found.desk.fingerprint,
        "by_context": found.by_context,
        "wordings": found.wordings,
        "bench": _bench(found).address,
        "may_propose": found.may.propose
        and can_propose(
            kept.state,
            kept.reasons,
            by_context=found.by_context,
            year=kept.year,
            this_year=found.desk.day.year,
        ),
        "year_has_come": kept.year <= found.desk.day.year,
        "may_drop": found.may.keep and can_move(kept.state, CandidateMove.DROP),
        "may_take_up": found.may.keep and can_move(kept.state, CandidateMove.TAKE_UP),
        "lacks_reasons": editable and not kept.reasons.strip(),
        "simulated": is_simulated(found.desk) or kept.origin == "simulated",
    }


def proposed_words(found: Proposed, language: Language) -> str:
    """Which case a proposal was put in, whether it was opened for it, and which others have the milestone."""
    told = [
        translate(
            "It is a proposal: the draft of case {number} has its level and year.",
            language,
            number=found.case,
        )
    ]
    if found.opened:
        told.append(
            translate(
                "No case was open to be written in, so case {number} was opened for it.",
                language,
                number=found.case,
            )
        )
    told += [
        translate(
            "Case {number} holds the milestone too, and is “{state}”: nothing was changed in it.",
            language,
            number=case.number,
            state=translate(STATE_NAMES[case.state], language),
        )
        for case in found.elsewhere
    ]
    return " ".join(told)


def _moved(found: OnePage, language: Language) -> Any:
    on = found.desk.bench
    if on is None or found.found is None:
        return ()
    speech = Speech(on.evidence, on.names, language)
    return then_and_now(found.candidate.answers, found.found, speech)


def _bench(found: OnePage) -> Question:
    kept = found.candidate
    indicator = kept.indicator if found.by_context else None
    return Question(found.milestone.key, Asked(kept.level, kept.year, indicator))


def comparison_page(found: Compared, language: Language) -> dict[str, Any]:
    """The values of `web/workbench/compare.html`."""
    first, second = found.first, found.second
    on = first.desk.bench
    compared = None
    if found.alike and on is not None and first.found is not None and second.found is not None:
        speech = Speech(on.evidence, on.names, language)
        names = _names(first, second, language)
        compared = compare(Side(names[0], first.found), Side(names[1], second.found), speech)
    return {
        "milestone": found.milestone,
        "sides": (_side(first, language), _side(second, language)),
        "compared": compared,
        "alike": found.alike,
        "simulated": is_simulated(first.desk) or is_simulated(second.desk),
    }


def _names(first: Weighed, second: Weighed, language: Language) -> tuple[str, str]:
    """What they are called, told apart where two have the same name."""
    one, other = first.candidate.name, second.candidate.name
    names = (one, other) if one != other else (f"{one} (1)", f"{other} (2)")
    first_name, second_name = (translate("“{name}”", language, name=name) for name in names)
    return first_name, second_name


def _side(one: Weighed, language: Language) -> dict[str, Any]:
    on = one.desk.bench
    told = None
    if on is not None and one.found is not None:
        told = tell_calibration(one.found, on.evidence, on.names, language)
    return {"kept": one.candidate, "told": told}
