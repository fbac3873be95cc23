"""Repair of scan noise: words of the dictionary that known confusions lead to, and honest doubts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.sources.council_document.confusions import misreadings, neighbours, rare_misreadings
from fardplan.sources.council_document.lines import Passage, Piece
from fardplan.sources.council_document.repair import CLEAN, Noise, measure, repair
from fardplan.sources.council_document.repair.judge import Finding, Judged, Place, judge
from fardplan.sources.council_document.repair.words import frequency, is_imperative, is_word, likeness

NOISY = Noise(0.2)


def _passage(text: str) -> Passage:
    return Passage(tuple(Piece(number, line) for number, line in enumerate(text.split("\n"), start=1)))


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("ndmnder", "nämnder"),
        ("firdplanens", "färdplanens"),
        ("fokusomréaden", "fokusområden"),
        ("elevsammansittning", "elevsammansättning"),
        ("Friimja", "Främja"),
        ("bem&tande", "bemötande"),
        ("&rskurs", "årskurs"),
        ("6kad", "ökad"),
        ("tgarder", "åtgärder"),
        ("fullfslja", "fullfölja"),
        ("Arendet", "Ärendet"),
        ("cornrnunikation", "cornrnunikation"),
        ("skola", "skola"),
    ],
)
def test_words(read, text):
    assert judge(read, NOISY).text == text


def test_another_real_word_is_a_doubt_with_both_readings():
    lagt = judge("lagt", NOISY)
    assert (lagt.text, lagt.finding, lagt.readings) == ("lagt", Finding.REAL_WORD, ("lagt", "lågt"))
    assert 0.5 < lagt.belief < 0.9


def test_a_word_repaired_into_another_word_is_a_doubt():
    found = judge("for", NOISY)
    assert (found.text, found.finding, found.readings) == ("för", Finding.REAL_WORD, ("för", "for"))


def test_the_place_of_a_word_is_evidence():
    assert judge("Stark", NOISY).text == "Stark"
    assert judge("Stark", NOISY, Place(wants_verb=True)).text == "Stärk"
    assert judge("Stark", NOISY, Place(wants_verb=True)).finding is Finding.REAL_WORD
    assert judge("ar", NOISY).text == "är"
    assert judge("ar", NOISY, Place(before_year=True)).text == "år"


def test_a_word_without_repair_stays_and_is_doubted():
    assert judge("xqzvw", NOISY) == Judged("xqzvw", "xqzvw", Finding.UNKNOWN, ("xqzvw",), 0.4)


def test_a_name_in_a_sentence_is_left_alone():
    assert judge("Xqzvw", NOISY, Place(may_be_name=True)).finding is Finding.PLAIN


def test_a_clean_document_is_never_changed():
    text = "Stark kraft har lagt grunden for Järva och Xqzvw"
    assert repair(_passage(text), CLEAN).text == text


def test_an_odd_word_of_a_clean_document_is_doubted_and_kept():
    found = repair(_passage("Alla ndmnder deltar"), CLEAN)
    assert found.text == "Alla ndmnder deltar"
    assert [(flag.judged.finding, flag.judged.readings) for flag in found.flags] == [
        (Finding.POSSIBLE, ("ndmnder", "nämnder"))
    ]


def test_line_ends_part_words_and_hyphens_belong_to_some():
    parted = {
        "verksam-\nhet": "verksamhet",
        "kommun-\nfullmäktiges budget": "kommunfullmäktiges budget",
        "kultur-\noch fritid": "kultur- och fritid",
        "KF-\nindikatorer": "KF-indikatorer",
        "sam\u00ad\nverkan": "samverkan",
    }
    assert {text: repair(_passage(text), CLEAN).text for text in parted} == parted


def test_hanging_compounds_and_numbers_are_left_alone():
    text = "arbetsmarknads- och yrkesutbildningar 2025-2030 enligt ILS"
    assert repair(_passage(text), NOISY).text == text


def test_belief_falls_with_every_doubt():
    sure = repair(_passage("Rikta sociala insatser till unga"), NOISY)
    unsure = repair(_passage("Andelen som har lagt fértroende"), NOISY)
    assert sure.belief == 1.0
    assert unsure.belief < 0.9
    assert [flag.line for flag in unsure.flags] == [1]


def test_noise_is_measured_on_words_that_cannot_be():
    clean = ["Nämnden har berett ärendet med andra nämnder i Järva och Vällingby.", "Stadsdelen växer."]
    noisy = ["Nimnden har berett drendet med andra ndmnder, &ven i férorten.", "Atgérder bér géras."]
    assert measure(clean) == CLEAN
    assert measure(noisy).rate > 0.3
    assert measure([*clean * 200, noisy[0]]) == CLEAN


def test_dictionary_and_table_agree_on_words():
    assert [is_word(word) for word in ("elevsammansättning", "elevsammansittning", "", "123")] == [
        True,
        False,
        False,
        False,
    ]
    assert frequency("och") > 7 > frequency("stärk") > 0 == frequency("xqzvw")
    assert 0 < likeness("färdplanens") < likeness("färdplan")
    assert [is_imperative(word) for word in ("Stärk", "Stark", "Öka", "Få", "Barn")] == [
        True,
        False,
        True,
        True,
        False,
    ]


@given(st.text("adeiostéå&4ärnl", min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_every_misreading_is_a_neighbour(read):
    found = [word for words in (misreadings(read), rare_misreadings(read)) for word, _ in words]
    assert [word for word in found[:300] if not neighbours(read, word)] == []


@given(st.text("adeiostéåäöbknr", min_size=1, max_size=10))
@settings(max_examples=60, deadline=None)
def test_a_repair_is_a_word_that_the_scan_can_have_had(read):
    judged = judge(read, NOISY)
    assert judged.text == read or (neighbours(read, judged.text) and is_word(judged.text))
    assert 0.0 <= judged.belief <= 1.0
    assert judged.readings == () or judged.readings[0] == judged.text


def test_neighbours_are_neighbours_by_the_table_alone():
    assert neighbours("Stark", "Stärk")
    assert neighbours("sarnarbete", "samarbete")
    assert neighbours("Jfor", "för")
    assert not neighbours("skola", "kyrka")
    assert not neighbours("nämnder", "nämnd")
