"""fardplan report batch"""

from pathlib import Path

from tests.cli.conftest import Program


def test_many_reports_are_made_and_made_again(english: Program, tmp_path: Path) -> None:
    order = ("report", "batch", "--kind", "decision-memo", "--as-of", "2021-05-03", "--out", tmp_path / "out")
    assert english.told(*order, "--excel").splitlines() == [
        f"3 files in {tmp_path / 'out'}.",
        "3 new, 0 changed, 0 as they were.",
    ]
    assert english.told(*order).splitlines() == [
        f"6 files in {tmp_path / 'out'}.",
        "6 new, 0 changed, 0 as they were.",
    ]
    assert english.told(*order).splitlines()[1] == "0 new, 0 changed, 6 as they were."


def test_what_could_not_be_made_is_told_last_and_fails(english: Program, tmp_path: Path) -> None:
    kinds = ("--kind", "decision-memo", "--kind", "official")
    result = english("report", "batch", *kinds, "--pdf", "--as-of", "2021-05-03", "--out", tmp_path)
    assert result.exit_code == 1
    assert result.stdout.startswith("3 files in ")
    assert result.stderr.splitlines()[-1] == "official: There is nothing yet that it can be made of."
