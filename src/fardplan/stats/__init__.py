"""Formulas: shares and their intervals, trends in short yearly series."""
