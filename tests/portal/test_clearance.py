"""Could it leak? No number that has not passed clearance can be rendered."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fardplan.portal.contents import Contents
from fardplan.portal.site import render_site
from fardplan.vocabulary.clearance import Cleared
from fardplan.vocabulary.errors import NotCleared
from fardplan.vocabulary.observation import Clearance, Observation
from tests.portal.sample import observation, publication, series, small

CANARY = 73.619284


def internal(item: Observation) -> Observation:
    return replace(item, provenance=replace(item.provenance, clearance=Clearance.INTERNAL))


values = st.floats(min_value=0, max_value=100, allow_nan=False)
years = st.integers(min_value=1998, max_value=2030)


@given(st.lists(st.tuples(years, values), min_size=1, max_size=8), st.integers(min_value=0))
def test_one_internal_figure_among_many_cannot_be_cleared(
    cells: list[tuple[int, float]], chosen: int
) -> None:
    found = [observation("lasning", year, value) for year, value in cells]
    found[chosen % len(found)] = internal(found[chosen % len(found)])
    with pytest.raises(NotCleared) as error:
        Cleared(tuple(found))
    assert error.value.outcome == "Nothing was published."


@given(st.lists(st.tuples(years, values), min_size=1, max_size=4, unique_by=lambda cell: cell[0]))
def test_a_publication_that_was_tampered_with_is_not_rendered(cells: list[tuple[int, float]]) -> None:
    """Even when someone goes round every constructor, the portal checks again before it opens a page."""
    smuggled = object.__new__(Cleared)
    found = tuple(internal(observation("lasning", year, value)) for year, value in cells)
    object.__setattr__(smuggled, "observations", found)
    tampered = small(1).model_copy(update={"cleared": smuggled})
    with pytest.raises(NotCleared):
        Contents(tampered)


def test_nothing_is_written_of_a_tampered_publication(tmp_path: Path) -> None:
    smuggled = object.__new__(Cleared)
    object.__setattr__(smuggled, "observations", (internal(observation("lasning", 2018, CANARY)),))
    out = tmp_path / "site"
    with pytest.raises(NotCleared):
        render_site(publication().model_copy(update={"cleared": smuggled}), out)
    assert not out.exists()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(values, min_size=3, max_size=3))
def test_every_figure_in_a_table_is_one_of_the_cleared(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[float]
) -> None:
    out = tmp_path_factory.mktemp("drawn")
    found = series("lasning", dict(zip((2016, 2017, 2018), drawn, strict=True)))
    bare = publication(
        milestones=(),
        indicators=tuple(item.model_copy(update={"intervals": ()}) for item in publication().indicators[:1]),
        cleared=Cleared(tuple(found)),
    )
    render_site(bare, out)
    page = (out / "en" / "indicator" / "lasning" / "index.html").read_text("utf-8")
    rows = page.split('id="rows"')[1]
    shown = re.findall(r'data-label="per cent">([\d.]+)</td>', rows)
    assert [float(item) for item in shown] == [pytest.approx(value, abs=0.0501) for value in drawn]
