"""What people do with editions of the roadmap: look, compare, carry over, adopt."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from fardplan.indicators.matching import Match
from fardplan.roadmap.standing import Standing
from fardplan.roadmap.version import (
    DecisionPoint,
    Force,
    IndicatorLink,
    Milestone,
    Strategy,
    Strength,
    TargetArea,
)
from fardplan.store.models import AuditEvent
from fardplan.store.roadmaps import all_versions, save_version, version_numbered
from fardplan.usecases import roadmaps, targets
from fardplan.usecases.documents import read_document
from fardplan.usecases.roadmaps import Listed
from fardplan.vocabulary.errors import InputError, NotFoundError, RuleError
from fardplan.vocabulary.status import Direction
from fardplan.vocabulary.text import Text
from tests.builders import decision, sv, version
from tests.databases import rolled_back
from tests.strategies import roadmap_versions
from tests.usecases.reading_page.drafts import EVERYTHING

DAY = date(2021, 4, 1)
KF = decision("2021-03-29", dnr="KS 2019/7")
MADE_WITH_THE_HOME = ("create home", "bring organisations", "load public figures")


def logged() -> list[tuple[object, ...]]:
    """What was done after the home was made."""
    events = AuditEvent.objects.values_list("actor", "action", "subject", "before", "after", "why")
    return [event for event in events if event[1] not in MADE_WITH_THE_HOME]


# Import ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def draft(document):
    return read_document(document).draft


@pytest.fixture
def imports(home, strategist, draft):
    def run(**changes):
        return roadmaps.import_draft(
            home, draft, name="tjansteskrivelse.txt", actor=strategist, today=DAY, **changes
        )

    return run


READ = version(
    Milestone(
        key="betyg",
        target_area="skola",
        text=Text(sv="Fler elever är behöriga till gymnasiet."),
        wanted=Direction.UP,
    ),
    Milestone(
        key="utslappen-av-kvave-till-sjon-har-tydligt-minskat",
        target_area="natur-och-miljo",
        text=Text(sv="Utsläppen av kväve till sjön har tydligt minskat."),
        wanted=Direction.DOWN,
        strength=Strength.CLEAR,
    ),
    number=2,
    title=Text(sv="Färdplan för ett helt Lillköping"),
    dnr="KS 2021/55",
    dated="2021-03-15",
    drawn_up_by="Anna Berg, Kommundirektör",
    source="tjansteskrivelse.txt",
    based_on=1,
    horizon=(2027, 2030),
    target_areas=(
        TargetArea(key="skola", name=sv("Skola", "School")),
        TargetArea(key="natur-och-miljo", name=sv("Natur och miljö")),
    ),
    strategies=(
        Strategy(key="lasning", target_area="skola", number=1, text=sv("Satsa på läsning.")),
        Strategy(
            key="anstall-fler-speciallarare",
            target_area="skola",
            number=2,
            text=sv("Anställ fler speciallärare."),
        ),
        Strategy(
            key="bygg-ut-vatmarkerna-kring-sjon",
            target_area="natur-och-miljo",
            number=1,
            text=sv("Bygg ut våtmarkerna kring sjön."),
        ),
    ),
    decision_points=(
        DecisionPoint(
            number=1,
            text=sv("Färdplan för ett helt Lillköping godkänns."),
            addressee=None,
            force=Force.APPROVED,
        ),
        DecisionPoint(
            number=2,
            text=sv("Samtliga nämnder ska arbeta i färdplanens riktning."),
            addressee="Samtliga nämnder",
            force=Force.SHALL,
        ),
    ),
)
PROPOSED = {
    "betyg": (Match("behoriga", 1.0, ("behörig", "gymnasi")),),
    "utslappen-av-kvave-till-sjon-har-tydligt-minskat": (),
}


def test_a_document_becomes_a_proposed_edition_whose_parts_keep_their_keys(home, imports):
    """The goal and the strategy that the city had before stay themselves; what is new gets a new key."""
    expected = READ.model_copy(update={"vision": home.city.vision})
    report = imports()
    assert (report.created, report.accepted, report.proposed) == (True, False, PROPOSED)
    assert report.version == expected
    assert all_versions() == (home.city.roadmap, expected)
    assert logged() == [
        ("Åsa Strateg", "import roadmap", "roadmap 2", None, {"source": "tjansteskrivelse.txt"}, None)
    ]


def test_accepted_matches_are_recorded_as_proposed_and_nothing_else(home, imports):
    report = imports(accept_matches=True)
    assert report.accepted
    links = {item.key: item.indicator for item in version_numbered(2).milestones}
    assert links == {
        "betyg": IndicatorLink(
            indicator="behoriga", confidence=1.0, source="föreslagen ur ordalydelsen: behörig, gymnasi"
        ),
        "utslappen-av-kvave-till-sjon-har-tydligt-minskat": None,
    }


def test_importing_the_same_again_makes_no_edition(home, imports):
    first = imports()
    for _ in range(2):
        again = imports()
        assert (again.version, again.created) == (first.version, False)
    assert len(all_versions()) == 2
    assert len(logged()) == 1


def test_accepting_after_all_makes_another_edition(home, imports):
    imports()
    report = imports(accept_matches=True)
    assert (report.version.number, report.created) == (3, True)


def test_a_file_is_told_apart_as_draft_or_roadmap(home, imports, strategist, document, tmp_path):
    yaml = tmp_path / "utkast.yaml"
    read_document(document, out=yaml)
    from_file = roadmaps.import_file(home, yaml, actor=strategist, today=DAY)
    assert imports().created is False
    assert (from_file.version, from_file.proposed) == (
        READ.model_copy(update={"vision": home.city.vision}),
        PROPOSED,
    )
    exported = tmp_path / "edition.yaml"
    exported.write_text(roadmaps.export_version(1, as_of=DAY), "utf-8")
    again = roadmaps.import_file(home, exported, actor=strategist, today=DAY)
    assert (again.version, again.created, again.proposed) == (home.city.roadmap, False, {})


def test_a_document_without_a_date_takes_the_one_that_is_given(home, strategist, draft):
    undated = draft.model_copy(update={"document": draft.document.model_copy(update={"date": None})})
    for dated, expected in ((None, "2021-04-01"), ("2020", "2020")):
        with rolled_back():
            report = roadmaps.import_draft(home, undated, name="d", actor=strategist, today=DAY, dated=dated)
            assert report.version.dated == expected


@pytest.mark.parametrize("dated", ["i fjol", "2018-13"])
def test_a_date_that_is_none_is_refused_in_words(home, strategist, draft, dated):
    undated = draft.model_copy(update={"document": draft.document.model_copy(update={"date": None})})
    with pytest.raises(InputError) as refused:
        roadmaps.import_draft(home, undated, name="d", actor=strategist, today=DAY, dated=dated)
    assert str(refused.value) == (
        f"d: '{dated}' is not a date: write 2018, 2018-06 or 2018-06-14\nNothing was imported."
    )


@pytest.mark.parametrize(
    "text", ["", "inte: en färdplan", "doubts: []", "number: 1\ntitle: {sv: x}", ":\n- [", "\x00"]
)
def test_another_file_is_refused_and_nothing_is_imported(home, strategist, tmp_path, text):
    path = tmp_path / "fil.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError):
        roadmaps.import_file(home, path, actor=strategist, today=DAY)
    assert (len(all_versions()), logged()) == (1, [])


def test_no_file_is_refused(home, strategist, tmp_path):
    with pytest.raises(NotFoundError) as refused:
        roadmaps.import_file(home, tmp_path / "saknas.yaml", actor=strategist, today=DAY)
    assert str(refused.value) == f"{tmp_path / 'saknas.yaml'}: there is no such file"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edition=roadmap_versions())
def test_an_edition_is_exported_and_imported_exactly(home, strategist, tmp_path, edition):
    path = tmp_path / "edition.yaml"
    with rolled_back():
        save_version(edition.model_copy(update={"number": 31}))
        path.write_text(roadmaps.export_version(31, as_of=DAY), "utf-8")
    report = None
    with rolled_back():
        report = roadmaps.import_file(home, path, actor=strategist, today=DAY)
        assert version_numbered(2) == report.version
    # Its number is the next here, and it is based on an edition only when that came before it.
    ours = {"number": 2, "based_on": edition.based_on if edition.based_on == 1 else None}
    assert (report.created, report.version) == (True, edition.model_copy(update=ours))


# Look and compare --------------------------------------------------------------------------------


def test_what_applies_follows_the_day(home, imports, strategist):
    imports()
    roadmaps.adopt(1, KF, actor=strategist, today=DAY)
    days = ("2020-01-01", "2021-03-20", "2021-03-28", "2021-03-29", "2021-04-01")
    shown = [roadmaps.show(as_of=date.fromisoformat(day)) for day in days]
    assert [(item.version.number, item.standing) for item in shown] == [
        (1, Standing.PROPOSED),
        (2, Standing.PROPOSED),
        (2, Standing.PROPOSED),
        (1, Standing.ADOPTED),
        (1, Standing.ADOPTED),
    ]


def test_the_history_lists_every_edition(home, imports, strategist):
    imports()
    roadmaps.adopt(1, KF, actor=strategist, today=DAY)
    roadmaps.adopt(2, decision("2021-04-01"), actor=strategist, today=DAY)
    first, second = all_versions()
    assert roadmaps.history(as_of=DAY) == (
        Listed(first, Standing.SUPERSEDED),
        Listed(second, Standing.ADOPTED),
    )
    assert roadmaps.history(as_of=date(2021, 3, 29)) == (
        Listed(first, Standing.ADOPTED),
        Listed(second, Standing.PROPOSED),
    )


def test_two_editions_are_compared_in_words(home, imports, strategist):
    targets.set_target(home, "betyg", level=92.5, year=2030, actor=strategist, today=DAY)
    assert roadmaps.compare(home, 1, 2) == (
        Text(
            sv="Etappmålet ”Fler elever är behöriga till gymnasiet” har fått nivå och årtal: "
            "92,5\u00a0procent år 2030.",
            en="The milestone “More pupils are eligible” has been given a level and a year: "
            "92.5\u00a0per cent by 2030.",
        ),
    )
    assert roadmaps.compare(home, 2, 2) == ()


@pytest.mark.parametrize("numbers", [(1, 9), (9, 1), (0, 1)])
def test_an_edition_that_is_not_there_is_not_compared(home, numbers):
    with pytest.raises(NotFoundError, match="there is no roadmap version"):
        roadmaps.compare(home, *numbers)


@pytest.mark.parametrize("number", [0, 9])
def test_an_edition_that_is_not_there_is_not_exported(home, number):
    with pytest.raises(NotFoundError, match=f"there is no roadmap version {number}"):
        roadmaps.export_version(number, as_of=DAY)


# Adopt -------------------------------------------------------------------------------------------


def test_a_decision_adopts_an_edition(home, strategist):
    adopted = roadmaps.adopt(1, KF, actor=strategist, today=DAY)
    assert adopted == home.city.roadmap.model_copy(update={"decision": KF}) == version_numbered(1)
    assert logged() == [
        (
            "Åsa Strateg",
            "adopt roadmap",
            "roadmap 1",
            None,
            {"body": "KF", "date": "2021-03-29", "paragraph": "§ 12", "dnr": "KS 2019/7"},
            "KF 2021-03-29 § 12",
        )
    ]


#  already adopted, the decision's day, what it says → whether it may be
@pytest.mark.parametrize(
    ("already", "day", "changes", "refused"),
    [
        (False, "2021-03-31", {}, None),
        (False, "2021-04-01", {}, None),
        (
            False,
            "2021-04-02",
            {},
            "the decision is dated 2021-04-02, after today, 2021-04-01\n"
            "Record a decision when it has been taken.\nNothing was changed.",
        ),
        (False, "2021-03-31", {"body": " "}, "the decision has no body\nNothing was changed."),
        (
            False,
            "2021-03-31",
            {"body": "", "paragraph": "", "dnr": ""},
            "the decision has no body and no paragraph and no dnr\nNothing was changed.",
        ),
        (
            True,
            "2021-03-31",
            {},
            "version 1 was adopted by KF on 2021-03-29\n"
            "A later decision makes a new version: fardplan roadmap set, or import.\nNothing was changed.",
        ),
        (
            True,
            "2021-04-02",
            {"body": ""},
            "version 1 was adopted by KF on 2021-03-29\n"
            "A later decision makes a new version: fardplan roadmap set, or import.\nNothing was changed.",
        ),
    ],
)
def test_when_an_edition_may_be_adopted(home, strategist, already, day, changes, refused):
    if already:
        roadmaps.adopt(1, KF, actor=strategist, today=DAY)
    before = (version_numbered(1), logged())
    taken = decision(day, **changes)
    if refused is None:
        assert roadmaps.adopt(1, taken, actor=strategist, today=DAY).decision == taken
    else:
        with pytest.raises((RuleError, InputError)) as refusal:
            roadmaps.adopt(1, taken, actor=strategist, today=DAY)
        assert str(refusal.value) == refused
        assert (version_numbered(1), logged()) == before


def test_an_edition_that_is_not_there_is_not_adopted(home, strategist):
    with pytest.raises(NotFoundError):
        roadmaps.adopt(2, KF, actor=strategist, today=DAY)
    assert logged() == []


# What an edition has no place for ----------------------------------------------------------------


def test_what_an_edition_has_no_place_for_is_told_and_stays_in_the_draft(home, strategist):
    """Goals that become nothing in a roadmap, and the document's own indicators."""
    report = roadmaps.import_draft(home, EVERYTHING, name="program.txt", actor=strategist, today=DAY)
    assert [item.text for item in report.left] == ["Läs mera <b>nu</b>", "Andel behöriga"]
    assert [item.text.sv for item in report.version.milestones] == [
        "Minst 90 procent är behöriga 2027",
        "Utsläppen minskar",
    ]


def test_a_level_that_a_hand_gives_a_place_is_imported(home, strategist):
    mended = EVERYTHING.model_copy(
        update={
            "goals": tuple(
                one if one.becomes else one.model_copy(update={"becomes": "strategy"})
                for one in EVERYTHING.goals
            )
        }
    )
    report = roadmaps.import_draft(home, mended, name="program.txt", actor=strategist, today=DAY)
    assert [item.text for item in report.left] == ["Andel behöriga"]
    assert [item.text.sv for item in report.version.strategies] == ["Läs mera <b>nu</b>"]
