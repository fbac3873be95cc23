"""Doubts settled by a person: what is asked, what follows in the draft, what taking one back does."""

from pathlib import Path

import pytest

from fardplan.sources.council_document import Doubt, Draft, read_file
from fardplan.sources.council_document.aligning import passages, with_word
from fardplan.sources.council_document.doubts import KINDS
from fardplan.sources.council_document.draft import (
    About,
    EarlierDecision,
    Goal,
    Item,
    Signatory,
)
from fardplan.sources.council_document.draft import Decision as Point
from fardplan.sources.council_document.resolving import WORDS, Ruling, asked, open_doubts, resolved

SEED = "seed/fardplan_tjansteutlatande_2018_ocr.txt"


@pytest.fixture(scope="module")
def real(reference_data: Path) -> Draft:
    return read_file(reference_data / SEED)


def doubt(kind: str, lines: tuple[int, ...] = (), as_read: str | None = None, *readings: str) -> Doubt:
    return Doubt(kind=kind, message="", lines=lines, as_read=as_read, readings=readings)


def the(real: Draft, as_read: str) -> int:
    (number,) = [number for number, item in enumerate(real.doubts) if item.as_read == as_read]
    return number


def goal(real: Draft) -> str:
    return real.target_areas[3].milestones[1].text


def test_what_the_reader_took_changes_nothing(real: Draft) -> None:
    rulings = {number: asked(item).choices[0].ruling for number, item in enumerate(real.doubts)}
    assert resolved(real, rulings) == real
    assert (open_doubts(real, rulings), open_doubts(real, {})) == (0, 19)


def test_one_click_turns_a_milestone_right(real: Draft) -> None:
    number = the(real, "lagt")
    ruled = resolved(real, {number: Ruling("chosen", "lågt")})
    assert goal(real) == "Andelen stockholmare som har lagt förtroende för stadsdelsnämnden minskar"
    assert goal(ruled) == "Andelen stockholmare som har lågt förtroende för stadsdelsnämnden minskar"
    assert resolved(real, {number: Ruling("as_read")}) == real
    assert resolved(real, {}) == real


def test_a_word_is_changed_on_its_doubted_lines_alone(real: Draft) -> None:
    ruled = resolved(real, {the(real, "for"): Ruling("as_read")})
    assert ruled.title is not None
    assert ruled.title.text == "Färdplan for ett Stockholm for alla"
    assert ruled.decisions[1].text == (
        "Kommunstyrelsen ska beakta Färdplan for ett Stockholm för alla vid upprättande av "
        "förslag till budget."
    )
    own = resolved(real, {the(real, "arliga"): Ruling("written", "återkommande")})
    assert own.mandate is not None
    assert "de återkommande prioriteringarna" in own.mandate.text


def test_every_doubt_of_the_real_document_takes_a_click(real: Draft) -> None:
    for item in real.doubts:
        question = asked(item)
        assert [choice.taken for choice in question.choices].count(True) == 1
        assert len({choice.ruling for choice in question.choices}) == len(question.choices)
        for choice in question.choices:
            resolved(real, {real.doubts.index(item): choice.ruling})


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_doubt_can_be_accepted(kind: str) -> None:
    question = asked(doubt(kind, (1,), "ord", "ord", "annat"))
    assert any(choice.ruling.resolution == "as_read" for choice in question.choices)
    assert (question.writes is not None) or kind not in WORDS


def aim(key: str, becomes: str, number: str | None, **item: object) -> Goal:
    kept = {"level": None, "parent": None, "direction": "unclear", "target": None, "responsible": ()}
    return Goal.model_validate({**item, **kept, "id": key, "becomes": becomes, "number": number})


def draft(*doubts: Doubt) -> Draft:
    def item(text: str, *lines: int) -> dict[str, object]:
        return {"text": text, "as_read": text, "lines": lines, "confidence": 1.0}

    return Draft(
        document=About(name="x", kind=None, dnr=None, date=None, decided_by=None, noise=0.0),
        title=None,
        decisions=(Point(**item("Nämnden bör", 1), addressee=None, force="unclear"),),  # type: ignore[arg-type]
        mandate=Item(**item("Ett uppdrag", 2)),  # type: ignore[arg-type]
        preparation=None,
        earlier_decisions=(EarlierDecision(**item("I budget 2015", 3), date=None),),  # type: ignore[arg-type]
        horizons=(),
        vision=None,
        goals=(
            aim("g1", "milestone", None, **item("Andelen ändras", 4)),
            aim("g2", "strategy", "1", **item("Gör ett", 5)),
            aim("g3", "strategy", "2", **item("Gör två", 6)),
        ),
        indicators=(),
        signatories=(
            Signatory(**item("Ann Berg", 7), role=None),  # type: ignore[arg-type]
            Signatory(**item("Lund Bo Ek", 7), role=None),  # type: ignore[arg-type]
        ),
        annexes=(),
        references=(Item(**item("Vision A", 8)), Item(**item("Vision B", 9))),  # type: ignore[arg-type]
        doubts=doubts,
    )


