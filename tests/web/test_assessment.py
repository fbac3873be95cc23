"""The pages of judgements: evidence beside the decision, disagreement in words, nothing lost."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from fardplan.boards.chain import ItemKind
from fardplan.roadmap.assessing import AssessedKind, JudgedPeriod, Judgement
from fardplan.store import models
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home, create_home
from fardplan.usecases.steering.assessments import assess
from fardplan.usecases.targets import set_target
from tests.portal.markup import Element
from tests.rich_home import enrich
from tests.small_city import write_city
from tests.web.pages import Visitor, assert_queries

pytestmark = pytest.mark.django_db
Visit = Callable[..., Visitor]
TODAY = date(2027, 3, 1)
PERIOD = "2026-year"
ONE = f"/arbete/bedomningar/{PERIOD}/etappmal/betyg/"
STRATEGIST = Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_city(tmp_path_factory.mktemp("city") / "lillkoping")


@pytest.fixture
def home(db: None, city: Path, tmp_path: Path, settings: Settings) -> Home:
    """The roadmap has a level that the latest figure has passed."""
    made = enrich(create_home(tmp_path / "home", str(city), actor=STRATEGIST, today=TODAY).home)
    set_target(made, "betyg", level=80, year=2030, actor=STRATEGIST, today=TODAY)
    settings.HOME = made.path
    return made


def judge(home: Home, judgement: Judgement, key: str = "betyg", why: str = "Vi vägde.") -> None:
    period = JudgedPeriod.parse(PERIOD)
    assess(
        home,
        AssessedKind.MILESTONE,
        key,
        period,
        judgement=judgement,
        why=why,
        actor=STRATEGIST,
        today=TODAY,
    )


def texts(page: Element, class_: str) -> list[str]:
    return [" ".join(item.text.split()) for item in page if item.has_class(class_)]


def test_the_list_opens_on_the_latest_period_that_has_ended(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get("/arbete/bedomningar/")
    chosen = [item.text for item in page.all("option") if "selected" in item.attributes]
    assert chosen == ["Hela 2026"]
    assert "0 av 3 är bedömda." in page.text
    assert "Året är inte öppnat, så fullmäktiges mål finns inte här." in page.text


def test_figures_beside_nobodys_judgement(home: Home, visit: Visit) -> None:
    page = visit(Role.POLITICIAN).get(ONE)
    assert "Ingen har bedömt det för den här perioden än." in page.text
    assert "Siffrorna talar för helt uppfyllt." in page.text
    assert page.all("textarea") == []


def test_a_person_decides_and_the_disagreement_is_said_in_words(home: Home, visit: Visit) -> None:
    visitor = visit(Role.STRATEGIST)
    page = visitor.post(ONE, {"judgement": "not", "why": "Skolorna har inte följt med."})
    assert "Bedömningen är införd." in page.text
    assert texts(page, "differs-words") == [
        "Bedömningen är mörkare än siffrorna. Siffrorna talar för helt uppfyllt."
    ]
    listed = visitor.get(f"/arbete/bedomningar/{PERIOD}/")
    assert "1 av 3 är bedömda." in listed.text
    assert "I 1 skiljer sig bedömningen och siffrorna." in listed.text
    assert texts(listed, "differs-words") == ["Bedömningen är mörkare än siffrorna."]


def test_a_judgement_needs_reasons_and_keeps_what_was_chosen(home: Home, visit: Visit) -> None:
    page = visit(Role.STRATEGIST).post(ONE, {"judgement": "partly", "why": " "}, status=422)
    chosen = [item.get("value") for item in page.all("input") if "checked" in item.attributes]
    assert chosen == ["partly"]


def test_earlier_judgements_stay_to_be_read(home: Home, visit: Visit) -> None:
    judge(home, Judgement.NOT, why="Första.")
    judge(home, Judgement.FULLY, why="Andra.")
    page = visit(Role.POLITICIAN).get(ONE)
    assert [item.splitlines()[0].strip() for item in texts(page, "judgement-why")] == ["Andra.", "Första."]


@pytest.mark.parametrize("role", [Role.POLITICIAN, Role.CONTROLLER, Role.AUDITOR])
def test_others_read_and_do_not_judge(home: Home, visit: Visit, role: Role) -> None:
    visit(role).post(ONE, {"judgement": "fully", "why": "Jag tycker det."}, status=403)


@pytest.mark.parametrize(
    "address",
    [
        "/arbete/bedomningar/2026-t9/",
        f"/arbete/bedomningar/{PERIOD}/etappmal/finns-inte/",
        f"/arbete/bedomningar/{PERIOD}/annat/betyg/",
        f"/arbete/bedomningar/{PERIOD}/mal/finns-inte/",
    ],
)
def test_what_is_not_there_is_told(home: Home, visit: Visit, address: str) -> None:
    answer = visit(Role.STRATEGIST).client.get(address)
    assert answer.status_code in (404, 422)


def test_a_year_to_come_is_not_judged(home: Home, visit: Visit) -> None:
    page = visit(Role.STRATEGIST).post(
        "/arbete/bedomningar/2028-t1/etappmal/betyg/",
        {"judgement": "fully", "why": "Det blir bra."},
        status=422,
    )
    assert ("Året 2028 har inte börjat" in page.text, "Det blir bra." in page.text) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_questions_does_not_grow_with_judgements(home: Home, visit: Visit, count: int) -> None:
    for key in ("betyg", "trygghet", "bostader")[:count]:
        for _ in range(count):
            judge(home, Judgement.PARTLY, key)
    visitor = visit(Role.STRATEGIST)
    visitor.get(ONE)
    visitor.get("/arbete/bedomningar/")
    with assert_queries(24):
        visitor.get("/arbete/bedomningar/")
    with assert_queries(30):
        visitor.get(ONE)


def test_a_goal_of_the_councils_is_judged_beside_its_outcomes(home: Home, visit: Visit) -> None:
    year = models.CycleYear.objects.create(
        year=2026,
        template={},
        takes_part=["board"],
        closes=date(2027, 6, 30),
        opened_on=TODAY,
        opened_by="provet",
        opened_at="2027-03-01T12:00Z",
    )
    common = {"year": year, "updated_by": "provet", "updated_at": "2027-03-01T12:00Z", "revision": 1}
    over = models.CouncilItem.objects.create(
        key="hel-stad", kind=ItemKind.ORIENTATION_GOAL, text_sv="En hel stad", position=0, **common
    )
    models.CouncilItem.objects.create(
        key="skola", kind=ItemKind.AREA_GOAL, text_sv="Alla klarar skolan", position=1, parent=over, **common
    )
    visitor = visit(Role.STRATEGIST)
    page = visitor.get(f"/arbete/bedomningar/{PERIOD}/")
    assert "Alla klarar skolan" in page.text
    one = visitor.post(
        f"/arbete/bedomningar/{PERIOD}/mal/skola/", {"judgement": "partly", "why": "Nämnderna är på väg."}
    )
    assert "Siffrorna kan inte avgöra; bedömningen vilar på något annat." in one.text
    assert models.Assessment.objects.get().computed == {
        "standpoint": "no_figures",
        "day": "2027-03-01",
        "targets": 0,
        "outcomes": 0,
        "reached": 0,
    }
