"""Group: the people a figure is about, as categories in dimensions."""

import re
from dataclasses import dataclass

from fardplan.vocabulary.errors import InputError

_PART = re.compile(r"([a-zåäö0-9_-]+)=([^;=]+)")


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Categories by dimension, for example sex K and provider municipal; no category is everybody.

    The written form is `dimension=category;…` in order of dimension, and empty for everybody.
    """

    categories: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        names = [name for name, _ in self.categories]
        if len(set(names)) != len(names):
            raise InputError(f"the group {self.categories} names one dimension twice")
        object.__setattr__(self, "categories", tuple(sorted(self.categories)))

    @classmethod
    def parse(cls, text: str) -> "Group":
        if not text.strip():
            return EVERYBODY
        matches = [_PART.fullmatch(part.strip()) for part in text.split(";")]
        pairs = [(match[1], match[2].strip()) for match in matches if match]
        if len(pairs) != len(matches):
            raise InputError(
                f"'{text}' is not a group", instead="Write for example sex=K;provider=municipal, or nothing."
            )
        return cls(tuple(pairs))

    def category(self, dimension: str) -> str | None:
        return dict(self.categories).get(dimension)

    def __str__(self) -> str:
        return ";".join(f"{name}={category}" for name, category in self.categories)


EVERYBODY = Group()
