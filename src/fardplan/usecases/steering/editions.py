"""The edition of the roadmap that applies, read from the tables only when one has been added or decided."""

from collections.abc import Hashable
from datetime import date
from threading import Lock

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.standing import Applying, applying_on
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.store.roadmaps import all_versions, versions_stamp
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import NotFoundError

_LOCK = Lock()
_READ: dict[Hashable, tuple[Hashable, tuple[RoadmapVersion, ...]]] = {}


def versions_in(home: Home) -> tuple[RoadmapVersion, ...]:
    """Every edition, oldest first: one small query, and those of reading them where they have changed."""
    stamp = versions_stamp()
    with _LOCK:
        held = _READ.get(home.path)
    if held is not None and held[0] == stamp:
        return held[1]
    read = all_versions()
    with _LOCK:
        _READ[home.path] = (stamp, read)
    return read


def applying_in(home: Home, day: date) -> Applying:
    """The edition that applied on a day, and what it was. Raises `NotFoundError` when there is none."""
    return applying_on(versions_in(home), day)


def milestone_in(version: RoadmapVersion, key: str) -> Milestone:
    """A milestone of an edition. Raises `NotFoundError` with those there are."""
    found = version.milestone(key)
    if found is None:
        names = [item.key for item in version.milestones]
        raise NotFoundError(
            Sentence("there is no milestone '{key}'", key=key), instead=there_is(names, asked=key)
        )
    return found
