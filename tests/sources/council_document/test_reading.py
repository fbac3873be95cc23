"""Files and texts that come in every state, and the draft as it goes out."""

import json
import time

import pytest
import yaml

from fardplan.sources.council_document import (
    Doubt,
    doubt_sentence,
    from_yaml,
    read_document,
    read_file,
    summary,
    to_yaml,
)
from fardplan.sources.council_document.doubts import KINDS, doubt, lines_in_words
from fardplan.vocabulary.errors import InputError, StorageError


@pytest.fixture(scope="module")
def text(documents):
    return (documents / "sjostad.txt").read_text(encoding="utf-8")


def _refused(run) -> InputError:
    with pytest.raises(InputError) as error:
        run()
    return error.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(tmp_path, text, encoding):
    path = tmp_path / "plan.txt"
    path.write_bytes(text.replace("–", "-").encode(encoding))
    assert read_file(path) == read_document(text.replace("–", "-"), name="plan.txt")


def test_line_ends_do_not_matter(text):
    draft = read_document(text)
    assert read_document(text.replace("\n", "\r\n")) == draft
    assert read_document(text.replace("\n", "\r")) == draft


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04 word/document.xml", "this is a Word document that is damaged"),
        (b"\xd0\xcf\x11\xe0 old", "this is a file of an old Office program, such as .doc"),
        (b"{\\rtf1 text}", "this is an RTF file"),
        (b"\x89PNG\r\n", "this is a picture of a document, not its text"),
        (b"text \x00\x01\x02", "this is a binary file; it has no text that can be read"),
        (b"", "the text is empty: there is not one letter in it"),
        (b" \n\x0c\n 123", "the text is empty: there is not one letter in it"),
    ],
)
def test_what_is_not_text_is_refused_with_what_to_do(tmp_path, content, what):
    path = tmp_path / "plan.txt"
    path.write_bytes(content)
    error = _refused(lambda: read_file(path))
    assert (error.what, error.outcome) == (what, "No draft was made.")
    assert error.instead


def test_missing_files_folders_and_locked_files(tmp_path):
    assert _refused(lambda: read_file(tmp_path / "no.txt")).what == "the file does not exist"
    assert _refused(lambda: read_file(tmp_path)).what == "the file is a folder"
    with pytest.raises(StorageError):
        read_file(tmp_path / ("x" * 300))


def test_enormous_texts_are_refused():
    assert _refused(lambda: read_document("a\n" * 400_001)).what == (
        "the text has 400,002 lines, at most 400,000 are read"
    )
    assert _refused(lambda: read_document("a" * 16_000_001)).what == (
        "the text has 16,000,001 characters, at most 16,000,000 are read"
    )


def test_a_thousand_pages_are_read_in_bounded_time(documents):
    """The time must not grow faster than the text: ten times the pages, at most twenty times the time."""
    page = (documents / "lindalen.txt").read_text(encoding="utf-8")
    filler = "\n".join(
        f"Nämnden beslutade om sak {number} och berättar om arbetet här." for number in range(1000)
    )

    def seconds(copies: int) -> float:
        start = time.process_time()
        read_document(page + "\nBakgrund\n" + (filler + "\n") * copies)
        return time.process_time() - start

    seconds(1)
    assert seconds(20) < 20 * max(seconds(2), 0.2)


def test_json_has_the_promised_shape(text):
    told = read_document(text, name="sjostad.txt").to_json()
    assert list(told) == [
        "document",
        "title",
        "decisions",
        "mandate",
        "preparation",
        "earlier_decisions",
        "vision",
        "horizons",
        "goals",
        "indicators",
        "signatories",
        "annexes",
        "references",
        "doubts",
    ]
    item = {"text", "as_read", "lines", "confidence"}
    assert set(told["title"]) == item
    assert set(told["decisions"][0]) == item | {"addressee", "force"}
    assert set(told["earlier_decisions"][0]) == item | {"date"}
    assert set(told["goals"][0]) == item | {
        "id",
        "level",
        "becomes",
        "number",
        "parent",
        "direction",
        "target",
        "responsible",
    }
    assert told == json.loads(json.dumps(told))


@pytest.mark.parametrize("name", ["lindalen", "remiss", "solberga_scan"])
def test_yaml_comes_back_as_it_was(documents, read, name):
    draft = read(documents / f"{name}.txt")
    assert from_yaml(to_yaml(draft)) == draft


def test_yaml_can_be_corrected_by_hand(documents, read):
    draft = read(documents / "solberga_scan.txt")
    written = to_yaml(draft)
    assert written.startswith("# Utkast till färdplan")
    corrected = from_yaml(
        written.replace("text: Stärk elevhälsan i alla skolor", "text: Stark elevhälsa i alla skolor")
    )
    assert corrected.target_areas[0].strategies[1].text == "Stark elevhälsa i alla skolor"
    assert yaml.safe_load(written) == draft.to_json()


def test_yaml_that_is_wrong_is_told_with_its_line(documents, read):
    written = to_yaml(read(documents / "norrvik.txt")).replace("direction: up", "direction: upp", 1)
    line = next(number for number, row in enumerate(written.splitlines(), start=1) if "direction: upp" in row)
    error = _refused(lambda: from_yaml(written, where="utkast.yaml"))
    assert f"utkast.yaml:{line}: goals[1].direction:" in str(error)


def test_summary_in_both_languages(documents, read):
    draft = read(documents / "norrvik.txt")
    swedish, english = summary(draft), summary(draft, "en")
    assert swedish.splitlines()[:4] == [
        "Plan för social hållbarhet",
        "tjänsteutlåtande · Norrviks stad · Dnr 0412/19 · 2019-11-04 · norrvik.txt",
        "3 beslutspunkter, 2 målområden, 3 etappmål, 4 strategier",
        "Det finns inget skanningsbrus, och ingenting är rättat.",
    ]
    assert (
        "  Etappmål 1: Medellivslängden har ökat i stadens alla delar. [ska öka; rad 30]"
        in swedish.splitlines()
    )
    assert "  Strategi 4: Gör det lätt att påverka sitt närområde. [line 44]" in english.splitlines()
    assert (swedish.splitlines()[-1], english.splitlines()[-1]) == (
        "Inget är i tvekan.",
        "Nothing is left in doubt.",
    )
    assert max(len(line) for line in swedish.splitlines()) <= 100


def test_a_summary_ends_with_the_doubts(documents, read):
    lines = summary(read(documents / "solberga_scan.txt"), "en").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("To look at"))
    assert lines[start] == "To look at (7)"
    assert "  ? 'Stark' on line 66 is read as 'Stärk', but may also be 'Stark'." in lines[start:]


def test_every_kind_of_doubt_has_its_sentences():
    for kind in KINDS:
        made = doubt(kind, [3], "x", ["a", "b"])
        assert made.message == doubt_sentence(made, "sv")
        assert "{" not in made.message + doubt_sentence(made, "en")
        assert made.message != doubt_sentence(made, "en")
    own = Doubt(kind="by hand", message="Se över.", lines=(1,), as_read=None, readings=())
    assert doubt_sentence(own, "en") == "Se över."


def test_lines_in_words():
    assert [lines_in_words(lines, "sv") for lines in ([], [3], [3, 4, 5, 9])] == [
        "okänd rad",
        "rad 3",
        "rad 3–5 och 9",
    ]
    assert lines_in_words([4, 3], "en") == "lines 3–4"
    assert lines_in_words(range(1, 40, 2), "en") == "lines 1, 3, 5, 7, 9, 11, 13, 15 and 12 more places"
