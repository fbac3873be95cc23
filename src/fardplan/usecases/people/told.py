"""What is told of people: the shapes that pages and commands get."""

from fardplan.store.people import OpenItem, Person
from fardplan.store.roles import StoredGrant

__all__ = ["OpenItem", "Person", "StoredGrant"]
