"""What holds for every page of the site."""

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from fardplan.portal.addresses import FOLDERS, PREFIXES, Kind
from fardplan.portal.frame import POLICY
from fardplan.presentation.stylesheet import VENDOR
from tests.portal.markup import Element
from tests.portal.sample import INDICATORS, MILESTONES, STRATEGIES, TARGET_AREAS

KEYED = {
    Kind.TARGET_AREA: TARGET_AREAS,
    Kind.DIFFERENCES: TARGET_AREAS,
    Kind.MILESTONE: MILESTONES,
    Kind.STRATEGY: STRATEGIES,
    Kind.INDICATOR: INDICATORS,
}
SITE = "http://site.example/"
"""Where the pages pretend to live while their links are followed."""


def expected_pages() -> set[str]:
    found = {"404.html"}
    for kind, folders in FOLDERS.items():
        for language, folder in folders.items():
            keys = [f"{item.key}/" for item in KEYED[kind]] if kind in KEYED else [""]
            keys += [""] if kind is Kind.DIFFERENCES else []
            start = PREFIXES[language] + (f"{folder}/" if folder else "")
            found |= {f"{start}{key}index.html" for key in keys}
    return found


def test_every_page_is_there_in_both_languages_and_no_other(pages: dict[str, Element]) -> None:
    assert set(pages) == expected_pages()


