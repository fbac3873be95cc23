"""Many reports at once: all of them or told why not, done again without touching what is the same."""

import csv
import hashlib
import io
from pathlib import Path

import pytest

from fardplan.boards.chain import ItemKind, PlanItem
from fardplan.store.organisations import KnownOrganisation, keep_organisations
from fardplan.store.plan_saves import add_items
from fardplan.usecases.actors import SIMULATED, Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.batch import INDEX, Became, Failed, Form, make_many
from fardplan.usecases.reporting.own_texts import write_texts
from fardplan.usecases.reporting.templates import template_path
from fardplan.vocabulary.errors import NotFoundError, StorageError
from tests import boards_city
from tests.boards_city import IN_T1, OPENED, STRATEGIST
from tests.builders import sv

KINDS = ("board-report", "board-plan")


@pytest.fixture
def home(db: None, tmp_path: Path) -> Home:
    return boards_city.make_home(tmp_path / "home")


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / INDEX).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_every_subject_is_made_in_every_form_and_listed(home: Home, tmp_path: Path) -> None:
    out, told = tmp_path / "out", []
    found = make_many(
        STRATEGIST, home, KINDS, out, as_of=IN_T1, forms=tuple(Form), progress=lambda *at: told.append(at)
    )
    assert (found.failed, told[0], told[-1]) == ((), (0, 8), (8, 8))
    names = sorted(path.name for path in out.iterdir())
    assert names == sorted([INDEX, *(item.name for item in found.files)])
    assert [item.name for item in found.files[:3]] == [
        f"skolnamnden-tertialrapport-1-2027-2027-05-03.{form}" for form in Form
    ]
    for row, item in zip(rows(out), found.files, strict=True):
        content = (out / row["Fil"]).read_bytes()
        assert (row["SHA-256"], int(row["Byte"])) == (hashlib.sha256(content).hexdigest(), len(content))
        assert (row["Nyckel"], row["Dag"], row["Simulerat"]) == (item.subject.key, "2027-05-03", "nej")


def test_done_again_it_leaves_alone_what_is_the_same(home: Home, tmp_path: Path) -> None:
    first = make_many(STRATEGIST, home, KINDS, tmp_path, as_of=IN_T1)
    assert first.count(Became.NEW) == len(first.files)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.is_file()}
    gone = tmp_path / first.files[0].name
    gone.unlink()
    (tmp_path / first.files[1].name).write_bytes(b"other")
    again = make_many(STRATEGIST, home, KINDS, tmp_path, as_of=IN_T1)
    assert [item.became for item in again.files[:3]] == [Became.NEW, Became.CHANGED, Became.UNCHANGED]
    same = [path for path in times if path.name not in {item.name for item in first.files[:2]}]
    assert {path: path.stat().st_mtime_ns for path in same} == {path: times[path] for path in same}


def test_what_cannot_be_made_is_told_and_the_rest_is_made(home: Home, tmp_path: Path) -> None:
    goal = PlanItem("g", "skolnamnden", 2027, ItemKind.BOARD_GOAL, "Skola 東京")
    add_items([goal], by="Ada Lind", day=OPENED)
    found = make_many(STRATEGIST, home, ("board-plan", "official"), tmp_path, as_of=IN_T1)
    assert found.failed == (
        Failed("official", "", "Det finns ännu inget som den kan göras av."),
        Failed("board-plan", "2027/vp/skolnamnden", found.failed[1].why),
    )
    assert "typsnitten i pdf:en saknar dessa tecken: 東 京" in found.failed[1].why
    made = {item.subject.key for item in found.files}
    assert "2027/vp/skolnamnden" not in made
    assert len(rows(tmp_path)) == len(found.files) == 2 * len(made) > 0


def test_nothing_is_made_of_an_unknown_kind_or_where_nothing_can_be_written(
    home: Home, tmp_path: Path
) -> None:
    with pytest.raises(NotFoundError, match="there is no kind of report 'profil'"):
        make_many(STRATEGIST, home, ("board-plan", "profil"), tmp_path / "out", as_of=IN_T1)
    assert not (tmp_path / "out").exists()
    made = make_many(STRATEGIST, home, ("board-plan",), tmp_path / "out", as_of=IN_T1, forms=(Form.EXCEL,))
    place = tmp_path / "out" / made.files[0].name
    place.unlink()
    place.with_name(f".{place.name}.new").mkdir()
    with pytest.raises(StorageError):
        make_many(STRATEGIST, home, ("board-plan",), tmp_path / "out", as_of=IN_T1, forms=(Form.EXCEL,))


def test_who_may_not_read_the_year_makes_nothing(home: Home, tmp_path: Path) -> None:
    partner = boards_city.acting("Per Partner", Role.PARTNER, "skolnamnden")
    for actor in (partner, Actor("Ingen")):
        found = make_many(actor, home, KINDS, tmp_path, as_of=IN_T1)
        assert (found.files, [item.kind for item in found.failed]) == ((), list(KINDS))


def test_what_is_simulated_is_listed_as_such(home: Home, tmp_path: Path) -> None:
    played = Actor("Spelad", frozenset({Role.STRATEGIST}), origin=SIMULATED)
    place = ("board-report", "2027/t1/skolnamnden")
    write_texts(played, home, *place, "sv", {"analysis": (("Påhittat.",), 0)}, IN_T1)
    make_many(STRATEGIST, home, ("board-report",), tmp_path, as_of=IN_T1, forms=(Form.EXCEL,))
    listed = {row["Nyckel"]: row["Simulerat"] for row in rows(tmp_path)}
    assert listed.pop(place[1]) == "ja"
    assert set(listed.values()) == {"nej"}


def test_boards_of_one_name_have_files_of_their_own(home: Home, tmp_path: Path) -> None:
    keep_organisations([KnownOrganisation("skolnamnden-2", sv("Skolnämnden"), "board", packaged=True)])
    found = make_many(STRATEGIST, home, ("board-plan",), tmp_path, as_of=IN_T1, forms=(Form.EXCEL,))
    names = {item.subject.key: item.name for item in found.files}
    assert len(set(names.values())) == len(names)
    assert [names[f"2027/vp/{key}"] for key in ("skolnamnden", "skolnamnden-2")] == [
        "skolnamnden-verksamhetsplan-2027-2027-05-03-2027-vp-skolnamnden.xlsx",
        "skolnamnden-verksamhetsplan-2027-2027-05-03-2027-vp-skolnamnden-2.xlsx",
    ]


def test_a_template_that_cannot_be_read_ends_it_and_is_not_told_report_by_report(
    home: Home, tmp_path: Path
) -> None:
    template_path(home).mkdir(parents=True)
    with pytest.raises(StorageError):
        make_many(STRATEGIST, home, ("board-plan",), tmp_path, as_of=IN_T1)
