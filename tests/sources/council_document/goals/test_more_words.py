"""More of the sector's words: labels, headings over goals, levels and sentences that announce lists."""

import pytest

from fardplan.sources.council_document.goals.announcing import announcement
from fardplan.sources.council_document.goals.facts import attribute
from fardplan.sources.council_document.goals.labels import kind_heading, label
from fardplan.sources.council_document.goals.prose import over_all, stated_in
from fardplan.sources.council_document.goals.reach import label_of
from fardplan.sources.council_document.goals.responsible import items_end_with_bodies, names_in, subject_of
from fardplan.sources.council_document.levels import level_at
from fardplan.sources.council_document.lines import Look, Passage, Piece, Row


def passage(text: str) -> Passage:
    return Passage((Piece(1, text),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Målområde för tandvård", ("Målområde", None, "tandvård", False)),
        ("Fokusområde för Barn och unga", ("Fokusområde", None, "Barn och unga", False)),
        ("5.1 Målområde: Boende", ("Målområde", "5.1", "Boende", True)),
        ("5.1. Fokusområde – Boende", ("Fokusområde", "5.1", "Boende", True)),
        ("5.1 Målområde 2: Boende", ("Målområde", "2", "Boende", True)),
        ("5.1 Mål: Fler båtar", ("Mål", None, "Fler båtar", True)),
        ("Direktiv – Rent vatten", ("Direktiv", None, "Rent vatten", True)),
        ("Direktiv: Rent vatten", ("Direktiv", None, "Rent vatten", True)),
        ("Direktiv 2 Rent vatten", ("Direktiv", "2", "Rent vatten", False)),
        ("Inriktning — Rent vatten i hela viken", ("Inriktning", None, "Rent vatten i hela viken", True)),
        ("lnriktningsmål 2: Fler båtar", ("Inriktningsmål", "2", "Fler båtar", True)),
        ("lnriktningsmål: Fler båtar", ("Inriktningsmål", None, "Fler båtar", True)),
        ("lnsats 3: Fler båtar", ("Insats", "3", "Fler båtar", True)),
    ],
)
def test_more_rows_that_label_themselves(text: str, found: tuple[str, str | None, str, bool]) -> None:
    told = label(text)
    assert told is not None
    assert (told.level.word, told.number, text[told.start :], told.signed) == found


@pytest.mark.parametrize(
    "text",
    [
        "Målområde för tandvård och annan vård i länet",
        "Målområde för tandvård.",
        "Målområden för tandvård",
        "Målområde 2 för tandvård",
        "Direktiv för bolag",
        "Direktiv Rent vatten",
        "Direktiv – rent vatten",
        "Direktiv – Rent vatten som alla får dricka hela livet",
        "Resultat – Rent vatten",
        "inriktningsmål 2: Fler båtar",
    ],
)
def test_more_that_is_no_label(text: str) -> None:
    assert label(text) is None


