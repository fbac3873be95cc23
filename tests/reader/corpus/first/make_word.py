"""Makes the Word documents of this folder: two invented councils, two ways of using Word.

The first has headings by style and numerals that Word makes itself, of which only the definitions stand in
numbering.xml. The second has headings by look alone and its goals in tables. Each block of a text begins with
the mark of what it is. Run it again after a change: `python make_word.py`.
"""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent

EKEDALEN = """
T Riktlinjer för medborgardialog 2023–2026

F Dokumenttyp | Riktlinjer
F Fastställd av | Kommunfullmäktige 2022-10-31, § 121
F Diarienummer | EK 2022-0311
F Dokumentansvarig | Kerstin Malmodin, demokratistrateg
F Gäller | Samtliga nämnder

H1 Inledning

P Ekedalen har 42 000 invånare och en lång tradition av att göra saker tillsammans. Stinsparken anlades av
de boende själva 1923 och folkets hus byggdes med insamlade medel. Under senare år har samtalet mellan
kommunen och dem som bor här blivit glesare. Färre kommer till samrådsmöten, medan fler hör av sig när
besluten redan är fattade. Riktlinjerna ska bidra till att samtalet förs i rätt tid, med rätt personer och
om sådant som faktiskt går att påverka.

P År 2040 är Ekedalen kommunen där alla känner att deras röst spelar roll. Så beskrivs målbilden i Vision
Ekedalen 2040.

H2 Uppdrag

P Kommunfullmäktige gav den 29 mars 2021 kommunstyrelsen i uppdrag att se över formerna för medborgardialog
och föreslå riktlinjer. Riktlinjerna kompletterar Policy för medborgardialog, som är kortfattad och inte
anger vem som ansvarar för vad.

H2 Beredning

P Riktlinjerna har tagits fram av kommunledningsförvaltningen med stöd av en beredning med en ledamot från
varje parti i fullmäktige. Till grund ligger Utvärdering av dialogerna 2019–2021. En provdialog om
Skolgatans ombyggnad genomfördes i april 2022 och gav flera praktiska lärdomar, bland annat att öppet hus
vid livsmedelsbutiken nådde tio gånger så många som ett möte i kommunhuset.

H2 Tidigare beslut

B Kommunfullmäktige antog den 15 juni 2015, § 70, Policy för medborgardialog.

B I februari 2018 beslutade kommunstyrelsen att införa e-förslag.

B Demokratiberedningen lade den 23 november 2021 utvärderingen till handlingarna.

H1 Utgångspunkter

P En dialog kan ha olika syften. Delaktighetstrappan i bilaga 1 skiljer mellan information, konsultation,
dialog, inflytande och medbestämmande. Den som bjuder in ska alltid tala om vilket trappsteg som gäller. Ett
samråd enligt plan- och bygglagen är reglerat i lag och omfattas inte av riktlinjerna, men kan med fördel
förberedas med en dialog.

P Barnkonventionen är lag sedan 2020. Barns rätt att komma till tals är inte villkorad av att de kan
uttrycka sig som vuxna. För utformningen av inbjudningar och webbsidor gäller Kommunikationspolicy och
Strategi för digitalisering.

P Riktlinjerna gäller från och med den 1 januari 2023 till och med den 31 december 2026.

H1 Mål

P Kommunens arbete med medborgardialog har tre inriktningsmål. Till varje inriktningsmål finns delmål, och
till delmålen insatser som nämnderna ska genomföra.

M Alla grupper kan göra sin röst hörd

P Äldre män i centralorten är väl företrädda i alla former av dialog. Det är inte deras fel, men det är ett
problem. Bland deltagarna i de fjorton dialoger som utvärderades var en av tio under 30 år.

D Minst 30 procent av deltagarna i kommunens dialoger är under 30 år senast 2025

I Genomföra minst en dialog per år och skola tillsammans med elevråden (barn- och utbildningsnämnden)

I Ersätta ungdomsrådets ledamöter enligt samma regler som förtroendevalda (kommunstyrelsen)

D Den som har en funktionsnedsättning kan delta på samma villkor som andra

I Hålla möten endast i lokaler med hörslinga och utan nivåskillnader (samtliga nämnder)

I Ge ut frågor och resultat på lättläst svenska (kommunstyrelsen)

M Dialogen kommer före beslutet

P I utvärderingen framkom att hälften av dialogerna hölls när handlingsutrymmet redan var litet. Flera
deltagare beskrev att de hade fått tycka till om färgen på en bro som de inte ville ha.

D Samtliga beslut om nya skolor, äldreboenden och parker har från och med 2024 föregåtts av en dialog

I Ange redan i projektdirektivet hur och när dialog ska ske (samhällsbyggnadsnämnden och tekniska nämnden)

D Den som har deltagit får veta resultatet inom sex veckor

I Inrätta en öppen dialogkalender på webbplatsen (kommunstyrelsen)

I Redovisa i varje beslutsunderlag vilka synpunkter som har kommit in och hur de har behandlats (samtliga
nämnder)

M Förtroendet för kommunens demokrati växer

P Förtroende kan inte beslutas fram. Men det går att mäta, och det går att undvika att rasera det i onödan.
Reglemente för kommunstyrelsen ger styrelsen ett samlat ansvar för demokratifrågorna, som hittills mest har
funnits på papperet.

D Andelen invånare som anser sig ha möjlighet att påverka ska öka från 31 till 45 % år 2026

I Låta ett medborgarråd om trettio lottade invånare yttra sig över budgeten (kommunstyrelsen)

I Göra biblioteken till platser där det går att träffa förtroendevalda varje månad (kultur- och
fritidsnämnden)

H1 Uppföljning

P Delmålen följs upp med de nyckeltal som framgår av tabellen. Resultatet redovisas för kommunfullmäktige i
april varje år.

TABLE 7 3 3 4
R Nyckeltal | Utfall 2021 | Delmål | Källa
R Andel deltagare under 30 år | 10 % | 1.1 | deltagarlistor
R Andel större investeringsbeslut som föregåtts av dialog | 48 % | 2.1 | diariet
R Genomsnittlig tid till återkoppling, veckor | 17 | 2.2 | diariet
R Andel invånare som anser att de kan påverka | 31 % | 3.1 | SCB:s medborgarundersökning

P Medborgarrådet är ett försök. Det har inte prövats tidigare i kommunen och kostar 320 000 kronor per år.
Om det efter två år inte har gett avsedd nytta bör det avvecklas utan prestige.

S Ulf Broberg | Kommundirektör
S Kerstin Malmodin | Demokratistrateg

H1 Bilagor

P Bilaga 1. Delaktighetstrappan

P Bilaga 2. Checklista inför dialog (finns på intranätet)

BREAK

H0 Bilaga 1. Delaktighetstrappan

P Trappan har fem steg. På det nedersta steget får invånaren veta vad som kommer att hända. På det andra får
invånaren svara på en fråga. På det tredje möts invånare och förtroendevalda i ett samtal där båda kan ändra
uppfattning. På det fjärde är invånarna med och tar fram förslaget. På det översta har beslutet överlåtits,
till exempel till ett brukarråd med egen budget.

P Inget steg är finare än något annat. Det viktiga är att det är klarlagt från början vilket steg som
gäller.
"""

