"""Homes: made once, completed when interrupted, never another city's, never a newer program's."""

import json
from datetime import date

import pytest

from fardplan.sources.city_package import load_city_folder
from fardplan.store.models import AuditEvent
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.homes import Home, create_home, open_home, read_marker
from fardplan.vocabulary.errors import NotFoundError, RuleError, StorageError
from tests.small_city import write_city

DAY = date(2021, 3, 1)


def done() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.values_list("actor", "action"))


@pytest.fixture
def create(db, city, tmp_path, strategist):
    def make(**changes):
        return create_home(tmp_path / "home", str(city), actor=strategist, today=DAY, **changes)

    return make


def test_a_new_home_has_the_citys_roadmap_and_figures(create, city, tmp_path):
    report = create()
    assert (report.created, report.figures.rows, report.figures.changed_anything) == (True, 7, True)
    assert report.home == Home(tmp_path / "home", str(city))
    assert all_versions() == (load_city_folder(city).roadmap,)
    assert report.home.evidence.indicators() == ("behoriga", "otrygga")
    assert open_home(tmp_path / "home") == report.home
    assert done() == [
        ("Åsa Strateg", "create home"),
        ("Åsa Strateg", "bring organisations"),
        ("Åsa Strateg", "load public figures"),
    ]


def test_creating_it_again_changes_nothing(create):
    create()
    before = done()
    again = create()
    assert (again.created, again.figures.changed_anything) == (False, False)
    assert len(all_versions()) == 1
    assert done() == before


def test_a_home_may_begin_without_roadmap_and_figures(create):
    report = create(with_roadmap=False, with_figures=False)
    assert (report.created, report.figures) == (True, None)
    assert all_versions() == ()
    assert report.home.evidence.indicators() == ()


def test_a_home_that_was_interrupted_is_completed(create, tmp_path):
    """The marker is written last: without it everything is tried again, and what is there is kept."""
    create()
    (tmp_path / "home" / "home.json").unlink()
    assert read_marker(tmp_path / "home") is None
    report = create()
    assert (report.created, report.figures.changed_anything) == (True, False)
    assert len(all_versions()) == 1


def test_another_citys_home_is_left_alone(create, city, tmp_path, strategist):
    create()
    with pytest.raises(RuleError) as refused:
        create_home(tmp_path / "home", "stockholm", actor=strategist, today=DAY)
    assert str(refused.value) == (
        f"the home {tmp_path / 'home'} belongs to '{city}', not to 'stockholm'\n"
        "Choose another folder with --home.\nNothing was changed."
    )
    assert read_marker(tmp_path / "home") == str(city)


def test_a_city_that_is_not_there_tells_which_are(db, tmp_path, strategist):
    with pytest.raises(NotFoundError) as refused:
        create_home(tmp_path / "home", "stokholm", actor=strategist, today=DAY)
    assert str(refused.value) == (
        "there is no city package 'stokholm', and no folder of that name\n"
        "There is: stockholm. Did you mean 'stockholm'?\nNothing was created."
    )
    assert not (tmp_path / "home").exists()


def test_a_packaged_city_is_known_by_its_key(db, tmp_path, strategist):
    report = create_home(tmp_path / "home", "stockholm", actor=strategist, today=DAY)
    assert (report.home.city_source, open_home(tmp_path / "home").city.key) == ("stockholm", "stockholm")


def test_where_there_is_no_home_it_says_how_to_make_one(tmp_path):
    with pytest.raises(NotFoundError) as refused:
        open_home(tmp_path)
    assert str(refused.value) == (
        f"there is no Färdplan home in {tmp_path}\n"
        "Create one: fardplan init --city CITY. Or name another folder with --home."
    )


@pytest.mark.parametrize("use", ["open", "create"])
def test_a_newer_programs_home_is_left_alone(create, tmp_path, use):
    home = tmp_path / "home"
    home.mkdir()
    (home / "home.json").write_text(json.dumps({"format": 2, "city": "stockholm", "more": []}), "utf-8")
    with pytest.raises(StorageError) as refused:
        create() if use == "create" else open_home(home)
    assert str(refused.value) == (
        f"{home}: the home was written by a newer Färdplan (format 2; this program knows 1)\n"
        "Install the newer program, or choose another folder with --home.\nNothing was changed."
    )
    assert [path.name for path in home.iterdir()] == ["home.json"]


@pytest.mark.parametrize("marker", ["", "{", "[]", "{}", '{"format": "ett", "city": "x"}', "null", "\udcff"])
def test_a_damaged_marker_is_told_and_nothing_is_touched(create, tmp_path, marker):
    home = tmp_path / "home"
    home.mkdir()
    (home / "home.json").write_bytes(marker.encode("utf-8", "surrogateescape"))
    with pytest.raises(StorageError) as refused:
        create()
    assert str(refused.value) == (
        f"{home}: the file home.json is damaged and does not say which city this home belongs to\n"
        "Restore it from a backup; the rest of the home is as it was."
    )


def test_a_file_in_the_way_is_no_home(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotFoundError):
        open_home(tmp_path / "file")


def test_a_home_moved_to_another_place_still_opens(create, tmp_path):
    report = create()
    before = report.home.evidence.series("behoriga")
    moved = open_home((tmp_path / "home").rename(tmp_path / "moved"))
    assert (moved.city, moved.evidence.series("behoriga")) == (report.home.city, before)


def test_a_home_whose_city_folder_is_gone_says_so(db, tmp_path, strategist):
    folder = write_city(tmp_path / "lillkoping")
    create_home(tmp_path / "home", str(folder), actor=strategist, today=DAY)
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(NotFoundError, match=str(folder)):
        _ = open_home(tmp_path / "home").city
