"""Areas with versions, mapping between divisions with its error shown, and points and parcels in polygons."""

from fardplan.geography.carrying import Carried, Reason, carry_counts, carry_shares
from fardplan.geography.crosswalk import Crosswalk, Grid, KeyCheck, by_cells, by_succession, check_key
from fardplan.geography.dated import DatedIndex, Days
from fardplan.geography.lineage import Lineage
from fardplan.geography.locating import NOWHERE, PolygonIndex
from fardplan.geography.surfaces import inner_place, overlapping, polygons_of, shape_of

__all__ = [
    "NOWHERE",
    "Carried",
    "Crosswalk",
    "DatedIndex",
    "Days",
    "Grid",
    "KeyCheck",
    "Lineage",
    "PolygonIndex",
    "Reason",
    "by_cells",
    "by_succession",
    "carry_counts",
    "carry_shares",
    "check_key",
    "inner_place",
    "overlapping",
    "polygons_of",
    "shape_of",
]