@pytest.mark.parametrize(
    ("mark", "text", "number"),
    [
        ("5.1", "Målområde: Hav", "5.1"),
        ("5.", "Målområde Hav", "5"),
        ("5.1.2.3", "Målområde: Hav", "5.1.2.3"),
        ("5.1", "Målområde 2: Hav", "2"),
        ("•", "Målområde: Hav", None),
        ("a)", "Målområde: Hav", None),
        ("5.1", "Mål: Hav", None),
    ],
)
def test_an_area_has_the_number_that_the_file_draws_before_its_heading(
    mark: str, text: str, number: str | None
) -> None:
    found = label_of(Row(1, text, look=Look(mark=mark)))
    assert found is not None
    assert (found.number, text[found.start :]) == (number, "Hav")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Fyra områden", "Område"),
        ("Tre prioriterade områden", "Prioriterat område"),
        ("3 Två fokusområden", "Fokusområde"),
        ("Fem utvecklingsområden:", "Utvecklingsområde"),
        ("Fyra perspektiv", "Perspektiv"),
        ("Åtgärder till nämnden", "Åtgärd"),
        ("Uppdrag till kommunstyrelsen och hamnnämnden", "Uppdrag"),
        ("Uppdrag till bolagen samt stadsbyggnadskontoret", "Uppdrag"),
        ("Uppdrag till hamnstyrelsen, fritidsnämnderna", "Uppdrag"),
        ("Särskilda uppdrag till bolaget", "Särskilt uppdrag"),
    ],
)
def test_more_headings_over_goals(text: str, level: str) -> None:
    found = kind_heading(text)
    assert found is not None
    assert (found.level.word, text[found.start : found.end], found.sure, found.single) == (
        level,
        "",
        True,
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Två områden i staden",
        "Ett område",
        "Många områden",
        "Områden",
        "Fyra områden.",
        "Fyra mål",
        "Uppdrag till invånarna",
        "Uppdrag till nämnders vänner",
    ],
)
def test_more_that_is_no_heading_over_goals(text: str) -> None:
    assert kind_heading(text) is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Fullmäktiges strategiska mål", ("Strategiskt mål", "goal", 3, True)),
        ("Regionfullmäktiges övergripande mål", ("Övergripande mål", "goal", 3, None)),
        ("Kommunfullmäktiges prioriterade områden", ("Prioriterat område", "area", 3, True)),
        ("Kommunfullmäktiges mål", ("Kommunfullmäktiges mål", "goal", 2, None)),
        ("Fullmäktiges särskilda uppdrag", ("Särskilt uppdrag", "action", 3, True)),
        ("Särskilt uppdrag", ("Särskilt uppdrag", "action", 2, None)),
        ("Prioriterat uppdrag", ("Prioriterat uppdrag", "action", 2, None)),
        ("Viktiga uppdrag", ("Uppdrag", "action", 2, True)),
        ("Särskilda mål", ("Mål", "goal", 2, True)),
        ("Målindikatorer", ("Målindikator", "measure", 1, True)),
        ("målindikatorn", ("Målindikator", "measure", 1, False)),
    ],
)
def test_more_levels_by_their_words(words: str, told: tuple[str, str, int, bool | None]) -> None:
    found = level_at(words.split())
    assert found is not None
    assert (found.word, found.role.value, found.words, found.plural) == told


def test_whose_goals_without_a_level_after_it() -> None:
    assert [level_at(words.split()) for words in ("Fullmäktiges röda mål", "Fullmäktiges strategiska")] == [
        None,
        None,
    ]


def test_a_directive_names_a_level_only_where_it_is_looked_for() -> None:
    found = [level_at([word], weak=True) for word in ("Direktiv", "Direktiven", "Direktivet")]
    assert [one and (one.word, one.role.value, one.plural, one.definite) for one in found] == [
        ("Direktiv", "area", None, False),
        ("Direktiv", "area", True, True),
        ("Direktiv", "area", False, True),
    ]
    assert level_at(["Direktiv"]) is None


@pytest.mark.parametrize("said", ["Målet tilldelas", "Tilldelas", "Uppdraget tilldelas"])
def test_to_whom_a_goal_is_given_is_a_fact(said: str) -> None:
    assert attribute(f"{said}: Hamnnämnden") == ("responsible", len(said) + 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Strategin för kommunens arbete med havet är:", ("Strategi", True)),
        ("Målet är:", ("Mål", True)),
        ("Åtgärden omfattar även:", ("Åtgärd", True)),
        ("Nämnderna förväntas därför:", (None, False)),
        ("Hamnnämnden ska verka för att:", (None, False)),
        ("Arbetet innefattar bl.a.:", (None, False)),
        ("Arbetet innebär att även:", (None, False)),
        ("Arbetet inbegriper bland annat:", (None, False)),
        ("Strategin ska minska utsläppen:", None),
        ("Strategin gäller hela staden, nämligen:", None),
        ("Arbetet innebär mycket annat:", None),
        ("Nämnderna förväntas därför.", None),
    ],
)
def test_more_sentences_that_announce(text: str, told: tuple[str | None, bool] | None) -> None:
    found = announcement(passage(text), ())
    assert (found and (found.level.word if found.level else None, found.sure)) == told


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        (
            "Det blåser. Fullmäktige fastställer ett övergripande mål att havet ska vara rent. Det regnar.",
            ["Fullmäktige fastställer ett övergripande mål att havet ska vara rent."],
        ),
        (
            "Strategin anger det mål om att alla ska segla.",
            ["Strategin anger det mål om att alla ska segla."],
        ),
        ("Planen slår fast ett mål att alla ska segla.", ["Planen slår fast ett mål att alla ska segla."]),
        ("Planen anger vägen till målet att alla ska segla.", []),
        ("Nämnden fastställer ett stort och djärvt mål att alla ska segla.", []),
        ("Fullmäktige fastställer ett mål enligt lagen att alla ska segla.", []),
    ],
)
def test_a_sentence_may_set_the_goal_over_all_others(text: str, goals: list[str]) -> None:
    found = stated_in(passage(text))
    assert [(one.passage.flat, over_all(one)) for one in found] == [(goal, True) for goal in goals]


