"""What a document states of itself: labels and values, kind, number, date, officer, whose it is, title."""

from datetime import date as Day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.sources.council_document.about import Head, head_end, read_head
from fardplan.sources.council_document.about.facts import Label, facts
from fardplan.sources.council_document.about.kinds import kind_in_word
from fardplan.sources.council_document.about.numbers import case_number, number_in
from fardplan.sources.council_document.about.places import municipality
from fardplan.sources.council_document.dates import date_in, stated_date
from fardplan.sources.council_document.genre import MONTHS
from fardplan.sources.council_document.lines import Cell, Line, Look, Row, split_lines
from fardplan.sources.council_document.page_noise import clean


def _head(text: str, decided: str = "") -> Head:
    lines = split_lines(text)
    rows = clean(lines).rows
    return read_head(lines, rows[: head_end(rows)], rows, decided)


def _told(head: Head) -> list[str | None]:
    title = head.title.flat if head.title else None
    decided = head.decided_by.flat if head.decided_by else None
    return [head.kind, decided, head.dnr, head.date, head.officer, head.municipality, title]


PROSE = "\n\nDen här texten berättar i hela meningar vad kommunen vill, och den är lång nog för det.\n"


@pytest.mark.parametrize(
    "number",
    [
        *("KS 2022/187", "SLK 2021/1142", "2023/KS0418", "KS-2019/604", "EK 2022-0311", "2011.0456.003"),
        *("KÅH 2024-031", "KS 2015/0277-212", "VHJ 1.2.1-388/2016", "0412/19", "2018:123 KS", "KS2020.0123"),
        *("RS 2019–0123", "SN-2021/33.120", "KS-2020/00123 110", "18KS123", "KS/2019:123", "1.3.1-345/2019"),
        *("4.1.2 - 56/2020", "KS 123/2020", "ks/2017:589", "2023/KS 0362", "2021/KS 0280 013"),
    ],
)
def test_case_numbers_of_every_registry(number):
    assert [number_in(number), number_in(f"{number}. Kontaktperson: Eva Lund")] == [number, number]


@pytest.mark.parametrize("text", ["2021-03-15", "§ 14", "Kommunfullmäktige", "12", "sida 4 (7)"])
def test_what_is_no_case_number(text):
    assert number_in(text) is None


@given(
    code=st.sampled_from(["KS", "SLK", "VHJ", "KÅH"]),
    sign=st.sampled_from([" ", "-", "/"]),
    year=st.integers(1990, 2049),
    between=st.sampled_from(["/", "-", ":", "."]),
    serial=st.integers(1, 99_999),
)
def test_a_case_number_is_read_to_its_end(code, sign, year, between, serial):
    number = f"{code}{sign}{year}{between}{serial}"
    assert number_in(f"{number}  Sida 1") == number


@given(st.dates(Day(1950, 1, 1), Day(2049, 12, 31)))
def test_a_date_is_one_however_it_is_written(day):
    month = MONTHS[day.month - 1]
    spelled = [
        day.isoformat(),
        f"den {day.day} {month} {day.year}",
        f"{day.day} {month.upper()} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{day.day}/{day.month} {day.year}",
        f"{day.year}.{day.month:02d}.{day.day:02d}",
    ]
    assert [date_in(f"Antagen {text}, § 4") for text in spelled] == [day.isoformat()] * len(spelled)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("i mars 2018 beslutades", "2018-03"),
        ("under 2018", "2018"),
        ("2018-13-45", None),
        ("ingen dag", None),
    ],
)
def test_dates_as_far_as_they_are_stated(text, date):
    assert stated_date(text) == date


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *[(word, "program") for word in ("Folkhälsoprogram", "program", "bostadsförsörjningsprogram:")],
        *[(word, "plan") for word in ("Kulturplan", "Färdplan", "affärsplan")],
        *[("Handlingsplan", "handlingsplan"), ("Verksamhetsplan", "verksamhetsplan")],
        *[("Måltidspolicy", "policy"), ("energistrategi", "strategi"), ("Riktlinjer", "riktlinje")],
        *[("planen", None), ("flygplan", None), ("energi-", None), ("kommun", None)],
    ],
)
def test_the_kind_is_the_last_part_of_the_word(word, kind):
    assert kind_in_word(word) == kind


