"""The reports that are published with the site."""

from fardplan.portal.addresses import Address
from fardplan.portal.contents import Contents
from fardplan.portal.reports import by_kind


def reports(contents: Contents, here: Address) -> dict[str, object]:
    """Kind by kind, in the page's language."""
    return {"offered": by_kind(contents.reports, here.language)}
