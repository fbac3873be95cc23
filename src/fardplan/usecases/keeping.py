"""Reading for one page, without asking again for what nobody has changed since another page asked."""

from fardplan.store.kept import reading

__all__ = ["reading"]
