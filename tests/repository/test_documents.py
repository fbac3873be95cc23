"""The papers at the door: README, licence, change log, publiccode.yml."""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
import yaml

import fardplan

LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)|src=\"(?P<source>[^\"]+)\"")
PAPERS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "CODE_OF_CONDUCT.md")
GOALS = ("setup", "demo", "test", "check", "fix", "docs", "wheel", "bench", "requirements", "clean", "help")
LARGEST_PICTURE_BYTES = 300_000
EUPL_WORDS_SHA256 = "b265314fe0920ed66121307961dabb70eb3c26c508d2362783e821bbb4a0e16c"


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def publiccode(root: Path) -> dict[str, Any]:
    return yaml.safe_load(text_of(root / "publiccode.yml"))


@pytest.mark.parametrize("name", PAPERS)
def test_every_link_to_a_file_leads_somewhere(root: Path, name: str) -> None:
    targets = [match["target"] or match["source"] for match in LINK.finditer(text_of(root / name))]
    inside = [target.split("#")[0] for target in targets if not urlparse(target).scheme]
    assert [target for target in inside if target and not (root / target).exists()] == []


def test_every_make_goal_that_a_paper_names_exists(root: Path) -> None:
    goals = set(re.findall(r"^([a-z-]+):", text_of(root / "Makefile"), flags=re.MULTILINE))
    papers = [root / name for name in PAPERS] + sorted((root / "docs").rglob("*.md"))
    named = {
        goal
        for path in papers
        for code in re.findall(r"`{3}.*?`{3}|`[^`\n]+`", text_of(path), flags=re.DOTALL)
        for goal in re.findall(r"(?:^|[\n`;&] *)make ([a-z-]+)", code)
    }
    assert named - goals == set()
    assert set(GOALS) - goals == set()


def test_the_readme_shows_the_product_and_both_commands(root: Path) -> None:
    readme = text_of(root / "README.md")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", readme)
    assert pictures != []
    assert all((root / picture).stat().st_size < LARGEST_PICTURE_BYTES for picture in pictures)
    assert "make demo" in readme
    assert "make test" in readme


def test_the_licence_is_the_eupl_word_for_word(root: Path) -> None:
    words = " ".join(text_of(root / "LICENSE").split())
    assert hashlib.sha256(words.encode()).hexdigest() == EUPL_WORDS_SHA256
    assert words.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2 EUPL © the European Union 2007, 2016")


def test_the_change_log_tells_of_this_version(root: Path) -> None:
    headings = re.findall(r"^## \[([^\]]+)\]", text_of(root / "CHANGELOG.md"), flags=re.MULTILINE)
    assert headings[0] in ("Unreleased", fardplan.__version__)
    assert fardplan.__version__ in headings


def test_publiccode_has_what_the_standard_demands(publiccode: dict[str, Any]) -> None:
    """The mandatory keys of the standard 0.4 and the bounds of its texts."""
    assert set(publiccode) >= {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert publiccode["publiccodeYmlVersion"] == "0.4"
    assert publiccode["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert publiccode["maintenance"]["type"] in ("internal", "contract", "community", "none")
    assert all(contact["name"] for contact in publiccode["maintenance"]["contacts"])
    assert publiccode["localisation"] == {"localisationReady": True, "availableLanguages": ["sv", "en"]}
    date.fromisoformat(publiccode["releaseDate"])
    for texts in publiccode["description"].values():
        assert len(texts["shortDescription"]) <= 150
        assert 150 <= len(texts["longDescription"]) <= 10_000
        assert 5 <= len(texts["features"]) <= 20


def test_publiccode_agrees_with_the_project(publiccode: dict[str, Any], project: dict[str, Any]) -> None:
    assert publiccode["name"] == "Färdplan"
    assert publiccode["softwareVersion"] == fardplan.__version__
    assert publiccode["legal"]["license"] == project["project"]["license"]
