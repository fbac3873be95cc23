"""The kinds of reports there are, by their keys, and making one."""

from collections.abc import Mapping
from datetime import date

from fardplan.presentation.sentences import Sentence, there_is
from fardplan.reports.tree import Report
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting import board_reports, decision_memo, official
from fardplan.usecases.reporting.order import Kind, Order
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

    Raises `NotFoundError` for a kind or subject that is not among those.
    """
    found = kind_named(kind)
    subjects = {item.key: item for item in found.subjects(home, actor, as_of)}
    if subject not in subjects:
        raise NotFoundError(
            Sentence("'{key}' is nothing that this report is made of", key=subject),
            instead=there_is(subjects, asked=subject),
        )
    return found.make(
        home,
        actor,
        Order(subjects[subject], language, as_of, texts or {}, officer, phone, dnr, office, short),
    )
