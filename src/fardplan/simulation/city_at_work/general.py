"""General words, fit for any city: stand-ins for a city's own, and what follow-ups say."""

from fardplan.boards.considered import Answer
from fardplan.boards.follow_up import ActivityState
from fardplan.roadmap.assessing import Agreement, Judgement, Standpoint
from fardplan.roadmap.referral import Position
from fardplan.simulation.city_at_work.city import (
    AreaGoal,
    IndicatorWords,
    Strategy,
    StrategyWords,
    TargetArea,
    WorkingCity,
)

ORIENTATION_GOAL = "En stad för alla"

ORDINARY_GOALS = (
    StrategyWords(
        carried_by=("board",),
        goal="Verksamheten håller god kvalitet till rimlig kostnad",
        expected="Uppdraget utförs inom budget och de som vi är till för är nöjda.",
        activities=(
            "Gå igenom de största kostnaderna och föreslå hur de kan minska",
            "Fråga dem som vi är till för vad som kan bli bättre",
            "Se över hur ärenden handläggs, så att väntetiderna blir kortare",
        ),
        indicator=IndicatorWords(
            text="Andel som är nöjda med verksamheten", unit="procent", wanted="up", level=76, yearly=1
        ),
        happened=(
            "Genomgången är gjord och {small} förslag har lämnats till ledningen.",
            "Omkring {number} personer har svarat; de flesta är nöjda men efterfrågar snabbare besked.",
            "Väntetiden har blivit kortare i de vanligaste ärendena.",
        ),
    ),
    StrategyWords(
        carried_by=("board",),
        goal="Medarbetarna har goda villkor och rätt kompetens",
        expected="Färre slutar och sjukfrånvaron minskar.",
        activities=(
            "Ge alla chefer utbildning i arbetsmiljö",
            "Ta fram en plan för hur kompetensen ska räcka om fem år",
        ),
        indicator=IndicatorWords(text="Sjukfrånvaro", unit="procent", wanted="down", level=6.4, yearly=0.2),
        happened=(
            "Utbildningen har hållits för {small} chefer och övriga går den under nästa period.",
            "Planen är framtagen tillsammans med de fackliga organisationerna.",
        ),
    ),
)
"""What those plan for whom the roadmap has nothing."""

COUNCIL_ACTIVITY = "Redovisa hur arbetet med strategin ”{strategy}” ska bedrivas och följas upp"

ANSWERS = {
    Answer.ACTS: ("",),
    Answer.ORDINARY: (
        "Ingår i vårt grunduppdrag och följs upp där.",
        "Sker inom ramen för ordinarie verksamhet; inga särskilda aktiviteter behövs i år.",
        "",
    ),
    Answer.NOT_ACTING: (
        "Vi avvaktar den utredning som pågår och återkommer i nästa års plan.",
        "Resurserna räcker inte till fler åtaganden i år; andra frågor har prioriterats.",
        "Andra nämnder bedriver redan detta arbete i samma område.",
    ),
    Answer.NOT_OURS: ("Ligger utanför vårt uppdrag.", ""),
}

STANDING = {
    ActivityState.NOT_BEGUN: (
        "Arbetet börjar enligt planen efter sommaren.",
        "Aktiviteten har inte påbörjats; rekrytering pågår.",
    ),
    ActivityState.UNDER_WAY: (
        "{happened} Arbetet följer planen.",
        "{happened} Nästa steg är bestämt och bemannat.",
        "{happened}",
    ),
    ActivityState.DONE: (
        "{happened} Aktiviteten är genomförd.",
        "{happened} Därmed är aktiviteten avslutad.",
    ),
    ActivityState.DELAYED: (
        "{happened} Upphandlingen tog längre tid än väntat och slutdatum flyttas.",
        "Arbetet är försenat på grund av personalbyte. Ny tidplan är beslutad.",
    ),
    ActivityState.STOPPED: ("Aktiviteten har avbrutits.",),
}
TASK_HAPPENED = "Ansvariga är utsedda och {small} enheter arbetar efter en gemensam plan."
"""What has happened with an activity of the council's."""

STOPPED = (
    "Förutsättningarna har ändrats: en annan nämnd har fått uppdraget.",
    "Försöket gav inte det resultat som väntades och fortsätter inte.",
)
MEASURED = {
    Judgement.FULLY: (
        "Årsmålet nås. {happened}",
        "Utfallet är bättre än årsmålet. Det beror främst på att arbetet kom i gång tidigt.",
    ),
    Judgement.PARTLY: (
        "Utvecklingen går åt rätt håll men årsmålet nås inte fullt ut. {happened}",
        "Utfallet är bättre än förra året. Skillnaden mellan enheterna är fortfarande stor.",
    ),
    Judgement.NOT: (
        "Årsmålet nås inte. En analys av orsakerna redovisas till nästa uppföljning.",
        "Utfallet är sämre än förra året och åtgärder har satts in.",
    ),
    Judgement.NO_OUTCOME: ("",),
}
MISSING = (
    "Undersökningen genomförs på hösten och utfallet redovisas i verksamhetsberättelsen.",
    "Statistiken publiceras senare under året.",
)
GOALS = {
    Judgement.FULLY: (
        "Bedömningen är att målet uppnås. Indikatorerna når årsmålen och aktiviteterna är genomförda.",
        "Målet bedöms uppnås: utvecklingen är tydlig och arbetet har fått avsedd verkan.",
    ),
    Judgement.PARTLY: (
        "Målet bedöms delvis uppnås. Aktiviteterna löper på, men det är för tidigt att se full effekt.",
        "Delvis uppnått. Utvecklingen går åt rätt håll, men inte lika snabbt i alla delar.",
    ),
    Judgement.NOT: ("Målet bedöms inte uppnås i år. Arbetet läggs om inför nästa år.",),
    Judgement.NO_OUTCOME: ("",),
}
RETURNS = (
    "Beskriv vad som är gjort, inte vad som planeras. Komplettera också utfallet för kvinnor och män.",
    "Bedömningen ”uppfyllt helt” behöver motiveras bättre: två av indikatorerna når inte årsmålet.",
    "Det framgår inte vem som ansvarar för aktiviteterna. Fyll i det före nämndens möte.",
)

