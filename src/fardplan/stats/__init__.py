"""Formulas: shares, trends, gaps and inequality between areas, segregation, decompositions, surveys."""
