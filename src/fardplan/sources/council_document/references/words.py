"""The words that names of documents are made of, and those that end them."""

import re
from functools import lru_cache

from ..dates import YEAR
from ..fuzzy import bare, fold
from ..genre import canonical
from ..wordlists import words

SPAN = re.compile(rf"^(?:{YEAR})(?:\s*[-–—/]\s*(?:{YEAR}|\d\d))?$")

# Last parts of words that name a document, in the indefinite: "Kulturplan", "Personalpolitiskt program".
_NOUNS = words(
    """
    program plan policy strategi riktlinjer riktlinje reglemente overenskommelse agardirektiv
    direktiv rekommendationer lagesbild lagesrapport arsredovisning bokslut analys utvardering
    utredning kartlaggning medborgarlofte agenda delarsrapport foreskrifter delegationsordning
    bolagsordning avsiktsforklaring handbok vagledning oversikt inventering prognos redovisning
    lofte modell ramverk anvisningar regler taxa verksamhetsberattelse rapport avtal samverkansavtal
    forordning manifest undersokning barometer nulagesbeskrivning styrmodell ordningsforeskrifter
    planering handslag norm tjansteskrivelse tjansteutlatande sammanstallning enkat
    """
)
_ALONE_TOO_WEAK = frozenset(
    words(
        """
    analys utvardering utredning kartlaggning oversikt inventering prognos rapport redovisning
    modell lofte regler avtal undersokning riktlinjer planering taxa forordning anvisningar direktiv
    handbok plan program policy strategi riktlinje agenda barometer bokslut lagesbild norm
    tjansteskrivelse tjansteutlatande sammanstallning handslag
    overenskommelse vagledning ramverk manifest enkat
    """
    )
)
_NEVER = frozenset(
    ["flygplan", "fotbollsplan", "idrottsplan", "tidplan", "tidsplan", "plan", "detaljplan", "stadsplan"]
)
_PLURAL = ("riktlinjer", "regler", "rekommendationer", "foreskrifter", "anvisningar")
_DEFINITE = re.compile(
    r"^[A-ZÅÄÖ][\w-]{3,}(?:programmet|planen|policyn|strategin|överenskommelsen|barometern|enkäten|undersökningen|kartläggningen)$"
)
_AGREEMENTS = re.compile(r"^[A-ZÅÄÖ][\w-]*(?:avtalet|konventionen|deklarationen|uppropet|fordraget)$")
_KNOWN_AGREEMENTS = re.compile(
    r"^(?:barn|kvinno|istanbul|tortyr|århus|lanzarote|funktionsrätts)konventionen$", re.I
)
CALLED = frozenset(
    words(
        """
    rapporten rapport skriften skrift undersokningen utredningen broschyren handboken vagledningen
    betankandet betankande studien programmet planen strategin policyn enkaten handlingsplanen riktlinjerna
    dokumentet overenskommelsen boken antologin metodstodet visionen agendan utvarderingen avtalet
    kartlaggningen slutrapporten delrapporten forskningsrapporten lagesrapporten
    faktabladet promemorian styrdokumentet budskriften inriktningsdokumentet underlaget manifestet
    skriftserien policydokumentet propositionen skrivelsen rutinen rubriken lansstrategin regleringsbrevet
    checklistan guiden granskningen fardplanen
    """
    )
)
_VERBS = frozenset(
    words(
        """
    staller medger laggs
    ar ska skall har kan bor far maste vill blir blev var hade skulle finns fanns ger gav ges gavs
    gar gick star stod anger anges angav visar visade visas galler gallde beskriver beskrivs beskrev
    namner namns betonar betonas pekar pekade pekas innehaller innebar innebars ersatter ersatts
    ersattes svarar svarade upphor upphorde antas antogs antar antog antagits faststalls
    faststalldes faststallde godkanns godkandes godkande framgar framgick regleras reglerar
    redovisas redovisar redovisade utgor utgar utgick ligger lag lagger lade bygger byggde lyfter
    lyfts satter satts satte styr styrs styrde beror berors omfattar omfattas redogor foljer foljs
    foljdes folj tar tas tog togs kommer kom bidrar bidrog kompletterar kompletteras konkretiserar
    konkretiseras preciserar preciseras revideras reviderades uppdateras uppdaterades beslutades
    beslutar beslutade samt men eller dar som vilket vilken vilka nar da om inte aven ocksa sager
    sags sade syftar stracker loper ska anvands anvander utarbetas utarbetades tillampas gors
    gjordes behover behovs saknar saknas handlar utvecklar utvecklas anslar framhaller understryker
    slar stadgar uttrycker uttrycks formulerar formuleras sammanfattar sammanfattas tydliggor
    definierar definieras prioriterar prioriteras stodjer stoder stods haller halls ingar ingick
    tillsammans publicerades publiceras presenteras presenterades presenterar visar konstaterar
    konstateras bor skapar stakar vagleder verkar medfor kraver foreslar foreslas galler relaterar
    knyter kopplar hanger mater mats samlar samlas tydliggors lamnar lamnades lamnas skickades
    overlamnades noteras noterades aterfinns vunnit tillkom tillkommit utvarderades utvarderas
    genomfordes genomfors skrevs skriver undertecknades trader tradde sammanstaller beaktas beaktar
    integreras integrerar inarbetas arbetar arbetas dessutom bidra ta ge vara ha gora folja arbeta
    verka framja beakta redovisa genomfora sakerstalla
    utveckla starka skapa uppna na anvanda foresla lamna medverka inarbeta integrera revidera
    upphava avslutas och/eller respektive liksom medan
    talar talade kommit enats tagit gjort undertecknat ingatt slutit skrivit
    eftersom forutom daremot dock sedan
    """
    )
)
_LONG_VERBS = tuple(sorted(verb for verb in _VERBS if len(verb) >= 8))
_WITHIN_TITLES = frozenset({"till", "fran", "vid", "under", "genom", "utan", "bland", "ur"})
_SENT_TO = re.compile(r"(?:samtliga|alla|handlingarna|protokollet|\w*namnd\w*|\w*styrels\w*|\w*fullmaktige)$")
_ENDS_A_NAME = frozenset(
    words(
        """
    till fran enligt under genom utifran ur efter innan utan att vid bland sa
    """
    )
)
_FOLLOWS_A_VERB = frozenset(
    words(
        """
    hur i av till pa det den att som for inom med ett en vad vilka ocksa
    """
    )
)


