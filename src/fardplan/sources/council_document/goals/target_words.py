"""The words by which a goal says how far, how many and by when: patterns, each for one way of saying it."""

import re

from ..dates import NAMED_MONTHS
from ..draft import Direction
from .figures import NUMBER, UNITS

N = rf"(?P<value>{NUMBER})"
YEAR = r"(?P<year>20\d\d)"
SCHOOL_YEAR = re.compile(
    r"\b(?:läsåret|läsår)\s+(?P<first>20\d\d)\s*[/–-]\s*(?P<last>\d{2,4})\b", re.IGNORECASE
)
BY = re.compile(
    rf"""\b(?:senast|till\ och\ med|t\.?o\.?m\.?|till|före|innan|vid|under|år|åren|från\ och\ med
        |fr\.?o\.?m\.?|efter|inom|i|per|kring|mot|fram\ till|utgången\ av
        |slutet\ av|valet|kommunvalet|inflyttning|lägre|högre|mindre|mer)\s+
        (?:utgången\ av\s+|slutet\ av\s+|början\ av\s+|den\s+\d{{1,2}}\s+\w+\s+|(?:{NAMED_MONTHS})\s+|valet\s+
        |mandatperioden\s+|perioden\s+|åren?\s+|hösten\s+|våren\s+)*{YEAR}(?:\s*[-–]\s*(?P<end>20\d\d))?\b""",
    re.IGNORECASE | re.VERBOSE,
)
LAST_YEAR = re.compile(rf"{YEAR}\s*[.)]?\s*$")
COMPARED = re.compile(
    r"\b(?:jämfört med|än|sedan|i förhållande till|utifrån|från|mot)\s+"
    r"(?:år\s+|basåret\s+|nivån\s+(?:år\s+)?|utgången av\s+)*20\d\d\b",
    re.IGNORECASE,
)
BASE = re.compile(r"\([^()]*20\d\d[^()]*\)")  # "(74 år 2025)": where it stands today
NAMED = re.compile(
    r"\b\w*(?:[Pp]lan|[Pp]rogram|[Ss]trategi|[Vv]ision|[Pp]olicy|[Bb]udget|[Aa]genda|direktiv|avtal|utredning)"
    r"(?:en|et)?(?:\s+[A-ZÅÄÖ]\w*){0,2}\s+20\d\d(?:\s*[-–/]\s*\d{2,4})?"
)
AT_LEAST = (
    r"(?:minst|lägst|åtminstone|över|mer än|fler än|inte under|inte understig(?:a|er)|överstig(?:a|er|it)"
    r"|uppgå till (?:minst|lägst)|lägst uppgå till)"
)
AT_MOST = (
    r"(?:högst|max(?:imalt)?|som mest|under|understig(?:a|er|it)|(?:mindre|färre|lägre) än"
    r"|(?:inte|ej) (?:öka|stiga|växa|uppgå) till mer än"
    r"|(?:inte|ej) (?:mer än|fler än|längre än|överstig(?:a|er)|(?:över)?stig(?:a|er) över)"
    r"|inte vara (?:mer|längre|högre|större) än|(?:vänta|dröja|ta) (?:längre|mer) än)"
)
UP = r"(?:öka[rt]?|ökas|ha ökat|stig(?:a|er|it)|höj(?:a|as|er|ts|t)|växa?|förbättras|förlängas)"
DOWN = (
    r"(?:minska[rt]?|minskas|ha minskat|sjunk(?:a|er|it)|sänk(?:a|as|er|ts|t)|reducera[st]?|lägre|kortas?"
    r"|understiga|begränsas?)"
)
ABOUT = r"(?:cirka\s+|omkring\s+)?"


