"""One sheet of many: what squeezing may not change, and what it says when the parts are missing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.portal.assets import COMPONENTS, OWN, assets
from fardplan.presentation import stylesheet
from fardplan.presentation.stylesheet import FONTS, squeezed, style_sheet, vendored
from fardplan.vocabulary.errors import StorageError

pieces = st.lists(
    st.sampled_from(
        [
            " ",
            "\n\t",
            "{",
            "}",
            ";",
            ",",
            ":",
            "a",
            "b1",
            "calc(1px + 2px)",
            '"  ; /* x */ "',
            "/* c */",
            "'}'",
        ]
    ),
    max_size=30,
).map("".join)


@given(pieces)
def test_squeezing_twice_is_squeezing_once(css: str) -> None:
    assert squeezed(squeezed(css)) == squeezed(css)


@given(pieces)
def test_what_stands_in_quotes_is_left_alone(css: str) -> None:
    bare = re.sub(r"/\*.*?\*/", "", re.sub(r'"[^"]*"', "Q", css))
    assert squeezed(css).count('"  ; /* x */ "') == bare.count("Q")


@given(pieces)
def test_only_blanks_and_comments_go(css: str) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r'"[^"]*"|\'[^\']*\'|[^\s]', re.sub(r'("[^"]*")|/\*.*?\*/', r"\1", text))

    assert words(squeezed(css)) == words(css)


def test_rules_keep_their_meaning() -> None:
    css = """
    /* a comment */
    a  :hover , b > c {
      width : calc( 1px + 2px ) ;
      content: "  { ; }  ";
    }
    """
    assert squeezed(css) == 'a :hover ,b > c{width : calc( 1px + 2px );content: "  { ; }  ";}\n'


def test_our_sheets_outweigh_the_components_and_those_the_theme() -> None:
    css = style_sheet(OWN, COMPONENTS)
    assert css.startswith("@layer ds.theme,ds.base,ds.components;")
    assert "@charset" not in css
    assert css.count("{") == css.count("}")


def test_the_sheet_names_the_fonts_as_they_are_stored() -> None:
    held = assets()
    css = held.files[held.sheet].decode()
    named = set(re.findall(r'url\("([^"]+\.woff2)"\)', css))
    stored = {name.removeprefix("assets/") for name in held.files if name.endswith(".woff2")}
    assert named == stored
    assert len(stored) == len(FONTS)


def test_the_sheet_loads_nothing_from_elsewhere() -> None:
    held = assets()
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", held.files[held.sheet].decode())
    assert [item for item in addresses if not item.startswith("data:") and "/" in item] == []


def test_paper_never_takes_the_dark_colours() -> None:
    held = assets()
    css = held.files[held.sheet].decode()
    dark = re.findall(r"@media ([^{]*prefers-color-scheme[^{]*)\{", css)
    assert dark
    assert [item for item in dark if "screen" not in item] == []


def test_missing_assets_are_told_plainly() -> None:
    with pytest.raises(StorageError) as error:
        vendored("nothing.css")
    assert str(error.value) == (
        f"{stylesheet.VENDOR / 'nothing.css'}: the front-end assets have not been built\n"
        "Install again (make setup), or run: python assets/build.py\n"
        "No page was written."
    )
