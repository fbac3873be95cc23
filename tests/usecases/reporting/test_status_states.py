"""The status report in states that no sample city has: what worsens, whose figures, and what is made up."""

from typing import Any

import pytest

from fardplan.portal.contents import Contents
from fardplan.portal.pages.differences import measured_in
from fardplan.presentation.phrases import needed_sentence
from fardplan.publishing.outlook import PublishedOutlook
from fardplan.publishing.publication import PublishedMilestone
from fardplan.reports.tree import Figure, Points, Report, Table, walk
from fardplan.usecases.reporting.editions import Edition
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.status import Development, Reason, Target, Verdict
from tests.portal import counted, sample
from tests.reading_reports import told, under
from tests.usecases.reporting.test_status_report import ALL, DAY, EDITION, area, plain, report


def changed(key: str, ahead: Any = None, **status: Any) -> Edition:
    """The sample city with another status of one of its milestones."""

    def one(item: PublishedMilestone) -> PublishedMilestone:
        if item.key != key:
            return item
        made = item.model_copy(update={"status": item.status.model_copy(update=status)})
        return made.model_copy(update={"ahead": ahead}) if ahead else made

    return Edition(Contents(sample.publication(milestones=tuple(map(one, sample.MILESTONES)))), "abc", DAY)


def matters(made: Report) -> list[str]:
    """The names of what matters most."""
    (found,) = [part for part in walk(made.parts) if isinstance(part, Points)]
    return [item[0].text.partition(".")[0] for item in found.items]


def at_a_glance(made: Report) -> Table:
    return next(part for part in walk(made.parts) if isinstance(part, Table))


def test_an_undecided_milestone_that_worsens_matters_as_one_that_is_behind() -> None:
    trend = Reason.TREND_BEYOND_MOVEMENT
    worse = changed("platser", development=Development.WORSENING, development_reason=trend)
    assert matters(report(edition=worse, short=True))[:2] == ["Fler kan simma", "Fler arbetsplatser i norr"]
    assert "Fler arbetsplatser i norr" not in matters(report(short=True))[:2]


@pytest.mark.parametrize(("keys", "said"), [(("lasning",), "ett"), (("lasning", "simning"), "två")])
def test_how_many_sources_have_newer_figures_is_counted(keys: tuple[str, ...], said: str) -> None:
    words = f"För {said} av dem brukar källan ha en nyare uppgift vid det här laget."
    assert words not in str(told(report(short=True).parts))
    publication = sample.publication()
    milestones = tuple(
        item.model_copy(update={"status": item.status.model_copy(update={"newer_since": DAY})})
        if item.key in keys
        else item
        for item in publication.milestones
    )
    edition = Edition(Contents(publication.model_copy(update={"milestones": milestones})), "abc", DAY)
    assert str(under(report(edition=edition), "Sammanfattning")[1]).endswith(words)


def test_the_table_cites_the_source_of_its_own_figures_alone() -> None:
    source = at_a_glance(report(area("skola"))).source
    assert plain(source) == "Björkviks statistik, senast publicerad 25 september 2018"
    others = [
        sample.observation("lasning", 2018, 70.0, area="centrum", source="En annan källa"),
        sample.observation("lasning", 2018, 70.0, group=Group((("sex", "X"),)), source="En tredje källa"),
    ]
    kept = [
        one
        for one in sample.publication().cleared
        if (one.indicator, one.area, str(one.period)) != ("lasning", "centrum", "2018")
    ]
    edition = Edition(Contents(sample.publication(cleared=Cleared((*kept, *others)))), "abc", DAY)
    assert at_a_glance(report(area("skola"), edition)).source == source


def test_a_whole_report_lists_every_source_once_and_two_pages_have_no_room() -> None:
    sources = report().sources
    assert len(sources) == len(set(sources))
    assert {source.partition(":")[0] for source in sources} == {"Björkviks statistik", "Påhittade tal"}
    assert report(short=True).sources == ()


def test_what_a_direction_that_cannot_be_told_lacks_is_said() -> None:
    said = plain(under(report(area("arbete")), "Arbete"))
    assert isinstance(said, list)
    status = next(item.status for item in sample.MILESTONES if item.key == "platser")
    assert (status.verdict, status.development) == (Verdict.NOT_DECIDED, Development.CANNOT_TELL)
    needed = needed_sentence(status.development_reason, "sv")
    assert needed
    own = said[said.index("# Fler arbetsplatser i norr") :]
    decision = "Ett beslut om nivå och årtal behövs."
    assert f"Vad som behövs för att kunna bedöma etappmålet: {needed} {decision}" in own


@pytest.mark.parametrize("edition", [EDITION, Edition(Contents(counted.publication()), "def", DAY)])
def test_differences_are_told_with_every_reservation(edition: Edition) -> None:
    said = [str(one) for one in under(report(area("skola"), edition), "Skola")]
    shown = {item.indicator.key for item in edition.contents.publication.milestones if item.indicator}
    stories = [
        one.story
        for item in measured_in(edition.contents, "skola", "sv")
        for one in item.comparisons
        if item.indicator.key in shown
    ]
    assert any(story.sure for story in stories)
    assert any(story.partial for story in stories)
    for story in stories:
        parts = [f"{story.verdict}.", story.change, story.size, story.partial, story.sure]
        assert any(all(part in text for part in parts) for text in said), story


def test_everything_under_a_made_up_milestone_says_so() -> None:
    path = next(item.ahead.path for item in sample.MILESTONES if item.key == "simning")
    target = Target(level=98.0, year=2025)
    made = report(ALL, changed("lekar", PublishedOutlook(path=path), target=target))
    tables = [part.title for part in walk(made.parts) if isinstance(part, Table)]
    figures = [part for part in walk(made.parts) if isinstance(part, Figure)]
    assert tables.count("Nivå år för år (simulerad)") == 1
    assert tables.count("Nivå år för år") == 1
    (drawn,) = [item for item in figures if "Lekplatser" in item.title]
    assert drawn.title.endswith("(simulerad)")
    assert drawn.table is not None
    assert drawn.table.title.endswith("(simulerad)")
    real = [item for item in figures if item is not drawn]
    assert not any("simulerad" in str((item.title, item.table.title if item.table else "")) for item in real)
