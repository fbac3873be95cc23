"""The asker over HTTP, before a server on this machine that does everything servers do."""

import gzip
import re
import socket
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest

from fardplan.presentation.sentences import error_in
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.asking.request import Answer, Request
from fardplan.vocabulary.errors import InputError, RefusedError, UnreachableError
from tests.sources.asking.scripted import NOON, Clock, Said, Scripted, serving

QUICK = Manners(connecting=2, silence=2, pace=Pace(1000, 1.0))
GOOD = Said(body=b'{"values": [0]}')


def asker(clock: Clock, manners: Manners = QUICK, chance: float = 0.5) -> HttpAsker:
    return HttpAsker(manners, timer=clock, chance=lambda: chance)


def asked(*script: Said, path: str = "/data", manners: Manners = QUICK) -> tuple[Answer, Scripted, Clock]:
    """The answer that the asker gets of a server with this script, what the server heard, and the clock."""
    scripted, clock = Scripted(*script), Clock()
    with serving(scripted) as address, closing(asker(clock, manners)) as asking:
        return asking.ask(Request(address + path)), scripted, clock


def refused(kind: type[Exception], *script: Said, manners: Manners = QUICK) -> tuple[str, Scripted, Clock]:
    """What the error says, with the port of the server as PORT."""
    scripted, clock = Scripted(*script), Clock()
    with serving(scripted) as address, closing(asker(clock, manners)) as asking, pytest.raises(kind) as error:
        asking.ask(Request(address + "/data"))
    return re.sub(r"127\.0\.0\.1:\d+", "HOST", str(error.value)), scripted, clock


def test_an_answer_has_its_body_its_day_and_the_words_for_its_edition() -> None:
    edition = {"ETag": '"7"', "Last-Modified": "Thu, 26 Nov 2026 08:00:00 GMT"}
    answer, scripted, _ = asked(replace(GOOD, headers=edition))

    assert answer.json == {"values": [0]}
    assert (answer.asked, answer.etag, answer.modified) == (NOON, '"7"', "Thu, 26 Nov 2026 08:00:00 GMT")
    [heard] = scripted.heard
    assert (heard.method, heard.path, heard.headers["Accept"]) == ("GET", "/data", "application/json")
    assert re.fullmatch(r"fardplan/[0-9.]+", heard.headers["User-Agent"])


def test_parameters_are_escaped_and_what_is_posted_arrives() -> None:
    scripted = Scripted(GOOD)
    with serving(scripted) as address:
        asking = asker(Clock())
        asking.ask(Request(f"{address}/tabell ä", (("valueCodes[Tid]", "2023,2024"), ("q", "a+b&c"))))
        asking.ask(Request(f"{address}/v1", body=b'{"query": []}'))
        asking.close()

    got, posted = scripted.heard
    assert got.path == "/tabell%20%C3%A4?valueCodes%5BTid%5D=2023%2C2024&q=a%2Bb%26c"
    assert (posted.method, posted.body, posted.headers["Content-Type"]) == (
        "POST",
        b'{"query": []}',
        "application/json",
    )


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again_with_pauses_that_double(status: int) -> None:
    answer, scripted, clock = asked(Said(status), Said(status), Said(status), GOOD)

    assert answer.json == {"values": [0]}
    assert len(scripted.heard) == 4
    assert clock.waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 413, 414, 418])
def test_what_will_not_pass_is_asked_once(status: int) -> None:
    _, scripted, clock = refused(RefusedError, Said(status))

    assert (len(scripted.heard), clock.waits) == (1, [])


def test_a_refusal_quotes_what_the_source_says() -> None:
    problem = b'{"title": "Too many cells selected", "status": 400, "detail": "At most 150000"}'
    told, _, _ = refused(RefusedError, Said(400, problem))

    assert told == (
        "http://HOST/data: HOST answers 400 Bad Request: Too many cells selected: At most 150000\n"
        "The source cannot answer what is asked: a code or a year may be wrong, or it is too much at once.\n"
        "Figures that were loaded before are as they were."
    )


def test_a_source_that_never_answers_well_is_given_up_with_the_reason() -> None:
    told, scripted, _ = refused(UnreachableError, Said(503, b"<h1>Closed for <b>maintenance</b></h1>"))

    assert len(scripted.heard) == 5
    assert told == (
        "http://HOST/data: HOST was asked 5 times and gave no answer that can be used: it answers 503, "
        "Closed for maintenance\n"
        "Ask again later: nothing has to be undone first.\n"
        "Figures that were loaded before are as they were."
    )


def test_a_pause_that_the_source_asks_for_is_kept() -> None:
    _, _, clock = asked(Said(429, headers={"Retry-After": "7"}), GOOD)

    assert clock.waits == [7.5]


