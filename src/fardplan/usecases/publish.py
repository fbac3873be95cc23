"""Publishing: bundle, site, swap, and the way back."""

import hashlib
import os
import shutil
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

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


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What publishing did or, on a dry run, would do: `changes` in words against what stands there."""

    site: Path
    bundle: str
    changes: tuple[Text, ...]
    first: bool
    swapped: bool
    pages: int


def publish(
    home: Home,
    *,
    actor: Actor,
    today: date,
    out: Path | None = None,
    dry_run: bool = False,
    base_url: str | None = None,
    patience: float = PATIENCE,
) -> PublishReport:
    """Write a bundle of what is decided and cleared, render it, and swap the site in.

    The site stands in `out`, by default the home's own. Nothing that has not changed is made again. A
    reader sees the old site until the new one is complete. Raises `RuleError` when something else
    stands in `out`, and when somebody who reads everything published, now and earlier, could work out what is
    protected; then, and on any other error, the old site stays. Publications of a home come one after the
    other, or the later would not be audited with the one before it: `patience` is how many seconds it waits,
    and then it raises `StorageError`.
    """
    check_can_steer(actor)
    slot = Slot(out.absolute() if out else home.site)
    slot.check()
    with nullcontext() if dry_run else one_at_a_time(home, patience):
        return _publish(home, slot, actor, today, dry_run=dry_run, base_url=base_url)


def _publish(
    home: Home, slot: Slot, actor: Actor, today: date, *, dry_run: bool, base_url: str | None
) -> PublishReport:
    new = publication(home, today=today)
    check_protection(home, new)
    before = _standing_in(slot, home)
    changes = describe_differences(before, new) if before is not None else ()
    if dry_run:
        return PublishReport(slot.link, "", changes, first=before is None, swapped=False, pages=0)
    slot.editions.mkdir(parents=True, exist_ok=True)
    bundle = write_bundle(new, home.bundles)
    name = f"{bundle.hash[:HASH_SHOWN]}-{_renderer(base_url)}"
    pages = _render(slot, new, name, base_url)
    swapped = slot.current() != name
    if swapped:
        with transaction.atomic():
            record(actor.name, "publish", bundle.hash, before=slot.current(), after=name)
            slot.point_to(name)
    return PublishReport(slot.link, bundle.hash, changes, before is None, swapped, pages)


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


def _renderer(base_url: str | None) -> str:
    """What renders: the same data comes out otherwise when the renderer or the address is another."""
    return hashlib.sha256(f"{fingerprint()} {base_url}".encode()).hexdigest()[:8]


def _render(slot: Slot, new: Publication, name: str, base_url: str | None) -> int:
    """Render an edition into the slot unless it is there; returns how many pages were made."""
    if slot.edition(name).is_dir():
        return 0
    _sweep(slot.editions)
    building = slot.editions / f".{name}.{os.getpid()}.building"
    building.mkdir()
    try:
        report = render_site(new, building, base_url=base_url)
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
