"""What comes in: a text, a web page, a Word document or a PDF becomes numbered lines with their looks.

    content ─ kinds ─┬─ plain ── columns ─┐
                     ├─ web_page ─────────┤
                     ├─ word ─────────────┼─ paper
                     └─ pdf ──────────────┘

A file is what it holds, whatever it is called. What cannot be read is refused with what to do; nothing is
fetched, run or filled in, and sizes are checked before anything is unpacked.
"""

from .kinds import read_paper
from .paper import Paper
from .plain import read_text

__all__ = ["Paper", "read_paper", "read_text"]
