"""Lillköping at work: the made-up city with boards, two district boards that merge, a company and a year."""

import shutil
from datetime import date
from pathlib import Path

from fardplan.sources.city_package import CITIES
from tests.small_city import write_city

MERGED_ON = date(2027, 7, 1)
ORGANISATIONS = """\
organisations:
  - {key: fullmaktige, name: {sv: Kommunfullmäktige, en: Council}, kind: council, source: påhittat}
  - {key: styrelsen, name: {sv: Kommunstyrelsen, en: Executive}, kind: executive, source: påhittat}
  - {key: skolnamnden, name: {sv: Skolnämnden, en: School Board}, kind: board, source: påhittat}
  - {key: tekniska, name: {sv: Tekniska nämnden, en: Technical Board}, kind: board, source: påhittat}
  - key: norra
    name: {sv: Norra stadsdelsnämnden, en: Northern District Board}
    kind: district_board
    valid_to: 2027-06-30
    successors: [nya]
    source: påhittat
  - key: sodra
    name: {sv: Södra stadsdelsnämnden, en: Southern District Board}
    kind: district_board
    valid_to: 2027-06-30
    successors: [nya]
    source: påhittat
  - key: nya
    name: {sv: Nya stadsdelsnämnden, en: New District Board}
    kind: district_board
    valid_from: 2027-07-01
    source: påhittat
  - {key: bostader, name: {sv: Lillköpings bostäder AB, en: Homes}, kind: company, source: påhittat}
"""


def write_working_city(folder: Path) -> Path:
    """The city package, with the steps of Stockholm's year."""
    write_city(folder)
    (folder / "organisations.yaml").write_text(ORGANISATIONS, "utf-8")
    (folder / "goals.yaml").write_text(
        "goals:\n  - {period: 2023–, key: hel, text: {sv: Ett helt Lillköping}, source: påhittat}\n", "utf-8"
    )
    shutil.copy(CITIES / "stockholm" / "cycle.yaml", folder / "cycle.yaml")
    return folder
