"""What had been published on a day: the edition that stood on the site, and all that it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from django.utils.timezone import localdate, make_aware

from fardplan.portal.contents import Contents
from fardplan.presentation.sentences import Sentence
from fardplan.publishing.bundle import list_bundles, read_bundle
from fardplan.store.audit import Wanted, newest_entry
from fardplan.usecases.homes import Home
from fardplan.vocabulary.audit import AuditEntry
from fardplan.vocabulary.errors import NotFoundError, StorageError

SHOWN = ("publish", "roll back")
"""What puts an edition on the site, as the audit log calls it."""

KEPT = 4
"""Editions that a process keeps read: reading one takes as long as writing a report of it."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What had been published: `name` begins its bundle's hash, `day` is when it came on the site."""

    contents: Contents
    name: str
    day: date


_COMING: ContextVar[Edition | None] = ContextVar("coming", default=None)


@contextmanager
def coming(edition: Edition) -> Iterator[None]:
    """Let an edition stand on every day, while the reports are made that are to be published with it."""
    token = _COMING.set(edition)
    try:
        yield
    finally:
        _COMING.reset(token)


def edition_on(home: Home, day: date) -> Edition:
    """The edition that stood on the site at the end of a day, by the audit log. Two queries.

    A site that was rolled back shows the earlier edition again. Inside `coming` it is the one that is about
    to be published. Raises `NotFoundError` when nothing had been published, and `StorageError` when the
    edition's bundle is gone or was changed.
    """
    if (found := _COMING.get()) is not None:
        return found
    entry = _shown_on(day)
    if entry is None:
        raise NotFoundError(
            Sentence("nothing had been published on {day}", day=day),
            instead=Sentence("Publish first, or choose a later day."),
            outcome=Sentence("No report was made."),
        )
    name = str(entry.after).partition("-")[0]
    return Edition(_read(_place(home, name)), name, localdate(entry.at))


def _shown_on(day: date) -> AuditEntry | None:
    midnight = make_aware(datetime.combine(day + timedelta(days=1), time()))
    found = (newest_entry(Wanted(action=action, before=midnight)) for action in SHOWN)
    return max((entry for entry in found if entry), key=lambda entry: entry.number, default=None)


def _place(home: Home, name: str) -> Path:
    for bundle in list_bundles(home.bundles):
        if bundle.hash.startswith(name):
            return bundle.path
    raise StorageError(
        Sentence("the edition {edition} is no longer there", edition=name),
        where=str(home.bundles),
        instead=Sentence("Restore the folder from a backup, or publish again and choose today."),
        outcome=Sentence("No report was made."),
    )


@lru_cache(maxsize=KEPT)
def _read(path: Path) -> Contents:
    return Contents(read_bundle(path))
