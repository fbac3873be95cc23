"""What a document says of itself: its kind, title, number, date, officer, whose it is and who decides it.

facts (labels and what stands under them) ─┬─ kinds, numbers, officers, bodies ─ reading
rows at the top ───────────────────────────┴─ titles, places
"""

from .reading import Head, head_end, read_head

__all__ = ["Head", "head_end", "read_head"]
