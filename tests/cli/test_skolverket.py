"""fardplan evidence refresh where a person has to download Skolverket's file first."""

import shutil
from pathlib import Path

from tests.cli.conftest import Program
from tests.sources.skolverket.files import SHARE, school_file


def test_a_series_waits_for_a_file_that_somebody_downloads_and_this_is_no_failure(
    no_home: Program, city: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "lillkoping"
    shutil.copytree(city, folder)
    path = folder / "indicators/behoriga.yaml"
    address = "address: 'https://example.org/kolada'}"
    asks = (
        "address: 'https://www.skolverket.se', asks: {kind: skolverket, folder: skolverket, figures: city, "
        f'municipality: "9999", columns: ["{SHARE}"]}}}}'
    )
    path.write_text(path.read_text("utf-8").replace(address, asks), "utf-8")
    no_home.told("init", "--city", folder, "--no-figures")
    downloads = no_home.home / "downloads/skolverket"
    assert no_home.told("evidence", "refresh").startswith(
        "behoriga: väntar på en fil\n"
        "  RKA: Behöriga (N15436)\n"
        f"  {downloads}: ingen fil har lagts här än\n"
        "  Ladda ner Skolverkets fil med en rad per skola och lägg den där.\n"
        "  Uppgifter som har lästs in tidigare är som de var.\n"
    )

    downloads.mkdir(parents=True)
    (downloads / "2025.csv").write_bytes(school_file())
    assert no_home.told("evidence", "refresh", "--source", "skolverket").splitlines()[0] == (
        "behoriga: nya uppgifter"
    )
    shown = no_home.told("evidence", "show", "behoriga")
    assert "86,1 (63,3–87,8)" in shown