REFERRAL_ANSWERS = {
    Position.SUPPORTS: (
        "Vi tillstyrker förslaget. Det stämmer väl med hur vi redan arbetar.",
        "Förslaget tillstyrks. Målen är tydliga och går att följa upp.",
    ),
    Position.SUPPORTS_WITH_COMMENTS: (
        "Vi tillstyrker förslaget men vill att ansvaret mellan nämnderna blir tydligare.",
        "Förslaget är i huvudsak bra. Kostnaderna behöver beräknas innan det antas.",
        "Vi tillstyrker med kommentarer: uppföljningen bör samordnas med tertialrapporterna.",
    ),
    Position.REJECTS: (
        "Vi avstyrker förslaget i dess nuvarande form: underlaget för målnivåerna räcker inte.",
    ),
    Position.ABSTAINS: ("Förslaget rör inte vår verksamhet och vi avstår från att ta ställning.",),
}
COMMENTS = (
    "Målet bör också följas upp per stadsdelsområde, annars syns inte skillnaderna inom staden.",
    "Året är nära. Vi föreslår en avstämning på halva vägen.",
    "Formuleringen kan förtydligas så att det framgår vem som omfattas.",
)
"""What bodies say of one milestone in a referral."""

CANDIDATE_REASONS = (
    "Nämnderna har sett nivån i våras och bedömer att den går att nå med de insatser som är beslutade.",
    "Prövad för att se vad ett längre steg skulle kräva. Behöver vägas mot vad det kostar.",
    "Lagd åt sidan: det är inte klarlagt vilka insatser som skulle bära ända fram.",
)
"""Why levels and years were weighed, in the order in which they are kept: proposed, kept, put aside."""

AS_FIGURES_SAY = {
    Standpoint.FULLY: Judgement.FULLY,
    Standpoint.SOME_WAY: Judgement.PARTLY,
    Standpoint.NOT: Judgement.NOT,
    Standpoint.UNTOLD: Judgement.PARTLY,
    Standpoint.NO_FIGURES: Judgement.NO_OUTCOME,
}
OTHERWISE = {
    Standpoint.FULLY: Judgement.PARTLY,
    Standpoint.SOME_WAY: Judgement.FULLY,
    Standpoint.NOT: Judgement.PARTLY,
    Standpoint.UNTOLD: Judgement.PARTLY,
    Standpoint.NO_FIGURES: Judgement.PARTLY,
}
_WEIGHED_IN = (
    "Siffrorna visar läget innan årets insatser har fått verkan. Vi väger också in vad nämnderna berättar "
    "och bedömer därför annorlunda."
)
JUDGED = {
    Agreement.AGREES: "Vi ser ingen anledning att bedöma annorlunda än siffrorna gör.",
    Agreement.BRIGHTER: _WEIGHED_IN,
    Agreement.DARKER: _WEIGHED_IN,
    Agreement.BEYOND: "Siffrorna säger ännu inget om målet. Bedömningen vilar på vad nämnderna berättar.",
}
"""What the city says where it judges as the figures do, and where it does not."""


def words_for(city: WorkingCity, area: TargetArea, strategy: Strategy) -> StrategyWords:
    """The city's own words for a strategy, or general ones made of its wording."""
    own = city.words.strategies.get(strategy.key)
    if own:
        return own
    wording = strategy.text.sv
    return StrategyWords(
        carried_by=("board", "district_board"),
        goal=wording,
        expected=f"Arbetet inom ”{area.name.sv}” märks för dem som det är till för.",
        activities=(
            f"Ta fram en handlingsplan för att {wording[:1].lower()}{wording[1:]}",
            f"Pröva nya arbetssätt i en eller två enheter: {wording[:1].lower()}{wording[1:]}",
        ),
        happened=(
            "Handlingsplanen är beslutad och arbetet har kommit i gång på {small} enheter.",
            "Försöket pågår och har hittills nått omkring {number} personer.",
        ),
    )


def goal_for(city: WorkingCity, area: TargetArea) -> AreaGoal:
    """The council's goal for a target area: the city's own words, or what the roadmap says of the area."""
    own = city.words.area_goals.get(area.key)
    return own or AreaGoal(text=(area.description or area.name).sv)
