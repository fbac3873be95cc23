"""What the guide tells a statistician to write gives figures."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent

from fardplan.fakes.pxweb.server import FakePxWeb
from fardplan.indicators.asked import PxWebAsked, SignMeaning
from fardplan.indicators.definition import IndicatorDefinition
from fardplan.indicators.source import Source
from fardplan.sources.pxweb.client_v2 import PxWebClient
from fardplan.sources.pxweb.observing import ForIndicator, observations_of
from fardplan.sources.yaml_file import parse_yaml
from fardplan.usecases.fake_tables import made_up_table
from tests.sources.pxweb.direct import Directly
from tests.sources.pxweb.test_suggest import SUGGESTED

GUIDE = Path(__file__).resolve().parents[3] / "docs/guide/pxweb.md"


def test_what_the_guide_asks_for_comes() -> None:
    [told] = re.findall(r"```yaml\nsources:\n  - (.*?)```", GUIDE.read_text("utf-8"), re.S)
    source = parse_yaml(dedent(f"    {told}"), Source, where="guide")
    asked = source.asks
    assert isinstance(asked, PxWebAsked)
    definition = parse_yaml(SUGGESTED, IndicatorDefinition, where="guide")
    with FakePxWeb([made_up_table()]) as fake:
        cube = PxWebClient(Directly(fake), fake.v2).data(asked.table, asked.select)
    of = ForIndicator(definition, asked, "x", "https://example.org", None, {"0180", "0000"})
    found, early = observations_of(replace(cube), of, date(2026, 11, 28))
    groups = {str(item.group) for item in found}
    assert (len(found), early, groups) == (2 * 3 * 11, 0, {"", "sex=M", "sex=K"})


def test_the_guide_knows_every_field_and_meaning() -> None:
    text = GUIDE.read_text("utf-8")
    fields = set(PxWebAsked.model_fields) - {"looked_into"}
    assert [name for name in sorted(fields) if f"`{name}`" not in text and f"  {name}:" not in text] == []
    assert "suppressed" in text
    assert SignMeaning.ZERO.value in text
