"""Gaps in a publication: each rests on cleared figures, or there is no publication."""

from typing import Any

import pytest
from pydantic import ValidationError

from fardplan.disclosure.clearance import clear
from fardplan.publishing.bundle import read_bundle, write_bundle
from fardplan.publishing.gaps import PublishedGaps, uncleared_gaps
from fardplan.vocabulary.area import Division
from fardplan.vocabulary.gap import GapChange, GapFigure, GapMeasure, GapReason, GapVerdict
from fardplan.vocabulary.group import Group
from fardplan.vocabulary.observation import Origin
from fardplan.vocabulary.period import Period
from tests.builders import CITY, observation, provenance, public
from tests.publishing.publications import SERIES, publication

TWO = Division(code="tva", name="Två", areas=("a", "b"))
DISTRICTS = tuple(public(observation(2017, value, area=code)) for code, value in (("a", 9.0), ("b", 7.0)))
WOMEN, MEN = (
    public(observation(2017, value, group=Group.parse(f"sex={code}")))
    for code, value in (("K", 9.0), ("M", 8.0))
)
FIGURES = (*DISTRICTS, WOMEN, MEN)


def gap(**changes: Any) -> GapFigure:
    plain: dict[str, Any] = {
        "measure": GapMeasure.DIFFERENCE,
        "division": "tva",
        "period": Period.of_year(2017),
        "value": 2.0,
        "areas": 2,
        "highest": "a",
        "lowest": "b",
        "origin": Origin.OWN_CALCULATION,
    }
    return GapFigure(**(plain | changes))


def between_sexes(**changes: Any) -> GapFigure:
    return gap(**({"division": "sex", "highest": "sex=K", "lowest": "sex=M", "value": 1.0} | changes))


def faults(given: PublishedGaps, figures=FIGURES) -> list[str]:
    return list(uncleared_gaps((given,), figures, (TWO,), {"andel": CITY}))


def test_gaps_of_cleared_figures_are_right():
    assert faults(PublishedGaps(indicator="andel", districts=(gap(),), groups=(between_sexes(),))) == []


@pytest.mark.parametrize(
    ("given", "figures", "told"),
    [
        ({"districts": (gap(),)}, FIGURES[1:], 2),
        ({"districts": (gap(highest="c"),)}, FIGURES, 1),
        ({"districts": (gap(division="tre"),)}, FIGURES, 3),
        ({"districts": (gap(period=Period.of_year(2018)),)}, FIGURES, 3),
        ({"districts": (gap(areas=3),)}, FIGURES, 1),
        ({"groups": (between_sexes(),)}, DISTRICTS, 3),
        ({"groups": (between_sexes(lowest="sex=X"),)}, FIGURES, 1),
        ({"groups": (gap(),)}, FIGURES, 3),
    ],
)
def test_a_gap_whose_places_are_not_cleared_is_told(given, figures, told):
    assert len(faults(PublishedGaps(indicator="andel", **given), figures)) == told


def test_a_gap_of_simulated_figures_has_to_say_so():
    made_up = public(observation(2017, 9.0, area="a", provenance=provenance(origin=Origin.SIMULATED)))
    figures = (made_up, DISTRICTS[1])
    assert len(faults(PublishedGaps(indicator="andel", districts=(gap(),)), figures)) == 1
    told = PublishedGaps(indicator="andel", districts=(gap(origin=Origin.SIMULATED),))
    assert faults(told, figures) == []
    assert told.simulated


def test_a_change_is_between_gaps_that_are_stated():
    change = GapChange(latest=gap(), verdict=GapVerdict.CANNOT_TELL, reason=GapReason.ONE_PERIOD)
    assert PublishedGaps(indicator="andel", districts=(gap(),), district_changes=(change,)).district_changes
    with pytest.raises(ValidationError, match="rests on a gap in 2017 that is not stated"):
        PublishedGaps(indicator="andel", district_changes=(change,))


def test_no_publication_with_gaps_of_figures_that_are_not_cleared():
    stated = (PublishedGaps(indicator="andel", districts=(gap(),)),)
    figures = clear((*SERIES, *DISTRICTS)).cleared
    given = publication(cleared=figures, divisions=(TWO,), gaps=stated)
    assert given.gaps_of("andel") == stated[0]
    assert given.gaps_of("annan") is None
    with pytest.raises(ValidationError, match="have a cleared figure"):
        publication(cleared=clear((*SERIES, DISTRICTS[0])).cleared, divisions=(TWO,), gaps=stated)
    with pytest.raises(ValidationError, match="no indicator here"):
        publication(gaps=(PublishedGaps(indicator="annan"),))
    with pytest.raises(ValidationError, match="stands twice"):
        publication(cleared=figures, divisions=(TWO,), gaps=stated * 2)


def test_gaps_go_through_a_bundle_unchanged(tmp_path):
    change = GapChange(latest=gap(), verdict=GapVerdict.CANNOT_TELL, reason=GapReason.ONE_PERIOD)
    stated = PublishedGaps(indicator="andel", districts=(gap(),), district_changes=(change,))
    given = publication(cleared=clear((*SERIES, *DISTRICTS)).cleared, divisions=(TWO,), gaps=(stated,))
    assert read_bundle(write_bundle(given, tmp_path).path).gaps == (stated,)
