"""A bundle is immutable, named by its data, exact, and holds nothing that was not cleared."""

import csv
import errno
import json
import re
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.disclosure.clearance import clear
from fardplan.publishing.bundle import (
    Bundle,
    _manifest,
    _told_plainly,
    _write_and_rename,
    bundle_hash,
    list_bundles,
    open_bundle,
    read_bundle,
    write_bundle,
)
from fardplan.publishing.publication import Publication
from fardplan.publishing.rows import json_bytes
from fardplan.vocabulary.errors import NotCleared, StorageError
from tests.builders import WOMEN, observation, provenance, public
from tests.publishing.publications import SERIES, internal, publication, publications

UNTOUCHED = "Nothing was changed; earlier editions stay as they were."

slow = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)


def content(bundle: Bundle) -> dict[str, bytes]:
    paths = sorted(path for path in bundle.path.rglob("*") if path.is_file())
    return {path.relative_to(bundle.path).as_posix(): path.read_bytes() for path in paths}


@slow
@given(edition=publications())
def test_what_is_read_is_what_was_written(edition: Publication, tmp_path_factory) -> None:
    bundle = write_bundle(edition, tmp_path_factory.mktemp("bundles"))
    assert read_bundle(bundle.path) == edition
    assert open_bundle(bundle.path) == bundle
    assert bundle.hash == bundle.path.name == bundle_hash(edition)


@slow
@given(edition=publications(), random=st.randoms())
def test_the_same_data_gives_the_same_bytes(edition: Publication, random, tmp_path_factory) -> None:
    shuffled = list(edition.cleared)
    random.shuffle(shuffled)
    again = edition.model_copy(update={"cleared": clear(shuffled).cleared})
    one, other = (write_bundle(it, tmp_path_factory.mktemp("bundles")) for it in (edition, again))
    assert one.hash == other.hash
    assert content(one) == content(other)


@slow
@given(one=publications(), other=publications())
def test_other_data_has_another_name(one: Publication, other: Publication) -> None:
    assert (bundle_hash(one) == bundle_hash(other)) == (one == other)


CANARY = 48151623.42


@slow
@given(
    edition=publications(),
    hidden=st.sampled_from([{"lower": CANARY}, {"value": CANARY}, {"note": str(CANARY)}]),
)
def test_an_internal_figure_never_reaches_the_disk(
    edition: Publication, hidden: dict, tmp_path_factory
) -> None:
    """However it is brought in: through clearance, a forged clearance, or a copy without checks."""
    folder = tmp_path_factory.mktemp("bundles")
    value = hidden.get("value", CANARY + 1)
    secret = observation(2016, value, indicator="hemlig", provenance=provenance(), **_but_value(hidden))
    assert clear((*edition.cleared, secret)).cleared == edition.cleared

    forged = clear(edition.cleared).cleared
    object.__setattr__(forged, "observations", (*edition.cleared, secret))
    for attempt in (
        lambda: edition.model_copy(update={"cleared": forged}),
        lambda: Publication.model_construct(**{**dict(edition), "cleared": forged}),
    ):
        with pytest.raises(NotCleared):
            write_bundle(attempt(), folder)
    write_bundle(edition, folder)
    written = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert str(CANARY).encode() not in written
    assert b"hemlig" not in written


def _but_value(hidden: dict) -> dict:
    return {name: item for name, item in hidden.items() if name != "value"}


def test_the_files_of_a_bundle(tmp_path: Path) -> None:
    bundle = write_bundle(publication(), tmp_path)
    files = content(bundle)
    assert sorted(files) == [
        "indicators/andel.csv",
        "manifest.json",
        "observations.csv",
        "observations.json",
        "observations.parquet",
        "publication.json",
    ]
    assert json.loads(files["manifest.json"]) == {
        "format": 4,
        "hash": bundle.path.name,
        "files": [
            {"name": name, "sha256": sha256(data).hexdigest(), "size": len(data)}
            for name, data in files.items()
            if name != "manifest.json"
        ],
    }
    assert files["indicators/andel.csv"] == files["observations.csv"]
    assert [path.name for path in tmp_path.iterdir()] == [bundle.hash]


