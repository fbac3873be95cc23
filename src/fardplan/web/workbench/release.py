"""The page for releasing: what is public, who let it out and why, and what the public then sees."""

from dataclasses import dataclass
from typing import Any

from fardplan.presentation.outlook import tell_ahead
from fardplan.presentation.phrases import release_kind_word
from fardplan.usecases.steering.releasing import PartReleased, ReleasePage
from fardplan.vocabulary.release import ReleaseKind
from fardplan.vocabulary.text import Language


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its words, its history, and what the public would read or reads."""

    part: PartReleased
    words: str
    public: tuple[str, ...]


def release_values(found: ReleasePage, language: Language) -> dict[str, Any]:
    """The values of `web/workbench/release.html`."""
    return {
        "milestone": found.milestone,
        "parts": tuple(
            ShownPart(item, _words(item, language), _public(found, item, language)) for item in found.parts
        ),
        "may": found.may,
        "simulated": found.simulated,
        "measured": found.definition is not None,
    }


def _words(part: PartReleased, language: Language) -> str:
    words = release_kind_word(part.kind, language)
    return f"{words[:1].upper()}{words[1:]}"


def _public(found: ReleasePage, part: PartReleased, language: Language) -> tuple[str, ...]:
    definition = found.definition
    told = tell_ahead(
        found.ahead,
        found.status,
        unit=definition.unit if definition else None,
        rounded_to=definition.rounded_to if definition else None,
        language=language,
    )
    if part.kind is ReleaseKind.FORECAST:
        return (told.forecast,) if told.forecast else ()
    if part.kind is ReleaseKind.PROBABILITY:
        return (told.probability,) if told.probability else ()
    candidates = tuple(f"{aim[:1].upper()}{aim[1:]}. {why}" for aim, why in told.candidates)
    return candidates or ((told.no_candidates,) if told.no_candidates else ())
