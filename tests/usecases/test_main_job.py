"""The main job, from a council document or the packaged roadmap to a published site."""

from datetime import date

import pytest

from fardplan.store.models import AuditEvent
from fardplan.store.roadmaps import all_versions
from fardplan.usecases.main_job import Step, run_main_job
from fardplan.vocabulary.errors import InputError
from fardplan.vocabulary.status import Verdict

DAY = date(2021, 4, 1)


@pytest.fixture
def job(db, city, tmp_path, strategist):
    def run(**changes):
        return run_main_job(tmp_path / "home", str(city), actor=strategist, today=DAY, **changes)

    return run


def test_without_a_document_the_packaged_roadmap_is_published(job):
    steps: list[Step] = []
    report = job(on_step=steps.append)
    assert steps == [Step.HOME, Step.STATUS, Step.SITE]
    assert (report.home.created, report.draft, report.reading, report.imported) == (True, None, None, None)
    assert report.status.applying.version == report.home.home.city.roadmap
    assert (report.published.first, report.published.swapped) == (True, True)
    assert [item.verdict for item in report.status.statuses] == [
        Verdict.NOT_DECIDED,
        Verdict.NOT_DECIDED,
        Verdict.NO_DATA,
    ]


def test_with_a_document_its_roadmap_is_published_with_the_matches_accepted(job, document):
    steps: list[Step] = []
    report = job(document=document, on_step=steps.append)
    assert steps == [Step.DOCUMENT, Step.HOME, Step.STATUS, Step.SITE]
    assert report.draft is not None
    assert report.imported is not None
    assert (report.imported.created, report.imported.accepted) == (True, True)
    assert report.reading == report.home.home.path / "reading.html"
    assert "Utsläppen av kväve till sjön" in report.reading.read_text("utf-8")
    assert all_versions() == (report.imported.version,) == (report.status.applying.version,)
    assert (report.imported.version.number, report.imported.version.based_on) == (1, None)
    told = [(item.milestone, item.indicator, item.verdict) for item in report.status.statuses]
    assert told == [
        ("betyg", "behoriga", Verdict.NOT_DECIDED),
        ("utslappen-av-kvave-till-sjon-har-tydligt-minskat", None, Verdict.NO_DATA),
    ]
    assert "kväve till sjön" in (report.published.site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("with_document", [False, True])
def test_the_second_time_nothing_is_made_again(job, document, with_document):
    given = document if with_document else None
    first = job(document=given)
    before = (all_versions(), AuditEvent.objects.count())
    second = job(document=given)
    assert (all_versions(), AuditEvent.objects.count()) == before
    assert (second.home.created, second.published.swapped, second.published.pages) == (False, False, 0)
    assert second.published.bundle == first.published.bundle
    assert second.status == first.status


def test_a_document_that_comes_later_becomes_the_next_edition(job, document):
    job()
    report = job(document=document)
    assert [(item.number, item.based_on) for item in all_versions()] == [(1, None), (2, 1)]
    assert report.status.applying.version.number == 2
    assert report.published.changes[0].en == (
        "Edition 2 of the roadmap applies (proposed, not adopted), after edition 1."
    )


@pytest.mark.parametrize("content", [None, "", "Pannkakor för fyra personer\n3 ägg\n"])
def test_a_document_that_cannot_be_read_leaves_no_home_behind(job, tmp_path, content):
    path = tmp_path / "fil.txt"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"fil\.txt"):
        job(document=path)
    assert not (tmp_path / "home").exists()
    assert all_versions() == ()


def test_the_document_of_stockholm_becomes_the_roadmap_of_its_package(
    db, tmp_path, strategist, reference_data
):
    """Scan noise and all: the same areas, milestones, strategies and indicators, in the same order."""
    document = reference_data / "seed" / "fardplan_tjansteutlatande_2018_ocr.txt"
    report = run_main_job(tmp_path / "home", "stockholm", actor=strategist, today=DAY, document=document)
    read, packaged = report.status.applying.version, report.home.home.city.roadmap
    assert read.horizon == packaged.horizon == (2025, 2030)
    for part in ("target_areas", "milestones", "strategies"):
        assert [item.key for item in getattr(read, part)] == [item.key for item in getattr(packaged, part)]
    assert [(item.target_area, item.number) for item in read.strategies] == [
        (item.target_area, item.number) for item in packaged.strategies
    ]
    links = [(item.wanted, item.strength, item.indicator.indicator) for item in read.milestones]
    assert links == [(item.wanted, item.strength, item.indicator.indicator) for item in packaged.milestones]
    assert [(item.addressee, item.force) for item in read.decision_points] == [
        (item.addressee, item.force) for item in packaged.decision_points
    ]
    assert [item.verdict.value for item in report.status.statuses] == [
        "not_decided",
        "not_decided",
        "no_data",
        "not_decided",
        "not_decided",
        "no_data",
    ]
