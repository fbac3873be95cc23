"""The marks that a simulated register carries, so that nothing counted from it looks real."""

from collections.abc import Collection, Mapping

ORIGIN_KEY = "fardplan.origin"
SIMULATED_VALUE = "simulated"

SIMULATED_COLUMN = "simulated"
"""The column that says it in the data as well: programs that save a file anew drop what it says of itself."""


def marked_simulated(
    metadata: Mapping[str, str] | Mapping[bytes, bytes] | None, columns: Collection[str] = ()
) -> bool:
    """Whether a Parquet file says, in its key-value metadata or by a column, that its rows were made up.

    Takes what pyarrow (`read_metadata(path).metadata`, bytes) and Polars (`read_parquet_metadata(path)`)
    give, and the names of the file's columns. Everything counted from such a file has the origin SIMULATED,
    whatever anybody says of it. An origin that is not understood counts as simulated too, and so does a
    column of that name in any spelling, type and content: only a file that claims nothing can be real.
    """
    if any(name.strip().lower() == SIMULATED_COLUMN for name in columns):
        return True
    if not metadata:
        return False
    keys = {key.decode("utf-8", "replace") if isinstance(key, bytes) else key for key in metadata}
    return ORIGIN_KEY in keys
