"""Cleared: observations that may leave the house."""

from collections.abc import Iterator
from dataclasses import dataclass

from fardplan.vocabulary.errors import NotCleared
from fardplan.vocabulary.observation import Clearance, Observation


def may_leave(observation: Observation) -> bool:
    """Whether its source has published it, with an address, or it has passed disclosure control here."""
    provenance = observation.provenance
    if provenance.clearance is Clearance.PROTECTED:
        return bool(provenance.release)
    return provenance.clearance is Clearance.PUBLISHED_BY_SOURCE and bool(provenance.address)


@dataclass(frozen=True, slots=True)
class Cleared:
    """Observations each of which may leave the house; it cannot be built of anything else.

    `publishing` accepts figures in no other type, so that no view, command or file can go round it.
    Raises `NotCleared`, naming the cell and its source but never the value.
    """

    observations: tuple[Observation, ...]

    def __post_init__(self) -> None:
        refused = [item for item in self.observations if not may_leave(item)]
        if refused:
            first = refused[0]
            raise NotCleared(
                f"{len(refused)} of {len(self.observations)} figures are internal, "
                f"the first: {first.what}, from {first.provenance.source}",
                instead="Only figures that their source has published, with an address, or that have passed "
                "disclosure control here may be published.",
                outcome="Nothing was published.",
            )

    def __iter__(self) -> Iterator[Observation]:
        return iter(self.observations)

    def __len__(self) -> int:
        return len(self.observations)