def test_every_page_has_one_main_heading_and_headings_in_order(pages: dict[str, Element]) -> None:
    wrong = {}
    for name, page in pages.items():
        levels = [int(item.tag[1]) for item in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        steps = [after - before for before, after in pairwise(levels)]
        if levels[0] != 1 or levels.count(1) != 1 or any(step > 1 for step in steps):
            wrong[name] = levels
    assert wrong == {}


def test_every_page_names_its_language_and_landmarks(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        language = "en" if name.startswith("en/") else "sv"
        assert [item.get("lang") for item in page.all("html")] == [language], name
        assert [len(page.all(tag)) for tag in ("header", "main", "footer")] == [1, 1, 1], name
        assert [item.get("id") for item in page.all("main")] == ["main"], name
        skip = page.all("a")[0]
        assert (skip.get("class"), skip.get("href")) == ("ds-skip-link", "#main"), name
        named = [item.get("aria-label") for item in page.all("nav")]
        assert all(named), name
        assert len(set(named)) == len(named), name


def test_nothing_is_inline_and_the_policy_is_strict(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        assert page.all("script", "style", "iframe", "object", "embed", "form", "base") == [], name
        for item in page:
            handlers = [key for key in item.attributes if key == "style" or key.startswith("on")]
            assert handlers == [], (name, item.tag)
        policies = [item for item in page.all("meta") if item.get("http-equiv")]
        assert [item.get("content") for item in policies] == [POLICY], name


def test_pages_load_nothing_from_outside(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        loaded = [item.get("href") for item in page.all("link") if item.get("rel") != "alternate"]
        loaded += [item.get("src") for item in page if "src" in item.attributes]
        loaded += [item.get("href") for item in page.all("use", "image")]
        assert [address for address in loaded if urlsplit(address).netloc] == [], name


def test_every_link_inside_the_site_leads_somewhere(site: Path, pages: dict[str, Element]) -> None:
    ids = {name: {item.get("id") for item in page if item.get("id")} for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        own = SITE + name.removesuffix("index.html")
        for address in (item.get("href") for item in page if "href" in item.attributes):
            target, anchor = urldefrag(urljoin(own, address))
            if not target.startswith(SITE):
                continue
            place = target.removeprefix(SITE)
            file = place if place and not place.endswith("/") else f"{place}index.html"
            if not (site / file).is_file() or (anchor and anchor not in ids[file]):
                broken.append((name, address))
    assert broken == []


def test_links_are_relative_except_on_the_page_for_missing_addresses(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        addresses = [item.get("href") for item in page if "href" in item.attributes]
        rooted = [address for address in addresses if address.startswith("/")]
        assert bool(rooted) is (name == "404.html"), name


def test_links_outside_lead_to_sources_and_the_supervisor(pages: dict[str, Element]) -> None:
    outside = {
        item.get("href")
        for page in pages.values()
        for item in page.all("a")
        if urlsplit(item.get("href")).netloc
    }
    assert outside == {
        "https://example.org/tabell?a=1&b=2",
        "https://example.org/tabell",
        "https://example.org/karta",
        "https://www.digg.se/tdosanmalan",
    }


def test_ids_are_unique_and_whatever_refers_to_one_finds_it(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        ids = [item.get("id") for item in page if item.get("id")]
        assert len(ids) == len(set(ids)), name
        for key in ("aria-labelledby", "aria-describedby"):
            asked = [part for item in page for part in item.get(key).split()]
            assert set(asked) <= set(ids), (name, key)


def test_every_drawing_is_named_or_hidden(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        for drawing in page.all("svg"):
            hidden = drawing.get("aria-hidden") == "true"
            named = drawing.get("role") == "img" and bool(drawing.get("aria-labelledby"))
            assert hidden != named, name


def test_every_table_has_a_caption_and_its_headings_say_what_they_head(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        for table in page.all("table"):
            assert len(table.all("caption")) == 1, name
            assert {item.get("scope") for item in table.all("th")} == {"col", "row"}, name
            widths = {len([c for c in row if c.tag in ("th", "td")]) for row in table.all("tr")}
            assert len(widths) == 1, name


def test_every_chart_says_its_origin_and_has_its_table(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        for figure in page.all("figure"):
            source = next(item for item in figure if item.has_class("figure-source")).text
            assert re.match(r"(Ursprung|Origin): .+\. (Källa|Source): .+\.", source), name
            assert len(figure.all("table")) == 1, name
            assert len(figure.all("figcaption")) == 1, name


def test_each_page_points_to_itself_in_the_other_language(pages: dict[str, Element]) -> None:
    def other(name: str) -> list[str]:
        page = pages[name]
        links = [item for item in page.all("link") if item.get("rel") == "alternate"]
        links += [item for item in page.all("a") if item.get("hreflang")]
        own = SITE + name.removesuffix("index.html")
        return [urljoin(own, item.get("href")).removeprefix(SITE) + "index.html" for item in links]

    for name in set(pages) - {"404.html"}:
        head, body = other(name)
        assert head == body, name
        assert other(head) == [name, name], name


def test_no_page_shows_what_only_a_programmer_would_understand(pages: dict[str, Element]) -> None:
    telltale = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|\{\w*\}|\b[a-z]+_[a-z_]+\b|<\w+ object| \.$|\(\)")
    for name, page in pages.items():
        words = [line for line in page.all("body")[0].lines if "_" not in line or "period_kind" not in line]
        code = {item.text for item in page.all("code")}
        found = [line for line in words if telltale.search(line) and line not in code]
        assert found == [], name


def test_pages_need_the_first_font_file_alone(pages: dict[str, Element]) -> None:
    css = (VENDOR / "inter.css").read_text("utf-8")
    ranges = re.search(r"inter-latin\.woff2.*?unicode-range:([^}]+)", css)
    assert ranges is not None
    known = set()
    for part in ranges[1].split(","):
        first, _, last = part.strip().removeprefix("U+").partition("-")
        known |= set(range(int(first, 16), int(last or first, 16) + 1))
    needed = {sign for page in pages.values() for sign in page.text if ord(sign) not in known}
    assert needed == set()


def test_titles_are_all_different_within_a_language(pages: dict[str, Element]) -> None:
    for language in ("sv", "en"):
        titles = [
            page.all("title")[0].text
            for name, page in pages.items()
            if name.startswith("en/") == (language == "en")
        ]
        assert len(titles) == len(set(titles))


def test_downloads_that_are_json_can_be_read(site: Path) -> None:
    for path in (site / "data").rglob("*.json"):
        json.loads(path.read_text("utf-8"))
