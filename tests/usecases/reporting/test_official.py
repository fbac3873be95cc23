"""The official report on a case: what is proposed, who answered, and how the proposal took it up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fardplan.reports.pdf import as_pdf
from fardplan.reports.word import as_word
from fardplan.roadmap.case import Move
from fardplan.store import cases as kept
from fardplan.store.organisations import KnownOrganisation, keep_organisations
from fardplan.store.referrals import answers_of
from fardplan.usecases.actors import Actor, Role
from fardplan.usecases.homes import Home
from fardplan.usecases.reporting.official import KIND
from fardplan.usecases.reporting.order import Order
from fardplan.usecases.steering.answering import save_answer
from fardplan.usecases.steering.case_editing import save_part
from fardplan.usecases.steering.case_moves import GivenDecision, ask_more, move_case
from fardplan.usecases.steering.cases import open_from_edition
from fardplan.vocabulary.errors import NotFoundError, PermissionDenied
from tests.builders import sv
from tests.reading_reports import under

TODAY = date(2021, 3, 1)
STRATEGIST = Actor("Åsa Strateg", frozenset({Role.STRATEGIST}))
PARTNER = Actor("Pia Partner", frozenset({Role.PARTNER}))
GOAL = "milestone:betyg"
BODIES = (
    ("kf", "Kommunfullmäktige", "council"),
    ("ks", "Kommunstyrelsen", "executive"),
    ("skolnamnden", "Skolnämnden", "board"),
    ("brand", "Räddningstjänsten", "other"),
    ("kultur", "Kulturnämnden", "board"),
)


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.fixture
def case(home: Home) -> int:
    keep_organisations([KnownOrganisation(key, sv(name), kind, packaged=True) for key, name, kind in BODIES])
    return open_from_edition(None, title="Färdplan 2", why="Nya nivåer", actor=STRATEGIST, today=TODAY)


def write(case: int, day: date, **fields: str) -> None:
    revision = kept.case_numbered(case).revision
    save_part(case, GOAL, fields, revision=revision, why=None, actor=STRATEGIST, today=day)


def referred(case: int, asked: tuple[str, ...] = ("skolnamnden", "brand")) -> None:
    """Sent out; the school board answers with a comment on the milestone and on the whole."""
    write(case, TODAY, text_sv="Alla elever är behöriga", level="95", year="2030")
    move_case(case, Move.REFER, actor=STRATEGIST, today=TODAY, asked=list(asked), last_day=later(30))
    answer = next(item for item in answers_of(case) if item.organisation == "skolnamnden")
    save_answer(
        answer.number,
        revision=1,
        position="supports_with_comments",
        text="Bra.",
        comments={GOAL: "För högt."},
        actor=STRATEGIST,
        today=later(10),
        hand_in=True,
        decision=GivenDecision(later(9), "§ 4", "SN 2021/7", "Enligt förslaget."),
    )


def order(home: Home, case: int, day: date, **changes: object) -> Order:
    subject = next(item for item in KIND.subjects(home, STRATEGIST, day) if item.key == str(case))
    return Order(subject, "sv", day, **changes)  # type: ignore[arg-type]


def test_a_draft_before_anybody_was_asked(home: Home, case: int) -> None:
    made = KIND.make(home, STRATEGIST, order(home, case, TODAY, officer="Ek, Åsa", dnr="KS 2021/1"))
    assert (made.title, made.head.kind, made.head.dnr, made.head.addressee) == (
        "Färdplan 2",
        "Tjänsteutlåtande",
        "KS 2021/1",
        "Kommunstyrelsen",
    )
    assert [part.title for part in made.parts if hasattr(part, "title")] == [
        "Förslag till beslut",
        "Sammanfattning",
        "Bakgrund",
        "Ärendets beredning",
        "Ärendet",
        "Kontorets synpunkter och förslag",
        "Bilagor",
    ]
    assert under(made, "Ärendets beredning") == [
        "1\u00a0mars 2021: Ärendet öppnades.",
        "Utkastet har inte skickats ut på remiss.",
        "[preparation]",
    ]
    assert under(made, "Kontorets synpunkter och förslag") == ["[views]"]
    assert made.signatures == (("", "Förvaltningschef"), ("", "Avdelningschef"))
    assert as_pdf(made).startswith(b"%PDF")
    assert as_word(made).startswith(b"PK")


def test_answers_and_how_they_were_met(home: Home, case: int) -> None:
    referred(case)
    move_case(case, Move.CLOSE_REFERRAL, actor=STRATEGIST, today=later(41))
    same = KIND.make(home, STRATEGIST, order(home, case, later(41)))
    assert under(same, "Ärendets beredning")[3:6] == [
        [
            ("Organisation", "Ställningstagande", "Svaret kom", "Beslut"),
            (
                "Skolnämnden",
                "Tillstyrker förslaget med synpunkter",
                "I tid",
                "Skolnämnden 10\u00a0mars 2021, §\u00a04, SN 2021/7",
            ),
            ("Räddningstjänsten", "Har inte svarat", "Försenad", "–"),
        ],
        "Tillstyrker förslaget med synpunkter: 1",
        "[preparation]",
    ]
    met = [
        "[views]",
        "# Om förslaget som helhet",
        "Skolnämnden: Bra.",
        "[met-whole]",
        "# Alla elever är behöriga",
        "Skolnämnden: För högt.",
        "Lydelsen står kvar så som den skickades ut.",
        "[met-milestone-betyg]",
    ]
    assert under(same, "Kontorets synpunkter och förslag") == met
    write(case, later(42), level="92")
    changed = KIND.make(home, STRATEGIST, order(home, case, later(42)))
    met[6] = "Förslaget har ändrats sedan det skickades ut."
    assert under(changed, "Kontorets synpunkter och förslag") == met
    assert under(changed, "Bilagor")[0] == [
        f"Förslaget: Färdplan 2 (ärende {case}, som det löd den 12\u00a0april 2021)",
        "Svar på remissen (1)",
    ]


def test_the_level_stands_beside_what_it_was(home: Home, case: int) -> None:
    write(case, TODAY, level="95", year="2030")
    made = KIND.make(home, STRATEGIST, order(home, case, TODAY))
    tables = [item for item in under(made, "Ärendet") if isinstance(item, list) and item[0][0] == "Etappmål"]
    row = next(row for table in tables for row in table[1:] if row[1].startswith("95"))
    assert row[1:3] == ("95\u00a0procent till år 2030", "Inte beslutat")


def test_as_of_an_earlier_day(home: Home, case: int) -> None:
    referred(case)
    before = KIND.make(home, STRATEGIST, order(home, case, later(5)))
    assert str(under(before, "Sammanfattning")[0]).endswith(
        "2 organisationer har fått förslaget på remiss; ingen har svarat."
    )
    after = KIND.make(home, STRATEGIST, order(home, case, later(10)))
    assert str(under(after, "Sammanfattning")[0]).endswith(
        "2 organisationer har fått förslaget på remiss; en har svarat."
    )
    assert KIND.subjects(home, STRATEGIST, TODAY - timedelta(days=1)) == ()
    early = replace(order(home, case, TODAY), as_of=TODAY - timedelta(days=1))
    with pytest.raises(NotFoundError):
        KIND.make(home, STRATEGIST, early)


def test_own_texts_and_signatures_are_kept(home: Home, case: int) -> None:
    texts = {"summary": ("Vårt ord.",), "signatures": ("Åsa Ek, Stadsdirektör", "Bo Alm, Avdelningschef")}
    made = KIND.make(home, STRATEGIST, order(home, case, TODAY, texts=texts))
    assert under(made, "Sammanfattning")[-1] == "[summary: ('Vårt ord.',)]"
    assert made.signatures == (("Åsa Ek", "Stadsdirektör"), ("Bo Alm", "Avdelningschef"))


def test_who_reads_cases_may_make_it(home: Home, case: int) -> None:
    wanted = order(home, case, TODAY)
    assert KIND.subjects(home, PARTNER, TODAY) == ()
    with pytest.raises(PermissionDenied):
        KIND.make(home, PARTNER, wanted)
    for key in ("99", "", "annat"):
        with pytest.raises(NotFoundError):
            KIND.make(home, STRATEGIST, replace(wanted, subject=replace(wanted.subject, key=key)))


def test_english_and_the_same_twice(home: Home, case: int) -> None:
    referred(case)
    wanted = replace(order(home, case, later(10)), language="en")
    made = KIND.make(home, STRATEGIST, wanted)
    assert made == KIND.make(home, STRATEGIST, wanted)
    assert str(under(made, "Summary")[0]).endswith(
        "2 organisations were asked for comments; one has answered."
    )


def test_the_number_of_queries_does_not_grow(home: Home, case: int) -> None:
    def asked() -> int:
        wanted = order(home, case, later(10))
        with CaptureQueriesContext(connection) as caught:
            KIND.make(home, STRATEGIST, wanted)
        return len(caught)

    referred(case, ("skolnamnden",))
    one = asked()
    ask_more(case, ["brand", "kultur"], actor=STRATEGIST, today=later(10))
    assert asked() == one
