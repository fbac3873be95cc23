"""From a draft that was read out of a council document to a proposed edition of the roadmap."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

from fardplan.indicators.matching import Match, matches
from fardplan.roadmap.version import (
    DecisionPoint,
    Force,
    IndicatorLink,
    LinkState,
    Milestone,
    RoadmapVersion,
    Strategy,
    Strength,
    TargetArea,
    Vision,
)
from fardplan.sources.city_package import CityPackage
from fardplan.sources.council_document import Draft, Goal, Indicator
from fardplan.vocabulary.keys import key_of
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text

UNNAMED = "Målområde utan namn i dokumentet"

SAME = 0.85
"""From this likeness on, 1 being equal, two wordings are taken for editions of one text."""

CLEAR_WORDS = ("tydlig", "markant", "betydlig", "kraftig", "väsentlig")


def version_of_draft(
    draft: Draft,
    city: CityPackage,
    earlier: RoadmapVersion | None,
    *,
    name: str,
    dated: str,
    accept_matches: bool,
) -> tuple[RoadmapVersion, dict[str, tuple[Match, ...]]]:
    """A proposed edition, and for each milestone the indicators its wording suggests.

    Its content is what the draft says. Keys come from `earlier` or the city's package where the wording
    is the same, so that a milestone stays the same milestone; so do translations, and what is known of a
    milestone's data. The vision is the city's. `dated` stands in where the document does not say.
    """
    reference = earlier or city.roadmap
    areas = _target_areas(draft, reference)
    translated = _translations(point.text for point in reference.decision_points)
    milestones, proposed = _milestones(draft, areas, city, reference, accept_matches=accept_matches)
    version = RoadmapVersion(
        number=(earlier.number if earlier else 0) + 1,
        title=Text(sv=draft.title.text if draft.title else name),
        dnr=draft.document.dnr,
        dated=draft.document.date or dated,
        drawn_up_by=_signed_by(draft) or name,
        source=name,
        based_on=earlier.number if earlier else None,
        horizon=_horizon(draft, reference.vision),
        vision=reference.vision,
        target_areas=areas,
        milestones=milestones,
        strategies=_strategies(draft, areas, reference),
        decision_points=tuple(
            DecisionPoint(
                number=number,
                text=translated(item.text),
                addressee=item.addressee,
                force=Force(item.force),
            )
            for number, item in enumerate(draft.decisions, start=1)
        ),
    )
    return version, proposed


def left_in_draft(draft: Draft) -> tuple[Goal | Indicator, ...]:
    """What a draft says that an edition of the roadmap has no place for: it stays in the draft alone.

    Goals that become nothing there, and the indicators that the document itself names.
    """
    return (*(goal for goal in draft.goals if goal.becomes is None), *draft.indicators)


def stated_in_draft(draft: Draft) -> tuple[Goal, ...]:
    """The goals of a draft whose level, year or responsible body an edition does not take over.

    Levels and dates are decided one by one, and who answers is entered in the boards' plans.
    """
    return tuple(goal for goal in draft.goals if goal.becomes and (goal.target or goal.responsible))


def _signed_by(draft: Draft) -> str:
    signed = (", ".join(filter(None, (item.text, item.role))) for item in draft.signatories)
    return "; ".join(signed)


def _target_areas(draft: Draft, reference: RoadmapVersion) -> tuple[TargetArea, ...]:
    known = [(item.key, item.name.sv) for item in reference.target_areas]
    translated = _translations(item.name for item in reference.target_areas)
    keys = _keys((area.name for area in draft.target_areas), known)
    return tuple(
        TargetArea(key=key, name=translated(area.name or UNNAMED))
        for key, area in zip(keys, draft.target_areas, strict=True)
    )


def _milestones(
    draft: Draft,
    areas: tuple[TargetArea, ...],
    city: CityPackage,
    reference: RoadmapVersion,
    *,
    accept_matches: bool,
) -> tuple[tuple[Milestone, ...], dict[str, tuple[Match, ...]]]:
    read = [
        (home.key, item)
        for home, area in zip(areas, draft.target_areas, strict=True)
        for item in area.milestones
    ]
    keys = _keys((item.text for _, item in read), [(item.key, item.text.sv) for item in reference.milestones])
    proposed = {key: matches(item.text, city.indicators) for key, (_, item) in zip(keys, read, strict=True)}
    translated = _translations(item.text for item in reference.milestones)
    return tuple(
        Milestone(
            key=key,
            target_area=home,
            text=translated(item.text),
            wanted=None if item.direction == "unclear" else Direction(item.direction),
            strength=Strength.CLEAR
            if any(word in item.text.lower() for word in CLEAR_WORDS)
            else Strength.ANY,
            indicator=_link(proposed[key]) if accept_matches else None,
            context=same.context if (same := reference.milestone(key)) else (),
            needed=same.needed if same else None,
        )
        for key, (home, item) in zip(keys, read, strict=True)
    ), proposed


def _link(found: tuple[Match, ...]) -> IndicatorLink | None:
    if not found:
        return None
    best = found[0]
    return IndicatorLink(
        indicator=best.indicator,
        state=LinkState.PROPOSED,
        confidence=round(best.confidence, 2),
        source=f"föreslagen ur ordalydelsen: {', '.join(best.words)}",
    )


def _strategies(
    draft: Draft, areas: tuple[TargetArea, ...], reference: RoadmapVersion
) -> tuple[Strategy, ...]:
    read = [
        (home.key, number, item)
        for home, area in zip(areas, draft.target_areas, strict=True)
        for number, item in enumerate(area.strategies, start=1)
    ]
    known = [(item.key, item.text.sv) for item in reference.strategies]
    translated = _translations(item.text for item in reference.strategies)
    keys = _keys((item.text for _, _, item in read), known)
    return tuple(
        Strategy(key=key, target_area=home, number=number, text=translated(item.text))
        for key, (home, number, item) in zip(keys, read, strict=True)
    )


def _horizon(draft: Draft, vision: Vision) -> tuple[int, int] | None:
    """The years by which milestones are to be reached: the span that ends before the vision's year."""
    spans = [item.years for item in draft.horizons if len(item.years) == 2 and max(item.years) < vision.year]
    return (min(spans[0]), max(spans[0])) if spans else None


def _translations(texts: Iterable[Text]) -> Callable[[str], Text]:
    """Finds the known text that a wording is, translation and all; a new wording has no translation."""
    known = {text.sv: text for text in texts}
    return lambda wording: known.get(wording, Text(sv=wording))


def _keys(texts: Iterable[str], known: list[tuple[str, str]]) -> list[str]:
    """A key for each text: that of the known wording most like it, else one made of its words."""
    keys: list[str] = []
    for text in texts:
        likeness = {
            key: SequenceMatcher(None, wording.lower(), text.lower(), autojunk=False).ratio()
            for key, wording in known
            if key not in keys
        }
        best = max(likeness, key=likeness.__getitem__, default=None)
        taken = {*keys, *(key for key, _ in known)}
        keys.append(best if best and likeness[best] >= SAME else key_of(text, taken))
    return keys
