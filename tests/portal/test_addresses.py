"""Laws of the addresses: whatever page one stands on, a link leads to the place it names."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.portal.addresses import FOLDERS, Address, Kind
from fardplan.vocabulary.text import LANGUAGES

KEYED = {Kind.TARGET_AREA, Kind.MILESTONE, Kind.STRATEGY, Kind.INDICATOR}
keys = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    kind = draw(st.sampled_from(sorted(FOLDERS)))
    return Address(kind, draw(st.sampled_from(LANGUAGES)), draw(keys) if kind in KEYED else None)


@given(addresses(), addresses(), st.sampled_from(["https://a.example/", "https://a.example/b/c/"]))
def test_a_link_from_anywhere_leads_to_the_page_under_any_path(
    here: Address, there: Address, base: str
) -> None:
    assert urljoin(base + here.path, here.to_path(there.path)) == base + there.path


@given(addresses())
def test_a_page_in_another_language_and_back_is_the_same_page(here: Address) -> None:
    assert [back for other in here.others for back in other.others] == [here]


@given(addresses(), addresses())
def test_two_pages_never_share_a_place(one: Address, other: Address) -> None:
    assert (one.path == other.path) is (one == other)


@pytest.mark.parametrize(
    ("address", "path", "up"),
    [
        (Address(Kind.START, "sv"), "", ""),
        (Address(Kind.START, "en"), "en/", "../"),
        (Address(Kind.MILESTONE, "sv", "uvas"), "etappmal/uvas/", "../../"),
        (Address(Kind.STATUS, "en"), "en/status/", "../../"),
        (Address(Kind.NOT_FOUND, "sv", root="/fardplan/"), "", "/fardplan/"),
    ],
)
def test_places_are_as_the_addresses_say(address: Address, path: str, up: str) -> None:
    assert (address.path, address.up) == (path, up)
