"""What use cases of reports are given and give, for the pages that call them."""

from fardplan.store.report_texts import BesideWords, OwnWords

__all__ = ["BesideWords", "OwnWords"]
