"""The reading page: any council document beside the roadmap drawn from it, as one file.

draft, lines → entries → margins ─┬─ lines_html ─┐
              (since → changes) ──┼─ shown ──────┼─ page
                                  └─ doubted ────┘   sheet
"""

from .page import Back, ReadingPage, is_reading_page, reading_page

__all__ = ["Back", "ReadingPage", "is_reading_page", "reading_page"]
