"""One series out of several sources: which of them fills a cell that more than one can fill."""

from collections.abc import Sequence

import polars as pl

from fardplan.evidence.frame import CELL, ORDER, SCHEMA
from fardplan.evidence.kinds import refuse_mixed_rows
from fardplan.vocabulary.observation import Status


def merged(by_source: Sequence[pl.DataFrame], prefer: Sequence[str] = ()) -> pl.DataFrame:
    """One row a cell, from the rows of each source in the order the sources were last loaded.

    A source named in `prefer` goes before those after it and those not named. Among the rest the row
    published last fills the cell, and of two published on one day the one from the source loaded last.
    A cell that a source leaves as missing is filled by any other that has something to say. Raises
    `RuleError` where some rows are simulated and some are not: such a series is never put together.
    """
    if not by_source:
        return pl.DataFrame(schema=SCHEMA)
    refuse_mixed_rows(by_source)
    if len(by_source) == 1:
        return by_source[0].sort(ORDER)
    place = {source: number for number, source in enumerate(prefer)}
    ranked = pl.concat(
        [rows.with_columns(load_order=pl.lit(number)) for number, rows in enumerate(by_source)]
    ).with_columns(
        silent=pl.col("status") == Status.MISSING.value,
        preference=pl.col("source").replace_strict(
            list(place), list(place.values()), default=len(place), return_dtype=pl.Int64
        )
        if place
        else pl.lit(0),
    )
    ranked = ranked.sort(
        ["silent", "preference", "published", "load_order"], descending=[False, False, True, True]
    )
    return ranked.unique(CELL, keep="first", maintain_order=True).select(SCHEMA.names()).sort(ORDER)
