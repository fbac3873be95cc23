"""What is made once of the evidence and handed out until the evidence has a new edition."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Prepared(Generic[Made]):
    """Things by a key that names all they rest on, the least lately used given up first.

    One is made anew when its key is another; else it is handed out as it is. Two that ask for the same wait
    for one making. `made` counts the makings.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self.made = 0

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing of that key, made where there is none."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            made = make()
            with self._lock:
                self.made += 1
                self._kept[key] = made
                self._making.pop(key, None)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return made

    def forget(self) -> None:
        """Give up everything; a test begins so."""
        with self._lock:
            self._kept.clear()
            self._making.clear()
            self.made = 0
