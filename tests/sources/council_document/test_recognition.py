"""Which texts are council documents: many sorts that are, and many that only speak of one."""

import pytest

from fardplan.presentation.sentences import error_in
from fardplan.sources.council_document import read_document
from fardplan.vocabulary.errors import InputError

NONE = {
    "a menu": """Skolmatsedel vecka 12
Måndag: Köttbullar med potatismos
Tisdag: Fiskgratäng, ris
Matsedeln följer kommunens måltidspolicy och kan ändras.
Tallmo kommun, kostenheten
""",
    "minutes of a lunch": """Protokoll fört vid lunchen den 3 maj 2023
Närvarande: Anna, Bo, Cecilia
§ 1 Mötet öppnas av Anna.
§ 2 Bo beslutar att ta fisken. Övriga föreslår pasta.
§ 3 Det beslutades att nästa lunch ska hållas på torsdag.
""",
    "a press release": """Pressmeddelande 2022-03-01
Kommunfullmäktige antog nytt folkhälsoprogram
Kommunfullmäktige i Tallmo kommun antog på måndagen ett nytt folkhälsoprogram. Programmet har fyra mål.
För mer information kontakta: Eva Ek, kommunikatör, 070-123 45 67
""",
    "a news page": """Ny klimatstrategi klubbad
Publicerad 12 maj 2021
Nu har kommunfullmäktige sagt ja till en ny klimatstrategi för Norrvik kommun. Utsläppen ska halveras till
2030. Kommunstyrelsen ska följa upp strategin varje år. Alla ska hjälpas åt.
Bakgrund
Strategin ska ersätta en äldre plan.
""",
    "an invitation": """Inbjudan till dialog om nytt kulturprogram
Kultur- och fritidsnämnden i Norrviks kommun ska ta fram ett nytt program för kulturen. Dnr KFN 2021/4.
Anmälan senast den 1 april till kultur@norrvik.se.
""",
    "a law": """Lag (2010:1767) om regionalt utvecklingsansvar
1 § Denna lag innehåller bestämmelser om regionalt utvecklingsansvar i alla län.
2 § Regionen ska utarbeta och fastställa en strategi för länets utveckling. Kommunen ska ges tillfälle till
samråd. Nämnderna ska yttra sig. Strategin ska antas av fullmäktige.
""",
    "a thesis": """Kommunala strategier för social hållbarhet
Kandidatuppsats i statsvetenskap
Författare: Lina Berg
Kommunfullmäktige beslutar om strategier, och nämnderna ska genomföra dem. Studien ska visa vilka mål som
anges. Den ska jämföra tre kommuner. Bakgrund ges först.
""",
    "code": '''import re
def mål(plan):
    """Kommunfullmäktige beslutar om program."""
    return plan
''',
    "a novel": """Första kapitlet

Regnet föll över stan när Elsa klev av tåget. Hon hade ingen plan, inget program och inga mål.
Kommunstyrelsens ordförande ska väl komma, sade hon högt. Någon måste besluta något här i livet.
""",
    "a budget as a table": """Budget 2024 tkr
Nämnd            Budget 2023   Budget 2024   Plan 2025   Plan 2026
Kommunstyrelsen      45 200        46 100      47 000      48 000
Socialnämnden       312 000       318 500     322 000     330 000
Summa               943 200       959 100     971 000     989 000
""",
    "an advertisement": """Strateg till kommunledningskontoret
Vi söker en hållbarhetsstrateg som ska leda arbetet med kommunens hållbarhetsprogram och ta fram
tjänsteskrivelser till kommunstyrelsen. Dnr KS 2023/55. Du ska ha högskoleutbildning.
Sista ansökningsdag 2023-05-01. Kommunstyrelsen beslutar om anställning.
""",
    "an annual report": """Årsredovisning 2022
Socialnämnden, Norrviks kommun
Dnr SN 2023/12
Antagen av socialnämnden 2023-02-15
Under året har nämnden öppnat ett nytt boende. Målet om färre placeringar nåddes. Uppföljning finns nedan.
""",
    "an agenda": """Kallelse till sammanträde med kommunstyrelsen
1. Val av justerare
2. Folkhälsoprogram för Norrviks kommun, KS 2022/12
3. Strategi för digitalisering, KS 2022/40
""",
    "a contract": """Hyresavtal
Mellan Norrviks kommun och Norrviks IF. Hyresgästen ska betala i förskott. Hyresvärden ska svara för
underhåll. Avtalet gäller 2022-01-01 till 2024-12-31. Dnr KFN 2021/44.
""",
}

