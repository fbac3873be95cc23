"""Lillköping: a made-up city small enough to know by heart, with a council document of its own."""

import textwrap
from pathlib import Path

FILES = {
    "city.yaml": """\
        key: lillkoping
        name: {sv: Lillköpings kommun, en: Lillköping Municipality}
        municipality_code: '9999'
        home_area: '9999'
        publisher: {sv: Lillköpings kommun, en: Lillköping Municipality}
        """,
    "areas.yaml": """\
        areas:
          - {code: '9999', kind: city, versions: [{name: Lillköping}]}
        """,
    "goals.yaml": """\
        goals:
          - {period: 2019–2022, key: hel, text: {sv: Ett helt Lillköping}, source: budget 2019}
        """,
    "organisations.yaml": """\
        organisations:
          - {key: skolnamnden, name: {sv: Skolnämnden, en: School Board}, kind: board, source: budget 2019}
        """,
    "roadmap.yaml": """\
        number: 1
        title: {sv: Färdplan för Lillköping, en: Roadmap for Lillköping}
        dnr: KS 2019/7
        dated: '2019-03-01'
        drawn_up_by: Kansliet
        source: Tjänsteskrivelse, Dnr KS 2019/7
        horizon: [2025, 2030]
        vision: {title: {sv: Lillköping 2040, en: Lillköping 2040}, year: 2040, source: KF 2018}
        target_areas:
          - {key: skola, name: {sv: Skola, en: School}}
          - {key: trygghet-och-bostad, name: {sv: Trygghet och bostad, en: Safety and housing}}
        milestones:
          - key: betyg
            target_area: skola
            text: {sv: Fler elever är behöriga till gymnasiet, en: More pupils are eligible}
            wanted: up
            indicator: {indicator: behoriga, source: förslag}
            responsible: [{organisation: skolnamnden, source: KF 2019}]
          - key: trygghet
            target_area: trygghet-och-bostad
            text: {sv: Andelen otrygga har tydligt minskat, en: Clearly fewer feel unsafe}
            wanted: down
            strength: clear
            indicator: {indicator: otrygga, source: förslag}
          - key: bostader
            target_area: trygghet-och-bostad
            text: {sv: Fler bostäder byggs vid stationen, en: More homes are built by the station}
            wanted: up
            needed: {sv: Ett register över bostadsprojekt, en: A register of housing projects}
        strategies:
          - {key: lasning, target_area: skola, number: 1, text: {sv: Satsa på läsning, en: Invest in reading}}
          - {key: belysning, target_area: trygghet-och-bostad, number: 1, text: {sv: Bättre belysning}}
        decision_points:
          - {number: 1, text: {sv: Färdplanen godkänns., en: Approved.}, addressee: null, force: godkänns}
        decision: null
        """,
    "indicators/behoriga.yaml": """\
        key: behoriga
        name: {sv: Behöriga elever, en: Eligible pupils}
        definition: {sv: Andel av eleverna i årskurs 9, en: Share of pupils in grade 9}
        unit: {measure: share, label: {sv: procent, en: per cent}}
        polarity: up
        area: '9999'
        rounded_to: 0.1
        error:
          kind: register
          movement: {sd: 1.0, df: 20, source: {sv: Tjugo kommuner, en: Twenty municipalities}}
        sources:
          - {key: kolada, name: Behöriga, publisher: RKA, code: N15436, address: 'https://example.org/kolada'}
        words: [behörig, gymnasi]
        """,
    "indicators/otrygga.yaml": """\
        key: otrygga
        name: {sv: Otrygga, en: Feeling unsafe}
        definition: {sv: Andel av de svarande, en: Share of respondents}
        unit: {measure: share, label: {sv: procent, en: per cent}}
        polarity: down
        area: '9999'
        rounded_to: 1
        error: {kind: survey}
        sources:
          - {key: matning, name: Trygghetsmätningen, publisher: Lillköping, address: 'https://example.org/m'}
        words: [otrygg]
        """,
    "figures.csv": """\
        indicator,area,group,period,value,status,base,lower,upper,source,origin,address,via,published,published_basis,licence,note
        behoriga,9999,,2015,80.1,value,,,,kolada,official,https://example.org/kolada,,2015-09-25,stated,,
        behoriga,9999,,2016,81.9,value,,,,kolada,official,https://example.org/kolada,,2016-09-25,stated,,
        behoriga,9999,,2017,84.2,value,,,,kolada,official,https://example.org/kolada,,2017-09-25,stated,,
        behoriga,9999,,2018,85.8,value,,,,kolada,official,https://example.org/kolada,,2018-09-25,stated,,
        behoriga,9999,,2019,88.1,value,,,,kolada,official,https://example.org/kolada,,2019-09-25,stated,,
        otrygga,9999,,2017,12,value,4000,,,matning,official,https://example.org/m,,2017-10-01,stated,,
        otrygga,9999,,2020,11,value,4200,,,matning,official,https://example.org/m,,2020-10-01,stated,,
        """,
}

DOCUMENT = """\
Lillköpings kommun                                   TJÄNSTESKRIVELSE
Kommunledningskontoret                               Sida 1 (2)
                                                     2021-03-15
                                                     Dnr KS 2021/55
Till kommunstyrelsen

Färdplan för ett helt Lillköping

Förslag till beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta

1. Färdplan för ett helt Lillköping godkänns.

2. Samtliga nämnder ska arbeta i färdplanens riktning.

Sammanfattning
Färdplanen har två målområden. Kring år 2027–2030 är en lämplig tidpunkt
för måluppfyllelse av etappmålen.

Ärendet
Färdplanen har två målområden: skola samt natur och miljö.

Målområde 1: Skola

Etappmål
1.1 Fler elever är behöriga till gymnasiet.

Strategier
1. Satsa på läsning.
2. Anställ fler speciallärare.

Målområde 2: Natur och miljö

Etappmål
2.1 Utsläppen av kväve till sjön har tydligt minskat.

Strategier
1. Bygg ut våtmarkerna kring sjön.

Anna Berg
Kommundirektör
"""


def write_city(folder: Path) -> Path:
    """Write the city package into a new folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), "utf-8")
    return folder


def write_document(folder: Path) -> Path:
    path = folder / "tjansteskrivelse.txt"
    path.write_text(DOCUMENT, "utf-8")
    return path
