"""Faults that real registers have, planted at stated rates so that quality reports have something to find."""

from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from fardplan.simulation.streams import Truths, stream
from fardplan.vocabulary.errors import InputError, known

UNKNOWN_AREA = "9999999"
"""No area of any city has this code."""


@dataclass(frozen=True, slots=True)
class FaultRates:
    """The share of a register's rows with each fault, from 0 to 1; a row has at most one of them.

    `duplicates`: the row stands twice. `unknown_area`: a code that no area has. `other_division`: the code of
    an area of another division. `missing`: no sex, or where the register has none, no area.
    `out_of_range`: an age of 199, or a number below 0.
    """

    duplicates: float = 0.0
    unknown_area: float = 0.0
    other_division: float = 0.0
    missing: float = 0.0
    out_of_range: float = 0.0

    def __post_init__(self) -> None:
        for item in fields(self):
            rate = getattr(self, item.name)
            if not 0 <= rate <= 0.2:
                raise InputError(f"the rate {rate:g} of '{item.name}' is not from 0 to 0.2")

    @property
    def any(self) -> bool:
        return any(getattr(self, item.name) > 0 for item in fields(self))


NO_FAULTS = FaultRates()
USUAL_FAULTS = FaultRates(0.0005, 0.002, 0.002, 0.003, 0.0005)


def read_faults(text: str) -> FaultRates:
    """`usual`, or rates such as `duplicates=0.001,missing=0.02`; raises `InputError`."""
    if text == "usual":
        return USUAL_FAULTS
    names = [item.name for item in fields(FaultRates)]
    rates = {}
    for part in text.split(","):
        name, _, rate = part.partition("=")
        if name not in names:
            raise InputError(f"there is no fault '{name}'", instead=known(names, asked=name))
        try:
            rates[name] = float(rate)
        except ValueError as error:
            raise InputError(f"'{rate}' is not a rate of '{name}'", instead="Write 0.001.") from error
    return FaultRates(**rates)


def planted(
    frame: pl.DataFrame, rates: FaultRates, *, seed: int, register: str, year: int, gone: tuple[str, ...]
) -> tuple[pl.DataFrame, dict[str, int]]:
    """The rows with faults, and how many rows have each; the frame itself where there are none."""
    if not rates.any or frame.is_empty():
        return frame, {}
    rng = stream(seed, f"faults {register}", year)
    draw = rng.random(frame.height)
    masks: dict[str, Truths] = {}
    reached = 0.0
    for item in fields(rates):
        rate = getattr(rates, item.name)
        masks[item.name] = (draw >= reached) & (draw < reached + rate)
        reached += rate
    if not gone:
        masks["other_division"][:] = False
    hit = {name: pl.Series(mask) for name, mask in masks.items()}
    number = "age" if "age" in frame.columns else _number(frame)
    hole = "sex" if "sex" in frame.columns else "basomrade"
    changed = frame.with_columns(
        pl.when(hit["unknown_area"]).then(pl.lit(UNKNOWN_AREA))
        .when(hit["other_division"]).then(pl.lit(gone[year % len(gone)] if gone else ""))
        .otherwise(pl.col("basomrade")).alias("basomrade")
    ).with_columns(
        pl.when(hit["missing"]).then(None).otherwise(pl.col(hole)).alias(hole),
        *(
            [pl.when(hit["out_of_range"]).then(199 if number == "age" else -1).otherwise(pl.col(number))
             .cast(frame.schema[number]).alias(number)] if number else []
        ),
    )  # fmt: skip
    twice = changed.filter(hit["duplicates"])
    counted = {name: int(np.sum(mask)) for name, mask in masks.items()}
    if not number:
        counted["out_of_range"] = 0
    return pl.concat((changed, twice)), counted


def _number(frame: pl.DataFrame) -> str | None:
    return next((name for name in ("other_passes", "dwellings", "employed") if name in frame.columns), None)
