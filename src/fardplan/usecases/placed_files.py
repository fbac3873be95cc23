"""A register with the columns that are found from positions: copies beside the original files."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from fardplan.engines.engine import NOTHING_COUNTED, Paths
from fardplan.engines.files import damaged, parquet_files
from fardplan.indicators.counting.placing import Placing, with_places
from fardplan.indicators.counting.register import PlaceColumn, RegisterDefinition
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.place import Places


@dataclass(frozen=True, slots=True)
class PlacedFiles:
    """The files to count instead of the original ones, where their rows lie, and what to warn of.

    `register` is the definition of these files: it has the columns and no place to find them from.
    """

    register: RegisterDefinition
    paths: tuple[Path, ...]
    placings: tuple[Placing, ...]
    warnings: tuple[str, ...]


def place_files(
    register: RegisterDefinition, places: Sequence[Places], paths: Paths, folder: Path
) -> PlacedFiles:
    """Copies of a register's files in `folder`, with every column that `register.places` asks for.

    A register of events that lie somewhere has a row a project and stage, so each file is read whole. What
    a file says of itself (that it is simulated) is said of its copy too. Raises `InputError` when a set of
    places is not there, a file is damaged or lacks the positions, and when more rows lie outside the city or
    nowhere known than the register bears; then no copy is left.
    """
    sets = [_set(asked, places) for asked in register.places]
    files = parquet_files(paths)
    copies = tuple(folder / f"{register.key}-{number}.parquet" for number in range(len(files)))
    try:
        told = [_copied(file, copy, register, sets) for file, copy in zip(files, copies, strict=True)]
        placings = tuple(_summed(parts) for parts in zip(*told, strict=True))
        warnings = tuple(
            line
            for asked, placing in zip(register.places, placings, strict=True)
            for line in _judged(register, asked, placing)
        )
    except BaseException:
        for copy in copies:
            copy.unlink(missing_ok=True)
        raise
    return PlacedFiles(register.model_copy(update={"places": ()}), copies, placings, warnings)


def _set(asked: PlaceColumn, places: Sequence[Places]) -> tuple[PlaceColumn, Places]:
    found = next((item for item in places if item.key == asked.places), None)
    if found is None:
        raise InputError(
            f"there is no set of places '{asked.places}'",
            instead=known((item.key for item in places), asked=asked.places),
            outcome=NOTHING_COUNTED,
        )
    return asked, found


def _copied(
    file: Path, copy: Path, register: RegisterDefinition, sets: Sequence[tuple[PlaceColumn, Places]]
) -> list[Placing]:
    try:
        rows = pl.read_parquet(file, glob=False)
        said = pl.read_parquet_metadata(file)
    except (PolarsError, OSError):
        raise damaged(file, "it cannot be read") from None
    told = []
    for asked, places in sets:
        absent = [name for name in (register.time.column, *asked.reads) if name not in rows.columns]
        if absent:
            raise InputError(
                f"the columns {', '.join(absent)} of the register '{register.key}' are missing",
                where=str(file),
                instead=known(rows.columns, asked=absent[0], limit=40),
                outcome=NOTHING_COUNTED,
            )
        try:
            rows, placing = with_places(rows, register, asked, places)
        except PolarsError:  # it quotes what it cannot read
            raise _no_position(file, asked) from None
        told.append(placing)
    kept = {name: text for name, text in said.items() if not name.startswith(("ARROW:", "pandas"))}
    rows.write_parquet(copy, metadata=kept)
    return told


def _no_position(file: Path, asked: PlaceColumn) -> InputError:
    return InputError(
        f"the columns {', '.join(asked.reads)} hold something else than positions and days",
        where=str(file),
        instead="Positions are numbers, and years and quarters are whole numbers.",
        outcome=NOTHING_COUNTED,
    )


def _summed(parts: Sequence[Placing]) -> Placing:
    return Placing(
        parts[0].column,
        rows=sum(item.rows for item in parts),
        placed=sum(item.placed for item in parts),
        elsewhere=sum(item.elsewhere for item in parts),
        outside=sum(item.outside for item in parts),
        unknown=sum(item.unknown for item in parts),
    )


def _judged(register: RegisterDefinition, asked: PlaceColumn, placing: Placing) -> list[str]:
    """What is worth a warning; raises where more is wrong than the register bears."""
    found = []
    for number, threshold, what in (
        (placing.outside, asked.outside, "lie outside the city"),
        (placing.unknown, asked.unknown, "have no position or no day"),
    ):
        told = f"{number:,} of {placing.rows:,} rows of '{register.key}' {what}"
        if _share(number, placing) > threshold.refuse:
            raise InputError(
                told,
                instead=f"At most {threshold.refuse:.1%} may. Are the positions in the system of the map?",
                outcome=NOTHING_COUNTED,
            )
        if _share(number, placing) > threshold.warn:
            found.append(told)
    return found


def _share(number: int, placing: Placing) -> float:
    return number / placing.rows if placing.rows else 0.0
