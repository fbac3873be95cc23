"""Council documents: a Swedish tjänsteutlåtande, programme, policy or plan, scan noise and all, into a draft.

    lines → page_noise → sections ─┬─ about, decisions, closing ─────┐
                                   ├─ goals ─────────────────────────┼─ layout ─ compose ─ draft
                                   └─ sentences ─ told, references ──┘  │        repair ┘
                                                                    recognition (is it one?)

The layout is found without a dictionary, by the genre's words and the look of lines; every passage keeps
the lines it comes from. Only then are texts repaired, word by word, and what cannot be settled becomes a
doubt. The method, its rules and its limits: docs/methods/document-reader.md.
"""

from .doubts import sentence as doubt_sentence
from .draft import (
    About,
    Annex,
    Decision,
    Doubt,
    Draft,
    EarlierDecision,
    Goal,
    Horizon,
    Indicator,
    Item,
    Signatory,
    Target,
    TargetArea,
    Vision,
)
from .draft_yaml import from_yaml, to_yaml
from .intake import Paper, read_paper
from .reading import paper_of, read_document, read_file, read_lines
from .summary import summary

__all__ = [
    "About",
    "Annex",
    "Decision",
    "Doubt",
    "Draft",
    "EarlierDecision",
    "Goal",
    "Horizon",
    "Indicator",
    "Item",
    "Paper",
    "Signatory",
    "Target",
    "TargetArea",
    "Vision",
    "doubt_sentence",
    "from_yaml",
    "paper_of",
    "read_document",
    "read_file",
    "read_lines",
    "read_paper",
    "summary",
    "to_yaml",
]
