"""A slot always points to one whole edition, follows no accident, and overwrites nothing of others."""

import json
import os
from pathlib import Path

import pytest

from fardplan.publishing.slot import Slot
from fardplan.vocabulary.errors import NotFoundError, RuleError, StorageError


@pytest.fixture
def slot(tmp_path: Path) -> Slot:
    found = Slot(tmp_path / "site")
    found.editions.mkdir()
    return found


def put(slot: Slot, name: str, text: str | None = None) -> None:
    built = slot.editions / f".{name}.building"
    built.mkdir()
    (built / "index.html").write_text(text or name)
    slot.put(name, built)


def served(slot: Slot) -> str:
    return (slot.link / "index.html").read_text()


def publish(slot: Slot, *names: str) -> None:
    for name in names:
        put(slot, name)
        slot.point_to(name)


def test_before_anything_is_published(slot):
    slot.check()
    assert slot.current() is None
    assert not slot.link.exists()


def test_the_link_is_relative_so_that_the_folder_can_be_moved(slot, tmp_path):
    publish(slot, "one")
    assert slot.link.readlink() == Path(".site-editions/one")
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    assert served(Slot(moved / "site")) == "one"
    moved.rename(tmp_path)


def test_it_points_to_what_was_published_last(slot):
    publish(slot, "one", "two")
    assert (slot.current(), served(slot)) == ("two", "two")
    assert sorted(path.name for path in slot.editions.iterdir()) == ["history.json", "one", "two"]


def test_an_empty_folder_gives_way(slot):
    slot.link.mkdir()
    slot.check()
    publish(slot, "one")
    assert (slot.link.is_symlink(), served(slot)) == (True, "one")


def test_an_edition_that_is_there_stays_as_it_was(slot):
    publish(slot, "one")
    put(slot, "one", "another rendering")
    assert served(slot) == "one"
    assert not (slot.editions / ".one.building").exists()


@pytest.mark.parametrize("kind", ["file", "folder with a file", "link elsewhere", "link to nothing"])
def test_what_is_not_ours_is_left_alone(slot, tmp_path, kind):
    other = tmp_path / "other"
    if kind == "file":
        slot.link.write_text("mine")
    elif kind == "folder with a file":
        slot.link.mkdir()
        (slot.link / "index.html").write_text("mine")
    else:
        if kind == "link elsewhere":
            other.mkdir()
        slot.link.symlink_to(other)
    with pytest.raises(RuleError) as refused:
        slot.check()
    assert str(refused.value) == (
        f"{slot.link}: something else stands here, which publishing would overwrite\n"
        "Name a folder that does not exist yet, or an empty one.\nNothing was published."
    )


def test_our_own_link_may_be_moved(slot):
    publish(slot, "one")
    slot.check()


# The way back ------------------------------------------------------------------------------------


def test_the_way_back_goes_one_step_at_a_time_and_ends(slot):
    publish(slot, "one", "two", "three")
    assert [slot.roll_back(), served(slot), slot.roll_back(), served(slot)] == ["two", "two", "one", "one"]
    with pytest.raises(NotFoundError) as refused:
        slot.roll_back()
    assert str(refused.value) == (
        f"{slot.link}: there is no earlier publication to go back to\nThe site is as it was."
    )
    assert served(slot) == "one"


def test_there_is_no_way_back_from_nothing(slot):
    with pytest.raises(NotFoundError):
        slot.roll_back()


def test_publishing_after_going_back_forgets_what_was_taken_back(slot):
    publish(slot, "one", "two")
    slot.roll_back()
    publish(slot, "three")
    assert slot.roll_back() == "one"


def test_publishing_again_what_was_taken_back_serves_it_anew(slot):
    publish(slot, "one", "two")
    slot.roll_back()
    slot.point_to("two")
    assert (served(slot), slot.roll_back()) == ("two", "one")


def test_the_same_edition_twice_in_a_row_is_remembered_once(slot):
    publish(slot, "one", "two")
    slot.point_to("two")
    assert slot.roll_back() == "one"


def test_a_swap_that_was_cut_off_before_it_was_remembered_still_has_its_way_back(slot):
    """The link moved to three, and the program was killed before the list of names was written."""
    publish(slot, "one", "two")
    put(slot, "three")
    remembered = (slot.editions / "history.json").read_text()
    slot.point_to("three")
    (slot.editions / "history.json").write_text(remembered)
    assert (slot.roll_back(), served(slot)) == ("two", "two")


def test_an_edition_that_someone_removed_is_not_served(slot):
    publish(slot, "one", "two")
    (slot.edition("one") / "index.html").unlink()
    slot.edition("one").rmdir()
    with pytest.raises(NotFoundError):
        slot.roll_back()
    assert served(slot) == "two"


@pytest.mark.parametrize("text", ["", "{", "3", "null"])
def test_a_damaged_list_of_names_is_told(slot, text):
    publish(slot, "one", "two")
    (slot.editions / "history.json").write_text(text)
    for use in (slot.roll_back, lambda: slot.point_to("one")):
        with pytest.raises(StorageError, match="the list of earlier publications is damaged"):
            use()
        assert served(slot) == "two"


def test_the_list_of_names_is_plain(slot):
    publish(slot, "one", "two")
    assert json.loads((slot.editions / "history.json").read_text()) == ["one", "two"]


def test_a_leftover_of_a_swap_that_was_cut_off_is_no_obstacle(slot, tmp_path):
    (tmp_path / f".site.{os.getpid()}.new").symlink_to("nowhere")
    publish(slot, "one")
    assert served(slot) == "one"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site-editions", "site"]
