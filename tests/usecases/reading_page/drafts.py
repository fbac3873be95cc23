"""A draft that has everything a draft can have, made by hand, and the document it stands in."""

from typing import Any

from fardplan.sources.council_document import Doubt, Draft

TEXT = """\
Program för en hel stad
Vision 2035: en stad för alla
Kommunstyrelsen gav 2020 i uppdrag
att ta fram ett program. Det har beretts av kontoret.
1. Programmet antas.
2. Nämnderna ska följa det.
\fFokusområde A Skola
Delmål A1 Minst 90 procent är behöriga 2027
Andel behöriga, källa Kolada
Aktivitet Läs mera <b>nu</b>
Fokusområde B Natur
Delmål B1 Utslappen minskar
Eva Ek
Bilaga 1 Karta
Agenda 2030"""


def item(text: str, *lines: int, **more: Any) -> dict[str, Any]:
    rows = TEXT.replace("\f", "").split("\n")
    read = more.pop("as_read", None) or (
        text if text in rows[lines[0] - 1] else "\n".join(rows[line - 1] for line in lines)
    )
    return {"text": text, "as_read": read, "lines": lines, "confidence": 1.0, **more}


def goal(key: str, text: str, line: int, **more: Any) -> dict[str, Any]:
    bare = {
        "level": None,
        "becomes": None,
        "number": None,
        "parent": None,
        "direction": "unclear",
        "target": None,
        "responsible": (),
    }
    return item(text, line, **{**bare, "id": key, **more})


NINETY = {"value": 90.0, "unit": "procent", "year": 2027, "direction": "up"}

PLAIN: dict[str, Any] = {
    "document": {
        "name": "program.txt",
        "kind": "program",
        "dnr": "KS 2020/1",
        "date": "2020-05-04",
        "decided_by": "Kommunfullmäktige",
        "officer": "Eva Ek",
        "municipality": "Lillköpings kommun",
        "noise": 0.0,
    },
    "title": item("Program för en hel stad", 1),
    "decisions": [
        item("Programmet antas.", 5, as_read="Programmet antas.", addressee=None, force="godkänns"),
        item("Nämnderna ska följa det.", 6, addressee="Nämnderna", force="ska"),
    ],
    "mandate": item("Kommunstyrelsen gav 2020 i uppdrag att ta fram ett program.", 3, 4),
    "preparation": item("Det har beretts av kontoret.", 4, as_read="Det har beretts av kontoret."),
    "earlier_decisions": [item("Kommunstyrelsen gav 2020 i uppdrag", 3, date="2020")],
    "vision": item("en stad för alla", 2, as_read="en stad för alla", year=2035),
    "horizons": [item("Vision 2035", 2, as_read="Vision 2035", years=(2035,))],
    "goals": [
        goal("g1", "Skola", 7, level="Fokusområde", becomes="target_area", number="A"),
        goal(
            "g2",
            "Minst 90 procent är behöriga 2027",
            8,
            level="Delmål",
            becomes="milestone",
            number="A1",
            parent="g1",
            direction="up",
            target=NINETY,
            responsible=("Skolnämnden",),
        ),
        goal("g3", "Läs mera <b>nu</b>", 10, level="Aktivitet", parent="g2"),
        goal("g4", "Natur", 11, level="Fokusområde", becomes="target_area", number="B"),
        goal(
            "g5",
            "Utsläppen minskar",
            12,
            level="Delmål",
            becomes="milestone",
            number="B1",
            parent="g4",
            direction="down",
            confidence=0.872,
            as_read="Utslappen minskar",
        ),
    ],
    "indicators": [item("Andel behöriga", 9, of="g2", source="Kolada", target=None)],
    "signatories": [item("Eva Ek", 13, role="Direktör")],
    "annexes": [item("Karta", 14, number="1", present=False)],
    "references": [item("Agenda 2030", 15)],
    "doubts": [
        Doubt(kind="annex_missing", message="", lines=(14,), as_read="Karta", readings=()).model_dump(),
        Doubt(
            kind="uncertain_repair",
            message="",
            lines=(12,),
            as_read="Utslappen",
            readings=("Utsläppen", "Utslagen"),
        ).model_dump(),
    ],
}
EVERYTHING = Draft.model_validate(PLAIN)


def changed(**parts: Any) -> Draft:
    """The draft with parts of its plain form replaced."""
    return Draft.model_validate({**PLAIN, **parts})
