"""More of what the running text tells: years, on whose motion, how it was made, a vision."""

import pytest

from fardplan.sources.council_document.lines import split_lines
from fardplan.sources.council_document.page_noise import clean
from fardplan.sources.council_document.sentences import Sentence, sentences
from fardplan.sources.council_document.told import horizons, mandate, preparation, prose_rows, vision


def told_in(text: str) -> list[Sentence]:
    return sentences(prose_rows(clean(split_lines(text)).rows))


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Planen gäller från den 1 januari 2024 och tills vidare.", (2024,)),
        ("Programmet gäller från 2024 tills vidare.", (2024,)),
        ("Planen sträcker sig från hösten 2024 och gäller tills vidare.", (2024,)),
        ("Planen gäller från och med 2024 till 2027 och sedan tills vidare.", (2024, 2027)),
        ("Målen gäller med målår 2030.", (2030,)),
        ("För målen i planen gäller målåret 2035.", (2035,)),
        ("Planen utvärderas 2026 och 2028.", (2026, 2028)),
        ("Planen utvärderas 2026 och i bästa fall 2028.", (2026,)),
        ("Planen följs upp varje år, första gången 2025.", (2025,)),
        ("Planen följs upp av nämnden, första gången år 2025.", (2025,)),
        ("Ett nytt program ska antas senast 2027.", (2027,)),
        ("En ny plan ska tas fram under 2029.", (2029,)),
        ("Nya riktlinjer skall beslutas 2028.", (2028,)),
        ("En ny policy ska vara antagen till sommaren 2028.", (2028,)),
    ],
)
def test_still_more_ways_to_tell_until_when(sentence: str, years: tuple[int, ...]) -> None:
    assert [(one.years, one.passage.flat) for one in horizons(told_in(sentence))] == [(years, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Den plan som omfattar åren 2019–2023 gick ut.",
        "Den omfattar det som gällde till 2023.",
        "Programmet, som sträckte sig över åren 2015–2019, löpte ut.",
        "Hamnen följs upp varje år, som 2025.",
        "Ett nytt badhus ska byggas senast 2027.",
        "Målen mäts i ett målår.",
    ],
)
def test_still_more_that_is_no_horizon(sentence: str) -> None:
    assert horizons(told_in(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("Programmet har tagits fram efter en motion som kommunfullmäktige biföll i maj 2021.", True),
        ("Planen togs fram efter en motion till kommunfullmäktige.", True),
        ("Planen togs fram efter en motion.", False),
        ("Planen togs fram efter ett möte med kommunfullmäktige.", False),
    ],
)
def test_a_motion_may_give_the_task(sentence: str, given: bool) -> None:
    found = mandate(told_in(f"Allt började bra. {sentence} Sedan gick tiden."))
    assert (found and found.flat) == (sentence if given else None)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Programmet bygger på samtal med över hundra invånare.", True),
        ("Planen vilar på en enkät bland alla båtägare.", True),
        ("Texten bygger på många olika möten i hamnen.", True),
        ("Strategin bygger till stor del på medborgardialoger.", False),
        ("Strategin som helhet bygger på medborgardialoger.", True),
        ("Texten har vuxit fram under ett år.", True),
        ("Texten har arbetats igenom av hamnkontoret.", True),
        ("Hamnchefen Bo Ek har lett arbetet.", True),
        ("Programmet bygger på tre mål.", False),
        ("Planen bygger på lagen om hamnar.", False),
        ("Hamnen vilar på pålar av ek.", False),
        ("Texten har många bilder.", False),
    ],
)
def test_more_ways_to_tell_how_it_was_made(sentence: str, told: bool) -> None:
    found = preparation(told_in(f"Kommunen växer. {sentence} Planen ska tas fram på nytt."))
    assert (found and found.flat) == (sentence if told else None)


def test_a_vision_that_is_clear() -> None:
    text = "Kommunens vision är tydlig: År 2040 seglar alla på lika villkor i vår vik."
    found = vision(told_in(text))
    assert found is not None
    assert (found.passage.flat, found.year) == ("År 2040 seglar alla på lika villkor i vår vik.", 2040)
