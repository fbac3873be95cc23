"""The reading page: a document's own lines beside the roadmap drawn from them, as one file."""

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import Context, Engine

from fardplan.portal.engine import Refused
from fardplan.presentation.stylesheet import STATIC
from fardplan.presentation.translations import translate, translate_plural
from fardplan.sources.council_document import About, Draft, Paper
from fardplan.sources.council_document.since import since as compared
from fardplan.sources.council_document.telling import NAMES, day_words, levels_of, percent
from fardplan.usecases.reading_page.changes import changes_of
from fardplan.usecases.reading_page.doubted import families_of, in_order, not_found
from fardplan.usecases.reading_page.entries import entries_of
from fardplan.usecases.reading_page.lines_html import lines_html, printable
from fardplan.usecases.reading_page.links import told
from fardplan.usecases.reading_page.margins import margins_of, shown_lines
from fardplan.usecases.reading_page.sheet import carried_for
from fardplan.usecases.reading_page.shown import AFTER_GOALS, BEFORE_GOALS, Shower
from fardplan.vocabulary.text import Language

HERE = Path(__file__).parent
_FIRST = 4_096  # bytes of a page in which it says what made it
MAKER = "Färdplan: the reading of a document"
"""What a reading page says that it is made by."""

MOST_LINES = 120_000
"""Lines up to which a document is shown whole; of a longer one, those where something was found."""

LONG = 2_000
"""Lines from which on a browser draws only those that are looked at."""


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """The page, and the policy it states: who serves it puts the same in a header."""

    html: str
    policy: str


@dataclass(frozen=True, slots=True)
class Back:
    """Where the reader came from."""

    href: str
    words: str


def reading_page(
    draft: Draft,
    paper: Paper,
    *,
    language: Language,
    since: Draft | None = None,
    back: Back | None = None,
    simulated: bool = False,
) -> ReadingPage:
    """A page that shows a reading: every line of the document, and every text and doubt of its draft.

    It needs no network and no script, and allows none. `since` is the draft of an earlier edition, whose
    differences are told; `back` a link to where the reader came from; `simulated` says that the document is
    made up. The same input gives the same page.
    """
    draft = draft.model_copy(update={"doubts": in_order(draft.doubts)})
    entries = entries_of(draft, language)
    last = len(paper.lines)
    margins = margins_of(paper.texts, entries, draft.doubts)
    shown = shown_lines(last, margins, most=MOST_LINES)
    sentences = [told(doubt, language) for doubt in draft.doubts]
    changed = compared(since, draft) if since else None
    families = families_of(draft.doubts, range(1, last + 1) if shown is None else shown, language)
    listed = {doubt.number for family in families for doubt in (*family.first, *family.more)}
    targets = {entry.key: margins.target(entry.key, shown) for entry in entries}
    shower = Shower(draft, targets, language, listed=listed, since=changed)
    written = lines_html(paper, margins, sentences, language, listed=listed, shown=shown)
    values: dict[str, object] = {
        "language": language,
        "draft": draft,
        "title": draft.title.text if draft.title else "",
        "title_item": shower.item("title", 0, draft.title) if draft.title else None,
        "eyebrow": _eyebrow(draft.document, language),
        "head": _head(draft.document, language),
        "lead": _lead(draft, last, language),
        "changes": changes_of(changed, language) if changed else None,
        "families": families,
        "doubt_count": len(draft.doubts),
        "missing": not_found(draft, language),
        "sure": _sure(draft, language),
        "noise": percent(draft.document.noise, language) if draft.document.noise else "",
        "before": [found for part in BEFORE_GOALS if (found := shower.section(part))],
        "tree": shower.tree(),
        "levels": levels_of(draft, language),
        "after": [found for part in AFTER_GOALS if (found := shower.section(part))],
        "lines": written,
        "line_count": last,
        "left_out": last - len(shown) if shown is not None else 0,
        "long": last > LONG,
        "web": paper.form == "html",
        "back": back,
        "simulated": simulated,
        "icon": _icon(),
    }
    return _finished(values)


def is_reading_page(path: Path) -> bool:
    """Whether a file is a page that `reading_page` made, and so can be made again."""
    with path.open("rb") as file:
        return f'<meta name="generator" content="{MAKER}">'.encode() in file.read(_FIRST)


def _finished(values: dict[str, object]) -> ReadingPage:
    body = _engine().get_template("reading/body.html").render(_context(values))
    carried = carried_for(body)
    frame = {**values, "maker": MAKER, "css": carried.css, "policy": carried.policy, "body": body}
    page = _engine().get_template("reading/page.html").render(_context(frame))
    return ReadingPage(_printable_page(page), carried.policy)


def _printable_page(page: str) -> str:
    """The page without signs that no file can hold; texts of the draft may have them."""
    return "\n".join(printable(line) if not line.isprintable() else line for line in page.split("\n"))


def _context(values: dict[str, object]) -> Context:
    return Context(values, use_l10n=False, use_tz=False)


@cache
def _engine() -> Engine:
    return Engine(
        dirs=[str(HERE / "templates")],
        builtins=["fardplan.portal.tags"],
        autoescape=True,
        debug=True,
        string_if_invalid=Refused("%s"),
    )


@cache
def _icon() -> str:
    mark = base64.b64encode((STATIC / "mark.svg").read_bytes()).decode()
    return f"data:image/svg+xml;base64,{mark}"


def _eyebrow(about: About, language: Language) -> str:
    kind = about.kind or translate("a document", language)
    return " · ".join(filter(None, (kind[:1].upper() + kind[1:], about.municipality)))


def _head(about: About, language: Language) -> list[tuple[str, str]]:
    """What the document says of itself, each with its name; empty where it does not."""
    values = {
        "decided_by": about.decided_by,
        "dnr": about.dnr,
        "date": day_words(about.date, language) if about.date else None,
        "officer": about.officer,
        "municipality": about.municipality,
    }
    named = [(translate(NAMES[name], language), value or "") for name, value in values.items()]
    return [*named, (translate("File", language), about.name)]


def _lead(draft: Draft, lines: int, language: Language) -> str:
    points = translate_plural(
        "{count} decision point", "{count} decision points", len(draft.decisions), language
    )
    goals = translate_plural("{count} goal", "{count} goals", len(draft.goals), language)
    of = translate_plural("{count} line", "{count} lines", lines, language)
    if not draft.decisions:
        return translate("{goals} were found in {lines}.", language, goals=goals, lines=of)
    return translate(
        "{points} and {goals} were found in {lines}.", language, points=points, goals=goals, lines=of
    )


def _sure(draft: Draft, language: Language) -> str:
    items = draft.items()
    sure = sum(item.confidence >= 1 for item in items)
    if sure == len(items):
        return translate("Every text of the roadmap is word for word what was printed.", language)
    return translate(
        "{sure} of {all} texts of the roadmap are word for word what was printed; of the others it is told "
        "how sure that is.",
        language,
        sure=sure,
        all=len(items),
    )
