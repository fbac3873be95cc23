"""Which Parquet files a register lies in, and what their footers say."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from fardplan.engines.engine import NOTHING_COUNTED, Paths
from fardplan.vocabulary.errors import InputError

Footer: TypeAlias = pq.FileMetaData


def parquet_files(paths: Paths) -> tuple[Path, ...]:
    """Every file that the paths name, in order and each once; raises `InputError` where there is none."""
    found: dict[Path, None] = {}
    for path in paths:
        files = list(_expanded(Path(path)))
        if not files:
            raise InputError(
                "there is no Parquet file",
                where=str(path),
                instead="Name a file, a folder with .parquet files, or a pattern such as folder/*.parquet.",
                outcome=NOTHING_COUNTED,
            )
        found |= dict.fromkeys(files)
    if not found:
        raise InputError(
            "no file is named", instead="Name the Parquet file of the register.", outcome=NOTHING_COUNTED
        )
    return tuple(found)


def _expanded(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(
            item for item in path.rglob("*.parquet") if item.is_file() and item.name[0] not in "._"
        )
    elif path.is_file():
        yield path
    else:
        yield from sorted(item for item in _matching(path) if item.is_file())


def _matching(pattern: Path) -> Iterator[Path]:
    """The files of a pattern: it is looked for under the longest part of it that is a plain folder."""
    fixed = [part for part in pattern.parents if not set("*?[") & set(str(part))]
    folder = fixed[0] if fixed else Path()
    rest = pattern.relative_to(folder)
    return folder.glob(str(rest)) if folder.is_dir() and set("*?[") & set(str(rest)) else iter(())


def footers(files: tuple[Path, ...]) -> dict[Path, Footer]:
    """What each file says of itself. Raises `InputError` for a file that is empty, cut off or no Parquet."""
    return {file: _footer(file) for file in files}


def _footer(file: Path) -> Footer:
    try:
        size = file.stat().st_size
        if size:
            return pq.read_metadata(file)
    except OSError:
        raise damaged(file, "it cannot be opened") from None
    except (pa.ArrowException, ValueError):
        raise damaged(file, f"no end of a Parquet file is found in its {size:,} bytes") from None
    raise damaged(file, "it has no bytes")


def damaged(file: Path, what: str) -> InputError:
    return InputError(
        f"the file is damaged, cut off or no Parquet file: {what}",
        where=str(file),
        instead="Fetch it again from its source, and compare its size.",
        outcome=NOTHING_COUNTED,
    )


def first_damaged(files: tuple[Path, ...], columns: list[str]) -> Path | None:
    """The first file with a page that cannot be read: looked for after an engine has failed on one of them.

    What the reader says of it is not passed on, since it can quote what it has read.
    """
    for file in files:
        try:
            with pq.ParquetFile(file) as parquet:
                for number in range(parquet.num_row_groups):
                    parquet.read_row_group(number, columns=columns)
        except (pa.ArrowException, OSError, ValueError):
            return file
    return None
