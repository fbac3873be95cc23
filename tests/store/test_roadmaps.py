"""Editions go into the tables and come out equal, on SQLite and on PostgreSQL."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from fardplan.config.settings import database as described
from fardplan.roadmap.version import RelatedMilestone
from fardplan.sources.city_package import load_city
from fardplan.store.roadmaps import all_versions, next_number, save_decision, save_version, version_numbered
from fardplan.vocabulary.errors import NotFoundError
from tests.builders import decision, milestone, version
from tests.databases import rolled_back, standing_in
from tests.strategies import roadmap_versions


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edition=roadmap_versions())
def test_an_edition_comes_out_as_it_went_in(tables, edition):
    with rolled_back():
        save_version(edition)
        assert version_numbered(edition.number) == edition
        assert all_versions() == (edition,)
        assert next_number() == edition.number + 1


def test_the_packaged_roadmap_comes_out_as_it_went_in(db):
    roadmap = load_city("stockholm").roadmap
    save_version(roadmap)
    assert version_numbered(1) == roadmap


def test_an_empty_house_has_no_editions(db):
    assert all_versions() == ()
    assert next_number() == 1


def test_editions_come_oldest_first(db):
    editions = tuple(version(number=number) for number in (1, 2, 10))
    for edition in reversed(editions):
        save_version(edition)
    assert all_versions() == editions
    assert next_number() == 11


def test_an_edition_that_is_not_there_tells_which_are(db):
    for number in (1, 2):
        save_version(version(number=number))
    with pytest.raises(NotFoundError) as refused:
        version_numbered(7)
    assert str(refused.value) == "there is no roadmap version 7\nThere is: 1, 2."


def test_a_decision_is_kept_with_its_edition_and_with_no_other(db):
    save_version(version())
    save_version(version(number=2))
    save_decision(1, decision())
    assert all_versions() == (version(decision=decision()), version(number=2))


def test_a_decision_is_never_written_over(db):
    save_version(version(decision=decision()))
    save_decision(1, decision("2020-01-01", body="KS"))
    assert version_numbered(1).decision == decision()


@pytest.mark.parametrize("count", [1, 3])
def test_reading_takes_the_same_number_of_queries_however_much_there_is(db, count):
    """The editions; target areas, strategies and decision points; milestones with each kind of link."""
    linked = milestone(related=(RelatedMilestone(milestone="annat", source="s"),))
    others = [milestone(key="annat"), *(milestone(key=f"mal-{place}") for place in range(count))]
    for number in range(1, count + 1):
        save_version(version(linked, *others, number=number))
    with CaptureQueriesContext(connection) as captured:
        assert len(all_versions()) == count
    assert len(captured) == 11


def test_editions_are_read_anew_only_where_one_has_come_or_was_decided(tmp_path, django_db_blocker):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            all_versions()
        return len(captured)

    with django_db_blocker.unblock(), standing_in(described(None, tmp_path)):
        call_command("migrate", verbosity=0, interactive=False)
        save_version(version())
        assert [queries() > 1, queries(), all_versions()] == [True, 1, (version(),)]
        save_version(version(number=2))
        assert [queries() > 1, queries(), len(all_versions())] == [True, 1, 2]
        save_decision(1, decision())
        assert [queries() > 1, queries(), all_versions()[0].decision] == [True, 1, decision()]
        with rolled_back():
            save_version(version(number=3))
            assert len(all_versions()) == 3
        assert [queries(), len(all_versions())] == [1, 2]
