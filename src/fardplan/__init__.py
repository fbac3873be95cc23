"""Färdplan: a city steers towards social sustainability."""

__version__ = "0.1.0"
