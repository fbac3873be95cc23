"""The errors that a person meets most are told in Swedish by default."""

import pytest

from fardplan.presentation.sentences import error_in
from fardplan.vocabulary.errors import FardplanError
from tests.cli.conftest import Program

DECISION = ("--body", "KF", "--date", "2021-03-31", "--paragraph", "7", "--dnr", "KS 1")
UNCHANGED = "Inget ändrades."


@pytest.mark.parametrize(
    ("arguments", "swedish"),
    [
        (("roadmap", "import", "utkast.yaml"), "utkast.yaml: det finns ingen sådan fil"),
        (
            ("roadmap", "set", "betyk", "--level", "92", "--year", "2035"),
            f"det finns inget etappmål ”betyk” i version 1\n"
            f"Det finns: betyg, bostader, trygghet. Menade du 'betyg'?\n{UNCHANGED}",
        ),
        (
            ("roadmap", "set", "betyg", "--level", "100.5", "--year", "2035"),
            f"nivån 100,5 kan inte finnas: ”behoriga” är i procent\nDen går från 0 till 100.\n{UNCHANGED}",
        ),
        (
            ("roadmap", "set", "betyg", "--level", "92"),
            f"en nivå och ett år hör ihop, och året saknas\nAnge både --level och --year.\n{UNCHANGED}",
        ),
        (
            ("roadmap", "set", "betyg", "--level", "92", "--year", "1990"),
            f"året 1990 ligger inte mellan färdplanens 2019 och visionens 2040\n{UNCHANGED}",
        ),
        (
            ("roadmap", "adopt", "1", *DECISION[:3], "2999-01-01", *DECISION[4:]),
            "beslutet är daterat 1\u00a0januari 2999, efter i dag, 5\u00a0maj 2027\n"
            f"Anteckna ett beslut när det har fattats.\n{UNCHANGED}",
        ),
        (
            ("evidence", "load", "tabell.csv"),
            "det finns ingen läsanvisning för tabell.csv\nSkapa ett förslag att rätta: ",
        ),
        (("evidence", "diff", "betyk"), "det finns ingen indikator ”betyk”"),
        (("forecast", "betyk"), "det finns ingen indikator ”betyk”"),
        (
            ("release", "--why", "x"),
            "ett skäl är angivet, men inget att släppa fri eller dra tillbaka\n"
            f"Ange --forecast, --probability eller --recommended, eller --withdraw.\n{UNCHANGED}",
        ),
        (
            ("publish", "--rollback"),
            "det finns ingen tidigare publicering att gå tillbaka till\nWebbplatsen är som den var.",
        ),
    ],
)
def test_in_swedish(
    program: Program, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], swedish: str
) -> None:
    monkeypatch.setenv("FARDPLAN_TODAY", "2027-05-05")
    error = program(*arguments).exception
    assert isinstance(error, FardplanError)
    assert swedish in error_in(error, "sv")
