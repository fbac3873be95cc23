"""What columns and words of exports are usually called: the beginning of a proposal, never the last word.

The names are those of the steering documents of Swedish cities and of the public manual and data interface of
the system that is common among them: items (nodes) with a number, a column of the model, a unit, people who
answer, statuses, measures with columns of values, comments. Every installation chooses its own.
"""

from collections.abc import Iterable, Mapping

from fardplan.boards.chain import ItemKind
from fardplan.boards.external import Part, folded

HEADINGS: Mapping[Part, tuple[str, ...]] = {
    Part.ID: ("id", "nod-id", "nodid", "post-id", "externt id", "extern kod", "nummer", "nr"),
    Part.PARENT_ID: ("överordnad id", "förälder-id", "överordnat id", "parent id", "kopplad till id"),
    Part.KIND: ("typ", "slag", "nivå", "nodtyp", "kolumn", "posttyp"),
    Part.ORGANISATION: (
        *("enhet", "organisation", "nämnd", "nämnd/bolag", "nämnd/styrelse", "ansvarig nämnd"),
        *("ansvarig nämnd/bolag", "förvaltning", "bolag", "organisationsenhet", "avdelning"),
    ),
    Part.TITLE: ("namn", "rubrik", "benämning", "titel", "lydelse", "text"),
    Part.PARENT_TITLE: ("överordnad", "överordnat", "förälder", "kopplad till", "tillhör", "överordnat mål"),
    Part.EXPECTED: ("förväntat resultat", "förväntade resultat", "önskat resultat"),
    Part.RESPONSIBLE: ("ansvarig", "ansvariga", "ansvarig person", "handläggare", "huvudansvarig"),
    Part.STARTS: ("startdatum", "start", "påbörjas", "fr.o.m.", "från och med"),
    Part.ENDS: ("slutdatum", "slut", "avslutas", "t.o.m.", "till och med", "deadline", "klart senast"),
    Part.UNIT: ("måttenhet", "enhet för måttet", "mätenhet"),
    Part.TARGET: ("årsmål", "målvärde", "kf:s årsmål", "nämndens årsmål", "mål", "mål innevarande år"),
    Part.OUTCOME: ("utfall", "periodens utfall", "utfall period", "resultat", "årets utfall"),
    Part.OUTCOME_WOMEN: ("utfall kvinnor", "utfall kvinnor/flickor", "kvinnor", "flickor"),
    Part.OUTCOME_MEN: ("utfall män", "utfall män/pojkar", "män", "pojkar"),
    Part.STATE: ("status", "läge", "aktivitetsstatus", "genomförandestatus"),
    Part.JUDGEMENT: ("måluppfyllelse", "bedömning", "uppfyllelse", "prognos måluppfyllelse"),
    Part.COMMENT: ("kommentar", "analys", "kommentar till utfall", "uppföljningskommentar"),
    Part.REPORTED: (
        *("rapportstatus", "rapporteringsstatus", "uppföljningsstatus", "godkännandestatus"),
        *("klarmarkerad", "klarmarkering", "godkänd"),
    ),
}

KINDS: Mapping[ItemKind, tuple[str, ...]] = {
    ItemKind.ORIENTATION_GOAL: ("inriktningsmål", "kf:s inriktningsmål", "kf inriktningsmål"),
    ItemKind.AREA_GOAL: (
        *("verksamhetsområdesmål", "mål för verksamhetsområdet", "kf:s mål för verksamhetsområdet"),
        *("kf:s verksamhetsområdesmål", "verksamhetsmål"),
    ),
    ItemKind.COUNCIL_INDICATOR: ("kf:s indikator", "kf:s indikatorer", "kf-indikator", "kf indikator"),
    ItemKind.COUNCIL_ACTIVITY: (
        *("kf:s aktivitet", "kf:s aktiviteter", "kf-aktivitet", "kf aktivitet", "kf:s uppdrag"),
        "uppdrag från kf",
    ),
    ItemKind.BOARD_GOAL: (
        *("nämndmål", "nämndens mål", "bolagsmål", "bolagsstyrelsens mål", "nämndmål/bolagsmål"),
        "mål för nämnden",
    ),
    ItemKind.BOARD_INDICATOR: (
        *("nämndindikator", "nämndens indikator", "nämndens indikatorer", "indikator", "indikatorer"),
        *("bolagets indikator", "mått"),
    ),
    ItemKind.BOARD_ACTIVITY: (
        *("nämndaktivitet", "nämndens aktivitet", "nämndens aktiviteter", "aktivitet", "aktiviteter"),
        *("bolagets aktivitet", "åtgärd"),
    ),
    ItemKind.UNDERTAKING: ("åtagande", "enhetens åtagande", "enhetsmål", "enhetsåtagande"),
}

STATES: Mapping[str, tuple[str, ...]] = {
    "not_begun": ("ej påbörjad", "inte påbörjad", "ej startad", "planerad", "ny"),
    "under_way": ("pågår", "pågående", "påbörjad", "enligt plan", "under arbete"),
    "done": ("klar", "avslutad", "genomförd", "slutförd", "utförd"),
    "delayed": ("försenad", "försening", "avviker", "avvikelse", "ej enligt plan"),
    "stopped": ("avbruten", "stoppad", "utgår", "ställs in", "inställd"),
}

JUDGEMENTS: Mapping[str, tuple[str, ...]] = {
    "fully": ("helt", "uppfylls helt", "uppfyllt helt", "helt uppfyllt", "uppfyllt", "uppfylls"),
    "partly": ("delvis", "uppfylls delvis", "uppfyllt delvis", "delvis uppfyllt"),
    "not": ("ej", "uppfylls ej", "uppfylls inte", "inte", "ej uppfyllt", "inte uppfyllt"),
    "no_outcome": ("utfall saknas", "saknar utfall", "ej utfall", "saknas", "ej mätt"),
}

REPORTED: Mapping[str, tuple[str, ...]] = {
    "writing": ("ej klar", "inte klar", "pågående", "under arbete", "påbörjad", "ej klarmarkerad", "nej"),
    "ready": ("klar", "klarmarkerad", "färdig", "inlämnad", "klar för godkännande"),
    "approved": ("godkänd", "fastställd", "attesterad", "beslutad", "ja"),
}

_KNOWN = frozenset(folded(name) for names in (*HEADINGS.values(), *KINDS.values()) for name in names)


def known_headings(cells: Iterable[str]) -> int:
    """How many of the texts are usual as headings."""
    return sum(folded(cell) in _KNOWN for cell in cells)
