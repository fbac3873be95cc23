"""What differs between two editions, as data; `presentation` puts it into words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from fardplan.publishing.publication import (
    Publication,
    PublishedIndicator,
    PublishedMilestone,
    PublishedStrategy,
    PublishedVersion,
)
from fardplan.vocabulary.observation import Observation


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=_Keyed)


@dataclass(frozen=True, slots=True)
class FigureDifferences:
    """How the figures of one indicator differ, cell by cell; `revised` holds pairs of old and new."""

    indicator: PublishedIndicator
    new: tuple[Observation, ...]
    revised: tuple[tuple[Observation, Observation], ...]
    withdrawn: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """How one edition differs from another. Pairs are old and new; `kept` holds those that differ."""

    version: tuple[PublishedVersion, PublishedVersion] | None
    milestones_added: tuple[PublishedMilestone, ...]
    milestones_removed: tuple[PublishedMilestone, ...]
    milestones_kept: tuple[tuple[PublishedMilestone, PublishedMilestone], ...]
    strategies_added: tuple[PublishedStrategy, ...]
    strategies_removed: tuple[PublishedStrategy, ...]
    strategies_kept: tuple[tuple[PublishedStrategy, PublishedStrategy], ...]
    indicators_added: tuple[PublishedIndicator, ...]
    indicators_removed: tuple[PublishedIndicator, ...]
    indicators_kept: tuple[tuple[PublishedIndicator, PublishedIndicator], ...]
    figures: tuple[FigureDifferences, ...]


def differences(old: Publication, new: Publication) -> Differences:
    """Compare two publications, part by part."""
    compared = (_figures(old, new, indicator) for indicator in _all(old, new))
    return Differences(
        (old.version, new.version) if old.version != new.version else None,
        *_compared(old.milestones, new.milestones),
        *_compared(old.strategies, new.strategies),
        *_compared(old.indicators, new.indicators),
        tuple(item for item in compared if item is not None),
    )


def _compared(
    old: Iterable[K], new: Iterable[K]
) -> tuple[tuple[K, ...], tuple[K, ...], tuple[tuple[K, K], ...]]:
    """Added, removed, and the pairs of one key that differ, in the order of the new edition."""
    before, after = ({item.key: item for item in items} for items in (old, new))
    return (
        tuple(item for key, item in after.items() if key not in before),
        tuple(item for key, item in before.items() if key not in after),
        tuple((before[key], item) for key, item in after.items() if key in before and before[key] != item),
    )


def _all(old: Publication, new: Publication) -> tuple[PublishedIndicator, ...]:
    return tuple({**{it.key: it for it in old.indicators}, **{it.key: it for it in new.indicators}}.values())


def _figures(old: Publication, new: Publication, indicator: PublishedIndicator) -> FigureDifferences | None:
    before, after = (
        {item.cell: item for item in edition.observations(indicator.key)} for edition in (old, new)
    )
    found = FigureDifferences(
        indicator,
        tuple(item for cell, item in after.items() if cell not in before),
        tuple(
            (before[cell], item)
            for cell, item in after.items()
            if cell in before and _said(before[cell]) != _said(item)
        ),
        tuple(item for cell, item in before.items() if cell not in after),
    )
    return found if found.new or found.revised or found.withdrawn else None


def _said(item: Observation) -> tuple[object, ...]:
    """What a reader sees of a figure; another source note makes it no other figure."""
    return (item.value, item.status, item.lower, item.upper, item.base)