@pytest.mark.parametrize(
    ("subject", "task"),
    [
        ("Hamnnämnden, fritidsnämnden samt hamnstyrelsen", "ska bygga."),
        ("Hamnnämnden och samtliga nämnder", "ska bygga."),
        ("Hamnnämnden och berörda nämnder", "skall bygga."),
        ("Kultur- och fritidsnämnden och hamnkontoret", "ansvarar för bygget."),
        ("Ängsö Hamn AB", "ska bygga."),
        ("Ängsö Hamn AB och Ängsö Energi AB", "ska bygga."),
        ("Kommunalförbundet", "ska bygga."),
        ("Hamnrådet och energibolaget", "ska bygga."),
        ("Bolaget", "ska bygga."),
        ("Styrelsen", "får i uppdrag att bygga."),
        ("Nämnden", "ska bygga."),
        ("Förvaltningen", "ansvarar för bygget."),
    ],
)
def test_the_bodies_that_are_told_to_do_something(subject: str, task: str) -> None:
    assert subject_of(f"{subject} {task}") == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Under 2026 ska hamnnämnden bygga.", "hamnnämnden"),
        ("Under år 2026 skall hamnnämnden bygga.", "hamnnämnden"),
        (
            "Under 2026 ska hamnnämnden, hamnkontoret och skolnämnden bygga.",
            "hamnnämnden, hamnkontoret och skolnämnden",
        ),
        ("Under 2026 ska bryggor byggas.", None),
        ("Under våren ska hamnnämnden bygga.", None),
        ("Hamnkontoret har byggt.", None),
        ("bolaget ska bygga.", None),
    ],
)
def test_whose_turn_it_is_during_a_year(text: str, subject: str | None) -> None:
    assert subject_of(text) == subject


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hamnnämnden Tekniska nämnden", ("Hamnnämnden", "Tekniska nämnden")),
        ("Hamnstyrelsen Kultur- och fritidsnämnden", ("Hamnstyrelsen", "Kultur- och fritidsnämnden")),
        ("Styrelsen, hamnnämnden tekniska nämnden", ("Styrelsen", "Hamnnämnden", "Tekniska nämnden")),
        ("Tekniska nämnden", ("Tekniska nämnden",)),
        ("Hamnnämnden på Ängsö", ("Hamnnämnden på Ängsö",)),
    ],
)
def test_two_bodies_beneath_one_another_in_a_cell(text: str, names: tuple[str, ...]) -> None:
    assert names_in([text]) == names


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["- Läs (hamnnämnden)", "- Bada (skolnämnden)", "- Gå (banken, skolorna)", "- Lek (parken)"], True),
        (["- Läs (hamnnämnden)", "- Bada (skolan)", "- Gå (banken, skolorna)", "- Lek (parken)"], False),
        (["- Läs (hamnnämnden)", "- Bada (skolnämnden)", "- Gå (biblioteket)"], False),
        (["- Läs (hamnnämnden)", "- Bada (skolnämnden)", "- Gå (till skolan)", "- Lek (tafatt)"], False),
        (["Läs (hamnnämnden)", "Bada (skolnämnden)", "Gå (biblioteket)", "Lek (parken)"], False),
        (
            [
                *("- Läs (hamnnämnden)", "- Bada (skolnämnden)", "- Gå (biblioteket)", "- Lek (parken)"),
                *("- Sov (se 2)", "- Ät"),
            ],
            True,
        ),
        ([], False),
    ],
)  # fmt: skip
def test_items_that_end_with_who_is_responsible_time_after_time(texts: list[str], told: bool) -> None:
    assert items_end_with_bodies([Row(at, text) for at, text in enumerate(texts, start=1)]) is told
