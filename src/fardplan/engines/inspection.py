"""Whether the files of a register have its columns in types that can be counted, before a row is read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from fardplan.engines.engine import NOTHING_COUNTED, Inspection, Paths
from fardplan.engines.files import Footer, footers, parquet_files
from fardplan.indicators.counting.register import ColumnType, RegisterDefinition
from fardplan.vocabulary.errors import InputError, known
from fardplan.vocabulary.simulated import SIMULATED_COLUMN, marked_simulated


def _is_text(given: pa.DataType) -> bool:
    inner = given.value_type if pa.types.is_dictionary(given) else given
    return bool(
        pa.types.is_string(inner) or pa.types.is_large_string(inner) or pa.types.is_string_view(inner)
    )


def _is_integer(given: pa.DataType) -> bool:
    return bool(pa.types.is_integer(given) and not pa.types.is_uint64(given))


def _is_number(given: pa.DataType) -> bool:
    return bool(_is_integer(given) or pa.types.is_float32(given) or pa.types.is_float64(given)) or (
        bool(pa.types.is_decimal(given))
    )


_FITS: Mapping[ColumnType, tuple[Callable[[pa.DataType], bool], str]] = {
    ColumnType.INTEGER: (_is_integer, "whole numbers (int8 to int64, uint8 to uint32)"),
    ColumnType.NUMBER: (_is_number, "numbers (whole, float, double or decimal)"),
    ColumnType.TEXT: (_is_text, "text (string)"),
    ColumnType.TRUTH: (pa.types.is_boolean, "true and false (bool)"),
    ColumnType.DATE: (pa.types.is_date, "days (date32 or date64)"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a register with what their footers say, and the type of each column that was asked for."""

    files: tuple[Path, ...]
    footers: Mapping[Path, Footer]
    types: Mapping[str, pa.DataType]

    @property
    def rows(self) -> int:
        return sum(footer.num_rows for footer in self.footers.values())


def inspect(register: RegisterDefinition, paths: Paths) -> Inspection:
    """What the files are. Raises `InputError` where a column is missing or of another type.

    Columns that are found from places may be missing: they are added before anything is counted.
    """
    places = {item.column for item in register.places}
    found = look(register, paths, [item.name for item in register.columns if item.name not in places])
    names = {name for footer in found.footers.values() for name in footer.schema.to_arrow_schema().names}
    return Inspection(
        register.key,
        found.files,
        found.rows,
        sum(file.stat().st_size for file in found.files),
        {name: str(given) for name, given in found.types.items()},
        tuple(sorted(names - {column.name for column in register.columns} - {SIMULATED_COLUMN})),
        any(_simulated(footer) for footer in found.footers.values()),
    )


def _simulated(footer: Footer) -> bool:
    return marked_simulated(footer.metadata, footer.schema.to_arrow_schema().names)


def look(register: RegisterDefinition, paths: Paths, columns: Sequence[str]) -> Found:
    """The files with the types of `columns`, which all files have alike; raises `InputError` otherwise."""
    files = parquet_files(paths)
    read = footers(files)
    types: dict[str, pa.DataType] = {}
    first = files[0]
    for file, footer in read.items():
        given = {field.name: field.type for field in footer.schema.to_arrow_schema()}
        _check_present(register, file, given, columns)
        for name in columns:
            _check_type(register, file, name, given[name])
            if types.setdefault(name, given[name]) != given[name]:
                raise _unlike(name, first, types[name], file, given[name])
    return Found(files, read, types)


def _check_present(
    register: RegisterDefinition, file: Path, given: Iterable[str], columns: Sequence[str]
) -> None:
    absent = [name for name in columns if name not in given]
    if absent:
        several = "s" if len(absent) > 1 else ""
        raise InputError(
            f"the column{several} {', '.join(absent)} of the register '{register.key}' "
            f"{'are' if several else 'is'} missing",
            where=str(file),
            instead=known(given, asked=absent[0], limit=40),
            outcome=NOTHING_COUNTED,
        )


def _check_type(register: RegisterDefinition, file: Path, name: str, given: pa.DataType) -> None:
    column = register.column(name)
    if column is None:
        raise InputError(f"the register '{register.key}' has no column '{name}'")
    fits, wanted = _FITS[column.type]
    if not fits(given):
        raise InputError(
            f"the column '{name}' holds {given}",
            where=str(file),
            instead=f"The register '{register.key}' has {wanted} there.",
            outcome=NOTHING_COUNTED,
        )


def _unlike(name: str, one: Path, type_: pa.DataType, other: Path, its_type: pa.DataType) -> InputError:
    return InputError(
        f"the column '{name}' holds {its_type}",
        where=str(other),
        instead=f"In {one} it holds {type_}. Files of one register have columns of the same types.",
        outcome=NOTHING_COUNTED,
    )
