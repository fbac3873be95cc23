"""PDFs with a text layer, read by where their letters stand.

letters (a process of its own) ─ asking ─┬─ grids ── tables ─┐
                                         └─ pieces ─ flow ───┼─ headings ─ paper
                                            furniture, notes ┘
"""

from .reading import is_pdf, read_pdf

__all__ = ["is_pdf", "read_pdf"]