MELLANBYGDEN = """
LT Strategi för jämlikhet och jämställdhet 2025–2032

P Region Mellanbygden, regionkansliet. Dnr RMB 2024-1906

P Antagen av regionfullmäktige den 27 november 2024, § 164. Handläggare: Amir Sahlström, folkhälsostrateg

L1 Regionfullmäktiges beslut

N Strategi för jämlikhet och jämställdhet 2025–2032 antas.

N Nämnderna ska vid varje årsredovisning redogöra för hur de har arbetat med strategins åtgärder.

N Kommunerna i länet inbjuds och uppmanas att ansluta sig till strategin.

N Handlingsplan för jämställdhetsintegrering 2020–2024 är avslutad, vilket noteras.

L1 Varför en strategi?

P I Mellanbygden lever en kvinna med lång utbildning i genomsnitt nio år längre än en man med kort.
Väntetiden till barnpsykiatrin är fyra veckor i Östermark och tjugotvå i Skärvdalen. Den som behöver tolk
uteblir dubbelt så ofta från planerade besök som den som inte behöver det. Inget av detta står i något
styrdokument. Det har ändå blivit så, och det som har blivit går att göra om.

P Regionfullmäktige beslutade den 23 november 2022, § 151, att uppdra åt regionstyrelsen att utarbeta en
samlad strategi för jämlikhet och jämställdhet. Arbetet har bedrivits i en grupp med deltagare från hälso-
och sjukvården, tandvården, kulturen, kollektivtrafiken och HR. Patientnämnden, länets fjorton kommuner och
tolv organisationer i civilsamhället har lämnat synpunkter.

P Regionstyrelsen fastställde den 19 februari 2020 Handlingsplan för jämställdhetsintegrering 2020–2024.
Dåvarande landstinget beslutade i april 2011 att ansluta sig till CEMR-deklarationen.

P Visionen är ett Mellanbygden där vård, resor och kultur år 2040 är lika tillgängliga för alla som bor här.
Den överensstämmer med Regional utvecklingsstrategi Mellanbygden 2040. Strategin sträcker sig över två
mandatperioder, 2025–2032.

L1 Hur strategin är uppbyggd

P Strategin har tre prioriterade områden. I varje område finns en tabell med mål, ansvarig och indikator.
Efter tabellen följer de åtgärder som ska leda dit. Åtgärderna är numrerade löpande genom hela dokumentet.
Underlaget är hämtat från rapporten Hälsa på lika villkor 2022 och redovisas i en särskild statistikbilaga.

L1 Prioriterat område A – Vård på lika villkor

P Likvärdig är inte detsamma som likadan. Den som har svårt att ta sig till vårdcentralen, läsa en kallelse
eller lita på en läkare behöver något annat än den som har lätt för det. Hälso- och sjukvårdslagen är på den
punkten klar: den som har det största behovet ska ges företräde.

TABLE 6.5 4 5.5
R Mål | Ansvarig | Indikator och källa
R Väntetiden till barn- och ungdomspsykiatrin är högst 30 dagar i hela länet 2028 | Hälso- och
  sjukvårdsnämnden | Väntetid till första besök, dagar (Väntetidsdatabasen)
R Minst 90 procent av kvinnorna i varje kommun deltar i screening för livmoderhalscancer 2030 | Hälso- och
  sjukvårdsnämnden | Täckningsgrad för gynekologisk cellprovskontroll (Nationella kvalitetsregistret)
R Skillnaden i andelen kariesfria sexåringar mellan vårdområdena har halverats 2032 | Tandvårdsnämnden |
  Kariesfria barn 6 år (tandvårdens journalsystem)

LL Åtgärder

A Rikta mobila team till de tätorter där resvägen till sjukhus överstiger en timme

A Bemanna de tre vårdcentraler som har störst vårdbehov med fler läkare

A Skriva om alla kallelser på begriplig svenska och översätta dem till de fem största språken

A Analysera varje ny riktlinje utifrån kön, ålder och bostadsort innan den införs

P Mobila team prövades i Skärvdalen 2021–2023. Antalet akuta inläggningar minskade med en femtedel bland de
patienter som omfattades. Försöket är avslutat, men erfarenheterna tas till vara.

L1 Prioriterat område B – Arbetsplatsen

P Regionen är länets största arbetsgivare med 9 400 medarbetare, varav fyra av fem är kvinnor. Bland
cheferna i den högsta ledningen är fördelningen den omvända. Personalpolitiskt program anger värderingarna
men saknar mätbara mål, och Kompetensförsörjningsplan 2024–2030 handlar i huvudsak om antal.

TABLE 6.5 4 5.5
R Mål | Ansvarig | Indikator och källa
R Osakliga löneskillnader mellan kvinnor och män förekommer inte efter 2029 | Regionstyrelsen | Kvinnors
  medianlön som andel av mäns (lönekartläggning)
R Båda könen är representerade med minst 40 procent på varje chefsnivå 2030 | Samtliga nämnder | Chefer
  efter kön och nivå (HR-systemet)

LL Åtgärder

A Göra rekryteringen av chefer anonym fram till intervjun

A Begränsa antalet medarbetare per chef till högst trettio

A Ge alla skyddsombud utbildning om trakasserier

L1 Prioriterat område C – Resor, kultur och inflytande

P Den sista bussen från Östermark går 17.40. Den som arbetar kväll måste ha bil, och den som inte har bil
kan inte arbeta kväll. Kulturutbudet följer samma mönster: av scenkonstens föreställningar gavs 81 procent i
de två största städerna.

TABLE 6.5 4 5.5
R Mål | Ansvarig | Indikator och källa
R 85 procent av invånarna når ett sjukhus med kollektivtrafik inom 90 minuter år 2031 |
  Kollektivtrafiknämnden | Andel invånare med högst 90 minuters restid (tillgänglighetsmodellen)
R Barn i alla kommuner möter professionell scenkonst minst en gång per läsår | Kulturnämnden |
  Föreställningar för barn per kommun (kulturnämndens statistik)

LL Åtgärder

A Införa nattlinjer anpassade till sjukhusens arbetstider

A Erbjuda ledsagning utan förbeställning vid länets sex största hållplatser

A Fördela turnéstöd efter avstånd i stället för efter publikstorlek

L1 Uppföljning

P Indikatorerna publiceras på regionens öppna statistiksida och uppdateras varje kvartal. Regionstyrelsen
lämnar en fördjupad rapport till fullmäktige 2028 och 2032. Ett jämlikhetsråd med företrädare för
patientorganisationer, ungdomar och nationella minoriteter följer arbetet och har rätt att yttra sig innan
rapporten beslutas.

S Helena Dahlbäck-Oja | Regiondirektör
S Amir Sahlström | Folkhälsostrateg

P Bilaga: Statistikbilaga (utges separat)
"""


