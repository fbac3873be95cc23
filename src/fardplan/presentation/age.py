"""How old a figure is, and whether its source ordinarily has a newer one."""

from datetime import date

from fardplan.presentation.periods import date_text, period_text
from fardplan.presentation.translations import message, translate, translate_plural
from fardplan.vocabulary.observation import PublishedBasis
from fardplan.vocabulary.status import MilestoneStatus
from fardplan.vocabulary.text import Language

FRESHNESS = {
    PublishedBasis.STATED: message("The figure is for {period} and was published on {date}."),
    PublishedBasis.CALENDAR: message(
        "The figure is for {period} and was published by the source's calendar on {date}."
    ),
    PublishedBasis.NO_LATER_THAN: message(
        "The figure is for {period} and was published no later than {date}."
    ),
    PublishedBasis.LOADED: message(
        "The figure is for {period}. When it was published is not known; it was loaded on {date}."
    ),
}


def freshness(status: MilestoneStatus, today: date | None, language: Language) -> str:
    """The period and publication of the latest figure, its age on a day, and since when there are newer."""
    latest = status.latest
    if latest is None:
        return ""
    said = [
        translate(
            FRESHNESS[latest.published_basis],
            language,
            period=period_text(latest.period, language),
            date=date_text(latest.published, language),
        )
    ]
    if today is not None and latest.published_basis is not PublishedBasis.LOADED:
        said.append(_age((today - latest.published).days, language))
    if status.newer_since is not None:
        said.append(newer_text(status.newer_since, language))
    return " ".join(said)


def newer_text(since: date, language: Language) -> str:
    """That the source ordinarily has newer figures than those that are known here."""
    return translate(
        "The source has ordinarily had a newer figure since {date}.",
        language,
        date=date_text(since, language),
    )


def _age(days: int, language: Language) -> str:
    months = days // 30
    if months < 1:
        return translate("It is less than a month old.", language)
    if months < 24:
        return translate_plural(
            "It is about one month old.", "It is about {count} months old.", months, language
        )
    return translate("It is about {count} years old.", language, count=round(days / 365.25))
