"""Sites rendered once for all tests that only read them."""

from pathlib import Path

import pytest

from fardplan.portal.site import render_site
from tests.portal import counted
from tests.portal.markup import Element, read
from tests.portal.sample import publication, reports, small


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich sample."""
    folder = tmp_path_factory.mktemp("site")
    render_site(publication(), folder, reports=reports())
    return folder


@pytest.fixture(scope="session")
def one_row(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one")
    render_site(small(1), folder)
    return folder


@pytest.fixture(scope="session")
def three_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    render_site(small(3), folder)
    return folder


@pytest.fixture(scope="session")
def counted_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Own counts of a simulated register beside official figures."""
    folder = tmp_path_factory.mktemp("counted")
    render_site(counted.publication(), folder)
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Element]:
    """Every page of the rich sample, read, by its place."""
    return {
        path.relative_to(site).as_posix(): read(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }
