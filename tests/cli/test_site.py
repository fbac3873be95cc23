"""fardplan publish, serve and demo."""

import re
from pathlib import Path

import pytest

from fardplan.publishing.bundle import list_bundles
from tests.working_town import write_working_city


def pages(site: Path) -> int:
    return len(list(site.rglob("*.html")))


def reports(site: Path) -> int:
    """How many reports a site offers, each in one language."""
    return len(list(site.glob("reports/*/*.pdf")))


def bundle(program) -> str:
    (found,) = list_bundles(program.home / "bundles")
    return found.hash[:16]


def test_publishing_step_by_step(program, english):
    site = program.home / "site"
    assert program.told("publish", "--dry-run") == (
        "Inget är publicerat ännu; allt skulle bli nytt. Inget har skrivits.\n"
    )
    first = program.told("publish", "--no-reports")
    published = bundle(program)
    assert first == f"Publicerat i {site}: {pages(site)} sidor, publicering {published}.\n"
    assert program.told("publish", "--no-reports") == f"Webbplatsen i {site} är aktuell.\n"
    assert english.told("publish", "--dry-run") == "Nothing would change.\n"
    decision = ("--body", "KF", "--date", "2021-03-29", "--paragraph", "§ 12", "--dnr", "KS 2019/7")
    program.told("roadmap", "adopt", "1", *decision)
    change = "  The roadmap is now adopted; it was proposed, not adopted.\n"
    assert english.told("publish", "--dry-run") == f"{change}This would change. Nothing was written.\n"
    assert english.told("publish", "--no-reports").startswith(
        f"{change}Published to {site}: {pages(site)} pages, publication "
    )
    assert program.told("publish", "--rollback") == f"Webbplatsen visar publicering {published} igen.\n"
    assert english.refused("publish", "--rollback") == (
        f"{site}: there is no earlier publication to go back to\nThe site is as it was."
    )


def test_publishing_elsewhere(program, tmp_path):
    out = tmp_path / "www"
    told = program.told("publish", "--out", out)
    assert told == (
        f"Publicerat i {out}: {pages(out)} sidor, publicering {bundle(program)}.\n"
        f"Webbplatsen erbjuder {reports(out)} rapporter som PDF och Word.\n"
    )
    assert (out / "index.html").is_file()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x").touch()
    assert program.refused("publish", "--out", tmp_path / "mine") == (
        f"{tmp_path / 'mine'}: something else stands here, which publishing would overwrite\n"
        "Name a folder that does not exist yet, or an empty one.\nNothing was published."
    )


def test_how_far_the_reports_have_come_is_told(program):
    told = program("publish").stderr.splitlines()
    assert told == ["Gör rapporter …", *(f"Gör rapporter … {share}%" for share in (25, 50, 75))]
    assert program("publish").stderr == ""


def test_what_is_published_is_served(program, english):
    program.told("publish", "--no-reports")
    assert program.told("serve") == (
        "Arbetsytan: http://127.0.0.1:8000/arbete/\nWebbplatsen: http://127.0.0.1:8000/  (Ctrl+C avslutar)\n"
    )
    assert english.told("serve", "--port", "8123", "--host", "::1") == (
        "The workspace: http://[::1]:8123/arbete/\nThe site: http://[::1]:8123/  (Ctrl+C stops)\n"
    )
    site = program.home / "site"
    assert program.server.asked == [(site, "127.0.0.1", 8000), (site, "::1", 8123)]


def test_before_the_first_publication_there_is_the_workspace(program):
    assert program.told("serve").splitlines()[0] == (
        "Inget är publicerat ännu, så arbetsytan står ensam. För att publicera: fardplan publish"
    )
    assert program.server.asked == [(program.home / "site", "127.0.0.1", 8000)]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "hem"])
def test_a_port_that_is_none_is_refused(program, port):
    result = program("serve", "--port", port)
    assert (result.exit_code, program.server.asked) == (2, [])


def sentences(told: str) -> list[str]:
    return [line for line in told.splitlines() if line]


def test_the_demo_does_it_all_and_serves(no_home, city):
    lines, site = sentences(no_home.told("demo", "--city", city)), no_home.home / "site"
    assert lines[:3] == ["Gör i ordning hemmet …", "Bedömer etappmålen …", "Publicerar …"]
    assert lines[3].startswith("Färdplan för Lillköping, version 1: föreslagen, inte antagen. Läget den ")
    assert lines[-4:] == [
        f"Publicerat i {site}: {pages(site)} sidor, publicering {bundle(no_home)}.",
        f"Webbplatsen erbjuder {reports(site)} rapporter som PDF och Word.",
        "Arbetsytan: http://127.0.0.1:8000/arbete/",
        "Webbplatsen: http://127.0.0.1:8000/  (Ctrl+C avslutar)",
    ]
    assert no_home.server.asked == [(site, "127.0.0.1", 8000)]


def test_the_demo_makes_nothing_for_a_port_that_is_taken(no_home, city):
    no_home.server.taken.add(8000)
    assert no_home.refused("demo", "--city", city) == "port 8000 on 127.0.0.1 cannot be used"
    assert not no_home.home.exists()
    no_home.told("demo", "--city", city, "--no-serve", "--no-reports")


def test_the_demo_again_without_serving(no_home, city):
    no_home.told("demo", "--city", city, "--no-serve", "--no-reports")
    told = no_home.told("demo", "--city", city, "--no-serve", "--no-reports")
    assert sentences(told)[-1] == f"Webbplatsen i {no_home.home / 'site'} är aktuell."
    assert no_home.server.asked == []


def test_the_demo_shows_a_city_at_work_and_tells_a_login_for_each_role(no_home, tmp_path, monkeypatch):
    monkeypatch.setenv("FARDPLAN_TODAY", "2026-11-28")
    town = write_working_city(tmp_path / "town")
    lines = sentences(no_home.told("demo", "--city", town, "--no-reports"))
    assert lines[:2] == ["Gör i ordning hemmet …", "Fyller arbetsytan med en stad i arbete …"]
    assert lines[4].startswith("Påhittat, och märkt så: ")
    at = next(place for place, line in enumerate(lines) if line.startswith("Logga in som en påhittad person"))
    told = [line.split() for line in lines[at + 1 : at + 10]]
    assert [words[0] for words in told][:3] == ["strateg", "statistiker", "controller"]
    assert told[0][1] == "strateg@demo.example"
    assert re.fullmatch("[0-9a-f]{4}(-[0-9a-f]{4}){3}", told[0][2])
    assert told[2][3:] == ["Norra", "stadsdelsnämnden"]
    assert lines[at + 10 :] == [
        "Arbetsytan: http://127.0.0.1:8000/arbete/",
        "Webbplatsen: http://127.0.0.1:8000/  (Ctrl+C avslutar)",
    ]


def test_the_demo_makes_no_logins_in_a_home_that_was_not_made_for_it(no_home, tmp_path, monkeypatch):
    monkeypatch.setenv("FARDPLAN_TODAY", "2026-11-28")
    town = write_working_city(tmp_path / "town")
    no_home.told("init", "--city", town)
    lines = sentences(no_home.told("demo", "--city", town, "--no-reports"))
    assert not [line for line in lines if "arbetsytan med" in line or "@demo.example" in line]
    assert [line for line in lines if line.startswith("Inga inloggningar skapas: det här hemmet")]


def test_a_demonstration_that_other_machines_reach_has_no_logins(no_home, tmp_path, monkeypatch):
    monkeypatch.setenv("FARDPLAN_TODAY", "2026-11-28")
    no_home.told("demo", "--city", write_working_city(tmp_path / "town"), "--no-reports")
    closed = "Demonstrationens inloggningar har stängts, eftersom andra datorer betjänas: 9."
    assert closed in sentences(no_home.told("serve", "--host", "0.0.0.0"))
    assert closed not in sentences(no_home.told("serve", "--host", "0.0.0.0"))


def test_the_demo_with_a_document_shows_what_was_read_and_matched(no_home, city, document: Path):
    told = no_home.told("demo", "--city", city, "--document", document, "--no-serve", "--no-reports")
    lines = sentences(told)
    assert lines[0] == "Läser dokumentet …"
    assert "2 beslutspunkter, 2 målområden, 2 etappmål, 3 strategier" in lines
    page = no_home.home / "reading.html"
    assert f"Dokumentet bredvid det som lästes ur det: {page.as_uri()}" in lines
    assert "Färdplan för ett helt Lillköping" in page.read_text("utf-8")
    at = lines.index("Version 1 är skapad: Färdplan för ett helt Lillköping.")
    assert lines[at + 1 : at + 3] == [
        "  betyg: behoriga (100 %: behörig, gymnasi)",
        "  utslappen-av-kvave-till-sjon-har-tydligt-minskat: ingen indikator passar",
    ]
