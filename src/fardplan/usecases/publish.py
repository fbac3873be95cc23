"""Publishing: bundle, site, swap, and the way back."""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from fardplan.portal.reports import PublishedReport
from fardplan.portal.site import fingerprint, render_site
from fardplan.presentation.changes import describe_differences
from fardplan.publishing.bundle import list_bundles, read_bundle, write_bundle
from fardplan.publishing.publication import Publication
from fardplan.publishing.slot import Slot
from fardplan.store.audit import record
from fardplan.usecases.actors import Actor, check_can_steer
from fardplan.usecases.homes import Home
from fardplan.usecases.one_at_a_time import PATIENCE, one_at_a_time
from fardplan.usecases.protection import check_protection
from fardplan.usecases.publication import publication
from fardplan.usecases.working_folder import runs
from fardplan.vocabulary.text import Text

HASH_SHOWN = 16


Progress = Callable[[float], None]
"""What share of the reports is made: 0 before the first."""


@dataclass(frozen=True, slots=True)
class ReportMaker:
    """What makes the reports that are published with an edition.

    `make` is given the home, the edition, the first signs of its bundle's hash, the day and whom to tell how
    far it has come; `fingerprint` changes when reports are written otherwise.
    """

    fingerprint: Callable[[], str]
    make: Callable[[Home, Publication, str, date, Progress], tuple[PublishedReport, ...]]


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What publishing did or, on a dry run, would do: `changes` in words against what stands there."""

    site: Path
    bundle: str
    changes: tuple[Text, ...]
    first: bool
    swapped: bool
    pages: int
    reports: int = 0


def publish(
    home: Home,
    *,
    actor: Actor,
    today: date,
    out: Path | None = None,
    dry_run: bool = False,
    base_url: str | None = None,
    reports: ReportMaker | None = None,
    progress: Progress = lambda _share: None,
    patience: float = PATIENCE,
) -> PublishReport:
    """Write a bundle of what is decided and cleared, render it, and swap the site in.

    The site stands in `out`, by default the home's own, and offers what `reports` makes. Nothing that has not
    changed is made again. A reader sees the old site until the new one is complete. Raises `RuleError` when
    something else stands in `out`, and when somebody who reads everything published, now and earlier, could
    work out what is protected; then, and on any other error, the old site stays. Publications of a home come
    one after the other, or the later would not be audited with the one before it: `patience` is how many
    seconds it waits, and then it raises `StorageError`.
    """
    check_can_steer(actor)
    slot = Slot(out.absolute() if out else home.site)
    slot.check()
    with nullcontext() if dry_run else one_at_a_time(home, patience):
        return _publish(
            home, slot, actor, today, progress, dry_run=dry_run, base_url=base_url, reports=reports
        )


def _publish(
    home: Home,
    slot: Slot,
    actor: Actor,
    today: date,
    progress: Progress,
    *,
    dry_run: bool,
    base_url: str | None,
    reports: ReportMaker | None,
) -> PublishReport:
    new = publication(home, today=today)
    check_protection(home, new)
    before = _standing_in(slot, home)
    changes = describe_differences(before, new) if before is not None else ()
    if dry_run:
        return PublishReport(slot.link, "", changes, first=before is None, swapped=False, pages=0)
    slot.editions.mkdir(parents=True, exist_ok=True)
    bundle = write_bundle(new, home.bundles)
    name = f"{bundle.hash[:HASH_SHOWN]}-{_renderer(base_url, reports)}"
    pages, made = 0, 0
    if not slot.edition(name).is_dir():
        offered = reports.make(home, new, bundle.hash[:HASH_SHOWN], today, progress) if reports else ()
        pages, made = _render(slot, new, name, base_url, offered), len(offered)
    swapped = slot.current() != name
    if swapped:
        with transaction.atomic():
            record(actor.name, "publish", bundle.hash, before=slot.current(), after=name)
            slot.point_to(name)
    return PublishReport(slot.link, bundle.hash, changes, before is None, swapped, pages, made)


def roll_back(home: Home, *, actor: Actor, out: Path | None = None, patience: float = PATIENCE) -> str:
    """Swap the site before this one back in; returns its bundle's first characters.

    It waits for a publication that is going on, as `publish` does.
    """
    check_can_steer(actor)
    slot = Slot(out.absolute() if out else home.site)
    with one_at_a_time(home, patience), transaction.atomic():
        was = slot.current()
        name = slot.roll_back()
        record(actor.name, "roll back", name, before=was, after=name)
    return name.partition("-")[0]


def _renderer(base_url: str | None, reports: ReportMaker | None) -> str:
    """What renders: the same data comes out otherwise when the renderer or the address is another."""
    parts = [fingerprint(), base_url, *([reports.fingerprint()] if reports else [])]
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:8]


def _render(
    slot: Slot, new: Publication, name: str, base_url: str | None, reports: tuple[PublishedReport, ...]
) -> int:
    """Render an edition that is not there into the slot; returns how many pages were made."""
    _sweep(slot.editions)
    building = slot.editions / f".{name}.{os.getpid()}.building"
    building.mkdir()
    try:
        report = render_site(new, building, base_url=base_url, reports=reports)
        slot.put(name, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return report.pages


def _sweep(editions: Path) -> None:
    """Remove what programs that were killed while rendering left behind; those still at work keep theirs."""
    for unfinished in editions.glob(".*.*.building"):
        maker = int(unfinished.name.split(".")[-2])
        if maker == os.getpid() or not runs(maker):
            shutil.rmtree(unfinished, ignore_errors=True)


def _standing_in(slot: Slot, home: Home) -> Publication | None:
    """What the site shows now, or None before the first publication."""
    name = slot.current()
    if name is None:
        return None
    shown = name.partition("-")[0]
    bundle = next((item for item in list_bundles(home.bundles) if item.hash.startswith(shown)), None)
    return read_bundle(bundle.path) if bundle else None
