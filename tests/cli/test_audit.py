"""fardplan audit list, verify and export."""

import json
from pathlib import Path

from django.db import connection

from tests.cli.conftest import Program
from tests.databases import without_guard


def test_the_log_is_listed_with_who_and_what(english: Program) -> None:
    lines = english.told("audit", "list").splitlines()
    assert lines[0].split() == ["Entry", "When", "Who", "What", "Why"]
    assert [line.split("  ")[0] for line in lines[2:]] == ["1", "2", "3"]
    assert "create home: lillkoping" in lines[2]
    assert "bring organisations: lillkoping" in lines[3]
    assert "load public figures: lillkoping" in lines[4]
    assert len(english.told("audit", "list", "--last", 1).splitlines()) == 3
    assert english.told("audit", "list", "--by", "Ingen") == "Nothing in the log matches.\n"
    assert english.told("audit", "list", "--since", "2200-01-01") == "Nothing in the log matches.\n"
    found = json.loads(english.told("audit", "list", "--json", "--about", "lill"))
    assert [(item["number"], item["action"]) for item in found] == [
        (1, "create home"),
        (2, "bring organisations"),
        (3, "load public figures"),
    ]


def test_the_log_is_verified(program: Program, english: Program) -> None:
    first, second = program.told("audit", "verify").splitlines()
    assert first == "Alla 3 poster är som de skrevs."
    remembered = second.rpartition(" ")[2]
    assert remembered.startswith("3:")
    assert english.told("audit", "verify", "--remembered", remembered).startswith("All 3 entries are as")
    assert "entry 1 of the log is not the one" in english.refused(
        "audit", "verify", "--remembered", f"1{remembered[1:]}"
    )


def test_a_changed_log_is_told_with_an_exit_code(program: Program) -> None:
    program.told("status")
    without_guard("store_auditevent_kept_update", "store_auditevent")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_auditevent SET actor = 'Någon' WHERE number = 2")
    result = program("audit", "verify")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Loggen har ändrats: post 2 är inte som den skrevs.",
        "Posten före är som den skrevs.",
    ]


def test_the_log_is_exported(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "logg.jsonl"
    assert program.told("audit", "export", path) == f"3 poster skrevs till {path}.\n"
    assert [json.loads(line)["number"] for line in path.read_text("utf-8").splitlines()] == [1, 2, 3]
