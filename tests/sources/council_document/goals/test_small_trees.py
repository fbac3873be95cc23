"""Goals of small texts, in the ways that documents set them out: each text, and its tree."""

import pytest

from tests.sources.council_document.goals.made import tree

AREA = "Plan för hamnen\n\nFokusområde 1: Hav\n\n"
HAV = "Fokusområde 1: Hav"


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        (
            "Delmål 1: Fler båtar ska gå på el.\nDelmål 2: Färre bilar ska stå på kajen.\n\n"
            "Åtgärder\n- Bygga bryggor.\n- Sälja bilar.",
            [
                *("  Övergripande mål: Havet ska vara rent.", "    Delmål 1: Fler båtar ska gå på el."),
                "    Delmål 2: Färre bilar ska stå på kajen.",
                *("  Åtgärd: Bygga bryggor.", "  Åtgärd: Sälja bilar."),
            ],
        ),
        (
            "Delmål 1: Fler båtar ska gå på el.\n\nÅtgärder\n- Bygga bryggor.\n\n"
            "Delmål 2: Färre bilar ska stå på kajen.\n\nÅtgärder\n- Sälja bilar.",
            [
                *("  Övergripande mål: Havet ska vara rent.", "    Delmål 1: Fler båtar ska gå på el."),
                *("      Åtgärd: Bygga bryggor.", "    Delmål 2: Färre bilar ska stå på kajen."),
                "      Åtgärd: Sälja bilar.",
            ],
        ),
        (
            "Åtgärder\n- Bygga bryggor.\n\nDelmål 1: Fler båtar ska gå på el.\n"
            "Delmål 2: Färre bilar ska stå på kajen.",
            [
                *("  Övergripande mål: Havet ska vara rent.", "    Åtgärd: Bygga bryggor."),
                *("    Delmål 1: Fler båtar ska gå på el.", "    Delmål 2: Färre bilar ska stå på kajen."),
            ],
        ),
    ],
    ids=["after all parts", "after each part", "before the parts"],
)
def test_what_is_done_after_the_parts_of_the_goal_over_an_area_is_the_areas(
    text: str, goals: list[str]
) -> None:
    assert tree(f"{AREA}Övergripande mål: Havet ska vara rent.\n\n{text}") == [HAV, *goals]


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        (
            "Havet är viktigt för alla som bor här.\n\nVi ska bygga bryggor i varje vik.\n\n"
            "Staden skall mäta vattnet.\n\nKommunen åtar sig att städa stranden.",
            [
                *("  -: Vi ska bygga bryggor i varje vik.", "  -: Staden skall mäta vattnet."),
                "  -: Kommunen åtar sig att städa stranden.",
            ],
        ),
        (
            "Vi ska bygga bryggor i varje vik och se till att alla kan ta sig ut på dem, hur de\n"
            "än rör sig, året om.\n\nVi åtar oss att mäta vattnet varje vecka.",
            [
                "  -: Vi ska bygga bryggor i varje vik och se till att alla kan ta sig ut på dem, "
                "hur de än rör sig, året om.",
                "  -: Vi åtar oss att mäta vattnet varje vecka.",
            ],
        ),
        ("Vi ska bygga bryggor i varje vik.\n\nDet blir bra.\n\nVi ska mäta vattnet.", []),
        ("Havet ska bli rent av sig självt.\n\nHavet ska bli blått av sig självt.", []),
        (
            "Mål: Fler båtar ska gå på el.\n\nVi ska bygga bryggor.\n\nVi ska mäta vattnet.",
            ["  Mål: Fler båtar ska gå på el."],
        ),
    ],
)
def test_paragraphs_beneath_an_area_that_promise_something_one_after_the_other(
    text: str, goals: list[str]
) -> None:
    assert tree(AREA + text) == [HAV, *goals]


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        (
            "Alla ska kunna simma tvåhundra meter.\n\nSimning är en färdighet som man har hela livet.",
            ["Alla ska kunna simma tvåhundra meter."],
        ),
        (
            "Alla ska kunna simma tvåhundra meter.\n\nMinst 90 procent av barnen går i simskola.",
            ["Alla ska kunna simma tvåhundra meter.", "Minst 90 procent av barnen går i simskola."],
        ),
        (
            "Alla kan simma tvåhundra meter.\n\nSimning är en färdighet som man har hela livet.",
            ["Alla kan simma tvåhundra meter.", "Simning är en färdighet som man har hela livet."],
        ),
        (
            "Alla ska kunna simma.\n\nFler barn går till badhuset.\n\nSimning är en glädje hela livet.",
            ["Alla ska kunna simma.", "Fler barn går till badhuset.", "Simning är en glädje hela livet."],
        ),
    ],
)
def test_the_last_paragraph_beneath_a_heading_may_explain_the_only_goal(text: str, goals: list[str]) -> None:
    land = "Fokusområde 2: Land\n\nMål\nAlla ska kunna cykla till skolan."
    assert tree(f"{AREA}Mål\n{text}\n\n{land}") == [
        HAV,
        *[f"  Mål: {goal}" for goal in goals],
        *("Fokusområde 2: Land", "  Mål: Alla ska kunna cykla till skolan."),
    ]


