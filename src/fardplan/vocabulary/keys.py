"""Keys: stable names for addresses and files, made from a text."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

LONGEST = 60


def key_of(text: str, taken: Container[str] = ()) -> str:
    """A key of lower-case letters, digits and hyphens from the first words of `text`, not among `taken`.

    Swedish å, ä and ö become a, a and o. A text without any letter or digit gives `utan-namn`.
    """
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    found = re.findall(r"[a-z0-9]+", plain)
    words: list[str] = []
    for word in found:
        if len("-".join([*words, word])) > LONGEST:
            break
        words.append(word)
    base = "-".join(words) or (found[0][:LONGEST] if found else "utan-namn")
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(key for key in numbered if key not in taken)
