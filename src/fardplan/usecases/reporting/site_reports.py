"""The reports that the public site offers: each public kind, of all it can be made of, in both languages.

They are made of an edition before it is put up, by nobody in particular: what needs a permission is in none.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product

from fardplan.portal.contents import Contents
from fardplan.portal.reports import PublishedReport, ReportKind, report_file
from fardplan.portal.site import RENDERER, fingerprint
from fardplan.publishing.publication import Publication
from fardplan.reports.finished import finished
from fardplan.reports.pdf import as_pdf
from fardplan.reports.word import as_word
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.publish import Progress, ReportMaker
from fardplan.usecases.reporting.editions import Edition, coming
from fardplan.usecases.reporting.file_names import file_stem
from fardplan.usecases.reporting.kinds import KINDS
from fardplan.usecases.reporting.order import Kind, Order
from fardplan.vocabulary.text import LANGUAGES, Language

PUBLIC = Actor("the public", frozenset())
WRITTEN_BY = (*RENDERER, "reports", "usecases/reporting")
"""The folders of the package that decide what stands in a report."""


def make_reports(
    home: Home, new: Publication, name: str, day: date, progress: Progress = lambda _share: None
) -> tuple[PublishedReport, ...]:
    """The reports of an edition that is being published on a day, the same for the same edition and day."""
    with coming(Edition(Contents(new), name, day)):
        wanted = tuple(_wanted(home, day))
        progress(0.0)
        made = []
        for kind, name_of_file, order in wanted:
            made.append(_published(kind, name_of_file, home, order))
            progress(len(made) / len(wanted))
        return tuple(made)


def _wanted(home: Home, day: date) -> Iterator[tuple[Kind, str, Order]]:
    """Each report with the name of its files, the kinds one after another."""
    for kind in KINDS.values():
        taken: set[str] = set()
        for language, subject in product(LANGUAGES, kind.subjects(home, PUBLIC, day) if kind.public else ()):
            name = _free(file_stem(kind, subject, language), language, taken)
            yield kind, name, Order(subject, language, day)


def _free(stem: str, language: Language, taken: set[str]) -> str:
    """A name that no other file in the language has."""
    name, number = stem, 1
    while f"{language}/{name}" in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(f"{language}/{name}")
    return name


def _published(kind: Kind, name: str, home: Home, order: Order) -> PublishedReport:
    report = finished(kind.make(home, PUBLIC, order))
    written = (("pdf", as_pdf(report)), ("docx", as_word(report)))
    return PublishedReport(
        ReportKind(kind.key, kind.name, kind.about),
        order.subject.key,
        order.subject.name,
        order.language,
        tuple(report_file(name, order.language, ending, content) for ending, content in written),
        report.simulated,
    )


SITE_REPORTS = ReportMaker(lambda: fingerprint(WRITTEN_BY), make_reports)
"""What makes the site's reports when it is published."""