def ruled(one: Doubt, reading: str, resolution: str = "written") -> Draft:
    return resolved(draft(one), {0: Ruling(resolution, reading)})  # type: ignore[arg-type]


def test_what_is_said_of_the_rest() -> None:
    assert ruled(doubt("force_unclear", (1,)), "ska", "chosen").decisions[0].force == "ska"
    assert ruled(doubt("lost_text", (2,), "Ett uppdrag"), "Hela uppdraget").mandate == Item(
        text="Hela uppdraget", as_read="Ett uppdrag", lines=(2,), confidence=1.0
    )
    assert (
        ruled(doubt("budget_year", (3,), "I", "2014"), "2014", "chosen").earlier_decisions[0].date == "2014"
    )
    goal = ruled(doubt("direction_unclear", (4,)), "down", "chosen").target_areas[0].milestones[0]
    assert goal.direction == "down"
    strategies = ruled(doubt("numbering", (5, 6), "I I", "1", "2"), "2, 1").target_areas[0].strategies
    assert [(item.number, item.text) for item in strategies] == [("1", "Gör två"), ("2", "Gör ett")]
    names = ruled(doubt("names_in_one_row", (7,), "Ann Berg Lund Bo Ek"), "Ann Berg Lund; Bo Ek").signatories
    assert [item.text for item in names] == ["Ann Berg Lund", "Bo Ek"]
    both = ruled(
        doubt("contradiction", (8, 9), None, "Vision A", "Vision B"), "Vision A", "chosen"
    ).references
    assert [item.text for item in both] == ["Vision A", "Vision A"]
    assert ruled(doubt("area_not_named", (4,)), "Skola").target_areas[0].name == "Skola"
    title = ruled(doubt("no_title"), "Färdplan").title
    assert title is not None
    assert title.text == "Färdplan"


@pytest.mark.parametrize(
    ("one", "reading"),
    [
        (doubt("numbering", (5, 6)), "1"),
        (doubt("numbering", (5, 6)), "1, 1"),
        (doubt("names_in_one_row", (7,)), "Ann"),
        (doubt("force_unclear", (1,)), "kanske"),
        (doubt("direction_unclear", (4,)), "bort"),
        (doubt("annex_missing", (1,)), "finns i akten"),
    ],
)
def test_what_fits_nothing_changes_nothing(one: Doubt, reading: str) -> None:
    assert ruled(one, reading) == draft(one)


def test_words_are_found_again_past_line_ends() -> None:
    read, lines = "stärka stads-\nbyggnad och sta rk", (4, 5)
    assert with_word(
        "stärka stadsbyggnad och stark", read, lines, (4,), "stads-byggnad", "stadsbyggnad", "X"
    ) == ("stärka X och stark")
    assert with_word("ett för två för", "ett for\ntvå for", (1, 2), (2,), "for", "för", "for") == (
        "ett för två for"
    )
    assert with_word("ett för", "ett for", (1,), (9,), "for", "för", "for") == "ett för"


def test_passages_show_where_the_doubt_stands() -> None:
    lines = ["ett", "for två for", "tre", "fyra", "fem", "sex for"]
    first, second = passages(lines, doubt("real_word", (2, 6, 99), "for", "för"))
    assert [(line.number, line.meant) for line in first] == [(1, False), (2, True), (3, False)]
    assert [(run.text, run.doubted) for run in first[1].runs] == [
        ("for", True),
        (" två ", False),
        ("for", True),
    ]
    assert [(line.number, line.meant) for line in second] == [(5, False), (6, True)]


def test_passages_of_the_real_document_show_every_doubt(real: Draft, reference_data: Path) -> None:
    lines = (reference_data / SEED).read_text("utf-8").split("\n")
    for item in real.doubts:
        shown = passages(lines, item)
        assert {line.number for passage in shown for line in passage if line.meant} == set(item.lines)
        if item.kind in WORDS:
            assert all(
                any(run.doubted for run in line.runs) for passage in shown for line in passage if line.meant
            )


def told(one: Doubt) -> tuple[list[tuple[str, str | None, str, bool]], str | None]:
    question = asked(one)
    choices: list[tuple[str, str | None, str, bool]] = [
        (choice.ruling.resolution, choice.ruling.reading, choice.label.sv, choice.taken)
        for choice in question.choices
    ]
    return choices, question.writes.sv if question.writes else None


