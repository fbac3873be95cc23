"""Reports as a person meets them: which kinds they may make, of what, and what they write in one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fardplan.presentation.sentences import error_in
from fardplan.reports.template import read_template
from fardplan.store.report_texts import BesideWords, OwnWords, wording_at
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.kinds import KINDS, kind_named
from fardplan.usecases.reporting.order import Kind, Subject
from fardplan.usecases.reporting.own_texts import Changes, beside_of, texts_of, write_texts
from fardplan.usecases.reporting.rights import WRITERS, can_keep_template, can_write_report
from fardplan.usecases.reporting.templates import kept_template
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.text import Language, Text


@dataclass(frozen=True, slots=True)
class OfferedKind:
    """A kind of report and what the person may make it of.

    `own`: those of the subjects whose organisation the person has a role for by name, where there are others.
    """

    kind: Kind
    subjects: tuple[Subject, ...]
    own: tuple[Subject, ...] = ()

    @property
    def is_of_the_whole(self) -> bool:
        """Whether there is nothing to choose."""
        return [item.key for item in self.subjects] == [""]

    @property
    def others(self) -> tuple[Subject, ...]:
        return tuple(item for item in self.subjects if item not in self.own)


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person may do with a report, and what others wrote while somebody else did.

    `settled`: the decision after which nobody writes in it.
    """

    may_write: bool
    beside: tuple[BesideWords, ...]
    settled: Text | None = None


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """The city's template of reports: what is kept, empty where nothing is, and what must be known of it.

    `wrong` says why what is kept cannot be used.
    """

    content: bytes
    warnings: tuple[str, ...]
    wrong: str
    may_keep: bool


def may_load(actor: Actor) -> bool:
    """Whether there is any report that the person may write in, and so load back."""
    return actor.holds_anywhere(Role.STRATEGIST, *WRITERS)


def template_page(actor: Actor, home: Home, language: Language) -> TemplatePage:
    """What is kept, and whether the person may keep another."""
    content, may = kept_template(home), can_keep_template(actor)
    if content is None:
        return TemplatePage(b"", (), "", may)
    try:
        found = read_template(content)
    except InputError as error:
        return TemplatePage(content, (), error_in(error, language), may)
    return TemplatePage(content, tuple(one.in_language(language) for one in found.warnings), "", may)


def kinds_for(actor: Actor, home: Home, *, today: date) -> tuple[OfferedKind, ...]:
    """The kinds of which the person may make a report today."""
    return tuple(_offered(actor, home, today))


def _offered(actor: Actor, home: Home, today: date) -> Iterator[OfferedKind]:
    for kind in KINDS.values():
        if subjects := kind.subjects(home, actor, today):
            yield OfferedKind(kind, subjects, _own(actor, kind, subjects))


def subjects_for(actor: Actor, home: Home, key: str, *, today: date) -> OfferedKind:
    """What a kind can be made of today, nothing for those who may not. Raises `NotFoundError` for no kind."""
    kind = kind_named(key)
    subjects = kind.subjects(home, actor, today)
    return OfferedKind(kind, subjects, _own(actor, kind, subjects))


def _own(actor: Actor, kind: Kind, subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
    named = {key for grant in actor.grants for key in grant.organisations}
    own = tuple(item for item in subjects if kind.organisation_of(item.key) in named)
    return own if len(own) < len(subjects) else ()


def desk_for(actor: Actor, kind: str, subject: str, language: Language) -> Desk:
    """What the person may do with a report that they have opened. Constant queries where they may write."""
    if not can_write_report(actor, kind, subject):
        return Desk(False, ())
    if settled := kind_named(kind).settled(subject):
        return Desk(False, (), settled)
    return Desk(True, beside_of(kind, subject, language))


def write_in_report(
    actor: Actor, home: Home, kind: str, subject: str, language: Language, changes: Changes, *, today: date
) -> Mapping[str, OwnWords]:
    """Save what the person has changed, as `write_texts` does, which this raises what it raises.

    A text that they left as they saw it is no change, also where somebody else has saved since.
    """
    standing = texts_of(kind, subject, language)
    changed = {
        key: (paragraphs, revision)
        for key, (paragraphs, revision) in changes.items()
        if not _untouched((kind, subject, language), standing, key, paragraphs, revision)
    }
    return write_texts(actor, home, kind, subject, language, changed, today)


def _untouched(
    place: tuple[str, str, Language],
    standing: Mapping[str, OwnWords],
    key: str,
    paragraphs: tuple[str, ...],
    revision: int,
) -> bool:
    if revision == (standing[key].revision if key in standing else 0):
        return False
    seen = wording_at(*place, key, revision)
    return paragraphs == (seen.paragraphs if seen else ())
