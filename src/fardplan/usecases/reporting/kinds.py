"""The kinds of reports there are, by their keys, and making one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.reports import changes
from fardplan.reports.tree import Report
from fardplan.store.report_texts import own_words
from fardplan.usecases.actors import SIMULATED, Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting import (
    board_reports,
    decision_memo,
    differences_report,
    disclosure_report,
    district_profile,
    official,
    status_boards,
    status_report,
)
from fardplan.usecases.reporting.editions import edition_on
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.vocabulary.errors import InputError, NotFoundError
from fardplan.vocabulary.text import Language

KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        official.KIND,
        decision_memo.KIND,
        board_reports.PLAN,
        board_reports.REPORT,
        board_reports.ANNUAL,
        status_report.KIND,
        status_boards.KIND,
        differences_report.KIND,
        district_profile.KIND,
        disclosure_report.KIND,
    )
}


def kind_named(key: str) -> Kind:
    """Raises `NotFoundError` with those there are."""
    if key not in KINDS:
        raise NotFoundError(
            Sentence("there is no kind of report '{key}'", key=key), instead=there_is(KINDS, asked=key)
        )
    return KINDS[key]


def make(
    actor: Actor,
    home: Home,
    kind: str,
    subject: str,
    *,
    as_of: date,
    language: Language = "sv",
    texts: Mapping[str, tuple[str, ...]] | None = None,
    officer: str = "",
    phone: str = "",
    dnr: str = "",
    office: str = "",
    short: bool = False,
    since: date | None = None,
) -> Report:
    """A report of a kind on a subject that the person may choose on the day.

    It has the officers' own texts that are kept, unless `texts` are given. What differs from the report of
    the day `since` is marked. Raises `NotFoundError` for a kind or subject that is not among those, then or
    since, and `InputError` where a kind has no form of two pages, or `since` is not an earlier day.
    """
    about = subject_named(home, actor, kind, subject, as_of)
    if short and not kind_named(kind).has_short:
        raise InputError(
            Sentence("this kind of report has no form of two pages: '{key}'", key=kind),
            instead=there_is(key for key, item in KINDS.items() if item.has_short),
            outcome=Sentence("No report was made."),
        )
    kept = own_words(kind, subject, language) if texts is None else {}
    own = {key: words.paragraphs for key, words in kept.items()} if texts is None else texts
    revisions = {key: words.revision for key, words in kept.items()}
    order = Order(about, language, as_of, own, officer, phone, dnr, office, short, revisions)
    made = _since(home, actor, kind, order, since) if since else kind_named(kind).make(home, actor, order)
    made_up = {key for key, words in kept.items() if words.origin == SIMULATED and words.paragraphs}
    simulated = made.simulated or any(part.key in made_up for part in made.own_texts)
    return replace(made, subject=subject, simulated=simulated)


def _since(home: Home, actor: Actor, kind: str, order: Order, day: date) -> Report:
    """What is ordered, with what differs from the report of an earlier day marked."""
    if day >= order.as_of:
        raise InputError(
            Sentence("{since} is not before {day}, the day of the report", since=day, day=order.as_of),
            instead=Sentence("Choose an earlier day to compare with."),
            outcome=Sentence("No report was made."),
        )
    about = subject_named(home, actor, kind, order.subject.key, day)
    before = kind_named(kind).make(home, actor, replace(order, subject=about, as_of=day))
    return changes.since(kind_named(kind).make(home, actor, order), before)


def subject_named(home: Home, actor: Actor, kind: str, subject: str, day: date) -> Subject:
    """Raises `NotFoundError` for a kind that is not there, and a subject that the person may not choose."""
    subjects = {item.key: item for item in kind_named(kind).subjects(home, actor, day)}
    if subject not in subjects:
        if other := kind_named(kind).unlisted(home, actor, day, subject):
            return other
        raise _not_among(home, kind_named(kind), subject, tuple(subjects), day)
    return subjects[subject]


def _not_among(home: Home, kind: Kind, subject: str, there: tuple[str, ...], day: date) -> NotFoundError:
    """Why a report cannot be made of what was asked. Raises the error of an edition that was not there."""
    if not there and kind.public:
        edition_on(home, day)
    if not there:
        return NotFoundError(
            Sentence("there is nothing that you may make this report of on {day}", day=day),
            instead=Sentence("Choose another day."),
            outcome=Sentence("No report was made."),
        )
    what = Sentence("'{key}' is nothing that this report is made of", key=subject)
    if not subject:
        what = Sentence("it is not said what the report is to be of")
    return NotFoundError(what, instead=there_is(filter(None, there), asked=subject or None))
