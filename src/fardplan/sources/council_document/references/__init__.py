"""Other documents that the text names: visions, budgets, programmes, reports, agreements.

words (nouns for documents, verbs that end a name) ─ names (where a name stands) ─ finding (each once)
    lists (documents listed under a heading)
"""

from .finding import Reference, disagreeing_titles, references
from .lists import listed_documents

__all__ = ["Reference", "disagreeing_titles", "listed_documents", "references"]
