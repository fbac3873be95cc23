"""The kinds of reports there are, by their keys, and making one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.reports.tree import Report
from fardplan.store.report_texts import own_words
from fardplan.usecases.actors import SIMULATED, Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting import board_reports, decision_memo, official
from fardplan.usecases.reporting.order import Kind, Order, Subject
from fardplan.vocabulary.errors import NotFoundError
from fardplan.vocabulary.text import Language

KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        official.KIND,
        decision_memo.KIND,
        board_reports.PLAN,
        board_reports.REPORT,
        board_reports.ANNUAL,
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
) -> Report:
    """A report of a kind on a subject that the person may choose on the day.

    It has the officers' own texts that are kept, unless `texts` are given. Raises `NotFoundError` for a kind
    or subject that is not among those.
    """
    about = subject_named(home, actor, kind, subject, as_of)
    kept = own_words(kind, subject, language) if texts is None else {}
    own = {key: words.paragraphs for key, words in kept.items()} if texts is None else texts
    revisions = {key: words.revision for key, words in kept.items()}
    order = Order(about, language, as_of, own, officer, phone, dnr, office, short, revisions)
    made = kind_named(kind).make(home, actor, order)
    made_up = {key for key, words in kept.items() if words.origin == SIMULATED and words.paragraphs}
    simulated = made.simulated or any(part.key in made_up for part in made.own_texts)
    return replace(made, subject=subject, simulated=simulated)


def subject_named(home: Home, actor: Actor, kind: str, subject: str, day: date) -> Subject:
    """Raises `NotFoundError` for a kind that is not there, and a subject that the person may not choose."""
    subjects = {item.key: item for item in kind_named(kind).subjects(home, actor, day)}
    if subject not in subjects:
        raise NotFoundError(
            Sentence("'{key}' is nothing that this report is made of", key=subject),
            instead=there_is(subjects, asked=subject),
        )
    return subjects[subject]
