"""The published edition that stood on a day: what public reports are made of, so that they say what the site says."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Lock

from django.utils.timezone import get_current_timezone, localtime

from fardplan.portal.contents import Contents
from fardplan.presentation.sentences import Sentence
from fardplan.publishing.bundle import list_bundles, read_bundle
from fardplan.store.audit import Wanted, newest_entry
from fardplan.usecases.homes import Home
from fardplan.usecases.publish import PUBLISHED, ROLLED_BACK
from fardplan.vocabulary.audit import AuditEntry
from fardplan.vocabulary.errors import NotFoundError, StorageError


@dataclass(frozen=True, slots=True)
class Edition:
    """What was published: its figures and texts, the first signs of its bundle's hash, and since when it stood."""

    contents: Contents
    name: str
    day: date


def edition_on(home: Home, day: date) -> Edition:
    """The edition that readers had at the end of a day. Two queries.

    Raises `NotFoundError` where nothing had been published, and `StorageError` where its bundle is gone or was
    changed.
    """
    entry = _put_up(day)
    if entry is None:
        raise NotFoundError(
            Sentence("nothing had been published on {day}", day=day),
            instead=Sentence("Publish first, or choose a later day."),
        )
    name = str(entry.after).partition("-")[0]
    return Edition(_contents(home, name), name, localtime(entry.at).date())


def has_edition(day: date) -> bool:
    """Whether anything had been published by a day. Two queries."""
    return _put_up(day) is not None


def _put_up(day: date) -> AuditEntry | None:
    """How the edition of a day came to stand there: it was published, or swapped back in."""
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=get_current_timezone())
    found = [newest_entry(Wanted(action=action, before=end)) for action in (PUBLISHED, ROLLED_BACK)]
    return max((item for item in found if item), key=lambda item: item.number, default=None)


MOST_KEPT = 3
"""Editions that a process keeps: this one, and those that a report is compared with."""
_KEPT: OrderedDict[Path, Contents] = OrderedDict()
_LOCK = Lock()


def _contents(home: Home, name: str) -> Contents:
    """An edition as it was written. A bundle is never changed, so what has been read of one is kept."""
    path = next((item.path for item in list_bundles(home.bundles) if item.hash.startswith(name)), None)
    if path is None:
        raise StorageError(
            Sentence("the edition {name} is gone", name=name),
            where=str(home.bundles),
            instead=Sentence("Publish again, or put the folder back from a copy."),
        )
    with _LOCK:
        if path not in _KEPT:
            _KEPT[path] = Contents(read_bundle(path))
        _KEPT.move_to_end(path)
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
        return _KEPT[path]
