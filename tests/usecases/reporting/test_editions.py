"""Which edition a report of a day is made from."""

import shutil
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from fardplan.portal.contents import Contents
from fardplan.publishing.bundle import list_bundles, read_bundle
from fardplan.usecases import roadmaps
from fardplan.usecases.publish import HASH_SHOWN, publish, roll_back
from fardplan.usecases.reporting.editions import Edition, edition_on
from fardplan.vocabulary.errors import NotFoundError, StorageError
from tests.builders import decision

DAY = date(2021, 4, 1)


def edition(home, bundle: str) -> Edition:
    contents = Contents(read_bundle(home.bundles / bundle))
    return Edition(contents, bundle[:HASH_SHOWN], localdate())


@pytest.fixture
def first(home, strategist) -> str:
    return publish(home, actor=strategist, today=DAY).bundle


def test_before_the_first_publication_there_is_none(home, first):
    yesterday = localdate() - timedelta(days=1)
    with pytest.raises(NotFoundError) as error:
        edition_on(home, yesterday)
    assert str(error.value) == (
        f"nothing had been published on {yesterday}\n"
        "Publish first, or choose a later day.\n"
        "No report was made."
    )


def test_it_stands_from_the_day_on_which_it_was_published(home, first):
    days = localdate(), localdate() + timedelta(days=400)
    assert [edition_on(home, day) for day in days] == [edition(home, first)] * 2


def test_the_newest_stands_and_after_the_way_back_the_one_before(home, first, strategist):
    roadmaps.adopt(1, decision("2021-03-29"), actor=strategist, today=DAY)
    second = publish(home, actor=strategist, today=DAY).bundle
    assert edition_on(home, localdate()) == edition(home, second)
    roll_back(home, actor=strategist)
    assert edition_on(home, localdate()) == edition(home, first) != edition(home, second)


def test_a_dry_run_is_no_edition(home, strategist):
    publish(home, actor=strategist, today=DAY, dry_run=True)
    with pytest.raises(NotFoundError):
        edition_on(home, localdate())


def test_it_is_read_once(home, first):
    assert edition_on(home, localdate()).contents is edition_on(home, localdate()).contents


def test_an_edition_that_is_gone_is_named(home, first):
    (bundle,) = list_bundles(home.bundles)
    shutil.rmtree(bundle.path)
    with pytest.raises(StorageError) as error:
        edition_on(home, localdate())
    assert str(error.value) == (
        f"{home.bundles}: the edition {first[:HASH_SHOWN]} is no longer there\n"
        "Restore the folder from a backup, or publish again and choose today.\n"
        "No report was made."
    )


def test_one_that_was_changed_is_not_read(home, first):
    (bundle,) = list_bundles(home.bundles)
    (bundle.path / "publication.json").write_text("{}", "utf-8")
    with pytest.raises(StorageError):
        edition_on(home, localdate())


def test_it_takes_two_queries(home, first, django_assert_num_queries):
    with django_assert_num_queries(2):
        edition_on(home, localdate())
