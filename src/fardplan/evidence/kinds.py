"""Simulated figures and real ones: an indicator has the one kind or the other, never both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from fardplan.evidence.manifest import Manifest
from fardplan.evidence.vintage_file import read_rows
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.observation import Observation, Origin

_NAMES = {True: "simulated", False: "real"}
_INSTEAD = "Keep simulated figures under an indicator of their own, or in a home of their own."


def is_simulated(rows: pl.DataFrame) -> bool:
    """Whether the rows of an edition are simulated; of a mixture, which nothing here can write, true."""
    return bool((rows["origin"] == Origin.SIMULATED.value).any())


def with_kinds(folder: Path, manifest: Manifest, indicators: Iterable[str]) -> Manifest:
    """The list with `simulated` noted for every edition of these indicators, read where nobody noted it."""
    asked = set(indicators)
    noted = (
        item.model_copy(update={"simulated": is_simulated(read_rows(folder, item))})
        if item.indicator in asked and item.simulated is None
        else item
        for item in manifest.vintages
    )
    return manifest.model_copy(update={"vintages": tuple(noted)})


def refuse_mixtures(manifest: Manifest, given: Mapping[tuple[str, str], Sequence[Observation]]) -> None:
    """Raises `RuleError` where an indicator would have figures of both kinds.

    `given`: what is to be loaded, by indicator and source. Every edition that there is counts, the replaced
    ones too, so that no day can be asked for on which both kinds were there.
    """
    kinds: dict[str, set[bool]] = defaultdict(set)
    for (indicator, _), observations in given.items():
        kinds[indicator] |= {item.provenance.origin is Origin.SIMULATED for item in observations}
    for indicator, found in sorted(kinds.items()):
        if len(found) > 1:
            raise _mixed(f"simulated and real figures of '{indicator}' came in one load")
        other = next((item for item in manifest.of(indicator) if item.simulated not in found), None)
        if other is not None:
            loaded = f"from '{other.source}', loaded {other.loaded}"
            now, then = _NAMES[found == {True}], _NAMES[found != {True}]
            raise _mixed(f"the figures of '{indicator}' are {now}, and it has {then} ones {loaded}")


def refuse_mixed_rows(by_source: Iterable[pl.DataFrame]) -> None:
    """Raises `RuleError` when rows that are to become one series are simulated and real."""
    rows = pl.concat([item.select("indicator", "origin") for item in by_source])
    kinds = (rows["origin"] == Origin.SIMULATED.value).unique()
    if len(kinds) > 1:
        raise _mixed(f"'{rows['indicator'][0]}' has simulated and real figures", "No figure of it was read.")


def _mixed(what: str, outcome: str = "Nothing was loaded.") -> RuleError:
    return RuleError(f"{what}; a series is one or the other, never both", instead=_INSTEAD, outcome=outcome)
