"""Files that a person asked for: whole or not at all, through links, and never in the place of a device."""

import os
import sys

import pytest

from fardplan.usecases.files import write_text
from fardplan.vocabulary.errors import StorageError


def test_a_file_is_written_whole(tmp_path):
    path = tmp_path / "fil.yaml"
    path.write_text("gammalt")
    write_text(path, "nytt: å\n")
    assert path.read_text("utf-8") == "nytt: å\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="a full disk stands in /dev on Linux alone")
def test_what_could_not_be_written_is_told_and_the_old_file_stays(tmp_path):
    path = tmp_path / "fil.yaml"
    path.write_text("gammalt")
    (tmp_path / ".fil.yaml.new").symlink_to("/dev/full")
    with pytest.raises(StorageError) as refused:
        write_text(path, "nytt")
    assert (
        str(refused.value)
        == f"{path}: it could not be written: No space left on device\nNothing was written."
    )
    assert (path.read_text(), list(tmp_path.iterdir())) == ("gammalt", [path])


def test_a_link_is_followed_and_stays(tmp_path):
    file, link = tmp_path / "fil.yaml", tmp_path / "link.yaml"
    link.symlink_to(file)
    for text in ("ett", "två"):
        write_text(link, text)
        assert (file.read_text("utf-8"), link.is_symlink()) == (text, True)


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_text(pipe, "nytt: å\n")
        assert os.read(reader, 100) == "nytt: å\n".encode()
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(StorageError, match="Is a directory"):
        write_text(tmp_path, "nytt")
