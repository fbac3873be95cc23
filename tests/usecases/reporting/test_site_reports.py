"""The reports that the public site offers: of the new edition, by nobody in particular, and made once."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from docx import Document

from fardplan.portal.reports import ReportFile
from fardplan.portal.site import RENDERER, fingerprint
from fardplan.publishing.bundle import list_bundles
from fardplan.store.models import AuditEvent
from fardplan.usecases.actors import Actor
from fardplan.usecases.homes import Home
from fardplan.usecases.publication import publication
from fardplan.usecases.publish import ReportMaker, publish
from fardplan.usecases.reporting.editions import coming, edition_on
from fardplan.usecases.reporting.kinds import KINDS, make
from fardplan.usecases.reporting.order import Order, Subject
from fardplan.usecases.reporting.own_texts import write_texts
from fardplan.usecases.reporting.site_reports import PUBLIC, SITE_REPORTS, WRITTEN_BY, make_reports
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied
from fardplan.vocabulary.text import LANGUAGES, Text
from tests import boards_city
from tests.boards_city import IN_T1, STRATEGIST
from tests.portal import counted, sample

DAY = date(2021, 4, 1)
NAME = "0123456789abcdef"
OF_DISTRICTS = "profile"
"""The kind that there is nothing to make of here: the city has no districts."""


def files_of(home: Home) -> dict[str, ReportFile]:
    made = make_reports(home, publication(home, today=DAY), NAME, DAY)
    return {file.path: file for item in made for file in item.files}


def test_every_public_kind_is_made_of_each_subject_in_both_languages(home: Home) -> None:
    made = make_reports(home, publication(home, today=DAY), NAME, DAY)
    public = [kind.key for kind in KINDS.values() if kind.public and kind.key != OF_DISTRICTS]
    assert list(dict.fromkeys(item.kind.key for item in made)) == public
    for kind in public:
        subjects = [
            [item.subject for item in made if (item.kind.key, item.language) == (kind, language)]
            for language in LANGUAGES
        ]
        assert subjects[0] == subjects[1] != []
    paths = [file.path for item in made for file in item.files]
    assert len(paths) == len(set(paths)) == 2 * len(made)
    assert {"reports/sv/lagesrapport.pdf", "reports/en/status-report.docx"} <= set(paths)


def test_the_same_edition_on_the_same_day_is_the_same_bytes(home: Home) -> None:
    assert files_of(home) == files_of(home)


def test_what_officers_write_and_where_is_in_none_of_them(home: Home, strategist: Actor) -> None:
    publish(home, actor=strategist, today=DAY)
    place = make(strategist, home, "status", "", as_of=localdate()).own_texts[0].key
    write_texts(strategist, home, "status", "", "sv", {place: (("Hemligt tills vidare",), 0)}, localdate())
    word = files_of(home)["reports/sv/lagesrapport.docx"]
    words = [item.text for item in Document(io.BytesIO(word.content)).element.body.iter() if item.text]
    assert [said for said in words if "Hemligt" in said or said.startswith("Skriv ")] == []


def test_the_site_offers_them_and_they_are_not_made_again(home: Home, strategist: Actor) -> None:
    calls: list[date] = []

    def counted(*asked):  # type: ignore[no-untyped-def]
        calls.append(asked[-2])
        return make_reports(*asked)

    maker = ReportMaker(SITE_REPORTS.fingerprint, counted)
    first = publish(home, actor=strategist, today=DAY, reports=maker)
    assert first.reports == len(make_reports(home, publication(home, today=DAY), NAME, DAY))
    assert (home.site / "reports/sv/lagesrapport.pdf").read_bytes().startswith(b"%PDF")
    assert "lagesrapport.pdf" in (home.site / "rapporter/index.html").read_text()
    again = publish(home, actor=strategist, today=date(2021, 9, 1), reports=maker)
    assert (again.swapped, again.reports, calls) == (False, 0, [DAY])
    other = replace(maker, fingerprint=lambda: "another way of writing")
    assert publish(home, actor=strategist, today=DAY, reports=other).swapped


def test_how_far_they_have_come_is_told_and_nothing_where_none_is_made(home: Home, strategist: Actor) -> None:
    shares: list[float] = []
    made = publish(home, actor=strategist, today=DAY, reports=SITE_REPORTS, progress=shares.append).reports
    assert shares == [done / made for done in range(made + 1)]
    publish(home, actor=strategist, today=DAY, reports=SITE_REPORTS, progress=shares.append)
    publish(home, actor=strategist, today=DAY, progress=shares.append)
    assert len(shares) == made + 1


def test_without_reports_the_site_says_nothing_of_them(home: Home, strategist: Actor) -> None:
    publish(home, actor=strategist, today=DAY, reports=SITE_REPORTS)
    left = publish(home, actor=strategist, today=DAY)
    assert (left.swapped, left.reports) == (True, 0)
    assert not (home.site / "reports").exists()
    assert not (home.site / "rapporter").exists()


def test_a_report_names_the_edition_that_it_comes_out_with(home: Home, strategist: Actor) -> None:
    published = publish(home, actor=strategist, today=DAY, reports=SITE_REPORTS)
    (bundle,) = list_bundles(home.bundles)
    assert bundle.hash == published.bundle
    word = Document(io.BytesIO((home.site / "reports/sv/lagesrapport.docx").read_bytes()))
    assert bundle.hash[:16] in "\n".join(item.text for item in word.paragraphs)


def test_an_edition_that_is_coming_stands_on_every_day_and_no_longer_than_it_is_coming(
    home: Home, strategist: Actor
) -> None:
    publish(home, actor=strategist, today=DAY)
    there = edition_on(home, localdate())
    new = replace(there, name=NAME)
    with coming(new):
        assert edition_on(home, date(1990, 1, 1)) is new
    assert edition_on(home, localdate()) == there
    assert AuditEvent.objects.filter(action="publish").count() == 1


def test_a_report_of_simulated_figures_is_known_to_be_one(home: Home) -> None:
    made_up = make_reports(home, counted.publication(), NAME, DAY)
    assert {item.simulated for item in made_up if item.kind.key == "disclosure"} == {True}
    real = make_reports(home, sample.small(1), NAME, DAY)
    assert {item.simulated for item in real if item.kind.key == "disclosure"} == {False}


def test_areas_of_one_name_have_files_of_their_own(home: Home) -> None:
    publication = sample.publication()
    areas = tuple(item.model_copy(update={"name": Text(sv="Skola")}) for item in publication.target_areas)
    made = make_reports(home, publication.model_copy(update={"target_areas": areas}), NAME, DAY)
    paths = [file.path for item in made for file in item.files]
    assert len(set(paths)) == len(paths)
    assert {"reports/sv/lagesrapport-skola.pdf", "reports/sv/lagesrapport-skola-2.pdf"} <= set(paths)


def test_the_site_is_made_anew_when_any_room_that_writes_reports_has_changed() -> None:
    whole = fingerprint(WRITTEN_BY)
    assert SITE_REPORTS.fingerprint() == whole
    assert {"reports", "usecases/reporting", *RENDERER} == set(WRITTEN_BY)
    without = {fingerprint(tuple(one for one in WRITTEN_BY if one != room)) for room in WRITTEN_BY}
    assert len(without - {whole}) == len(WRITTEN_BY)


def test_nothing_that_is_not_public_can_be_made_by_nobody_in_particular(db: None, tmp_path: Path) -> None:
    """Two doors: the kinds that are public, and what somebody without any role may choose."""
    home = boards_city.make_home(tmp_path)
    publish(home, actor=Actor.operator("Åsa Strateg"), today=IN_T1)
    open_from_edition(None, title="Hemligt", why="Skäl", actor=STRATEGIST, today=IN_T1)
    for day in (IN_T1, localdate()):
        internal = {kind.key: kind.subjects(home, PUBLIC, day) for kind in KINDS.values() if not kind.public}
        assert internal == dict.fromkeys(
            ("official", "decision-memo", "board-plan", "board-report", "board-annual", "status-boards"), ()
        )
        for key, subject in (
            ("official", "1"),
            ("decision-memo", "betyg"),
            ("board-plan", "2027/vp/skolnamnden"),
            ("board-report", "2027/t1/skolnamnden"),
            ("status-boards", ""),
        ):
            assert KINDS[key].subjects(home, STRATEGIST, IN_T1)
            with pytest.raises((PermissionDenied, NotFoundError)):
                make(PUBLIC, home, key, subject, as_of=day)
            with pytest.raises(PermissionDenied):
                KINDS[key].make(home, PUBLIC, Order(Subject(subject, Text(sv="x")), "sv", day))
