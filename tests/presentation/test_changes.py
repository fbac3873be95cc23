"""What changed since the last edition, in whole sentences."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from fardplan.presentation.changes import describe_differences
from fardplan.publishing.publication import Publication, PublishedLink
from fardplan.vocabulary.observation import Status
from fardplan.vocabulary.status import Development, Target, Verdict
from tests.builders import CITY, observation, public, sv
from tests.publishing.publications import (
    SERIES,
    indicator,
    milestone,
    publication,
    publications,
    status,
    strategy,
    version,
)


def told(old: Publication | None, new: Publication) -> list[tuple[str, str]]:
    return [(text.sv, text.en or "") for text in describe_differences(old, new)]


def test_the_first_edition() -> None:
    assert told(None, publication()) == [("Det här är den första utgåvan.", "This is the first edition.")]


def test_nothing_has_changed() -> None:
    assert told(publication(), publication()) == []


def test_a_change_that_no_reader_would_look_for_is_told_as_such() -> None:
    noted = public(observation(2016, 8.5, note="omräknad"))
    assert told(publication(), publication(noted, SERIES[1])) == [
        ("Beskrivningar eller källor har ändrats.", "Descriptions or sources have changed.")
    ]
    renumbered = publication(strategies=(strategy(number=2),))
    assert told(publication(), renumbered) == [
        ("Beskrivningar eller källor har ändrats.", "Descriptions or sources have changed.")
    ]


LINK = PublishedLink(key="namnd", name=sv("Nämnden"), state="decided", source="KF")
TARGET = Target(level=5.25, year=2028, decision="KF")


@pytest.mark.parametrize(
    ("changes", "swedish", "english"),
    [
        (
            {"version": version(number=2, standing="adopted")},
            "Version 2 av färdplanen gäller (antagen), efter version 1.",
            "Edition 2 of the roadmap applies (adopted), after edition 1.",
        ),
        (
            {"version": version(standing="adopted")},
            "Färdplanen är nu antagen; den var föreslagen, inte antagen.",
            "The roadmap is now adopted; it was proposed, not adopted.",
        ),
        (
            {"milestones": (milestone(), milestone(key="nytt", text=sv("Fler går ut", "More leave")))},
            "Ett etappmål har tillkommit: Fler går ut",
            "A milestone has been added: More leave",
        ),
        (
            {"milestones": ()},
            "Ett etappmål har tagits bort: Andelen minskar",
            "A milestone has been taken away: The share falls",
        ),
        (
            {"milestones": (milestone(text=sv("Andelen minskar tydligt")),)},
            "Ett etappmål har fått ny lydelse: Andelen minskar tydligt",
            "A milestone has a new wording: Andelen minskar tydligt",
        ),
        (
            {"milestones": (milestone(status=status(verdict=Verdict.BEHIND)),)},
            "”Andelen minskar”: bedömningen är nu ”ligger efter”; den var ”inte beslutat”.",
            "“The share falls”: the verdict is now “behind”; it was “not decided”.",
        ),
        (
            {"milestones": (milestone(status=status(development=Development.WORSENING)),)},
            "”Andelen minskar”: utvecklingen är nu ”försämras”; den var ”förbättras”.",
            "“The share falls”: the development is now “worsening”; it was “improving”.",
        ),
        (
            {"milestones": (milestone(status=status(target=TARGET)),)},
            "”Andelen minskar”: nivån är nu 5,25\u00a0procent senast 2028.",
            "“The share falls”: the level is now 5.25\u00a0per cent by 2028.",
        ),
        (
            {"milestones": (milestone(responsible=(LINK,)),)},
            "”Andelen minskar”: vem som är ansvarig har ändrats.",
            "“The share falls”: who is responsible has changed.",
        ),
        (
            {"strategies": (strategy(), strategy(key="mer", number=2, text=sv("Gör annat", "Do else")))},
            "En strategi har tillkommit: Gör annat",
            "A strategy has been added: Do else",
        ),
        (
            {"strategies": ()},
            "En strategi har tagits bort: Gör mer",
            "A strategy has been taken away: Do more",
        ),
        (
            {"strategies": (strategy(text=sv("Gör mindre", "Do less")),)},
            "En strategi har fått ny lydelse: Gör mindre",
            "A strategy has a new wording: Do less",
        ),
        (
            {"indicators": (indicator(), indicator(key="annan", name=sv("Annan", "Other")))},
            "En ny indikator följs: Annan.",
            "A new indicator is followed: Other.",
        ),
        (
            {"indicators": (indicator(definition=sv("Nytt")),)},
            "En indikator har fått ny definition: Andel unga.",
            "An indicator has a new definition: Share of young people.",
        ),
    ],
)
def test_one_change(changes: dict[str, Any], swedish: str, english: str) -> None:
    assert told(publication(), publication(**changes)) == [(swedish, english)]


def test_an_indicator_and_a_level_that_are_gone() -> None:
    old = publication(
        milestones=(milestone(status=status(target=TARGET)),),
        indicators=(indicator(), indicator(key="annan", name=sv("Annan", "Other"))),
    )
    assert told(old, publication()) == [
        (
            "”Andelen minskar”: nivå och årtal anges inte längre.",
            "“The share falls”: level and year are no longer stated.",
        ),
        ("En indikator följs inte längre: Annan.", "An indicator is no longer followed: Other."),
    ]


def with_figures(*values: tuple[int, float | None]) -> Publication:
    """The two figures of the city, and a district's by year."""
    own = (public(observation(year, value, area="omr")) for year, value in values)
    return publication(*SERIES, *own)


