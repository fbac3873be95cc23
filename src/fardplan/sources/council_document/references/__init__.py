"""Other documents that the text names: visions, budgets, programmes, reports, agreements.

words (nouns for documents, verbs that end a name) ─ names (where a name stands) ─ finding (each once)
"""

from .finding import Reference, disagreeing_titles, references

__all__ = ["Reference", "disagreeing_titles", "references"]
