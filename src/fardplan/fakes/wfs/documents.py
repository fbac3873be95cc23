"""The XML that a map server writes: what it says of itself, the form of a layer, exceptions."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from fardplan.fakes.serving import Said
from fardplan.fakes.wfs.layers import FakeLayer

XML = "application/xml; charset=utf-8"


def report(code: str, text: str, status: int = 200) -> Said:
    """An exception as map servers write it, often with the status of a success."""
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><ows:ExceptionReport '
        'xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0">'
        f"<ows:Exception exceptionCode={quoteattr(code)}>"
        f"<ows:ExceptionText>{escape(text)}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
    )
    return Said(status, document.encode(), XML)


def schema(layer: FakeLayer) -> str:
    """The form of a layer as an XML schema, which is what a map server writes unless asked for JSON."""
    name = layer.name.partition(":")[2]
    elements = "".join(
        f'<xsd:element maxOccurs="1" minOccurs="0" name={quoteattr(property_)} nillable="true" '
        f'type="{"gml:MultiSurfacePropertyType" if property_ == "geom" else f"xsd:{kind}"}"/>'
        for property_, kind in layer.properties.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
        'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:stat="http://geodata.example/stat" '
        'elementFormDefault="qualified" targetNamespace="http://geodata.example/stat">'
        f'<xsd:complexType name="{name}Type"><xsd:complexContent><xsd:extension '
        f'base="gml:AbstractFeatureType"><xsd:sequence>{elements}</xsd:sequence></xsd:extension>'
        f'</xsd:complexContent></xsd:complexType><xsd:element name="{name}" '
        f'substitutionGroup="gml:AbstractFeature" type="stat:{name}Type"/></xsd:schema>'
    )


def capabilities(address: str, layers: Sequence[FakeLayer]) -> str:
    """What the server says of itself: operations with their address, and layers with their systems."""
    operations = "".join(
        f'<ows:Operation name="{name}"><ows:DCP><ows:HTTP><ows:Get xlink:href={quoteattr(address)}/>'
        "</ows:HTTP></ows:DCP>"
        '<ows:Parameter name="outputFormat"><ows:AllowedValues><ows:Value>application/json</ows:Value>'
        "</ows:AllowedValues></ows:Parameter></ows:Operation>"
        for name in ("GetCapabilities", "DescribeFeatureType", "GetFeature")
    )
    types = "".join(
        f"<FeatureType><Name>{escape(layer.name)}</Name><Title>{escape(layer.name.partition(':')[2])}</Title>"
        f"<DefaultCRS>urn:ogc:def:crs:EPSG::{layer.epsg}</DefaultCRS><ows:WGS84BoundingBox>"
        "<ows:LowerCorner>10.5 55.0</ows:LowerCorner><ows:UpperCorner>24.5 69.5</ows:UpperCorner>"
        "</ows:WGS84BoundingBox></FeatureType>"
        for layer in layers
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><wfs:WFS_Capabilities version="2.0.0" '
        'xmlns="http://www.opengis.net/wfs/2.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" '
        'xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:fes="http://www.opengis.net/fes/2.0"><ows:ServiceIdentification><ows:Title>Påhittad karttjänst'
        "</ows:Title><ows:ServiceType>WFS</ows:ServiceType><ows:ServiceTypeVersion>2.0.0"
        "</ows:ServiceTypeVersion></ows:ServiceIdentification>"
        f"<ows:OperationsMetadata>{operations}</ows:OperationsMetadata>"
        f"<FeatureTypeList>{types}</FeatureTypeList></wfs:WFS_Capabilities>"
    )
