"""What goals are to reach, who answers for them, and what they are measured with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.goals.figures import first_number, number
from fardplan.sources.council_document.goals.measures import measure
from fardplan.sources.council_document.goals.responsible import cut_responsible, names_in, subject_of
from fardplan.sources.council_document.goals.targets import ToReach, to_reach
from fardplan.sources.council_document.lines import Passage, Piece


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Minst 95 procent ska vara nöjda senast 2030", (95.0, "procent", 2030, "up", False)),
        ("Andelen ska öka från 71 till 80 % till år 2026", (80.0, "procent", 2026, "up", False)),
        ("Utsläppen ska minska från 5,1 till 3,0 ton per år 2030", (3.0, "ton", 2030, "down", False)),
        ("Otryggheten halveras till år 2028", (50.0, "procent", 2028, "down", True)),
        ("Restavfallet ska minska med 25 % till 2025", (25.0, "procent", 2025, "down", True)),
        ("Frånvaron ska vara högst 4 procent läsåret 2025/26", (4.0, "procent", 2026, "down", False)),
        ("Den som klagar får svar inom sex veckor", (6.0, "veckor", None, "down", False)),
        ("Omflyttningen ska inte överstiga 12 procent", (12.0, "procent", None, "down", False)),
        ("Under åren 2016–2025 byggs minst 1 500 bostäder", (1500.0, "bostäder", 2025, "up", False)),
        ("Ingen ska ha längre än 8 km till en brygga", (8.0, "km", None, "down", False)),
        ("Minst hälften av bänkarna är nya år 2029", (50.0, "procent", 2029, "up", False)),
        ("Hälften av bänkarna ska vara nya", (50.0, "procent", None, None, False)),
        ("Minst var femte båt ska drivas med el", (20.0, "procent", None, "up", False)),
        ("Minst var tredje båt ska drivas med el", (33.0, "procent", None, "up", False)),
        ("Antalet båtplatser ska vara 400 senast 2028", (400.0, "båtplatser", 2028, None, False)),
        ("Antalet båtplatser ska vara 2028", (None, None, 2028, None, False)),
        ("Uttaget ska tredubblas till 2030", (200.0, "procent", 2030, "up", True)),
        ("Svinnet ska vara 40 procent lägre 2030 än 2023", (40.0, "procent", 2030, "down", True)),
        ("Bryggor byggs på högst 50 meters avstånd", (50.0, "meter", None, "down", False)),
        ("Alla hus ska ha minst 1 Gbit/s", (1.0, "Gbit/s", None, "up", False)),
        ("Utsläppen ska vara högst 2 ton per invånare 2035", (2.0, "ton per invånare", 2035, "down", False)),
        ("Verksamheten ska vara fossilfri senast 2027", (None, None, 2027, None, False)),
        ("Avsätta en ungdomsbudget om 400 000 kronor", None),
        ("Bostadsområden med mer än 80 procent hyresrätter blandas", None),
        ("Fler personer över 80 år känner sig trygga", None),
        ("Arbeta i enlighet med Biblioteksplan 2022–2025", None),
        ("", None),
    ],
)
def test_levels_and_years(text, told):
    assert to_reach(text) == (ToReach(*told) if told else None)


@given(st.integers(2, 99), st.integers(2024, 2050), st.sampled_from(["minst", "högst"]))
def test_up_and_down_mirror_each_other(value, year, bound):
    told = to_reach(f"Andelen ska vara {bound} {value} procent senast {year}")
    assert told == ToReach(float(value), "procent", year, "up" if bound == "minst" else "down")


@given(st.text(max_size=200))
def test_any_words_are_taken(text):
    to_reach(text)
    first_number(text)


def test_numbers_as_swedish_writes_them():
    assert [number(text) for text in ("1 500", "1.500", "0,5", "tolv", "en", "98")] == [
        1500,
        1500,
        0.5,
        12,
        1,
        98,
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Barn- och utbildningsnämnden och socialnämnden", ("Barn- och utbildningsnämnden", "Socialnämnden")),
        (
            "kultur- och fritidsnämnden, tekniska nämnden",
            ("Kultur- och fritidsnämnden", "Tekniska nämnden"),
        ),
        ("Kommunstyrelsen i samverkan med byalagen", ("Kommunstyrelsen",)),
        ("samtliga nämnder och bolag", ("Samtliga nämnder och bolag",)),
        ("Tekniska nämnden, Almvik Energi AB", ("Tekniska nämnden", "Almvik Energi AB")),
    ],
)
def test_who_is_responsible(text, names):
    assert names_in([text]) == names


def _cut(text: str, *, trusted: bool = False) -> tuple[str, str | None]:
    rest, who = cut_responsible(Passage((Piece(1, text),)), trusted=trusted)
    return rest.flat, who.flat if who else None


def test_who_is_responsible_is_cut_from_the_text():
    assert _cut("Bygg en bro (tekniska nämnden)") == ("Bygg en bro", "tekniska nämnden")
    assert _cut("Bygg en bro (se bilaga 1)") == ("Bygg en bro (se bilaga 1)", None)
    assert _cut("Svara fort (kundcenter)", trusted=True) == ("Svara fort", "kundcenter")
    assert _cut("Bygg en bro. Ansvarig: Tekniska nämnden") == ("Bygg en bro", "Tekniska nämnden")
    assert subject_of("Barn- och utbildningsnämnden ska utreda frågan") == "Barn- och utbildningsnämnden"
    assert subject_of("Vi ska utreda frågan") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Andel trygga (Källa: Kolada N15428)", ("Andel trygga", "Kolada N15428")),
        ("Antal besök. Källa: biblioteket.", ("Antal besök", "biblioteket")),
        ("Antal (alla åldrar)", ("Antal (alla åldrar)", None)),
        ("Nöjdhet (kalla: enkäten)", ("Nöjdhet", "enkäten")),
    ],
)
def test_a_measure_and_its_source(text, told):
    one = measure(Passage((Piece(1, text),)), None)
    assert (one.passage.flat, one.source.flat if one.source else None) == told