ONE_LINE = ("F", "R", "S", "TABLE")


def blocks(text):
    """(mark, words) of each block; of rows, facts and signatures what follows indented belongs to it."""
    found = []
    for line in text.strip().splitlines():
        goes_on = found and found[-1] and (line.startswith("  ") or found[-1][0] not in ONE_LINE)
        if not line.strip():
            found.append(None)
        elif goes_on:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        else:
            mark, _, words = line.partition(" ")
            found.append((mark, words.strip()))
    return [block for block in found if block]


def cells(words):
    return [cell.strip() for cell in words.split("|")]


def element(tag, **attributes):
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def numbering(document, number, levels):
    """A list of its own in numbering.xml: per level (format, text, indent in twips, style or None)."""
    part = document.part.numbering_part.element
    abstract = element("abstractNum", abstractNumId=100 + number)
    abstract.append(element("multiLevelType", val="multilevel"))
    for depth, (form, text, indent, style) in enumerate(levels):
        level = element("lvl", ilvl=depth)
        level.append(element("start", val=1))
        level.append(element("numFmt", val=form))
        if style:
            level.append(element("pStyle", val=style))
        level.append(element("lvlText", val=text))
        level.append(element("lvlJc", val="left"))
        properties = element("pPr")
        properties.append(element("ind", left=indent + 567, hanging=567))
        level.append(properties)
        abstract.append(level)
    first = part.find(qn("w:num"))
    if first is None:
        part.append(abstract)
    else:
        first.addprevious(abstract)
    listed = element("num", numId=100 + number)
    listed.append(element("abstractNumId", val=100 + number))
    part.append(listed)
    return 100 + number


