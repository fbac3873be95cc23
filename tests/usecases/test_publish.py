"""Publishing: only what is cleared leaves the house, the old site stands until the new one is whole."""

import gzip
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from fardplan.publishing.bundle import list_bundles, read_bundle
from fardplan.store.models import AuditEvent
from fardplan.usecases import roadmaps
from fardplan.usecases.homes import Home
from fardplan.usecases.one_at_a_time import one_at_a_time
from fardplan.usecases.publication import publication
from fardplan.usecases.publish import PublishReport, publish, roll_back
from fardplan.vocabulary.errors import NotFoundError, RuleError, StorageError
from fardplan.vocabulary.text import Text
from tests.builders import decision, observation, provenance, public

DAY = date(2021, 4, 1)
CANARY = 73.4567
SECRET = "Hemlig källa som ingen får se"


def files(folder: Path) -> dict[str, bytes]:
    """Every file by its place, what is compressed unpacked."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            unpacked = gzip.decompress(content) if path.suffix == ".gz" else content
            found[path.relative_to(folder).as_posix()] = unpacked
    return found


def logged() -> list[tuple[str, str]]:
    events = AuditEvent.objects.filter(action__in=("publish", "roll back"))
    return list(events.values_list("actor", "action"))


@pytest.fixture
def site(home, strategist):
    """The first publication."""
    return publish(home, actor=strategist, today=DAY)


@pytest.fixture
def changed(home):
    """Make the next publication differ: a new public figure."""

    def change(year: int = 2020, value: float = 90.3) -> None:
        known = home.evidence.series("behoriga")[-1]
        new = replace(
            public(observation(year, value, indicator="behoriga", area="9999")).provenance,
            source=known.provenance.source,
        )
        item = observation(year, value, indicator="behoriga", area="9999", provenance=new)
        home.evidence.save([item], loaded=DAY, came_from=f"{year}.csv", extends=True)

    return change


def test_the_first_publication(home, site, strategist):
    (bundle,) = list_bundles(home.bundles)
    assert site == PublishReport(
        site=home.site, bundle=bundle.hash, changes=(), first=True, swapped=True, pages=site.pages
    )
    assert len(list(home.site.rglob("*.html"))) == site.pages > 20
    assert read_bundle(bundle.path) == publication(home, today=DAY)
    assert logged() == [("Åsa Strateg", "publish")]


def test_publishing_the_same_again_makes_nothing(home, site, strategist):
    before = files(home.path)
    again = publish(home, actor=strategist, today=DAY)
    assert again == PublishReport(home.site, site.bundle, (), first=False, swapped=False, pages=0)
    assert files(home.path) == before
    assert len(logged()) == 1


def test_another_day_with_nothing_new_is_the_same_publication(home, site, strategist):
    later = publish(home, actor=strategist, today=date(2021, 9, 1))
    assert (later.bundle, later.swapped) == (site.bundle, False)


def test_a_new_figure_is_a_new_publication_told_in_words(home, site, changed, strategist):
    changed()
    report = publish(home, actor=strategist, today=DAY)
    assert report.changes == (
        Text(sv="Behöriga elever: en ny uppgift, för 2020.", en="Eligible pupils: one new figure, for 2020."),
    )
    assert (report.first, report.swapped, report.pages) == (False, True, site.pages)
    assert report.bundle != site.bundle
    assert [item.hash for item in list_bundles(home.bundles)] == sorted({site.bundle, report.bundle})
    assert b"90,3" in (home.site / "index.html").read_bytes()


def test_a_decision_is_published(home, site, strategist):
    roadmaps.adopt(1, decision("2021-03-29"), actor=strategist, today=DAY)
    assert [text.en for text in publish(home, actor=strategist, today=DAY).changes] == [
        "The roadmap is now adopted; it was proposed, not adopted."
    ]


@pytest.mark.parametrize("already", [False, True])
def test_a_dry_run_writes_nothing(home, changed, strategist, already):
    if already:
        publish(home, actor=strategist, today=DAY)
    changed()
    before, told = files(home.path), logged()
    report = publish(home, actor=strategist, today=DAY, dry_run=True)
    assert (report.first, report.swapped, report.pages, bool(report.changes)) == (
        not already,
        False,
        0,
        already,
    )
    assert (files(home.path), logged()) == (before, told)


def test_the_site_can_stand_elsewhere(home, site, strategist, tmp_path):
    out = tmp_path / "www"
    report = publish(home, actor=strategist, today=DAY, out=out)
    assert (report.site, report.first, report.bundle) == (out, True, site.bundle)
    assert files(out.resolve()) == files(home.site.resolve())


def test_an_occupied_folder_is_left_alone(home, strategist, tmp_path):
    out = tmp_path / "www"
    out.mkdir()
    (out / "index.html").write_text("mine")
    for dry_run in (True, False):
        with pytest.raises(RuleError, match="something else stands here"):
            publish(home, actor=strategist, today=DAY, out=out, dry_run=dry_run)
    assert (files(tmp_path / "www"), logged()) == ({"index.html": b"mine"}, [])
    assert not home.bundles.exists()


def test_an_address_gives_another_rendering_of_the_same_publication(home, site, strategist):
    report = publish(home, actor=strategist, today=DAY, base_url="https://lillkoping.se/fardplan")
    assert (report.bundle, report.swapped, report.changes) == (site.bundle, True, ())
    assert (home.site / "sitemap.xml").is_file()


# The way back ------------------------------------------------------------------------------------


def test_going_back_shows_the_site_before_byte_for_byte(home, site, changed, strategist):
    first = files(home.site.resolve())
    changed()
    publish(home, actor=strategist, today=DAY)
    assert roll_back(home, actor=strategist) == site.bundle[:16]
    assert files(home.site.resolve()) == first
    assert logged() == [
        ("Åsa Strateg", "publish"),
        ("Åsa Strateg", "publish"),
        ("Åsa Strateg", "roll back"),
    ]


def test_without_a_site_before_there_is_no_way_back(home, site, strategist):
    with pytest.raises(NotFoundError):
        roll_back(home, actor=strategist)
    assert logged() == [("Åsa Strateg", "publish")]


def test_after_going_back_a_dry_run_tells_against_what_is_shown(home, site, changed, strategist):
    changed()
    forward = publish(home, actor=strategist, today=DAY)
    roll_back(home, actor=strategist)
    assert publish(home, actor=strategist, today=DAY, dry_run=True).changes == forward.changes


# What may leave the house ------------------------------------------------------------------------


@pytest.fixture
def with_a_canary(home):
    """Internal figures of every kind beside the public ones: newer, of another group, of a known cell."""
    hidden = provenance(source=SECRET, loaded=DAY, published=date(2021, 1, 1))
    told = {"area": "9999", "provenance": hidden, "note": SECRET}
    home.evidence.save(
        [
            observation(2020, CANARY, indicator="behoriga", **told),
            observation(2019, CANARY + 1, indicator="behoriga", **told),
            observation(2018, CANARY, indicator="behoriga", lower=73.3, upper=73.9876, **told),
            observation(2020, CANARY, indicator="otrygga", base=98765, **told),
        ],
        loaded=DAY,
        came_from="hemlig.csv",
    )


def test_no_internal_figure_is_in_the_publication(home, with_a_canary, strategist):
    assert home.evidence.series("behoriga")[-1].value == CANARY
    new = publication(home, today=DAY)
    assert {item.provenance.source for item in new.cleared} == {
        "RKA: Behöriga (N15436)",
        "Lillköping: Trygghetsmätningen",
    }
    assert (str(new.milestones[0].status.latest.period), new.milestones[0].status.latest.value) == (
        "2019",
        88.1,
    )


def test_no_internal_figure_is_in_any_byte_of_bundle_or_site(home, with_a_canary, strategist):
    publish(home, actor=strategist, today=DAY)
    content = files(home.bundles) | files(home.site.resolve())
    assert len(content) > 50
    marks = [b"73.4", b"73,4", b"74.4", b"74,4", b"73.9", b"98765", b"98\xe2\x80\xaf765", SECRET.encode()]
    leaks = [(name, mark) for name, data in content.items() for mark in marks if mark in data]
    assert leaks == []
    for name in content:
        if name.endswith(".parquet"):
            (path,) = (folder / name for folder in (home.bundles, home.site) if (folder / name).is_file())
            table = pl.read_parquet(path)
            assert not table.filter(pl.col("value").is_between(73, 75)).height
            assert SECRET not in str(table.to_dict())


def test_internal_figures_make_no_new_publication(home, site, strategist):
    item = observation(2020, CANARY, indicator="behoriga", area="9999")
    home.evidence.save([item], loaded=DAY, came_from="x.csv")
    assert not publish(home, actor=strategist, today=DAY).swapped


def test_figures_of_an_indicator_that_the_city_does_not_define_stay(home, site, strategist):
    item = public(observation(2020, CANARY, indicator="annan", area="9999"))
    home.evidence.save([item], loaded=DAY, came_from="x.csv")
    assert not publish(home, actor=strategist, today=DAY).swapped


# Accidents ---------------------------------------------------------------------------------------


def test_a_file_in_the_way_of_the_new_site_leaves_the_old_one(home, site, changed, strategist):
    before = files(home.site.resolve())
    changed()
    home.bundles.rename(home.path / "elsewhere")
    home.bundles.write_text("a file")
    with pytest.raises((StorageError, OSError)):
        publish(home, actor=strategist, today=DAY)
    assert files(home.site.resolve()) == before
    assert len(logged()) == 1


PUBLISHES = """
import os, signal, sys
from datetime import date
from pathlib import Path
home, city, *steps = sys.argv[1:]
os.environ["FARDPLAN_HOME"], os.environ["DJANGO_SETTINGS_MODULE"] = home, "fardplan.config.settings"
import django
django.setup()
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import create_home
from fardplan.usecases.publish import publish
me, today, written = Actor.operator("root"), date(2021, 3, 1), []

