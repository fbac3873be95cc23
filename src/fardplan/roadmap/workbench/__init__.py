"""The milestone workbench: what a level in a year would ask of the city, before anyone decides it."""
