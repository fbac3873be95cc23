"""fardplan roadmap and fardplan document: what they say, in both languages."""

import json

import pytest

from fardplan.roadmap.version import RoadmapVersion
from fardplan.sources.yaml_file import parse_yaml
from fardplan.store.roadmaps import version_numbered

KF = ("--body", "KF", "--date", "2021-03-29", "--paragraph", "§ 12", "--dnr", "KS 2019/7")

SHOWN = """\
Färdplan för Lillköping (föreslagen, inte antagen; KS 2019/7, 1 mars 2019), version 1
Lillköping 2040, 2040

SKOLA
  betyg: Fler elever är behöriga till gymnasiet
    upp; nivå och årtal inte beslutade
    mäts med: behoriga (föreslagen)
  1. Satsa på läsning

TRYGGHET OCH BOSTAD
  trygghet: Andelen otrygga har tydligt minskat
    ner; nivå och årtal inte beslutade
    mäts med: otrygga (föreslagen)
  bostader: Fler bostäder byggs vid stationen
    upp; nivå och årtal inte beslutade
    ingen indikator mäter det
  1. Bättre belysning

Beslutspunkter:
  1. Färdplanen godkänns. (godkänns)
"""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_edition_that_applies_is_shown(program):
    assert plain(program.told("roadmap", "show", "--as-of", "2021-03-01")) == SHOWN


def test_levels_and_decisions_are_shown_in_the_readers_language(program, english):
    program.told("roadmap", "set", "bostader", "--level", "1234567.5", "--year", "2035")
    program.told("roadmap", "adopt", "2", *KF[:3], "2024-01-15", *KF[4:])
    assert plain(program.told("roadmap", "show")) == SHOWN.replace(
        "(föreslagen, inte antagen; KS 2019/7, 1 mars 2019), version 1",
        "(antagen; KF 15 januari 2024, § 12, KS 2019/7), version 2",
    ).replace(
        "bostader: Fler bostäder byggs vid stationen\n    upp; nivå och årtal inte beslutade",
        "bostader: Fler bostäder byggs vid stationen\n    upp; 1 234 567,5 år 2035",
    )
    assert "up; 1,234,567.5 by 2035" in english.told("roadmap", "show")


def test_the_edition_as_json_is_the_edition(program):
    plain_version = json.loads(program.told("roadmap", "show", "--as-of", "2021-03-01", "--json"))
    assert plain_version.pop("standing") == "proposed"
    assert RoadmapVersion.model_validate(plain_version) == version_numbered(1)


def test_the_history(program, english):
    program.told("roadmap", "adopt", "1", *KF)
    program.told("roadmap", "set", "betyg", "--level", "90", "--year", "2035")
    lines = plain(english.told("roadmap", "history")).splitlines()
    assert lines[0] == "1  Roadmap for Lillköping (adopted; KF 29 March 2021, § 12, KS 2019/7)"
    assert lines[1].startswith("2  Roadmap for Lillköping (proposed, not adopted; KS 2019/7, ")
    assert plain(program.told("roadmap", "history", "--as-of", "2021-03-28")).splitlines()[0] == (
        "1  Färdplan för Lillköping (föreslagen, inte antagen; KF 29 mars 2021, § 12, KS 2019/7)"
    )


def test_a_level_and_a_year_are_proposed(program, english):
    assert program.told("roadmap", "set", "betyg", "--level", "92.5", "--year", "2035") == (
        "Version 2 är skapad, föreslagen, inte antagen:\n"
        "  Etappmålet ”Fler elever är behöriga till gymnasiet” har fått nivå och årtal: "
        "92,5\u00a0procent år 2035.\n"
    )
    assert english.told("roadmap", "set", "trygghet", "--level", "0", "--year", "2034", "--from", "1") == (
        "Version 3 was made, proposed, not adopted:\n"
        "  The milestone “Clearly fewer feel unsafe” has been given a level and a year: "
        "0\u00a0per cent by 2034.\n"
    )
    assert english.told("roadmap", "diff", "2", "3") == (
        "The milestone “More pupils are eligible” no longer has a level and a year; it had "
        "92.5\u00a0per cent by 2035.\n"
        "The milestone “Clearly fewer feel unsafe” has been given a level and a year: "
        "0\u00a0per cent by 2034.\n"
    )
    assert program.told("roadmap", "diff", "2", "2") == "Version 2 och version 2 säger samma sak.\n"