def dies_at_the_thirtieth_file(event, details):
    if event == "open" and ".building/" in str(details[0]):
        written.append(details[0])
        if len(written) == 30:
            os.kill(os.getpid(), signal.SIGKILL)

made = create_home(Path(home), city, actor=me, today=today).home
for step in steps:
    if step == "die":
        sys.addaudithook(dies_at_the_thirtieth_file)
    else:
        publish(made, actor=me, today=today, base_url=f"https://{step}.example")
        print(made.site.readlink(), flush=True)
"""


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PUBLISHES, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_a_publishing_that_is_killed_half_way_leaves_the_old_site_whole(city, tmp_path):
    home = tmp_path / "home"
    editions = home / ".site-editions"
    killed = run(home, city, "one", "die", "two")
    assert killed.returncode == -signal.SIGKILL
    assert f"{(home / 'site').readlink()}\n" == killed.stdout
    assert "404.html" in files((home / "site").resolve())
    (unfinished,) = editions.glob(".*.building")
    assert 0 < len(files(unfinished)) < 30
    again = run(home, city, "two")
    assert (again.returncode, again.stdout) == (0, f"{(home / 'site').readlink()}\n")
    assert again.stdout != killed.stdout
    assert list(editions.glob(".*.building")) == []
    assert len(files((home / "site").resolve())) > 30


def test_another_program_that_renders_right_now_is_not_disturbed(home, site, changed, strategist):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        theirs = home.path / ".site-editions" / f".abc.{other.pid}.building"
        theirs.mkdir()
        changed()
        assert publish(home, actor=strategist, today=DAY).swapped
        assert theirs.is_dir()
        other.communicate(b"\n")


def test_a_home_without_its_bundles_publishes_anew(home: Home, site, strategist):
    for bundle in list_bundles(home.bundles):
        bundle.path.rename(home.path / "lost")
    report = publish(home, actor=strategist, today=DAY)
    assert (report.first, report.swapped, report.bundle) == (True, False, site.bundle)


@pytest.mark.parametrize("change", [publish, roll_back])
def test_while_another_publishes_nothing_is_published(home, site, strategist, change):
    days = {"today": DAY} if change is publish else {}
    with one_at_a_time(home), pytest.raises(StorageError) as refused:
        change(home, actor=strategist, patience=0, **days)
    assert str(refused.value) == (
        f"{home.path}: another publication of this home has been going on for more than 0 seconds\n"
        "Wait until it is done, then try again.\n"
        "Nothing was published or kept; the site is as it was."
    )
    assert publish(home, actor=strategist, today=DAY).swapped is False


def test_the_second_of_two_publications_waits_for_the_first(home, site, changed, strategist):
    """The lock is let go by another thread while the publication waits."""
    taken, go = threading.Event(), threading.Event()

    def hold():
        with one_at_a_time(home):
            taken.set()
            go.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    assert taken.wait(10)
    changed()
    threading.Timer(0.2, go.set).start()
    assert publish(home, actor=strategist, today=DAY, patience=30).swapped
    holder.join()