@pytest.mark.parametrize(
    ("readings", "choices"),
    [
        (
            ("för", "for", "fir"),
            [
                ("chosen", "för", "för", True),
                ("chosen", "fir", "fir", False),
                ("as_read", None, "for (som det lästes)", False),
            ],
        ),
        (
            ("for", "för"),
            [("as_read", None, "for (som det lästes)", True), ("chosen", "för", "för", False)],
        ),
        ((), [("as_read", None, "for (som det lästes)", True)]),
    ],
)
def test_what_was_taken_for_a_word_is_asked_first(
    readings: tuple[str, ...], choices: list[tuple[str, str | None, str, bool]]
) -> None:
    assert told(doubt("real_word", (1,), "for", *readings)) == (choices, "Ett annat ord")


@pytest.mark.parametrize(
    ("kind", "choices", "writes"),
    [
        (
            "budget_year",
            [
                ("as_read", None, "Lämna datumet tomt", True),
                ("chosen", "2014", "2014", False),
                ("chosen", "2015", "2015", False),
            ],
            "Datumet: 2014, 2014-11 eller en dag",
        ),
        (
            "contradiction",
            [
                ("as_read", None, "Dokumentet säger båda", True),
                ("chosen", "2014", "2014", False),
                ("chosen", "2015", "2015", False),
            ],
            "Det rätta namnet",
        ),
        (
            "direction_unclear",
            [
                ("as_read", None, "Riktningen är inte bestämd", True),
                ("chosen", "up", "Ska öka", False),
                ("chosen", "down", "Ska minska", False),
            ],
            None,
        ),
        (
            "numbering",
            [("as_read", None, "Numreringen stämmer", True)],
            "Numren i den ordning de står, med komma",
        ),
        ("no_title", [("as_read", None, "Sett: lämna som det är", True)], "Ärendets rubrik"),
        ("annex_missing", [("as_read", None, "Bilagan läses för sig", True)], None),
    ],
)
def test_what_is_asked_about_the_rest(
    kind: str, choices: list[tuple[str, str | None, str, bool]], writes: str | None
) -> None:
    assert told(doubt(kind, (1,), None, "2014", "2015")) == (choices, writes)


def test_an_answer_without_a_reading_changes_nothing() -> None:
    for one in (doubt("real_word", (2,), "Ett", "Ett"), doubt("lost_text", (2,)), doubt("no_title")):
        assert resolved(draft(one), {0: Ruling("written")}) == draft(one)
    assert ruled(doubt("lost_text", (2,), "Ett uppdrag"), "  ") == draft(
        doubt("lost_text", (2,), "Ett uppdrag")
    )
    assert ruled(doubt("no_title"), " ") == draft(doubt("no_title"))
    assert ruled(doubt("area_not_named", (4,)), " ") == draft(doubt("area_not_named", (4,)))


def test_a_word_without_readings_is_written_anew() -> None:
    one = doubt("unknown_word", (2,), "uppdrag")
    assert ruled(one, "arbete").mandate == Item(
        text="Ett arbete", as_read="Ett uppdrag", lines=(2,), confidence=1.0
    )


def test_rulings_are_applied_in_the_order_of_their_doubts() -> None:
    first, second = doubt("real_word", (2,), "Ett", "Ett"), doubt("lost_text", (2,), "Ett uppdrag")
    rulings = {1: Ruling("written", "Ett Ett"), 0: Ruling("written", "Två")}
    mandate = resolved(draft(first, second), rulings).mandate
    assert mandate is not None
    assert mandate.text == "Ett Ett"


def test_a_passage_is_written_anew_where_it_stood() -> None:
    elsewhere = doubt("lost_text", (1,), "Ett uppdrag")
    other = doubt("lost_text", (2,), "Två uppdrag")
    assert [ruled(one, "Hela uppdraget") == draft(one) for one in (elsewhere, other)] == [True, True]
    assert [goal.text for goal in ruled(doubt("lost_text", (5, 6)), "Gör").goals] == [
        "Andelen ändras",
        "Gör",
        "Gör",
    ]


def test_a_word_is_changed_in_every_part_but_the_names_of_those_who_signed() -> None:
    def item(at: int) -> dict[str, object]:
        return {"text": "en ja", "as_read": "en ja", "lines": (at,), "confidence": 1.0}

    one = doubt("real_word", tuple(range(1, 12)), "ja", "ja", "nej")
    everywhere = Draft.model_validate(
        {
            **draft(one).model_dump(exclude={"target_areas"}),
            "title": item(1),
            "decisions": [{**item(2), "addressee": None, "force": "unclear"}],
            "mandate": item(3),
            "preparation": item(4),
            "earlier_decisions": [{**item(5), "date": None}],
            "horizons": [{**item(6), "years": (2030,)}],
            "vision": {**item(7), "year": None},
            "goals": [aim("g1", "milestone", None, **item(8))],
            "annexes": [{**item(9), "number": None, "present": True}],
            "references": [item(10)],
            "signatories": [{**item(11), "role": None}],
        }
    )
    said = resolved(everywhere, {0: Ruling("chosen", "nej")})
    assert [found.text for found in (said.title, said.mandate, said.preparation, said.vision) if found] == [
        "en nej"
    ] * 4
    assert [
        found.text
        for part in (
            said.decisions,
            said.earlier_decisions,
            said.horizons,
            said.goals,
            said.annexes,
            said.references,
        )
        for found in part
    ] == ["en nej"] * 6
    assert [found.text for found in said.signatories] == ["en ja"]


