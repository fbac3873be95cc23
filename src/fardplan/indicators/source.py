"""Where figures come from, and the keys that indicators and registers are known by."""

from typing import Annotated

from pydantic import StringConstraints

from fardplan.indicators.asked import Asked
from fardplan.vocabulary.model import Frozen
from fardplan.vocabulary.text import Text

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class Source(Frozen):
    """A place the figures come from. `code` is the publisher's own identity for the table or key figure.

    `asks`: what is asked of it over the network; None where its figures come another way.
    """

    key: Key
    name: str
    publisher: str
    code: str | None = None
    address: str | None = None
    ordinarily_published: Text | None = None
    asks: Asked | None = None
