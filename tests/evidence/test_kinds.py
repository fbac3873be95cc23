"""A series is simulated or real, never both, in whatever order figures come."""

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.evidence.frame import content_hash, frame_of, parquet_bytes, read_parquet
from fardplan.evidence.merge import merged
from fardplan.evidence.store import EvidenceStore
from fardplan.vocabulary.errors import RuleError
from fardplan.vocabulary.observation import Clearance, Observation, Origin
from tests.builders import observation, protected, provenance

DAY = date(2024, 1, 15)

INSTEAD = (
    "; a series is one or the other, never both\n"
    "Keep simulated figures under an indicator of their own, or in a home of their own.\n"
)


def of(origin: Origin, year: int = 2016, value: float = 8.5, source: str = "Kolada", key: str = "andel"):
    told = provenance(source=source, origin=origin)
    return observation(year, value, provenance=told, indicator=key)


def save(store: EvidenceStore, *items: Observation, day: date = DAY, extends: bool = False) -> None:
    store.save(items, loaded=day, came_from="fil.csv", extends=extends)


@pytest.mark.parametrize("source", ["Kolada", "Registret"])
@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        (Origin.SIMULATED, Origin.OFFICIAL, ("real", "simulated")),
        (Origin.SIMULATED, Origin.OWN_CALCULATION, ("real", "simulated")),
        (Origin.OFFICIAL, Origin.SIMULATED, ("simulated", "real")),
        (Origin.OWN_CALCULATION, Origin.SIMULATED, ("simulated", "real")),
    ],
)
def test_figures_of_the_other_kind_are_refused_and_nothing_is_loaded(
    store: EvidenceStore, source: str, first: Origin, second: Origin, names: tuple[str, str]
) -> None:
    save(store, of(first))
    before = {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()}

    with pytest.raises(RuleError) as refused:
        save(store, of(second, 2017, source=source), of(second, key="annan"))

    assert str(refused.value) == (
        f"the figures of 'andel' are {names[0]}, and it has {names[1]} ones from 'Kolada', loaded 2024-01-15"
        f"{INSTEAD}Nothing was loaded."
    )
    assert {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()} == before


def test_a_load_of_both_kinds_is_refused_whatever_the_sources(store: EvidenceStore) -> None:
    with pytest.raises(RuleError) as refused:
        save(store, of(Origin.OFFICIAL), of(Origin.SIMULATED, source="Registret"))

    assert str(refused.value) == (
        f"simulated and real figures of 'andel' came in one load{INSTEAD}Nothing was loaded."
    )
    assert store.indicators() == ()


def test_two_indicators_may_be_of_two_kinds(store: EvidenceStore) -> None:
    real, made = of(Origin.OFFICIAL), of(Origin.SIMULATED, key="annan")
    save(store, real, made)

    assert store.everything() == {"andel": (real,), "annan": (made,)}
    assert [item.simulated for key in ("andel", "annan") for item in store.vintages(key)] == [False, True]


def test_an_edition_that_is_no_longer_current_counts_too(store: EvidenceStore) -> None:
    """Else a question of an earlier day could be answered with both kinds."""
    save(store, of(Origin.SIMULATED))
    save(store, of(Origin.SIMULATED, value=8.6))
    with pytest.raises(RuleError):
        save(store, of(Origin.OFFICIAL))


def as_written_before(folder: Path) -> None:
    """Make the folder what the program wrote before: format 1, with nothing noted of kinds."""
    listed = json.loads((folder / "manifest.json").read_bytes())
    for item in listed["vintages"]:
        del item["simulated"]
    (folder / "manifest.json").write_text(json.dumps({**listed, "format": 1}))


def test_a_list_of_the_first_format_is_read_and_its_editions_looked_into(store: EvidenceStore) -> None:
    save(store, of(Origin.SIMULATED))
    as_written_before(store.folder)

    assert store.series("andel") == (of(Origin.SIMULATED),)
    with pytest.raises(RuleError):
        save(store, of(Origin.OFFICIAL))
    save(store, of(Origin.SIMULATED, value=8.6))
    assert [item.simulated for item in store.vintages("andel")] == [True, True]
    assert json.loads((store.folder / "manifest.json").read_bytes())["format"] == 3


def test_rows_of_both_kinds_are_never_put_together() -> None:
    real = frame_of([of(Origin.OFFICIAL)])
    made = frame_of([of(Origin.SIMULATED, 2017, source="Registret")])
    for given_ in ([real, made], [made, real], [pl.concat([real, made])]):
        with pytest.raises(RuleError) as refused:
            merged(given_)
        assert str(refused.value) == (
            f"'andel' has simulated and real figures{INSTEAD}No figure of it was read."
        )
    assert merged([made]).equals(made)


loads = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]),
            st.sampled_from(["Kolada", "Registret"]),
            st.integers(2014, 2018),
            st.sampled_from([*Origin]),
            st.floats(0, 100),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one[:3],
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25, deadline=None)
@given(loads, st.lists(st.booleans(), min_size=5, max_size=5))
def test_no_series_of_loads_makes_a_mixed_series_on_any_day(given_, extends) -> None:
    with TemporaryDirectory() as folder:
        store = EvidenceStore(Path(folder) / "evidence")
        kinds: dict[str, set[bool]] = defaultdict(set)
        for number, load in enumerate(given_):
            items = [of(origin, year, value, source, key) for key, source, year, origin, value in load]
            asked = {key: {o is Origin.SIMULATED for k, _, _, o, _ in load if k == key} for key in "ab"}
            fits = all(len(asked[key] | kinds[key]) < 2 for key in "ab")
            day = DAY + timedelta(number)
            if fits:
                save(store, *items, day=day, extends=extends[number])
                kinds = defaultdict(set, {key: kinds[key] | asked[key] for key in "ab"})
            else:
                with pytest.raises(RuleError):
                    save(store, *items, day=day, extends=extends[number])
        for past in (None, *(DAY + timedelta(number) for number in range(5))):
            for series in store.everything(as_of=past).values():
                assert len({item.provenance.origin is Origin.SIMULATED for item in series}) == 1


def test_a_protected_figure_is_read_back_and_is_another_content_than_an_internal_one(
    store: EvidenceStore,
) -> None:
    counted = protected(of(Origin.OWN_CALCULATION), release="elever-ak9-2024")
    save(store, counted)

    assert store.series("andel") == store.series("andel", public=True) == (counted,)
    again = protected(of(Origin.OWN_CALCULATION), release="elever-ak9-2025")
    assert content_hash(frame_of([counted])) != content_hash(frame_of([again]))
    internal = replace(
        counted, provenance=replace(counted.provenance, clearance=Clearance.INTERNAL, release=None)
    )
    save(store, internal)
    assert store.series("andel", public=True) == ()


def test_a_file_without_the_column_is_read_and_its_content_has_the_name_it_had(store: EvidenceStore) -> None:
    """The name was computed with the program that wrote no such column."""
    rows = frame_of([of(Origin.OFFICIAL), of(Origin.OFFICIAL, 2017, 8.02)])
    old = parquet_bytes(rows.drop("release"))

    assert read_parquet(old).equals(rows)
    assert read_parquet(old, ["0180"]).equals(rows)
    assert content_hash(rows) == "3a03673475dd73cf2d1c9aa66d37c07b"