@pytest.mark.parametrize("format_", [1, 2, 3])
def test_an_earlier_format_is_read_with_nothing_in_place_of_what_came_later(
    tmp_path: Path, format_: int
) -> None:
    """A site can go back to an edition that an earlier release of the program wrote."""
    later = {"boundaries", "gaps"} if format_ == 1 else set()
    data = publication().model_dump(mode="json", exclude={"cleared", *later})
    if format_ > 1:
        (data["boundaries"],) = data["boundaries"] or [None]
    for item in data["milestones"] if format_ == 1 else ():
        del item["ahead"]
    texts = (json.dumps({"format": format_, **data}, ensure_ascii=False) + "\n").encode()
    figures = json_bytes(publication().cleared).replace(b'"release":null,', b"")
    assert b"release" not in figures
    name = sha256(sha256(texts).digest() + sha256(figures).digest()).hexdigest()
    folder = tmp_path / name
    folder.mkdir()
    files = {"publication.json": texts, "observations.json": figures}
    for file, content_ in files.items():
        (folder / file).write_bytes(content_)
    listed = [{"name": file, "sha256": sha256(it).hexdigest(), "size": len(it)} for file, it in files.items()]
    (folder / "manifest.json").write_text(json.dumps({"format": format_, "hash": name, "files": listed}))
    assert read_bundle(folder) == publication()


def test_the_texts_hold_no_figures_but_those_that_a_status_states(tmp_path: Path) -> None:
    texts = json.loads((write_bundle(publication(), tmp_path).path / "publication.json").read_bytes())
    assert "cleared" not in texts
    assert texts["format"] == 4


ROW = {
    "indicator": "andel",
    "area": "0180",
    "period": "2016",
    "period_kind": "year",
    "period_start": date(2016, 1, 1),
    "period_end": date(2016, 12, 31),
    "group": "sex=K",
    "value": 8.5,
    "lower": 8.0,
    "upper": 9.0,
    "base": 1200,
    "status": "value",
    "origin": "official",
    "source": "Kolada",
    "address": "https://example.org/table",
    "via": "=SUM(A1)",
    "licence": None,
    "clearance": "published_by_source",
    "release": None,
    "published": date(2016, 9, 25),
    "published_basis": "stated",
    "loaded": date(2024, 1, 15),
    "note": "-5 elever",
}


@pytest.fixture
def detailed(tmp_path: Path) -> Path:
    """A bundle with one figure in which every column has its say, and some that are empty."""
    told = provenance(published=date(2016, 9, 25), via="=SUM(A1)")
    item = observation(
        2016, 8.5, lower=8.0, upper=9.0, base=1200, note="-5 elever", group=WOMEN, provenance=told
    )
    edition = publication(public(item), milestones=())
    return write_bundle(edition, tmp_path).path


def test_parquet_holds_every_column_with_its_type(detailed: Path) -> None:
    assert pl.read_parquet(detailed / "observations.parquet").to_dicts() == [ROW]


def test_csv_is_plain_and_nothing_in_it_runs_in_a_spreadsheet(detailed: Path) -> None:
    text = (detailed / "observations.csv").read_bytes().decode("utf-8")
    told = {name: "" if value is None else str(value) for name, value in ROW.items()}
    told |= {"lower": "8", "upper": "9", "via": "'=SUM(A1)", "note": "'-5 elever"}
    assert list(csv.DictReader(StringIO(text, newline=""))) == [told]
    assert text.endswith("\r\n")


