"""The end of the document: who signs it, in what role, and what is annexed."""

from .annexes import AnnexFound, annexes
from .signatures import Signature, signatures

__all__ = ["AnnexFound", "Signature", "annexes", "signatures"]