def test_an_area_is_named_over_the_goals_that_stand_beneath_none() -> None:
    named = ruled(doubt("area_not_named", (4, 5)), "Skola")
    assert [(goal.id, goal.parent) for goal in named.goals] == [
        ("g1", "g4"),
        ("g2", "g4"),
        ("g3", None),
        ("g4", None),
    ]
    assert named.goals[3] == Goal.model_validate(
        {
            **{"id": "g4", "level": None, "becomes": "target_area", "number": None, "parent": None},
            **{"direction": "unclear", "target": None, "responsible": ()},
            **{"text": "Skola", "as_read": "", "lines": (), "confidence": 1.0},
        }
    )
    again = resolved(named, {0: Ruling("written", "Natur")})
    assert again == named
    assert ruled(doubt("area_not_named", (1,)), "Skola") == draft(doubt("area_not_named", (1,)))


def test_the_numbers_of_a_list_may_be_written_with_spaces() -> None:
    goals = ruled(doubt("numbering", (5, 6)), "nr 4 3").goals
    assert [(goal.id, goal.number) for goal in goals] == [("g1", None), ("g3", "3"), ("g2", "4")]


def changes(one: Doubt, reading: str, **parts: object) -> dict[str, object]:
    """The parts of the draft that an answer changes, each as it becomes."""
    before = draft(one).model_copy(update=parts)
    after = resolved(before, {0: Ruling("written", reading)})
    return {
        name: value for name in Draft.model_fields if (value := getattr(after, name)) != getattr(before, name)
    }


def test_an_answer_changes_nothing_but_what_the_doubt_is_about() -> None:
    before = draft()
    [point, earlier, first] = [before.decisions[0], before.earlier_decisions[0], before.goals[0]]
    elsewhere = point.model_copy(update={"lines": (2,)})
    assert changes(doubt("force_unclear", (1,)), "ska", decisions=(point, elsewhere)) == {
        "decisions": (point.model_copy(update={"force": "ska"}), elsewhere)
    }
    later = earlier.model_copy(update={"lines": (9,)})
    mandate = Item(text="Ett uppdrag", as_read="Ett uppdrag", lines=(3,), confidence=1.0)
    assert changes(
        doubt("budget_year", (3,)), " 2014 ", earlier_decisions=(earlier, later), mandate=mandate
    ) == {"earlier_decisions": (earlier.model_copy(update={"date": "2014"}), later)}
    mandate = Item(text="Ett uppdrag", as_read="Ett uppdrag", lines=(4,), confidence=1.0)
    assert changes(doubt("direction_unclear", (4,)), "up", mandate=mandate) == {
        "goals": (first.model_copy(update={"direction": "up"}), *before.goals[1:])
    }
    [name, _] = before.references
    assert changes(doubt("contradiction", (8,), None, "Vision A", "Vision C"), "Vision D") == {
        "references": (name.model_copy(update={"text": "Vision D"}), before.references[1])
    }
    assert changes(doubt("no_title"), "Färdplan") == {
        "title": Item(text="Färdplan", as_read="", lines=(), confidence=1.0)
    }


def test_names_are_parted_anew_on_their_own_lines() -> None:
    [ann, bo] = draft().signatories
    elsewhere = ann.model_copy(update={"lines": (12,)})
    assert changes(
        doubt("names_in_one_row", (7,)), "Eva Ek; ;Per Ås ;", signatories=(elsewhere, ann, bo)
    ) == {
        "signatories": (
            elsewhere,
            ann.model_copy(update={"text": "Eva Ek"}),
            bo.model_copy(update={"text": "Per Ås"}),
        )
    }


def test_goals_that_stand_on_no_line_are_not_numbered() -> None:
    first, second, third = draft().goals
    nowhere = first.model_copy(update={"lines": ()})
    over_two = second.model_copy(update={"lines": (5, 9)})
    assert changes(doubt("numbering", (5, 6)), "2, 10", goals=(nowhere, over_two, third)) == {
        "goals": (
            nowhere,
            over_two.model_copy(update={"number": "2"}),
            third.model_copy(update={"number": "10"}),
        )
    }