_CALLED_ENDS = (
    *("enkaten", "rapporten", "undersokningen", "utredningen", "betankandet", "skriften", "vagledningen"),
    *("strategin", "programmet", "planen", "policyn", "kartlaggningen", "utvarderingen"),
)


def is_called(token: str) -> bool:
    """Whether a word tells what sort of document is named after it ("rapporten", "folkhälsoenkäten")."""
    read = fold(bare(token))
    return read in CALLED or (token[:1].islower() and read.endswith(_CALLED_ENDS))


@lru_cache(maxsize=16384)
def noun_in(token: str) -> str | None:
    """The last part by which a word names a document, in the indefinite; None for other words."""
    read = fold(bare(token))
    if read in _NEVER and read != "plan":
        return None
    return next((noun for noun in sorted(_NOUNS, key=len, reverse=True) if read.endswith(noun)), None)


def too_weak_alone(token: str) -> bool:
    """Whether the word names a sort of document and not one: "Policy", "Riktlinjer", "Utvärdering"."""
    return fold(bare(token)) in _ALONE_TOO_WEAK


def is_definite_name(token: str) -> bool:
    """Whether a word with a capital within a sentence is a name in the definite ("Kulturprogrammet")."""
    return bool(_DEFINITE.match(bare(token)))


def is_plural(token: str) -> bool:
    return fold(bare(token)).endswith(_PLURAL)


def is_agreement(token: str) -> bool:
    """Whether a word is the name of an agreement between states or authorities ("Barnkonventionen")."""
    core = bare(token)
    return bool(_AGREEMENTS.match(core) and len(core) > 9) or bool(_KNOWN_AGREEMENTS.match(core))


@lru_cache(maxsize=16384)
def ends_name(token: str, after: str, *, titled: bool = False) -> bool:
    """Whether a name cannot go on with this word: a verb, a conjunction, a preposition of the sentence.

    `titled`: it is a title ("rapporten Vägen till vattnet"), which has prepositions of its own.
    """
    if token[:1].isupper() or bare(token) == "år":
        return False
    read, following = fold(bare(token)), fold(bare(after))
    if titled and read in _WITHIN_TITLES and not _SENT_TO.match(following):
        return False
    if read in _VERBS or read in _ENDS_A_NAME or (len(read) >= 8 and canonical(token, _LONG_VERBS)):
        return True
    if read.endswith(("ade", "ades", "erar", "eras", "erades")) and not read.endswith("omrade"):
        return True
    return read.endswith(("as", "es")) and (not following or following in _FOLLOWS_A_VERB)


_ADJECTIVE = re.compile(
    r"^[A-ZÅÄÖ][\w-]*(?:al|alt|isk|iskt|iska|ell|ellt|lig|ligt|iga|nska|aste|sam|samt|iv|ivt|är|ärt)$"
)
_NO_NAMES = frozenset(
    words(
        """
    svensk samtliga manga ovriga tidigare varje samma nagra alla vanlig
    """
    )
)


def is_adjective(token: str) -> bool:
    """Whether a capitalised word can be the first of a name ("Regional kulturplan")."""
    return bool(_ADJECTIVE.match(token)) and fold(token) not in _NO_NAMES
