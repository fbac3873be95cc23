"""The key of a home: made once, kept from others, the same for all who start at once."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fardplan.config.secret import NAME, keep_key, kept_key, make_key
from fardplan.vocabulary.home import MARKER


def test_a_home_without_a_key_gets_one_that_its_owner_alone_can_read(tmp_path: Path) -> None:
    assert kept_key(tmp_path) == ""
    made = make_key(tmp_path)
    assert len(made) >= 64
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    assert [made, made] == [make_key(tmp_path), kept_key(tmp_path)]
    assert [item.name for item in tmp_path.iterdir()] == [NAME]


def test_all_who_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: make_key(tmp_path), range(8)))
    assert made == {kept_key(tmp_path)}
    assert [item.name for item in tmp_path.iterdir()] == [NAME]


def test_a_command_leaves_a_key_in_a_home_and_in_no_other_folder(tmp_path: Path) -> None:
    keep_key(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / MARKER).write_text('{"format": 1, "city": "stockholm"}')
    keep_key(tmp_path)
    assert kept_key(tmp_path) == make_key(tmp_path)
    keep_key(tmp_path / "nowhere")


@pytest.mark.parametrize("marker", ['{"format": 9, "city": "stockholm"}', "{", '{"format": null}', "[]"])
def test_a_home_that_this_program_does_not_know_gets_no_key(tmp_path: Path, marker: str) -> None:
    (tmp_path / MARKER).write_text(marker)
    keep_key(tmp_path)
    assert [item.name for item in tmp_path.iterdir()] == [MARKER]


def test_a_home_that_can_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / MARKER).write_text('{"format": 1, "city": "stockholm"}')

    def refused(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refused)
    keep_key(tmp_path)
    assert kept_key(tmp_path) == ""
