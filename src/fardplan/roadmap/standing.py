"""Which edition of the roadmap applies on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fardplan.presentation.sentences import Sentence
from fardplan.roadmap.version import RoadmapVersion
from fardplan.vocabulary.errors import NotFoundError


class Standing(StrEnum):
    PROPOSED = "proposed"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Applying:
    """The edition that a status is made from, and what it is on that day."""

    version: RoadmapVersion
    standing: Standing


def standing_on(version: RoadmapVersion, versions: Sequence[RoadmapVersion], day: date) -> Standing:
    """What `version` is on `day`: adopted until a later decision, proposed before its own."""
    if not _adopted_by(version, day):
        return Standing.PROPOSED
    return Standing.ADOPTED if version == _latest_adopted(versions, day) else Standing.SUPERSEDED


def applying_on(versions: Sequence[RoadmapVersion], day: date) -> Applying:
    """The version adopted on `day`, else the latest proposed by then, else the first one there is.

    Raises `NotFoundError` only when there is no version at all.
    """
    if not versions:
        raise NotFoundError(
            Sentence("there is no roadmap yet"), instead=Sentence("Import one: fardplan roadmap import FILE.")
        )
    adopted = _latest_adopted(versions, day)
    if adopted:
        return Applying(adopted, Standing.ADOPTED)
    known = [version for version in versions if version.proposed_from <= day]
    version = (
        max(known, key=lambda item: item.number) if known else min(versions, key=lambda item: item.number)
    )
    return Applying(version, Standing.PROPOSED)


def _adopted_by(version: RoadmapVersion, day: date) -> bool:
    return version.decision is not None and version.decision.date <= day


def _latest_adopted(versions: Sequence[RoadmapVersion], day: date) -> RoadmapVersion | None:
    adopted = [version for version in versions if _adopted_by(version, day)]
    return max(adopted, key=lambda item: (item.known_from, item.number), default=None)
