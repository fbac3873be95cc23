"""What the entry point needs of the command line before the commands can be there."""

import os
import sys


def writes_utf8() -> None:
    """Swedish letters and dashes come out whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def home_among(arguments: list[str]) -> str:
    """The home that the arguments or the environment name, before the commands are there to parse them."""
    for position, argument in enumerate(arguments):
        if argument == "--home" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--home="):
            return argument.removeprefix("--home=")
    return os.environ.get("FARDPLAN_HOME", "var")
