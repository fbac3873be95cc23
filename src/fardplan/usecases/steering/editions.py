"""What an edition of the roadmap has, asked for by its key."""

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.roadmap.version import Milestone, RoadmapVersion
from fardplan.vocabulary.errors import NotFoundError


def milestone_in(version: RoadmapVersion, key: str) -> Milestone:
    """A milestone of an edition. Raises `NotFoundError` with those there are."""
    found = version.milestone(key)
    if found is None:
        names = [item.key for item in version.milestones]
        raise NotFoundError(
            Sentence("there is no milestone '{key}'", key=key), instead=there_is(names, asked=key)
        )
    return found
