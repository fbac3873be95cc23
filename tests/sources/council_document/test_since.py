"""What a later edition of a document says beside an earlier one."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document import Draft, summary
from fardplan.sources.council_document.since import Fate, Pair, Since, since
from tests.usecases.reading_page.drafts import EVERYTHING, NINETY, PLAIN, changed, goal, item

SCHOOL = goal("a", "Skola", 7, level="Fokusområde", becomes="target_area", number="A")
NATURE = goal("b", "Natur", 11, level="Fokusområde", becomes="target_area", number="B")
READ = {
    "level": "Delmål",
    "becomes": "milestone",
    "number": "1",
    "parent": "a",
    "direction": "up",
    "target": NINETY,
}
AIM = goal("c", "Minst 90 procent av eleverna är behöriga 2027", 8, **READ)
TREES = goal("d", "Fler träd planteras", 12, level="Delmål", becomes="milestone", number="2", parent="a")


def of_goals(*goals: dict[str, Any]) -> Draft:
    return changed(goals=goals, indicators=())


def told(found: Since) -> list[tuple[str, Fate, str]]:
    return [
        (pair.part, pair.fate, item.text)
        for pair in found.pairs
        if pair.fate is not Fate.SAME and (item := pair.new or pair.old)
    ]


def test_an_edition_beside_itself_says_the_same() -> None:
    found = since(EVERYTHING, EVERYTHING)
    assert (told(found), found.head) == ([], ())
    assert [pair.new for pair in found.pairs] == [pair.old for pair in found.pairs]
    assert len(found.pairs) == len(EVERYTHING.items())


def test_what_is_gone_stands_where_it_stood() -> None:
    found = since(of_goals(SCHOOL, AIM, TREES), of_goals(SCHOOL, TREES))
    assert told(found) == [("goals", Fate.GONE, AIM["text"])]
    assert [pair.fate for pair in found.pairs if pair.part == "goals"] == [Fate.SAME, Fate.GONE, Fate.SAME]


def test_what_is_new() -> None:
    assert told(since(of_goals(SCHOOL, TREES), of_goals(SCHOOL, AIM, TREES))) == [
        ("goals", Fate.NEW, AIM["text"])
    ]


def test_another_wording_is_a_change() -> None:
    later = {**AIM, "text": "Minst 95 procent av eleverna är behöriga 2030"}
    [pair] = since(of_goals(SCHOOL, AIM), of_goals(SCHOOL, later)).with_fate(Fate.CHANGED)
    assert (pair.old and pair.old.text, pair.new and pair.new.text) == (AIM["text"], later["text"])


def test_another_target_is_a_change_though_the_words_are_the_same() -> None:
    later = {**AIM, "target": {**NINETY, "value": 95.0}}
    [pair] = since(of_goals(SCHOOL, AIM), of_goals(SCHOOL, later)).with_fate(Fate.CHANGED)
    assert pair.facts == ("target",)


def test_new_words_under_an_old_number_are_a_change_where_they_are_at_all_alike() -> None:
    alike = {**TREES, "text": "Fler buskar planteras"}
    other = {**TREES, "text": "Sjön är ren"}
    fates = [
        [fate for _, fate, _ in told(since(of_goals(SCHOOL, TREES), of_goals(SCHOOL, later)))]
        for later in (alike, other)
    ]
    assert fates == [[Fate.CHANGED], [Fate.NEW, Fate.GONE]]


def test_a_goal_that_belongs_to_another_has_moved() -> None:
    earlier = of_goals(SCHOOL, AIM, TREES, NATURE)
    later = of_goals(SCHOOL, AIM, NATURE, {**TREES, "parent": "b"})
    assert told(since(earlier, later)) == [("goals", Fate.MOVED, TREES["text"])]


def test_ids_are_of_a_draft_alone() -> None:
    renamed = of_goals({**SCHOOL, "id": "x"}, {**AIM, "id": "y", "parent": "x"})
    assert told(since(of_goals(SCHOOL, AIM), renamed)) == []


def test_of_two_that_have_changed_places_one_has_moved() -> None:
    points = PLAIN["decisions"]
    found = since(EVERYTHING, changed(decisions=points[::-1]))
    assert [fate for _, fate, _ in told(found)] == [Fate.MOVED]


def test_there_is_one_vision_whatever_it_says() -> None:
    later = changed(vision=item("Ett helt annat ord", 2, year=2040))
    [pair] = since(EVERYTHING, later).with_fate(Fate.CHANGED)
    assert (pair.part, pair.facts) == ("vision", ("year",))


def test_what_the_document_says_of_itself() -> None:
    later = changed(document={**PLAIN["document"], "dnr": "KS 2024/9", "date": "2024-05-04"})
    assert since(EVERYTHING, later).head == ("dnr", "date")


def fates(earlier: Draft, later: Draft) -> list[Fate]:
    return [fate for _, fate, _ in told(since(earlier, later))]


def test_the_same_number_pairs_what_the_words_alone_would_not() -> None:
    old = {**TREES, "text": "Fler träd planteras i alla parker"}
    new = {**TREES, "text": "Fler buskar växer i stadens parker"}
    assert fates(of_goals(SCHOOL, old), of_goals(SCHOOL, new)) == [Fate.CHANGED]
    for other in ({"number": "3"}, {"number": None}, {"level": "Etappmål"}):
        assert fates(of_goals(SCHOOL, old), of_goals(SCHOOL, {**new, **other})) == [Fate.NEW, Fate.GONE]
    unnumbered = [of_goals(SCHOOL, {**one, "number": None}) for one in (old, new)]
    assert fates(*unnumbered) == [Fate.NEW, Fate.GONE]


def test_of_two_as_alike_that_with_the_same_number_is_meant() -> None:
    park, wood = (
        {**AIM, "id": str(at), "number": str(at), "text": f"Fler träd i {place}"}
        for at, place in ((1, "parken"), (2, "skogen"))
    )
    later = {**wood, "text": "Fler träd i staden"}
    [gone, changed_one] = [
        pair
        for pair in since(of_goals(SCHOOL, park, wood), of_goals(SCHOOL, later)).pairs
        if pair.part == "goals" and pair.fate is not Fate.SAME
    ]
    assert (gone.fate, gone.old and gone.old.text) == (Fate.GONE, "Fler träd i parken")
    assert (changed_one.fate, changed_one.old and changed_one.old.text) == (
        Fate.CHANGED,
        "Fler träd i skogen",
    )


def test_another_number_alone_is_a_move() -> None:
    [pair] = since(of_goals(SCHOOL, AIM), of_goals(SCHOOL, {**AIM, "number": "7"})).with_fate(Fate.MOVED)
    assert pair.facts == ("number",)


def test_another_goal_above_is_no_fact_of_its_own() -> None:
    later = of_goals(SCHOOL, NATURE, {**TREES, "parent": "b"})
    [pair] = since(of_goals(SCHOOL, NATURE, TREES), later).with_fate(Fate.MOVED)
    assert (pair.facts, pair.moved) == ((), True)


def test_the_terminal_tells_what_is_gone_first() -> None:
    later = changed(
        document={**PLAIN["document"], "date": "2024-05-04"},
        goals=[
            PLAIN["goals"][0],
            {**PLAIN["goals"][1], "text": "Minst 95 procent är behöriga 2027"},
            PLAIN["goals"][3],
            PLAIN["goals"][4],
        ],
        vision=None,
        references=[*PLAIN["references"], item("Barnkonventionen", 15)],
    )
    lines = summary(later, "sv", since=since(EVERYTHING, later)).splitlines()
    start = lines.index("Vad som har ändrats (sedan program.txt)")
    assert lines[start + 1 : start + 12] == [
        "  Datum: nu 4\u00a0maj 2024; förut 4\u00a0maj 2020",
        "  Borttaget (2):",
        "    - Vision: en stad för alla",
        "    - Aktivitet: Läs mera <b>nu</b>",
        "  Ändrat (1):",
        "    - Delmål A1: Minst 95 procent är behöriga 2027",
        "      förut: Minst 90 procent är behöriga 2027",
        "  Nytt (1):",
        "    - Dokument som nämns: Barnkonventionen",
        "",
        "Beslutspunkter (beslutas av Kommunfullmäktige)",
    ]


words = st.lists(st.sampled_from(["skola", "natur", "vård", "barn", "hav"]), min_size=1, max_size=4)
references = st.lists(words.map(" ".join), max_size=8)


def of_references(texts: list[str]) -> Draft:
    return changed(references=[item(text, 15, as_read=text) for text in texts])


@given(references, references)
def test_every_text_of_both_is_in_one_pair(old: list[str], new: list[str]) -> None:
    earlier, later = of_references(old), of_references(new)
    pairs = [pair for pair in since(earlier, later).pairs if pair.part == "references"]
    assert sorted(pair.old.text for pair in pairs if pair.old) == sorted(old)
    assert [pair.new.text for pair in pairs if pair.new] == new


@given(references)
def test_what_is_new_one_way_is_gone_the_other(texts: list[str]) -> None:
    none, some = of_references([]), of_references(texts)
    assert [fate for _, fate, _ in told(since(none, some))] == [Fate.NEW] * len(texts)
    assert [fate for _, fate, _ in told(since(some, none))] == [Fate.GONE] * len(texts)


def pairs_of(old: list[str], new: list[str]) -> list[tuple[int, str | None, str | None, bool]]:
    found = since(of_references(old), of_references(new))
    return [
        (pair.place, pair.old.text if pair.old else None, pair.new.text if pair.new else None, pair.moved)
        for pair in found.pairs
        if pair.part == "references"
    ]


def test_a_text_is_paired_with_the_one_most_like_it() -> None:
    old = ["Plan för barn och unga 2020", "Plan för barn och unga i Norrvik"]
    assert pairs_of(old, ["Plan för barn och unga i Norrviks stad"]) == [
        (0, old[0], None, False),
        (0, old[1], "Plan för barn och unga i Norrviks stad", False),
    ]
    assert pairs_of(["FLER TRÄD"], ["Fler träd"]) == [(0, "FLER TRÄD", "Fler träd", False)]


def test_rare_words_tell_which_texts_are_compared() -> None:
    old = [f"Fler stigar i område {number}" for number in range(9)] + ["Fler stigar i norra parken"]
    assert pairs_of(old, ["Fler stigar i norra hagen"])[-1] == (
        0,
        old[-1],
        "Fler stigar i norra hagen",
        False,
    )


def test_words_that_too_many_texts_share_tell_nothing() -> None:
    old = [f"Plan för barn {number}" for number in range(201)]
    assert (0, None, "Plan för barn z", False) in pairs_of(old, ["Plan för barn z"])
    assert (0, old[0], "Plan för barn z", False) in pairs_of(old[:200], ["Plan för barn z"])


def test_texts_that_are_the_same_are_paired_in_their_order() -> None:
    assert pairs_of(["Vision", "Plan", "Plan"], ["Plan", "Plan"]) == [
        (0, "Vision", None, False),
        (0, "Plan", "Plan", False),
        (1, "Plan", "Plan", False),
    ]


def test_what_is_gone_is_told_in_its_order() -> None:
    assert pairs_of(["hav", "natur", "skola"], ["skola"]) == [
        (0, "hav", None, False),
        (1, "natur", None, False),
        (0, "skola", "skola", False),
    ]


def test_the_fewest_that_explain_another_order_have_moved() -> None:
    assert pairs_of(["hav", "natur", "skola", "vård"], ["natur", "skola", "hav", "vård"]) == [
        (0, "natur", "natur", False),
        (1, "skola", "skola", False),
        (2, "hav", "hav", True),
        (3, "vård", "vård", False),
    ]


def test_another_wording_in_the_same_place_has_not_moved() -> None:
    assert pairs_of(["Plan för barn 2020", "Vision"], ["Plan för barn 2024", "Vision"]) == [
        (0, "Plan för barn 2020", "Plan för barn 2024", False),
        (1, "Vision", "Vision", False),
    ]


def test_a_part_of_one_text_can_be_new_or_gone() -> None:
    without = changed(vision=None)
    assert [fate for _, fate, _ in told(since(without, EVERYTHING))] == [Fate.NEW]
    assert [fate for _, fate, _ in told(since(EVERYTHING, without))] == [Fate.GONE]


def test_a_text_of_the_later_edition_is_looked_up() -> None:
    found = since(of_references(["hav", "natur"]), of_references(["natur"]))
    [hav, natur] = found.old.references
    assert found.of("references", 0) == Pair("references", 0, natur, found.new.references[0])
    assert [pair for pair in found.with_fate(Fate.GONE) if pair.part == "references"] == [
        Pair("references", 0, hav, None)
    ]


def test_a_text_that_is_the_same_is_never_taken_for_another() -> None:
    words = "Fler träd planteras i alla stadens parker och längs alla gator"
    first = {**TREES, "id": "1", "number": "1", "text": f"{words} nu"}
    second = {**TREES, "id": "2", "number": "2", "text": words}
    found = since(of_goals(SCHOOL, first, second), of_goals(SCHOOL, {**second, "number": "1"}))
    assert told(found) == [("goals", Fate.GONE, first["text"]), ("goals", Fate.MOVED, words)]
    assert pairs_of(["–"], ["–"]) == [(0, "–", "–", False)]


def test_how_alike_two_texts_have_to_be() -> None:
    assert pairs_of(["ett två tre fyra fem"], ["ett två tre sex sju"]) == [
        (0, "ett två tre fyra fem", "ett två tre sex sju", False)
    ]
    assert pairs_of(["ett två tre fyra fem"], ["ett två åtta sex sju"]) == [
        (0, None, "ett två åtta sex sju", False),
        (0, "ett två tre fyra fem", None, False),
    ]


def test_what_is_gone_after_the_last_is_told_last() -> None:
    assert pairs_of(["hav", "natur", "skola"], ["natur"]) == [
        (0, "hav", None, False),
        (0, "natur", "natur", False),
        (2, "skola", None, False),
    ]
    found = since(of_references(["hav", "natur"]), of_references(["vård", "hav"]))
    assert found.of("references", 1).old == found.old.references[0]