def test_json_holds_the_group_as_an_object(detailed: Path) -> None:
    days = {name: value.isoformat() for name, value in ROW.items() if isinstance(value, date)}
    assert json.loads((detailed / "observations.json").read_bytes()) == [
        {**ROW, **days, "group": {"sex": "K"}}
    ]


def test_a_second_writing_reuses_what_is_there(tmp_path: Path) -> None:
    first = write_bundle(publication(), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert write_bundle(publication(), tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize(
    "name", ["publication.json", "observations.csv", "observations.parquet", "indicators/andel.csv"]
)
def test_a_changed_file_is_found_out(tmp_path: Path, name: str) -> None:
    path = write_bundle(publication(), tmp_path).path
    (path / name).write_bytes((path / name).read_bytes() + b" ")
    for attempt in (lambda: read_bundle(path), lambda: write_bundle(publication(), tmp_path)):
        with pytest.raises(StorageError) as caught:
            attempt()
        assert str(caught.value) == (
            f"{path}: the bundle has been changed since it was written: {name} is not what was written\n"
            "Remove the folder and publish again, or go back to an earlier edition.\n" + UNTOUCHED
        )


def changed(path: Path, problem: str) -> str:
    return (
        f"{path}: the bundle has been changed since it was written: {problem}\n"
        "Remove the folder and publish again, or go back to an earlier edition.\n" + UNTOUCHED
    )


def test_a_missing_file_is_found_out(tmp_path: Path) -> None:
    path = write_bundle(publication(), tmp_path).path
    (path / "observations.csv").unlink()
    with pytest.raises(StorageError) as caught:
        read_bundle(path)
    assert str(caught.value) == changed(path, "observations.csv cannot be read: No such file or directory")


def test_a_file_too_many_is_found_out(tmp_path: Path) -> None:
    path = write_bundle(publication(), tmp_path).path
    (path / "indicators" / "hemlig.csv").write_text("1")
    with pytest.raises(StorageError) as caught:
        read_bundle(path)
    assert str(caught.value) == changed(path, "indicators/hemlig.csv does not belong to it")


def test_a_manifest_made_to_fit_a_changed_file_is_found_out(tmp_path: Path) -> None:
    path = write_bundle(publication(), tmp_path).path
    data = (path / "observations.json").read_bytes().replace(b"8.02", b"7.02")
    (path / "observations.json").write_bytes(data)
    manifest = json.loads((path / "manifest.json").read_bytes())
    for file in manifest["files"]:
        if file["name"] == "observations.json":
            file["sha256"] = sha256(data).hexdigest()
    (path / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(StorageError) as caught:
        read_bundle(path)
    assert str(caught.value) == changed(path, "its name is not that of its data")


def test_another_bundle_in_its_place_is_found_out(tmp_path: Path) -> None:
    one, other = publication(), publication(*SERIES, public(observation(2018, 7.9)))
    moved = write_bundle(one, tmp_path).path.rename(tmp_path / bundle_hash(other))
    with pytest.raises(StorageError) as caught:
        write_bundle(other, tmp_path)
    assert str(caught.value) == changed(moved, f"it holds the bundle {bundle_hash(one)}")


def test_a_manifest_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = write_bundle(publication(), tmp_path).path
    (path / "manifest.json").write_text("{")
    with pytest.raises(StorageError) as caught:
        read_bundle(path)
    assert str(caught.value) == changed(path, "manifest.json cannot be understood")


def test_a_file_name_cannot_lead_out_of_the_bundle(tmp_path: Path) -> None:
    path = write_bundle(publication(), tmp_path).path
    manifest = (path / "manifest.json").read_text().replace("observations.csv", "../../secret.csv")
    (path / "manifest.json").write_text(manifest)
    with pytest.raises(StorageError) as caught:
        read_bundle(path)
    assert str(caught.value) == changed(path, "manifest.json cannot be understood")


def test_a_newer_bundle_is_refused(tmp_path: Path) -> None:
    path = write_bundle(publication(), tmp_path).path
    manifest = json.loads((path / "manifest.json").read_bytes())
    (path / "manifest.json").write_text(json.dumps({**manifest, "format": 5}))
    with pytest.raises(StorageError) as caught:
        read_bundle(path)
    assert str(caught.value) == (
        f"{path}: the bundle has format 5, and this program reads up to 4\n"
        "Use a newer version of the program.\n" + UNTOUCHED
    )


def test_a_folder_that_is_no_bundle_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        read_bundle(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: there is no bundle here that can be read: No such file or directory\n"
        "A bundle is a folder with a manifest.json."
    )


def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "bundles").write_text("")
    with pytest.raises(StorageError) as caught:
        write_bundle(publication(), tmp_path / "bundles")
    assert caught.value.what == "a file stands where a folder is needed"
    assert caught.value.outcome == UNTOUCHED


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught, _told_plainly(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert str(caught.value) == f"{tmp_path}: the disk is full\nMake room and publish again.\n" + UNTOUCHED


def test_bundles_are_listed_without_what_is_unfinished(tmp_path: Path) -> None:
    assert list_bundles(tmp_path / "nowhere") == ()
    (tmp_path / ".new-abc").mkdir()
    (tmp_path / "other").mkdir()
    written = [write_bundle(it, tmp_path) for it in (publication(), publication(strategies=()))]
    assert list_bundles(tmp_path) == tuple(sorted(written, key=lambda item: item.hash))


def test_an_interrupted_writing_leaves_no_bundle(tmp_path: Path) -> None:
    """A name that cannot be a file stops the writing halfway."""
    with pytest.raises(FileNotFoundError):
        _write_and_rename({"a.csv": b"1", "deep/down/b.csv": b"2"}, tmp_path / ("0" * 64))
    assert list(tmp_path.iterdir()) == []


def test_internal_figures_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    def forged() -> Publication:
        cleared = clear(SERIES).cleared
        object.__setattr__(cleared, "observations", tuple(map(internal, SERIES)))
        return publication().model_copy(update={"cleared": cleared})

    with pytest.raises(NotCleared):
        write_bundle(forged(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_time_stands_in_a_bundle_but_those_of_the_figures(tmp_path: Path) -> None:
    whole = b"".join(content(write_bundle(publication(), tmp_path)).values()).decode("utf-8", "replace")
    told = {"2016-01-01", "2016-12-31", "2016-09-25", "2017-01-01", "2017-12-31", "2017-09-25", "2024-01-15"}
    assert set(re.findall(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", whole)) == told


def test_a_whole_bundle_that_says_something_else_is_told(tmp_path: Path) -> None:
    """Checksums and name agree, and yet it is no publication: another program wrote it."""
    files = {"publication.json": b'{"format":1}', "observations.json": b"[]"}
    manifest = _manifest(files)
    path = tmp_path / manifest.hash
    path.mkdir()
    for name, data in files.items():
        (path / name).write_bytes(data)
    (path / "manifest.json").write_text(manifest.model_dump_json())
    with pytest.raises(StorageError) as caught:
        read_bundle(path)
    assert caught.value.where == str(path)
    assert caught.value.what.startswith("the bundle cannot be understood: ")
    assert caught.value.instead == "Publish again, or go back to an earlier edition."


def test_of_two_writers_with_the_same_data_the_later_uses_what_the_first_wrote(tmp_path: Path) -> None:
    first = write_bundle(publication(), tmp_path)
    before = content(first)
    _write_and_rename(before, first.path)
    assert content(first) == before
    assert [path.name for path in tmp_path.iterdir()] == [first.hash]


def test_a_bundle_tells_its_files(tmp_path: Path) -> None:
    bundle = write_bundle(publication(), tmp_path)
    assert [file.name for file in bundle.files] == [
        "indicators/andel.csv",
        "observations.csv",
        "observations.json",
        "observations.parquet",
        "publication.json",
    ]
