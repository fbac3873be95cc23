"""The city's home that the workspace works in."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from fardplan.usecases.homes import Home, held_home, is_demonstration


def home() -> Home:
    """The home that the settings name; its city package is read once a process."""
    return _held(Path(settings.HOME))


@lru_cache(maxsize=4)
def _held(path: Path) -> Home:
    return held_home(path)


def demonstrates() -> bool:
    """Whether the home is a demonstration, in whose workspace anything may be made up."""
    return _demonstrates(Path(settings.HOME))


@lru_cache(maxsize=4)
def _demonstrates(path: Path) -> bool:
    return is_demonstration(path)
