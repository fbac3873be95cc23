"""fardplan report archive and verify"""

from pathlib import Path

from tests.cli.conftest import Program


def test_a_package_is_made_and_found_whole(english: Program, tmp_path: Path) -> None:
    path = tmp_path / "new" / "package.zip"
    order = ("report", "archive", "decision-memo", "--for", "betyg", "--as-of", "2021-05-03", "--out", path)
    first, beside, second, third = english.told(*order).splitlines()
    assert (first, beside) == (f"Written: {path}", f"Written: {path}.sha256")
    assert second.startswith("9 files; the package's SHA-256: ")
    assert (
        third == "No decision has been recorded of: Level and year for a milestone, More pupils are eligible."
    )
    before = path.read_bytes()
    english.told(*order)
    assert path.read_bytes() == before
    assert english.told("report", "verify", path).splitlines() == [
        "The package is whole: 8 files are as METS.xml lists them.",
        f"Its SHA-256: {second.rpartition(' ')[2]}",
        "package.zip.sha256 beside it has the same.",
    ]
    (tmp_path / "new/package.zip.sha256").unlink()
    assert english.told("report", "verify", path).splitlines()[-1] == (
        "Nothing beside it says what that should be: there is no package.zip.sha256. Compare it with what "
        "was noted when the package was made."
    )


def test_a_package_that_is_not_whole_is_told_and_fails(english: Program, tmp_path: Path) -> None:
    path = tmp_path / "package.zip"
    path.write_bytes(b"PK")
    path.with_name("package.zip.sha256").write_text("0" * 64 + "  package.zip\n")
    result = english("report", "verify", path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "The package is not whole:",
        "- it is no zip file, or it is damaged",
        "- it is not the package that package.zip.sha256 beside it is the checksum of",
    ]
    path.with_name("package.zip.sha256").write_text("what\n")
    assert english("report", "verify", path).stderr.splitlines()[2:] == [
        "- package.zip.sha256 beside it holds no SHA-256 to compare with"
    ]


def test_kinds_and_subjects_go_together(english: Program, tmp_path: Path) -> None:
    subjects = ("--for", "betyg", "--for", "trygghet")
    told = english.refused("report", "archive", "decision-memo", "decision-memo", "official", *subjects)
    assert told.startswith("there are 3 kinds and 2 --for\n")
    path = tmp_path / "two.zip"
    english.told("report", "archive", "decision-memo", "decision-memo", *subjects, "--out", path)
    assert "11 files are as METS.xml lists them." in english.told("report", "verify", path)
