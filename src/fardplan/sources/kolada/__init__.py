"""Kolada, the database of municipalities' and regions' key figures: its catalogue and values (version 3)."""