@pytest.mark.parametrize(
    ("row", "goal"),
    [
        ("Andel båtar i gästhamnen som går på el under hela året 12 % 17 % 19 %", False),
        ("Antal båtar i gästhamnen och i alla andra hamnar som finns 1 200 1 300 ~1 450", False),
        ("Antalet båtar ska gå från 12 till 20 i den ena hamnen och till 30 i den andra hamnen.", True),
        ("Båtarna ska vara 20 år 2030 och 30 år 2035 i alla hamnar som finns här i viken.", True),
        ("Av båtarna ska minst 12 % gå på el och högst 8 % på olja, och 80 % ska segla.", False),
    ],
)
def test_a_row_of_figures_is_no_goal(row: str, goal: bool) -> None:
    text = f"Mål\n\nFler båtar ska gå på el.\n\n{row}\n\nFärre bilar ska stå på kajen."
    texts = [one.removeprefix("Mål: ").removesuffix(" (2035)") for one in tree(text)]
    around = ["Fler båtar ska gå på el.", "Färre bilar ska stå på kajen."]
    assert texts == [around[0], *([row] if goal else []), around[1]]


@pytest.mark.parametrize(
    ("items", "measures"),
    [
        (
            "- Andel båtar med elmotor (källa: hamnregistret)\n- Antal bryggor (Källa: hamnkontoret)",
            ["= g2 Andel båtar med elmotor [hamnregistret]", "= g2 Antal bryggor [hamnkontoret]"],
        ),
        (
            "- Andel båtar med elmotor; källa: hamnregistret\n- Antal stolpar\n"
            "- Antal bryggor; källa: hamnkontoret",
            [
                *("= g2 Andel båtar med elmotor [hamnregistret]", "= g2 Antal stolpar [-]"),
                "= g2 Antal bryggor [hamnkontoret]",
            ],
        ),
        ("- Andel båtar med elmotor\n- Antal stolpar\n- Antal bryggor, källa: hamnkontoret", []),
        ("- Andel båtar med elmotor (källa: hamnregistret)", []),
    ],
)
def test_a_list_that_tells_its_sources_lists_measures(items: str, measures: list[str]) -> None:
    goal = "Mål 1: Fler båtar ska gå på el."
    assert tree(f"{AREA}{goal}\n\n{items}") == [HAV, f"  {goal}", *measures]


@pytest.mark.parametrize("over", ["Bidrar till de globala målen", "Agenda 2030", "Globala hållbarhetsmål:"])
def test_goals_of_the_agenda_are_not_the_documents_own(over: str) -> None:
    named = "Mål 13: Bekämpa klimatförändringarna\nMål 14: Hav och marina resurser"
    assert tree(f"{AREA}{over}\n{named}\n\nInriktning\nMål 1: Fler båtar ska gå på el.") == [
        HAV,
        "  Mål 1: Fler båtar ska gå på el.",
    ]


