"""The ends of a PDF's streams, so that every reader finds the length that is said.

The typesetter ends a stream with a line feed. Where its last byte is a carriage return the two look like one
end of line, and a reader that looks for that counts a byte too few. A carriage return of its own is an end of
line there too (ISO 32000-1, 7.3.8.1 and 7.2.3), and nothing moves.
"""

import re

_BEGINS = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\n")
_ENDS = b"\nendstream"


def told_apart(pdf: bytes) -> bytes:
    """The same file, with another end of line after each stream whose last byte is a carriage return."""
    found = bytearray(pdf)
    at = 0
    while begins := _BEGINS.search(pdf, at):
        end = begins.end() + int(begins[1])
        if pdf[end - 1 : end] == b"\r" and pdf[end : end + len(_ENDS)] == _ENDS:
            found[end : end + 1] = b"\r"
        at = max(end, begins.end())
    return bytes(found)
