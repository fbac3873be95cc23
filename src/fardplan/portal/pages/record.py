"""What has been decided, and the state of things on one sheet of paper."""

from fardplan.portal.addresses import Address
from fardplan.portal.contents import Contents
from fardplan.portal.reports import about
from fardplan.portal.stories import card
from fardplan.presentation.periods import date_text, partial_date_text
from fardplan.presentation.phrases import force_word, standing_word
from fardplan.publishing.publication import PublishedVersion
from fardplan.vocabulary.text import Language


def edition(version: PublishedVersion, language: Language) -> dict[str, object]:
    """A version of the roadmap with its words; `points` are the decision points with their force."""
    return {
        "version": version,
        "standing": standing_word(version.standing, language),
        "dated": partial_date_text(version.dated, language),
        "decided": date_text(version.decision.date, language) if version.decision else "",
        "points": [
            {"point": point, "force": force_word(point.force, language)} for point in version.decision_points
        ],
    }


def history(contents: Contents, here: Address) -> dict[str, object]:
    """All editions, the newest first."""
    newest_first = sorted(contents.publication.history, key=lambda item: -item.number)
    return {"editions": [edition(item, here.language) for item in newest_first]}


def status(contents: Contents, here: Address) -> dict[str, object]:
    return {
        "cards": [card(contents, item, here.language) for item in contents.publication.milestones],
        "reports": about(contents.reports, ("",), here.language),
    }
