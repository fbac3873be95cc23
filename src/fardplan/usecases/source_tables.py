"""Looking at the tables of a statistical database, before a definition asks for one."""

from dataclasses import dataclass

from fardplan.sources.asking.request import Asker
from fardplan.sources.pxweb.client_v1 import PxWebV1Client
from fardplan.sources.pxweb.client_v2 import Found, PxWebClient
from fardplan.sources.pxweb.suggest import suggested
from fardplan.sources.pxweb.table import Table
from fardplan.usecases.homes import Home


@dataclass(frozen=True, slots=True)
class Database:
    """A statistical database: its address, and which version of PxWeb it speaks."""

    address: str
    version: int = 2

    def table(self, asker: Asker, key: str) -> Table:
        """What the database says of a table."""
        if self.version == 1:
            return PxWebV1Client(asker, self.address).metadata(key)
        return PxWebClient(asker, self.address).metadata(key)


def find_tables(asker: Asker, address: str, words: str) -> tuple[Found, ...]:
    """The tables that the database finds for the words. Only version 2 can be searched."""
    return PxWebClient(asker, address).tables(words)


def suggest_definition(home: Home, asker: Asker, database: Database, key: str) -> str:
    """A definition file that asks for a table's figures of the city and the country, to read and correct."""
    city = home.city.city
    table = database.table(asker, key)
    return suggested(table, database.address, database.version, city.municipality_code, city.home_area)