def test_labels_stand_before_in_columns_or_over_what_they_label():
    text = (
        "Dokumenttyp    Beslutande       Beslutsdatum   Diarienummer\n"
        "Riktlinjer     Kommunstyrelsen  2018-10-02     KS 2018/334\n"
        "Handläggare\n"
        "Miriam Falk                     Till\n"
        "Giltighetstid: 2019–2022        Ersätter: Sponsringspolicy, 2009"
    )
    rows = clean(split_lines(text)).rows
    assert [(fact.label, fact.value.text) for fact in facts(rows)] == [
        (Label.KIND, "Riktlinjer"),
        (Label.DECIDED, "Kommunstyrelsen"),
        (Label.DECIDED_ON, "2018-10-02"),
        (Label.DNR, "KS 2018/334"),
        (Label.OFFICER, "Miriam Falk"),
        (Label.VALID, "2019–2022"),
        (Label.REPLACES, "Sponsringspolicy, 2009"),
    ]


def test_labels_in_the_cells_of_a_table():
    texts = [("Fastställd av", "Kommunfullmäktige 2022-10-31, § 121"), ("Diarienummer", "EK 2022-0311")]
    rows = [
        Row(row * 2 + column + 1, text, "blank", look=Look(cell=Cell(0, row, column), new_block=True))
        for row, pair in enumerate(texts)
        for column, text in enumerate(pair)
    ]
    assert [(fact.label, fact.value.text) for fact in facts(rows)] == [
        (Label.DECIDED, "Kommunfullmäktige 2022-10-31, § 121"),
        (Label.DNR, "EK 2022-0311"),
    ]


def test_a_word_of_a_sentence_is_no_label():
    texts = ["Beslut om avgifter fattas av nämnden.", "Gällande regler", "ansvarig: ingen"]
    assert facts([Row(number, text) for number, text in enumerate(texts, start=1)]) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Jämställdhetsplan\n2024-2027\n\nSandbacka kommun\n\nAntagen av KF 2023-12-11 § 201\n"
            "Dnr: KSN 2023/00512\nKontakt: HR-strateg Bo Lindegren, bo@sandbacka.se",
            [
                *("plan", "KF", "KSN 2023/00512", "2023-12-11", "Bo Lindegren", "Sandbacka kommun"),
                "Jämställdhetsplan 2024-2027",
            ],
        ),
        (
            "REGION ÖSTMARKEN\nRegionstyrelsen\n\nHandlingsplan för psykisk hälsa\n\n"
            "Fastställd av regionstyrelsen den 2 december 2021, § 233\nDnr RS 2021–0876\n"
            "Handläggare Maj-Britt Åström, utvecklingsstrateg",
            [
                *("handlingsplan", "regionstyrelsen", "RS 2021–0876", "2021-12-02", "Maj-Britt Åström"),
                *("Region Östmarken", "Handlingsplan för psykisk hälsa"),
            ],
        ),
        (
            "Vattenhälla Energi AB\nHållbarhetsplan 2021-2025\n\nBeslutad av styrelsen 2020-12-10\n"
            "Dokumentägare: Karin Wester, hållbarhetschef\n\nBolaget ägs av Vattenhälla kommun.",
            [
                *("plan", "styrelsen", None, "2020-12-10", "Karin Wester", "Vattenhälla kommun"),
                "Hållbarhetsplan 2021-2025",
            ],
        ),
        (
            "Björkfors kommun                                  TJÄNSTESKRIVELSE\n"
            "Kommunstyrelseförvaltningen                       Datum\n"
            "                                                  2023-04-11\n"
            "Pernilla Ståhl-Öberg                              Kommunstyrelsen\n"
            "pernilla.stahl-oberg@bjorkfors.se\n\nAntagande av strategi för social hållbarhet",
            [
                *("tjänsteskrivelse", None, None, "2023-04-11", "Pernilla Ståhl-Öberg", "Björkfors kommun"),
                "Antagande av strategi för social hållbarhet",
            ],
        ),
    ],
)
def test_heads_in_the_manner_of_different_municipalities(text, told):
    assert _told(_head(text + PROSE)) == told


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Titel: Hamnplan", Label.NAME, "Hamnplan"),
        ("Dokumentets namn   Hamnplan", Label.NAME, "Hamnplan"),
        ("Dokumenttitel\nHamnplan", Label.NAME, "Hamnplan"),
        ("Titel: Skrivkonst för alla", Label.NAME, "Skrivkonst för alla"),
        ("Handläggare: Angela Ek", Label.OFFICER, "Angela Ek"),
    ],
)
def test_what_a_document_is_called_and_who_wrote_it(text, label, value):
    assert [(fact.label, fact.value.text) for fact in facts(clean(split_lines(text)).rows)] == [
        (label, value)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Titel: [Klicka här]",
        "Dokumentnamn: Skriv in titel",
        "Handläggare: Klicka här för att ange text",
        "Handläggare\n<skriv här>",
        "Kontaktperson: XXX",
        "Dokumentansvarig: Ange datum",
    ],
)
def test_a_placeholder_that_nobody_has_filled_says_nothing(text):
    assert facts(clean(split_lines(text)).rows) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Hamnplan för Sundby KS 2021/12", "KS 2021/12"),
        ("(KS 2021/12)", "KS 2021/12"),
        ("Bygger på Hamnplan (KS 2021/12)", None),
        ("Bygger på Hamnplan (KS 2021/12)\nKS 2022/34", "KS 2022/34"),
        ("Hamnplan (dnr KS 2021/12)", "KS 2021/12"),
        ("Bygger på Hamnplan (KS 2021/12)\nDnr: KS 2022/34", "KS 2022/34"),
    ],
)
def test_a_number_in_parentheses_after_another_documents_name_is_not_the_documents_own(text, number):
    lines = split_lines(text)
    assert case_number(facts(clean(lines).rows), lines) == number