def test_a_gap_target_is_proposed_and_shown(program, english):
    gap = ("--gap", "difference", "--gap-level", "8", "--gap-year", "2035")
    assert program.told("roadmap", "set", "betyg", *gap) == (
        "Version 2 är skapad, föreslagen, inte antagen:\n"
        "  Etappmålet ”Fler elever är behöriga till gymnasiet” har fått ett mål för skillnaden mellan "
        "områden: absolut skillnad högst 8\u00a0procentenheter år 2035.\n"
    )
    program.told("roadmap", "adopt", "2", *KF[:3], "2024-01-15", *KF[4:])
    lines = ("    upp; nivå och årtal inte beslutade", "    mäts med: behoriga (föreslagen)")
    with_gap = (
        lines[0],
        "    skillnad mellan områden: absolut skillnad högst 8 procentenheter år 2035",
        lines[1],
    )
    assert "\n".join(with_gap) in plain(program.told("roadmap", "show"))
    assert (
        "    gap between districts: absolute difference at most 8\u00a0percentage points by 2035\n"
        in english.told("roadmap", "show")
    )
    assert program.refused("roadmap", "set", "betyg", *gap[:2]) == (
        "a gap target has a measure, a level and a year, and one of them is missing\n"
        "Give --gap, --gap-level and --gap-year.\nNothing was changed."
    )


def test_an_edition_is_adopted(program, english):
    assert plain(program.told("roadmap", "adopt", "1", *KF)) == (
        "Version 1 är antagen: KF 29 mars 2021, § 12, KS 2019/7.\nIngen indikator mäter: bostader.\n"
    )
    assert english.refused("roadmap", "adopt", "1", *KF) == (
        "version 1 was adopted by KF on 2021-03-29\n"
        "A later decision makes a new version: fardplan roadmap set, or import.\nNothing was changed."
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("diff", "1", "9"), "there is no roadmap version 9\nThere is: 1."),
        (("adopt", "9", *KF), "there is no roadmap version 9\nThere is: 1."),
        (
            ("set", "betyg", "--level", "101", "--year", "2035"),
            "the level 101 cannot be: 'behoriga' is in per cent\n"
            "It goes from 0 to 100.\nNothing was changed.",
        ),
        (("export", "-", "--version", "9"), "there is no roadmap version 9\nThere is: 1."),
    ],
)
def test_what_cannot_be_is_refused(program, arguments, told):
    assert program.refused("roadmap", *arguments) == told


