"""The same layers of a map server through OWSLib and through ours: the same features, also when it fails.

`python benchmarks/wfs_peers.py` asks the fake map server on this machine and ends with 1 where ours gives
something else than the server held at one time. OWSLib takes part where it can be imported; it leaves pages
to its user, and here they are followed until one is not full. `make bench-wfs` has both.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

from fardplan.fakes.faults import NO_FAULTS, Faults
from fardplan.fakes.wfs.layers import FakeLayer, made_up_layers
from fardplan.fakes.wfs.server import FakeWfs
from fardplan.sources.asking.http import HttpAsker
from fardplan.sources.asking.manners import Manners, Pace
from fardplan.sources.wfs.client import Wanted, WfsClient
from fardplan.vocabulary.errors import SourceError

LAYER, ORDER, PAGE = "stat:DeSO_2025", "desokod", 1000
MUNICIPALITIES = [f"{code:04d}" for code in range(101, 391)]
FAULTS = {
    "all well": NO_FAULTS,
    "every 2nd call is refused (429)": Faults(too_many=2),
    "every 3rd call fails (503)": Faults(down=3),
    "every 3rd answer is cut short": Faults(truncated=3),
    "every 3rd answer is half a document": Faults(broken_json=3),
    "every 3rd answer is an exception": Faults(exception=3),
    "every 2nd page loses a feature": Faults(lost=2),
    "revised at the 3rd call": Faults(revised=3),
}

Told = dict[str, str]
"""The RegSO and edition of each DeSO, by code."""


def through_ours(fake: FakeWfs) -> Told:
    manners = Manners(attempts=5, first_pause=0.01, pace=Pace(10_000, 1.0))
    asker = HttpAsker(manners)
    try:
        wanted = Wanted(LAYER, ORDER, {}, 3006)
        found = WfsClient(asker, fake.wfs, most=PAGE).features(wanted)
    finally:
        asker.close()
    return told([dict(item.properties) for item in found])


def through_owslib(fake: FakeWfs) -> Told:
    from owslib.wfs import WebFeatureService

    service = WebFeatureService(fake.wfs, version="2.0.0", timeout=30)
    found: list[dict[str, str]] = []
    while True:
        answer = service.getfeature(
            typename=LAYER,
            outputFormat="application/json",
            sortby=[ORDER],
            startindex=len(found),
            maxfeatures=PAGE,
        )
        page = json.loads(answer.read())
        found += [item["properties"] for item in page["features"]]
        if len(page["features"]) < PAGE:
            return told(found)


def told(records: list[dict[str, str]]) -> Told:
    return {one["desokod"]: f"{one['regsokod']} {one['version']}" for one in records}


WAYS: dict[str, tuple[str, Callable[[FakeWfs], Told]]] = {
    "ours": ("fardplan", through_ours),
    "OWSLib": ("owslib", through_owslib),
}


def main() -> int:
    layer = made_up_layers(MUNICIPALITIES, across=5, up=2)[1]
    revised = [
        {**one, "properties": {**one["properties"], "version": "2025_v3"}} for one in layer.features[1:]
    ]
    editions = [told([one["properties"] for one in held]) for held in (layer.features, revised)]
    held = FakeLayer(LAYER, layer.features, revised=revised)
    print(f"{len(layer.features):,} features, {PAGE:,} a page")
    right = True
    for fault, faults in FAULTS.items():
        for name, (package, way) in WAYS.items():
            if find_spec(package) is None:
                continue
            with FakeWfs([held], faults=faults) as fake:
                began = time.perf_counter()
                line, whole = outcome(way, fake, editions)
                seconds = time.perf_counter() - began
            print(f"  {fault:38}{name:8}{len(fake.calls):4} calls{seconds:7.2f} s  {line}", flush=True)
            right &= whole or name != "ours"
    return 0 if right else 1


def outcome(way: Callable[[FakeWfs], Told], fake: FakeWfs, editions: list[Told]) -> tuple[str, bool]:
    """What came, in words, and whether it is all of one edition or an error."""
    try:
        found = way(fake)
    except SourceError as error:
        return f"nothing, and says so: {error.what[:60]}", True
    except Exception as error:  # whatever a peer raises is told
        return f"nothing: {type(error).__name__}", True
    if found in editions:
        return "all of it", True
    whole = len(editions[0])
    return f"{len(found):,} of {whole:,}, and no error: NOT what the server held at any time", False


if __name__ == "__main__":
    sys.exit(main())
