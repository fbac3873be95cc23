"""The last parts of a status report: what has been decided, and how its verdicts are to be read."""

from collections.abc import Iterator

from fardplan.portal.contents import Contents
from fardplan.portal.pages.about import VERDICT_MEANINGS
from fardplan.presentation.periods import date_text, partial_date_text
from fardplan.presentation.phrases import paragraph_text, standing_word, verdict_word
from fardplan.presentation.sentences import begun
from fardplan.presentation.translations import message, translate
from fardplan.publishing.publication import PublishedVersion
from fardplan.reports.tree import Paragraph, Part, Points, Run, Section, paragraph, points
from fardplan.vocabulary.status import Verdict
from fardplan.vocabulary.text import Language


def decisions_section(contents: Contents, language: Language, *, whole: bool) -> Section:
    """Every edition of the roadmap with its decision and what it changed, the newest first; of a target area
    the one that applies alone, since what others changed may concern other areas.
    """
    everything = contents.publication
    editions = everything.history if whole else (everything.version,)
    newest_first = sorted(editions, key=lambda item: -item.number)
    parts = tuple(part for item in newest_first for part in _edition(item, language))
    return Section(translate("Decisions and editions", language), parts, "decisions")


def _edition(version: PublishedVersion, language: Language) -> Iterator[Part]:
    name = translate("Edition {number}", language, number=version.number)
    standing = standing_word(version.standing, language)
    told = [_decision(version, language)]
    if version.why:
        why = translate("Why it was made", language)
        told.append(f"{why}: {version.why.in_language(language).rstrip('.')}.")
    if version.changes:
        told.append(translate("It differs from edition {number}:", language, number=version.based_on))
    heading = Run(f"{name}, {standing}. ", strong=True)
    yield Paragraph((heading, Run(" ".join(told))), f"edition-{version.number}")
    if version.changes:
        yield points(*(item.in_language(language) for item in version.changes))


def _decision(version: PublishedVersion, language: Language) -> str:
    decision = version.decision
    if decision:
        return translate(
            "Adopted by {body} on {date}, {paragraph}, case number {dnr}.",
            language,
            body=decision.body,
            date=date_text(decision.date, language),
            paragraph=paragraph_text(decision.paragraph),
            dnr=decision.dnr,
        )
    return translate(
        "Nobody has adopted this edition. It was drawn up by {who}, dated {when}.",
        language,
        who=version.drawn_up_by,
        when=partial_date_text(version.dated, language),
    )


MEANINGS = VERDICT_MEANINGS | {Verdict.NO_DATA: message("What would be needed is told with the milestone.")}

READING = (
    message(
        "We draw a straight line through the comparable figures and ask whether its slope is larger than "
        "what the figure ordinarily moves from year to year. Only then do we say that something has risen or "
        "fallen."
    ),
    message(
        "Whether a rise is good depends on what the city wants. We therefore keep the two apart: first what "
        "the figure has done, then whether that is the way the city wants."
    ),
    message("To be unable to tell is a finding too. We then say what would be needed to know."),
    message(
        "That something has changed does not tell why. A cause is claimed only where a study can carry it."
    ),
)


def reading_section(language: Language, made_from: Paragraph) -> Section:
    """How the verdicts are to be read, in the words of the site's page on method, and what they rest on."""
    meanings = Points(
        tuple(
            (
                Run(f"{begun(verdict_word(item, language))}. ", strong=True),
                Run(translate(MEANINGS[item], language)),
            )
            for item in Verdict
        )
    )
    told = (paragraph(translate(said, language), key=f"reading-{at}") for at, said in enumerate(READING))
    return Section(translate("How to read the verdicts", language), (meanings, *told, made_from), "reading")
