"""Where every page and file of the site lives, and how one page links to another.

All links are relative, so that the site can be hosted under any path. The exception is the page for a
missing address, which a server shows at any depth: it starts from `root`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from fardplan.vocabulary.text import LANGUAGES, Language


class Kind(StrEnum):
    """A type of page."""

    START = "start"
    TARGET_AREA = "target_area"
    DIFFERENCES = "differences"
    MILESTONE = "milestone"
    STRATEGIES = "strategies"
    STRATEGY = "strategy"
    INDICATORS = "indicators"
    INDICATOR = "indicator"
    HISTORY = "history"
    METHOD = "method"
    STATUS = "status"
    DATA = "data"
    REPORTS = "reports"
    PROTECTION = "protection"
    ACCESSIBILITY = "accessibility"
    NOT_FOUND = "not_found"


FOLDERS: dict[Kind, dict[Language, str]] = {
    Kind.START: {"sv": "", "en": ""},
    Kind.TARGET_AREA: {"sv": "malomrade", "en": "target-area"},
    Kind.DIFFERENCES: {"sv": "skillnader", "en": "differences"},
    Kind.MILESTONE: {"sv": "etappmal", "en": "milestone"},
    Kind.STRATEGIES: {"sv": "strategier", "en": "strategies"},
    Kind.STRATEGY: {"sv": "strategi", "en": "strategy"},
    Kind.INDICATORS: {"sv": "indikatorer", "en": "indicators"},
    Kind.INDICATOR: {"sv": "indikator", "en": "indicator"},
    Kind.HISTORY: {"sv": "historik", "en": "history"},
    Kind.METHOD: {"sv": "metod", "en": "method"},
    Kind.STATUS: {"sv": "lage", "en": "status"},
    Kind.DATA: {"sv": "data", "en": "data"},
    Kind.REPORTS: {"sv": "rapporter", "en": "reports"},
    Kind.PROTECTION: {"sv": "skydd", "en": "protection"},
    Kind.ACCESSIBILITY: {"sv": "tillganglighet", "en": "accessibility"},
}

PREFIXES: dict[Language, str] = {"sv": "", "en": "en/"}


@dataclass(frozen=True, slots=True)
class Address:
    """A page in a language. `path` is its folder under the site, empty for the Swedish start page."""

    kind: Kind
    language: Language
    key: str | None = None
    root: str = "/"

    @property
    def path(self) -> str:
        if self.kind is Kind.NOT_FOUND:
            return ""
        parts = [part for part in (FOLDERS[self.kind][self.language], self.key) if part]
        return PREFIXES[self.language] + "".join(f"{part}/" for part in parts)

    @property
    def file(self) -> str:
        return "404.html" if self.kind is Kind.NOT_FOUND else f"{self.path}index.html"

    @property
    def up(self) -> str:
        """What leads from this page to the top of the site."""
        return self.root if self.kind is Kind.NOT_FOUND else "../" * self.path.count("/")

    def to_page(self, kind: Kind, key: str | None = None) -> str:
        """The link to another page in the same language."""
        return self.to_path(Address(kind, self.language, key).path)

    def to_path(self, path: str) -> str:
        """The link to a page's folder or a file, named from the top of the site."""
        return self.up + path or "./"

    def in_language(self, language: Language) -> "Address":
        return replace(self, language=language)

    @property
    def others(self) -> tuple["Address", ...]:
        """The same page in the other languages."""
        return tuple(self.in_language(language) for language in LANGUAGES if language != self.language)