def test_a_role_answers_for_a_document_without_being_its_officer():
    assert (
        _head(f"Resepolicy\n\nDokumentansvarig: Kanslichefen\nAnsvarig: Kommundirektören{PROSE}").officer
        is None
    )


def test_the_title_is_not_the_name_of_an_office_nor_the_fact_of_a_table():
    text = (
        "Munkviks kommun\nKommunledningskontoret\n\nRiktlinjer för sponsring\n\nDokumenttyp: Riktlinjer"
        + PROSE
    )
    head = _head(text)
    assert head.title is not None
    assert head.title.flat == "Riktlinjer för sponsring"


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["TALLMO KOMMUN", "Tallmo kommun tackar"], "Tallmo kommun"),
        (["SKARVIKS KOMMUN"], "Skarviks kommun"),
        (["Storälva kommun", "Stordlva kommun", "Storälva kommun"], "Storälva kommun"),
        (["AB Kvarnhem", "ägs av Kvarnåkers kommun", "Kvarnåkers kommuns program"], "Kvarnåkers kommun"),
        (["Sju Sjöars kommunalförbund"], "Sju Sjöars kommunalförbund"),
        (["Kulturplan för Norra Vetlands kommun", "I Norra Vetlands kommun"], "Norra Vetlands kommun"),
        (["Vision 2040 Möjligheternas stad antogs"] * 1, None),
        (["Riktlinjer för alla"], None),
    ],
)
def test_whose_document_it_is(texts, name):
    lines = [Line(number, "") for number in range(1, 20)]
    lines += [Line(number, text) for number, text in enumerate(texts, start=20)]
    assert municipality([*[Line(n, "text") for n in range(1, 15)], *lines]) == name


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("TRYGGHETSPROGRAM\n\nTrygg i Munkvik\n2023–2027", "Trygg i Munkvik 2023–2027"),
        ("TRYGGHETSPROGRAM FÖR MUNKVIK\nEgen kraft, gemensamt ansvar", "TRYGGHETSPROGRAM FÖR MUNKVIK"),
        ("TRYGGHETSPROGRAM FÖR MUNKVIK\n2023–2027", "TRYGGHETSPROGRAM FÖR MUNKVIK 2023–2027"),
        ("ETT HEM FÖR ALLA\nProgram för bostäder i Munkvik", "Program för bostäder i Munkvik"),
    ],
)
def test_a_motto_and_the_name_of_a_kind_on_a_cover(top, title):
    head = _head(f"Munkviks kommun\n\n{top}\n\nAntaget av kommunfullmäktige 2023-02-27, § 14{PROSE}")
    assert head.title is not None
    assert head.title.flat == title
