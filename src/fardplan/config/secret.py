"""The key that sessions and links are signed with: made at the first start, kept in the home."""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path

from fardplan.vocabulary.home import FORMAT, MARKER

NAME = "secret.key"


def kept_key(home: Path) -> str:
    """The home's key, or nothing where none has been made."""
    try:
        return (home / NAME).read_text("ascii").strip()
    except FileNotFoundError:
        return ""


def keep_key(home: Path) -> None:
    """See to it that a home has its key, where this program knows the home and can write in it."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        if int(json.loads((home / MARKER).read_text("utf-8"))["format"]) <= FORMAT:
            make_key(home)


def make_key(home: Path) -> str:
    """The home's key; made where there is none, in a file that its owner alone can read (mode 0600).

    Two programs that start at once get the same key: the file is put in place whole, and only where none is.
    """
    if found := kept_key(home):
        return found
    beside = home / f".{NAME}.{secrets.token_hex(8)}"
    line = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(line, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, home / NAME)
    except FileExistsError:
        pass  # another program was first: its key is the home's
    finally:
        beside.unlink()
    return kept_key(home)