@pytest.mark.parametrize(
    ("old", "new", "swedish", "english"),
    [
        (
            [],
            [(2018, 1.0)],
            ["Andel unga: en ny uppgift, för 2018."],
            ["Share of young people: one new figure, for 2018."],
        ),
        (
            [],
            [(2018, 1.0), (2019, 2.0)],
            ["Andel unga: två nya uppgifter, den senaste för 2019."],
            ["Share of young people: two new figures, the latest for 2019."],
        ),
        (
            [(2018, 1.0)],
            [],
            ["Andel unga: en uppgift har dragits tillbaka."],
            ["Share of young people: one figure has been withdrawn."],
        ),
        (
            [(2018, 1.0), (2019, 1.0)],
            [],
            ["Andel unga: två uppgifter har dragits tillbaka."],
            ["Share of young people: two figures have been withdrawn."],
        ),
        (
            [(2018, 1.0), (2019, None)],
            [(2018, 1.25), (2019, 2.0)],
            [
                "Andel unga, omr, 2018: uppgiften har ändrats från 1,00 till 1,25.",
                "Andel unga, omr, 2019: uppgiften har ändrats från – (uppgift saknas) till 2,00.",
            ],
            [
                "Share of young people, omr, 2018: the figure has been revised from 1.00 to 1.25.",
                "Share of young people, omr, 2019: the figure has been revised from – (no figure) to 2.00.",
            ],
        ),
        (
            [(year, 1.0) for year in range(2000, 2004)],
            [(year, 2.0) for year in range(2000, 2004)],
            ["Andel unga: 4 uppgifter har ändrats."],
            ["Share of young people: 4 figures have been revised."],
        ),
    ],
)
def test_figures(
    old: list[tuple[int, float | None]],
    new: list[tuple[int, float | None]],
    swedish: list[str],
    english: list[str],
) -> None:
    assert told(with_figures(*old), with_figures(*new)) == list(zip(swedish, english, strict=True))


def test_a_figure_that_is_protected_from_now_on_is_not_told_again() -> None:
    suppressed = replace(SERIES[0], value=None, status=Status.SUPPRESSED)
    old = publication(milestones=(milestone(status=status(in_stretch=None)),))
    new = publication(suppressed, SERIES[1], milestones=(milestone(status=status(in_stretch=None)),))
    assert [item.area for item in new.cleared] == [CITY, CITY]
    assert told(old, new) == [
        (
            "Andel unga, Staden, 2016: uppgiften är skyddad från och med nu.",
            "Share of young people, Staden, 2016: the figure is protected from now on.",
        )
    ]


def test_the_area_is_named_where_it_is_known_and_a_mark_told_in_words() -> None:
    missing = replace(SERIES[0], value=None, status=Status.MISSING)
    old = publication(milestones=(milestone(status=status(in_stretch=None)),))
    new = publication(missing, SERIES[1], milestones=(milestone(status=status(in_stretch=None)),))
    assert told(old, new) == [
        (
            "Andel unga, Staden, 2016: uppgiften har ändrats från 8,50 till – (uppgift saknas).",
            "Share of young people, Staden, 2016: the figure has been revised from 8.50 to – (no figure).",
        )
    ]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=15)
@given(publications(), publications())
def test_any_two_editions_can_be_told_apart(old: Publication, new: Publication) -> None:
    assert bool(describe_differences(old, new)) == (old != new)
