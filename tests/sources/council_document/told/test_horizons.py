"""Horizons: which sentence tells a year most surely, and years as labels and names state them."""

import pytest

from fardplan.sources.council_document.lines import Row, passage, split_lines
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.sentences import sentences
from fardplan.sources.council_document.told import horizons, prose_rows
from fardplan.sources.council_document.told.horizons import Years, span_of_name, years_in


def _told(text: str) -> list[tuple[tuple[int, ...], str]]:
    rows = prose_rows(clean(split_lines(text)).rows)
    return [(one.years, one.passage.flat) for one in horizons(sentences(rows))]


VALID = "Programmet gäller 2023–2027."
REACHED = "Målen ska vara uppnådda senast 2027."
SURELY_REACHED = "Målen ska vara uppnådda och genomförda senast 2027."
REVIEWED = "En översyn ska göras 2027."
UNTIL = "Programmet gäller till och med 2027."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ((REACHED, VALID), [((2027,), REACHED), ((2023, 2027), VALID)]),
        (("Kommunen växer.", VALID), [((2023, 2027), VALID)]),
        ((REVIEWED, REACHED), [((2027,), REACHED)]),
        ((REACHED, REVIEWED), [((2027,), REACHED)]),
        ((REACHED, SURELY_REACHED), [((2027,), SURELY_REACHED)]),
        ((SURELY_REACHED, UNTIL), [((2027,), UNTIL)]),
        ((REVIEWED, VALID, UNTIL), [((2023, 2027), VALID), ((2027,), UNTIL)]),
        ((REACHED, "Delmålen ska vara uppnådda senast 2027."), [((2027,), REACHED)]),
    ],
)
def test_years_are_told_by_the_sentence_that_is_surest(said, told):
    assert _told(" ".join(said)) == told


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Programmet gäller under 2023–2023.", (2023,)),
        ("Planen gäller 2025.", (2025,)),
        ("Giltig till 2026-12-31.", (2026,)),
        ("Målen gäller perioden 2023–2026.", (2023, 2026)),
        ("Senast 2030 ska alla målen vara uppnådda.", (2030,)),
        ("Allt ska vara klart före 2032.", (2032,)),
        ("Programmet ska leda fram till 2030.", (2030,)),
        ("Programmet utvärderas 2028.", (2028,)),
        ("Under 2028 görs en utvärdering.", (2028,)),
        ("Utvärderingen kommer att redovisas 2029.", (2029,)),
        ("Planen avser 2026 med utblick mot 2028.", (2026, 2028)),
        ("Planen avser 2026 med inriktning för åren 2027–2028.", (2026, 2028)),
        ("Alla åtaganden ska vara infriade senast 2029 om inget annat sägs.", (2029,)),
        ("Målen i strategin ska sammantaget vara nådda 2035.", (2035,)),
        ("Programmets mål ska vara uppfyllda vid utgången av 2032.", (2032,)),
        ("För varje område finns ett långsiktigt mål, som gäller till 2032.", (2032,)),
        ("Till målen hör delmål som gäller under planperioden 2026–2028.", (2026, 2028)),
        ("Den säger vad kommunen vill uppnå till utgången av 2029.", (2029,)),
        ("Vid halvtid, under 2028, ska delmålen revideras.", (2028,)),
        ("Handlingsprogrammet ska omarbetas under 2027.", (2027,)),
    ],
)
def test_more_ways_to_tell_until_when(sentence, years):
    assert _told(sentence) == [(years, sentence)]


def test_a_sentence_may_tell_two_years():
    reviewed = "En halvtidsutvärdering görs 2024 och programmet revideras 2027."
    assert _told(reviewed) == [((2024,), reviewed), ((2027,), reviewed)]
    both = "Planen ska gälla till och med år 2028 och aktualitetsprövas år 2024."
    assert _told(both) == [((2024,), both), ((2028,), both)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Planen gäller tills vidare.",
        "En översyn ska göras 2026, som den som gjordes 2019.",
        "Programmet har utvärderats, och utvärderingen ska redovisas 2027.",
        "Kommunen når 20 000 invånare senast 2030.",
        "Programmet för 2023–2027 ska aktualitetsprövas en gång varje mandatperiod.",
        "I kolumnen Mål står vad som ska vara uppnått, och målen ska vara nådda 2026.",
    ],
)
def test_more_that_is_no_horizon(sentence):
    assert _told(sentence) == []


@pytest.mark.parametrize(
    ("fact", "years"),
    [
        ("från 2023, dock längst till 2027", (2023, 2027)),
        ("2023 och 2027", (2023, 2027)),
        ("2023/2027", (2023, 2027)),
        ("år 2023", (2023,)),
        ("2023, 2027", (2023,)),
        ("23–27", None),
    ],
)
def test_more_years_of_what_a_label_states(fact, years):
    assert years_in(fact) == years


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("Plan 2025/2030", (2025, 2030)),
        ("Plan 2025–2030 för alla", None),
        ("Plan 2020, 2025–2030", None),
    ],
)
def test_only_the_span_that_ends_a_name_is_its_own(name, years):
    row = passage([Row(1, name)])
    assert span_of_name(row) == (Years(row, years) if years else None)