def numbered(paragraph, number, depth):
    properties = paragraph._p.get_or_add_pPr()
    made = element("numPr")
    made.append(element("ilvl", val=depth))
    made.append(element("numId", val=number))
    properties.append(made)
    return paragraph


def field(paragraph, code):
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            text = element("instrText")
            text.text = code
            run._r.append(text)


def furniture(document, head, foot):
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].text = head
    line = section.footer.paragraphs[0]
    line.add_run(f"{foot}\t\tSida ")
    field(line, "PAGE")
    line.add_run(" av ")
    field(line, "NUMPAGES")


def looks_like_heading(document, text, size, centred=False):
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = True
    run.font.size = Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_table(document, widths, rows):
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    for place, row in enumerate(rows):
        for cell, width, text in zip(table.add_row().cells, widths, row, strict=True):
            cell.width = Cm(width)
            cell.text = ""
            cell.paragraphs[0].add_run(text).bold = place == 0
    document.add_paragraph()


class Writer:
    """Lays one block after another, each as its mark says."""

    def __init__(self, document, numbers):
        self.document = document
        self.numbers = numbers
        self.widths, self.rows = [], []

    def flush(self):
        if self.rows:
            add_table(self.document, self.widths, self.rows)
            self.rows = []

    def lay(self, mark, words):
        if mark in ("R", "F"):
            if mark == "F":
                self.widths = [4.5, 10]
            self.rows.append(cells(words))
            return
        self.flush()
        if mark == "TABLE":
            self.widths = [float(width) for width in words.split()]
        elif mark == "S":
            who, role = cells(words)
            paragraph = self.document.add_paragraph(who)
            paragraph.add_run().add_break()
            paragraph.add_run(role)
        elif mark in ("LT", "L1", "LL"):
            looks_like_heading(
                self.document, words, {"LT": 20, "L1": 14, "LL": 11}[mark], centred=mark == "LT"
            )
        elif mark == "BREAK":
            self.document.add_page_break()
        else:
            self.paragraph(mark, words)

    def paragraph(self, mark, words):
        styles = {"T": "Title", "H0": "Heading 1", "H1": "Heading 1", "H2": "Heading 2", "B": "List Bullet"}
        paragraph = self.document.add_paragraph(style=styles.get(mark, "Normal"))
        paragraph.add_run(words).bold = True if mark == "M" else None
        if mark in self.numbers:
            numbered(paragraph, *self.numbers[mark])


