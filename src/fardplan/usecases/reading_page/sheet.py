"""What a page that stands alone carries with it: its style sheet with fonts inside, and its policy."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache

from fardplan.presentation.stylesheet import FONTS, VENDOR, style_sheet

OWN = ("base.css", "reading.css")
COMPONENTS = ("skip-link",)
NO_FONT = "data:,"

_RARE = re.compile(
    "[\u0100-\u02ba\u02bd-\u02ff\u1d00-\u1eff\u2020\u20a0-\u20c0\u2113\u2c60-\u2c7f\ua720-\ua7ff]"
)
"""Signs that only the second font file has; it is carried when one is met."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A style sheet to stand in the page, and the policy that allows it and nothing else."""

    css: str
    policy: str


def carried_for(text: str) -> Carried:
    """What a page with this text needs to carry."""
    return _carried(rare=_RARE.search(text) is not None)


@cache
def _carried(*, rare: bool) -> Carried:
    common, other = FONTS
    fonts = {common: _inside(common), other: _inside(other) if rare else NO_FONT}
    css = "\n" + style_sheet(OWN, COMPONENTS, fonts)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Carried(
        css,
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'",
    )


def _inside(font: str) -> str:
    return f"data:font/woff2;base64,{base64.b64encode((VENDOR / font).read_bytes()).decode()}"