@pytest.mark.parametrize(
    "arguments",
    [
        ("adopt", "1", "--body", "KF", "--date", "i går", "--paragraph", "1", "--dnr", "1"),
        ("adopt", "1", "--body", "KF"),
        ("diff", "1", "två"),
        ("set", "betyg", "--level", "hög", "--year", "2035"),
    ],
)
def test_what_is_written_wrongly_is_refused_before_anything_is_done(program, arguments):
    result = program("roadmap", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error" in result.stderr
    assert version_numbered(1).decision is None


# Export, import and documents --------------------------------------------------------------------


def test_an_edition_is_written_and_read_back(program, english, tmp_path):
    file = tmp_path / "edition.yaml"
    assert program.told("roadmap", "export", file) == f"Skrivet: {file}\n"
    assert file.read_text("utf-8") == program.told("roadmap", "export", "-", "--version", "1")
    assert parse_yaml(file.read_text("utf-8"), RoadmapVersion, where="fil") == version_numbered(1)
    assert english.told("roadmap", "import", file) == "This is version 1, which is here already.\n"
    file.write_text(file.read_text("utf-8").replace("Satsa på läsning", "Satsa på matematik"), "utf-8")
    assert program.told("roadmap", "import", file) == "Version 2 är skapad: Färdplan för Lillköping.\n"
    assert program.told("roadmap", "diff", "1", "2") == (
        "Strategin ”Satsa på läsning” har ny lydelse: ”Satsa på matematik”.\n"
    )


def test_a_file_that_cannot_be_written_leaves_no_trace(program, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    assert program.refused("roadmap", "export", folder) == (
        f"{folder}: it could not be written: Is a directory\nNothing was written."
    )
    assert program.refused("roadmap", "export", tmp_path / "no" / "x.yaml") == (
        f"{tmp_path / 'no' / 'x.yaml'}: it could not be written: No such file or directory\n"
        "Nothing was written."
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "home"]


READ = """\
Färdplan för ett helt Lillköping
tjänsteskrivelse · Lillköpings kommun · Dnr KS 2021/55 · 2021-03-15 · tjansteskrivelse.txt
2 beslutspunkter, 2 målområden, 2 etappmål, 3 strategier
"""


def test_a_document_is_read_corrected_and_imported(program, document, tmp_path):
    draft = tmp_path / "draft.yaml"
    told = program.told("document", "read", document, "--out", draft)
    assert told.startswith(READ)
    assert told.endswith(
        f"\nSkrivet: {draft}\nNästa steg: jämför {draft} med dokumentet, rätta och kör: "
        f"fardplan roadmap import {draft}\n"
    )
    assert program.told("roadmap", "import", draft) == (
        "Version 2 är skapad: Färdplan för ett helt Lillköping.\n"
        "  betyg: behoriga (100 %: behörig, gymnasi)\n"
        "  utslappen-av-kvave-till-sjon-har-tydligt-minskat: ingen indikator passar\n"
        "Indikatorerna är förslag och har inte sparats; --accept-matches sparar dem.\n"
        "Kvar att se över från läsningen: 1. `fardplan document read` listar dem.\n"
    )
    assert program.told("roadmap", "import", draft, "--accept-matches") == (
        "Version 3 är skapad: Färdplan för ett helt Lillköping.\n"
        "  betyg: behoriga (100 %: behörig, gymnasi)\n"
        "  utslappen-av-kvave-till-sjon-har-tydligt-minskat: ingen indikator passar\n"
        "Kvar att se över från läsningen: 1. `fardplan document read` listar dem.\n"
    )


NORRBY = """\
Norrby kommun
Folkhälsoplan för Norrby kommun
Dnr KS 2024/12
Antagen av kommunfullmäktige

Fokusområde Skola
Mål
- Minst 90 procent av eleverna ska vara behöriga till gymnasiet 2030. Ansvarig: Skolnämnden
- Fler barn ska kunna simma.

Uppföljning
Kommunstyrelsen ska följa upp planen varje år.
"""


def test_an_import_tells_what_it_did_not_take_over(program, tmp_path, monkeypatch):
    monkeypatch.setenv("FARDPLAN_TODAY", "2021-03-01")
    document, draft = tmp_path / "norrby.txt", tmp_path / "norrby.yaml"
    document.write_text(NORRBY, "utf-8")
    program.told("document", "read", document, "--out", draft)
    told = plain(program.told("roadmap", "import", draft))
    assert told[told.index("Dokumentet anger") :] == (
        "Dokumentet anger nivåer, årtal eller ansvariga. De beslutas inte av en import och står kvar i "
        "utkastet; `fardplan roadmap set` föreslår nivå och årtal:\n"
        "  Mål: Minst 90 procent av eleverna ska vara behöriga till gymnasiet 2030. "
        "[minst 90 procent senast 2030; ska öka; ansvarig: Skolnämnden]\n"
        "Dokumentet har inget datum; 2021-03-01 står i dess ställe.\n"
        "Dokumentet är från Norrby kommun, men vision, indikatorer och siffror är det här hemmets.\n"
    )


def test_a_document_is_read_as_json_without_a_home(no_home, document):
    found = json.loads(no_home.told("document", "read", document, "--json"))
    areas = [goal["text"] for goal in found["goals"] if goal["becomes"] == "target_area"]
    assert areas == ["Skola", "Natur och miljö"]
    assert not no_home.home.exists()


def test_a_document_that_is_none_is_refused(no_home, tmp_path):
    path = tmp_path / "recept.txt"
    path.write_text("Pannkakor för fyra personer\n", "utf-8")
    assert no_home.refused("document", "read", path).startswith("recept.txt: this is not a council document")
