"""The city's home that the workspace works in."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from fardplan.usecases.homes import Home, held_home


def home() -> Home:
    """The home that the settings name; its city package is read once a process."""
    return _held(Path(settings.HOME))


@lru_cache(maxsize=4)
def _held(path: Path) -> Home:
    return held_home(path)