def _told(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


HALVED = _told(r"\b(?:halvera[st]?|halverats|halverade)\b")
DOUBLED = _told(r"\b(?:fördubbla[st]?|fördubblats|dubbleras)\b")
TREBLED = _told(r"\b(?:tredubbla[st]?|tredubblats)\b")
HALF = _told(r"\b(?P<least>minst )?hälften av\b")
ONE_OF = _told(
    r"\b(?P<bound>minst|färre än|mindre än|högst) var ?(?P<nth>annan|tredje|fjärde|femte|tionde)\b"
)
SHARES = {"annan": 50.0, "tredje": 33.0, "fjärde": 25.0, "femte": 20.0, "tionde": 10.0}
BY_PERCENT = _told(
    rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\s+med\s+(?:minst\s+|lägst\s+|ytterligare\s+)?{N}\s*(?P<unit>{UNITS}|\w+)"
)
BY_PERCENT_OF = _told(
    rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:\s+[^\s.,;:]+){{1,10}}?\s+med\s+(?:minst\s+|ytterligare\s+)?{N}\s*"
    rf"(?P<unit>procentenheter|procent|%)"
)
TO_COUNT = _told(
    rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\s+till\s+(?:minst\s+|högst\s+)?{ABOUT}{N}\s+(?P<unit>[a-zåäö]{{4,}})"
)
PART_OF = _told(
    r"\b(?P<bound>minst|högst)\s+(?P<part>en tredjedel|två tredjedelar|en fjärdedel|tre fjärdedelar"
    r"|en femtedel|en tiondel)"
    r"\s+av\b"
)
PARTS = {
    **{"en tredjedel": 33.0, "två tredjedelar": 67.0, "en fjärdedel": 25.0, "tre fjärdedelar": 75.0},
    **{"en femtedel": 20.0, "en tiondel": 10.0},
}
PERCENT_LESS = _told(rf"{N}\s*(?:procent|%)\s+(?P<way>lägre|högre|mindre|mer)\b")
FROM_TO = _told(
    rf"\bfrån\s+(?P<from>{NUMBER})\s*(?:{UNITS}\s+)?till\s+(?:minst\s+|högst\s+|lägst\s+)?{ABOUT}{N}"
)
BOUNDS: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    ("up", _told(rf"\b(?P<bound>{AT_LEAST})\s+(?:till\s+)?{ABOUT}{N}")),
    ("down", _told(rf"\b(?P<bound>{AT_MOST})\s+(?:till\s+)?{ABOUT}{N}")),
)
WHO = re.compile(r"(?:Fler|Färre)\b")
NOBODY = _told(rf"(?:Ingen|Inget|Inga)\b[^.]{{0,60}}?\b(?:längre|mer|fler)(?:\s+\w+)? än\s+{ABOUT}{N}")
IN_YEARS = re.compile(r"\s*år\b(?!\s+20\d\d)")
IS = re.compile(r"\b(?:är|vara|blir|till)$")
IS_TO = re.compile(r"\b(?:är|vara|blir|ska|ha|uppgår till|ligga|ligger|hållas|hålla sig)$")
DURING = re.compile(r"\bunder$")
WHOSE = re.compile(r"\b(?:som|när|där|vars)\b[^,.]{0,40}$")
OF_WHOM = frozenset(["över", "under", "mer än", "fler än", "mindre än", "färre än"])
A_YEAR = re.compile(r"20\d\d")
WITHIN = _told(rf"\binom\s+(?:högst\s+)?{N}\s+(?P<unit>{UNITS})\b")
DISTANCE = _told(r"(?:kilo)?meter|mil|km\b|m\b")
HAS = _told(r"\b(?:ha|har|finnas|finns|nå|når|nås|bo|bor|ligga|ligger)\b")
REACHING = _told(rf"\b(?P<verb>\w+)\s+till\s+{ABOUT}{N}\s*(?P<unit>{UNITS})\b")
DOWNWARDS = _told(DOWN)
SHARE_LEADING = _told(rf"{N}\s*(?:procent|%)\s+av\b")
SHARE = _told(rf"\s{N}\s*(?:procent|%)\s+av\b")
COUNTED = re.compile(
    rf"^(?:Vi\s+\w+\s+|[A-ZÅÄÖ]\w*[ae]\s+)?"
    rf"(?P<value>\d{{2,3}}(?:[ \u00a0]\d{{3}})*|(?:{NUMBER})(?=\s+\w+\s+(?:om|per)\s+(?:året|år)))"
    r"\s+(?:nya\s+)?(?P<unit>[a-zåäö]{4,})\b"
)
NOT_COUNTED = re.compile(r"procent|år|(?:kronor|miljoner)$")
NONE_LEFT = _told(r"\b(?:ska|skall)\s+(?:vara|uppgå till)\s+(?:noll|0)\b")
EQUAL = _told(rf"(?:Antalet?|Andelen?)\b[^.]*?\bska(?:ll)? (?:vara|uppgå till|bli)\s+{ABOUT}{N}")
COUNTS = re.compile(
    r"^(?:\w+\s+)?[Aa]ntalet?\s+(?:\w+(?:de|na|da|la|iga|iska)\s+)?"
    r"(?:nya\s+)?(?P<thing>(?!ska\b|skall\b|som\b|nya\b)[a-zåäö]{3,})"
)
DIGIT = re.compile(r"\d")