def test_a_pause_may_be_told_as_a_date() -> None:
    _, _, clock = asked(Said(503, headers={"Retry-After": "Fri, 27 Nov 2026 12:00:30 GMT"}), GOOD)

    assert clock.waits == [30.5]


def test_a_pause_in_the_past_is_none_and_one_that_is_no_date_is_not_heard() -> None:
    _, _, clock = asked(
        Said(503, headers={"Retry-After": "Fri, 27 Nov 2026 11:00:00 GMT"}),
        Said(503, headers={"Retry-After": "soon"}),
        GOOD,
    )

    assert clock.waits == [0.5, 1.0]


def test_a_source_that_wants_a_longer_pause_than_there_is_patience_for_is_left() -> None:
    told, scripted, clock = refused(UnreachableError, Said(429, b"", {"Retry-After": "3600"}))

    assert (len(scripted.heard), clock.waits) == (1, [])
    assert told.splitlines()[:2] == [
        "http://HOST/data: HOST was asked once and gave no answer that can be used: it answers 429",
        "Ask again later: nothing has to be undone first. It asks to wait 3,600 seconds.",
    ]


def test_a_body_that_is_cut_short_is_asked_for_again() -> None:
    answer, scripted, _ = asked(Said(body=b'{"values"', length=400), GOOD)

    assert (answer.json, len(scripted.heard)) == ({"values": [0]}, 2)


def test_a_body_that_is_always_cut_short_is_never_half_an_answer() -> None:
    told, _, _ = refused(UnreachableError, Said(body=b'{"values"', length=400))

    assert "the answer was cut short" in told


def test_what_is_no_json_is_asked_for_again_and_then_told() -> None:
    answer, _, _ = asked(Said(body=b'{"values": [1, 2'), GOOD)
    told, _, _ = refused(UnreachableError, Said(body=b"<html><body>Log in to the network</body></html>"))

    assert answer.json == {"values": [0]}
    assert "the answer is no whole JSON; it begins with 'Log in to the network'" in told


def test_other_media_are_taken_as_they_come() -> None:
    with serving(Scripted(Said(body=b"CHARSET=...;"))) as address:
        asking = asker(Clock())
        answer = asking.ask(Request(address, accept="application/octet-stream"))
        asking.close()

    assert answer.body == b"CHARSET=...;"


def test_a_packed_answer_is_unpacked_and_one_that_cannot_be_is_asked_for_again() -> None:
    packed = {"Content-Encoding": "gzip"}
    answer, scripted, _ = asked(
        Said(body=b"no gzip", headers=packed), Said(body=gzip.compress(b"[1]"), headers=packed)
    )

    assert (answer.json, len(scripted.heard)) == ([1], 2)


def test_a_source_that_falls_silent_is_asked_again() -> None:
    over = Event()
    manners = replace(QUICK, silence=0.2)
    answer, scripted, _ = asked(replace(GOOD, then=lambda: over.wait(0.6)), GOOD, manners=manners)
    over.set()

    assert (answer.json, len(scripted.heard)) == ({"values": [0]}, 2)


def test_nobody_at_an_address_is_told_plainly() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clock = Clock()
    asking = asker(clock)

    with pytest.raises(UnreachableError) as error:
        asking.ask(Request(f"http://127.0.0.1:{port}/"))
    asking.close()
    assert str(error.value) == (
        f"http://127.0.0.1:{port}/: 127.0.0.1:{port} was asked 2 times and gave no answer that can be used: "
        "nothing answers at that address\n"
        "Look at the address and its port; if they are right, ask again later.\n"
        "Figures that were loaded before are as they were."
    )
    assert error_in(error.value, "sv") == (
        f"http://127.0.0.1:{port}/: 127.0.0.1:{port} tillfrågades 2 gånger och gav inget svar som går att "
        "använda: ingenting svarar på den adressen\n"
        "Se efter att adressen och porten stämmer; gör de det, fråga igen senare.\n"
        "Uppgifter som har lästs in tidigare är som de var."
    )
    assert len(clock.waits) == 1


@pytest.mark.parametrize("address", ["ftp://kolada.se/data", "/data", "http:///data"])
def test_what_is_no_address_is_asked_nowhere(address: str) -> None:
    with pytest.raises(InputError, match="is no address on the network\nNothing was asked"):
        asker(Clock()).ask(Request(address))


def test_an_answer_larger_than_allowed_is_refused() -> None:
    told, scripted, _ = refused(
        RefusedError, Said(body=b"[" + b"0," * 5000 + b"0]"), manners=replace(QUICK, most_bytes=10_000)
    )

    assert "the answer is larger than 10,000 bytes\nAsk for less at once." in told
    assert len(scripted.heard) == 1


