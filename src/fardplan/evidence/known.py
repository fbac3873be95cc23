"""What was known on a day: reads editions of one series so that a revision never rewrites the past."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from fardplan.evidence.frame import CELL, SCHEMA


@dataclass(frozen=True)
class Edition:
    """One vintage of a series: the day it was loaded, the latest day of publication in it, and its rows.

    The rows are fetched by `read` when first needed; most questions need only the newest edition.
    """

    loaded: date
    published_last: date
    read: Callable[[], pl.DataFrame]

    @cached_property
    def rows(self) -> pl.DataFrame:
        return self.read()


def known_on(editions: Sequence[Edition], day: date | None) -> pl.DataFrame:
    """The rows of one indicator from one source as they were known on `day`, of `editions` oldest first.

    Without a day: the newest edition, whole. With a day, the editions are walked from the newest to the
    oldest, and a cell once filled stays filled:

    1. An edition that was published in full by `day` is taken whole and ends the walk. What an older
       one says besides has been withdrawn.
    2. Of any other edition the rows published by `day` are taken, and the walk goes on: an older edition
       holds the figures that later publications replaced.
    3. An edition loaded after `day` may hold a figure changed without a new day of publication. Where an
       edition loaded by `day` has that cell with the same or a later day of publication, that one was
       on the table on the day, and stays. Such an edition therefore never ends the walk by rule 1
       while an older one had been loaded by then.

    `published` is the source's day; where that is unknown, the day of loading stands in for it.
    """
    if not editions:
        return pl.DataFrame(schema=SCHEMA)
    if day is None:
        return editions[-1].rows
    filled = pl.DataFrame(schema=SCHEMA)
    for position in range(len(editions) - 1, -1, -1):
        edition, older = editions[position], editions[:position]
        held = [other for other in older if other.loaded <= day < edition.loaded]
        if edition.published_last <= day and not held:
            return pl.concat([filled, _not_in(edition.rows, filled)])
        visible = edition.rows.filter(pl.col("published") <= day)
        for other in held:
            visible = _not_already_public(visible, other.rows, day)
        filled = pl.concat([filled, _not_in(visible, filled)])
    return filled


def _not_in(rows: pl.DataFrame, filled: pl.DataFrame) -> pl.DataFrame:
    return rows.join(filled, on=CELL, how="anti", maintain_order="left")


def _not_already_public(rows: pl.DataFrame, held: pl.DataFrame, day: date) -> pl.DataFrame:
    """The rows that have no counterpart in `held`, public by `day`, with as late a day of publication."""
    public = held.filter(pl.col("published") <= day).select(*CELL, held_published="published")
    joined = rows.join(public, on=CELL, how="left", maintain_order="left")
    explained = pl.col("held_published").is_null() | (pl.col("held_published") < pl.col("published"))
    return joined.filter(explained).drop("held_published")
