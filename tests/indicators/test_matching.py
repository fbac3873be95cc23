"""Which indicator a milestone's wording is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.indicators.matching import LEAST_CONFIDENCE, Match, matches
from fardplan.sources.city_package import CityPackage, load_city
from tests.builders import definition

words = st.lists(st.sampled_from(["andel", "elev", "trygg", "bostad", "ung"]), min_size=1, unique=True)
definitions = st.lists(words, max_size=5).map(
    lambda lists: [definition(key=f"i{place}", words=tuple(item)) for place, item in enumerate(lists)]
)
texts = st.lists(st.sampled_from(["andelen", "elever", "tryggare", "bostäder", "obunden"])).map(" ".join)


def indicator(key: str, *stems: str):
    return definition(key=key, words=stems)


@pytest.fixture(scope="module")
def stockholm() -> CityPackage:
    return load_city("stockholm")


SIX = {
    "behorighet": Match(
        "behorighet-kommunala-skolor",
        1.0,
        (
            "behörig",
            "behörighet",
            "nationella program",
            "gymnasieskol",
            "årskurs 9",
            "grundskol",
            "elev",
        ),
    ),
    "uvas": Match(
        "uvas-17-24", 1.0, ("varken arbetar eller studerar", "varken", "ung", "arbetar", "studerar")
    ),
    "bostadsbyggande": Match(
        "bostadsbyggande-fokusomraden",
        1.0,
        ("bostadsbyggande", "fokusområde", "strategiska samband", "översiktsplan"),
    ),
    "arbetsplatser": Match("dagbefolkning", 0.75, ("arbetsplats", "ytterstaden", "tillkommit")),
    "trygghet": Match("otrygga-bostadsomrade", 0.75, ("otrygg", "bostadsområde", "känner sig")),
    "fortroende": Match(
        "lagt-fortroende-stadsdelsnamnd", 1.0, ("förtroende", "stadsdelsnämnd", "lågt förtroende")
    ),
}


def test_each_of_the_six_milestones_finds_its_own_indicator_and_no_other(stockholm):
    found = {item.key: matches(item.text.sv, stockholm.indicators) for item in stockholm.roadmap.milestones}
    assert found == {key: (match,) for key, match in SIX.items()}


def test_the_packaged_roadmap_links_what_the_wording_says(stockholm):
    linked = {item.key: item.indicator.indicator for item in stockholm.roadmap.milestones if item.indicator}
    assert linked == {key: match.indicator for key, match in SIX.items()}


@pytest.mark.parametrize(
    ("wording", "indicators"),
    [
        (
            "Fler elever i årskurs 9 blir behöriga till gymnasieskolans program",
            ["behorighet-kommunala-skolor"],
        ),
        ("Färre unga varken arbetar eller studerar", ["uvas-17-24"]),
        ("Färre är otrygga i sitt bostadsområde", ["otrygga-bostadsomrade"]),
        ("Förtroendet för stadsdelsnämnderna ökar", ["lagt-fortroende-stadsdelsnamnd"]),
        ("Fler arbetsplatser i ytterstaden", ["dagbefolkning"]),
        ("Utsläppen av växthusgaser halveras", []),
        ("", []),
    ],
)
def test_other_wordings(stockholm, wording, indicators):
    assert [match.indicator for match in matches(wording, stockholm.indicators)] == indicators


def test_a_word_is_found_at_the_beginning_of_words_in_any_case():
    assert matches("OTRYGGHETEN växer", [indicator("a", "otrygg")]) == (Match("a", 1.0, ("otrygg",)),)
    assert matches("Tryggheten växer", [indicator("a", "otrygg", "ghet")]) == ()


def test_half_of_the_words_is_enough_and_less_is_not():
    assert matches("andel elever", [indicator("a", "elev", "skola")]) == (Match("a", 0.5, ("elev",)),)
    assert matches("andel elever", [indicator("a", "elev", "skola", "betyg")]) == ()


def test_the_surest_comes_first_then_the_one_with_more_words():
    sure, longer, short = indicator("c", "elev"), indicator("b", "andel", "elev"), indicator("a", "ande", "x")
    assert matches("andel elever", [short, sure, longer]) == (
        Match("b", 1.0, ("andel", "elev")),
        Match("c", 1.0, ("elev",)),
        Match("a", 0.5, ("ande",)),
    )


def test_two_that_the_wording_does_not_tell_apart_are_less_sure():
    """Both have 1.0, of which half of what lies above 0.5 goes: 0.75. The third keeps its own."""
    tied = [indicator("b", "elev"), indicator("a", "skola"), indicator("c", "andel", "x")]
    assert matches("andel elever i skolan", tied) == (
        Match("a", 0.75, ("skola",)),
        Match("b", 0.75, ("elev",)),
        Match("c", 0.5, ("andel",)),
    )


def test_an_indicator_without_words_is_never_proposed():
    assert matches("andel", [indicator("a")]) == ()


@given(texts, definitions, st.randoms(use_true_random=False))
def test_the_order_of_definitions_does_not_matter(text, given_definitions, random):
    shuffled = list(given_definitions)
    random.shuffle(shuffled)
    assert matches(text, shuffled) == matches(text, given_definitions)


@given(texts, definitions)
def test_confidences_fall_from_one_to_a_half(text, given_definitions):
    found = [match.confidence for match in matches(text, given_definitions)]
    assert found == sorted(found, reverse=True)
    assert all(LEAST_CONFIDENCE <= confidence <= 1 for confidence in found)