def test_the_same_edition_is_not_sent_twice() -> None:
    scripted = Scripted(replace(GOOD, headers={"ETag": '"7"'}), Said(304, b""))
    clock = Clock()
    with serving(scripted) as address:
        asking = asker(clock)
        first = asking.ask(Request(address))
        clock.wait(60)
        again = asking.ask(Request(address), known=first)
        asking.close()

    assert again == replace(first, asked=NOON + timedelta(seconds=60))
    assert scripted.heard[1].headers["If-None-Match"] == '"7"'


def test_without_a_name_for_the_edition_its_day_is_told() -> None:
    day = "Thu, 26 Nov 2026 08:00:00 GMT"
    scripted = Scripted(replace(GOOD, headers={"Last-Modified": day}), GOOD)
    with serving(scripted) as address:
        asking = asker(Clock())
        asking.ask(Request(address), known=asking.ask(Request(address)))
        asking.close()

    assert scripted.heard[1].headers["If-Modified-Since"] == day


def test_an_edition_that_nobody_asked_about_is_no_answer() -> None:
    told, _, _ = refused(RefusedError, Said(304, b""))

    assert "HOST answers 304 Not Modified" in told


def test_an_address_that_moved_on_the_same_host_is_followed() -> None:
    answer, scripted, _ = asked(Said(301, b"", {"Location": "/v3/data"}), GOOD)

    assert answer.json == {"values": [0]}
    assert [heard.path for heard in scripted.heard] == ["/data", "/v3/data"]


def test_an_address_that_moved_to_another_host_is_told_and_not_followed() -> None:
    told, scripted, _ = refused(RefusedError, Said(301, b"", {"Location": "http://elsewhere.example/data"}))

    assert len(scripted.heard) == 1
    assert "HOST says that this has moved to http://elsewhere.example/data\n" in told


def test_what_is_posted_is_not_turned_into_something_else() -> None:
    scripted = Scripted(Said(302, b"", {"Location": "/other"}))
    moved = pytest.raises(RefusedError, match="has moved to")
    with serving(scripted) as address, closing(asker(Clock())) as asking, moved:
        asking.ask(Request(address, body=b"{}"))


def test_addresses_that_lead_in_a_circle_come_to_an_end() -> None:
    told, scripted, _ = refused(RefusedError, Said(302, b"", {"Location": "/data"}))

    assert len(scripted.heard) == 4
    assert "from one address to another without end" in told


def test_a_host_is_not_called_more_often_than_its_pace() -> None:
    clock = Clock()
    with serving(Scripted(GOOD)) as address:
        asking = asker(clock, replace(QUICK, pace=Pace(2, 1.0)))
        for _ in range(5):
            asking.ask(Request(address))
        asking.close()

    assert clock.waits == [1.0, 1.0]


def test_a_host_may_have_a_pace_of_its_own() -> None:
    clock = Clock()
    with serving(Scripted(GOOD)) as address:
        asking = asker(clock)
        asking.pacing.own[Request(address).host] = Pace(1, 10.0)
        for _ in range(3):
            asking.ask(Request(address))
        asking.close()

    assert clock.waits == [10.0, 10.0]


def test_a_host_that_is_asked_in_vain_is_left_alone_and_then_asked_again() -> None:
    clock, script = Clock(), Scripted(Said(503))
    with serving(script) as address:
        asking = asker(clock, replace(QUICK, attempts=1))
        for _ in range(2):
            with pytest.raises(UnreachableError, match="asked once"):
                asking.ask(Request(address))
        with pytest.raises(UnreachableError, match="has not answered 2 times in a row and is left alone"):
            asking.ask(Request(address))
        assert len(script.heard) == 2
        clock.wait(301)
        script.script[:] = [GOOD]
        assert asking.ask(Request(address)).json == {"values": [0]}
        asking.close()


def test_one_host_in_vain_does_not_stop_another() -> None:
    with serving(Scripted(Said(503))) as bad, serving(Scripted(GOOD)) as good:
        asking = asker(Clock(), replace(QUICK, attempts=1, leave_after=1))
        with pytest.raises(UnreachableError):
            asking.ask(Request(bad))
        assert asking.ask(Request(good)).json == {"values": [0]}
        asking.close()


def test_a_refusal_is_an_answer_and_does_not_wear_out_patience() -> None:
    script = Scripted(Said(503), Said(404), Said(503), Said(404))
    with serving(script) as address:
        asking = asker(Clock(), replace(QUICK, attempts=1))
        for kind in (UnreachableError, RefusedError, UnreachableError, RefusedError):
            with pytest.raises(kind):
                asking.ask(Request(address))
        asking.close()

    assert len(script.heard) == 4
