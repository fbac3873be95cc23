"""The mark that a simulated register carries in its file, so that nothing counted from it looks real."""

from collections.abc import Mapping

ORIGIN_KEY = "fardplan.origin"
SIMULATED_VALUE = "simulated"


def marked_simulated(metadata: Mapping[str, str] | Mapping[bytes, bytes] | None) -> bool:
    """Whether a Parquet file's key-value metadata say that its rows were made up.

    Takes what pyarrow (`read_metadata(path).metadata`, bytes) and Polars (`read_parquet_metadata(path)`)
    give. Everything counted from such a file has the origin SIMULATED, whatever anybody says of it. An origin
    that is not understood counts as simulated too: only a file that claims nothing can be real.
    """
    if not metadata:
        return False
    keys = {key.decode("utf-8", "replace") if isinstance(key, bytes) else key for key in metadata}
    return ORIGIN_KEY in keys
