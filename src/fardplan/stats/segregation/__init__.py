"""Segregation: how unevenly groups share the areas of a city, how sure that is, and whether it changes.

`two_groups` and `information` hold the indices, `spatial` those by distance, `chance` takes away what small
counts show by themselves, `inference` tests, `change` says what a change is made of.
"""

from fardplan.stats.segregation.chance import (
    Corrected,
    corrected_dissimilarity,
    corrected_entropy_index,
    corrected_isolation,
    corrected_mutual_information,
)
from fardplan.stats.segregation.change import ChangeParts, change_parts
from fardplan.stats.segregation.counts import SegregationInputError
from fardplan.stats.segregation.inference import (
    ChanceTest,
    Change,
    Interval,
    against_chance,
    change_by_areas,
    change_by_persons,
    interval_by_areas,
    interval_by_persons,
)
from fardplan.stats.segregation.information import (
    Level,
    LocalSegregation,
    Within,
    entropy,
    entropy_index,
    local_by_area,
    local_by_group,
    mutual_information,
    nested_by_area,
    nested_by_group,
    within_each,
)
from fardplan.stats.segregation.many import GINI, ISOLATION, D, H, Index, M
from fardplan.stats.segregation.spatial import SpatialSegregation, spatial_segregation, surroundings
from fardplan.stats.segregation.two_groups import (
    dissimilarity,
    eta_squared,
    exposure,
    gini_segregation,
    isolation,
)

__all__ = [
    "GINI",
    "ISOLATION",
    "ChanceTest",
    "Change",
    "ChangeParts",
    "Corrected",
    "D",
    "H",
    "Index",
    "Interval",
    "Level",
    "LocalSegregation",
    "M",
    "SegregationInputError",
    "SpatialSegregation",
    "Within",
    "against_chance",
    "change_by_areas",
    "change_by_persons",
    "change_parts",
    "corrected_dissimilarity",
    "corrected_entropy_index",
    "corrected_isolation",
    "corrected_mutual_information",
    "dissimilarity",
    "entropy",
    "entropy_index",
    "eta_squared",
    "exposure",
    "gini_segregation",
    "interval_by_areas",
    "interval_by_persons",
    "isolation",
    "local_by_area",
    "local_by_group",
    "mutual_information",
    "nested_by_area",
    "nested_by_group",
    "spatial_segregation",
    "surroundings",
    "within_each",
]