SOME = {
    "a policy of a page": """Resepolicy för Norrviks kommun
Antagen av kommunfullmäktige 2019-02-25, § 12

Syfte
Policyn ska minska resandets klimatpåverkan. Alla anställda ska resa med tåg när det går.
Tjänsteresor med flyg ska godkännas av närmaste chef.
""",
    "a policy that says neither number nor who adopted it": """Mötespolicy
Norrviks kommun

Syfte
Möten ska börja i tid. Den som kallar ska skicka en dagordning. Den som inte kan komma ska meddela det.

Ansvar
Varje chef ska se till att policyn följs. Möten ska dokumenteras. Digitala möten ska väljas först.

Uppföljning
Kommunstyrelsen ska följa upp policyn.
""",
    "a paper on an annual report": """Tjänsteskrivelse
Dnr SN 2023/12

Årsredovisning 2022 för socialnämnden

Förslag till beslut
Socialnämnden beslutar
1. Årsredovisning 2022 godkänns.
2. Förvaltningen får i uppdrag att återkomma.

Bakgrund
Varje år ska en redovisning lämnas.
""",
    "an extract of minutes": """Norrviks kommun               PROTOKOLLSUTDRAG
Kommunstyrelsen               2021-05-11

§ 88 Dnr KS 2021/31
Handlingsplan mot våld

Beslut
Kommunstyrelsen beslutar
att anta handlingsplanen, samt
att uppdra åt socialnämnden att genomföra den.
""",
}

TITLES = {
    "a policy of a page": "Resepolicy för Norrviks kommun",
    "a policy that says neither number nor who adopted it": "Mötespolicy",
    "a paper on an annual report": "Årsredovisning 2022 för socialnämnden",
    "an extract of minutes": "Handlingsplan mot våld",
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_none_is_refused(name):
    with pytest.raises(InputError, match="this is not a council document"):
        read_document(NONE[name])


def test_what_is_one_is_read_with_its_title():
    assert {name: read_document(text).title.text for name, text in SOME.items()} == TITLES


def test_an_adopted_programme_needs_neither_decisions_nor_mandate():
    kinds = {one.kind for one in read_document(SOME["a policy of a page"]).doubts}
    assert not kinds & {"no_decisions", "no_mandate"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hej", "Hittade: inget av det."),
        (NONE["a press release"], "och överst vad som inte är ett sådant dokument: pressmeddelande."),
    ],
)
def test_a_refusal_is_told_in_swedish(text, found):
    with pytest.raises(InputError) as refusal:
        read_document(text)
    told = error_in(refusal.value, "sv")
    assert told.startswith("det här är inte ett dokument från fullmäktige eller en nämnd")
    assert found in told
    assert told.endswith("Inget utkast gjordes.")


GOALS = """{title}

Alla som bor i {whose} har rätt till en ren hamn.

{level} 1: Alla simmar i hamnen.
{level} 2: Alla seglar från hamnen.
{level} 3: Ingen fryser i hamnen.
"""


@pytest.mark.parametrize(
    "title",
    [
        "Övergripande mål",
        "Övergripande mål 2024–2027",
        "Munkviks övergripande mål 2024–2027",
        "Munkviks fokusområden för 2024",
        "Kommunens mål 2024",
    ],
)
def test_what_is_entitled_with_its_goals_and_has_them_needs_no_form(title):
    assert read_document(GOALS.format(title=title, whose="kommunen", level="Mål")).title.text == title


@pytest.mark.parametrize(
    ("title", "whose", "level"),
    [
        ("Munkviks hamn 2024–2027", "kommunen", "Mål"),
        ("Mål i hamnen", "kommunen", "Mål"),
        ("Övergripande mål 2024–2027", "byn", "Mål"),
        ("Övergripande mål 2024–2027", "kommunen", "Dag"),
        ("Munkviks åtgärder 2024–2027", "kommunen", "Mål"),
    ],
)
def test_what_is_not_entitled_with_goals_or_has_none_or_is_nobodys(title, whose, level):
    with pytest.raises(InputError, match="this is not a council document"):
        read_document(GOALS.format(title=title, whose=whose, level=level))
