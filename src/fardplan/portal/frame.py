"""What every page shares: who publishes, where one can go, on which decision it rests."""

from dataclasses import dataclass

from fardplan.portal.addresses import Address, Kind
from fardplan.portal.assets import Assets
from fardplan.portal.contents import Contents
from fardplan.portal.pages.record import edition
from fardplan.presentation.translations import translate
from fardplan.vocabulary.text import Language

LANGUAGE_NAMES: dict[Language, str] = {"sv": "Svenska", "en": "English"}

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
"""The style sheet draws small icons from `data:` addresses; nothing else comes from outside."""

SECTION_OF = {
    Kind.MILESTONE: Kind.START,
    Kind.TARGET_AREA: Kind.START,
    Kind.STRATEGY: Kind.STRATEGIES,
    Kind.INDICATOR: Kind.INDICATORS,
    Kind.PROTECTION: Kind.METHOD,
}


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the menu. `current` is the value of aria-current, empty when one is elsewhere."""

    href: str
    words: str
    current: str


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    language: Language
    name: str
    href: str
    full: str | None


def frame(contents: Contents, here: Address, held: Assets, base: str | None) -> dict[str, object]:
    """The values that the common template needs."""
    publication = contents.publication
    return {
        "here": here,
        "language": here.language,
        "contents": contents,
        "city": publication.city,
        "vision": publication.vision,
        "horizon": publication.horizon,
        "edition": edition(publication.version, here.language),
        "version": publication.version,
        "proposed": contents.is_proposed,
        "simulated_anywhere": contents.is_simulated,
        "menu": _menu(contents, here),
        "policy": POLICY,
        "sheet": here.to_path(held.sheet),
        "font": here.to_path(held.font),
        "icon": here.to_path(held.mark),
        "full": f"{base}{here.path}" if base and here.kind is not Kind.NOT_FOUND else None,
        "others": () if here.kind is Kind.NOT_FOUND else _others(here, base),
    }


def _menu(contents: Contents, here: Address) -> tuple[Place, ...]:
    words = {
        Kind.START: translate("Milestones", here.language),
        Kind.DIFFERENCES: translate("Differences", here.language),
        Kind.STRATEGIES: translate("Strategies", here.language),
        Kind.INDICATORS: translate("Indicators", here.language),
        Kind.HISTORY: translate("Decisions", here.language),
        Kind.METHOD: translate("Method", here.language),
        Kind.DATA: translate("Data", here.language),
        **({Kind.REPORTS: translate("Reports", here.language)} if contents.reports else {}),
    }
    return tuple(Place(here.to_page(kind), said, _current(here, kind)) for kind, said in words.items())


def _current(here: Address, kind: Kind) -> str:
    if here.kind is kind and here.key is None:
        return "page"
    return "true" if kind in (here.kind, SECTION_OF.get(here.kind)) else ""


def _others(here: Address, base: str | None) -> tuple[OtherLanguage, ...]:
    return tuple(
        OtherLanguage(
            language=other.language,
            name=LANGUAGE_NAMES[other.language],
            href=here.to_path(other.path),
            full=f"{base}{other.path}" if base else None,
        )
        for other in here.others
    )
