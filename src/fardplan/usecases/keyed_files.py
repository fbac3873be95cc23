"""A register with a permanent random key for every record: copies beside the original files."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from fardplan.disclosure.cell_key import SHORTEST_SALT, record_keys
from fardplan.disclosure.rules import DisclosureRules
from fardplan.engines.engine import NOTHING_COUNTED, Paths
from fardplan.engines.files import damaged, parquet_files
from fardplan.indicators.counting.plan import RECORD_KEY, ROWS, CountingPlan, Sums
from fardplan.indicators.counting.register import Column, ColumnType, RegisterDefinition
from fardplan.vocabulary.errors import InputError, RuleError, StorageError, known
from fardplan.vocabulary.privacy import ProtectionMethod, RoundingWay

SALT = "record-keys.salt"
"""The file of the home with the secret that keys are made with."""


@dataclass(frozen=True, slots=True)
class KeyedFiles:
    """The files to count instead of the original ones; `register` has the column of keys as well."""

    register: RegisterDefinition
    paths: tuple[Path, ...]


def needs_keys(rules: DisclosureRules) -> bool:
    """Whether the method draws noise by the people in a cell."""
    return rules.method is ProtectionMethod.CELL_KEY or (
        rules.method is ProtectionMethod.ROUNDING and rules.rounding.way is RoundingWay.RANDOM
    )


def salt_of(home: Path) -> str:
    """The secret of a home, made at first use, readable by its owner alone and never changed.

    Without it noise of one publication would not be that of the next, and both together would tell the true
    count. Raises `StorageError` when it cannot be read or written, or has been cut short.
    """
    path = home / SALT
    try:
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(32))
        salt = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise StorageError(
            f"the secret of the home cannot be read or written ({error.strerror})", where=str(path)
        ) from None
    if len(salt) < SHORTEST_SALT:
        raise StorageError(
            "the secret that noise is drawn with has been cut short",
            where=str(path),
            instead="Put it back from a backup: another one would undo the noise of what is published.",
            outcome=NOTHING_COUNTED,
        )
    return salt


def key_files(register: RegisterDefinition, paths: Paths, folder: Path, salt: str) -> KeyedFiles:
    """Copies of a register's files in `folder` with the column `record_key`, batch by batch.

    The key is of the columns of `identity` but the time, so that a person has the same in every year. What a
    file says of itself is said of its copy too. Raises `InputError` when a column of the identity is missing
    or a file is damaged; then no copy is left.
    """
    files = parquet_files(paths)
    copies = tuple(folder / f"{register.key}-keyed-{number}.parquet" for number in range(len(files)))
    who = tuple(name for name in register.identity if name != register.time.column) or register.identity
    try:
        for file, copy in zip(files, copies, strict=True):
            _copy(file, copy, register, who, salt)
    except BaseException:
        for copy in copies:
            copy.unlink(missing_ok=True)
        raise
    column = Column(name=RECORD_KEY, type=ColumnType.INTEGER, least=0)
    return KeyedFiles(register.model_copy(update={"columns": (*register.columns, column)}), copies)


def _copy(file: Path, copy: Path, register: RegisterDefinition, who: tuple[str, ...], salt: str) -> None:
    try:
        with pq.ParquetFile(file) as source:
            names = source.schema_arrow.names
            absent = [name for name in who if name not in names]
            if absent:
                raise InputError(
                    f"the columns {', '.join(absent)} of the register '{register.key}' are missing",
                    where=str(file),
                    instead=known(names, asked=absent[0], limit=40),
                    outcome=NOTHING_COUNTED,
                )
            schema = source.schema_arrow.append(pa.field(RECORD_KEY, pa.int64()))
            with pq.ParquetWriter(copy, schema, compression="zstd") as target:
                for batch in source.iter_batches():
                    keys = pa.array(_keys(batch, who, salt), pa.int64())
                    target.write_batch(pa.RecordBatch.from_arrays([*batch.columns, keys], schema=schema))
                target.add_key_value_metadata(_said(source))
    except (pa.ArrowException, OSError):
        raise damaged(file, "it cannot be read") from None


def _said(source: pq.ParquetFile) -> dict[bytes, bytes]:
    """What a file says of itself, but for how others have stored its types."""
    said: dict[bytes, bytes] = source.metadata.metadata or {}
    return {name: text for name, text in said.items() if not name.startswith((b"ARROW:", b"pandas"))}


def _keys(batch: pa.RecordBatch, who: tuple[str, ...], salt: str) -> Iterator[int]:
    columns = [batch.column(name).to_pylist() for name in who]
    return iter(record_keys(zip(*columns, strict=True), salt).tolist())


def sums_of_keys(sums: Sums) -> Sums:
    """The answer of a pass with the sums of keys where its numbers of rows stand: it rolls up as they do."""
    return replace(sums, cells=sums.cells.with_columns(pl.col(f"sum_{RECORD_KEY}").alias(ROWS)))


def check_method(plan: CountingPlan) -> None:
    """Noise and rounding are for counts: a mean or a quantile of a group that nothing hides would be true."""
    if plan.register.disclosure.method is ProtectionMethod.SUPPRESSION:
        return
    other = [
        item.key for item in plan.indicators if plan.count(item.key).measure.kind not in ("share", "count")
    ]
    if other:
        raise RuleError(
            f"the indicator '{other[0]}' is no count and no share of rows, and the register "
            f"'{plan.register.key}' is protected by {plan.register.disclosure.method}",
            instead="Noise and rounding are for counts: choose suppression for the register.",
            outcome="Nothing was counted.",
        )
