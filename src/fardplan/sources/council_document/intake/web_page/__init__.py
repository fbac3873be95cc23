"""Web pages: the text of a page without what stands around it on every page of the site."""

from .reading import is_web_page, read_web_page

__all__ = ["is_web_page", "read_web_page"]
