"""A fake map server: filters, order, pages and exceptions as the real one has them."""

import re
from collections.abc import Sequence
from typing import Any

from fardplan.fakes.faults import NO_FAULTS, Faults, strikes
from fardplan.fakes.serving import FakeServer, Heard, Said, said_json
from fardplan.fakes.wfs.documents import XML, capabilities, report, schema
from fardplan.fakes.wfs.layers import FakeLayer, Record

PATH = "/geoserver/stat/wfs"

_CONDITION = re.compile(r"(\w+)\s*=\s*'((?:[^']|'')*)'")


class _Exception(Exception):
    """What the server answers with an exception: its code and words."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


class FakeWfs(FakeServer):
    """Serves layers at `address`/geoserver/stat/wfs, at most `most` features in an answer."""

    def __init__(
        self,
        layers: Sequence[FakeLayer],
        *,
        most: int = 5000,
        faults: Faults = NO_FAULTS,
        port: int = 0,
    ) -> None:
        super().__init__(faults=faults, port=port)
        self.layers = {layer.name: layer for layer in layers}
        self.most = most

    @property
    def wfs(self) -> str:
        """The address that a client is given."""
        return self.address + PATH

    def answer(self, heard: Heard) -> Said:
        if heard.path.rstrip("/") != PATH:
            return Said(404, b"<html><body>Not Found</body></html>", "text/html")
        if strikes(self.faults.exception, heard.call):
            return report("NoApplicableCode", "java.lang.RuntimeException: the store does not answer")
        try:
            return self._answer(heard)
        except _Exception as error:
            return report(error.code, error.text, status=400)

    def _answer(self, heard: Heard) -> Said:
        if (heard.first("service") or "").upper() != "WFS":
            raise _Exception("MissingParameterValue", "Could not determine service")
        asked = heard.first("request") or ""
        if asked.lower() == "getcapabilities":
            return Said(200, capabilities(self.wfs, tuple(self.layers.values())).encode(), XML)
        if asked.lower() == "describefeaturetype":
            return self._form(heard)
        if asked.lower() == "getfeature":
            return self._features(heard)
        raise _Exception("OperationNotSupported", f"No such operation {asked}")

    def _layer(self, heard: Heard) -> FakeLayer:
        name = heard.first("typeNames") or heard.first("typeName") or ""
        found = self.layers.get(name) or self.layers.get(f"stat:{name}")
        if found is None:
            raise _Exception("InvalidParameterValue", f"Feature type {name} unknown")
        return found

    def _features(self, heard: Heard) -> Said:
        layer = self._layer(heard)
        revised = layer.revised is not None and 0 < self.faults.revised <= heard.call
        held = layer.revised if revised and layer.revised is not None else layer.features
        found = [item for item in held if _fits(item, heard.first("CQL_FILTER"), layer)]
        found = _in_order(found, heard.first("sortBy"), layer)
        shown = self._page(found, heard)
        if heard.first("resultType") == "hits":
            shown = []
        if (heard.first("outputFormat") or "application/json") not in ("application/json", "json"):
            raise _Exception("InvalidParameterValue", "This fake writes application/json alone")
        wanted = [name for name in (heard.first("propertyName") or "").split(",") if name]
        absent = [name for name in wanted if name not in layer.properties]
        if absent:
            raise _Exception("InvalidParameterValue", f"Requested property: {absent[0]} is not available")
        features = [_told(item, wanted, turned=self.faults.north_first > 0) for item in shown]
        drawn = any(item["geometry"] for item in features)
        epsg = _system(heard, layer)
        document = {
            "type": "FeatureCollection",
            "features": features,
            "totalFeatures": len(found),
            "numberMatched": len(found),
            "numberReturned": len(features),
            "timeStamp": "2026-10-10T11:21:58.806Z",
            "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
            if drawn
            else None,
        }
        return said_json(document)

    def _page(self, found: list[Record], heard: Heard) -> list[Record]:
        """A page. One that loses a feature begins one too late, as when features come in no order."""
        start = _whole(heard, "startIndex", 0)
        start += strikes(self.faults.lost, heard.call)
        return found[start : start + min(_whole(heard, "count", self.most), self.most)]

    def _form(self, heard: Heard) -> Said:
        layer = self._layer(heard)
        if (heard.first("outputFormat") or "") not in ("application/json", "json"):
            return Said(200, schema(layer).encode(), XML)
        name = layer.name.partition(":")[2]
        listed = [
            {
                "name": property_,
                "maxOccurs": 1,
                "minOccurs": 0,
                "nillable": True,
                "type": ("gml:" if property_ == "geom" else "xsd:") + kind,
                "localType": kind,
            }
            for property_, kind in layer.properties.items()
        ]
        types = [{"typeName": name, "properties": listed}]
        return said_json({"elementFormDefault": "qualified", "targetPrefix": "stat", "featureTypes": types})


def _fits(item: Record, condition: str | None, layer: FakeLayer) -> bool:
    for part in re.split(r"\s+AND\s+(?=\w+\s*=)", condition or "", flags=re.IGNORECASE):
        found = _CONDITION.fullmatch(part.strip())
        if part and not found:
            raise _Exception("NoApplicableCode", f"Could not parse CQL filter list: {part}")
        if found and found[1] not in layer.properties:
            raise _Exception("InvalidParameterValue", f"Illegal property name: {found[1]}")
        if found and str(item["properties"].get(found[1])) != found[2].replace("''", "'"):
            return False
    return True


def _in_order(found: list[Record], order: str | None, layer: FakeLayer) -> list[Record]:
    name, _, way = (order or "").partition(" ")
    if name and name not in layer.properties:
        raise _Exception("InvalidParameterValue", f"Illegal property name: {name}")
    if not name:
        return found
    backwards = way.upper() in ("D", "DESC")
    return sorted(found, key=lambda item: str(item["properties"].get(name)), reverse=backwards)


def _whole(heard: Heard, name: str, usual: int) -> int:
    text = heard.first(name)
    if text is None:
        return usual
    if not text.isdigit():
        raise _Exception("InvalidParameterValue", f"{name} is {text}, and a whole number was expected")
    return int(text)


def _system(heard: Heard, layer: FakeLayer) -> int:
    asked = re.search(r"(\d+)$", heard.first("srsName") or str(layer.epsg))
    if asked is None or int(asked[1]) != layer.epsg:
        raise _Exception("InvalidParameterValue", f"This fake has positions in EPSG:{layer.epsg} alone")
    return layer.epsg


def _told(item: Record, wanted: Sequence[str], *, turned: bool) -> Record:
    """A feature with the properties that are asked for; the border as one of them."""
    properties = {name: value for name, value in item["properties"].items() if not wanted or name in wanted}
    geometry = item.get("geometry") if not wanted or "geom" in wanted else None
    if geometry and turned:
        geometry = {**geometry, "coordinates": _turned(geometry["coordinates"])}
    return {
        "type": "Feature",
        "id": item["id"],
        "geometry": geometry,
        "geometry_name": "geom",
        "properties": properties,
    }


def _turned(found: Any) -> Any:
    return found[::-1] if isinstance(found[0], int | float) else [_turned(item) for item in found]
