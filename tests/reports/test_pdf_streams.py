"""Streams whose last byte looks like part of an end of line."""

from hypothesis import given
from hypothesis import strategies as st

from fardplan.reports.pdf_streams import told_apart


def stream(data: bytes, end: bytes = b"\n") -> bytes:
    return (
        b"1 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n" % len(data)
        + data
        + end
        + b"endstream\nendobj\n"
    )


def test_only_the_end_of_line_after_a_carriage_return_is_another() -> None:
    pdf = stream(b"ab\r") + stream(b"ab\n") + stream(b"ab") + stream(b"") + stream(b"\nendstream\r")
    assert told_apart(pdf) == (
        stream(b"ab\r", b"\r")
        + stream(b"ab\n")
        + stream(b"ab")
        + stream(b"")
        + stream(b"\nendstream\r", b"\r")
    )


@given(st.lists(st.binary(max_size=40), max_size=5))
def test_nothing_of_what_streams_hold_changes_and_no_end_can_be_mistaken(held: list[bytes]) -> None:
    pdf = b"%PDF-1.7\n" + b"".join(map(stream, held)) + b"trailer"
    made = told_apart(pdf)
    assert len(made) == len(pdf)
    assert told_apart(made) == made
    at = len(b"%PDF-1.7\n")
    for data in held:
        begins = at + len(stream(data)) - len(data) - len(b"\nendstream\nendobj\n")
        assert made[begins : begins + len(data)] == data
        ends = made[begins + len(data) - 1 : begins + len(data) + 1] if data else b""
        assert ends != b"\r\n"
        at += len(stream(data))
