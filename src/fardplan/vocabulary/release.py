"""Release: what of a milestone's outlook may leave the house; everything is internal until it is released."""

from enum import StrEnum


class ReleaseKind(StrEnum):
    """A part of a milestone's outlook that is released, or withdrawn, by itself."""

    FORECAST = "forecast"  # the fan of what the figures will show if nothing new is done
    PROBABILITY = "probability"  # of reaching the level that is adopted or proposed
    RECOMMENDED = "recommended"  # the levels and years that the workbench recommends
