"""Makes the PDF of this folder: an invented council's plan in two columns, with header, footer and footnotes.

Run it again after a change: `python make_pdf.py`.
"""

import tempfile
from pathlib import Path

import typst

HERE = Path(__file__).parent

TEXT = r"""
#set document(title: "Plan för kultur och bibliotek i Skogsnäs 2024–2028",
  date: datetime(year: 2023, month: 9, day: 25))
#set page(paper: "a4", columns: 2, margin: (x: 2cm, top: 2.8cm, bottom: 2.6cm),
  header: [#set text(size: 8.5pt); Skogsnäs kommun #h(1fr) Plan för kultur och bibliotek],
  footer: context [#set text(size: 8.5pt); Dnr KFN 2023-0145 #h(1fr) Sida #counter(page).display()
    av #counter(page).final().first()])
#set text(lang: "sv", size: 10pt, hyphenate: true)
#set par(justify: true)
#show heading: set block(above: 1.3em, below: 0.7em)

#place(top, scope: "parent", float: true)[
  #text(size: 20pt, weight: "bold")[Plan för kultur och bibliotek i Skogsnäs 2024–2028]

  Antagen av kommunfullmäktige den 25 september 2023, § 92 \
  Diarienummer: KFN 2023-0145 \
  Handläggare: Ingegerd Tallberg, kulturchef
  #v(0.6em)
]

= Inledning

Den som cyklar genom Skogsnäs passerar på tjugo minuter en hembygdsgård, ett nedlagt sågverk där det spelas
teater, ett bibliotek i en gammal järnaffär och en kyrka med en av landets äldsta orglar. Kulturen i
kommunen är sällan påkostad, men den är envis. Denna plan handlar om vad kommunen ska göra för att den ska
få fortsätta att vara det, och för att fler ska få del av den.

Kommunfullmäktige uppdrog den 28 november 2022, § 140, åt kultur- och fritidsnämnden att föreslå en gemensam
plan för kultur och bibliotek. Enligt bibliotekslagen ska kommunen ha en biblioteksplan. Den skyldigheten
uppfylls genom denna plan.#footnote[Bibliotekslagen (2013:801), 17 §. Kungliga biblioteket följer upp hur
planerna används.]

Planen har arbetats fram av kulturförvaltningen i dialog med föreningslivet, skolan och länsbiblioteket
under första halvåret 2023. En enkät besvarades av 412 invånare. Barn i årskurs 4 fick rita sitt
drömbibliotek. Det vanligaste inslaget var en rutschkana.

= Tidigare beslut

Kommunfullmäktige antog den 25 februari 2019, § 8, Biblioteksplan 2019–2022. Kultur- och fritidsnämnden
antog i oktober 2021 Kulturmiljöprogram. Det programmet gäller alltjämt. Fullmäktige beslutade den 12
december 2022 att biblioteksplanen ska gälla till dess att en ny har antagits.

= Vision och tidsram

År 2035 är Skogsnäs känt som platsen där alla skapar. Så står det i Vision Skogsnäs 2035. Planen är
det viktigaste bidraget från kulturens område. Den gäller 2024–2028. En översyn
ska göras 2026.

= Så är planen uppbyggd

Planen har tre målområden, betecknade A–C. Inom varje målområde finns mål, inom målen delmål och till
delmålen åtgärder. Målen är långsiktiga. Delmålen ska vara uppnådda under planperioden. Åtgärderna kan
ändras av nämnden.

= Målområde A. Barns och ungas kultur

Skillnaderna mellan skolorna är stora. På Strandskolan möter en elev i genomsnitt tre professionella
föreställningar under ett läsår, på Myrskolan ingen. I undersökningen Ung i Skogsnäs 2022 svarade var femte
högstadieelev att de skulle vilja spela ett instrument men inte har råd eller inte kan ta sig till
musikskolan.#footnote[Undersökningen genomfördes i oktober 2022. Svarsfrekvensen var 83 procent.]

== Mål A.1 Alla barn får möta och utöva kultur på lika villkor

*Delmål A.1.1* Varje elev i grundskolan ser minst två
professionella föreställningar per läsår från och med 2026.

Åtgärder:

(i) Inrätta en kulturgaranti med fast budget per elev (kultur- och
fritidsnämnden)

(ii) Utse ett kulturombud på varje skola (barn- och
utbildningsnämnden)

*Delmål A.1.2* Kön till musikskolan har halverats till 2028.

Åtgärder:

(i) Förlägga undervisning till Myrskolan och Forsby (kultur- och
fritidsnämnden)

(ii) Pröva gruppundervisning i populärmusik (kultur- och
fritidsnämnden)

== Mål A.2 Barn och unga läser mer

*Delmål A.2.1* Antalet lån av barnböcker ska öka från 17 till 25 per barn
och år senast 2027.

Åtgärder:

(i) Ge alla nyfödda en bok och ett eget lånekort vid hembesöket
(kultur- och fritidsnämnden)

(ii) Anställa en skolbibliotekarie för de fem minsta skolorna
(barn- och utbildningsnämnden)

Skolbibliotekens roll beskrivs närmare i Skolplan 2022–2026. Där anges också vilka moment som är
obligatoriska.

= Målområde B. Biblioteket som mötesplats

Huvudbiblioteket har fler besökare än ishallen och simhallen tillsammans. Filialen i Forsby har öppet nio
timmar i veckan, vilket är mindre än när den startade 1961. Bokbussen har gått 640 000 kilometer och behöver
ersättas. Personalen möter alltmer sådant som tidigare hörde till andra myndigheter: bankärenden, körkort,
ansökningar om bostadsbidrag.

== Mål B.1 Biblioteken är öppna när människor är lediga

*Delmål B.1.1* Samtliga bibliotek är tillgängliga minst 60 timmar i veckan
år 2025.

Åtgärder:

(i) Införa meröppet i Forsby och Nybo (kultur- och
fritidsnämnden, tekniska nämnden)

== Mål B.2 Ingen står utanför det digitala samhället

*Delmål B.2.1* Minst 800 personer får varje år handledning i digitala
tjänster.

Åtgärder:

(i) Öppna ett digitalt servicecenter på
huvudbiblioteket (kultur- och fritidsnämnden, socialnämnden)

(ii) Köpa in en ny bokbuss med plats för samhällsservice (kommunstyrelsen)

= Målområde C. Fria kulturaktörer och kulturarv

Bidragen till kulturföreningar är oförändrade sedan 2011. I praktiken har de därmed minskat med en
fjärdedel. Regional kulturplan 2023–2026 betonar kommunernas ansvar för lokaler, och Föreningspolicy ger
kommunens syn på relationen till det civila samhället. Det är inte bidragen i sig som föreningarna oftast
nämner, utan hyrorna.

== Mål C.1 Det går att leva och verka som konstnär i Skogsnäs

*Delmål C.1.1* En procent av kostnaden för kommunens nybyggnationer avsätts
till konst från och med 2024.

Åtgärder:

(i) Ta in konsten redan i lokalprogrammet (tekniska nämnden)

(ii) Göra om sågverket till ateljéer med rimliga hyror (kommunstyrelsen)

= Uppföljning

Planen följs upp i nämndens årsrapport. Följande nyckeltal används:

- Professionella föreställningar per elev och läsår (källa:
  kulturombudens rapporter)
- Barn i kö till musikskolan (källa: musikskolans register)
- Barnbokslån per barn 0–14 år (källa: Kolada U09800)
- Öppettimmar per vecka (källa: biblioteksstatistiken)
- Handledningstillfällen i digitala tjänster (källa:
  biblioteksstatistiken)

Kulturgarantin beräknas kosta 410 000 kronor per år. För bokbussen krävs en investering om 4,5 miljoner
kronor, som prövas i budgeten för 2025. Övriga åtgärder ryms inom nämndens ram.

#v(1em)
Rolf Ahnlund \
Kommunfullmäktiges ordförande

= Bilagor

Bilaga 1. Karta över mötesplatser (publiceras på webbplatsen)

Bilaga 2. Begrepp

#pagebreak()

= Bilaga 2. Begrepp

_Meröppet_ innebär att den som har lånekort kan vara i biblioteket när det är obemannat.

_Kulturgaranti_ innebär en rätt för varje elev till ett bestämt antal kulturupplevelser. Garantin är ett
politiskt löfte och kan inte åberopas inför domstol.

_Professionell_ är den som har utbildning för eller huvudsaklig försörjning av sin konstnärliga verksamhet.

_Skapande_ används i planen om allt från slöjd till spelprogrammering.
"""

with tempfile.TemporaryDirectory() as folder:
    source = Path(folder) / "plan.typ"
    source.write_text(TEXT, encoding="utf-8")
    typst.compile(str(source), output=str(HERE / "skogsnas_kultur_och_biblioteksplan.pdf"))
