"""Headings of the genre."""

import pytest

from fardplan.sources.council_document.genre import Section
from fardplan.sources.council_document.headings import SectionHeading, section_heading


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sammanfattning", SectionHeading(Section.SUMMARY)),
        ("2. Bakgrund", SectionHeading(Section.BACKGROUND)),
        ("Arendets beredning", SectionHeading(Section.PREPARATION)),
        (
            "Stadsledningskontorets férslag till beslut",
            SectionHeading(Section.DECISION, "Stadsledningskontorets"),
        ),
        ("Förvaltningens synpunkter och förslag", SectionHeading(Section.OPINION, "Förvaltningens")),
        ("Beslutet skickas till:", SectionHeading(Section.DISTRIBUTION)),
        ("Bilaga 2", SectionHeading(Section.ANNEXES)),
        ("Förslag till beslut i tekniska nämnden", SectionHeading(Section.DECISION)),
        ("3. Férslag till beslut för kommunstyrelsen:", SectionHeading(Section.DECISION)),
        ("FÖRSLAG TILL BESLUT I KOMMUNFULLMÄKTIGE 2024-03-01", SectionHeading(Section.DECISION)),
        (
            "Regionstyrelsens förslag till fullmäktiges beslut",
            SectionHeading(Section.DECISION, "Regionstyrelsens"),
        ),
        (
            "2. Kommunstyrelsens förslag till kommunfullmäktige:",
            SectionHeading(Section.DECISION, "Kommunstyrelsens"),
        ),
        ("Förslag till regionfullmäktige", SectionHeading(Section.DECISION)),
        ("Förslag till nämndens beslut", SectionHeading(Section.DECISION)),
        ("Förslag till fullmäktiges plan", None),
        ("Hamnens och stadens förslag till fullmäktige", None),
        ("Förslag till beslut om taxa", None),
        ("Förslag till beslut i tekniska nämnden.", None),
        ("Förslag till beslut i den nya tekniska nämnden nu", None),
        ("bakgrund", None),
        ("Bakgrund, nuläge och framtid.", None),
        ("Kommunstyrelsen lämnar förslag till beslut", None),
    ],
)
def test_section_headings(text, found):
    assert section_heading(text) == found
