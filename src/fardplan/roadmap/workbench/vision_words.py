"""The way to the vision and the yearly targets, in words."""

from math import ceil

from fardplan.presentation.translations import message
from fardplan.roadmap.workbench.calibration import Calibration
from fardplan.roadmap.workbench.choice import Mark
from fardplan.roadmap.workbench.speech import Speech
from fardplan.roadmap.workbench.vision import Course, VisionPath, VisionRule
from fardplan.roadmap.workbench.yearly import YearlyTarget

COURSES = {
    Course.STRAIGHT: message("at an even pace"),
    Course.FRONT_LOADED: message("with most of it early"),
    Course.BACK_LOADED: message("with most of it late"),
}
RULES = {
    VisionRule.LEVEL: message("the level that was stated"),
    VisionRule.NO_GAP: message("every district where the best one is today"),
    VisionRule.BEST_QUARTER: message("where the best quarter of the comparable municipalities begins today"),
}


def tell_vision(found: Calibration, speech: Speech) -> str:
    """Where the curve to the vision is in the candidate's year on three courses, and which of them "
    "it keeps."""
    vision = found.vision
    if vision is None:
        return speech.say("What the vision means as a level is not known: nobody has stated it.")
    lines = [_meaning(vision, speech)]
    if (vision.level - speech.evidence.latest.value) * speech.evidence.wanted.sign <= 0:
        return "\n".join([*lines, speech.say("The latest figure is there already.")])
    places = speech.listed(
        f"{speech.figure(place)} {speech.say(COURSES[course])}"
        for course, place in vision.at_candidate.items()
    )
    lines.append(
        speech.say("The way there passes in {year}: {places}.", year=found.candidate.year, places=places)
        if found.candidate.year < vision.year
        else speech.say("By {year} the vision's year has come.", year=found.candidate.year)
    )
    return "\n".join([*lines, _kept(vision, speech)])


def _meaning(vision: VisionPath, speech: Speech) -> str:
    told = speech.say(
        "The vision is read as {level} by {year}: {rule}.",
        level=speech.asked(vision.level) if vision.rule is VisionRule.LEVEL else speech.figure(vision.level),
        year=vision.year,
        rule=speech.say(RULES[vision.rule]),
    )
    if vision.rule is VisionRule.LEVEL:
        return told
    return f"{told} {speech.say('That is an assumption; nobody has decided it.')}"


def _kept(vision: VisionPath, speech: Speech) -> str:
    if not vision.kept:
        return speech.say("The candidate lies behind all three.")
    if len(vision.kept) == len(Course):
        return speech.say("The candidate keeps up with all three.")
    kept = speech.listed(speech.say(COURSES[course]) for course in vision.kept)
    return speech.say("The candidate keeps up with the way {kept}, not with the others.", kept=kept)


def tell_yearly(found: Calibration, speech: Speech) -> str:
    """The yearly targets, the tolerance, and how long it is before a change can be seen."""
    if found.mark is Mark.PASSED:
        return speech.say("The latest figure is there already.")
    unit = speech.evidence.unit.label.in_language(speech.language)
    told = "; ".join(f"{target.year}: {speech.bare(target.level)}" for target in found.yearly)
    lines = [speech.say("At an even pace, in {unit}: {targets}.", unit=unit, targets=told)]
    half = _tolerance(found.yearly)
    if half is None:
        lines.append(
            speech.say(
                "How far a single year's figure moves by itself is not known, so there is no tolerance."
            )
        )
        return "\n".join(lines)
    lines.append(
        speech.say("An outcome within {half} of a year's target tells nothing yet.", half=speech.size(half))
    )
    if abs(found.required.yearly) > 0:
        lines.append(_seen(half, found, speech))
    return "\n".join(lines)


def _seen(half: float, found: Calibration, speech: Speech) -> str:
    years = ceil(half / abs(found.required.yearly))
    if years > len(found.yearly):
        return speech.say(
            "Even the whole change is smaller than that: a single figure cannot show that it was made."
        )
    if years <= 1:
        return ""
    return speech.say(
        "It takes {years} years until the targets have left today's level by more than that.", years=years
    )


def _tolerance(targets: tuple[YearlyTarget, ...]) -> float | None:
    known = [target for target in targets if target.lower is not None and target.upper is not None]
    return ((known[0].upper or 0.0) - (known[0].lower or 0.0)) / 2 if known else None
