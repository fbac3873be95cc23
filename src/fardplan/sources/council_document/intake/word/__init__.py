"""Word documents: paragraphs with the numbers that Word draws, tables, text boxes and notes.

package (zip) ─ parts ─┬─ styles ───┐
                       ├─ numbering ┼─ story ─ headings ─ paper
                       └─ notes ────┘
"""

from .package import is_zip
from .reading import read_word

__all__ = ["is_zip", "read_word"]
