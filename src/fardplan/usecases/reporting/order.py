"""What somebody orders when they make a report, and what a kind of report is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fardplan.presentation.sentences import Sentence
from fardplan.reports.tree import OwnText, Report
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import Language, Text


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: a milestone, a district, an organisation, a case; the whole where `key` is
    empty.
    """

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made. `texts` are the officer's own, paragraphs by the key of their place, and
    `revisions` says which save each of them is.

    `short`: the form of two pages, where the kind has one.
    """

    subject: Subject
    language: Language
    as_of: date
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    officer: str = ""
    phone: str = ""
    dnr: str = ""
    office: str = ""
    short: bool = False
    revisions: Mapping[str, int] = field(default_factory=dict)

    def own(self, key: str, title: str, prompt: str) -> OwnText:
        """The place for an officer's own text, with what has been written there."""
        return OwnText(key, title, tuple(self.texts.get(key, ())), prompt, self.revisions.get(key, 0))


def day_of(asked: date | None, today: date) -> date:
    """The day of a report: what is asked for, or today. Raises `InputError` for a day that has not come."""
    if asked is not None and asked > today:
        raise InputError(
            Sentence("{day} has not come yet", day=asked),
            instead=Sentence("A report tells what was known on its day. Choose today or an earlier day."),
            outcome=Sentence("No report was made."),
        )
    return asked or today


def of_nobody(subject: str) -> str | None:
    """The organisation that a report is of, by the key of its subject: it is the city's."""
    del subject
    return None


def never_settled(subject: str) -> Text | None:
    """The decision after which a report's own texts stay as they are: none is taken on it."""
    del subject
    return None


def none_but_listed(home: Home, actor: Actor, day: date, key: str) -> Subject | None:
    """What else a kind can be made of than what it lists: nothing."""
    del home, actor, day, key
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report: of which subjects a person may make it on a day, and how it is made.

    `unlisted` finds a subject that is too old to be listed and that they may choose all the same.

    `public`: it is made from published data alone, so that the site may show it. `organisation_of` gives the
    organisation whose report it is, by the key of its subject. `has_short`: it has a form of two pages.
    `settled` gives the decision on a subject after which its own texts stay as they are, None before it.
    """

    key: str
    name: Text
    about: Text
    subjects: Callable[[Home, Actor, date], tuple[Subject, ...]]
    make: Callable[[Home, Actor, Order], Report]
    public: bool = False
    organisation_of: Callable[[str], str | None] = of_nobody
    has_short: bool = False
    unlisted: Callable[[Home, Actor, date, str], Subject | None] = none_but_listed
    settled: Callable[[str], Text | None] = never_settled