@pytest.mark.parametrize(
    ("over", "level"),
    [
        ("Två områden", "Område"),
        ("3 Två prioriterade områden", "Prioriterat område"),
        ("Två fokusområden", "Fokusområde"),
    ],
)
def test_a_heading_that_counts_areas_stands_over_them(over: str, level: str) -> None:
    places = ("3.1 ", "3.2 ") if over[0] == "3" else ("", "")
    text = f"{over}\n\n{places[0]}Båtar\n\nMål\n- Fler båtar ska gå på el.\n\n"
    text += f"{places[1]}Fisk\n\nMål\n- Fler torskar ska leva i viken."
    numbers = [f" {place.strip()}" if place else "" for place in places]
    assert tree(f"Hamnstrategi\n\n{text}") == [
        f"{level}{numbers[0]}: Båtar",
        "  Mål: Fler båtar ska gå på el.",
        f"{level}{numbers[1]}: Fisk",
        "  Mål: Fler torskar ska leva i viken.",
    ]


def test_the_name_of_an_area_beneath_its_level() -> None:
    text = "Hamnstrategi\n\nFokusområde\n\nEn växande hamn\n\nMål\n- Fler båtar ska gå på el.\n\n"
    assert tree(f"{text}Fokusområde\n\nEn grön kust\n\nMål\n- Fler träd ska stå kvar.") == [
        "Fokusområde: En växande hamn",
        "  Mål: Fler båtar ska gå på el.",
        "Fokusområde: En grön kust",
        "  Mål: Fler träd ska stå kvar.",
    ]


def test_areas_have_the_numbers_of_the_list_that_names_them() -> None:
    listed = "Strategin har två fokusområden:\n\n{}Rena hav\n{}Gröna kuster\n\n"
    text = "Rena hav\n\nMål\n- Fler båtar ska gå på el.\n\nGröna kuster\n\nMål\n- Fler träd ska stå kvar."
    told = [tree(listed.format(*marks) + text) for marks in (("1. ", "2. "), ("- ", "- "))]
    assert told == [
        [
            *(f"Fokusområde{one}: Rena hav", "  Mål: Fler båtar ska gå på el."),
            *(f"Fokusområde{other}: Gröna kuster", "  Mål: Fler träd ska stå kvar."),
        ]
        for one, other in ((" 1", " 2"), ("", ""))
    ]


def test_areas_in_the_names_of_chapters() -> None:
    home, work = (
        "5.1 Målområde: Boende\n\nMål: Alla ska få bo.",
        "5.2 Målområde: Arbete\n\nMål: Alla har jobb.",
    )
    assert tree(f"Plan\n\n{home}\n\n{work}") == [
        "Målområde 5.1: Boende",
        "  Mål: Alla ska få bo.",
        "Målområde 5.2: Arbete",
        "  Mål: Alla har jobb.",
    ]


@pytest.mark.parametrize(
    ("over", "level", "names"),
    [
        ("Målområde för {}", "Målområde", ("tandvård", "barn och unga")),
        ("Direktiv – {}", "Direktiv", ("Rent vatten", "Trygga hem")),
    ],
)
def test_areas_in_the_rows_over_their_goals(over: str, level: str, names: tuple[str, str]) -> None:
    one, other = (f"{over.format(name)}\n\nMål {at}: Alla ska må bra.\n\n" for at, name in enumerate(names))
    assert tree(f"Plan\n\n{one}{other}") == [
        f"{level}: {names[0].capitalize()}",
        "  Mål 0: Alla ska må bra.",
        f"{level}: {names[1].capitalize()}",
        "  Mål 1: Alla ska må bra.",
    ]


def test_a_list_of_what_somebody_is_expected_to_do_needs_no_goal_above() -> None:
    items = "- ladda båtar på natten\n- sälja gamla bilar"
    expected = "Alla nämnder och bolag i hela kommunen\nförväntas bland annat:"
    assert tree(f"Plan för hamnen\n\n{expected}\n\n{items}") == [
        "-: ladda båtar på natten",
        "-: sälja gamla bilar",
    ]
    assert tree(f"Plan för hamnen\n\n{expected.replace('förväntas', 'brukar')}\n\n{items}") == []


