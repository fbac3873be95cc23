"""Methods of protection side by side on a city's own registers, so that a statistician can choose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from fardplan.disclosure.choosing import losses
from fardplan.engines.engine import Engine
from fardplan.indicators.counting.rollup import RolledUp
from fardplan.usecases.compute import Files, Span, prepared
from fardplan.usecases.counted_release import weights_of
from fardplan.usecases.counting import Asked, planned
from fardplan.usecases.homes import Home
from fardplan.usecases.keyed_files import key_files, salt_of, sums_of_keys
from fardplan.usecases.working_folder import working_folder
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.period import Period
from fardplan.vocabulary.privacy import Loss


@dataclass(frozen=True, slots=True)
class Compared:
    """What each method would take from the counts of a register in one period, or why it cannot be had."""

    register: str
    period: Period
    losses: Mapping[str, Loss | str]


def compare_methods(
    home: Home,
    indicators: Sequence[str],
    registers: Files,
    *,
    engine: Engine,
    span: Span | None = None,
) -> tuple[Compared, ...]:
    """Protect the latest period's counts of each register by every method; nothing is saved or told.

    Registers that only hold sums or answers are left out: their figures are protected by suppression alone.
    Raises as `compute` does for what is not there.
    """
    with working_folder() as folder:
        return tuple(
            found
            for asked in prepared(home, indicators, registers, folder, span)
            for found in _compared(home, asked, engine, folder)
        )


def _compared(home: Home, asked: Asked, engine: Engine, folder: Path) -> Iterator[Compared]:
    keyed = key_files(asked.register, asked.paths, folder, salt_of(home.path))
    plan = planned(home.city, replace(asked, register=keyed.register, paths=keyed.paths), engine)
    if not plan.passes:
        return
    sums = engine.run(plan.passes[0], keyed.paths)
    counts, keys = (RolledUp(one, plan, plan.geography) for one in (sums, sums_of_keys(sums)))
    if not counts.indicators:
        return
    period = plan.periods[-1]
    cells, of_cell = counts.cells(period), keys.values(period)
    found = losses(
        cells,
        asked.register.disclosure,
        keys=np.array([of_cell[cell] for cell in cells.cells], dtype=np.int64),
        weights=weights_of(cells, counts, period),
    )
    told = {name: one.what if isinstance(one, RuleError) else one for name, one in found.items()}
    yield Compared(asked.register.key, period, told)
