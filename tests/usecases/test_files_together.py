"""Files that belong together: all are written or none, and nothing else is written over."""

import stat
from pathlib import Path

import pytest

from fardplan.usecases.files_together import Became, write_together
from fardplan.vocabulary.errors import RuleError, StorageError


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_files_and_their_folders_are_made(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("före", "utf-8")
    texts = {tmp_path / "a/b/one": "ett å", tmp_path / "a/two": "två", tmp_path / "kept": "före"}
    assert list(write_together(texts).values()) == [Became.NEW, Became.NEW, Became.SAME]
    assert list(write_together(texts).values()) == [Became.SAME] * 3
    assert tree(tmp_path) == {"a/b/one": "ett å", "a/two": "två", "kept": "före"}


def test_something_else_is_written_over_only_when_that_is_said(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    one.write_text("mitt", "utf-8")
    two.write_text("mitt", "utf-8")
    texts = {three: "nytt", one: "nytt", two: "nytt"}
    with pytest.raises(RuleError) as raised:
        write_together(texts)
    assert str(raised.value) == (
        f"{one}, {two} hold something else\n"
        "Move it away, or say --replace to write over it.\nNothing was written."
    )
    assert tree(tmp_path) == {"one": "mitt", "two": "mitt"}
    assert write_together(texts, replace=True) == {
        three: Became.NEW,
        one: Became.REPLACED,
        two: Became.REPLACED,
    }
    assert tree(tmp_path) == {"one": "nytt", "two": "nytt", "three": "nytt"}


def test_what_cannot_be_written_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """The last file has no place to be written to before it is put where it belongs."""
    one = tmp_path / "one"
    one.write_text("mitt", "utf-8")
    (tmp_path / "two/.here.new").mkdir(parents=True)
    texts = {one: "nytt", tmp_path / "new/three": "nytt", tmp_path / "two/here": "nytt"}
    with pytest.raises(StorageError, match=r"two/here: it could not be written: .*\nEverything is as it was"):
        write_together(texts, replace=True)
    (tmp_path / "two/.here.new").rmdir()
    assert tree(tmp_path) == {"one": "mitt"}
    assert not (tmp_path / "new").exists()


class Cut(BaseException):
    """Somebody pressed Ctrl+C."""


def test_a_cut_while_files_are_put_in_place_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "new/two"
    one.write_text("mitt", "utf-8")
    put, third = Path.replace, tmp_path / "three"

    def replace(self: Path, target: Path) -> Path:
        if target == third:
            raise Cut
        return put(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(Cut):
        write_together({one: "nytt", two: "nytt", third: "nytt"}, replace=True)
    assert (tree(tmp_path), two.parent.exists()) == ({"one": "mitt"}, False)


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with pytest.raises(StorageError, match="it could not be read: Is a directory"):
        write_together({tmp_path / "one": "nytt"})
    assert stat.S_ISDIR((tmp_path / "one").stat().st_mode)