@pytest.mark.parametrize(
    ("before", "level"),
    [
        ("För att nå dit har följande mål satts upp:", "Strategiskt mål"),
        ("För att nå dit har följande delmål satts upp:", "Delmål"),
    ],
)
def test_goals_have_the_fuller_name_of_the_heading_over_them(before: str, level: str) -> None:
    text = f"Strategi för hamnen\n\nStrategiska mål\n\n{before}\n\n- Fler båtar ska gå på el."
    assert tree(f"{text}\n- Färre bilar ska stå på kajen.") == [
        f"{level}: Fler båtar ska gå på el.",
        f"{level}: Färre bilar ska stå på kajen.",
    ]


def test_items_that_give_a_task_are_told_with_whose_it_is() -> None:
    items = "- Hamnnämnden får i uppdrag att ladda båtar.\n- Bolaget får i uppdrag att sälja bilar."
    assert tree(f"{AREA}Havet är stort och blått.\n\n{items}") == [
        HAV,
        "  -: Hamnnämnden får i uppdrag att ladda båtar. (Hamnnämnden)",
        "  -: Bolaget får i uppdrag att sälja bilar. (Bolaget)",
    ]


def test_whose_a_task_is_by_its_first_words() -> None:
    items = [
        ("Under 2026 ska hamnnämnden bygga bryggor.", "Hamnnämnden, 2026"),
        ("Under år 2027 ska hamnstyrelsen och skolnämnden städa.", "Hamnstyrelsen, Skolnämnden, 2027"),
        ("Ängsö Hamn AB och samtliga nämnder ska städa.", "Ängsö Hamn AB, Samtliga nämnder"),
    ]
    listed = "\n".join(f"- {text}" for text, _ in items)
    assert tree(f"{AREA}Åtgärder\n\n{listed}") == [HAV, *[f"  Åtgärd: {text} ({who})" for text, who in items]]


@pytest.mark.parametrize(
    "items",
    [
        "- Hamnplanen antogs av fullmäktige i maj 2019\n- Kajpolicyn reviderades i maj 2021",
        "- Planen, som fastställdes 2019-05-03\n- Policyn, som godkändes under 2021\n- Båtar",
    ],
)
def test_a_list_of_what_was_decided_before_is_none_of_goals(items: str) -> None:
    assert tree(f"Plan för hamnen\n\nStrategier\n\n{items}") == []


def test_items_end_with_bodies_of_any_name_where_known_ones_do_so_too() -> None:
    sea = "Åtgärder\n\n- Bygga bryggor (hamnnämnden)\n{}\nFokusområde 2: Land\n\nÅtgärder\n\n"
    land = "- Läsa för alla barn (biblioteket, skolorna)\n- Plantera träd (parkerna)"
    known = "- Måla bryggor (tekniska nämnden)\n"
    assert tree(AREA + sea.format(known) + land) == [
        *(HAV, "  Åtgärd: Bygga bryggor (Hamnnämnden)", "  Åtgärd: Måla bryggor (Tekniska nämnden)"),
        *("Fokusområde 2: Land", "  Åtgärd: Läsa för alla barn (Biblioteket, Skolorna)"),
        "  Åtgärd: Plantera träd (Parkerna)",
    ]
    assert tree(AREA + sea.format("") + land) == [
        *(HAV, "  Åtgärd: Bygga bryggor (Hamnnämnden)"),
        *("Fokusområde 2: Land", "  Åtgärd: Läsa för alla barn (biblioteket, skolorna)"),
        "  Åtgärd: Plantera träd (parkerna)",
    ]


def test_a_sentence_that_sets_the_goal_over_all_others() -> None:
    over = "Fullmäktige fastställer ett övergripande mål att havet ska vara rent."
    assert tree(f"Plan för hamnen\n\n{over}\n\nMål 1: Fler båtar.\nMål 2: Färre bilar.") == [
        f"Övergripande mål: {over}",
        "  Mål 1: Fler båtar.",
        "  Mål 2: Färre bilar.",
    ]
