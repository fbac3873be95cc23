"""fardplan document read: the reading page, and what a new edition has changed."""

import pytest

from fardplan.sources.council_document import from_yaml, to_yaml
from tests.portal.markup import read
from tests.web.pages import check_structure


def test_the_reading_page_is_written_in_the_language_asked_for(no_home, document, tmp_path):
    page = tmp_path / "lasning.html"
    told = no_home.told("document", "read", document, "--html", page)
    assert told.endswith(f"\nSkrivet: {page}\n")
    written = read(page.read_text("utf-8"))
    check_structure(written)
    assert written.all("h1")[0].text == "Färdplan för ett helt Lillköping"
    assert written.all("html")[0].get("lang") == "sv"
    no_home.language = "en"
    assert no_home.told("document", "read", document, "--html", page).endswith(f"\nWritten: {page}\n")
    assert read(page.read_text("utf-8")).all("html")[0].get("lang") == "en"


def test_the_page_is_never_written_over_the_document(no_home, tmp_path, document):
    own = tmp_path / "eget.txt"
    own.write_bytes(document.read_bytes())
    assert no_home.refused("document", "read", own, "--html", own) == (
        f"{own}: what was read would be written over the document itself\nChoose another name.\n"
        "The document was read; nothing was written."
    )
    assert own.read_bytes() == document.read_bytes()


def test_what_has_changed_since_an_earlier_document(no_home, tmp_path, document):
    later, page = tmp_path / "ny.txt", tmp_path / "ny.html"
    later.write_text(
        document.read_text("utf-8")
        .replace("2. Anställ fler speciallärare.\n", "")
        .replace("Satsa på läsning", "Satsa på läsning och skrivning"),
        "utf-8",
    )
    told = no_home.told("document", "read", later, "--since", document, "--html", page).splitlines()
    start = told.index("Vad som har ändrats (sedan tjansteskrivelse.txt)")
    assert told[start + 1 : start + 6] == [
        "  Borttaget (1):",
        "    - Strategi 2: Anställ fler speciallärare.",
        "  Ändrat (1):",
        "    - Strategi 1: Satsa på läsning och skrivning.",
        "      förut: Satsa på läsning.",
    ]
    shown = read(page.read_text("utf-8"))
    check_structure(shown)
    assert [item.text for item in shown.all("ins")] == ["och skrivning"] * 2
    assert [item.text for item in shown.all("p") if item.has_class("fate")] == ["Ändrat"]


def test_what_has_changed_since_a_draft_that_was_corrected(no_home, tmp_path, document):
    draft = tmp_path / "utkast.yaml"
    no_home.told("document", "read", document, "--out", draft)
    corrected = from_yaml(draft.read_text("utf-8"))
    goals = [one.model_copy(update={"text": one.text.replace("Fler", "Alla")}) for one in corrected.goals]
    draft.write_text(to_yaml(corrected.model_copy(update={"goals": tuple(goals)})), "utf-8")
    told = no_home.told("document", "read", document, "--since", draft)
    assert "      förut: Alla elever är behöriga till gymnasiet.\n" in told


@pytest.mark.parametrize("name", ["utkast.yaml", "saknas.txt"])
def test_an_earlier_edition_that_is_not_there_is_told(no_home, tmp_path, document, name):
    assert "no" in no_home.refused("document", "read", document, "--since", tmp_path / name)


def test_the_draft_is_never_written_over_the_document(no_home, tmp_path, document):
    own = tmp_path / "eget.txt"
    own.write_bytes(document.read_bytes())
    assert no_home.refused("document", "read", own, "--out", own, "--overwrite") == (
        f"{own}: what was read would be written over the document itself\nChoose another name.\n"
        "The document was read; nothing was written."
    )
    assert own.read_bytes() == document.read_bytes()


def test_the_page_replaces_a_reading_page_and_nothing_else(no_home, tmp_path, document):
    other, page = tmp_path / "annat.docx", tmp_path / "sida.html"
    other.write_bytes(b"annat")
    assert no_home.refused("document", "read", document, "--html", other) == (
        f"{other}: the file is there already and is no reading page\n"
        "Choose another name, or say --overwrite.\nThe document was read; nothing was written."
    )
    assert other.read_bytes() == b"annat"
    no_home.told("document", "read", document, "--html", page)
    first = page.read_bytes()
    no_home.told("document", "read", document, "--html", page)
    assert page.read_bytes() == first
    no_home.told("document", "read", document, "--html", other, "--overwrite")
    assert other.read_bytes() == first


def test_what_comes_next_is_told_with_the_draft(no_home, tmp_path, document):
    draft = tmp_path / "utkast.yaml"
    told = no_home.told("document", "read", document, "--out", draft)
    assert told.endswith(
        f"\nSkrivet: {draft}\nNästa steg: jämför {draft} med dokumentet, rätta och kör: "
        f"fardplan roadmap import {draft}\n"
    )