def write(name, text, head, foot, lists):
    document = Document()
    document.core_properties.author = "Kommunkansliet"
    document.core_properties.title = ""
    furniture(document, head, foot)
    numbers = {
        mark: (numbering(document, place, levels), depth)
        for place, (marks, levels) in enumerate(lists)
        for depth, mark in enumerate(marks)
    }
    writer = Writer(document, numbers)
    for mark, words in blocks(text):
        writer.lay(mark, words)
    writer.flush()
    document.save(str(HERE / f"{name}.docx"))


write(
    "ekedalen_riktlinjer_medborgardialog",
    EKEDALEN,
    "Ekedalens kommun\tRiktlinjer för medborgardialog",
    "EK 2022-0311",
    [
        (["H1", "H2"], [("decimal", "%1", 0, None), ("decimal", "%1.%2", 0, None)]),
        (
            ["M", "D", "I"],
            [
                ("decimal", "Inriktningsmål %1:", 0, None),
                ("decimal", "Delmål %1.%2", 284, None),
                ("lowerLetter", "%3)", 851, None),
            ],
        ),
    ],
)
write(
    "mellanbygden_strategi_jamlikhet",
    MELLANBYGDEN,
    "Region Mellanbygden\t\tStrategi",
    "RMB 2024-1906",
    [
        (["N"], [("decimal", "%1.", 0, None)]),
        (["A"], [("decimal", "%1.", 284, None)]),
    ],
)
