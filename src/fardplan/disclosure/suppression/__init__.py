"""Which cells to hide beside the sensitive ones, so that nobody can calculate back to these.

`suppress` takes linked cells and what may not be told of them, and gives a mask with a proof behind it.
Method, sources and measured tables: docs/methods/disclosure.md.
"""

from fardplan.disclosure.suppression.suppressing import Method, Suppression, suppress, usual_weights

__all__ = ["Method", "Suppression", "suppress", "usual_weights"]
