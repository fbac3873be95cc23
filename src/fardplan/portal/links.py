"""How the site's templates link: every link starts from the page it stands on (`here`)."""

from django.template import Context, Library

from fardplan.portal.addresses import Address, Kind

register = Library()


def _here(context: Context) -> Address:
    here: Address = context["here"]
    return here


@register.simple_tag(takes_context=True)
def page(context: Context, kind: str, key: str | None = None) -> str:
    """The relative link to another page in the same language: `{% page "milestone" item.key %}`."""
    return _here(context).to_page(Kind(kind), key)


@register.simple_tag(takes_context=True)
def file(context: Context, path: str) -> str:
    """The relative link to a file named from the top of the site."""
    return _here(context).to_path(path)
